"""What a workbook would change, what others changed meanwhile, and what both did, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property
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
class Author:
    """Who gave a stored value its present content, when and, where it came in a workbook, in which file."""

    actor: str
    at: datetime
    version: int
    file_name: str = ""


class Unknown(Enum):
    """What stands in place of a value that cannot be known; no stored value is equal to it."""

    BASE = "base"


@dataclass(frozen=True)
class FieldChange:
    """One value the sheet changes; ``both_sides`` means that it was chosen over somebody else's change."""

    field: str
    label: str
    old: Value
    new: Value
    source: Source | None
    both_sides: bool = False


@dataclass(frozen=True)
class TheirChange:
    """One stored value that somebody else changed: ``old`` as it was known here, ``new`` as it stands.

    ``source`` is the cell of the sheet that leaves it alone, where the sheet has one.
    """

    table: str
    key: Key
    field: str
    label: str
    subject: str
    group: str
    old: Value
    new: Value
    source: Source | None = None
    author: Author | None = None


@dataclass(frozen=True)
class Sides:
    """One value at three places: ``base`` on the form when it was made, ``theirs`` stored now, ``mine``.

    ``base`` is ``Unknown.BASE`` where the form's version cannot be trusted.
    """

    field: str
    label: str
    base: Value
    theirs: Value
    mine: Value
    source: Source | None
    author: Author | None = None


Chosen = Literal["theirs", "mine"]


@dataclass(frozen=True)
class Question:
    """Values that both sides changed; they are decided together, because they only make sense together.

    Most often it is one value. ``subject`` and ``group`` are those of the row.
    """

    table: str
    key: Key
    subject: str
    group: str
    cells: tuple[Sides, ...]

    @cached_property
    def id(self) -> str:
        """Return the text that names the question as long as its row and values are the same."""
        return json.dumps([self.table, *self.key, *(cell.field for cell in self.cells)], ensure_ascii=False)


@dataclass(frozen=True)
class RowChange:
    """What becomes of one row: values it changes, values of others it keeps, values to be asked about.

    ``state`` is ``unchanged`` exactly when the row changes nothing and asks nothing.
    """

    entry: Entry
    state: State
    fields: tuple[FieldChange, ...]
    kept: tuple[TheirChange, ...] = ()
    questions: tuple[Question, ...] = ()


Stored = Mapping[tuple[str, Key], Mapping[str, Value]]


def blank(value: Value) -> bool:
    """Whether a value says nothing; 0 and 偽 say something."""
    return value is None or value == ""


def same(one: Value, other: Value) -> bool:
    """Whether two stored values mean the same; blank text and nothing do, 0 and nothing do not."""
    if blank(one) and blank(other):
        return True
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return one == other


@dataclass(frozen=True)
class ChangeCounts:
    """Rows by what becomes of them; of the new and the changed, ``figures_only`` bring no report.

    ``replies`` are answers to instructions, which are no actions.
    """

    new: int
    changed: int
    unchanged: int
    figures_only: int = 0
    replies: int = 0

    @property
    def any(self) -> bool:
        """Whether anything would change at all."""
        return bool(self.new or self.changed)


def counts(changes: Iterable[RowChange]) -> ChangeCounts:
    """Return rows new, changed and unchanged."""
    states = [change.state for change in changes]
    return ChangeCounts(states.count("new"), states.count("changed"), states.count("unchanged"))
