"""Which values differ between two states of the store, row by row and field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.undo import KEYS

_ROWS: Mapping[str, str] = {
    "action": "actions",
    "schedule": "schedules",
    "indicator": "indicators",
    "target": "targets",
    "report": "reports",
    "indicator_value": "values",
}
_NOT_VALUES = frozenset({"from_version", "submission"})


class RowTurn(StrEnum):
    """What became of a row; the values are codes, never shown."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """One field of a row that differs."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class ValueChange:
    """One row that differs: its table, its values under their field names, and what differs of it.

    ``values`` are the later ones, of a row that is gone the earlier ones. ``action`` is the code of the
    action it belongs to; ``version`` wrote a report or an indicator's value, none elsewhere.
    """

    table: str
    action: str
    turn: RowTurn
    values: Mapping[str, object]
    fields: tuple[FieldChange, ...]
    version: int | None


def value_changes(then: Snapshot, now: Snapshot) -> tuple[ValueChange, ...]:
    """Return every row of reports, indicators and plan that differs between two states, plan before report."""
    found: list[ValueChange] = []
    for table, name in _ROWS.items():
        before, after = _by_key(table, getattr(then, name)), _by_key(table, getattr(now, name))
        for key in [*before, *(key for key in after if key not in before)]:
            change = _change(table, before.get(key), after.get(key))
            if change is not None:
                found.append(change)
    return tuple(found)


def _by_key(table: str, rows: Sequence[Any]) -> dict[tuple[object, ...], Any]:
    names = KEYS[table]
    return {tuple(getattr(row, name) for name in names): row for row in rows}


def _change(table: str, before: Any, after: Any) -> ValueChange | None:
    if before is after or before == after:
        return None
    row = after if after is not None else before
    old, new = _values(before), _values(after)
    differing = tuple(
        FieldChange(name, old.get(name), new.get(name))
        for name in (new or old)
        if name not in KEYS[table] and old.get(name) != new.get(name)
    )
    turn = RowTurn.CHANGED if old and new else RowTurn.NEW if new else RowTurn.GONE
    if turn is RowTurn.CHANGED and not differing:
        return None
    action = row.code if table == "action" else row.action
    version = getattr(after, "from_version", None) if after is not None else None
    return ValueChange(table, action, turn, new or old, differing, version)


def _values(row: Any) -> dict[str, object]:
    if row is None:
        return {}
    return {item.name: getattr(row, item.name) for item in fields(row) if item.name not in _NOT_VALUES}
