"""What a workbook would change: stored and proposed values side by side, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from miharu_dx.domain.finding import Location

Key = tuple[str | int, ...]
Value = object
State = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True)
class Source:
    """The cell a value came from: where it stands, what was typed and how it was understood."""

    location: Location
    raw: str
    how: str = ""


@dataclass(frozen=True)
class Entry:
    """One row a workbook proposes for a table of the store; ``values`` holds its columns without the key.

    ``key`` is the natural key in the table's order; ``subject`` names the row for a reader and
    ``group`` (an action or department code) gathers rows of one thing. ``labels`` are headings.
    """

    table: str
    key: Key
    values: Mapping[str, Value]
    subject: str
    group: str
    sources: Mapping[str, Source] = field(default_factory=dict[str, Source])
    labels: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class FieldChange:
    """One value that would change; ``both_sides`` means the store moved too since the form was made."""

    field: str
    label: str
    old: Value
    new: Value
    source: Source | None
    both_sides: bool = False


@dataclass(frozen=True)
class RowChange:
    """What becomes of one row; ``fields`` is empty exactly when nothing changes."""

    entry: Entry
    state: State
    fields: tuple[FieldChange, ...]

    @property
    def both_sides(self) -> bool:
        """Whether somebody else changed one of these values since the form was made."""
        return any(change.both_sides for change in self.fields)


Stored = Mapping[tuple[str, Key], Mapping[str, Value]]


def compare(entries: Iterable[Entry], present: Stored, base: Stored) -> tuple[RowChange, ...]:
    """Return what each entry would change against the present state.

    ``present`` and ``base`` hold the stored columns by (table, key), now and at the version the
    form was made from. A value that was blank and stays blank is no change, and a new row without
    any value is none either.
    """
    return tuple(_compare_row(entry, present, base) for entry in entries)


def _compare_row(entry: Entry, present: Stored, base: Stored) -> RowChange:
    place = (entry.table, entry.key)
    stored = present.get(place)
    earlier = base.get(place)
    changed: list[FieldChange] = []
    for name, new in entry.values.items():
        old = stored.get(name) if stored else None
        if same(old, new):
            continue
        before = earlier.get(name) if earlier else None
        changed.append(
            FieldChange(
                field=name,
                label=entry.labels.get(name, name),
                old=old,
                new=new,
                source=entry.sources.get(name),
                both_sides=not same(before, old),
            )
        )
    if not changed:
        return RowChange(entry, "unchanged", ())
    return RowChange(entry, "changed" if stored else "new", tuple(changed))


def same(one: Value, other: Value) -> bool:
    """Whether two stored values mean the same; blank text and nothing do, 0 and nothing do not."""
    if one in (None, "") and other in (None, ""):
        return True
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return one == other


@dataclass(frozen=True)
class ChangeCounts:
    """Rows by what becomes of them."""

    new: int
    changed: int
    unchanged: int

    @property
    def any(self) -> bool:
        """Whether anything would change at all."""
        return bool(self.new or self.changed)


def counts(changes: Iterable[RowChange]) -> ChangeCounts:
    """Return rows new, changed and unchanged."""
    states = [change.state for change in changes]
    return ChangeCounts(states.count("new"), states.count("changed"), states.count("unchanged"))
