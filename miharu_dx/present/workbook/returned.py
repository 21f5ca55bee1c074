"""The 返却ブック: what was handed in, in a clean form of ours, every finding marked and listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.sheetspec import Entry, SheetSpec
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO
from miharu_dx.domain.sheetspec_returned import OTHER_ENTRIES
from miharu_dx.present.workbook.code_table import CodeRow, sheet_rows
from miharu_dx.present.workbook.model import CellMark, ProgressForm
from miharu_dx.present.workbook.plan_form import plan_surroundings, plan_table
from miharu_dx.present.workbook.progress_form import Surroundings, progress_surroundings, progress_table
from miharu_dx.present.workbook.returned_list import comments, in_list_order, write_fix_list, write_others
from miharu_dx.present.workbook.returned_model import Remark, Returned, ReturnedTable, Target
from miharu_dx.present.workbook.sheet import Place, Running, Table, write_table
from miharu_dx.present.workbook.style import Book

TITLE = "返却ブック"
_MARK_MEANINGS = (
    CodeRow(
        "セル",
        "",
        "■ 要修正のセル",
        "太い線で囲んだ赤い地のセルです。コメントに指摘と直し方があります。直すまで確定できません。",
    ),
    CodeRow(
        "セル",
        "",
        "◆ 注意のセル",
        "二重の線で囲んだ黄色い地のセルです。コメントに指摘があります。このままでも確定できます。",
    ),
)


def returned_progress(form: ProgressForm, content: Returned) -> bytes:
    """Return the 返却ブック of a 様式 as an .xlsx file; ``form`` is what the tables are printed from."""
    around = progress_surroundings(form)

    def table(part: ReturnedTable) -> Table:
        return progress_table(part.spec, part.rows, around)

    return _write(around, content, table)


def returned_plan(snapshot: Snapshot, made_at: datetime, content: Returned) -> bytes:
    """Return the 返却ブック of a 計画ワークブック as an .xlsx file."""
    around = plan_surroundings(snapshot, made_at)

    def table(part: ReturnedTable) -> Table:
        return plan_table(part.spec, part.rows, snapshot, around)

    return _write(around, content, table)


def returned_list(content: Returned, made_at: datetime) -> bytes:
    """Return a 返却ブック without a form: what is wrong, and what was written, cell by cell."""
    content = replace(content, remarks=in_list_order(content.remarks))
    running = Running(left=content.file_name, right="", foot=f"作成 {moment_label(made_at)}")
    book = Book(TITLE, content.file_name, made_at)
    write_fix_list(book, content, {OTHER_ENTRIES.key: OTHER_ENTRIES}, running)
    _write_rest(book, content, running)
    return book.close()


def _write(around: Surroundings, content: Returned, table: Callable[[ReturnedTable], Table]) -> bytes:
    content = replace(content, remarks=in_list_order(content.remarks))
    book = Book(f"{TITLE} {around.title}", around.subject, around.made_at)
    specs = {part.spec.key: part.spec for part in content.tables} | {
        spec.key: spec for spec in (FORM_INFO, OTHER_ENTRIES)
    }
    write_fix_list(book, content, specs, around.running)
    marks = comments(content.remarks)
    for part in content.tables:
        own = _of(marks, part.spec)
        marked = replace(table(part), marks=own, merged=part.merged)
        stays = marked.protected and not (
            _asks_for_locked_cells(marked) or _moved(content.remarks, part.spec)
        )
        write_table(book, replace(marked, protected=stays))
    _write_rest(book, content, around.running)
    codes = sheet_rows((*around.codes, *_MARK_MEANINGS))
    write_table(book, Table(CODE_TABLE, codes, around.running))
    write_table(book, Table(FORM_INFO, content.info, around.running, marks=_of(marks, FORM_INFO)))
    return book.close()


def _write_rest(book: Book, content: Returned, running: Running) -> None:
    if content.others or content.entries_left_out:
        write_others(book, content.others, content.entries_left_out, running)


def _of(marks: Mapping[Target, CellMark], spec: SheetSpec) -> dict[Place, CellMark]:
    return {(target.row, target.field): mark for target, mark in marks.items() if target.sheet == spec.key}


def _moved(remarks: Iterable[Remark], spec: SheetSpec) -> bool:
    """Whether printed cells stand beside the wrong codes, so that they have to be moved back."""
    filled = {column.field for column in spec.inputs}
    return any(
        target.sheet == spec.key and target.field not in filled
        for remark in remarks
        if remark.finding.cells
        for target in remark.marked
    )


def _asks_for_locked_cells(table: Table) -> bool:
    """Whether somebody has to write codes or names, or to take a row out: protection would stop them."""
    keys = {column.field for column in table.spec.columns if column.entry is Entry.KEY}
    return bool(table.merged) or any(row > 0 and name in keys for row, name in table.marks)
