"""Sheets that hold one action each (個票): labels at the left of their values, read as a table of one row.

A table under a card, such as its indicators, is about the card's action: it has the card's code and
name in every row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from miharu_dx.intake.free.headings import Calendar, Heading, heading_of
from miharu_dx.intake.free.heads import is_known, names_action
from miharu_dx.intake.free.row_roles import RowRole
from miharu_dx.intake.free.tables import FreeColumn, FreeRow, FreeTable
from miharu_dx.intake.model import Cell, SheetCells

_LEAST_ROWS = 4  # 個票は、少なくとも4つの行に項目の名前がある
_LEAST_VALUES = 3
_HEADING_ROW = 3  # 1行に3つの項目名が並べば、表の見出しの行
_LEFT_SHARE = 0.7  # 個票では、項目名が行の左端に立つ
_LONGEST_LABEL = 30
_MOST_CARDS = 500
OF_CARD = "個票の"


@dataclass(frozen=True)
class _Pair:
    """A label with the value at its right, none where nothing is written."""

    label: Cell
    value: Cell | None


def rows_under(sheet: SheetCells, calendar: Calendar) -> frozenset[int]:
    """Return the rows of tables that stand on a sheet beside its cards: a heading and what follows it.

    A table ends at a blank row, or where a label stands at the left with its value beside it once more.
    """
    found: set[int] = set()
    before = 0
    inside: set[str] = set()
    for row in sorted(sheet.by_row):
        cells = [cell for _, cell in sorted(sheet.by_row[row].items()) if cell.raw.strip()]
        if not cells:
            continue
        heads = sum(_is_label(cell) or not heading_of((cell,), calendar).words for cell in cells)
        if heads >= _HEADING_ROW and heads > len(cells) / 2 and any(map(_is_label, cells)):
            inside = {cell.raw.strip() for cell in cells}
        elif inside and (row > before + 1 or (_is_label(cells[0]) and cells[0].raw.strip() not in inside)):
            inside = set()
        if inside:
            found.add(row)
        before = row
    return frozenset(found)


def cards_of(sheet: SheetCells, calendar: Calendar) -> tuple[FreeTable, ...]:
    """Return the cards of a sheet, none where it is laid out otherwise.

    A label that stands there a second time begins another card.
    """
    labels = [cell for cell in sheet if _is_label(cell)]
    rows = Counter(cell.row for cell in labels)
    if len(rows) < _LEAST_ROWS or max(rows.values()) >= _HEADING_ROW:
        return ()
    places = {(cell.row, cell.column) for cell in labels}
    first = sum((row, min(sheet.by_row[row])) in places for row in rows)
    if first < _LEFT_SHARE * len(rows) or not any(names_action(cell.raw) for cell in labels):
        return ()
    pairs = list(_pairs(sheet, labels))
    if sum(pair.value is not None for pair in pairs) < _LEAST_VALUES:
        return ()
    return tuple(_card(sheet, own, calendar) for own in _parted(pairs)[:_MOST_CARDS])


def _is_label(cell: Cell) -> bool:
    return cell.kind == "text" and len(cell.raw) <= _LONGEST_LABEL and is_known(cell.raw)


def _pairs(sheet: SheetCells, labels: Sequence[Cell]) -> Iterator[_Pair]:
    names = {(cell.row, cell.column) for cell in labels}
    reach: Mapping[tuple[int, int], int] = {(top, left): right for top, left, _, right in sheet.merged}
    for label in labels:
        column = reach.get((label.row, label.column), label.column) + 1
        value = sheet.at(label.row, column)
        filled = value is not None and value.raw.strip() and (label.row, column) not in names
        yield _Pair(label, value if filled else None)


def _parted(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """Return the pairs card by card: the label each card begins with tells where the next one does."""
    first = pairs[0].label.raw.strip()
    found: list[list[_Pair]] = []
    for pair in pairs:
        if not found or (pair.label.raw.strip() == first and pair.label.column == pairs[0].label.column):
            found.append([])
        found[-1].append(pair)
    return found


def _card(sheet: SheetCells, pairs: Sequence[_Pair], calendar: Calendar) -> FreeTable:
    """Return a card as a table of one row; its columns are numbered below zero, for they are none."""
    told: Counter[str] = Counter()
    columns: list[FreeColumn] = []
    cells: dict[int, Cell] = {}
    for number, pair in enumerate(pairs, start=1):
        heading = heading_of((pair.label,), calendar)
        told[heading.path] += 1
        path = heading.path if told[heading.path] == 1 else f"{heading.path} #{told[heading.path]}"
        columns.append(FreeColumn(-number, heading, path))
        if pair.value is not None:
            cells[-number] = pair.value
    row = FreeRow(min(pair.label.row for pair in pairs), RowRole.DATA, cells, cells)
    return FreeTable(sheet, (row.excel_row,), tuple(columns), (row,), is_card=True)


def under_card(table: FreeTable, cards: Sequence[FreeTable]) -> FreeTable:
    """Return a table with the code and the name of the card above it in every row.

    One that names its actions itself, and one above every card, stays as it is.
    """
    top = table.place[0]
    above = [card for card in cards if card.place[0] < top]
    if not above or any(names_action(word) for one in table.columns for word in one.heading.words[-1:]):
        return table
    card = max(above, key=lambda one: one.place[0])
    line = card.rows[0]
    own = [one for one in card.columns if names_action(one.heading.cells[0].raw) and one.number in line.cells]
    numbers = {-number: line.cells[one.number] for number, one in enumerate(own, start=1)}
    columns = tuple(
        FreeColumn(number, Heading((), path := f"{OF_CARD}{one.path}", one.heading.words), path)
        for number, one in zip(numbers, own, strict=True)
    )
    rows = tuple(replace(row, cells={**numbers, **row.cells}) for row in table.rows)
    return replace(table, columns=(*columns, *table.columns), rows=rows)
