"""Dates as typed: eras, months alone and serial numbers; a bare 6.4.1 is asked about."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.intake import typed
from tests.intake.typed import Expected, cell, check

END = date(2026, 3, 31)

CLEAR = [
    Expected(END, END),
    Expected(datetime(2026, 3, 31, 17, 15), END),
    Expected(cell(END, '[$-411]ggge"年"m"月"d"日"'), END),
    Expected(cell(END, "mm-dd-yy"), END),
    Expected(cell(END, 'm"月"d"日"'), END),
    Expected("2026/3/31", END),
    Expected("2026/03/31", END),
    Expected("2026-3-31", END),
    Expected("2026.3.31", END),
    Expected("2026－3－31", END),
    Expected("2026年3月31日", END),
    Expected("2026年3月31", END),
    Expected("西暦2026年3月31日", END),
    Expected("R8.3.31", END),
    Expected("Ｒ８．３．３１", END),
    Expected("r8/3/31", END),
    Expected("R 8. 3.31", END),
    Expected("R08.03.31", END),
    Expected("令和8年3月31日", END),
    Expected("令和 ８年\n３月３１日", END),
    Expected("令和八年三月三十一日", END),
    Expected("令8.3.31", END),
    Expected("㋿8年3月31日", END),
    Expected("二〇二六年三月三十一日", END),
    Expected("令和元年5月1日", date(2019, 5, 1)),
    Expected("R元.12.1", date(2019, 12, 1)),
    Expected("H31.4.30", date(2019, 4, 30)),
    Expected("㍻31年4月30日", date(2019, 4, 30)),
    Expected("S64.1.7", date(1989, 1, 7)),
    Expected("20260331", END),
    Expected(20260331, END),
    Expected("3/31/2026", END),
    Expected("2026/3/31 17:15", END),
    Expected("2026-03-31T00:00:00", END),
    Expected("令和8年3月31日17時15分", END),
    Expected("2026/3/31（火）", END),
    Expected("2026/3/31 火曜日", END),
    Expected("令和8年3月31日現在", END),
    Expected("R8.3.31時点", END),
    Expected("令和8年3月末", END),
    Expected("令和8年3月末日現在", END),
    Expected("令和8年（2026年）3月31日", END),
    Expected("2026(令和8)年3月31日", END),
    Expected("令和8年（令和7年度）3月31日", END),
    Expected("令和8年3月31日（2026-03-31）", END),
    Expected("令和7年度末（令和8年3月31日）", END),
    Expected("2026/3/31。", END),
    Expected("2024/2/29", date(2024, 2, 29)),
]
READ_WITH_A_WARNING = [
    Expected("4/1", date(2025, 4, 1), "cell.date_without_year"),
    Expected("3/31", END, "cell.date_without_year"),
    Expected("3月31日", END, "cell.date_without_year"),
    Expected("十二月一日", date(2025, 12, 1), "cell.date_without_year"),
    Expected("3月末", END, "cell.date_without_year"),
    Expected("3.31", END, "cell.date_without_year"),
    Expected(3.31, END, "cell.date_without_year"),
    Expected("令和8年3月", END, "cell.month_only"),
    Expected("2026年3月", END, "cell.month_only"),
    Expected("2026/2", date(2026, 2, 28), "cell.month_only"),
    Expected("R8.3", END, "cell.month_only"),
    Expected("3月", END, "cell.month_only"),
    Expected("202603", END, "cell.month_only"),
    Expected(cell(date(2026, 3, 1), 'yyyy"年"m"月"'), END, "cell.month_only"),
    Expected(cell(date(2026, 3, 1), "mmm-yy"), END, "cell.month_only"),
    Expected("年度末", END, "cell.date_from_words"),
    Expected("今年度末", END, "cell.date_from_words"),
    Expected("令和6年度末", date(2025, 3, 31), "cell.date_from_words"),
    Expected(45383, date(2024, 4, 1), "cell.date_from_serial"),
    Expected("45383", date(2024, 4, 1), "cell.date_from_serial"),
    Expected(45383.5, date(2024, 4, 1), "cell.date_from_serial"),
    Expected("令和8年3月31日頃", END, "cell.approximate"),
    Expected("2026/3/31（予定）", END, "cell.approximate"),
    Expected("2026/3/31（月）", END, "cell.weekday_differs"),
    Expected("平成40年4月1日", date(2028, 4, 1), "cell.era_passed"),
    Expected("平成31年5月1日", date(2019, 5, 1), "cell.era_passed"),
    Expected("令和元年1月5日", date(2019, 1, 5), "cell.era_passed"),
    Expected("昭和100年1月1日", date(2025, 1, 1), "cell.era_passed"),
    Expected("未定", None, "cell.placeholder_assumed"),
    Expected("―", None, "cell.placeholder_assumed"),
]
ASKED = [
    Expected("6.4.1", None, "cell.date_ambiguous"),
    Expected("6/4/1", None, "cell.date_ambiguous"),
    Expected("６．４．１", None, "cell.date_ambiguous"),
    Expected("6年4月1日", None, "cell.date_ambiguous"),
    Expected("26/3/31", None, "cell.date_ambiguous"),
    Expected("4/1/2026", None, "cell.date_ambiguous"),
    Expected("8.3", None, "cell.date_ambiguous"),
    Expected(8.3, None, "cell.date_ambiguous"),
    Expected("R8", None, "cell.year_only"),
    Expected("令和8年度", None, "cell.year_only"),
    Expected("2026", None, "cell.year_only"),
    Expected(2026, None, "cell.year_only"),
    Expected(cell(date(2026, 1, 1), 'ggge"年"'), None, "cell.year_only"),
    Expected("2026/4/31", None, "cell.no_such_day"),
    Expected("令和8年2月29日", None, "cell.no_such_day"),
    Expected("9/31", None, "cell.no_such_day"),
    Expected("令和0年1月1日", None, "cell.era_unknown"),
    Expected("R0.3", None, "cell.era_unknown"),
    Expected("令和99年1月1日", None, "cell.date_out_of_range"),
    Expected("1868/1/1", None, "cell.date_out_of_range"),
    Expected(date(1900, 1, 8), None, "cell.date_out_of_range"),
    Expected(date(9999, 12, 31), None, "cell.date_out_of_range"),
    Expected(date(2008, 3, 31), None, "cell.date_two_digit_year"),
    Expected("令和8年（2025年）3月31日", None, "cell.date_conflict"),
    Expected("2026/3/31（2026/3/30）", None, "cell.date_conflict"),
    Expected("2026/3/31～2026/4/5", None, "cell.two_values"),
    Expected("9/30、3/31", None, "cell.two_values"),
    Expected("17:15", None, "cell.time_only"),
    Expected(time(9, 0), None, "cell.time_only"),
    Expected("完了", None, "cell.date_unreadable"),
    Expected("現在", None, "cell.date_unreadable"),
    Expected("3月下旬", None, "cell.date_unreadable"),
    Expected("2026/13/1", None, "cell.date_unreadable"),
    Expected("R8 3 31", None, "cell.date_unreadable"),
    Expected("①/②", None, "cell.date_unreadable"),
    Expected("260331", None, "cell.date_unreadable"),
    Expected(60, None, "cell.date_unreadable"),
    Expected(-5, None, "cell.date_unreadable"),
    Expected("3月" * 50, None, "cell.date_unreadable"),
    Expected("同上", None, "cell.ditto"),
    Expected("=TODAY()", None, "cell.formula_as_text"),
    Expected(True, None, "cell.boolean"),
    Expected("#VALUE!", None, "cell.error_value"),
]
WITHOUT_A_FISCAL_YEAR = [
    Expected("4/1", None, "cell.date_without_year_unknown"),
    Expected("3月", None, "cell.date_without_year_unknown"),
    Expected("3.31", None, "cell.date_without_year_unknown"),
    Expected("年度末", None, "cell.date_without_year_unknown"),
    Expected("8.3", None, "cell.date_ambiguous"),
    Expected(date(2008, 3, 31), date(2008, 3, 31)),
]
TABLE = [*CLEAR, *READ_WITH_A_WARNING, *ASKED, *WITHOUT_A_FISCAL_YEAR]


@pytest.mark.parametrize("expected", [*CLEAR, *READ_WITH_A_WARNING, *ASKED], ids=typed.ids)
def test_a_date(expected: Expected) -> None:
    check(expected, typed.DATE)


@pytest.mark.parametrize("expected", WITHOUT_A_FISCAL_YEAR, ids=typed.ids)
def test_a_day_without_its_year_is_asked_about_where_no_fiscal_year_is_known(expected: Expected) -> None:
    check(expected, typed.DATE, near=None)


@pytest.mark.parametrize(
    ("text", "start_month", "value"),
    [("3/31", 1, date(2026, 3, 31)), ("12/31", 1, date(2026, 12, 31)), ("12/31", 4, date(2025, 12, 31))],
)
def test_a_day_without_its_year_lies_in_the_fiscal_year_of_the_plan(
    text: str, start_month: int, value: date
) -> None:
    check(Expected(text, value, "cell.date_without_year"), typed.DATE, start_month=start_month)


def test_an_ambiguous_date_lists_every_day_it_may_be_nearest_first() -> None:
    reading = check(Expected("6.4.1", None, "cell.date_ambiguous"), typed.DATE)
    assert reading.finding is not None
    args = reading.finding[1]
    assert args["example"] == "2024/4/1"
    order = [str(args["candidates"]).index(name) for name in ("令和6年", "平成18年", "平成6年")]
    assert order == sorted(order)


def test_a_two_digit_year_that_cannot_be_heisei_is_not_offered_as_heisei() -> None:
    reading = check(Expected("31.5.1", None, "cell.date_ambiguous"), typed.DATE)
    assert reading.finding is not None
    assert "平成" not in str(reading.finding[1]["candidates"])


def test_a_day_that_is_not_there_names_the_last_one() -> None:
    reading = check(Expected("令和7年9月31日", None, "cell.no_such_day"), typed.DATE)
    assert reading.finding == ("cell.no_such_day", {"month": 9, "last": 30, "example": "2025/9/30"})


def test_how_an_era_was_read_is_kept_with_the_value() -> None:
    assert check(Expected("R8.3.31", END), typed.DATE).how.startswith("令和8年3月31日（2026-03-31）")
    assert check(Expected("2026/3/31", END), typed.DATE).how == ""
