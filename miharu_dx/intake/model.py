"""What a workbook holds once it has been read: plain values at true Excel coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

CellKind = Literal[
    "text",
    "number",
    "date",
    "datetime",
    "time",
    "duration",
    "bool",
    "error",
    "formula_uncached",
]
CellValue = str | int | float | bool | date | datetime | time | timedelta
SheetState = Literal["visible", "hidden", "veryHidden"]
Merge = tuple[int, int, int, int]

_NOT_SHOWN_BY_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PERCENT_IN_WORDS = re.compile(r'"[^"]*[%％][^"]*"|\\%|％')
_FORMATS_REMEMBERED = 4_096


@lru_cache(_FORMATS_REMEMBERED)
def shown_format(number_format: str) -> str:
    """Return a number format without its words, colours and blanks: what is left shows the number."""
    return _NOT_SHOWN_BY_FORMAT.sub("", number_format)


@lru_cache(_FORMATS_REMEMBERED)
def has_percent_in_words(number_format: str) -> bool:
    """Return whether a number format writes a percent sign beside the number without changing it."""
    return _PERCENT_IN_WORDS.search(number_format) is not None


class Cell(NamedTuple):
    """One cell that holds something, at its true Excel coordinates (both counted from 1).

    ``value`` fits ``kind``: text, error and formula_uncached hold ``str``; number ``int | float``;
    date ``date``; datetime ``datetime``; time ``time``; duration ``timedelta``; bool ``bool``.
    ``raw`` is what stands in the record: text and errors as they are, numbers in their shortest
    form without the format (0.5, never 50%), dates as 2024/4/1, the formula itself where no
    result is stored. ``serial`` is the stored number behind a date, datetime, time or duration.
    A tuple, because thousands are made for each upload and a frozen dataclass costs three times
    as much to make.
    """

    row: int
    column: int
    kind: CellKind
    value: CellValue
    raw: str
    number_format: str = "General"
    from_formula: bool = False
    serial: int | float | None = None

    @property
    def is_percent(self) -> bool:
        """True when the sheet shows this number times one hundred with a percent sign."""
        return "%" in shown_format(self.number_format)


class Look(NamedTuple):
    """What a cell's format tells a person beside its value: colours as the file has them, "" for plain.

    ``fill`` is the colour of the cell, ``ink`` that of its letters.
    """

    fill: str = ""
    ink: str = ""
    bold: bool = False
    struck: bool = False


class LookSpan(NamedTuple):
    """Cells of one column, blank ones included, that look alike and not plain."""

    column: int
    first_row: int
    last_row: int
    look: Look


class SheetObject(NamedTuple):
    """A picture, shape, text box or chart that lies over the cells, at its top left cell.

    ``kind`` is the name of its element in the drawing; ``text`` is what is written in it.
    """

    row: int
    column: int
    kind: str
    text: str = ""


@dataclass(frozen=True)
class SheetCells:
    """One worksheet: only cells that hold something, whatever its file declares its size to be.

    ``cells`` is keyed by (row, column) and ordered so. ``hidden_rows`` and ``hidden_columns``
    name those up to ``max_row`` and ``max_column``, which are the last ones that hold something
    (0 for an empty sheet). ``merged`` keeps every range as the file has it, overlaps included.
    ``looks`` covers the same rectangle and is None where there were too many to keep.
    """

    name: str
    state: SheetState
    cells: Mapping[tuple[int, int], Cell]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: tuple[Merge, ...]
    max_row: int
    max_column: int
    looks: tuple[LookSpan, ...] | None = ()
    objects: tuple[SheetObject, ...] = ()
    zeros_hidden: bool = False

    def at(self, row: int, column: int) -> Cell | None:
        """The cell there, or None where nothing is written."""
        return self.cells.get((row, column))

    @cached_property
    def by_row(self) -> Mapping[int, Mapping[int, Cell]]:
        """Row number to its cells by column, rows that hold something only, in order."""
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.cells.items():
            rows.setdefault(row, {})[column] = cell
        return rows

    def __iter__(self) -> Iterator[Cell]:
        """Every cell, row by row from the top left."""
        return iter(self.cells.values())


@dataclass(frozen=True)
class WorkbookCells:
    """A whole workbook: every worksheet in the order of its tabs, hidden ones included.

    ``properties`` holds what the file says of itself (``application``, ``title``, ``creator``,
    ``last_modified_by``, ``created``, ``modified``), only the keys that are there.
    """

    sheets: tuple[SheetCells, ...]
    date1904: bool
    properties: Mapping[str, str]

    def sheet(self, name: str) -> SheetCells | None:
        """The sheet of exactly this name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
