"""Eras and fiscal years: what a reader sees and what a writer may mean."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miharu_dx.domain import calendar


@pytest.mark.parametrize(
    ("fiscal_year", "label", "name", "short"),
    [
        (2025, "令和7年度（2025年度）", "令和7", "R7"),
        (2019, "令和元年度（2019年度）", "令和元", "R1"),
        (2018, "平成30年度（2018年度）", "平成30", "H30"),
        (1989, "平成元年度（1989年度）", "平成元", "H1"),
    ],
)
def test_a_fiscal_year_has_the_name_of_the_era_it_ends_in(
    fiscal_year: int, label: str, name: str, short: str
) -> None:
    assert calendar.fiscal_year_label(fiscal_year) == label
    assert calendar.fiscal_year_name(fiscal_year) == name
    assert calendar.fiscal_year_short(fiscal_year) == short


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 3, 31), "令和8年3月31日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1800, 1, 1), "1800年1月1日"),
    ],
)
def test_a_day_has_the_name_of_its_own_era(day: date, label: str) -> None:
    assert calendar.date_label(day) == label
    assert calendar.date_label_full(day) == f"{label}（{day.isoformat()}）"


def test_a_day_and_a_moment_read_as_people_write_them() -> None:
    assert calendar.day_label(date(2026, 4, 17)) == "4月17日(金)"
    assert calendar.moment_label(datetime(2026, 4, 20, 10, 5)) == "令和8年4月20日 10:05"


@pytest.mark.parametrize(
    ("mark", "name"),
    [("令和", "令和"), ("令", "令和"), ("R", "令和"), ("r", "令和"), ("H", "平成"), ("昭", "昭和")],
)
def test_an_era_is_known_by_each_of_its_marks(mark: str, name: str) -> None:
    assert mark in calendar.ERA_MARKS
    assert calendar.era_marked(mark).name == name


@pytest.mark.parametrize(
    ("day", "start_month", "fiscal_year"),
    [
        (date(2026, 1, 15), 4, 2025),
        (date(2026, 3, 31), 4, 2025),
        (date(2026, 4, 1), 4, 2026),
        (date(2026, 1, 15), 1, 2026),
    ],
)
def test_the_fiscal_year_of_a_day(day: date, start_month: int, fiscal_year: int) -> None:
    assert calendar.fiscal_year_of(day, start_month) == fiscal_year


def test_the_last_day_of_a_month_and_of_a_fiscal_year() -> None:
    assert calendar.last_day_of_month(2024, 2) == date(2024, 2, 29)
    assert calendar.fiscal_year_bounds(2025) == (date(2025, 4, 1), date(2026, 3, 31))
    assert calendar.fiscal_year_bounds(2025, 1) == (date(2025, 1, 1), date(2025, 12, 31))


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(1, 12))
def test_a_day_lies_between_the_bounds_of_its_fiscal_year(day: date, start_month: int) -> None:
    fiscal_year = calendar.fiscal_year_of(day, start_month)
    first, last = calendar.fiscal_year_bounds(fiscal_year, start_month)
    assert first <= day <= last
    assert calendar.year_of_month(day.month, fiscal_year, start_month) == day.year
