"""Numbers and percentages of a cell: what its format shows decides, and 0.5 alone is asked about."""

from __future__ import annotations

from decimal import Decimal

from miharu_dx.domain.sheetspec import Column
from miharu_dx.intake.cell_number_text import NumberText, number_text, same_unit
from miharu_dx.intake.cell_reading import (
    LARGEST_NUMBER,
    Reading,
    Trouble,
    asked,
    exact,
    plain,
    troubled,
    understood,
    warned,
)
from miharu_dx.intake.cell_stand_ins import stand_in
from miharu_dx.intake.model import Cell, has_percent_in_words

_OF_PERCENT = {"cell.not_a_number": "cell.not_a_percent", "cell.sign_mark": "cell.sign_mark_percent"}
_TYPED_AS_TEXT = "文字の数字を数とした"


def read_percent(cell: Cell, column: Column) -> Reading:
    """Return a percentage from 0 to 100; 50%, ５０, 0.5 in a percent cell and 50 are all 50."""
    if cell.kind != "number":
        return _read_percent_text(cell, column)
    value = _exact_value(cell)
    if value is None:
        return asked(cell, "cell.not_a_percent")
    if cell.is_percent:
        return _percent(cell, value * 100, f"セルの表示（{plain(value * 100)}%）を数とした")
    certain = has_percent_in_words(cell.number_format)
    return _percent(cell, value, "", certain=certain)


def read_number(cell: Cell, column: Column, unit: str = "") -> Reading:
    """Return a number without its unit; a unit other than the column's is never dropped."""
    percent_column = same_unit(unit, "%")
    if cell.kind == "number":
        value = _exact_value(cell)
        if value is None:
            return asked(cell, "cell.not_a_number")
        if not cell.is_percent:
            return _number(cell, value, "")
        if not percent_column:
            return asked(cell, "cell.percent_in_number", number=plain(value), percent=plain(value * 100))
        return _noted(cell, value * 100, "cell.percent_cell", f"{plain(value * 100)}")
    early = _not_text(cell) or stand_in(cell, column)
    if early is not None:
        return early
    found = number_text(cell.raw, unit)
    if isinstance(found, Trouble):
        return troubled(cell, found)
    if found.percent and not percent_column:
        number = plain(found.value / 100)
        return asked(cell, "cell.percent_in_number", number=number, percent=plain(found.value))
    if found.percent and not found.note:
        return _noted(cell, found.value, "cell.unit_in_cell", plain(found.value), "%")
    if found.note:
        return _noted(cell, found.value, found.note, plain(found.value), found.unit)
    return _number(cell, found.value, _how_typed(cell))


def _read_percent_text(cell: Cell, column: Column) -> Reading:
    early = _not_text(cell) or stand_in(cell, column)
    if early is not None:
        return early
    found = number_text(cell.raw, "%")
    if isinstance(found, Trouble):
        return troubled(cell, found._replace(code=_OF_PERCENT.get(found.code, found.code)))
    return _percent(cell, found.value, _how_typed(cell), certain=found.percent, found=found)


def _percent(
    cell: Cell, value: Decimal, how: str, *, certain: bool = True, found: NumberText | None = None
) -> Reading:
    if abs(value) > LARGEST_NUMBER:
        return asked(cell, "cell.number_too_large")
    value = round(value, 10)
    if not certain and 0 < value < 1:
        return asked(cell, "cell.percent_ambiguous", number=plain(value), percent=plain(value * 100))
    if not 0 <= value <= 100:
        return asked(cell, "cell.out_of_range", low=0, high=100)
    note = found.note if found else ""
    if note == "cell.approximate" and value in (0, 100):
        return asked(cell, "cell.approximate_end", number=plain(value))
    if note:
        return _noted(cell, value, note, f"{plain(value)}%")
    if not certain and value == 1:
        return _noted(cell, value, "cell.percent_one", "1%")
    return understood(cell, float(value) + 0.0, how)


def _number(cell: Cell, value: Decimal, how: str) -> Reading:
    if abs(value) > LARGEST_NUMBER:
        return asked(cell, "cell.number_too_large")
    return understood(cell, float(value) + 0.0, how)


def _noted(cell: Cell, value: Decimal, code: str, read_as: str, unit: str = "") -> Reading:
    if abs(value) > LARGEST_NUMBER:
        return asked(cell, "cell.number_too_large")
    return warned(cell, float(value) + 0.0, f"{read_as}と読んだ", code, understood=read_as, unit=unit)


def _exact_value(cell: Cell) -> Decimal | None:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return exact(value)


def _how_typed(cell: Cell) -> str:
    return _TYPED_AS_TEXT if cell.kind == "text" else ""


def _not_text(cell: Cell) -> Reading | None:
    """Dates and times in a column of numbers: Excel makes a date of 1/2, and of 45 in a date cell."""
    if cell.kind in ("date", "datetime"):
        serial = cell.serial
        if serial is not None and 0 <= serial <= 366:
            return asked(cell, "cell.number_shown_as_date", number=f"{serial:g}")
        return asked(cell, "cell.date_in_number")
    if cell.kind in ("time", "duration"):
        return asked(cell, "cell.time_in_number")
    return None
