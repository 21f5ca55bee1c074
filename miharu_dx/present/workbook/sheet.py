"""Write one table of the spec on one sheet: headings in row 1, rows from row 2, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from miharu_dx.domain.sheetspec import Column, Entry, Kind, SheetSpec
from miharu_dx.present.workbook import neutral
from miharu_dx.present.workbook.cell_writing import write_text, write_value
from miharu_dx.present.workbook.layout import ROW_LIMIT_POINTS, comment_size, page_plan, row_points
from miharu_dx.present.workbook.model import CellMark, Kept
from miharu_dx.present.workbook.style import FONT, Book, Look, set_print
from miharu_dx.present.workbook.validation import Rules, validate

_COMMENT_POINTS = 10
_HEAD_LEAST_LINES = 2
_WRAPPED = frozenset((Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.CODE))

Row = Mapping[str, object]
Place = tuple[int, str]  # 行（見出しを0とする）と項目
Merge = tuple[int, int, str]  # 初めの行と終わりの行、項目


@dataclass(frozen=True)
class Running:
    """What stands at the head and foot of each printed page."""

    left: str
    right: str
    foot: str


@dataclass(frozen=True)
class Table:
    """How a table of the spec is put on its sheet.

    ``filled`` names the entries people write in; ``spare_rows`` are blank rows below the data that
    already have drop-downs; ``least_lines`` leaves room to write in a row; ``example`` is told in
    the first heading's comment; ``plain`` leaves out the looks and comments of a form.
    ``marks`` are drawn and told at their places; ``merged`` are cells that stay merged downwards.
    """

    spec: SheetSpec
    rows: Sequence[Row]
    running: Running
    filled: frozenset[Entry] = frozenset()
    rules: Rules | None = None
    frozen_columns: int = 0
    protected: bool = True
    spare_rows: int = 0
    least_lines: int = 1
    example: Mapping[str, str] = field(default_factory=dict[str, str])
    plain: bool = False
    marks: Mapping[Place, CellMark] = field(default_factory=dict[Place, CellMark])
    merged: Sequence[Merge] = ()

    def is_filled(self, column: Column) -> bool:
        """Whether people write in a column."""
        return column.entry in self.filled

    def look(self, column: Column) -> Look:
        """Return the look of a column's cells."""
        if self.plain:
            return Look.PLAIN
        return Look.INPUT if self.is_filled(column) else Look.CONTEXT


def write_table(book: Book, table: Table) -> Worksheet:
    """Return the new sheet that holds the table, ready to be printed and filled in."""
    spec = table.spec
    sheet = book.sheet(spec.name)
    _write_headings(book, sheet, table)
    _merge(book, sheet, table)
    for number, row in enumerate(table.rows, start=1):
        _write_row(book, sheet, table, number, row)
    last = len(table.rows) + table.spare_rows
    for index, column in enumerate(spec.columns):
        spare = book.format(table.look(column), column.kind) if table.spare_rows else None
        sheet.set_column(index, index, column.width, spare)
        if table.rules is not None and table.is_filled(column) and last:
            validate(sheet, column, index, last, table.rules)
    sheet.freeze_panes(1, table.frozen_columns)
    used = xl_range(0, 0, max(last, 1), len(spec.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": used, "two_digit_text_year": used})
    if table.protected:
        _protect(sheet)
    widths = [column.width for column in spec.columns]
    set_print(
        sheet,
        left=table.running.left,
        right=table.running.right,
        foot=table.running.foot,
        pages=page_plan(widths, table.frozen_columns),
        repeated_columns=table.frozen_columns,
    )
    _select_first_input(sheet, table)
    return sheet


def _write_headings(book: Book, sheet: Worksheet, table: Table) -> None:
    columns = table.spec.columns
    height = row_points(((column.label, column.width) for column in columns), _HEAD_LEAST_LINES)
    sheet.set_row(0, height)
    for index, column in enumerate(columns):
        look = Look.HEAD_INPUT if table.is_filled(column) else Look.HEAD_CONTEXT
        mark = table.marks.get((0, column.field))
        shown = book.format(look, mark=mark.severity if mark else None)
        write_text(sheet, (0, index), neutral.text(column.label), shown)
        comment = "" if table.plain else comment_text(table, column, first=index == 0)
        told = mark.comment if mark else ""
        _comment(sheet, (0, index), "\n\n".join(part for part in (told, comment) if part))


def _comment(sheet: Worksheet, place: tuple[int, int], text: str) -> None:
    if text:
        width, tall = comment_size(text, _COMMENT_POINTS)
        look = {"width": width, "height": tall, "font_name": FONT, "font_size": _COMMENT_POINTS}
        sheet.write_comment(*place, neutral.text(text), look)


def _merge(book: Book, sheet: Worksheet, table: Table) -> None:
    places = {column.field: (index, column) for index, column in enumerate(table.spec.columns)}
    for first, last, name in table.merged:
        index, column = places[name]
        sheet.merge_range(first, index, last, index, "", book.format(table.look(column), column.kind))


def comment_text(table: Table, column: Column, *, first: bool) -> str:
    """Return what a heading's comment says: the column's words and what a cell must keep to."""
    parts = [column.comment] if column.comment else []
    if table.is_filled(column):
        if column.required and "必ず" not in column.comment:
            parts.append("必ず書きます。")
        if column.kind is Kind.LONG_TEXT:
            parts.append(f"{column.max_length}文字まで書けます。")
    if first and table.spec.comment:
        parts.insert(0, table.spec.comment)
    if first and table.example:
        lines = (f"{table.spec.column(name).label}: {value}" for name, value in table.example.items())
        parts.append("\n".join(("【記入の例】", *lines)))
    return "\n".join(parts)


def _write_row(book: Book, sheet: Worksheet, table: Table, number: int, row: Row) -> None:
    values = [(column, row.get(column.field)) for column in table.spec.columns]
    texts = (
        (text, column.width)
        for column, value in values
        if column.kind in _WRAPPED
        and isinstance(text := value.value if isinstance(value, Kept) else value, str)
    )
    height = row_points(texts, table.least_lines)
    sheet.set_row(number, height)
    too_long = height >= ROW_LIMIT_POINTS
    for index, (column, value) in enumerate(values):
        place = (number, index)
        mark = table.marks.get((number, column.field))
        severity = mark.severity if mark else None
        write_value(book, sheet, place, value, table.look(column), column.kind, top=too_long, mark=severity)
        if mark is not None:
            _comment(sheet, place, mark.comment)


def _protect(sheet: Worksheet) -> None:
    """Guard against writing over a locked cell by accident, not against anybody's will.

    There is no password: whoever must can lift the protection. Formatting stays allowed, because
    typing 50% has to give the cell its percent format: without it 0.5 would be left.
    """
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True})


def _select_first_input(sheet: Worksheet, table: Table) -> None:
    inputs = [index for index, column in enumerate(table.spec.columns) if table.is_filled(column)]
    if inputs and table.rows:
        sheet.set_selection(1, inputs[0], 1, inputs[0])
