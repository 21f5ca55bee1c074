"""Words of a list as typed: width, spaces and circles are folded, meanings are never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.intake import typed
from tests.intake.typed import Expected, check

RATING_TABLE = [
    Expected("順調", "順調"),
    Expected("順 調", "順調"),
    Expected("\u3000順調\n", "順調"),
    Expected("やや\n遅れ", "やや遅れ"),
    Expected("対象外", "対象外"),
    Expected("● 順調", "順調", "cell.mark_dropped"),
    Expected("■遅れ", "遅れ", "cell.mark_dropped"),
    Expected("1 順調", "順調", "cell.mark_dropped"),
    Expected("1.順調", "順調", "cell.mark_dropped"),
    Expected("（1）順調", "順調", "cell.mark_dropped"),
    Expected("①順調", "順調", "cell.mark_dropped"),
    Expected("〇順調", "順調", "cell.mark_dropped"),
    Expected("順調。", "順調", "cell.mark_dropped"),
    Expected("「順調」", "順調", "cell.mark_dropped"),
    Expected("順調です", None, "cell.not_in_list"),
    Expected("遅れている", None, "cell.not_in_list"),
    Expected("おおむね順調", None, "cell.not_in_list"),
    Expected("遅延", None, "cell.not_in_list"),
    Expected("A 順調", None, "cell.not_in_list"),
    Expected("A", None, "cell.not_in_list"),
    Expected("○", None, "cell.not_in_list"),
    Expected("◎", None, "cell.not_in_list"),
    Expected("△", None, "cell.not_in_list"),
    Expected("順調・遅れ", None, "cell.not_in_list"),
    Expected("順調2 遅れ", None, "cell.not_in_list"),
    Expected(1, None, "cell.not_in_list"),
    Expected("x" * 3_000, None, "cell.not_in_list"),
    Expected("該当なし", None, "cell.placeholder_required"),
    Expected("―", None, "cell.placeholder_required"),
    Expected("同上", None, "cell.ditto"),
    Expected("=B2", None, "cell.formula_as_text"),
    Expected(date(2026, 1, 2), None, "cell.choice_date"),
    Expected(True, None, "cell.boolean"),
    Expected("#N/A", None, "cell.error_value"),
]

INITIATIVES = ("3-1 標準化・共通化", "3-2 セキュリティの強化", "3-10 セキュリティの強化")
INITIATIVE_TABLE = [
    Expected("3-1 標準化・共通化", INITIATIVES[0]),
    Expected("３－１　標準化･共通化", INITIATIVES[0]),
    Expected("3-1標準化・共通化", INITIATIVES[0]),
    Expected("3-1", INITIATIVES[0]),
    Expected("3ー10", INITIATIVES[2]),
    Expected("標準化・共通化", INITIATIVES[0]),
    Expected("セキュリティの強化", None, "cell.choice_several"),
    Expected("31 標準化・共通化", None, "cell.not_in_list"),
    Expected("3-2 標準化・共通化", None, "cell.not_in_list"),
    Expected("3", None, "cell.not_in_list"),
    Expected(date(2026, 3, 1), None, "cell.choice_date"),
]

LETTERS = ("A", "B", "○", "〇")
LETTER_TABLE = [
    Expected("A", "A"),
    Expected("Ａ", "A"),
    Expected("a", "A"),
    Expected("○", "○"),
    Expected("◯", None, "cell.choice_several"),
    Expected("C", None, "cell.not_in_list"),
]

NO_WORDS_TABLE = [Expected("順調", None, "cell.no_words")]
TABLE = [*RATING_TABLE, *INITIATIVE_TABLE, *LETTER_TABLE, *NO_WORDS_TABLE]


@pytest.mark.parametrize("expected", RATING_TABLE, ids=typed.ids)
def test_a_word_of_a_list(expected: Expected) -> None:
    check(expected, typed.CHOICE)


@pytest.mark.parametrize("expected", INITIATIVE_TABLE, ids=typed.ids)
def test_a_word_with_a_code_is_known_by_its_code_or_its_name_alone(expected: Expected) -> None:
    check(expected, typed.CHOICE, words=INITIATIVES)


@pytest.mark.parametrize("expected", LETTER_TABLE, ids=typed.ids)
def test_letters_and_circles_are_words_only_where_the_plan_has_them(expected: Expected) -> None:
    check(expected, typed.CHOICE, words=LETTERS)


@pytest.mark.parametrize("expected", NO_WORDS_TABLE, ids=typed.ids)
def test_a_list_without_words_is_said_to_be_so(expected: Expected) -> None:
    check(expected, typed.CHOICE, words=())


@pytest.mark.parametrize(
    ("text", "words", "choices"),
    [
        ("遅延", typed.RATINGS, "「遅れ」か「やや遅れ」"),
        ("順調です", typed.RATINGS, "「順調」"),
        ("◎", typed.RATINGS, "".join(f"「{word}」" for word in typed.RATINGS) + "のどれか"),
        ("◎", tuple(f"{n}課" for n in range(40)), "コード表にある40個の語のどれか"),
    ],
)
def test_the_remedy_names_up_to_two_near_words_or_the_list(
    text: str, words: tuple[str, ...], choices: str
) -> None:
    reading = check(Expected(text, None, "cell.not_in_list"), typed.CHOICE, words=words)
    assert reading.finding == ("cell.not_in_list", {"choices": choices})


def test_how_a_folded_word_was_matched_is_kept() -> None:
    assert check(Expected("順調", "順調"), typed.CHOICE).how == ""
    assert "「順調」" in check(Expected("順 調", "順調"), typed.CHOICE).how
