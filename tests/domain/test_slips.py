"""When a plan was put off: the finish, what is asked of a year, and how often in all."""

from __future__ import annotations

import pytest

from miharu_dx.domain.records import Schedule
from miharu_dx.domain.slips import ScheduleStep, planned_finish, setback_of, times_put_off
from tests.rich import plan

PLAN = plan()
WAITING, DONE = (
    next(stage.name for stage in PLAN.stages if stage.meaning == meaning) for meaning in ("waiting", "done")
)
ACTIVE = [stage.name for stage in PLAN.stages if stage.meaning == "active"][-1]


def planned(**years: tuple[str | None, float | None]) -> dict[int, Schedule]:
    return {
        int(year[1:]): Schedule("A1", int(year[1:]), stage, progress)
        for year, (stage, progress) in years.items()
    }


@pytest.mark.parametrize(
    ("rows", "finish"),
    [
        ({}, None),
        ({"y2025": (ACTIVE, 50.0)}, None),
        ({"y2025": (ACTIVE, 50.0), "y2026": (DONE, None)}, 2026),
        ({"y2025": (ACTIVE, 100.0), "y2026": (DONE, 100.0)}, 2025),
    ],
)
def test_the_finish_is_the_first_year_that_ends_done_or_whole(rows, finish: int | None) -> None:
    assert planned_finish(PLAN, planned(**rows)) == finish


@pytest.mark.parametrize(
    ("before", "after", "later", "lowered"),
    [
        # The same, and more than before: not put off.
        ({"y2025": (ACTIVE, 50.0)}, {"y2025": (ACTIVE, 50.0)}, None, None),
        ({"y2025": (ACTIVE, 50.0)}, {"y2025": (ACTIVE, 60.0)}, None, None),
        ({"y2025": (DONE, 100.0)}, {"y2025": (ACTIVE, 80.0), "y2026": (DONE, 100.0)}, True, [2025]),
        ({"y2025": (DONE, None)}, {"y2025": (ACTIVE, None)}, True, [2025]),
        ({"y2025": (ACTIVE, 50.0)}, {"y2025": (ACTIVE, 40.0)}, False, [2025]),
        ({"y2025": (ACTIVE, None)}, {"y2025": (WAITING, None)}, False, [2025]),
        # No plan before, and none now: there was nothing to put off, or it ended.
        ({}, {"y2025": (ACTIVE, 50.0)}, None, None),
        ({"y2025": (ACTIVE, 50.0)}, {}, None, None),
    ],
)
def test_a_plan_is_put_off_where_it_ends_later_or_asks_less(before, after, later, lowered) -> None:
    found = setback_of(PLAN, planned(**before), planned(**after))
    if later is None:
        assert found is None
        return
    assert found is not None
    assert (found.later, [row.fiscal_year for row in found.lowered]) == (later, lowered)


def step(progress: float, first: int, last: int | None = None, action: str = "A1") -> ScheduleStep:
    return ScheduleStep(Schedule(action, 2026, ACTIVE, progress), first, last)


def test_every_version_that_asks_less_counts_and_those_to_come_do_not() -> None:
    steps = [step(80, 2, 5), step(60, 5, 7), step(70, 7, 9), step(50, 9), step(40, 3, None, "B1")]
    assert times_put_off(PLAN, steps, 4) == {}
    assert times_put_off(PLAN, steps, 5) == {"A1": 1}
    assert times_put_off(PLAN, steps, 8) == {"A1": 1}
    assert times_put_off(PLAN, steps, 20) == {"A1": 2}
