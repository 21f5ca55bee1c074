"""Which changes of a workbook move against the plan: these are looked at first."""

from __future__ import annotations

from typing import NamedTuple

from miharu_dx.domain.changes import FieldChange, RowChange, Value, blank
from miharu_dx.domain.expectation import expected_progress
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import DIRECTIONS, Snapshot
from miharu_dx.domain.standing import latest_report, rounded


class Move(NamedTuple):
    """What is to be watched in one change, in words; ``against`` the plan or not."""

    notes: tuple[str, ...]
    against: bool


def move_of(change: RowChange, item: FieldChange, snapshot: Snapshot, key: PeriodKey | None) -> Move:
    """Return how a value moves: beside what was stored or, in a first report, beside the period before."""
    told: list[str] = []
    against = False
    before, since = _before(change, item, snapshot, key)
    plan = snapshot.plan
    if item.field == "rating":
        old, new = plan.ratings_by_name.get(str(before)), plan.ratings_by_name.get(str(item.new))
        if old and new and old.counted and new.counted and old.order != new.order:
            against = new.order > old.order
            told.append(f"{since}悪くなった" if against else f"{since}良くなった")
    elif item.field in ("stage", "planned_stage"):
        against = _back(plan, before, item.new)
        told += [f"{since}段階が戻った"] if against else []
    elif item.field == "progress":
        if _falls(before, item.new):
            against = True
            told.append(f"{since}下がった")
        planned = planned_at(snapshot, change.entry.group, key) if key is not None else None
        if planned is not None:
            told.append(f"計画 {rounded(planned)}%")
            against |= _is_number(item.new) and item.new - planned <= -plan.thresholds.gap_points  # type: ignore[operator]
    elif item.field in ("planned_progress", "target", "actual"):
        against = _worse(change, item, snapshot)
        told += ["目標から遠ざかった" if item.field == "actual" else "計画が下がった"] if against else []
    elif item.field == "last_fiscal_year":
        against = _falls(item.new, item.old)
        told += ["終わりが延びた"] if against else []
    return Move(tuple(told), against)


def _before(
    change: RowChange, item: FieldChange, snapshot: Snapshot, key: PeriodKey | None
) -> tuple[Value, str]:
    """Return the value a change is held against, and how that is said where it is no stored one."""
    if change.entry.table != "report" or change.state != "new" or key is None:
        return item.old, ""
    report = latest_report(snapshot, str(change.entry.key[0]), snapshot.plan.before(key))
    return (getattr(report, item.field, None) if report else None), "前の期より"


def _back(plan: Plan, old: Value, new: Value) -> bool:
    before, after = plan.stages_by_name.get(str(old)), plan.stages_by_name.get(str(new))
    if before is None or after is None or before.meaning == "stopped":
        return False
    return after.meaning == "stopped" or after.order < before.order


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _falls(old: Value, new: Value) -> bool:
    return _is_number(old) and _is_number(new) and new < old  # type: ignore[operator]


def _worse(change: RowChange, item: FieldChange, snapshot: Snapshot) -> bool:
    """Whether a figure goes the wrong way: down, or up where lower is better."""
    if blank(item.old) or blank(item.new):
        return False
    entry = change.entry
    lower = False
    if entry.table in ("indicator_value", "target"):
        own = snapshot.indicators_by_action.get(str(entry.key[0]), ())
        indicator = next((row for row in own if row.name == entry.key[1]), None)
        lower = indicator is not None and indicator.direction == DIRECTIONS[1]
    return _falls(item.new, item.old) if lower else _falls(item.old, item.new)


def planned_at(snapshot: Snapshot, action: str, key: PeriodKey) -> float | None:
    """Return the progress (per cent) an action is planned to have in a period."""
    known = snapshot.schedules_by_key
    own = [known[action, year] for year in snapshot.plan.fiscal_years if (action, year) in known]
    return expected_progress(own, snapshot.plan, key)
