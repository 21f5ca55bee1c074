"""The merged rows of a plan workbook, judged beside each other as the sheet's own rows were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from miharu_dx.domain.changes import RowChange, blank
from miharu_dx.domain.drafts import Fault
from miharu_dx.domain.finding_texts import FINDING_TEXTS
from miharu_dx.domain.plan import Department
from miharu_dx.domain.records import Action, Indicator, Schedule, Snapshot, Target
from miharu_dx.domain.rules_plan import PlanFault, PlanState, judge_actions, judge_departments
from miharu_dx.domain.rules_plan_years import PlannedIndicator, judge_indicators, judge_schedule

_KINDS: Mapping[str, tuple[type, tuple[str, ...]]] = {
    "department": (Department, ("code",)),
    "action": (Action, ("code",)),
    "schedule": (Schedule, ("action", "fiscal_year")),
    "indicator": (Indicator, ("action", "name")),
    "target": (Target, ("action", "indicator", "fiscal_year")),
}


def plan_faults(
    snapshot: Snapshot, changes: Sequence[RowChange], settled: Sequence[RowChange]
) -> Iterator[tuple[RowChange, Fault]]:
    """Yield what stops the merged rows of a plan workbook and does not stop the sheet's own rows."""
    if not any(row.entry.table in _KINDS and (row.kept or row.questions) for row in changes):
        return
    known = {(fault.row, fault.code, fault.field) for fault in _faults(snapshot, changes)}
    for fault in _faults(snapshot, settled):
        if (fault.row, fault.code, fault.field) in known or FINDING_TEXTS[fault.code].severity != "block":
            continue
        yield settled[fault.row], Fault(fault.code, fault.field, fault.args)


def _faults(snapshot: Snapshot, rows: Sequence[RowChange]) -> Iterator[PlanFault]:
    """Yield the faults of rows by their place in ``rows``."""
    made: dict[str, dict[int, Any]] = {table: {} for table in _KINDS}
    for number, row in enumerate(rows):
        entry = row.entry
        if entry.table not in _KINDS or all(blank(value) for value in entry.values.values()):
            continue
        kind, keys = _KINDS[entry.table]
        made[entry.table][number] = kind(**dict(zip(keys, entry.key, strict=True)), **entry.values)
    departments: dict[int, Department] = made["department"]
    actions: dict[int, Action] = made["action"]
    state = PlanState(
        plan=snapshot.plan,
        departments=snapshot.departments_by_code | {unit.code: unit for unit in departments.values()},
        actions=snapshot.actions_by_code | {action.code: action for action in actions.values()},
    )
    yield from judge_departments(departments, state)
    yield from judge_actions(actions, state)
    yield from judge_schedule(made["schedule"], snapshot.schedules, state)
    yield from judge_indicators(_planned(snapshot, made), {}, state)


def _planned(snapshot: Snapshot, made: Mapping[str, Mapping[int, Any]]) -> dict[int, PlannedIndicator]:
    known = {(row.action, row.name): row for row in (*snapshot.indicators, *made["indicator"].values())}
    return {
        number: PlannedIndicator(known[target.action, target.indicator], target)
        for number, target in made["target"].items()
        if (target.action, target.indicator) in known
    }
