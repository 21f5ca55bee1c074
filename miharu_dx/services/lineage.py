"""Whether a sheet goes on from what was handed in before: then its own earlier values are no one else's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from miharu_dx.domain.changes import Entry, Stored, Value, blank, same
from miharu_dx.domain.merge import Place
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.services.entries import stored_rows

# 語を選ぶ欄と日付・氏名は、別々に書いた二人でも同じになる。文と数は、まず同じにならない。
_CHOSEN = frozenset(
    {
        "declaration", "stage", "rating", "as_of_date", "author", "planned_stage", "direction", "kind",
        "unit", "state", "done_on", "department", "initiative", "valid_from", "valid_to",
        "first_fiscal_year", "last_fiscal_year", "confirmed", "successor",
    }
)  # fmt: skip

_LEAST = 2  # 一つだけなら、別の人の文とたまたま同じこともある

Brought = dict[Place, dict[str, Value]]


class States(Protocol):
    """Whoever knows every version: the store."""

    def snapshot(self, version: int | None = None) -> Snapshot:
        """Return the state at a version."""
        ...


def own_values(
    states: States, preview: Preview, entries: Sequence[Entry], present: Snapshot, since: int
) -> Brought:
    """Return what earlier hand-ins of this same sheet brought after a version, by (table, key) and field.

    A sheet goes on from a submission of its department and period when it still says at least two
    thirds of the texts and figures that submission brought, and no fewer than ``_LEAST`` of them. Of two
    people who filled in one form each, neither does. A blank cell that stands for a usual value says nothing.
    """
    unsaid = {
        ((entry.table, entry.key), name)
        for entry in entries
        for name in entry.values
        if _blank_cell(entry, name)
    }
    said = {(entry.table, entry.key): entry.values for entry in entries}
    found: Brought = {}
    for row in _candidates(preview, present, since):
        brought = _brought(states, row, list(said))
        if _goes_on(said, brought):
            for place, values in brought.items():
                told = {name: value for name, value in values.items() if (place, name) not in unsaid}
                found.setdefault(place, {}).update(told)
    return found


def _blank_cell(entry: Entry, name: str) -> bool:
    source = entry.sources.get(name)
    return source is not None and source.raw == "" and not blank(entry.values[name])


def over(state: Stored, brought: Brought) -> Stored:
    """Return a state in which the values of ``brought`` take the place of its own."""
    if not brought:
        return state
    return {**state, **{place: {**(state.get(place) or {}), **values} for place, values in brought.items()}}


def _candidates(preview: Preview, present: Snapshot, since: int) -> Iterator[Submission]:
    gone = {row.subject for row in present.withdrawals}
    key = preview.key
    wanted = (
        preview.kind,
        preview.department or "",
        key.fiscal_year if key else None,
        present.plan.period_at(key).code if key else None,
    )
    for row in present.submissions:
        told = (row.kind, row.department or "", row.fiscal_year, row.period)
        if row.version > since and row.id not in gone and told == wanted:
            yield row


def _brought(states: States, row: Submission, places: Sequence[Place]) -> Brought:
    """Return the values that a submission changed of these rows."""
    before = stored_rows(states.snapshot(row.version - 1), places)
    after = stored_rows(states.snapshot(row.version), places)
    found: Brought = {}
    for place, values in after.items():
        old = before.get(place) or {}
        changed = {name: value for name, value in values.items() if not same(old.get(name), value)}
        if changed:
            found[place] = changed
    return found


def _goes_on(said: Mapping[Place, Mapping[str, Value]], brought: Brought) -> bool:
    own = [
        same(said[place].get(name), value)
        for place, values in brought.items()
        for name, value in values.items()
        if name not in _CHOSEN and not blank(value)
    ]
    return sum(own) >= _LEAST and 3 * sum(own) >= 2 * len(own)
