"""What stands in one cell of the file to what is kept of it: its kind and its stored value."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

from miharu_dx.config import IntakeLimits
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.workbook_dates import serial_of, shown_as
from miharu_dx.intake.workbook_formats import Shape, number_format
from miharu_dx.intake.workbook_parts import checked_text
from miharu_dx.intake.workbook_places import place_name
from miharu_dx.intake.workbook_record import KIND_LETTERS, SheetRecord, Stored, TextTable
from miharu_dx.intake.workbook_xml import unescaped

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
# Whole numbers up to here are the same as float and as int.
_EXACT_DIGITS = 15
_EXACT = 10.0**_EXACT_DIGITS
_BOOLS = {"1": True, "true": True, "0": False, "false": False}

_TEXT, _NUMBER_KIND, _BOOL = KIND_LETTERS["text"], KIND_LETTERS["number"], KIND_LETTERS["bool"]
_ERROR, _UNCACHED = KIND_LETTERS["error"], KIND_LETTERS["formula_uncached"]
_WITH_TEXT = frozenset(case for letter in (_TEXT, _ERROR, _UNCACHED) for case in (letter, letter.upper()))


@dataclass
class Totals:
    """What all sheets of one workbook hold together so far."""

    elements: int = 0
    cells: int = 0
    merges: int = 0
    letters: int = 0


@dataclass(frozen=True)
class Book:
    """What every sheet of one workbook refers to; without a styles part there are no formats.

    ``style_looks`` has the number of the look of each cell style, as cells write it, that is not plain.
    """

    strings: list[str]
    style_formats: list[str] | None
    style_looks: dict[str, int]
    formats: TextTable
    texts: TextTable
    date1904: bool
    totals: Totals
    limits: IntakeLimits


@dataclass
class RawCell:
    """One cell element as the file writes it; what it does not have is None."""

    row: int = 0
    column: int = 0
    type: str = "n"
    style: str | None = None
    value: str | None = None
    formula: str | None = None
    inline: list[str] | None = None


class CellKeeper:
    """Adds to ``record`` each cell that holds something, and leaves blank ones out."""

    def __init__(self, record: SheetRecord, book: Book) -> None:
        """Keep the cells of one sheet."""
        self._record = record
        self._book = book
        self._styles: dict[str | None, tuple[int, Shape | None]] = {}
        self._string_numbers: dict[str, int | None] = {}

    def keep(self, cell: RawCell) -> None:
        """Keep the cell if it holds something.

        :raises Refusal: it lies too far out, is too long, or is no cell Excel could read.
        """
        value = cell.value
        if value is None and cell.inline is not None:
            self._keep_text(cell, "".join(cell.inline))
        elif cell.type == "n":
            self._keep_number(cell, value)
        elif value is None or (value == "" and cell.type != "str"):
            self._keep_formula(cell)
        elif cell.type == "s":
            self._keep_shared(cell, value)
        elif cell.type in ("str", "inlineStr"):
            self._keep_text(cell, value)
        elif cell.type == "b" and value.strip() in _BOOLS:
            self._add(cell, _BOOL, _BOOLS[value.strip()])
        elif cell.type == "e":
            self._add(cell, _ERROR, self._book.texts.number_of(value.strip()))
        elif cell.type == "d":
            self._keep_iso_date(cell, value)
        else:
            raise self._broken()

    def settle(self) -> None:
        """Put the cells in order and prove that no cell has two values.

        :raises Refusal: one has, or their texts are too long together.
        """
        record = self._record
        self._count_letters()
        places = list(zip(record.rows, record.columns, strict=True))
        if all(first < second for first, second in pairwise(places)):
            return
        order: list[int] = []
        for index in sorted(range(len(places)), key=places.__getitem__):
            if not order or places[index] != places[order[-1]]:
                order.append(index)
            elif self._content(index) != self._content(order[-1]):
                raise Refusal("file.duplicate_cells", sheet=record.name, cell=place_name(*places[index]))
        record.rows = [record.rows[index] for index in order]
        record.columns = [record.columns[index] for index in order]
        record.kinds = [record.kinds[index] for index in order]
        record.values = [record.values[index] for index in order]
        record.formats = [record.formats[index] for index in order]

    def _count_letters(self) -> None:
        """Judge the texts as often as cells show them: one long one in many cells is read in each."""
        texts, totals, limit = self._book.texts.texts, self._book.totals, self._book.limits.max_total_chars
        shown = zip(self._record.kinds, self._record.values, strict=True)
        totals.letters += sum(len(texts[int(stored)]) for kind, stored in shown if kind in _WITH_TEXT)
        if totals.letters > limit:
            raise Refusal("file.too_much_text", limit=limit)

    def _content(self, index: int) -> tuple[str, Stored, int]:
        return self._record.kinds[index], self._record.values[index], self._record.formats[index]

    def _keep_shared(self, cell: RawCell, value: str) -> None:
        number = self._string_numbers.get(value, -1)
        if number == -1:
            number = self._string_numbers[value] = self._find_shared(value.strip())
        if number is not None:
            self._add(cell, _TEXT, number)

    def _find_shared(self, index: str) -> int | None:
        """The text's number, None for an empty text, which leaves the cell blank."""
        strings = self._book.strings
        if not (index.isascii() and index.isdigit() and len(index) <= 9 and int(index) < len(strings)):
            raise self._broken()
        text = strings[int(index)]
        return self._book.texts.number_of(text) if text else None

    def _keep_text(self, cell: RawCell, text: str) -> None:
        text = checked_text(unescaped(text), self._book.limits)
        if text:
            self._add(cell, _TEXT, self._book.texts.number_of(text))

    def _keep_formula(self, cell: RawCell) -> None:
        """A formula without a stored result; a cell that is merely empty leaves nothing."""
        if cell.formula is not None:
            text = checked_text("=" + cell.formula, self._book.limits)
            self._add(cell, _UNCACHED, self._book.texts.number_of(text))

    def _keep_number(self, cell: RawCell, value: str | None) -> None:
        text = value.strip() if value else ""
        if not text:
            self._keep_formula(cell)
            return
        number = _number_of(text)
        if number is None:
            # What is no number is kept as written, for a person to judge: NaN, 1,000, 1e999.
            self._keep_text(cell, text)
            return
        format_number, shape = self._style_of(cell)
        if shape is None:
            shape = number_format(self._book.formats.texts[format_number]).shape_of(number)
        if shape == "number":
            self._add(cell, _NUMBER_KIND, number)
        else:
            self._add(cell, KIND_LETTERS[shown_as(number, shape, self._book.date1904)], number)

    def _keep_iso_date(self, cell: RawCell, value: str) -> None:
        found = serial_of(value, self._book.date1904)
        if found is None:
            self._keep_text(cell, value)
        else:
            self._add(cell, KIND_LETTERS[found[1]], found[0])

    def _add(self, cell: RawCell, letter: str, stored: Stored) -> None:
        limits, record = self._book.limits, self._record
        if cell.row > limits.max_row or cell.column > limits.max_column:
            raise Refusal(
                "file.cell_too_far",
                cell=place_name(cell.row, cell.column),
                limit_row=limits.max_row,
                limit_column=limits.max_column,
            )
        record.rows.append(cell.row)
        record.columns.append(cell.column)
        record.kinds.append(letter if cell.formula is None else letter.upper())
        record.values.append(stored)
        record.formats.append(self._style_of(cell)[0])

    def _style_of(self, cell: RawCell) -> tuple[int, Shape | None]:
        style = self._styles.get(cell.style)
        if style is None:
            style = self._styles[cell.style] = self._find_style(cell.style or "0")
        return style

    def _find_style(self, text: str) -> tuple[int, Shape | None]:
        of_style = self._book.style_formats
        if not of_style:
            code = "General"
        elif text.isascii() and text.isdigit() and len(text) <= 9 and int(text) < len(of_style):
            code = of_style[int(text)]
        else:
            raise self._broken()
        return self._book.formats.number_of(code), number_format(code).shape

    def _broken(self) -> Refusal:
        return Refusal("file.broken", part=self._record.name)


def _number_of(text: str) -> int | float | None:
    """The number, whole ones as ``int`` as far as both agree; None for what is no finite number."""
    if len(text) <= _EXACT_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    if _NUMBER.fullmatch(text) is None:
        return None
    number = float(text)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < _EXACT else number
