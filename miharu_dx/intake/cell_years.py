"""Years as people write them: 2025, R7, 令和七年度, 平成31年度; a bare 7 is asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from miharu_dx.domain.calendar import ERA_MARKS, ERAS, Era, era_marked, fiscal_year_label
from miharu_dx.domain.sheetspec import Column
from miharu_dx.intake.cell_characters import KANJI_NUMERALS, kanji_number, tight
from miharu_dx.intake.cell_reading import Reading, Trouble, asked, troubled, understood, warned
from miharu_dx.intake.cell_stand_ins import stand_in
from miharu_dx.intake.model import Cell

# Earlier or later than these no plan has a year: what falls outside was typed or formatted wrongly.
FIRST_YEAR = 1950
LAST_YEAR = 2100

_MARKS = "|".join(sorted(ERA_MARKS, key=len, reverse=True))
YEAR = rf"(?:西暦)?(?:(?P<era>{_MARKS})[.'’]?(?P<number>元|[0-9]{{1,3}})|(?P<year>[0-9]{{4}}))"
_KANJI_AFTER_ERA = re.compile(
    rf"((?:{'|'.join(era.name for era in ERAS)}|[令平昭大明]))([{KANJI_NUMERALS}]+)"
)
_KANJI_BEFORE_UNIT = re.compile(rf"(?<![{KANJI_NUMERALS}])[{KANJI_NUMERALS}]++(?=[年月日])")
_FISCAL_YEAR = re.compile(rf"(?:FY|fy)?{YEAR}(?:年度?|FY|fy)?")
_BARE = re.compile(r"'?(?P<number>元|[0-9]{1,2})(?:年度?)?")
_SEVERAL = re.compile(r"[0-9元](?:年度?)?(?:[~〜、,・/→&と-]|から|及び).*[0-9元]")
_TWICE = re.compile(r"(.+?)[(\[](.+)[)\]](年度?)?")


@dataclass(frozen=True)
class YearText:
    """A Gregorian year as written; ``era`` is None where it was written in 西暦."""

    year: int
    era: Era | None


def with_digits(text: str) -> str:
    """Return the text folded, with kanji numerals of dates as digits (令和八年三月 -> 令和8年3月)."""
    folded = tight(text)
    if folded.isascii():
        return folded
    folded = _KANJI_AFTER_ERA.sub(lambda found: found[1] + _digits(found[2]), folded)
    return _KANJI_BEFORE_UNIT.sub(lambda found: _digits(found[0]), folded)


def _digits(numerals: str) -> str:
    number = kanji_number(numerals)
    return numerals if number is None else str(number)


def year_of(found: re.Match[str]) -> YearText | None:
    """Return the year of a match of ``YEAR``; None for the year 0 of an era, which never was."""
    if not found["era"]:
        return YearText(int(found["year"]), None)
    era = era_marked(found["era"])
    number = 1 if found["number"] == "元" else int(found["number"])
    return YearText(era.first_year + number - 1, era) if number else None


def after_era(era: Era) -> Era | None:
    """Return the era that followed, or None for the present one."""
    place = ERAS.index(era)
    return ERAS[place - 1] if place else None


def read_fiscal_year(cell: Cell, column: Column, near: int | None = None) -> Reading:
    """Return a fiscal year as the Gregorian year of its April; ``near`` only orders what is asked about."""
    if cell.kind in ("date", "datetime", "time", "duration"):
        return asked(cell, "cell.date_in_year")
    if cell.kind == "number":
        value = cell.value
        if not isinstance(value, int | float) or not -9999 <= value <= 9999 or value != int(value):
            return asked(cell, "cell.year_unreadable")
        text = str(int(value))
    else:
        early = stand_in(cell, column)
        if early is not None:
            return early
        text = with_digits(cell.raw)
    return _fiscal_year(cell, text, near)


def _fiscal_year(cell: Cell, text: str, near: int | None) -> Reading:
    twice = _TWICE.fullmatch(text)
    first = _FISCAL_YEAR.fullmatch(twice[1] if twice else text)
    second = _FISCAL_YEAR.fullmatch(twice[2]) if twice else None
    if first is None or (twice and second is None):
        return troubled(cell, _no_fiscal_year(text, near))
    year = year_of(first)
    also = year_of(second) if second else None
    if year is None or (second and also is None):
        return asked(cell, "cell.era_unknown")
    if also and also.year != year.year:
        return asked(
            cell,
            "cell.year_conflict",
            one=fiscal_year_label(year.year),
            other=fiscal_year_label(also.year),
        )
    if not FIRST_YEAR <= year.year <= LAST_YEAR:
        return asked(cell, "cell.year_out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
    label = fiscal_year_label(year.year)
    following = after_era(year.era) if year.era else None
    if following and year.year > following.first_year:
        return warned(cell, year.year, f"{label}と読んだ", "cell.era_passed", understood=label)
    return understood(cell, year.year, "" if text == str(year.year) else f"{label}と読んだ")


def _no_fiscal_year(text: str, near: int | None) -> Trouble:
    bare = _BARE.fullmatch(text)
    if bare:
        number = 1 if bare["number"] == "元" else int(bare["number"])
        return _ambiguous(number, near) if number else Trouble("cell.year_unreadable")
    if _SEVERAL.search(text):
        return Trouble("cell.two_values")
    return Trouble("cell.year_unreadable")


def _ambiguous(number: int, near: int | None) -> Trouble:
    """A number without its era may be of 令和, of 平成 while it lasted, or the end of a 西暦."""
    present, past = (era.first_year + number - 1 for era in ERAS[:2])
    years = {present: 0, 2000 + number: 0} | ({past: 0} if past <= ERAS[0].first_year else {})
    ordered = sorted(years, key=lambda year: abs(year - (near or present)))
    labels = "、".join(fiscal_year_label(year) for year in ordered)
    return Trouble("cell.year_ambiguous", {"candidates": labels, "example": ordered[0]})
