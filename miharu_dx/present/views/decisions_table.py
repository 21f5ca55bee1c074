"""決定事項 as rows to take away: one record per decision, with what was answered last."""

from __future__ import annotations

from collections.abc import Sequence

from miharu_dx.domain.records_meeting import REPLY_WORDS
from miharu_dx.domain.sheetspec import Kind
from miharu_dx.present.views.decisions import DecisionRow
from miharu_dx.present.workbook.model import ExportColumn


def decision_columns() -> tuple[ExportColumn, ...]:
    """Return the columns of the list."""
    return (
        ExportColumn("番号", Kind.NUMBER, 7),
        ExportColumn("会議", Kind.TEXT, 26),
        ExportColumn("決定した日", Kind.TEXT, 16),
        ExportColumn("区分", Kind.TEXT, 8),
        ExportColumn("決定の内容", Kind.LONG_TEXT, 44),
        ExportColumn("求められた判断", Kind.LONG_TEXT, 30),
        ExportColumn("個別取組コード", Kind.CODE, 14),
        ExportColumn("担当課コード", Kind.CODE, 13),
        ExportColumn("担当課", Kind.TEXT, 16),
        ExportColumn("期限", Kind.DATE, 12),
        ExportColumn("状況", Kind.TEXT, 10),
        ExportColumn("対応状況", Kind.TEXT, 10),
        ExportColumn("回答", Kind.LONG_TEXT, 44),
        ExportColumn("対応した日", Kind.DATE, 12),
        ExportColumn("回答の記入者", Kind.TEXT, 14),
        ExportColumn("話した時間(秒)", Kind.NUMBER, 11),
    )


def decision_records(rows: Sequence[DecisionRow]) -> list[list[object]]:
    """Return one record per decision, in the order of the page."""
    return [_record(row) for row in rows]


def _record(row: DecisionRow) -> list[object]:
    item, last = row.record, row.last
    return [
        item.number, row.meeting, row.held, row.kind.word, item.text, item.question, item.subject,
        row.owner, row.department if row.owner else "", item.due, row.sign.word if row.sign else "",
        REPLY_WORDS[last.state] if last else "", last.text if last else "", last.done_on if last else None,
        last.author if last else "", item.seconds,
    ]  # fmt: skip
