"""Dates of a cell: date cells, serial numbers and texts, each to one day or to a question."""

from __future__ import annotations

from datetime import date, datetime

from miharu_dx.domain.calendar import ERAS, last_day_of_month
from miharu_dx.domain.sheetspec import Column
from miharu_dx.intake.cell_date_forms import DayText, Frame, written
from miharu_dx.intake.cell_date_text import day_text
from miharu_dx.intake.cell_reading import (
    Reading,
    Trouble,
    asked,
    day_name,
    shown_parts,
    troubled,
    understood,
    warned,
)
from miharu_dx.intake.cell_stand_ins import stand_in
from miharu_dx.intake.cell_years import FIRST_YEAR, LAST_YEAR
from miharu_dx.intake.model import Cell

# 基準日 of a period lies near its end; a day whose 令和 reading lies within this is what was meant.
_NEAR_DAYS = 400


def read_date(cell: Cell, column: Column, start_month: int = 4, near: date | None = None) -> Reading:
    """Return one day; ``near`` is a day of the fiscal year in which a day without a year must lie."""
    if cell.kind in ("time", "duration"):
        return asked(cell, "cell.time_only")
    if isinstance(cell.value, date):
        return _date_cell(cell, near)
    if cell.kind == "text":
        early = stand_in(cell, column)
        if early is not None:
            return early
    found = day_text(cell.raw, Frame(near, start_month))
    if isinstance(found, Trouble):
        return troubled(cell, found)
    if not found.note:
        return understood(cell, found.day, found.how)
    return _noted(cell, found)


def _noted(cell: Cell, found: DayText) -> Reading:
    name = day_name(found.day)
    args = {**(found.args or {}), "understood": name}
    return warned(cell, found.day, f"{name}と読んだ", found.note, **args)


def _date_cell(cell: Cell, near: date | None) -> Reading:
    value = cell.value
    assert isinstance(value, date)
    day = value.date() if isinstance(value, datetime) else value
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return asked(cell, "cell.date_out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
    meant = _meant_era_day(day, near)
    if meant:
        return asked(
            cell, "cell.date_two_digit_year", year=day.year, meant=day_name(meant), example=written(meant)
        )
    shows = shown_parts(cell.number_format)
    if shows == "year":
        return asked(cell, "cell.year_only")
    if shows == "month" and day.day == 1:
        return _noted(cell, DayText(last_day_of_month(day.year, day.month), note="cell.month_only"))
    return understood(cell, day, "時刻を除いた" if isinstance(value, datetime) else "")


def _meant_era_day(day: date, near: date | None) -> date | None:
    """Return the 令和 day that became another year when Excel took 8/3/31 for 2008/3/31, or None."""
    number = day.year - 2000
    if near is None or number < 1 or abs((day - near).days) <= _NEAR_DAYS:
        return None
    year = ERAS[0].first_year + number - 1
    if year > LAST_YEAR or day.day > last_day_of_month(year, day.month).day:
        return None
    meant = day.replace(year=year)
    return meant if abs((meant - near).days) <= _NEAR_DAYS else None
