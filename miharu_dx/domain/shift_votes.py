"""The bits of a whole sheet side by side, and what is told of cells that were moved together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from miharu_dx.domain.shift_columns import Column, Line, Memory, Sort
from miharu_dx.domain.shift_evidence import Ballot, ballot, untouched

# 1行、1列を「動いた側」に数える強さ。見出しのない列（数と選ぶ語）は、文と印刷に付いていくだけ。
BITS_A_ROW = 4.0
_BITS_A_COLUMN = 6.0
_BITS_ALONG = 3.0
# これだけその行のものと言えるセルの多い列は、動いていない。
_SETTLED = 6.0


class Kind(StrEnum):
    """How cells were moved: all by the same number of rows, two rows crosswise, or in any order."""

    SHIFTED = "shifted"
    SWAPPED = "swapped"
    MIXED = "mixed"


@dataclass(frozen=True)
class Witness:
    """The cell that shows a pattern best; ``memory`` is none where only its words or its size speak."""

    excel_row: int
    field: str
    owner: str
    memory: Memory | None = None


@dataclass(frozen=True)
class Pattern:
    """Cells that were moved together: columns, true Excel rows, and by how many rows (down is positive).

    ``keys`` means that the columns that name the rows were moved and all others stayed; ``fields``
    are then those beside the code.
    """

    kind: Kind
    fields: tuple[str, ...]
    rows: tuple[int, ...]
    witness: Witness
    step: int = 0
    keys: bool = False


@dataclass(frozen=True)
class Found:
    """A candidate: by line the subject to whom its cells belong, and the bits that say so."""

    kind: Kind
    fields: tuple[str, ...]
    owners: Mapping[int, str]
    bits: float
    step: int = 0


class _Ballots(dict[str, Ballot]):
    """Ballots by field, each made when it is first asked for: most columns are where they belong."""

    def __init__(self, lines: Sequence[Line], columns: Mapping[str, Column]) -> None:
        super().__init__()
        self._lines = lines
        self._columns = columns

    def __missing__(self, field: str) -> Ballot:
        found = self[field] = ballot(self._columns[field], self._lines)
        return found


class Votes:
    """The ballots of a sheet by field, ``of``: ``lead`` are columns that can carry a pattern, others go along.

    ``stirred`` are those of ``lead`` in which a cell speaks for another row at all.
    """

    def __init__(self, lines: Sequence[Line], columns: Sequence[Column]) -> None:
        self.lines = lines
        self._columns = columns
        self.of = _Ballots(lines, {column.field: column for column in columns})
        self.lead = tuple(column.field for column in columns if column.sort in (Sort.PRINTED, Sort.TEXT))
        touched = [
            column.field
            for column in columns
            if column.sort is Sort.TEXT or (column.sort is Sort.PRINTED and not untouched(column, lines))
        ]
        self.stirred = tuple(field for field in touched if self.of[field].stirred)
        self.texts = tuple(column.field for column in columns if column.sort is Sort.TEXT)
        self.place = {line.subject: index for index, line in enumerate(lines) if line.subject}

    @cached_property
    def all(self) -> dict[str, Ballot]:
        """Every ballot by its field, in the order of the sheet."""
        return {column.field: self.of[column.field] for column in self._columns}

    def total(self, fields: Iterable[str], line: int, subject: str) -> float:
        """Return the bits by which a line belongs to a subject in these columns."""
        return sum(self.of[field].vote(line, subject) for field in fields)

    def claims(self, fields: Sequence[str], line: int) -> dict[str, float]:
        """Return the bits of each subject that claims a line in these columns."""
        subjects = {subject for field in fields for subject in self.of[field].claims.get(line, ())}
        # いくつかの行のものと同じだけ言えるときは、いつも上の行から言う。
        ordered = sorted(subjects, key=self.place.__getitem__)
        return {subject: self.total(fields, line, subject) for subject in ordered}

    def firm(self, fields: Iterable[str], line: int, subject: str) -> bool:
        """Whether a cell of a line repeats what was printed or is stored for another row."""
        known = [self.of[field].source(line, subject) for field in fields]
        return any(memory is not None and memory.firm for memory in known)

    def by_words(self, fields: Iterable[str], line: int, subject: str) -> float:
        """Return the bits of the cells of a line that say in new words what is another row's."""
        return self.total([f for f in fields if self.of[f].source(line, subject) is None], line, subject)

    def along(self, owners: Mapping[int, str], fields: Iterable[str]) -> tuple[str, ...]:
        """Return these columns and those that moved the same way, in the order of the sheet."""
        chosen = set(fields)
        for field, found in self.all.items():
            bits = sum(found.vote(line, subject) for line, subject in owners.items())
            if bits >= (_BITS_A_COLUMN if field in self.lead else _BITS_ALONG):
                chosen.add(field)
        return tuple(field for field in self.all if field in chosen)

    def pattern(self, found: Found, keys: frozenset[str]) -> Pattern:
        """Return what is told of a candidate; where all but the ``keys`` moved, it was the keys."""
        rows = tuple(self.lines[line].excel_row for line in sorted(found.owners))
        witness = self._witness(found)
        stayed = {
            field
            for field in self.lead
            if field not in found.fields
            and sum(self.of[field].settled(line) for line in found.owners) >= _SETTLED
        }
        printed = any(
            self.of[field].column.sort is Sort.PRINTED for field in found.fields if field not in keys
        )
        if printed and stayed <= keys:
            return Pattern(found.kind, tuple(sorted(stayed)), rows, witness, -found.step, keys=True)
        return Pattern(found.kind, found.fields, rows, witness, found.step)

    def _witness(self, found: Found) -> Witness:
        """Return the cell with the most bits, one that repeats what is known before one that resembles it."""

        def rank(cell: tuple[int, str, str]) -> tuple[bool, float, int]:
            line, field, subject = cell
            its = self.of[field]
            length = len(str(self.lines[line].values.get(field)))
            return its.source(line, subject) is not None, its.vote(line, subject), length

        line, field, subject = max(
            (
                (line, field, subject)
                for line, subject in sorted(found.owners.items())
                for field in found.fields
                if field in self.lead
            ),
            key=rank,
        )
        memory = self.of[field].source(line, subject)
        return Witness(self.lines[line].excel_row, field, subject, memory)
