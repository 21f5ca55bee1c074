"""What the page 提出 tells of faults: findings in tiers, all at once, by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.finding import Finding, Tier
from miharu_dx.domain.preview import Preview
from miharu_dx.present.views.submit import BLANK

FINDINGS_SHOWN = 50  # looks.md: これをこえる分は数を示し、グループにまとめる
FILE_AND_HEADER = "ファイルと見出し"


@dataclass(frozen=True)
class FindingRow:
    """One finding as a line: where, what was typed, what is wrong, what to do."""

    cell: str
    sheet: str
    label: str
    subject: str
    shown: str
    message: str
    fix: str


@dataclass(frozen=True)
class FindingGroup:
    """A tier of findings with its heading; ``rest`` counts the lines that are not listed."""

    mark: str
    title: str
    note: str
    rows: tuple[FindingRow, ...]
    rest: int = 0


@dataclass(frozen=True)
class FindingsView:
    """The second step: what is to be mended, all at once, by cell."""

    headline: str
    file_line: str
    structure: FindingGroup
    blocks: FindingGroup
    warnings: FindingGroup
    hidden_note: str


def findings_view(preview: Preview) -> FindingsView:
    """Return the findings in tiers; a fault in a tier hides the ones below it and says so."""
    structure = [f for f in preview.findings if f.tier is not Tier.ROW]
    rows = [f for f in preview.findings if f.tier is Tier.ROW]
    structural_blocks = [f for f in preview.blocks if f.tier is not Tier.ROW]
    row_blocks = [f for f in preview.blocks if f.tier is Tier.ROW]
    count = len(preview.blocks)
    if count:
        headline = f"直すところが{count}か所あります。直すまで確定できません"
    elif preview.warnings:
        headline = f"直すところはありません。注意が{len(preview.warnings)}か所あります"
    else:
        headline = "指摘はありません"
    hidden = ""
    if preview.stopped_at in (Tier.FILE, Tier.HEADER):
        hidden = "ファイル又は見出しに直すところがあるため、その先の行はまだ確かめていません。"
    return FindingsView(
        headline,
        f"{preview.rows_read}行を確かめました",
        FindingGroup(
            "square" if structural_blocks else "check",
            FILE_AND_HEADER if structural_blocks else f"{FILE_AND_HEADER}：問題なし",
            "直さないと先へ進めません" if structural_blocks else "見出しの列をすべて確認",
            _lines(structure),
        ),
        _group("square", "要修正", "直さないと確定できません", row_blocks),
        _group("diamond", "注意", "このままでも確定できます", [f for f in rows if f not in row_blocks]),
        hidden,
    )


def _group(mark: str, title: str, note: str, findings: Sequence[Finding]) -> FindingGroup:
    listed = findings[:FINDINGS_SHOWN]
    return FindingGroup(
        mark, f"{title} {len(findings)}か所", note, _lines(listed), len(findings) - len(listed)
    )


def _lines(findings: Sequence[Finding]) -> tuple[FindingRow, ...]:
    return tuple(
        FindingRow(
            f.location.a1,
            f.location.sheet,
            f.label,
            f.subject,
            f.shown if f.shown.strip() else (BLANK if f.location.excel_column else ""),
            f.message,
            f.fix,
        )
        for f in findings
    )
