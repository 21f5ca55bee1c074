"""What a history table is: its natural key, its values, and the one form each is stored in."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

from miharu_dx.store.statements import quoted

SqlType = Literal["VARCHAR", "INTEGER", "DOUBLE", "DATE", "BOOLEAN"]


class _Required:
    """Marks a column without which a new row cannot be stored."""


REQUIRED = _Required()


@dataclass(frozen=True)
class Field:
    """A column of a history table; ``default`` fills a new row that does not state it."""

    name: str
    type: SqlType
    default: Any = REQUIRED

    @property
    def nullable(self) -> bool:
        """Whether nothing is a value of this column; blank text in it means nothing too."""
        return self.default is None

    def normal(self, value: object) -> Any:
        """Return a value in the one form it is stored and compared in; refuse nonsense as a bug."""
        if self.nullable and value in (None, ""):
            return None
        if value is None and self.default is not REQUIRED:
            return self.default
        try:
            return _NORMAL[self.type](value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{self.name}: {value!r} is no {self.type}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return str(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool):
        raise TypeError
    return operator.index(value)


def _real(value: Any) -> float:
    if isinstance(value, bool | str):
        raise TypeError
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


_NORMAL: dict[SqlType, Callable[[Any], Any]] = {
    "VARCHAR": _text,
    "INTEGER": _whole,
    "DOUBLE": _real,
    "DATE": _day,
    "BOOLEAN": _flag,
}

BOOKKEEPING = frozenset({"entity_key", "ordinal", "from_version", "to_version", "submission"})


@dataclass(frozen=True)
class Table:
    """A history table: at every version at most one row per natural key."""

    name: str
    keys: tuple[Field, ...]
    values: tuple[Field, ...]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Key columns and then values."""
        return (*self.keys, *self.values)

    @cached_property
    def columns(self) -> str:
        """The column list as SQL."""
        return ", ".join(quoted(field.name) for field in self.fields)

    @cached_property
    def types(self) -> dict[str, SqlType]:
        """The kind of each column."""
        return {field.name: field.type for field in self.fields}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every column name a row may state."""
        return frozenset(field.name for field in self.fields)

    def key_of(self, row: Mapping[str, Any]) -> str:
        """Return the text that names a row of this table in every version."""
        try:
            return self.key_text([row[field.name] for field in self.keys])
        except KeyError as error:
            raise ValueError(f"{self.name}: the key column {error} is missing") from None

    def key_text(self, parts: Sequence[Any]) -> str:
        """Return the key's parts, in the table's order, as one text; distinct keys stay distinct."""
        if len(parts) != len(self.keys):
            raise ValueError(f"{self.name}: a key has {len(self.keys)} parts, not {len(parts)}")
        normal = [field.normal(part) for field, part in zip(self.keys, parts, strict=True)]
        return "/".join(str(part).replace("\\", "\\\\").replace("/", "\\/") for part in normal)

    def checked(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row that names no column the table lacks."""
        if unknown := set(row) - self.names - BOOKKEEPING:
            raise ValueError(f"{self.name} has no column {', '.join(sorted(unknown))}")
        return row

    def normal(self, row: Mapping[str, Any], present: Sequence[Any] | None) -> tuple[Any, ...]:
        """Return a whole row in stored form; a value it does not state stays as it is at present."""
        found: list[Any] = []
        for position, field in enumerate(self.fields):
            if field.name in row:
                found.append(field.normal(row[field.name]))
            elif present is not None:
                found.append(present[position])
            elif field.default is REQUIRED:
                raise ValueError(f"{self.name}: a new row needs {field.name}")
            else:
                found.append(field.default)
        return tuple(found)
