"""The 様式: 進捗・指標・指示への回答・コード表・様式情報 for one department and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.finding import Severity
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.records import Report
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, Entry, SheetSpec, Vocabulary
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO, FORM_KIND_PROGRESS, INSTRUCTIONS
from miharu_dx.present.workbook.code_table import (
    CodeRow,
    cell_rows,
    list_ranges,
    list_rows,
    sheet_rows,
    surroundings,
)
from miharu_dx.present.workbook.form_info import progress_info
from miharu_dx.present.workbook.model import ActionRow, CellMark, IndicatorRow, InstructionRow, ProgressForm
from miharu_dx.present.workbook.sheet import Place, Row, Running, Table, write_table
from miharu_dx.present.workbook.style import Book
from miharu_dx.present.workbook.validation import Rules

SAMPLE_MARK = "（見本データ）"
_FILLED = frozenset((Entry.INPUT,))
_LISTS = (
    Vocabulary.DECLARATION,
    Vocabulary.STAGE,
    Vocabulary.RATING,
    Vocabulary.DIRECTION,
    Vocabulary.INDICATOR_KIND,
)
_REPLIES = (Vocabulary.REPLY,)
_NAMED_COLUMNS = 2  # コードと名前は、横に動かしても残す
_LINES_TO_WRITE = 3  # 印刷して手で書き込む場所も残す


@dataclass(frozen=True)
class Surroundings:
    """What stands around the tables of a workbook of ours: its title, page heads, words and drop-downs."""

    title: str
    subject: str
    made_at: datetime
    running: Running
    codes: tuple[CodeRow, ...]
    rules: Rules


def progress_surroundings(form: ProgressForm) -> Surroundings:
    """Return what stands around the tables of a 様式."""
    title = FORM_KIND_PROGRESS + (SAMPLE_MARK if form.store_kind == "demo" else "")
    period = form.plan.period_label(form.key)
    lists = (*_LISTS, *(_REPLIES if form.instructions else ()))
    codes = (
        *(row for vocabulary in lists for row in list_rows(vocabulary, form.plan)),
        *surroundings(form.plan),
        *cell_rows(protected=True),
    )
    return Surroundings(
        title,
        f"{form.department.label} {period}",
        form.made_at,
        Running(
            left=f"{title} {form.department.label}",
            right=period,
            foot=foot(form.plan, form.store_version, form.made_at),
        ),
        codes,
        Rules(form.plan, form.plan.end_date(form.key), list_ranges(codes, lists)),
    )


def progress_table(spec: SheetSpec, rows: Sequence[Row], around: Surroundings) -> Table:
    """Return 進捗, 指標 or 指示への回答 with these rows."""
    return Table(
        spec,
        rows,
        around.running,
        _FILLED,
        around.rules,
        frozen_columns=1 if spec is INSTRUCTIONS else _NAMED_COLUMNS,
        least_lines=1 if spec is INDICATORS else _LINES_TO_WRITE,
    )


def progress_form(form: ProgressForm) -> bytes:
    """Return the 様式 as an .xlsx file: the same form always gives the same bytes."""
    around = progress_surroundings(form)
    book = Book(around.title, around.subject, around.made_at)
    for spec, rows in form_tables(form):
        table = progress_table(spec, rows, around)
        write_table(book, replace(table, marks=_told(form)) if spec is PROGRESS else table)
    write_back_matter(book, around.codes, progress_info(form), around.running)
    return book.close()


def form_tables(form: ProgressForm) -> tuple[tuple[SheetSpec, list[Row]], ...]:
    """Return the tables of a 様式 with their rows; 指示への回答 stands only where there are instructions."""
    tables = [
        (PROGRESS, [action_values(row) for row in form.rows]),
        (INDICATORS, [indicator_values(row) for row in form.indicators]),
    ]
    if form.instructions:
        tables.append((INSTRUCTIONS, [instruction_values(row) for row in form.instructions]))
    return tuple(tables)


def _told(form: ProgressForm) -> dict[Place, CellMark]:
    """Return the mark on the first heading people write under: what was returned and why, what was instructed."""
    told = ["\n".join(("◆ 差戻しがあります", *form.returns))] if form.returns else []
    if form.instructions:
        told.append(
            f"会議からの指示が{len(form.instructions)}件あります。"
            f"シート「{INSTRUCTIONS.name}」にも書いてください。"
        )
    severity = Severity.WARN if form.returns else None
    return {(0, PROGRESS.inputs[0].field): CellMark(severity, "\n\n".join(told))} if told else {}


def foot(plan: Plan, version: int, made_at: datetime) -> str:
    """Return the line at the foot of each printed page."""
    return f"{plan.short_title} 作成 {moment_label(made_at)} 版{version}"


def write_back_matter(book: Book, codes: Sequence[CodeRow], info: Sequence[Row], running: Running) -> None:
    """Write コード表 and 様式情報, which nobody fills in."""
    for spec, rows in ((CODE_TABLE, sheet_rows(codes)), (FORM_INFO, info)):
        write_table(book, Table(spec, rows, running))


def action_values(row: ActionRow) -> Row:
    """Return a row of 進捗 by the fields of the sheet."""
    planned = row.planned_progress
    return {
        "action": row.action.code,
        "name": row.action.name,
        "initiative": row.initiative,
        "planned_stage": row.planned_stage,
        "planned_progress": None if planned is None else round(planned, 1),
        **{f"previous_{name}": value for name, value in _said(row.previous).items()},
        **_said(row.current),
    }


def _said(report: Report | None) -> dict[str, object]:
    if report is None:
        return {}
    return {column.field: getattr(report, column.field) for column in PROGRESS.inputs}


def instruction_values(row: InstructionRow) -> Row:
    """Return a row of 指示への回答 by the fields of the sheet; the cells to fill are blank."""
    return {
        "number": str(row.decision.number),
        "meeting": row.meeting,
        "name": row.decision.text,
        "subject": row.subject,
        "due": row.decision.due,
        "previous": row.previous,
    }


def indicator_values(row: IndicatorRow) -> Row:
    """Return a row of 指標 by the fields of the sheet."""
    indicator = row.indicator
    return {
        "action": row.action.code,
        "name": row.action.name,
        "indicator": indicator.name,
        "fiscal_year": row.fiscal_year,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "kind": indicator.kind,
        "baseline": indicator.baseline,
        "target": row.target,
        "previous_actual": row.stored,
        "actual": row.actual,
    }
