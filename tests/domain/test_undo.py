"""Rows without a submission: replayed from what the others wrote, field by field."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from miharu_dx.domain.undo import Outcome, RowStep, Why, replay, row_undo, writings
from miharu_dx.domain.version_kinds import RESTORE, SUBMIT_PROGRESS, WITHDRAW

KEY = {"action": "A1", "fiscal_year": 1, "period": "P"}


def life(*states: tuple[int, int | None, str, str]) -> list[RowStep]:
    """Return the states of a row; each is (version, submission, kind, "progress issue")."""
    steps: list[RowStep] = []
    for place, (version, submission, kind, told) in enumerate(states):
        if told == "-":
            continue
        following = states[place + 1] if place + 1 < len(states) else None
        progress, issue = told.split()
        steps.append(
            RowStep(
                "report", "A1/1/P", version, following[0] if following else None, submission, kind,
                following[2] if following else "", {**KEY, "progress": progress, "issue": issue},
            )
        )  # fmt: skip
    return steps


FORM = SUBMIT_PROGRESS
ORIGINAL = (1, None, "create", "0 a")


def value(steps: Iterable[RowStep], *uncounted: int) -> str | None:
    stand = replay(writings(steps), set(uncounted))
    return None if stand is None else f"{stand.values['progress']} {stand.values['issue']}"


@pytest.mark.parametrize(
    ("uncounted", "expected"),
    [((), "2 c"), ((1,), "2 c"), ((2,), "1 c"), ((3,), "2 b"), ((1, 2), "0 c"), ((2, 3), "1 b"), ((1, 2, 3), "0 a")],
)  # fmt: skip
def test_a_field_has_the_value_of_its_newest_writer_that_counts(uncounted, expected) -> None:
    steps = life(ORIGINAL, (2, 1, FORM, "1 b"), (3, 2, FORM, "2 b"), (4, 3, FORM, "2 c"))
    assert value(steps, *uncounted) == expected


def test_what_undoing_wrote_is_nobodys_writing() -> None:
    steps = life(
        ORIGINAL, (2, 1, FORM, "1 a"), (3, 2, FORM, "2 a"), (4, 1, WITHDRAW, "1 a"), (5, None, WITHDRAW, "0 a"),
        (6, 2, RESTORE, "2 a"),
    )  # fmt: skip
    assert [w.submission for w in writings(steps)] == [None, 1, 2]
    assert value(steps) == "2 a"
    assert value(steps, 2) == "1 a"


@pytest.mark.parametrize(
    ("uncounted", "expected"), [((1,), "1 b"), ((2,), "1 a"), ((1, 2), None), ((3,), "1 b")]
)
def test_a_new_row_is_gone_unless_a_later_submission_changed_it(uncounted, expected) -> None:
    steps = life((2, 1, FORM, "1 a"), (3, 2, FORM, "1 b"))
    assert value(steps, *uncounted) == expected


def test_a_row_that_was_made_again_holds_what_was_said_then() -> None:
    steps = life((2, 1, FORM, "1 a"), (3, None, WITHDRAW, "-"), (4, 2, FORM, "9 z"))
    assert [w.before for w in writings(steps)] == [None, None]
    assert value(steps, 1) == "9 z"
    assert value(steps, 2) == "1 a"
    assert value(steps) == "9 z"


def test_a_row_that_others_took_away_stays_away() -> None:
    steps = life(ORIGINAL, (2, 1, FORM, "1 a"), (3, None, "admin", "-"))
    assert value(steps) is None
    assert value(steps, 1) is None


@pytest.mark.parametrize(
    ("number", "uncounted", "outcome", "fields", "kept"),
    [
        (1, {1}, Outcome.PARTLY, {("issue", "b", "a")}, {("progress", 3)}),
        (2, {2}, Outcome.BACK, {("progress", "2", "1")}, set()),
        (1, {1, 2}, Outcome.BACK, {("progress", "2", "0"), ("issue", "b", "a")}, set()),
    ],
)
def test_what_goes_back_and_what_stays_is_told_by_field(number, uncounted, outcome, fields, kept) -> None:
    steps = life(ORIGINAL, (2, 1, FORM, "1 b"), (3, 2, FORM, "2 b"))
    found = row_undo(steps, number, uncounted)
    assert found.outcome is outcome
    assert {(item.field, item.old, item.new) for item in found.fields} == fields
    assert {(item.field, item.by) for item in found.kept} == kept
    assert found.moves


def test_a_row_of_which_everything_was_written_later_is_kept_with_the_reason() -> None:
    found = row_undo(life((2, 1, FORM, "1 a"), (3, 2, FORM, "2 a")), 1, {1})
    assert (found.outcome, found.why) == (Outcome.KEPT, Why.LATER)
    assert {(item.field, item.by) for item in found.kept} == {("progress", 3), ("issue", 3)}
    assert not found.moves


def test_a_row_keeps_the_submission_it_now_comes_from() -> None:
    steps = life(ORIGINAL, (2, 1, FORM, "1 a"), (3, 2, FORM, "2 a"))
    assert row_undo(steps, 2, {2}).submission == 1
    assert row_undo(steps, 1, {1, 2}).submission is None
