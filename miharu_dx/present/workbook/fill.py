"""Fill in a workbook as a person would: only cells of its own tables, everything else left as it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from miharu_dx.domain.sheetspec import Entry, Kind, SheetSpec
from miharu_dx.domain.sheetspec_form import FORM_SHEETS
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.present.workbook.layout import comment_size, row_points

RowKey = tuple[str, ...]
_HEAD_ROW = 1
_COMMENT_POINTS = 10  # 様式のコメントの字の大きさ
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_ZIP_EPOCH_YEAR = 1980


class Typed(NamedTuple):
    """A value together with the number format typing it would give the cell (0.45 as ``0%``)."""

    value: float
    number_format: str


CellEntry = str | float | int | date | Typed | None
Entries = Mapping[str, Mapping[RowKey, Mapping[str, CellEntry]]]


def fill(data: bytes, entries: Entries, *, saved_by: str, saved_at: datetime) -> bytes:
    """Return the workbook with cells filled in; the same entries always give the same bytes.

    ``entries`` go by sheet name, row key and column label. A row key holds the texts of the key
    columns in their order; a key that stands in no row is written below the last one.
    """
    book = load_workbook(BytesIO(data))
    for name, rows in entries.items():
        _fill_sheet(book[name], _spec_of(book.sheetnames, name), rows)
    for sheet in book.worksheets:
        _keep_comments_open(sheet)
    book.properties.creator = book.properties.lastModifiedBy = saved_by
    unfinished = BytesIO()
    book.save(unfinished)
    return _sealed(unfinished.getvalue(), saved_at)


def _spec_of(sheets: Iterable[str], name: str) -> SheetSpec:
    known = set(sheets)
    family = PLAN_SHEETS if all(spec.name in known for spec in PLAN_SHEETS) else FORM_SHEETS
    return next(spec for spec in family if spec.name == name)


def _fill_sheet(sheet: Worksheet, spec: SheetSpec, rows: Mapping[RowKey, Mapping[str, CellEntry]]) -> None:
    labels = {str(cell.value): cell.column for cell in sheet[_HEAD_ROW] if cell.value is not None}
    keys = [c for c in spec.columns if c.entry is Entry.KEY and c.required]
    places: dict[RowKey, int] = {}
    below = _HEAD_ROW + 1
    for number in range(_HEAD_ROW + 1, sheet.max_row + 1):
        found = tuple(_text(sheet.cell(number, labels[column.label]).value) for column in keys)
        if any(found):
            places[found] = number
            below = number + 1
    for key, values in rows.items():
        number = places.get(key)
        if number is None:
            number, below = below, below + 1
            for column, word in zip(keys, key, strict=True):
                is_year = column.kind is Kind.FISCAL_YEAR
                _write(sheet, number, labels[column.label], int(word) if is_year else word)
        for label, value in values.items():
            _write(sheet, number, labels[label], value)
        _grow(sheet, number, labels.values())


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _keep_comments_open(sheet: Worksheet) -> None:
    """Give comments the room they had: openpyxl reads their words and forgets the size of their boxes."""
    for cell in sheet[_HEAD_ROW]:
        if cell.comment is not None:
            size = comment_size(cell.comment.text, _COMMENT_POINTS)
            cell.comment.width, cell.comment.height = size


def _write(sheet: Worksheet, row: int, column: int, value: CellEntry) -> None:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        raise ValueError(f"{cell.coordinate} is merged away")
    if not cell.has_style:
        # 新しい行のセルは、Excelで打ち込んだときと同じように、列の書式を受け継ぐ。
        cell._style = copy(sheet.column_dimensions[get_column_letter(column)]._style)
    if isinstance(value, Typed):
        cell.value = value.value
        cell.number_format = value.number_format
    else:
        cell.value = value


def _grow(sheet: Worksheet, number: int, columns: Iterable[int]) -> None:
    texts: list[tuple[str, float]] = []
    for column in columns:
        cell = sheet.cell(number, column)
        if isinstance(cell.value, str):
            texts.append((cell.value, sheet.column_dimensions[get_column_letter(column)].width))
    sheet.row_dimensions[number].height = row_points(texts)


def _sealed(data: bytes, saved_at: datetime) -> bytes:
    """Return the package with the moment of saving in place of the clock's."""
    stamp = saved_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    moment = (max(saved_at.year, _ZIP_EPOCH_YEAR), *saved_at.timetuple()[1:6])
    sealed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(sealed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<3>", part)
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return sealed.getvalue()
