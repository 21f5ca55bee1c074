"""One deadline for a period: what was set, else what the plan states, else none at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.deadlines import DeadlineOrigin, Due, checked_due, due_of
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records_cycle import Deadline
from miharu_dx.domain.refusal import Refusal
from tests.rich import PLAN_FILE, empty_snapshot, plan

PLAN = plan()
KEY = PeriodKey(PLAN.first_fiscal_year, 0)
OTHER = PeriodKey(PLAN.first_fiscal_year + 1, 0)
CODE = PLAN.period_at(KEY).code


def silent_plan(tmp_path) -> Plan:
    lines = PLAN_FILE.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "plan.toml"
    path.write_text("\n".join(line for line in lines if not line.startswith("deadline_days")), "utf-8")
    return load_plan(path)


@pytest.mark.parametrize(
    ("rows", "day", "origin"),
    [
        ((), PLAN.deadline(KEY), DeadlineOrigin.PLAN),
        ((Deadline(KEY.fiscal_year, CODE, date(2023, 11, 1)),), date(2023, 11, 1), DeadlineOrigin.SET),
        ((Deadline(KEY.fiscal_year, CODE, None),), None, DeadlineOrigin.SET),
        ((Deadline(OTHER.fiscal_year, CODE, date(2024, 11, 1)),), PLAN.deadline(KEY), DeadlineOrigin.PLAN),
    ],
    ids=["plan", "set", "set to none", "another year"],
)
def test_what_was_set_for_the_period_goes_before_the_plan(rows, day, origin) -> None:
    assert due_of(replace(empty_snapshot(), deadlines=rows), KEY) == Due(day, origin)


def test_a_plan_that_states_none_has_none_until_one_is_set(tmp_path) -> None:
    state = empty_snapshot(silent_plan(tmp_path))
    assert due_of(state, KEY) == Due(None, DeadlineOrigin.NONE)
    later = replace(state, deadlines=(Deadline(KEY.fiscal_year, CODE, date(2023, 11, 1)),))
    assert due_of(later, KEY).day == date(2023, 11, 1)


@pytest.mark.parametrize(
    ("today", "left", "passed"),
    [(date(2023, 10, 19), 1, False), (date(2023, 10, 20), 0, False), (date(2023, 10, 21), -1, True)],
)
def test_the_last_day_is_still_in_time(today: date, left: int, passed: bool) -> None:
    due = Due(date(2023, 10, 20), DeadlineOrigin.PLAN)
    assert (due.left(today), due.passed(today)) == (left, passed)
    assert (Due(None, DeadlineOrigin.NONE).left(today), Due(None, DeadlineOrigin.SET).passed(today)) == (
        None, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        (date(2023, 3, 31), False),
        (date(2023, 4, 1), True),
        (date(2024, 9, 30), True),
        (date(2024, 10, 2), False),
        (None, True),
    ],
)
def test_a_deadline_lies_between_the_beginning_and_a_year_after_the_end(
    day: date | None, taken: bool
) -> None:
    if taken:
        assert checked_due(PLAN, KEY, day) == day
        return
    with pytest.raises(Refusal) as refused:
        checked_due(PLAN, KEY, day)
    assert refused.value.code == "deadline.out_of_range"


def test_a_period_begins_the_day_after_the_one_before_it_ended() -> None:
    assert [PLAN.begin_date(PeriodKey(2025, order)) for order in (0, 1)] == [
        date(2025, 4, 1),
        date(2025, 10, 1),
    ]
