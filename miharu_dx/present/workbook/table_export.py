"""A table people take away: .xlsx with its code table and source, or .csv, both readable by machines."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from math import isfinite
from numbers import Integral, Real

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.sheetspec import Column, Entry, Kind, SheetSpec
from miharu_dx.domain.sheetspec_form import CODE_TABLE
from miharu_dx.present.workbook import neutral
from miharu_dx.present.workbook.code_table import CodeRow, sheet_rows
from miharu_dx.present.workbook.model import ExportColumn, Sheet
from miharu_dx.present.workbook.sheet import Running, Table, write_table
from miharu_dx.present.workbook.style import Book

SOURCE_SHEET = "出典"
_SHEET_NAME_LIMIT = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")

_SOURCE = SheetSpec(
    "source",
    SOURCE_SHEET,
    (
        Column("item", "項目", Kind.TEXT, Entry.CONTEXT, 24),
        Column("value", "値", Kind.TEXT, Entry.CONTEXT, 90),
    ),
    "項目",
)


def table_xlsx(
    title: str,
    columns: Sequence[ExportColumn],
    rows: Sequence[Sequence[object]],
    notes: Sequence[tuple[str, object]] = (),
    codes: Sequence[CodeRow] = (),
    *,
    more: Sequence[Sheet] = (),
    made_at: datetime | None = None,
) -> bytes:
    """Return a workbook of the table, ``more`` tables, its コード表 where there is one, and 出典 with the notes.

    ``rows`` hold one value per column: text, numbers, dates or None. Raises ValueError for two
    headings of one name.
    """
    book = Book(title, title, made_at)
    running = Running(left=title, right=f"作成 {moment_label(made_at)}" if made_at else "", foot="")
    for sheet in (Sheet(title, columns, rows), *more):
        _write(book, sheet, running)
    back = [(_SOURCE, [{"item": item, "value": value} for item, value in notes])]
    if codes:
        back.insert(0, (CODE_TABLE, sheet_rows(codes)))
    for back_spec, back_rows in back:
        write_table(book, Table(back_spec, back_rows, running, protected=False, plain=True))
    return book.close()


def _write(book: Book, table: Sheet, running: Running) -> None:
    _check(table.columns)
    spec = SheetSpec(
        "table",
        _sheet_name(table.title),
        tuple(
            Column(f"c{index}", column.label, column.kind, Entry.CONTEXT, column.width)
            for index, column in enumerate(table.columns)
        ),
        table.title,
    )
    values = [{f"c{index}": value for index, value in enumerate(row)} for row in table.rows]
    # A row is told by its code and name, which so stay in sight and on every page.
    named = 2 if table.columns[0].kind is Kind.CODE and len(table.columns) > 1 else 1
    sheet = write_table(book, Table(spec, values, running, frozen_columns=named, protected=False, plain=True))
    sheet.autofilter(0, 0, len(values), len(table.columns) - 1)


def table_csv(columns: Sequence[ExportColumn], rows: Sequence[Sequence[object]]) -> bytes:
    """Return the table as UTF-8 with a BOM, one record a line, lines ended by CR LF.

    Line breaks within a text become blanks, dates are written 2026-03-31, nothing is a formula.
    Raises ValueError for two headings of one name.
    """
    _check(columns)
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([neutral.csv_text(column.label) for column in columns])
    writer.writerows([_csv_value(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _check(columns: Sequence[ExportColumn]) -> None:
    labels = [column.label for column in columns]
    if len(set(labels)) != len(labels):
        raise ValueError(f"headings are not unique: {labels}")


def _sheet_name(title: str) -> str:
    name = _NOT_IN_SHEET_NAMES.sub("・", neutral.text(title)).replace("\n", " ").strip()
    cut = name[:_SHEET_NAME_LIMIT] or "一覧"
    return "一覧" if cut in (SOURCE_SHEET, CODE_TABLE.name) else cut


def _csv_value(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "はい" if value else "いいえ"
        case str():
            return neutral.csv_text(value)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case Integral():
            return str(int(value))
        case Real() if isfinite(value):
            number = float(value)
            return str(int(number)) if number.is_integer() else format(Decimal(repr(number)), "f")
        case Real():
            return ""
        case _:
            raise TypeError(f"no field can hold {type(value).__name__}")
