"""What a text has in common with one row and no other, and whom it names."""

from __future__ import annotations

import pytest

from miharu_dx.domain.shift_words import Likeness, Names, folded

KNOWN = Likeness({
    "A": ["健診の予約を始めた。", "問診票の入力"],
    "B": ["体育館の予約を始めた。", "鍵の受渡し"],
    "C": ["検針票の配布を改めた。"],
    "D": ["研修を開いた。"],
})  # fmt: skip


def test_only_words_of_few_rows_count() -> None:
    shares = KNOWN.shares("問診票の入力を健診に広げた。")
    assert max(shares, key=lambda code: shares[code]) == "A"
    assert shares["A"] > 4
    assert set(KNOWN.shares("今年も始めた。")) <= {"A", "B"}


@pytest.mark.parametrize("text", ["", "順調", "12345", "。、（）", "🎉🎉🎉"])
def test_a_text_without_words_of_anybody_is_like_nobody(text: str) -> None:
    assert KNOWN.shares(text) == {}


def test_a_text_that_was_said_before_as_it_stands_was_copied() -> None:
    assert KNOWN.shares("問診票の　入力") == {}


def test_the_words_shown_are_whole_and_not_the_others() -> None:
    assert KNOWN.words("体育館の予約と鍵の受渡しを改めた。", "B", "A") == ("鍵の受渡", "体育館")


def test_names_are_found_wherever_they_stand_and_short_codes_are_left_alone() -> None:
    names = Names({"A": ["M1-1-01", "健診の予約"], "B": ["A1", "体育館の予約"]}, 5)
    assert names.in_text(folded("体育館の　予約は、Ｍ1-1-01と合わせてA1判の紙で")) == {"A", "B"}
    assert names.in_text("紙はA1判とする。") == set()


def test_a_text_beyond_all_measure_is_compared_by_its_beginning() -> None:
    assert len(folded("﷽" * 100_000)) < 200_000
