"""Judgement of schedules and yearly targets of the plan workbook over the fiscal years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.changes import same
from miharu_dx.domain.records import Indicator, Schedule, Target
from miharu_dx.domain.rules_plan import PlanFault, PlanState

_SHARED = ("unit", "direction", "kind", "baseline")


class PlannedIndicator(NamedTuple):
    """One row of yearly targets: the indicator it repeats and the target of its year."""

    indicator: Indicator
    target: Target


def judge_schedule(
    rows: Mapping[int, Schedule], stored: Iterable[Schedule], state: PlanState
) -> Iterator[PlanFault]:
    """Yield the faults of schedules, by Excel row; ``stored`` fills the years the workbook leaves out."""
    by_action: dict[str, dict[int, tuple[int | None, Schedule]]] = defaultdict(dict)
    for schedule in stored:
        by_action[schedule.action][schedule.fiscal_year] = (None, schedule)
    for row, schedule in rows.items():
        by_action[schedule.action][schedule.fiscal_year] = (row, schedule)
        yield from _year(row, schedule.action, schedule.fiscal_year, state)
        yield from _stage_and_progress(row, schedule, state)
    for years in by_action.values():
        ordered = [years[year] for year in sorted(years)]
        yield from _progress_falls(ordered)
        yield from _stage_falls(ordered, state)


def _year(row: int, action: str, year: int, state: PlanState) -> Iterator[PlanFault]:
    plan, known = state.plan, state.actions.get(action)
    if year not in plan.fiscal_years:
        args = {"first": plan.first_fiscal_year, "last": plan.last_fiscal_year}
        yield PlanFault(row, "plan_row.year_out_of_bounds", "fiscal_year", args)
    elif known is not None and not known.runs_in(year):
        first, last = state.years_of(known)
        args = {
            "year": fiscal_year_label(year),
            "first": fiscal_year_label(first),
            "last": fiscal_year_label(last),
        }
        yield PlanFault(row, "plan_row.year_outside_action", "fiscal_year", args)


def _stage_and_progress(row: int, schedule: Schedule, state: PlanState) -> Iterator[PlanFault]:
    stage = state.plan.stages_by_name.get(schedule.planned_stage or "")
    progress = schedule.planned_progress
    if stage is None or progress is None:
        return
    if (stage.meaning == "done" and progress < 100) or (stage.meaning == "waiting" and progress > 0):
        args = {"stage": stage.name, "progress": f"{progress:g}"}
        yield PlanFault(row, "plan_row.stage_and_progress", "planned_progress", args)


def _progress_falls(years: Iterable[tuple[int | None, Schedule]]) -> Iterator[PlanFault]:
    before: tuple[int | None, Schedule] | None = None
    for row, schedule in years:
        if schedule.planned_progress is None:
            continue
        old = before[1].planned_progress if before else None
        if row is not None and before is not None and old is not None and schedule.planned_progress < old:
            args = {
                "earlier": fiscal_year_label(before[1].fiscal_year),
                "previous": f"{old:g}",
                "progress": f"{schedule.planned_progress:g}",
            }
            yield PlanFault(row, "plan_row.progress_fell", "planned_progress", args, before[0])
        before = (row, schedule)


def _stage_falls(years: Iterable[tuple[int | None, Schedule]], state: PlanState) -> Iterator[PlanFault]:
    before: tuple[int | None, Schedule] | None = None
    for row, schedule in years:
        stage = state.plan.stages_by_name.get(schedule.planned_stage or "")
        if stage is None or stage.meaning == "stopped":
            continue
        old = state.plan.stages_by_name[before[1].planned_stage or ""] if before else None
        if row is not None and before is not None and old is not None and stage.order < old.order:
            args = {
                "earlier": fiscal_year_label(before[1].fiscal_year),
                "previous": old.name,
                "stage": stage.name,
            }
            yield PlanFault(row, "plan_row.stage_back", "planned_stage", args, before[0])
        before = (row, schedule)


def judge_indicators(
    rows: Mapping[int, PlannedIndicator], unsure: Mapping[int, frozenset[str]], state: PlanState
) -> Iterator[PlanFault]:
    """Yield the faults of yearly targets, by Excel row; fields in ``unsure`` are not compared."""
    first: dict[tuple[str, str, str], int] = {}
    for row, (indicator, target) in rows.items():
        yield from _year(row, indicator.action, target.fiscal_year, state)
        for name in _SHARED:
            if name in unsure.get(row, frozenset()):
                continue
            place = (indicator.action, indicator.name, name)
            other = first.setdefault(place, row)
            old: object = getattr(rows[other].indicator, name)
            new: object = getattr(indicator, name)
            if not same(old, new):
                args = {"previous": _shown(old), "current": _shown(new)}
                yield PlanFault(row, "plan_row.indicator_conflict", name, args, other)


def _shown(value: object) -> str:
    if value in (None, ""):
        return "空白"
    return f"{value:.10g}" if isinstance(value, int | float) else f"「{value}」"
