"""Write one table of the spec on one sheet: headings in row 1, rows from row 2, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from numbers import Integral, Real

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from miharu_dx.domain.calendar import day_start
from miharu_dx.domain.sheetspec import Column, Entry, Kind, SheetSpec
from miharu_dx.present.workbook import neutral
from miharu_dx.present.workbook.layout import ROW_LIMIT_POINTS, comment_size, pages_wide, row_points
from miharu_dx.present.workbook.style import FONT, Book, Look, set_print
from miharu_dx.present.workbook.validation import Rules, validate

_COMMENT_POINTS = 10
_HEAD_LEAST_LINES = 2
_WRAPPED = frozenset((Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.CODE))

Row = Mapping[str, object]


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
        pages_wide=pages_wide(widths, table.frozen_columns),
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
        sheet.write_string(0, index, neutral.text(column.label), book.format(look))
        comment = "" if table.plain else comment_text(table, column, first=index == 0)
        if comment:
            width, tall = comment_size(comment, _COMMENT_POINTS)
            sheet.write_comment(
                0,
                index,
                comment,
                {"width": width, "height": tall, "font_name": FONT, "font_size": _COMMENT_POINTS},
            )


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
        (value, column.width)
        for column, value in values
        if isinstance(value, str) and column.kind in _WRAPPED
    )
    height = row_points(texts, table.least_lines)
    sheet.set_row(number, height)
    too_long = height >= ROW_LIMIT_POINTS
    for index, (column, value) in enumerate(values):
        place = (number, index)
        write_value(book, sheet, place, value, table.look(column), column.kind, top=too_long)


def write_value(
    book: Book,
    sheet: Worksheet,
    place: tuple[int, int],
    value: object,
    look: Look,
    kind: Kind,
    *,
    top: bool = False,
) -> None:
    """Write a value as what it is: text never as a formula, nothing as a blank, numbers as numbers.

    ``place`` is row and column from 0. A number that is not finite counts as nothing.
    """
    row, column = place
    plain = book.format(look, kind, top=top)
    match value:
        case None | "":
            sheet.write_blank(row, column, None, plain)
        case bool():
            sheet.write_string(row, column, "はい" if value else "いいえ", plain)
        case str():
            clean = neutral.text(value)
            quoted = neutral.looks_like_formula(clean)
            sheet.write_string(row, column, clean, book.format(look, kind, quoted=quoted, top=top))
        case datetime():
            text = value.isoformat(sep=" ", timespec="seconds")
            sheet.write_string(row, column, text, book.format(look, Kind.TEXT, top=top))
        case date():
            sheet.write_datetime(row, column, day_start(value), book.format(look, Kind.DATE, top=top))
        case Integral():
            sheet.write_number(row, column, int(value), plain)
        case Real() if isfinite(value):
            number = float(value)
            whole = number.is_integer()
            shown = int(number) if whole else number
            sheet.write_number(row, column, shown, book.format(look, kind, whole=whole, top=top))
        case Real():
            sheet.write_blank(row, column, None, plain)
        case _:
            raise TypeError(f"no cell can hold {type(value).__name__}")


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
