"""The rows and columns of one table as they are judged for ずれ, with what is known of each row."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from miharu_dx.domain.shift_words import Likeness, Names

Value = object


class Sort(StrEnum):
    """What a column holds: printed cells nobody writes into, texts, figures, words of a list."""

    PRINTED = "printed"
    TEXT = "text"
    FIGURE = "figure"
    WORD = "word"


class Memory(NamedTuple):
    """A value known of a subject in one column; ``origin`` says where from, in words for a reader.

    ``firm`` marks what was printed and what is stored for the very period the sheet reports: nobody
    copies these from another row by habit.
    """

    value: Value
    origin: str
    firm: bool = False


@dataclass(frozen=True)
class Line:
    """One row as it stands: ``subject`` is what its code says, blank for none or a doubtful one."""

    excel_row: int
    subject: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Column:
    """A column with what is known of it: ``memory`` yields the values of a subject, the surest first.

    ``likeness`` and ``names`` are for texts. ``fit`` says for figures how
    well a value becomes a subject: 0 for well, negative bits for badly; with ``scaled`` it goes by
    size, which tells two figures apart even where nothing is stored for them yet. ``plain`` may hold
    the first value of ``memory`` by subject, for the many cells that are where they belong.
    """

    field: str
    sort: Sort
    memory: Callable[[str], Iterable[Memory]]
    likeness: Likeness | None = None
    names: Names | None = None
    fit: Callable[[str, float], float] | None = None
    scaled: bool = False
    plain: Mapping[str, Value] = dataclasses.field(default_factory=dict[str, Value])
    _known: dict[str, tuple[Memory, ...]] = dataclasses.field(
        default_factory=dict[str, tuple[Memory, ...]], init=False, repr=False, compare=False
    )

    def first(self, subject: str) -> Value:
        """Return the surest value of a subject, none where nothing is known."""
        if subject in self.plain:
            return self.plain[subject]
        known = self.known(subject)
        return known[0].value if known else None

    def known(self, subject: str) -> tuple[Memory, ...]:
        """Return what is known of a subject, nothing of a row without one."""
        found = self._known.get(subject)
        if found is None:
            found = self._known[subject] = tuple(self.memory(subject)) if subject else ()
        return found
