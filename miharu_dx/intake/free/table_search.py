"""Find the tables of a sheet: headings of several lines joined, merged cells carried to where they count."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from miharu_dx.intake.free.cards import cards_of, rows_under, under_card
from miharu_dx.intake.free.headings import Calendar, Heading, heading_of
from miharu_dx.intake.free.row_roles import RowRole, role_of
from miharu_dx.intake.free.tables import (
    BANNER,
    BANNER_PATH,
    LONGEST_HEAD,
    Around,
    FreeBook,
    FreeColumn,
    FreeRow,
    FreeTable,
    Line,
)
from miharu_dx.intake.model import Cell, SheetCells, WorkbookCells
from miharu_dx.intake.readability.layout import Layout, Table, layout_of

Layouts = tuple[Layout | None, ...]


def layouts_of(book: WorkbookCells) -> Layouts:
    """Return how each sheet is laid out, none for one that is hidden."""
    return tuple(layout_of(sheet) if sheet.state == "visible" else None for sheet in book.sheets)


def tables_of(
    book: WorkbookCells,
    calendar: Calendar,
    head_rows: Mapping[str, int] | None = None,
    layouts: Layouts | None = None,
) -> FreeBook:
    """Return the tables of a workbook; ``head_rows`` overrides how many lines the heading of one has.

    Its keys are those of the tables. ``layouts`` saves laying the same sheets out again.
    """
    tables: list[FreeTable] = []
    around: list[tuple[SheetCells, Cell, Around]] = []
    for sheet, layout in zip(book.sheets, layouts or layouts_of(book), strict=True):
        if layout is None:
            around += [(sheet, cell, Around.HIDDEN_SHEET) for cell in sheet if cell.raw.strip()]
            continue
        cards, others = _laid_out_as_cards(sheet, calendar, head_rows or {})
        found, rest = _cards(sheet, cards, others) if cards else _tables_of(layout, calendar, head_rows or {})
        tables += found
        around += [(sheet, cell, kind) for cell, kind in rest]
    return FreeBook(book, tuple(tables), tuple(around))


def _laid_out_as_cards(
    sheet: SheetCells, calendar: Calendar, head_rows: Mapping[str, int]
) -> tuple[tuple[FreeTable, ...], list[FreeTable]]:
    """Return the cards of a sheet and the tables that stand among them, none where it has no cards."""
    under = rows_under(sheet, calendar)
    if not under:
        return cards_of(sheet, calendar), []
    cards = cards_of(_only(sheet, frozenset(sheet.by_row) - under), calendar)
    if not cards:
        return (), []
    found, _ = _tables_of(layout_of(_only(sheet, under)), calendar, head_rows)
    own = [replace(card, sheet=sheet) for card in cards]
    return tuple(own), [under_card(replace(table, sheet=sheet, above=()), own) for table in found]


def _only(sheet: SheetCells, rows: frozenset[int]) -> SheetCells:
    """Return a sheet with the cells and merges of some rows only, at their true places."""
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] in rows}
    return replace(sheet, cells=cells, merged=tuple(area for area in sheet.merged if area[0] in rows))


def _cards(
    sheet: SheetCells, cards: Sequence[FreeTable], others: Sequence[FreeTable]
) -> tuple[list[FreeTable], list[tuple[Cell, Around]]]:
    """Return the cards of a sheet and the tables among them, with everything that belongs to none."""
    first = cards[0].place[0]
    tables = [*cards, *others]
    around = [(cell, Around.TITLE if cell.row < first else Around.NOTE) for cell in _outside(sheet, tables)]
    above = tuple(cell for cell, kind in around if kind is Around.TITLE)
    return [replace(cards[0], above=above), *cards[1:], *others], around


def _outside(sheet: SheetCells, tables: Sequence[FreeTable]) -> Iterator[Cell]:
    """Yield every cell that is in none of the tables, so that each is in exactly one place."""
    taken = set[tuple[int, int]]().union(*(table.heads for table in tables))
    taken |= {(cell.row, cell.column) for table in tables for row in table.rows for cell in row.own.values()}
    yield from (cell for cell in sheet if cell.raw.strip() and (cell.row, cell.column) not in taken)


def _tables_of(
    layout: Layout, calendar: Calendar, head_rows: Mapping[str, int]
) -> tuple[list[FreeTable], list[tuple[Cell, Around]]]:
    tables: list[FreeTable] = []
    for table in layout.tables:
        if table.head_rows:
            key = f"{table.sheet.name}!{table.head_rows[0]}:{min(table.head[table.head_rows[0]])}"
            tables.append(_free_table(table, calendar, head_rows.get(key, len(table.head_rows))))
    places = sorted((table.place[0], table.place[2]) for table in tables)
    tops = [top for top, _ in places]
    bottoms = list(accumulate((bottom for _, bottom in places), max))
    rest = [(cell, _around(cell, tops, bottoms)) for cell in _outside(layout.sheet, tables)]
    return [_titled(table, tables, rest) for table in tables], rest


def _around(cell: Cell, tops: Sequence[int], bottoms: Sequence[int]) -> Around:
    """Tell a title from a note: a title stands nearer to the table below than to the one above."""
    below = bisect_right(tops, cell.row)
    if below == len(tops):
        return Around.NOTE
    above = bottoms[below - 1] if below else None
    if above is not None and (above >= cell.row or cell.row - above < tops[below] - cell.row):
        return Around.NOTE
    return Around.TITLE


def _titled(table: FreeTable, tables: Sequence[FreeTable], rest: Iterable[tuple[Cell, Around]]) -> FreeTable:
    top = table.place[0]
    over = max((other.place[2] for other in tables if other.place[2] < top), default=0)
    above = tuple(cell for cell, kind in rest if kind is Around.TITLE and over < cell.row < top)
    return replace(table, above=above)


def _free_table(table: Table, calendar: Calendar, count: int) -> FreeTable:
    lines = {**table.head, **table.body}
    ordered = sorted(lines)
    first = ordered.index(table.head_rows[0])
    head_rows = tuple(ordered[first : first + max(1, min(count, LONGEST_HEAD))])
    body = {row: lines[row] for row in ordered if row > head_rows[-1]}
    headings = _head_cells(table, head_rows)
    columns = _columns(table, headings, body, calendar)
    rows = tuple(_rows(table.sheet, columns, headings, body))
    if any(row.role is RowRole.BANNER for row in rows):
        columns = (FreeColumn(BANNER, Heading((), BANNER_PATH), BANNER_PATH), *columns)
    return FreeTable(table.sheet, head_rows, columns, rows)


def _head_cells(table: Table, head_rows: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
    """Return the heading cells above each column from the top, merged and spread ones carried along."""
    sheet, numbers = table.sheet, table.columns
    covering: dict[tuple[int, int], Cell] = {}
    for top, left, bottom, right in sheet.merged:
        anchor = sheet.at(top, left)
        if anchor is None or top not in head_rows or not anchor.raw.strip():
            continue
        for row in head_rows:
            for number in numbers:
                if top <= row <= bottom and left <= number <= right:
                    covering[row, number] = anchor
    for row in head_rows:
        for number in numbers:
            cell = sheet.at(row, number)
            if cell is not None and cell.raw.strip():
                covering[row, number] = cell
    for level, row in enumerate(head_rows[:-1]):
        _spread(row, head_rows[level + 1 :], numbers, covering)
    found: dict[int, tuple[Cell, ...]] = {}
    for number in numbers:
        cells = dict.fromkeys(covering[row, number] for row in head_rows if (row, number) in covering)
        found[number] = tuple(cells)
    return found


def _spread(
    row: int, below: Sequence[int], numbers: Sequence[int], covering: dict[tuple[int, int], Cell]
) -> None:
    """Carry a heading right over the columns it stands for without being merged."""
    reach: Cell | None = None
    for number in numbers:
        cell = covering.get((row, number))
        under = [covering[lower, number] for lower in below if (lower, number) in covering]
        if cell is not None:
            reach = cell if any(one is not cell for one in under) else None
        elif reach is not None and under and not any(one.column < number for one in under):
            covering[row, number] = reach
        else:
            reach = None


def _columns(
    table: Table, headings: Mapping[int, tuple[Cell, ...]], body: Mapping[int, Line], calendar: Calendar
) -> tuple[FreeColumn, ...]:
    filled = {number for line in body.values() for number in line}
    told: Counter[tuple[str, int | None, str | None]] = Counter()
    columns: list[FreeColumn] = []
    for number in table.columns:
        heading = heading_of(headings[number], calendar)
        own = any(cell.column == number for cell in heading.cells)
        if number not in filled and not own:
            continue
        kind = (heading.path, heading.fiscal_year, heading.period)
        told[kind] += 1
        path = heading.path if told[kind] == 1 else f"{heading.path} #{told[kind]}"
        columns.append(FreeColumn(number, heading, path))
    return tuple(columns)


def _rows(
    sheet: SheetCells,
    columns: Sequence[FreeColumn],
    headings: Mapping[int, tuple[Cell, ...]],
    body: Mapping[int, Line],
) -> Iterator[FreeRow]:
    numbers = [column.number for column in columns]
    carried = _carried(sheet, set(numbers), body)
    wide = _wide(sheet)
    banner: Cell | None = None
    for row, line in body.items():
        own = {number: line[number] for number in numbers if number in line}
        if not own:
            continue
        cells = {**carried.get(row, {}), **own}
        role = role_of(own, cells, numbers, headings, wide)
        if role is RowRole.BANNER:
            banner = next(iter(own.values()))
        elif banner is not None:
            cells[BANNER] = banner
        yield FreeRow(row, role, cells, own)


def _carried(sheet: SheetCells, numbers: set[int], body: Mapping[int, Line]) -> dict[int, dict[int, Cell]]:
    """Return, by row, the cells merged down into it, at the left column of their merge."""
    found: dict[int, dict[int, Cell]] = {}
    rows = list(body)
    for top, left, bottom, _ in sheet.merged:
        if bottom == top or left not in numbers or top not in body:
            continue
        cell = body[top].get(left)
        if cell is not None:
            for row in rows[bisect_right(rows, top) : bisect_right(rows, bottom)]:
                found.setdefault(row, {})[left] = cell
    return found


def _wide(sheet: SheetCells) -> Mapping[tuple[int, int], int]:
    """Return how many columns each cell merged sideways covers."""
    return {(top, left): right - left + 1 for top, left, _, right in sheet.merged if right > left}
