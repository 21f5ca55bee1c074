"""Room on a slide: texts are never taken for smaller than they are, and rows never overflow a slide."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miharu_dx.present.views.deck_fit import cut, dealt, em, evenly, headline_cut, lines, one_line, room

TEXT = st.text("あ漢ｱA1、（", max_size=80)


@pytest.mark.parametrize(("text", "wide"), [("漢字", 2.0), ("ｱ", 0.64), ("か\u3099", 1.0), ("", 0.0)])
def test_width_of_a_text(text: str, wide: float) -> None:
    assert em(text) == pytest.approx(wide)


@pytest.mark.parametrize(
    ("text", "width", "count"), [("あ" * 10, 320, 1), ("あ" * 11, 320, 2), ("あ" * 28, 320, 4), ("", 320, 1)]
)
def test_lines_leave_room_for_what_may_not_begin_a_line(text: str, width: float, count: int) -> None:
    assert lines(text, width, 32) == count


@given(TEXT, st.floats(2, 40))
def test_a_cut_text_is_short_enough_and_says_that_it_is_cut(text: str, most: float) -> None:
    told = cut(text, most)
    assert em(told) <= max(most, 1.0) + 1e-9
    assert told == " ".join(text.split()) or told.endswith("…")


@given(st.lists(st.floats(1, 120), max_size=40), st.integers(1, 9))
def test_rows_are_dealt_out_in_order_and_none_is_lost(rows: list[float], count: int) -> None:
    for deal in (dealt, evenly):
        parts = deal(rows, lambda row: row, 100.0, count)
        assert [row for part in parts for row in part] == rows
        assert all(len(part) == 1 or (sum(part) <= 100 and len(part) <= count) for part in parts)
    assert len(evenly(rows, lambda row: row, 100.0, count)) == len(dealt(rows, lambda row: row, 100.0, count))


def test_even_dealing_leaves_no_row_alone() -> None:
    assert [len(part) for part in dealt(range(8), lambda _: 1.0, inf, 7)] == [7, 1]
    assert [len(part) for part in evenly(range(8), lambda _: 1.0, inf, 7)] == [4, 4]


def test_a_headline_has_two_lines_at_most_and_less_room_below_it() -> None:
    short, long = "遅れはない", "あ" * 90
    assert one_line(short)
    assert not one_line(long)
    assert room(long) < room(short)
    assert lines(headline_cut(long), 1792, 50, phrases=True) <= 2
