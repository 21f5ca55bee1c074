"""Islands of a sheet: cells that touch, between rows and columns that hold nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from miharu_dx.intake.model import Cell, SheetCells

Line = Mapping[int, Cell]
Lines = Mapping[int, Line]


@dataclass(frozen=True)
class Island:
    """Cells of neighbouring rows and columns; ``lines`` by row and column, no line empty."""

    lines: Lines

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows that hold something, from the top."""
        return tuple(self.lines)

    @property
    def top(self) -> int:
        """The first row."""
        return self.rows[0]

    @property
    def bottom(self) -> int:
        """The last row."""
        return self.rows[-1]

    @cached_property
    def columns(self) -> frozenset[int]:
        """The columns that hold something."""
        return frozenset[int]().union(*self.lines.values())

    @cached_property
    def size(self) -> int:
        """The number of cells."""
        return sum(len(line) for line in self.lines.values())

    @cached_property
    def widest(self) -> int:
        """The most cells a line has."""
        return max(len(line) for line in self.lines.values())

    def __iter__(self) -> Iterator[Cell]:
        """Every cell, line by line."""
        for line in self.lines.values():
            yield from line.values()

    @classmethod
    def of(cls, lines: Lines) -> Island | None:
        """Return the island of these lines, none where nothing is left of them."""
        return cls(lines) if lines else None


def filled_lines(sheet: SheetCells) -> Lines:
    """Return the rows of a sheet with their cells, those of spaces alone left out."""
    found: dict[int, Line] = {}
    for row, line in sheet.by_row.items():
        if not all(cell.raw.strip() for cell in line.values()):
            line = {column: cell for column, cell in line.items() if cell.raw.strip()}
        if line:
            found[row] = line
    return found


def bands_of(lines: Lines) -> Iterator[Island]:
    """Yield the runs of rows that hold something, each as wide as the sheet."""
    return map(Island, _bands(lines))


def parts_of(band: Island) -> Iterator[Island]:
    """Yield what blank columns part a band into, from the left.

    A single column stays one part although it has gaps: it may belong to the table beside it. A
    single row stays whole: a title at the left and a date at the right are one line.
    """
    runs = list(_runs(sorted(band.columns)))
    if len(runs) == 1 or len(band.lines) == 1:
        yield band
        return
    parts: list[dict[int, dict[int, Cell]]] = [{} for _ in runs]
    part_of = {
        column: part
        for part, (first, last) in zip(parts, runs, strict=True)
        for column in range(first, last + 1)
    }
    for cell in band:
        part_of[cell.column].setdefault(cell.row, {})[cell.column] = cell
    for part, (first, last) in zip(parts, runs, strict=True):
        yield from (Island(part),) if first == last else map(Island, _bands(part))


def _bands(lines: Lines) -> Iterator[Lines]:
    band: dict[int, Line] = {}
    last = 0
    for row, line in lines.items():
        if band and row != last + 1:
            yield band
            band = {}
        band[row] = line
        last = row
    if band:
        yield band


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    first = last = columns[0]
    for column in columns[1:]:
        if column != last + 1:
            yield first, last
            first = column
        last = column
    yield first, last
