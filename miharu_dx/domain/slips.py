"""When the plan of an action was put off: its finish moved to a later year, or less asked of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.records import Schedule

_WHOLE = 100.0

Planned = Mapping[int, Schedule]


@dataclass(frozen=True)
class ScheduleStep:
    """A schedule row as it stood from one version on; ``to_version`` is the one that ended it, none if none."""

    schedule: Schedule
    from_version: int
    to_version: int | None


@dataclass(frozen=True)
class Lowered:
    """A fiscal year of which less is asked than before: a lower progress (per cent) or an earlier stage."""

    fiscal_year: int
    before: Schedule
    after: Schedule


@dataclass(frozen=True)
class Setback:
    """What became of the plan of one action between two states of it, for the worse.

    ``finish_before`` and ``finish_after`` are the fiscal years in which it is planned to be finished,
    none where no year says so.
    """

    finish_before: int | None
    finish_after: int | None
    lowered: tuple[Lowered, ...]

    @property
    def later(self) -> bool:
        """Whether the finish moved to a later year, or is no longer planned at all."""
        before, after = self.finish_before, self.finish_after
        return before is not None and (after is None or after > before)


def planned_finish(plan: Plan, planned: Planned) -> int | None:
    """Return the first fiscal year at whose end an action is planned to be finished."""
    return min((year for year, row in planned.items() if _finished(plan, row)), default=None)


def _finished(plan: Plan, row: Schedule) -> bool:
    stage = plan.stages_by_name.get(row.planned_stage or "")
    done = stage is not None and stage.meaning == "done"
    return done or (row.planned_progress is not None and row.planned_progress >= _WHOLE)


def setback_of(plan: Plan, before: Planned, after: Planned) -> Setback | None:
    """Return how the plan of an action was put off between two states; none where it was not.

    An action that had no plan before, or has none now, was not put off.
    """
    if not before or not after:
        return None
    lowered = tuple(
        Lowered(year, before[year], after[year])
        for year in sorted(before)
        if year in after and _less(plan, before[year], after[year])
    )
    found = Setback(planned_finish(plan, before), planned_finish(plan, after), lowered)
    return found if found.later or lowered else None


def _less(plan: Plan, before: Schedule, after: Schedule) -> bool:
    was, now = before.planned_progress, after.planned_progress
    if was is not None and now is not None and now != was:
        return now < was
    stages = plan.stages_by_name
    old, new = stages.get(before.planned_stage or ""), stages.get(after.planned_stage or "")
    if old is None or new is None or "stopped" in (old.meaning, new.meaning):
        return False
    return new.order < old.order


def times_put_off(plan: Plan, steps: Iterable[ScheduleStep], version: int) -> Mapping[str, int]:
    """Return how often the plan of each action (code) was put off up to a version, those never left out."""
    by_action: dict[str, list[ScheduleStep]] = {}
    for step in steps:
        if step.from_version <= version:
            by_action.setdefault(step.schedule.action, []).append(step)
    found: dict[str, int] = {}
    for action, own in by_action.items():
        states = list(_states(own, version))
        times = sum(setback_of(plan, before, after) is not None for before, after in pairwise(states))
        if times:
            found[action] = times
    return found


def _states(steps: list[ScheduleStep], version: int) -> Iterator[Planned]:
    """Yield the plan of one action after each version that changed it, in time."""
    turns = {step.from_version for step in steps}
    turns |= {step.to_version for step in steps if step.to_version is not None and step.to_version <= version}
    for turn in sorted(turns):
        yield {
            step.schedule.fiscal_year: step.schedule
            for step in steps
            if step.from_version <= turn and (step.to_version is None or step.to_version > turn)
        }
