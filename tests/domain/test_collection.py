"""Who handed in what: rows add up, silence stays silence, and nobody's period is lost in a reorganisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from miharu_dx.domain.collection import Answer, Collected, Timing, begun_periods, collection_of, lines_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UNCHANGED, Snapshot
from miharu_dx.domain.records_cycle import Deadline, Withdrawal
from miharu_dx.domain.standing import Tally, standings
from miharu_dx.domain.unchanged import Obstacle, carried_rows
from tests.present.measure_cases import (
    DESK,
    FIRST,
    OTHER,
    PLAN,
    SECOND,
    STOPPED,
    action,
    handed_in,
    report,
    snapshot,
)
from tests.rich import JST, rich_snapshot

DUE = PLAN.deadline(SECOND)
AFTER = date(2024, 5, 1)
NONE = (Deadline(SECOND.fiscal_year, PLAN.period_at(SECOND).code, None),)


def collected(state: Snapshot, today: date = AFTER, key: PeriodKey = SECOND, unit: str = DESK) -> Collected:
    return collection_of(state, key, today).of({unit})


def handed(day: date, *codes: str, rows: int = 2, **more: object) -> Snapshot:
    """Return a department with two actions that handed one workbook in with some of them."""
    actions = [action(f"A{number}") for number in range(rows)]
    reports = [report(code, SECOND, submission=1) for code in codes]
    return snapshot(actions, reports, submissions=(handed_in(DESK, SECOND, day),), **more)


@pytest.mark.parametrize(
    ("state", "today", "timing", "overdue"),
    [
        (handed(date(2024, 4, 17), "A0", "A1"), AFTER, Timing.ON_TIME, False),
        (handed(date(2024, 4, 18), "A0", "A1"), AFTER, Timing.LATE, False),
        (handed(date(2024, 4, 18), "A0", "A1", deadlines=NONE), AFTER, Timing.HANDED, False),
        (handed(date(2024, 4, 10), "A0"), date(2024, 4, 17), Timing.PARTIAL, False),
        (handed(date(2024, 4, 10), "A0"), date(2024, 4, 18), Timing.PARTIAL, True),
        (handed(date(2024, 4, 10)), AFTER, Timing.PARTIAL, True),
        (snapshot([action("A0")]), date(2024, 4, 17), Timing.OPEN, False),
        (snapshot([action("A0")]), date(2024, 4, 18), Timing.MISSING, True),
        (snapshot([action("A0")], deadlines=NONE), date(2024, 3, 31), Timing.OPEN, False),
        (snapshot([action("A0")], deadlines=NONE), date(2024, 4, 1), Timing.MISSING, False),
        (snapshot([action("A0")]), date(2023, 9, 30), Timing.AHEAD, False),
        (snapshot([action("A0", department=OTHER)]), AFTER, Timing.NOT_ASKED, False),
    ],
    ids=[
        "in time", "late", "no deadline", "partly", "partly, past it", "indicators only", "open", "missing",
        "open without deadline", "missing without deadline", "not begun", "not asked",
    ],
)  # fmt: skip
def test_how_a_department_stands_with_a_period(
    state: Snapshot, today: date, timing: Timing, overdue: bool
) -> None:
    found = collected(state, today)
    assert (found.timing, found.overdue) == (timing, overdue)


def test_rows_are_told_apart_by_what_was_said_and_silence_is_never_no_change() -> None:
    state = snapshot(
        [action(f"A{number}") for number in range(5)],
        [
            report("A0", SECOND),
            report("A1", SECOND, declaration=UNCHANGED),
            report("A2", SECOND, "対象外"),
            report("A4", FIRST, STOPPED),
        ],
    )
    found = collected(state)
    assert found.answers == {
        Answer.UPDATED: 1, Answer.UNCHANGED: 1, Answer.NOT_APPLICABLE: 1, Answer.SILENT: 1,
    }  # fmt: skip
    assert [item.action.code for item in found.silent] == ["A3"]
    assert (found.asked, found.reported) == (4, 3)


def test_a_workbook_that_was_taken_back_was_not_handed_in() -> None:
    state = handed(date(2024, 4, 10), "A0", "A1")
    gone = Withdrawal(1, "", "サンプル担当", datetime(2024, 4, 11, tzinfo=JST), 5)
    again = replace(
        state,
        withdrawals=(gone,),
        submissions=(*state.submissions, handed_in(DESK, SECOND, date(2024, 4, 20), 2)),
    )
    assert (collected(state).days, collected(again).days) == (-7, 3)


def test_an_action_that_was_moved_keeps_the_day_it_was_handed_in() -> None:
    state = handed(date(2024, 4, 10), "A0", "A1")
    moved = replace(state, actions=tuple(replace(row, department=OTHER) for row in state.actions))
    assert (collected(moved, unit=OTHER).timing, collected(moved, unit=OTHER).days) == (Timing.ON_TIME, -7)


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_row_asked_for_is_in_one_line_whatever_was_reorganised(year: int) -> None:
    first, second, third = PLAN.departments[:3]
    state = replace(
        rich_snapshot(60, 6),
        departments=(
            replace(first, valid_to=2023, successor=third.code),
            replace(second, valid_to=2023),
            replace(third, valid_from=2024),
            *PLAN.departments[3:],
        ),
    )
    periods = [collection_of(state, key, AFTER) for key in PLAN.period_keys[:6]]
    lines = lines_of(state, year, periods)
    for period in periods:
        asked = sum(period.of(units.get(period.key, frozenset())).asked for _, units in lines)
        assert asked == Tally(standings(state, period.key)).asked


def test_a_successor_answers_for_the_periods_of_the_unit_it_took_over() -> None:
    old, new = PLAN.departments[:2]
    state = replace(
        handed(date(2024, 4, 10), "A0", "A1"),
        departments=(replace(old, valid_to=2023, successor=new.code), *PLAN.departments[1:]),
    )
    period = collection_of(state, SECOND, AFTER)
    assert dict(lines_of(state, 2024, [period]))[new.code] == {SECOND: frozenset({old.code})}
    assert old.code not in dict(lines_of(state, 2024, [period]))
    assert dict(lines_of(state, 2023, [period]))[old.code] == {SECOND: frozenset({old.code})}


def test_periods_begin_after_the_one_before_has_ended() -> None:
    state = snapshot([])
    assert begun_periods(state, date(2023, 9, 30)) == PLAN.period_keys[:1]
    assert begun_periods(state, date(2023, 10, 1)) == PLAN.period_keys[:2]


def test_only_a_report_of_the_very_period_before_is_carried_over() -> None:
    third = PLAN.period_keys[2]
    state = snapshot(
        [action(f"A{number}") for number in range(4)],
        [
            report("A0", SECOND),
            report("A1", FIRST),
            report("A2", SECOND, "対象外"),
            report("A3", SECOND),
            report("A3", third),
        ],
    )
    rows = carried_rows(state, collected(state, date(2024, 10, 30), third))
    assert [(row.action.code, row.obstacle) for row in rows] == [
        ("A0", None), ("A1", Obstacle.SILENT_BEFORE), ("A2", Obstacle.EXCLUDED_BEFORE),
    ]  # fmt: skip
    first = carried_rows(state, collected(snapshot([action("A0")]), key=FIRST))
    assert [row.obstacle for row in first] == [Obstacle.FIRST_PERIOD]
