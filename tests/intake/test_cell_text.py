"""Sentences as typed: kept letter by letter but for what cannot be seen and would do harm."""

from __future__ import annotations

from datetime import date

import pytest

from miharu_dx.domain.sheetspec import Column
from tests.intake import typed
from tests.intake.typed import Expected, cell, check

NAME_TABLE = [
    Expected("山田", "山田"),
    Expected(" 山田 ", "山田"),
    Expected("𠮷田 髙橋 﨑山 神", "𠮷田 髙橋 﨑山 神"),
    Expected("葛\U000e0100城", "葛\U000e0100城"),
    Expected("神\ufa19", "神\ufa19"),
    Expected("①㈱⑽", "①㈱⑽"),
    Expected("ｶﾞｲﾄﾞ", "ｶﾞｲﾄﾞ"),
    Expected("か\u3099", "が"),
    Expected("e\u0301", "é"),
    Expected("\ufa19\u3099", "\ufa19\u3099"),
    Expected("👨\u200d👩", "👨\u200d👩"),
    Expected("-", "-"),
    Expected("なし", "なし"),
    Expected("特になし", "特になし"),
    Expected("=1+1", "=1+1"),
    Expected("+81", "+81"),
    Expected("@係", "@係"),
    Expected("a\u200bb\ufeff", "ab"),
    Expected(5, "5"),
    Expected(0.5, "0.5"),
    Expected(cell(0.5, "0%"), "50%"),
    Expected(cell(1234, "#,##0"), "1,234"),
    Expected(cell(1234.5, "#,##0.00"), "1,234.50"),
    Expected(cell(7, "000"), "007"),
    Expected(date(2026, 1, 2), "2026/1/2"),
    Expected(cell(date(2026, 1, 1), 'yyyy"年"m"月"'), "2026年1月"),
    Expected(True, "TRUE"),
    Expected("a\x07b", "ab", "cell.control_removed"),
    Expected("a_x0007_b", "ab", "cell.control_removed"),
    Expected("a\ud800b", "ab", "cell.control_removed"),
    Expected("a\u202eb\u202c", "ab", "cell.direction_removed"),
    Expected("a\u2066b\u2069\x07", "ab", "cell.direction_removed"),
    Expected("外字\ue000", "外字\ue000", "cell.private_character"),
    Expected("同上", "同上", "cell.ditto_in_text"),
    Expected("#REF!", None, "cell.error_value"),
    Expected("x" * 41, None, "cell.name_too_long"),
]
LONG_TABLE = [
    Expected("　字下げ\n二行目\n\n", "　字下げ\n二行目"),
    Expected("a\r\nb\rc", "a\nb\nc"),
    Expected("a_x000D_\nb_x000D_c", "a\nb\nc"),
    Expected("a\x0bb\u2028c", "a\nb\nc"),
    Expected("a\tb", "a\tb"),
    Expected("x" * 2000, "x" * 2000),
    Expected("x" * 2000 + " \n", "x" * 2000),
    Expected("x" * 2001, None, "cell.too_long"),
    Expected("エラー #REF! を直した", "エラー #REF! を直した"),
]
TABLE = [*NAME_TABLE, *LONG_TABLE]


@pytest.mark.parametrize("expected", NAME_TABLE, ids=typed.ids)
def test_a_name(expected: Expected) -> None:
    check(expected, typed.NAME)


@pytest.mark.parametrize("expected", LONG_TABLE, ids=typed.ids)
def test_a_text_of_many_lines(expected: Expected) -> None:
    check(expected, typed.LONG)


@pytest.mark.parametrize("text", ["", "\n", "\u3000", "\u200b\u200b", "\x07"])
@pytest.mark.parametrize("column", [typed.NAME, typed.LONG], ids=lambda column: column.field)
def test_a_text_without_a_visible_letter_is_blank(text: str, column: Column) -> None:
    check(Expected(text, None), column)


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    reading = check(Expected("あ" * 2010, None, "cell.too_long"), typed.LONG)
    assert reading.finding == ("cell.too_long", {"length": 2010, "limit": 2000, "over": 10})


@pytest.mark.parametrize(
    ("text", "value", "part"),
    [
        ("か\u3099", "が", "濁点"),
        ("特になし", "特になし", "「特になし」"),
        ("本文", "本文", ""),
        ("a\r\nb", "a\nb", "改行"),
    ],
)
def test_how_a_text_was_kept_is_said(text: str, value: str, part: str) -> None:
    how = check(Expected(text, value), typed.NAME).how
    assert part in how
    assert bool(how) is bool(part)
