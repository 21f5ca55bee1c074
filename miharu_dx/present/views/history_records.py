"""Which records of an action hold values whose origin may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.records import Action, Snapshot
from miharu_dx.domain.succession import responsible
from miharu_dx.present.views.history_trail import TrailLine
from miharu_dx.present.views.history_words import which

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Record:
    """One stored row: a code that stands in an address, words, its table and its key."""

    code: str
    label: str
    table: str
    key: Key


def action_choices(snapshot: Snapshot, department: str) -> tuple[tuple[str, str], ...]:
    """Return the actions of a department (code; blank for all) as (code, words)."""
    return tuple(
        (action.code, f"{action.code} {action.name}")
        for action in snapshot.actions
        if not department or department in (action.department, _answers(snapshot, action))
    )


def _answers(snapshot: Snapshot, action: Action) -> str:
    return responsible(snapshot.departments_by_code, action.department, snapshot.plan.last_fiscal_year)


def action_records(snapshot: Snapshot, code: str, today: date) -> tuple[Record, ...]:
    """Return the records of an action: its reports, the newest first, then figures, then the plan's rows.

    A period that has not ended by ``today`` is left out unless something was handed in for it.
    """
    action = snapshot.actions_by_code.get(code)
    if action is None:
        return ()
    plan = snapshot.plan
    last = plan.last_ended(today)
    keys = [
        key
        for key in reversed(plan.period_keys)
        if action.runs_in(key.fiscal_year) and (key <= last or snapshot.report(code, key))
    ]
    reported = [(code, key.fiscal_year, plan.period_at(key).code) for key in keys]
    rows: list[tuple[str, Key]] = [("report", key) for key in reported]
    for indicator in snapshot.indicators_by_action.get(code, ()):
        years = [year for year in reversed(plan.fiscal_years) if action.runs_in(year)]
        rows += [
            ("indicator_value", (code, indicator.name, year))
            for year in years
            if year <= last.fiscal_year or (code, indicator.name, year) in snapshot.values_by_key
        ]
        rows += [("target", (code, indicator.name, year)) for year in years]
        rows.append(("indicator", (code, indicator.name)))
    rows += [("schedule", (code, year)) for year in plan.fiscal_years if action.runs_in(year)]
    rows.append(("action", (code,)))
    return tuple(Record(_code(table, key), _label(snapshot, table, key), table, key) for table, key in rows)


_NAMES = {
    "report": ("action", "fiscal_year", "period"),
    "indicator_value": ("action", "indicator", "fiscal_year"),
    "target": ("action", "indicator", "fiscal_year"),
    "indicator": ("action", "name"),
    "schedule": ("action", "fiscal_year"),
    "action": ("code",),
}


def _code(table: str, key: Key) -> str:
    return "-".join((table, *(str(part) for part in key[1:])))


def _label(snapshot: Snapshot, table: str, key: Key) -> str:
    return which(snapshot, table, dict(zip(_NAMES[table], key, strict=True)))


def trail_headline(lines: Sequence[TrailLine]) -> str:
    """Return how many fields hold a value and how often they were changed."""
    fields = sum(line.first for line in lines)
    if not fields:
        return "この記録には、まだ値がありません"
    changed = len(lines) - fields
    told = f"値のある項目は{fields}。"
    return told + (f"これまでに{changed}回書きかえられました" if changed else "一度も書きかえられていません")
