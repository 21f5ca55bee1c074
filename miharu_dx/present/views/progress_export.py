"""The table of 重点施策 and 担当課 as it is taken away: one record per action, its progress in a sheet of its own."""

from __future__ import annotations

from miharu_dx.domain.sheetspec import Kind
from miharu_dx.present.views.progress_table import ActionRow, ActionTable
from miharu_dx.present.views.standing_words import LEFT_OUT, REPORT
from miharu_dx.present.workbook.model import ExportColumn

COURSE = "進捗率の推移"
_NAME = (
    ExportColumn("個別取組コード", Kind.CODE, 14),
    ExportColumn("個別取組名", Kind.TEXT, 34),
)
_TIME = (ExportColumn("年度", Kind.FISCAL_YEAR, 8), ExportColumn("期", Kind.TEXT, 8))
_PROGRESS = (
    ExportColumn("進捗率(%)", Kind.NUMBER, 10),
    ExportColumn("計画進捗率(%)", Kind.NUMBER, 12),
)
COLUMNS: tuple[ExportColumn, ...] = (
    *_NAME,
    *_TIME,
    ExportColumn("取組事項コード", Kind.CODE, 12),
    ExportColumn("取組事項", Kind.TEXT, 30),
    ExportColumn("担当課コード", Kind.CODE, 12),
    ExportColumn("担当課", Kind.TEXT, 16),
    ExportColumn(REPORT, Kind.TEXT, 10),
    ExportColumn("実施段階", Kind.TEXT, 10),
    ExportColumn("評価", Kind.TEXT, 10),
    ExportColumn(LEFT_OUT, Kind.TEXT, 16),
    ExportColumn("前期評価", Kind.TEXT, 10),
    *_PROGRESS,
    ExportColumn("課題", Kind.LONG_TEXT, 36),
    ExportColumn("今期の実績", Kind.LONG_TEXT, 40),
)
COURSE_COLUMNS: tuple[ExportColumn, ...] = (*_NAME, *_TIME, *_PROGRESS)


def export_rows(table: ActionTable) -> tuple[tuple[object, ...], ...]:
    """Return one record per row in the table's order; what was not reported stays empty, never 0."""
    return tuple(_record(table, row) for row in table.rows)


def course_rows(table: ActionTable) -> tuple[tuple[object, ...], ...]:
    """Return one record per action and period up to the table's own, in time."""
    return tuple(
        (row.code, row.name, point.fiscal_year, point.period, point.actual, _tenth(point.planned))
        for row in table.rows
        for point in row.trail
    )


def _record(table: ActionTable, row: ActionRow) -> tuple[object, ...]:
    return (
        row.code, row.name, table.fiscal_year, table.period, row.initiative, row.initiative_name,
        row.department, row.department_name, row.report_word, row.stage.name if row.stage else "",
        row.rating_word, row.left_out, row.rating_before, row.actual, _tenth(row.planned), row.issue,
        row.achievement,
    )  # fmt: skip


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
