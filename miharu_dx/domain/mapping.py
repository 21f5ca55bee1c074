"""How a department's own sheet is read: which column is which field, which word is which of the plan's.

Pure data, written down by a person and kept as it was written. Nothing here guesses: what no
mapping says is asked, and what a mapping leaves aside is left aside with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from typing import Literal

from miharu_dx.domain.records import IndicatorKind

NOT_USED = ""  # 「使わない」という答え。空欄にする語、読まない行、この課でない担当課に付く
ONLY = "*"  # その個別取組に一つしかない指標
ACTUAL = "actual"
SAME_UNIT = "="  # 表に別の単位が書いてあっても、指標の単位と同じものとみる

KeyField = Literal["action", "name", "indicator", "department"]


@dataclass(frozen=True)
class Target:
    """One field of ours that a column fills.

    ``words`` maps what they write to our word (a plan's stage or rating, a 申告区分, a department's
    or period's code, ``ACTUAL`` for rows of actual values), ``NOT_USED`` for nothing. The rest is
    for actual values of indicators: ``indicator`` is the one the column is of (``ONLY`` the row's
    single one, blank the row's own), ``labels`` the indicator of each label where one cell holds
    several, ``unit`` the unit they are written in (``SAME_UNIT`` where it is the indicator's), ``scale``
    what they are multiplied by, ``kind`` whether they are of one year or a sum.
    """

    field: str
    words: Mapping[str, str] = made(default_factory=dict[str, str])
    indicator: str = ""
    labels: Mapping[str, str] = made(default_factory=dict[str, str])
    unit: str = ""
    scale: float = 1.0
    kind: IndicatorKind | None = None


@dataclass(frozen=True)
class ColumnMapping:
    """What becomes of the columns under one heading; without targets they are ignored for a reason.

    ``path`` is the heading folded, with a mark in the place of a year or a period; several columns
    of one path are told apart by them. ``heading`` is shown. ``fiscal_year`` is the year a person
    gave to a heading that does not say its own.
    """

    path: str
    heading: str = ""
    targets: tuple[Target, ...] = ()
    ignored: str = ""
    fiscal_year: int | None = None

    def target(self, name: str) -> Target | None:
        """Return the target of a field, none where this column does not fill it."""
        return next((target for target in self.targets if target.field == name), None)


@dataclass(frozen=True)
class Fixed:
    """A field without a column: the same ``value`` in every row that says something, or carried on.

    ``carried`` takes what is registered for the action already.
    """

    value: str = ""
    carried: bool = False


@dataclass(frozen=True)
class TableMapping:
    """How one kind of table is read.

    ``signature`` are the paths of its columns, by which it is known again; ``head_rows`` how many
    lines its heading has. ``filled_down`` are key fields whose blank cells mean the same as above,
    ``joined`` text fields whose several cells of one action are read as one text.
    ``rows`` answers which action a row is about, by the row's own words, and ``indicators`` which
    indicator, by action and their name for it. A table that is not ``used`` is read past.
    """

    signature: tuple[str, ...]
    head_rows: int = 1
    used: bool = True
    columns: tuple[ColumnMapping, ...] = ()
    fixed: Mapping[str, Fixed] = made(default_factory=dict[str, Fixed])
    filled_down: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    rows: Mapping[str, str] = made(default_factory=dict[str, str])
    indicators: Mapping[str, str] = made(default_factory=dict[str, str])

    def fits(self, signature: tuple[str, ...]) -> bool:
        """Whether a table with these paths is of this kind; the order of its columns is no matter."""
        return set(self.signature) == set(signature)

    def column(self, path: str) -> ColumnMapping | None:
        """Return what is said of the columns of a path."""
        return next((column for column in self.columns if column.path == path), None)

    def columns_for(self, name: str) -> tuple[ColumnMapping, ...]:
        """Return the columns that fill a field."""
        return tuple(column for column in self.columns if column.target(name) is not None)

    def fills(self, name: str) -> bool:
        """Whether a field gets a value from anywhere, be it a column or what was fixed."""
        return name in self.fixed or bool(self.columns_for(name))

    def with_column(self, changed: ColumnMapping) -> TableMapping:
        """Return the same mapping with another word on one path."""
        if self.column(changed.path) is None:
            return replace(self, columns=(*self.columns, changed))
        return replace(self, columns=tuple(changed if c.path == changed.path else c for c in self.columns))

    def with_fixed(self, name: str, fixed: Fixed | None) -> TableMapping:
        """Return the same mapping with a field fixed, or no longer so."""
        rest = {key: value for key, value in self.fixed.items() if key != name}
        return replace(self, fixed=rest if fixed is None else {**rest, name: fixed})


@dataclass(frozen=True)
class MappingSpec:
    """Everything a department said of one kind of workbook: one mapping for each kind of table."""

    tables: tuple[TableMapping, ...] = ()

    def table(self, signature: tuple[str, ...]) -> TableMapping | None:
        """Return how tables with these paths are read."""
        return next((table for table in self.tables if table.fits(signature)), None)

    def with_table(self, changed: TableMapping) -> MappingSpec:
        """Return the same with another word on tables of one signature."""
        if self.table(changed.signature) is None:
            return MappingSpec((*self.tables, changed))
        fits = changed.signature
        return MappingSpec(tuple(changed if table.fits(fits) else table for table in self.tables))

    @property
    def used(self) -> tuple[TableMapping, ...]:
        """The tables that are read."""
        return tuple(table for table in self.tables if table.used)


def row_answer(action: str, name: str) -> str:
    """Return under which key a row's action is remembered: by what stands in its code and its name."""
    return f"{action}|{name}"


def indicator_answer(action: str, name: str) -> str:
    """Return under which key an indicator is remembered: by the action's code and their name for it."""
    return f"{action}|{name}"
