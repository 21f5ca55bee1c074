"""Lay what a workbook holds into the rows of a fresh form: typed cells as typed, printed cells as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from miharu_dx.domain.finding import column_letters
from miharu_dx.domain.sheetspec import Column, Entry, SheetSpec
from miharu_dx.domain.sheetspec_returned import Reason
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cells import read
from miharu_dx.intake.entities import entity
from miharu_dx.intake.kept import KeptRow, KeptTable, Stray
from miharu_dx.intake.kept_values import again, pieces
from miharu_dx.intake.model import Cell
from miharu_dx.present.workbook.model import Kept
from miharu_dx.present.workbook.returned_model import OtherEntry
from miharu_dx.present.workbook.sheet import Merge, Row

RowKey = tuple[str, ...]
_CELL = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,3})([1-9][0-9]{0,6})(?![A-Za-z0-9])")
_PRINTED = frozenset((Entry.CONTEXT, Entry.PREVIOUS))


@dataclass(frozen=True)
class LaidTable:
    """Rows for our table and where they come from; row numbers count from 1 below the headings.

    ``columns`` and ``numbers`` go by the file's own columns and Excel rows, ``added`` by identity of
    rows the file did not have, ``restored`` by (row number, field) of printed cells written over.
    """

    spec: SheetSpec
    rows: tuple[Row, ...]
    sheet: str = ""
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    merged: tuple[Merge, ...] = ()
    numbers: Mapping[int, int] = field(default_factory=dict[int, int])
    added: Mapping[str, int] = field(default_factory=dict[str, int])
    restored: Mapping[tuple[int, str], Cell] = field(default_factory=dict[tuple[int, str], Cell])
    others: tuple[OtherEntry, ...] = ()

    @cached_property
    def _field_of(self) -> Mapping[str, str]:
        """The field of each column of the file, by its letters."""
        return {column_letters(number): name for name, own in self.columns.items() for number in own}

    def moved(self, text: str) -> str:
        """Return words that name cells of the file with the same cells of our table in their place."""
        return _CELL.sub(self._moved_cell, text)

    def _moved_cell(self, found: re.Match[str]) -> str:
        name, number = self._field_of.get(found[1], ""), self.numbers.get(int(found[2]), 0)
        if not name or not number:
            return found[0]
        index = [column.field for column in self.spec.columns].index(name)
        return f"{column_letters(index + 1)}{number + 1}"


def row_key(values: Iterable[object]) -> RowKey:
    """Return what tells a row from others of its sheet, equal for every spelling."""
    return tuple(word_key(str(value)) for value in values)


def keys_of(spec: SheetSpec) -> tuple[Column, ...]:
    """Return the columns that tell a row from others."""
    return tuple(column for column in spec.columns if column.entry is Entry.KEY and column.required)


def _key(spec: SheetSpec, row: KeptRow) -> RowKey:
    found: list[object] = []
    for column in keys_of(spec):
        cell = row.cells.get(column.field)
        value = read(cell, column, ()).value
        found.append(row.raw(column.field) if value is None else value)
    return row_key(found)


@dataclass
class _Line:
    """One row to be written; ``source`` is none for a row the file does not have."""

    key: RowKey
    source: KeptRow | None
    printed: Row | None = None


def as_typed(table: KeptTable | None, spec: SheetSpec, fallback: Sequence[Row] = ()) -> LaidTable:
    """Return the rows of a table in which everything may be written; without a table the stored ones."""
    if table is None:
        return LaidTable(spec, tuple(fallback))
    return _laid(spec, table, [_Line((), row) for row in table.rows])


def on_form(
    table: KeptTable | None, spec: SheetSpec, printed: Sequence[Row], *, as_it_stands: bool = False
) -> LaidTable:
    """Return the rows of a table of a 様式 over its printed rows; rows left out come back, blank to fill in.

    With ``as_it_stands`` printed cells stay as they are in the file: where cells stand beside the wrong
    codes, the print beside them is what shows it.
    """
    form = {row_key(row.get(column.field) for column in keys_of(spec)): row for row in printed}
    lines = [_Line(_key(spec, row), row) for row in (table.rows if table else ())]
    for line in lines:
        known = None if as_it_stands else form.get(line.key)
        if known is not None and line.source is not None and _same_name(known, line.source):
            line.printed = known
    return _laid(spec, table, _with_missing(lines, form))


def _same_name(printed: Row, row: KeptRow) -> bool:
    typed = word_key(row.raw("name"))
    return typed in ("", word_key(str(printed.get("name") or "")))


def _with_missing(lines: list[_Line], form: Mapping[RowKey, Row]) -> list[_Line]:
    """Return the lines with the form's other rows at their old places, but none for what a line may mean."""
    there = {line.key for line in lines}
    unsure = {
        word
        for line in lines
        if line.key not in form and line.source
        for word in (line.key[0], word_key(line.source.raw("name")))
    } - {""}
    before: RowKey | None = None
    for key, row in form.items():
        if key not in there and not unsure & {key[0], word_key(str(row.get("name") or ""))}:
            place = max((n for n, line in enumerate(lines) if line.key == before), default=-1)
            lines.insert(place + 1, _Line(key, None, row))
        elif key not in there:
            continue
        before = key
    return lines


def _laid(spec: SheetSpec, table: KeptTable | None, lines: Sequence[_Line]) -> LaidTable:
    rows: list[Row] = []
    numbers: dict[int, int] = {}
    added: dict[str, int] = {}
    restored: dict[tuple[int, str], Cell] = {}
    others: list[OtherEntry] = []
    sheet = table.sheet if table else ""
    for number, line in enumerate(lines, start=1):
        if line.source is None:
            added[entity(spec.key, *line.key)] = number
            rows.append(_blank(spec, line.printed or {}))
            continue
        numbers[line.source.excel_row] = number
        values: dict[str, object] = {}
        for column in spec.columns:
            cell = line.source.cells.get(column.field)
            if column.entry in _PRINTED and line.printed is not None:
                values[column.field] = line.printed.get(column.field)
                if cell is not None and not _as_printed(values[column.field], cell):
                    restored[number, column.field] = cell
                    others += _entries(
                        Stray(sheet, cell, Reason.PRINTED, column.label, line.source.raw("name"))
                    )
            elif cell is not None:
                values[column.field] = kept_value(cell)
                others += _overflow(sheet, cell, column, line.source)
        rows.append(values)
    return LaidTable(
        spec,
        tuple(rows),
        sheet,
        table.columns if table else {},
        tuple(_merges(table, numbers)) if table else (),
        numbers,
        added,
        restored,
        tuple(others),
    )


def _blank(spec: SheetSpec, printed: Row) -> Row:
    filled = {column.field for column in spec.columns if column.entry is not Entry.INPUT}
    return {name: value for name, value in printed.items() if name in filled}


def _as_printed(printed: object, cell: Cell) -> bool:
    if isinstance(printed, int | float) and isinstance(cell.value, int | float):
        return abs(printed - cell.value) < 1e-6
    if isinstance(printed, date) and isinstance(cell.value, date):
        return printed == cell.value
    return word_key(str(printed if printed is not None else "")) == word_key(cell.raw)


def _merges(table: KeptTable, numbers: Mapping[int, int]) -> Iterable[Merge]:
    """Yield the merged cells whose rows still follow one another."""
    taken: set[tuple[int, str]] = set()
    for first, last, name in table.merged:
        inside = [number for row, number in numbers.items() if first <= row <= last]
        places = {(number, name) for number in inside}
        if inside == list(range(inside[0], inside[0] + len(inside))) and not places & taken:
            taken |= places
            yield inside[0], inside[-1], name


def kept_value(cell: Cell) -> Kept:
    """Return a cell as it is written again; of a text no cell can hold, the first piece."""
    value, number_format = again(cell)
    return Kept(pieces(value)[0] if isinstance(value, str) else value, number_format)


def _overflow(sheet: str, cell: Cell, column: Column, row: KeptRow) -> list[OtherEntry]:
    """Return what the cell of the form cannot hold of a typed cell: the rest of a long text, a formula."""
    if cell.kind == "formula_uncached":
        return _entries(Stray(sheet, cell, Reason.FORMULA, column.label, row.raw("name")))
    if cell.kind == "text" and len(pieces(cell.raw)) > 1:
        return _entries(Stray(sheet, cell, Reason.TOO_LONG, column.label, row.raw("name")))
    return []


def others_of(strays: Iterable[Stray]) -> list[OtherEntry]:
    """Return cells without a place as lines of そのほかの記入."""
    return [entry for stray in strays for entry in _entries(stray)]


def _entries(stray: Stray) -> list[OtherEntry]:
    cell = stray.cell
    place = f"{column_letters(cell.column)}{cell.row}"
    if cell.kind == "text":
        values: list[str | Kept] = [Kept(piece) for piece in pieces(cell.raw)]
    elif cell.kind in ("error", "formula_uncached"):
        values = [Kept(piece) for piece in pieces(cell.raw)]
    else:
        values = [kept_value(cell)]
    return [
        OtherEntry(stray.sheet, place, stray.heading, stray.row_name, value, str(stray.reason))
        for value in values
    ]


def carried_entries(lines: Iterable[Mapping[str, Cell]]) -> list[OtherEntry]:
    """Return the lines of そのほかの記入 of a 返却ブック before as they stood there."""
    return [
        OtherEntry(
            sheet=_text(line, "sheet"),
            cell=_text(line, "cell"),
            heading=_text(line, "heading"),
            subject=_text(line, "subject"),
            value=kept_value(line["value"]) if "value" in line else "",
            reason=_text(line, "reason"),
        )
        for line in lines
    ]


def _text(line: Mapping[str, Cell], name: str) -> str:
    return line[name].raw if name in line else ""
