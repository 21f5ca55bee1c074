"""提出状況 as rows to take away: one record per department and period, and one per missing row."""

from __future__ import annotations

from collections.abc import Sequence

from miharu_dx.domain.collection import Answer, Collected, Timing
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.sheetspec import Kind
from miharu_dx.present.views.collection import CollectionView
from miharu_dx.present.views.collection_signs import ANSWER_SIGNS, TIMING_SIGNS
from miharu_dx.present.workbook.model import ExportColumn


def collection_columns() -> tuple[ExportColumn, ...]:
    """Return the columns; counts are of the rows asked for and add up to them."""
    return (
        ExportColumn("年度", Kind.FISCAL_YEAR, 8),
        ExportColumn("期", Kind.TEXT, 10),
        ExportColumn("担当課コード", Kind.CODE, 14),
        ExportColumn("担当課", Kind.TEXT, 20),
        ExportColumn("提出の時期", Kind.TEXT, 12),
        ExportColumn("報告を求めた件数(件)", Kind.NUMBER, 16),
        ExportColumn("報告した件数(件)", Kind.NUMBER, 14),
        *(ExportColumn(f"{ANSWER_SIGNS[answer].word}(件)", Kind.NUMBER, 11) for answer in Answer),
        ExportColumn("提出期限", Kind.DATE, 12),
        ExportColumn("最初に提出した日", Kind.DATE, 14),
        ExportColumn("期限からの日数(日)", Kind.NUMBER, 14),
    )


def collection_rows(view: CollectionView, plan: Plan) -> list[list[object]]:
    """Return one record per department and period of the grid, the period last of all sorted by."""
    return [_record(plan, row.department, row.name, found) for row in view.rows for found in row.history]


def _record(plan: Plan, code: str, name: str, found: Collected) -> list[object]:
    asked = found.timing is not Timing.NOT_ASKED
    counts = [found.answers[answer] if asked else None for answer in Answer]
    return [
        found.key.fiscal_year, plan.period_at(found.key).name, code, name, TIMING_SIGNS[found.timing].word,
        found.asked, found.reported, *counts, found.due.day, found.first, found.days,
    ]  # fmt: skip


def missing_columns() -> tuple[ExportColumn, ...]:
    """Return the columns of the list of missing rows."""
    return (
        ExportColumn("担当課コード", Kind.CODE, 14),
        ExportColumn("担当課", Kind.TEXT, 26),
        ExportColumn("提出の時期", Kind.TEXT, 12),
        ExportColumn("個別取組コード", Kind.CODE, 14),
        ExportColumn("個別取組名", Kind.TEXT, 40),
        ExportColumn("備考", Kind.TEXT, 40),
    )


def missing_rows(view: CollectionView) -> Sequence[Sequence[object]]:
    """Return one record per row without an answer, as they stand on the page."""
    return [
        [unit.department, unit.label, unit.sign.word, row.code, row.name, row.note]
        for unit in view.missing
        for row in unit.rows
    ]
