"""What a workbook holds, laid onto the columns of our tables as far as these can be told; the rest by cell.

The reader judges and stops at a fault; this room loses nothing and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from miharu_dx.domain.sheetspec import Entry, SheetSpec
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO
from miharu_dx.domain.sheetspec_returned import FIX_LIST, OTHER_ENTRIES, Reason
from miharu_dx.intake.header import LEAST_HITS, best_row, locate, sheet_named
from miharu_dx.intake.header_words import Hit
from miharu_dx.intake.model import Cell, SheetCells, WorkbookCells

_MADE_BY_US = (FORM_INFO, CODE_TABLE, FIX_LIST)


@dataclass(frozen=True)
class KeptRow:
    """One row below a heading: its cells by field, those of printed columns included."""

    excel_row: int
    cells: Mapping[str, Cell]

    def raw(self, name: str) -> str:
        """Return what stands in a field, blank for nothing."""
        cell = self.cells.get(name)
        return cell.raw.strip() if cell is not None else ""


@dataclass(frozen=True)
class KeptTable:
    """One table as far as its heading could be told: ``columns`` are those it has, by field.

    Several columns of one heading stand in their order. ``merged`` are (first Excel row, last Excel row, field) of cells merged downwards.
    """

    spec: SheetSpec
    sheet: str
    columns: Mapping[str, tuple[int, ...]]
    rows: tuple[KeptRow, ...]
    merged: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Stray:
    """A cell that has no place in our tables, with the heading above it and the name of its row."""

    sheet: str
    cell: Cell
    reason: Reason
    heading: str = ""
    row_name: str = ""


@dataclass(frozen=True)
class KeptBook:
    """A whole workbook: tables by their key, everything else that holds something, cell by cell.

    ``carried`` are the lines of そのほかの記入 of a 返却ブック before, by field.
    """

    tables: Mapping[str, KeptTable]
    strays: tuple[Stray, ...]
    carried: tuple[Mapping[str, Cell], ...] = ()


def kept(book: WorkbookCells, specs: Sequence[SheetSpec]) -> KeptBook:
    """Return everything a workbook holds; each cell that is not blank is in exactly one place of it."""
    tables: dict[str, KeptTable] = {}
    strays: dict[str, list[Stray]] = {}
    for spec, found in _found(book, specs):
        table, rest = _table(spec, found)
        tables.setdefault(spec.key, table)
        strays[found.sheet.name] = rest
    carried: list[Mapping[str, Cell]] = []
    for spec in (*_MADE_BY_US, OTHER_ENTRIES):
        sheet = sheet_named(book, spec.name)
        found = None if sheet is None else _heading(sheet, spec)
        if sheet is None or found is None or sheet.name in strays:
            continue
        table, rest = _table(spec, found)
        strays[sheet.name] = rest
        if spec is OTHER_ENTRIES:
            carried += [row.cells for row in table.rows]
    headless = {sheet.name for spec in specs if (sheet := sheet_named(book, spec.name)) is not None}
    for sheet in book.sheets:
        reason = Reason.NO_HEADING if sheet.name in headless else Reason.UNKNOWN_SHEET
        rest = strays.setdefault(sheet.name, [Stray(sheet.name, cell, reason) for cell in _holding(sheet)])
        strays[sheet.name] = rest
    return KeptBook(
        tables, tuple(stray for sheet in book.sheets for stray in strays[sheet.name]), tuple(carried)
    )


@dataclass(frozen=True)
class _Heading:
    """Where a table begins; a field named by several columns has them all."""

    sheet: SheetCells
    row: int
    columns: Mapping[str, tuple[int, ...]]
    title_cells: frozenset[int] = field(default_factory=frozenset[int])


def _found(book: WorkbookCells, specs: Sequence[SheetSpec]) -> Iterator[tuple[SheetSpec, _Heading]]:
    """Yield the heading of each table: the reader's own, else as much of one as there is."""
    located = locate(book, specs)
    taken: set[str] = set()
    for spec in specs:
        header = located.headers.get(spec.key)
        if header is not None:
            columns = {name: (number,) for name, number in header.columns.items()}
            found = _Heading(header.sheet, header.row, columns, frozenset(header.columns.values()))
        else:
            faults = (f for f in located.findings if f.entity == spec.key)
            renamed = next((f.location.sheet for f in faults if f.code == "header.sheet_renamed"), "")
            sheet = book.sheet(renamed) if renamed else sheet_named(book, spec.name)
            found = None if sheet is None else _heading(sheet, spec)
        if found is not None and found.sheet.name not in taken:
            taken.add(found.sheet.name)
            yield spec, found


def _heading(sheet: SheetCells, spec: SheetSpec) -> _Heading | None:
    row, hits = best_row(sheet, spec)
    by_field: dict[str, list[Hit]] = {}
    for hit in hits:
        by_field.setdefault(hit.field, []).append(hit)
    if len(by_field) < min(LEAST_HITS, len(spec.columns)):
        return None
    columns: dict[str, tuple[int, ...]] = {}
    for name, own in by_field.items():
        chosen = [hit for hit in own if hit.by_label] or own
        columns[name] = tuple(hit.cell.column for hit in chosen)
    return _Heading(sheet, row, columns, frozenset(c for own in columns.values() for c in own))


def _table(spec: SheetSpec, found: _Heading) -> tuple[KeptTable, list[Stray]]:
    sheet = found.sheet
    rows: list[KeptRow] = []
    strays: list[Stray] = []
    headings = sheet.by_row.get(found.row, {})
    for excel_row, line in sheet.by_row.items():
        holding = {number: cell for number, cell in line.items() if cell.raw.strip()}
        if excel_row < found.row:
            strays += [Stray(sheet.name, cell, Reason.OUTSIDE) for cell in holding.values()]
            continue
        cells = {} if excel_row == found.row else _chosen(found, holding)
        used = {number for name in cells for number in found.columns[name]}
        if cells:
            rows.append(KeptRow(excel_row, cells))
        name = cells["name"].raw.strip() if "name" in cells else ""
        for number, cell in holding.items():
            if number in used or (excel_row == found.row and number in found.title_cells):
                continue
            own = number in found.title_cells
            reason = Reason.TWO_COLUMNS if own else Reason.UNKNOWN_COLUMN
            heading = headings[number].raw.strip() if number in headings and excel_row > found.row else ""
            strays.append(Stray(sheet.name, cell, reason, heading, name))
    table = KeptTable(spec, sheet.name, found.columns, tuple(rows), tuple(_merged(spec, found, rows)))
    return table, strays


def _chosen(found: _Heading, holding: Mapping[int, Cell]) -> dict[str, Cell]:
    """Return the cell of each field; of several columns of one heading the one value they agree on."""
    cells: dict[str, Cell] = {}
    for name, numbers in found.columns.items():
        own = [holding[number] for number in numbers if number in holding]
        if len({(cell.kind, cell.raw.strip()) for cell in own}) == 1:
            cells[name] = own[0]
    return cells


def _merged(spec: SheetSpec, found: _Heading, rows: Sequence[KeptRow]) -> Iterator[tuple[int, int, str]]:
    """Yield cells of columns that are read, merged over several rows."""
    typed = {
        found.columns[column.field][0]: column.field
        for column in spec.columns
        if column.field in found.columns and column.entry in (Entry.KEY, Entry.INPUT)
    }
    for top, left, bottom, _ in found.sheet.merged:
        inside = [row.excel_row for row in rows if top <= row.excel_row <= bottom] if bottom > top else []
        if left in typed and len(inside) > 1 and inside[0] == top:
            yield inside[0], inside[-1], typed[left]


def _holding(sheet: SheetCells) -> Iterator[Cell]:
    return (cell for cell in sheet if cell.raw.strip())
