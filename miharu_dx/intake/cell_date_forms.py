"""The forms in which people write one day, from 20260331 to 年度末, each to a day or to a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from miharu_dx.domain.calendar import (
    ERAS,
    date_label,
    era_on,
    fiscal_year_bounds,
    fiscal_year_of,
    last_day_of_month,
    year_of_month,
)
from miharu_dx.intake.cell_reading import Trouble, day_name
from miharu_dx.intake.cell_years import FIRST_YEAR, LAST_YEAR, YEAR, YearText, after_era, year_of

_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL = (date(1990, 1, 1) - _EPOCH).days
_LAST_SERIAL = (date(2100, 1, 1) - _EPOCH).days

_DAY = r"(?P<month>[0-9]{1,2})[月./・-](?P<day>[0-9]{1,2})日?"
_MONTH = r"(?P<month>[0-9]{1,2})月?(?P<end>末日?)?"
_FULL = re.compile(rf"{YEAR}[年./・-]{_DAY}")
_MONTH_ALONE = re.compile(rf"{YEAR}[年./・-]{_MONTH}")
_YEAR_END = re.compile(rf"(?:{YEAR}年?|今|本|当)?年?度末日?")
YEAR_ALONE = re.compile(rf"{YEAR}年?度?")
_WITHOUT_YEAR = re.compile(r"(?P<month>[0-9]{1,2})[月/](?P<day>[0-9]{1,2})日?")
_MONTH_WITHOUT_YEAR = re.compile(r"(?P<month>[0-9]{1,2})月(?P<end>末日?)?")
_SHORT_YEAR = re.compile(
    r"'?(?P<short>[0-9]{1,2})[年./・-](?P<month>[0-9]{1,2})[月./・-](?P<day>[0-9]{1,2})日?"
)
_YEAR_LAST = re.compile(r"(?P<one>[0-9]{1,2})[./-](?P<two>[0-9]{1,2})[./-](?P<year>[0-9]{4})")
_PAIR = re.compile(r"(?P<one>[0-9]{1,2})[.・-](?P<two>[0-9]{1,2})")
_DIGITS_8 = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_DIGITS_6 = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])")
_SERIAL = re.compile(r"(?P<serial>[0-9]{5})(?:\.[0-9]+)?")


class Frame(NamedTuple):
    """What a day without its year is placed by: a day of the fiscal year in question, if known."""

    near: date | None
    start_month: int

    @property
    def fiscal_year(self) -> int | None:
        """The fiscal year in question."""
        return fiscal_year_of(self.near, self.start_month) if self.near else None


@dataclass(frozen=True)
class DayText:
    """The one day a text holds; ``note`` is the code of the warning that must be shown, "" for none."""

    day: date
    how: str = ""
    note: str = ""
    args: Mapping[str, object] | None = None


def day_of_form(text: str, frame: Frame) -> DayText | Trouble:
    """Return the day of a folded text that is one of the forms and nothing else, or why it is none."""
    for pattern, read in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            return read(found, frame)
    return Trouble("cell.date_unreadable")


def _full(found: re.Match[str], _frame: Frame) -> DayText | Trouble:
    year = year_of(found)
    return _dated(year, found) if year else Trouble("cell.era_unknown")


def _dated(year: YearText, found: re.Match[str], note: str = "") -> DayText | Trouble:
    month, day = int(found["month"]), int(found["day"])
    trouble = _no_such_day(year.year, month, day)
    if trouble:
        return trouble
    return _in_era(DayText(date(year.year, month, day), note=note), year)


def _no_such_day(year: int, month: int, day: int) -> Trouble | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Trouble("cell.date_out_of_range", {"first": FIRST_YEAR, "last": LAST_YEAR})
    if not 1 <= month <= 12 or day < 1:
        return Trouble("cell.date_unreadable")
    last = last_day_of_month(year, month)
    if day > last.day:
        return Trouble("cell.no_such_day", {"month": month, "last": last.day, "example": written(last)})
    return None


def _in_era(read: DayText, year: YearText) -> DayText:
    """A day outside its era is moved to where it belongs and said so: 平成40年 is 令和10年."""
    if year.era is None:
        return read
    following = after_era(year.era)
    if read.day >= year.era.starts and (following is None or read.day < following.starts):
        return read if read.how else replace(read, how=f"{day_name(read.day)}と読んだ")
    return replace(read, note=read.note or "cell.era_passed")


def _month_alone(found: re.Match[str], _frame: Frame) -> DayText | Trouble:
    year = year_of(found)
    if year is None:
        return Trouble("cell.era_unknown")
    return _month_end(year, int(found["month"]), exactly=bool(found["end"]))


def _month_end(year: YearText, month: int, *, exactly: bool) -> DayText | Trouble:
    trouble = _no_such_day(year.year, month, 1)
    if trouble:
        return trouble
    day = last_day_of_month(year.year, month)
    if exactly:
        return _in_era(DayText(day, f"{day_name(day)}と読んだ"), year)
    return replace(_in_era(DayText(day), year), note="cell.month_only")


def _year_end(found: re.Match[str], frame: Frame) -> DayText | Trouble:
    if found["era"] or found["year"]:
        year = year_of(found)
        if year is None:
            return Trouble("cell.era_unknown")
        fiscal_year = year.year
    elif frame.fiscal_year is None:
        return Trouble("cell.date_without_year_unknown")
    else:
        fiscal_year = frame.fiscal_year
    if not FIRST_YEAR <= fiscal_year < LAST_YEAR:
        return Trouble("cell.date_out_of_range", {"first": FIRST_YEAR, "last": LAST_YEAR})
    return DayText(fiscal_year_bounds(fiscal_year, frame.start_month)[1], note="cell.date_from_words")


def _year_alone(found: re.Match[str], _frame: Frame) -> DayText | Trouble:
    return Trouble("cell.year_only") if year_of(found) else Trouble("cell.era_unknown")


def _without_year(found: re.Match[str], frame: Frame) -> DayText | Trouble:
    if frame.fiscal_year is None:
        return Trouble("cell.date_without_year_unknown")
    year = year_of_month(int(found["month"]), frame.fiscal_year, frame.start_month)
    return _dated(YearText(year, None), found, "cell.date_without_year")


def _month_without_year(found: re.Match[str], frame: Frame) -> DayText | Trouble:
    if frame.fiscal_year is None:
        return Trouble("cell.date_without_year_unknown")
    month = int(found["month"])
    year = YearText(year_of_month(month, frame.fiscal_year, frame.start_month), None)
    read = _month_end(year, month, exactly=bool(found["end"]))
    if isinstance(read, Trouble):
        return read
    return replace(read, note=read.note or "cell.date_without_year")


def _short_year(found: re.Match[str], frame: Frame) -> DayText | Trouble:
    """Two digits of a year may be 令和, 平成 or the end of a 西暦: none is taken."""
    number, month, day = int(found["short"]), int(found["month"]), int(found["day"])
    in_eras = [(era, _valid(era.first_year + number - 1, month, day)) for era in ERAS[:2] if number]
    candidates = [one for era, one in in_eras if one and era_on(one) is era]
    return _ambiguous([*candidates, _valid(2000 + number, month, day)], frame)


def _valid(year: int, month: int, day: int) -> date | None:
    return None if _no_such_day(year, month, day) else date(year, month, day)


def _ambiguous(candidates: Collection[date | None], frame: Frame) -> Trouble:
    days = sorted({day for day in candidates if day}, key=lambda day: (abs(day - (frame.near or day)), day))
    if not days:
        return Trouble("cell.date_unreadable")
    names = "、".join(f"{date_label(day)}（{day.year}年）" for day in days)
    return Trouble("cell.date_ambiguous", {"candidates": names, "example": written(days[0])})


def _year_last(found: re.Match[str], frame: Frame) -> DayText | Trouble:
    year, one, two = int(found["year"]), int(found["one"]), int(found["two"])
    days = {day for day in (_valid(year, one, two), _valid(year, two, one)) if day}
    if len(days) == 1:
        day = days.pop()
        return DayText(day, f"{day_name(day)}と読んだ")
    return _ambiguous(days, frame)


def _pair(found: re.Match[str], frame: Frame) -> DayText | Trouble:
    """8.3 may be a day without its year or a month of 令和; 3.31 can only be the day."""
    one, two = int(found["one"]), int(found["two"])
    month_day = None
    if frame.fiscal_year is not None:
        month_day = _valid(year_of_month(one, frame.fiscal_year, frame.start_month), one, two)
    of_month = _valid(ERAS[0].first_year + one - 1, two, 1) if one else None
    year_month = last_day_of_month(of_month.year, of_month.month) if of_month else None
    if month_day and not year_month:
        return DayText(month_day, note="cell.date_without_year")
    if one and 1 <= one <= 12 and two > 12 and frame.fiscal_year is None:
        return Trouble("cell.date_without_year_unknown")
    asked = _ambiguous([month_day, year_month], frame)
    if frame.fiscal_year is None and "candidates" in asked.args and 1 <= one <= 12:
        return asked._replace(
            args={**asked.args, "candidates": f"{asked.args['candidates']}、{one}月{two}日"}
        )
    return asked


def _digits_8(found: re.Match[str], _frame: Frame) -> DayText | Trouble:
    read = _dated(YearText(int(found["year"]), None), found)
    return read if isinstance(read, Trouble) else replace(read, how=f"{day_name(read.day)}と読んだ")


def _digits_6(found: re.Match[str], _frame: Frame) -> DayText | Trouble:
    return _month_end(YearText(int(found["year"]), None), int(found["month"]), exactly=False)


def _serial(found: re.Match[str], _frame: Frame) -> DayText | Trouble:
    serial = int(found["serial"])
    if not _FIRST_SERIAL <= serial < _LAST_SERIAL:
        return Trouble("cell.date_unreadable")
    return DayText(_EPOCH + timedelta(days=serial), note="cell.date_from_serial")


def written(day: date) -> str:
    """Return a day as it is typed into Excel: 2026/3/31."""
    return f"{day.year}/{day.month}/{day.day}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Frame], DayText | Trouble]], ...] = (
    (_DIGITS_8, _digits_8),
    (_DIGITS_6, _digits_6),
    (_SERIAL, _serial),
    (_FULL, _full),
    (_MONTH_ALONE, _month_alone),
    (_YEAR_END, _year_end),
    (YEAR_ALONE, _year_alone),
    (_SHORT_YEAR, _short_year),
    (_YEAR_LAST, _year_last),
    (_WITHOUT_YEAR, _without_year),
    (_MONTH_WITHOUT_YEAR, _month_without_year),
    (_PAIR, _pair),
)
