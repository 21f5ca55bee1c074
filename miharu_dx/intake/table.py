"""Rows of one table below its heading: every cell read once, each value with the place it came from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.changes import Source
from miharu_dx.domain.finding import Finding, Location, Severity, column_letters
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec import Column, Entry, Kind
from miharu_dx.domain.sheetspec_plan import PLAN_DEPARTMENTS
from miharu_dx.intake.cell_reading import BLANK, Reading
from miharu_dx.intake.cells import read
from miharu_dx.intake.header import Header
from miharu_dx.intake.model import Cell, SheetCells

Words = Mapping[str, Sequence[str]]

_LIMITS = {PLAN_DEPARTMENTS.key: INTAKE_LIMITS.max_departments}
_LIKENED = 300  # 似た語を探すのは、初めの300の指摘まで。一度に直せる量をこえ、表全体では何分もかかる


class Placed(NamedTuple):
    """One cell as read, with its column and its place; ``value`` is none where it is blank or at fault."""

    column: Column
    reading: Reading
    sheet: str
    excel_row: int
    excel_column: int | None

    @property
    def location(self) -> Location:
        """Where it stands."""
        return Location(self.sheet, self.excel_row, self.excel_column, self.column.field)

    @property
    def value(self) -> object:
        """The value understood."""
        return self.reading.value

    @property
    def text(self) -> str:
        """The value as text, blank for none."""
        return "" if self.reading.value is None else str(self.reading.value)

    @property
    def unreadable(self) -> bool:
        """Whether it holds something that must be mended first."""
        finding = self.finding()
        return finding is not None and finding.severity is Severity.BLOCK

    def finding(self, subject: str = "") -> Finding | None:
        """Return the finding of the reading itself."""
        if self.reading.finding is None:
            return None
        code, args = self.reading.finding
        return self.fault(code, args, subject)

    def fault(self, code: str, args: Mapping[str, object] | None = None, subject: str = "") -> Finding:
        """Return a finding at this cell, shown as it was typed."""
        shown = self.reading.shown or self.reading.raw
        return Finding(code, self.location, shown, args or {}, subject, self.column.label)

    @property
    def source(self) -> Source:
        """Where the value came from and how it was understood, as the store keeps it."""
        return Source(self.location, self.reading.raw, self.reading.how)


@dataclass(frozen=True)
class TableRow:
    """One row that holds something: its cells by field, KEY and INPUT read, the printed ones as they are."""

    header: Header
    excel_row: int
    cells: Mapping[str, Placed]

    def printed(self, field: str) -> Cell | None:
        """Return the untouched cell of a column, where the sheet has it and it holds something."""
        column = self.header.columns.get(field)
        return None if column is None else self.header.sheet.at(self.excel_row, column)

    def location(self, field: str = "") -> Location:
        """Return the place of a field in this row, or of the whole row."""
        if not field:
            return Location(self.header.sheet.name, self.excel_row)
        placed = self.cells.get(field)
        return self.header.location(field, self.excel_row) if placed is None else placed.location

    def text(self, field: str) -> str:
        """Return the value of a field as text, blank for none."""
        return self.cells[field].text

    def fault(
        self, code: str, field: str, args: Mapping[str, object] | None = None, subject: str = ""
    ) -> Finding:
        """Return a finding at a field of this row, shown as it was typed."""
        return self.cells[field].fault(code, args, subject)

    def findings(self, subject: str = "") -> Iterator[Finding]:
        """Yield the findings of the cells themselves."""
        for placed in self.cells.values():
            finding = placed.finding(subject)
            if finding is not None:
                yield finding

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Fields that hold something that must be mended first."""
        return frozenset(field for field, placed in self.cells.items() if placed.unreadable)

    @property
    def sources(self) -> dict[str, Source]:
        """Where each value came from, by field; blank cells have none."""
        return {field: placed.source for field, placed in self.cells.items() if placed.reading.raw}


@dataclass(frozen=True)
class RowReader:
    """How the cells of one table are read.

    ``words`` by field for columns with a vocabulary; ``near`` is the day around which dates are
    expected; ``unit`` names the unit of a number from the fields before it; ``optional`` names the
    fields that may be blank in this row although the column asks for them; ``listed`` are the words
    a person is told of where more are understood.
    """

    words: Words
    start_month: int
    near: date | None = None
    unit: Callable[[Mapping[str, Placed]], str] | None = None
    optional: Callable[[Mapping[str, Placed]], frozenset[str]] | None = None
    listed: Words = field(default_factory=dict[str, Sequence[str]])
    # Names, words and days repeat from row to row; equal cells of a column read the same.
    _seen: dict[object, Reading] = field(default_factory=dict[object, Reading], init=False)
    _faulty: list[object] = field(default_factory=list[object], init=False)

    def row(self, header: Header, excel_row: int, line: Mapping[int, Cell]) -> TableRow:
        """Return one row, its cells read in the order of the spec."""
        cells: dict[str, Placed] = {}
        name = header.sheet.name
        for column, number in header.read:
            cell = line.get(number)
            reading = BLANK if cell is None else self.reading(cell, column, cells)
            cells[column.field] = Placed(column, reading, name, excel_row, number)
        return TableRow(header, excel_row, cells)

    def reading(self, cell: Cell, column: Column, before: Mapping[str, Placed]) -> Reading:
        """Return what one cell says in a row whose fields ``before`` it are read already."""
        if column.required and self.optional is not None and column.field in self.optional(before):
            column = replace(column, required=False)
        unit = self.unit(before) if self.unit is not None and column.kind is Kind.NUMBER else ""
        alike = (column.field, column.required, unit, cell[2:])
        found = self._seen.get(alike)
        if found is None:
            found = read(
                cell,
                column,
                self.words.get(column.field, ()),
                start_month=self.start_month,
                near=self.near,
                unit=unit,
                listed=self.listed.get(column.field, ()),
                liken=len(self._faulty) < _LIKENED,
            )
            self._seen[alike] = found
            if found.finding is not None:
                self._faulty.append(alike)
        return found


def read_rows(header: Header, reader: RowReader) -> tuple[tuple[TableRow, ...], list[Finding]]:
    """Return every row below the heading that holds something, with findings of hidden and merged ones.

    Blank rows between rows are passed over; a row whose only values stand in columns that are not
    read is none.
    """
    numbers = set(header.columns.values())
    lines = [
        (excel_row, line)
        for excel_row, line in header.sheet.by_row.items()
        if excel_row > header.row and any(_holds(line.get(number)) for number in numbers)
    ]
    limit = _LIMITS.get(header.spec.key, INTAKE_LIMITS.max_table_rows)
    if len(lines) > limit:
        raise Refusal("file.too_many_rows", sheet=header.sheet.name, rows=len(lines), limit=limit)
    rows = [reader.row(header, excel_row, line) for excel_row, line in lines]
    findings = [*hidden_rows(header.sheet, [row.excel_row for row in rows]), *_merged(header, rows)]
    return tuple(rows), findings


def _holds(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.raw.strip())


def hidden_rows(sheet: SheetCells, read: Iterable[int]) -> Iterator[Finding]:
    """Yield the finding of the rows that were read although they are hidden."""
    hidden = [row for row in read if row in sheet.hidden_rows]
    if hidden:
        place = Location(sheet.name, hidden[0])
        yield Finding("row.hidden", place, args={"rows": spans(hidden)})


def spans(numbers: Sequence[int]) -> str:
    """Return row numbers as people write them: 3〜5・9行目."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    words = [f"{part[0]}〜{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts]
    return "・".join(words) + "行目"


def _merged(header: Header, rows: Sequence[TableRow]) -> Iterator[Finding]:
    """Yield merged cells that leave a row's own value in doubt."""
    used = [row.excel_row for row in rows]
    read_columns = {
        header.columns[column.field]: column
        for column in header.spec.columns
        if column.field in header.columns and column.entry in (Entry.KEY, Entry.INPUT)
    }
    for top, left, bottom, right in header.sheet.merged:
        columns = sorted(number for number in read_columns if left <= number <= right)
        first = bisect_left(used, top)
        if not columns or first == len(used) or used[first] > bottom or (top, left) == (bottom, right):
            continue
        column = read_columns[columns[0]]
        cells = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        place = Location(header.sheet.name, used[first], columns[0], column.field)
        yield Finding(
            "row.merged", place, _text(header.sheet, top, left), {"cells": cells}, label=column.label
        )


def _text(sheet: SheetCells, row: int, column: int) -> str:
    cell = sheet.at(row, column)
    return cell.raw if cell is not None else ""
