"""A read workbook as plain columns of numbers and texts, the only form that leaves the child."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from miharu_dx.config import IntakeLimits
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.model import (
    Cell,
    CellKind,
    Look,
    LookSpan,
    SheetCells,
    SheetObject,
    SheetState,
    WorkbookCells,
)
from miharu_dx.intake.workbook_dates import moment, written
from miharu_dx.intake.workbook_formats import Shape

# One letter a cell; the capital says that a formula made the value.
KIND_LETTERS: dict[CellKind, str] = {
    "text": "t",
    "number": "n",
    "date": "d",
    "datetime": "m",
    "time": "h",
    "duration": "l",
    "bool": "b",
    "error": "x",
    "formula_uncached": "u",
}
_STATES: dict[str, SheetState] = {"visible": "visible", "hidden": "hidden", "veryHidden": "veryHidden"}

Number = int | float
# Text-like kinds hold the number of their text in the workbook's table, so that one long text
# in many cells is stored, sent and kept once.
Stored = Number | bool


@dataclass
class SheetRecord:
    """One worksheet as columns of equal length, in order of (row, column).

    A look span is (column, first row, last row, number of the look), None for too many of them.
    """

    name: str
    state: str
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    values: list[Stored] = field(default_factory=list)
    formats: list[int] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    looks: list[list[int]] | None = field(default_factory=list)
    objects: list[tuple[int, int, str, str]] = field(default_factory=list)
    zeros_hidden: bool = False


@dataclass
class WorkbookRecord:
    """A workbook as sheets of columns and the tables of texts, formats and looks they point into."""

    sheets: list[SheetRecord]
    texts: list[str]
    formats: list[str]
    looks: list[Look]
    date1904: bool
    properties: dict[str, str]


class TextTable:
    """Every distinct text once, under a number; together they stay below the limit."""

    def __init__(self, limits: IntakeLimits) -> None:
        """Begin without a text."""
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._limit = limits.max_total_chars
        self._total = 0

    def number_of(self, text: str) -> int:
        """The number of this text, a new one where it has not been seen."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(text)
            self._total += len(text)
            if self._total > self._limit:
                raise Refusal("file.too_much_text", limit=self._limit)
        return number


def to_json(record: WorkbookRecord) -> bytes:
    """The record in UTF-8 JSON: data only, so that nothing in it can run when it is read."""
    plain = vars(record) | {
        "sheets": [vars(sheet) | {"kinds": "".join(sheet.kinds)} for sheet in record.sheets]
    }
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def from_plain(plain: Any) -> WorkbookRecord:
    """The record again from what ``to_json`` wrote, once read as JSON.

    :raises KeyError, TypeError, ValueError: it is something else.
    """
    return WorkbookRecord(
        sheets=[_sheet_record(sheet) for sheet in plain["sheets"]],
        texts=_only(str, plain["texts"]),
        formats=_only(str, plain["formats"]),
        looks=[_look(*look) for look in plain["looks"]],
        date1904=bool(plain["date1904"]),
        properties={str(key): str(value) for key, value in plain["properties"].items()},
    )


def _sheet_record(plain: Any) -> SheetRecord:
    sheet = SheetRecord(**(plain | {"kinds": list(plain["kinds"])}))
    for numbers in (sheet.rows, sheet.columns, sheet.formats, sheet.hidden_rows, sheet.hidden_columns):
        _only(int, numbers)
    for numbers in (*sheet.merged, *(sheet.looks or ())):
        _only(int, numbers)
    for row, column, *words in sheet.objects:
        _only(int, (row, column))
        _only(str, words)
    _only(str, (sheet.name, sheet.state))
    _only(bool, (sheet.zeros_hidden,))
    return sheet


def _look(fill: str, ink: str, bold: bool, struck: bool) -> Look:
    _only(str, (fill, ink))
    _only(bool, (bold, struck))
    return Look(fill, ink, bold, struck)


def _only(kind: type, items: Any) -> Any:
    """The items themselves, once every one of them is known to be of this kind."""
    if not set(map(type, items)) <= {kind}:
        raise TypeError(kind)
    return items


def to_cells(record: WorkbookRecord) -> WorkbookCells:
    """The workbook as cells; dates are made from their serial numbers here and nowhere else.

    :raises IndexError, KeyError, TypeError, ValueError, OverflowError: no record of our reader.
    """
    readers = _readers(record)
    return WorkbookCells(
        sheets=tuple(_sheet_cells(sheet, record, readers) for sheet in record.sheets),
        date1904=record.date1904,
        properties=record.properties,
    )


_Read = Callable[[Any], tuple[Any, str, Number | None]]
_Reader = tuple[CellKind, _Read, bool]


def _readers(record: WorkbookRecord) -> dict[str, _Reader]:
    """How the stored value of each kind becomes a value, its raw text and its serial number."""
    texts = record.texts

    def text(stored: int) -> tuple[str, str, None]:
        found = texts[stored]
        return found, found, None

    reads: dict[CellKind, _Read] = {
        "text": text,
        "error": text,
        "formula_uncached": text,
        "number": _number,
        "bool": _bool,
    }
    shapes: tuple[Shape, ...] = ("date", "datetime", "time", "duration")
    for shape in shapes:
        reads[shape] = partial(_moment, shape=shape, date1904=record.date1904)
    found: dict[str, _Reader] = {}
    for kind, letter in KIND_LETTERS.items():
        found[letter] = (kind, reads[kind], False)
        found[letter.upper()] = (kind, reads[kind], True)
    return found


def _number(stored: Number) -> tuple[Number, str, None]:
    if type(stored) is not int and type(stored) is not float:
        raise TypeError(type(stored))
    return stored, repr(stored), None


def _bool(stored: bool) -> tuple[bool, str, None]:
    return bool(stored), "TRUE" if stored else "FALSE", None


def _moment(stored: Number, shape: Shape, date1904: bool) -> tuple[Any, str, Number]:
    value = moment(stored, shape, date1904)
    return value, written(value), stored


def _sheet_cells(sheet: SheetRecord, record: WorkbookRecord, readers: dict[str, _Reader]) -> SheetCells:
    cells: dict[tuple[int, int], Cell] = {}
    formats = record.formats
    columns = (sheet.rows, sheet.columns, sheet.kinds, sheet.values, sheet.formats)
    for row, column, letter, stored, number_format in zip(*columns, strict=True):
        kind, read, from_formula = readers[letter]
        value, raw, serial = read(stored)
        fields = (row, column, kind, value, raw, formats[number_format], from_formula, serial)
        cells[row, column] = tuple.__new__(Cell, fields)  # pyright: ignore[reportUnknownMemberType]
    return SheetCells(
        name=sheet.name,
        state=_STATES[sheet.state],
        cells=cells,
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in sheet.merged),
        max_row=max(sheet.rows, default=0),
        max_column=max(sheet.columns, default=0),
        looks=None if sheet.looks is None else tuple(_spans(sheet.looks, record.looks)),
        objects=tuple(SheetObject(*found) for found in sheet.objects),
        zeros_hidden=sheet.zeros_hidden,
    )


def _spans(spans: Sequence[Sequence[int]], looks: Sequence[Look]) -> Iterator[LookSpan]:
    for column, first, last, look in spans:
        yield LookSpan(column, first, last, looks[look])
