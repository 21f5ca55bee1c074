"""Percentages as typed: each one a value from 0 to 100, a warning, or a question."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from miharu_dx.intake.cells import read
from miharu_dx.intake.model import Cell
from tests.intake import typed
from tests.intake.typed import Expected, cell, check

ALREADY_CLEAR = [
    Expected(45, 45.0),
    Expected(0, 0.0),
    Expected(-0.0, 0.0),
    Expected(100, 100.0),
    Expected(33.5, 33.5),
    Expected("45", 45.0),
    Expected("５０", 50.0),
    Expected("50%", 50.0),
    Expected("５０％", 50.0),
    Expected("50㌫", 50.0),
    Expected("50ﾊﾟｰｾﾝﾄ", 50.0),
    Expected("50.5%", 50.5),
    Expected("１．５", 1.5),
    Expected(".5%", 0.5),
    Expected("0.5%", 0.5),
    Expected("1%", 1.0),
    Expected("100%", 100.0),
    Expected("50。", 50.0),
    Expected(" 50 \u3000", 50.0),
    Expected("50\xa0", 50.0),
    Expected("5\u200b0", 50.0),
    Expected("50\n", 50.0),
    Expected("50 %", 50.0),
    Expected(cell(0.5, "0%"), 50.0),
    Expected(cell(0.57, "0.0%"), 57.0),
    Expected(cell(0.005, "0.0%"), 0.5),
    Expected(cell(1, "0%"), 100.0),
    Expected(cell(1.0000000000000002, "0%"), 100.0),
    Expected(cell(0.5, '0.0"%"'), 0.5),
    Expected(cell(1, '0"％"'), 1.0),
]
READ_WITH_A_WARNING = [
    Expected("約50%", 50.0, "cell.approximate"),
    Expected("約半分", 50.0, "cell.approximate"),
    Expected("50%程度", 50.0, "cell.approximate"),
    Expected("５０％くらい", 50.0, "cell.approximate"),
    Expected("50%(見込み)", 50.0, "cell.approximate"),
    Expected("半分", 50.0, "cell.percent_in_words"),
    Expected("5割", 50.0, "cell.percent_in_words"),
    Expected("五割", 50.0, "cell.percent_in_words"),
    Expected("5割5分", 55.0, "cell.percent_in_words"),
    Expected("五十", 50.0, "cell.number_in_words"),
    Expected("五十％", 50.0, "cell.number_in_words"),
    Expected("50%※", 50.0, "cell.mark_dropped"),
    Expected("※50", 50.0, "cell.mark_dropped"),
    Expected("50※1", 50.0, "cell.mark_dropped"),
    Expected(1, 1.0, "cell.percent_one"),
    Expected("1", 1.0, "cell.percent_one"),
]
ASKED = [
    Expected(0.5, None, "cell.percent_ambiguous"),
    Expected("0.5", None, "cell.percent_ambiguous"),
    Expected("約0.5", None, "cell.percent_ambiguous"),
    Expected(cell(0.75, "# ?/?"), None, "cell.percent_ambiguous"),
    Expected(101, None, "cell.out_of_range"),
    Expected(-1, None, "cell.out_of_range"),
    Expected("-5%", None, "cell.out_of_range"),
    Expected("1,000", None, "cell.out_of_range"),
    Expected("1，000", None, "cell.out_of_range"),
    Expected(cell(1.2, "0%"), None, "cell.out_of_range"),
    Expected(cell(50, "0%"), None, "cell.out_of_range"),
    Expected(10**400, None, "cell.number_too_large"),
    Expected("9" * 30, None, "cell.number_too_large"),
    Expected(float("nan"), None, "cell.not_a_percent"),
    Expected(float("inf"), None, "cell.not_a_percent"),
    Expected("nan", None, "cell.not_a_percent"),
    Expected("完了", None, "cell.not_a_percent"),
    Expected("済", None, "cell.not_a_percent"),
    Expected("ほぼ完了", None, "cell.not_a_percent"),
    Expected("一部完了", None, "cell.not_a_percent"),
    Expected("一", None, "cell.not_a_percent"),
    Expected("〇", None, "cell.not_a_percent"),
    Expected("○", None, "cell.not_a_percent"),
    Expected("①", None, "cell.not_a_percent"),
    Expected("½", None, "cell.not_a_percent"),
    Expected("٣", None, "cell.not_a_percent"),
    Expected("1.2.3", None, "cell.not_a_percent"),
    Expected("あ" * 5_000, None, "cell.not_a_percent"),
    Expected("10²", None, "cell.extra_text"),
    Expected("進捗率50%", None, "cell.extra_text"),
    Expected("50%予定", None, "cell.extra_text"),
    Expected("5O%", None, "cell.extra_text"),
    Expected("50件", None, "cell.unit_other"),
    Expected("97.0%(小) 98.2%(中)", None, "cell.two_values"),
    Expected("50\n60", None, "cell.two_values"),
    Expected("50 60", None, "cell.two_values"),
    Expected("50～60", None, "cell.two_values"),
    Expected("50→60", None, "cell.two_values"),
    Expected("50,60", None, "cell.two_values"),
    Expected("3/4", None, "cell.fraction"),
    Expected("4分の3", None, "cell.fraction"),
    Expected("1/0", None, "cell.fraction"),
    Expected("100％超", None, "cell.limit"),
    Expected("50%以上", None, "cell.limit"),
    Expected("＞50", None, "cell.limit"),
    Expected("50～", None, "cell.limit"),
    Expected("+5%", None, "cell.change"),
    Expected("5ポイント", None, "cell.change"),
    Expected("累計50", None, "cell.cumulative"),
    Expected("△5", None, "cell.sign_mark_percent"),
    Expected("▲5%", None, "cell.sign_mark_percent"),
    Expected("(5)", None, "cell.sign_mark_percent"),
    Expected("約100%", None, "cell.approximate_end"),
    Expected("ほぼ0%", None, "cell.approximate_end"),
    Expected("1e3", None, "cell.exponent"),
    Expected("同上", None, "cell.ditto"),
    Expected("=A1", None, "cell.formula_as_text"),
    Expected(date(2026, 1, 2), None, "cell.date_in_number"),
    Expected(datetime(2026, 1, 2, 3, 4), None, "cell.date_in_number"),
    Expected(date(1900, 2, 14), None, "cell.number_shown_as_date"),
    Expected(time(1, 30), None, "cell.time_in_number"),
    Expected(timedelta(hours=30), None, "cell.time_in_number"),
    Expected(True, None, "cell.boolean"),
]
NO_VALUE = [
    "-",
    "―",
    "－",
    "ー",
    "—",
    "─",
    "...",
    "…",
    "・・・",
    "／",
    "なし",
    "無し",
    "（未定）",
    "未定。",
    "不明",
    "N/A",
    "ｎ／ａ",
    "該当なし",
]
TABLE = [*ALREADY_CLEAR, *READ_WITH_A_WARNING, *ASKED]


@pytest.mark.parametrize("expected", TABLE, ids=typed.ids)
def test_a_percentage(expected: Expected) -> None:
    check(expected, typed.PERCENT)


@pytest.mark.parametrize("text", NO_VALUE)
def test_a_dash_is_blank_with_a_warning_and_stops_where_a_value_is_needed(text: str) -> None:
    check(Expected(text, None, "cell.placeholder_required"), typed.PERCENT)
    check(Expected(text, None, "cell.placeholder_number"), typed.PERCENT_OR_BLANK)


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", "\u200b", "\xa0"])
def test_only_spaces_are_blank_without_a_finding(text: str) -> None:
    check(Expected(text, None), typed.PERCENT)


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (cell(1.2, "0%"), "120%"),
        (cell(-0.05, "0.0%"), "-5%"),
        (cell("50\n 60"), "50  60"),
        (cell("1\x1b[31m2 3"), "1□[31m2 3"),
        (cell("1 " + "あ" * 100), "1 " + "あ" * 58 + "…（全102文字）"),
    ],
)
def test_a_message_shows_the_cell_as_it_looks_in_one_safe_line(one: Cell, shown: str) -> None:
    reading = check(Expected(one, None, typed.read(one, typed.PERCENT, ()).finding[0]), typed.PERCENT)
    assert reading.shown == shown


def test_what_was_understood_is_said() -> None:
    assert check(Expected(45, 45.0), typed.PERCENT).how == ""
    assert "50%" in check(Expected(cell(0.5, "0%"), 50.0), typed.PERCENT).how
    assert "50%" in check(Expected("約半分", 50.0, "cell.approximate"), typed.PERCENT).how


@pytest.mark.parametrize(("value", "look", "shown"), [(0.456, "0.0%", "45.6%"), (50, "0%", "5000%")])
def test_a_percent_cell_is_quoted_as_the_sheet_shows_it(value: float, look: str, shown: str) -> None:
    found = Cell(2, 3, "number", value, f"{value:g}", look)
    assert read(found, typed.PERCENT, ()).shown == shown
