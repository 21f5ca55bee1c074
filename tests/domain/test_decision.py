"""Where an instruction stands on a day, and whose it is once units have been reorganised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from miharu_dx.domain.decision import (
    SOON_DAYS,
    InstructionState,
    due_soon,
    instructions,
    meeting_title,
    open_instructions,
    owner_of,
    standing_of,
)
from miharu_dx.domain.plan import Department
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Decision, Meeting, Reply
from tests.rich import rich_snapshot

AT = datetime(2026, 5, 22, 14, 0, tzinfo=timezone(timedelta(hours=9)))
DUE = date(2026, 6, 30)


def decided(
    number: int = 1, kind: str = "instruct", department: str = "old", due: date | None = DUE
) -> Decision:
    return Decision(number, 5, "", kind, "報告する", "", department, due, None, None, "事務局", AT)  # type: ignore[arg-type]


def replied(state: str, number: int = 1) -> Reply:
    return Reply(number, state, "回答", None, "係", "係", AT)  # type: ignore[arg-type]


OPEN, OVERDUE, DONE = InstructionState.OPEN, InstructionState.OVERDUE, InstructionState.DONE


@pytest.mark.parametrize(
    ("decision", "reply", "today", "expected"),
    [
        (decided(), None, DUE, OPEN),
        (decided(), None, DUE + timedelta(days=1), OVERDUE),
        (decided(), replied("doing"), DUE + timedelta(days=1), OVERDUE),
        (decided(), replied("waiting"), DUE, OPEN),
        (decided(), replied("done"), DUE + timedelta(days=99), DONE),
        (decided(due=None), None, date(2099, 1, 1), OPEN),
        (decided(kind="approve"), None, DUE, None),
        (decided(kind="hold"), replied("done"), DUE, None),
    ],
)
def test_an_instruction_is_done_when_its_reply_says_so_and_overdue_after_its_day(
    decision: Decision, reply: Reply | None, today: date, expected: InstructionState | None
) -> None:
    assert standing_of(decision, reply, today) is expected


@pytest.mark.parametrize(
    ("days", "reply", "expected"),
    [
        (0, None, True), (SOON_DAYS, None, True), (SOON_DAYS + 1, None, False),
        (-1, None, False), (1, replied("done"), False), (1, replied("doing"), True),
    ],
)  # fmt: skip
def test_due_soon_counts_from_today_and_never_what_is_late_or_done(
    days: int, reply: Reply | None, expected: bool
) -> None:
    assert due_soon(decided(), reply, DUE - timedelta(days=days)) is expected


@pytest.fixture
def state() -> Snapshot:
    """Return a state in which one unit ended with fiscal year 2025 and another took over."""
    old = Department("old", "旧課", valid_to=2025, successor="new")
    new = Department("new", "新課", valid_from=2026)
    rows = (decided(3, department="new"), decided(1), decided(2, kind="approve"), decided(4, department=""))
    return replace(
        rich_snapshot(3, 2), departments=(old, new), decisions=rows, replies=(replied("done", 3),), at=AT
    )


def test_a_unit_that_has_ended_is_answered_for_by_its_successor(state: Snapshot) -> None:
    assert owner_of(state, decided(), 2025) == "old"
    assert owner_of(state, decided(), 2026) == owner_of(state, decided()) == "new"
    assert owner_of(state, decided(department="")) == ""
    assert [row.number for row in instructions(state, "new")] == [1, 3]
    assert [row.number for row in instructions(state, "old", fiscal_year=2025)] == [1]
    assert instructions(state, "old") == ()


def test_open_instructions_leave_out_what_is_done(state: Snapshot) -> None:
    assert [row.number for row in open_instructions(state, "new")] == [1]
    assert [row.number for row in open_instructions(state)] == [1, 4]


def test_a_decision_names_its_meeting(state: Snapshot) -> None:
    met = Meeting(5, "推進会議", None, "", "", "", "", "", "事務局", AT)
    assert meeting_title(replace(state, meetings=(met,)), decided()) == "第5回 推進会議"
    assert meeting_title(state, decided()) == "第5回"
    assert meeting_title(state, replace(decided(), meeting=None)) == "会議の外"
