"""What depends on what: a row that others need stays, and none comes back without what it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.undo import KEYS, Outcome, RowUndo, Tie, Values, Why

Place = tuple[str, tuple[object, ...]]

# 表ごとに、ほかのどの表のどの行がなければならないか（列は、その表の鍵の順）。
NEEDS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "department": (("department", ("successor",)),),
    "action": (("department", ("department",)),),
    "schedule": (("action", ("action",)),),
    "indicator": (("action", ("action",)),),
    "target": (("indicator", ("action", "indicator")),),
    "report": (("action", ("action",)),),
    "indicator_value": (("indicator", ("action", "indicator")),),
    "decision": (),
    "reply": (("decision", ("decision",)),),
}
_RECORDS = {
    "department": attrgetter("departments"),
    "action": attrgetter("actions"),
    "schedule": attrgetter("schedules"),
    "indicator": attrgetter("indicators"),
    "target": attrgetter("targets"),
    "report": attrgetter("reports"),
    "indicator_value": attrgetter("values"),
    "decision": attrgetter("decisions"),
    "reply": attrgetter("replies"),
}


def tied(rows: Iterable[RowUndo], snapshot: Snapshot, uncounted: Iterable[int]) -> tuple[RowUndo, ...]:
    """Return rows so that nothing that stays is left without what it needs, with the reasons.

    ``snapshot`` is the state before; ``uncounted`` are the submissions that do not count afterwards.
    """
    found = list(rows)
    taken = frozenset(uncounted)
    while True:
        there = _result(found, snapshot)
        asked = Counter(_asked(there, snapshot, taken))
        settled = [_settled(row, there, asked) for row in found]
        if settled == found:
            return tuple(settled)
        found = settled


def _settled(row: RowUndo, there: Mapping[Place, Values], asked: Counter[tuple[Place, str]]) -> RowUndo:
    if row.outcome is Outcome.GONE and row.now is not None:
        place = _place(row.table, row.now)
        ties = tuple(
            Tie(table, count) for (needed, table), count in asked.items() if needed == place and count
        )
        if ties:
            return replace(row, outcome=Outcome.KEPT, why=Why.TIED, ties=ties)
    elif row.moves and row.after is not None and any(p not in there for p in _needs(row.table, row.after)):
        outcome = Outcome.KEPT
        return replace(row, outcome=outcome, why=Why.ORPHAN, fields=(), kept=())
    return row


def _result(rows: Iterable[RowUndo], snapshot: Snapshot) -> dict[Place, Values]:
    """Return every row that stands afterwards, by its place."""
    there: dict[Place, Values] = {}
    for table, records in _RECORDS.items():
        names = (*KEYS[table], *(name for _, columns in NEEDS[table] for name in columns))
        for record in records(snapshot):
            values = {name: getattr(record, name) for name in names}
            there[_place(table, values)] = values
    for row in rows:
        place = _place(row.table, row.shown)
        if row.outcome is Outcome.GONE:
            there.pop(place, None)
        elif row.moves and row.after is not None:
            there[place] = row.after
    return there


def _asked(
    there: Mapping[Place, Values], snapshot: Snapshot, uncounted: frozenset[int]
) -> Iterator[tuple[Place, str]]:
    """Yield each place that something needs, with the table of what needs it."""
    for place, values in there.items():
        for needed in _needs(place[0], values):
            if needed != place:
                yield needed, place[0]
    for item in snapshot.submissions:
        if item.department and item.id not in uncounted:
            yield ("department", (item.department,)), "submission"


def _needs(table: str, values: Values) -> Iterator[Place]:
    for needed, columns in NEEDS[table]:
        key = tuple(values[name] for name in columns)
        if all(part not in (None, "") for part in key):
            yield needed, key


def _place(table: str, values: Values) -> Place:
    return table, tuple(values[name] for name in KEYS[table])
