"""Judgement of departments and actions of the plan workbook, each beside all the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from miharu_dx.domain.calendar import ERAS, fiscal_year_label
from miharu_dx.domain.plan import Department, Plan
from miharu_dx.domain.records import Action
from miharu_dx.domain.succession import circle

_YEARS_AHEAD = 50  # 打ち間違い（20255年など）を見つけるための、計画の終わりからの年数
_CODES_SHOWN = 5


class PlanFault(NamedTuple):
    """A fault of a field in a row; ``other`` is the Excel row it is told beside, where there is one."""

    row: int
    code: str
    field: str
    args: Mapping[str, object] = {}
    other: int | None = None


@dataclass(frozen=True)
class PlanState:
    """Departments and actions as they would stand: those of the store, under those of the workbook."""

    plan: Plan
    departments: Mapping[str, Department]
    actions: Mapping[str, Action]

    def years_of(self, action: Action) -> tuple[int, int]:
        """Return the first and last fiscal year an action reports within the plan."""
        return (
            max(action.first_fiscal_year, self.plan.first_fiscal_year),
            min(action.last_fiscal_year, self.plan.last_fiscal_year),
        )


def judge_departments(rows: Mapping[int, Department], state: PlanState) -> Iterator[PlanFault]:
    """Yield the faults of departments, by Excel row."""
    for row, unit in rows.items():
        yield from _bounds(row, state.plan, valid_from=unit.valid_from, valid_to=unit.valid_to)
        if unit.valid_to is not None and unit.valid_to < unit.valid_from:
            args = {
                "first": fiscal_year_label(unit.valid_from),
                "last": fiscal_year_label(unit.valid_to),
            }
            yield PlanFault(row, "plan_row.years_reversed", "valid_to", args)
        yield from _successor(row, unit, state)
        yield from _left_behind(row, unit, state)
    yield from _twins(rows)


def _bounds(row: int, plan: Plan, **years: int | None) -> Iterator[PlanFault]:
    first, last = ERAS[-1].first_year, plan.last_fiscal_year + _YEARS_AHEAD
    for name, year in years.items():
        if year and not first <= year <= last:
            yield PlanFault(row, "plan_row.year_out_of_bounds", name, {"first": first, "last": last})


def _successor(row: int, unit: Department, state: PlanState) -> Iterator[PlanFault]:
    if not unit.successor:
        return
    successor = state.departments.get(unit.successor)
    if successor is None:
        yield PlanFault(row, "plan_row.successor_unknown", "successor")
    elif circle(state.departments, unit.code):
        yield PlanFault(row, "plan_row.successor_circle", "successor")
    elif unit.valid_to is None:
        yield PlanFault(row, "plan_row.successor_without_end", "successor")
    elif not successor.exists_in(unit.valid_to + 1):
        args = {"successor": successor.label, "year": fiscal_year_label(unit.valid_to + 1)}
        yield PlanFault(row, "plan_row.successor_not_there", "successor", args)


def _left_behind(row: int, unit: Department, state: PlanState) -> Iterator[PlanFault]:
    """A unit that ends hands its running actions on."""
    if unit.valid_to is None or unit.successor:
        return
    left = [
        action.code
        for action in state.actions.values()
        if action.department == unit.code and state.years_of(action)[1] > unit.valid_to
    ]
    if left:
        more = [] if len(left) <= _CODES_SHOWN else [f"ほか{len(left) - _CODES_SHOWN}件"]
        args = {
            "department": unit.label,
            "year": fiscal_year_label(unit.valid_to),
            "count": len(left),
            "codes": "・".join([*left[:_CODES_SHOWN], *more]),
        }
        yield PlanFault(row, "plan_row.department_ends", "valid_to", args)


def _twins(rows: Mapping[int, Department]) -> Iterator[PlanFault]:
    """Two units nobody can tell apart by what they are called, in the same years."""
    seen: list[tuple[int, Department]] = []
    for row, unit in rows.items():
        for other, known in seen:
            if unit.name and known.label == unit.label and known.code != unit.code and _overlap(known, unit):
                yield PlanFault(row, "plan_row.department_named_twice", "name", {"name": unit.label}, other)
                break
        seen.append((row, unit))


def _overlap(one: Department, two: Department) -> bool:
    return any(
        a.exists_in(b.valid_from) or (b.valid_to is not None and a.exists_in(b.valid_to))
        for a, b in ((one, two), (two, one))
    )


def judge_actions(rows: Mapping[int, Action], state: PlanState) -> Iterator[PlanFault]:
    """Yield the faults of actions, by Excel row."""
    plan = state.plan
    for row, action in rows.items():
        last = None if action.last_fiscal_year == Action.last_fiscal_year else action.last_fiscal_year
        wild = tuple(_bounds(row, plan, first_fiscal_year=action.first_fiscal_year, last_fiscal_year=last))
        yield from wild
        if wild:
            continue
        args = {
            "first": fiscal_year_label(action.first_fiscal_year),
            "last": fiscal_year_label(action.last_fiscal_year),
        }
        first_year, last_year = state.years_of(action)
        if action.last_fiscal_year < action.first_fiscal_year:
            yield PlanFault(row, "plan_row.years_reversed", "last_fiscal_year", args)
        elif last_year < first_year:
            bounds = {
                "first": fiscal_year_label(plan.first_fiscal_year),
                "last": fiscal_year_label(plan.last_fiscal_year),
            }
            yield PlanFault(row, "plan_row.action_outside_plan", "first_fiscal_year", bounds)
        else:
            yield from _before_its_department(row, action, state)


def _before_its_department(row: int, action: Action, state: PlanState) -> Iterator[PlanFault]:
    unit = state.departments.get(action.department)
    if unit is not None and state.years_of(action)[0] < unit.valid_from:
        args = {"department": unit.label, "year": fiscal_year_label(unit.valid_from)}
        yield PlanFault(row, "plan_row.department_starts_later", "department", args)


def duplicates(keys: Iterable[tuple[int, object]]) -> Iterator[tuple[int, int]]:
    """Yield each Excel row whose key stands already further up, with that first row."""
    seen: dict[object, int] = {}
    for row, key in keys:
        if key in seen:
            yield row, seen[key]
        else:
            seen[key] = row
