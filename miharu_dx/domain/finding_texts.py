"""The catalogue of findings: one wording and one remedy per code."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText
from miharu_dx.domain.finding_texts_cells import CELL_FINDINGS
from miharu_dx.domain.finding_texts_instruction import INSTRUCTION_FINDINGS
from miharu_dx.domain.finding_texts_mapping import MAPPING_FINDINGS
from miharu_dx.domain.finding_texts_merge import MERGE_FINDINGS
from miharu_dx.domain.finding_texts_rows import ROW_FINDINGS

__all__ = ["FINDING_TEXTS", "FindingText"]

FINDING_TEXTS: dict[str, FindingText] = {
    **CELL_FINDINGS,
    **ROW_FINDINGS,
    **INSTRUCTION_FINDINGS,
    **MERGE_FINDINGS,
    **MAPPING_FINDINGS,
}
