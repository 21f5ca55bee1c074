"""催促の文: it names the rows and the day, speaks by how near the day is, and goes to nobody who owes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_cycle import Deadline
from miharu_dx.present.views.collection_letter import Letters, Tone, letters_of
from tests.present.measure_cases import DESK, FIRST, OTHER, PLAN, SECOND, action, handed_in, report, snapshot

DUE = date(2024, 4, 17)
NONE = (Deadline(2023, "H2", None),)


def state(**more: object) -> Snapshot:
    """Return DESK with one of two rows silent and OTHER silent; only DESK was reported before."""
    return replace(
        snapshot(
            [action("A0"), action("A1"), action("B0", department=OTHER)],
            [report("A0", SECOND), report("A1", FIRST)],
            submissions=(handed_in(DESK, SECOND, date(2024, 4, 15)),),
        ),
        **({"store_kind": "real"} | more),  # type: ignore[arg-type]
    )


def letters(today: date, seen: Snapshot | None = None, **more: str) -> Letters:
    return letters_of(seen or state(), SECOND, today=today, **more)


@pytest.mark.parametrize(
    ("today", "tone", "subject", "said"),
    [
        (date(2024, 4, 1), Tone.REQUEST, "【お願い】", "令和6年4月17日（水）までに御提出くださるよう"),
        (date(2024, 4, 9), Tone.REQUEST, "4月17日(水)まで）", "（あと8日）"),
        (date(2024, 4, 10), Tone.SOON, "【期限が近づいています】", "期限まで、あと7日となりました"),
        (DUE, Tone.SOON, "（本日まで）", "期限は本日です"),
        (date(2024, 4, 18), Tone.OVERDUE, "【期限を過ぎています】", "期限を1日過ぎました"),
    ],
)
def test_the_words_follow_the_deadline(today: date, tone: Tone, subject: str, said: str) -> None:
    told = letters(today)
    letter = told.to(DESK)
    assert letter is not None
    assert (told.tone, letter.tone) == (tone, tone)
    assert subject in letter.subject
    assert said in letter.text
    assert "令和6年4月17日（水）" in letter.text


def test_no_two_tones_use_the_same_words() -> None:
    days = (date(2024, 4, 1), date(2024, 4, 12), date(2024, 4, 18))
    told = [letters(day).to(DESK) for day in days]
    assert len({letter.subject for letter in told if letter}) == len(days)
    assert len({letter.body.splitlines()[4] for letter in told if letter}) == len(days)
    assert "至急" in told[2].text  # type: ignore[union-attr]
    assert not any("至急" in letter.text for letter in told[:2] if letter)


def test_each_letter_names_its_own_rows_with_code_and_name_and_no_others() -> None:
    told = letters(date(2024, 4, 20))
    assert [(letter.department, letter.rows) for letter in told.each] == [(DESK, 1), (OTHER, 1)]
    ours, theirs = told.each
    assert "A1　サンプルA1" in ours.text
    assert "B0" not in ours.text
    assert "A0" not in ours.text
    assert "2件のうち1件は御報告をいただきました" in ours.text
    assert "B0　サンプルB0" in theirs.text
    assert PLAN.departments[0].label in ours.text


def test_the_letter_to_all_names_every_row_by_department() -> None:
    whole = letters(date(2024, 4, 20)).whole
    assert whole is not None
    assert (whole.department, whole.rows) == ("", 2)
    for unit in PLAN.departments[:2]:
        assert f"【{unit.label}】1件" in whole.text
    assert "A1　サンプルA1" in whole.text
    assert "B0　サンプルB0" in whole.text
    assert "次の2課・2件" in whole.text


def test_how_to_get_the_form_and_where_to_ask_stands_in_every_letter() -> None:
    for letter in letters(date(2024, 4, 20)).each:
        for said in ("「提出」", "「様式を保存（.xlsx）」", "「変更なし」", "「該当なし」", PLAN.secretariat):
            assert said in letter.text, said


def test_handing_in_at_once_is_only_offered_where_there_is_something_to_carry_over() -> None:
    ours, theirs = letters(date(2024, 4, 20)).each
    assert "「変更なしでまとめて提出」" in ours.text
    assert "まとめて提出" not in theirs.text


def test_the_address_stands_in_the_letter_where_it_is_known() -> None:
    assert "（http://dx.example/）" in letters(date(2024, 4, 20), address="http://dx.example/").each[0].text
    assert "http" not in letters(date(2024, 4, 20)).each[0].text


def test_without_a_deadline_no_day_is_made_up() -> None:
    told = letters(date(2024, 4, 20), state(deadlines=NONE))
    letter = told.each[0]
    assert told.tone is Tone.REQUEST
    assert "期限は設定されていません" in letter.text
    assert "4月" not in letter.text
    assert "過ぎ" not in letter.text


@pytest.mark.parametrize(
    ("seen", "today", "said"),
    [
        (state(actions=()), date(2024, 4, 20), "報告を求める個別取組はありません"),
        (state(), date(2023, 9, 1), "まだ始まっていない"),
        (
            replace(state(), actions=state().actions[:1]),
            date(2024, 4, 20),
            "すべての課が報告を終えています",
        ),
    ],
    ids=["nothing asked", "not begun", "all in"],
)
def test_where_nobody_owes_anything_no_letter_is_written(seen: Snapshot, today: date, said: str) -> None:
    told = letters(today, seen)
    assert (told.whole, told.each) == (None, ())
    assert said in told.empty


def test_a_letter_made_from_samples_says_so() -> None:
    assert "見本データから作った文です" in letters(DUE, state(store_kind="demo")).each[0].text
    assert "見本" not in letters(DUE).each[0].text
