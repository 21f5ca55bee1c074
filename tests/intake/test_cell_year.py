"""Fiscal years as typed: 西暦 and eras to the year of their April; a bare 7 is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from tests.intake import typed
from tests.intake.typed import Expected, check

TABLE = [
    Expected(2025, 2025),
    Expected(2025.0, 2025),
    Expected("2025", 2025),
    Expected("２０２５年度", 2025),
    Expected("2025年", 2025),
    Expected("FY2025", 2025),
    Expected("令和7年度", 2025),
    Expected("令和７年度", 2025),
    Expected("令和七年度", 2025),
    Expected("令和7", 2025),
    Expected("R7", 2025),
    Expected("r07", 2025),
    Expected("㋿7年度", 2025),
    Expected("令和7年度（2025年度）", 2025),
    Expected("2025(R7)", 2025),
    Expected("平成31年度", 2019),
    Expected("令和元年度", 2019),
    Expected("平成30年度", 2018),
    Expected("平成32年度", 2020, "cell.era_passed"),
    Expected("7", None, "cell.year_ambiguous"),
    Expected(7, None, "cell.year_ambiguous"),
    Expected("７年度", None, "cell.year_ambiguous"),
    Expected("元年度", None, "cell.year_ambiguous"),
    Expected("25", None, "cell.year_ambiguous"),
    Expected("令和0年度", None, "cell.era_unknown"),
    Expected("2025(R6)", None, "cell.year_conflict"),
    Expected("R6-R8", None, "cell.two_values"),
    Expected("令和6～8年度", None, "cell.two_values"),
    Expected("2024、2025", None, "cell.two_values"),
    Expected(1925, None, "cell.year_out_of_range"),
    Expected("明治元年度", None, "cell.year_out_of_range"),
    Expected(2025.5, None, "cell.year_unreadable"),
    Expected(45383, None, "cell.year_unreadable"),
    Expected(-7, None, "cell.year_unreadable"),
    Expected(0, None, "cell.year_unreadable"),
    Expected(10**30, None, "cell.year_unreadable"),
    Expected(float("inf"), None, "cell.year_unreadable"),
    Expected("来年度", None, "cell.year_unreadable"),
    Expected("2025年3月", None, "cell.year_unreadable"),
    Expected("①", None, "cell.year_unreadable"),
    Expected(date(2025, 4, 1), None, "cell.date_in_year"),
    Expected("―", None, "cell.placeholder_required"),
    Expected("同上", None, "cell.ditto"),
    Expected(True, None, "cell.boolean"),
]


@pytest.mark.parametrize("expected", TABLE, ids=typed.ids)
def test_a_fiscal_year(expected: Expected) -> None:
    check(expected, typed.YEAR)


@pytest.mark.parametrize(("number", "example"), [("7", 2025), ("25", 2025), ("30", 2030)])
def test_what_is_asked_about_names_the_nearest_year_first(number: str, example: int) -> None:
    reading = check(Expected(number, None, "cell.year_ambiguous"), typed.YEAR)
    assert reading.finding is not None
    assert reading.finding[1]["example"] == example
