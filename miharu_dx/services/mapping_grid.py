"""Their sheet beside what is understood: the first rows of a table as they look, and what became of each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from miharu_dx.domain.finding import Severity, column_letters
from miharu_dx.domain.mapping_left import Left
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.free.reading import MappedReading
from miharu_dx.intake.free.tables import FreeTable
from miharu_dx.intake.model import Cell, SheetCells
from miharu_dx.present.views.mapping import CellTone, GridCell, GridView, short

ROWS_SHOWN, COLUMNS_SHOWN = 14, 16  # 一画面で見比べられる大きさ。残りは数を示す
TEXT_SHOWN = 26

Place = tuple[int, int]


def grid_view(table: FreeTable, reading: MappedReading) -> GridView:
    """Return the first rows and columns of a table, merged cells as one, with what was read of them."""
    top, first, bottom, last = table.place
    filled = {cell.column for row in range(top, bottom + 1) for cell in _line(table, row)}
    numbers = [number for number in range(first, last + 1) if number in filled]
    shown_columns = numbers[:COLUMNS_SHOWN]
    rows = [row for row in range(top, bottom + 1) if row in table.sheet.by_row]
    shown_rows = rows[:ROWS_SHOWN]
    left = {
        (one.location.excel_row or 0, one.location.excel_column or 0): one
        for one in reading.left
        if one.location.sheet == table.sheet.name
    }
    asked = {
        (finding.location.excel_row or 0, finding.location.excel_column or 0): finding.message
        for finding in reading.submission.findings
        if finding.location.sheet == table.sheet.name and finding.severity is Severity.BLOCK
    }
    lines = _lines(table, shown_rows, shown_columns, left, asked)
    return GridView(
        table.sheet.name,
        tuple(column_letters(number) for number in shown_columns),
        lines,
        len(rows) - len(shown_rows),
        len(numbers) - len(shown_columns),
    )


def _line(table: FreeTable, row: int) -> Iterable[Cell]:
    return table.sheet.by_row.get(row, {}).values()


def _lines(
    table: FreeTable,
    rows: Sequence[int],
    columns: Sequence[int],
    left: Mapping[Place, Left],
    asked: Mapping[Place, str],
) -> tuple[tuple[int, tuple[GridCell, ...]], ...]:
    spans, covered = _merged(table.sheet, rows, columns)
    found: list[tuple[int, tuple[GridCell, ...]]] = []
    for row in rows:
        cells: list[GridCell] = []
        for column in columns:
            place = (row, column)
            if place in covered:
                continue
            across, down = spans.get(place, (1, 1))
            cells.append(_cell(table, table.sheet.at(row, column), place, left, asked, across, down))
        found.append((row, tuple(cells)))
    return tuple(found)


def _merged(
    sheet: SheetCells, rows: Sequence[int], columns: Sequence[int]
) -> tuple[dict[Place, tuple[int, int]], set[Place]]:
    """Return how many shown columns and rows each merged cell covers, and the places it covers."""
    spans: dict[Place, tuple[int, int]] = {}
    covered: set[Place] = set()
    for top, left, bottom, right in sheet.merged:
        inner_rows = [row for row in rows if top <= row <= bottom]
        inner_columns = [column for column in columns if left <= column <= right]
        if not inner_rows or not inner_columns:
            continue
        first = (inner_rows[0], inner_columns[0])
        spans[first] = (len(inner_columns), len(inner_rows))
        covered |= {(row, column) for row in inner_rows for column in inner_columns} - {first}
    return spans, covered - set(spans)


def _cell(
    table: FreeTable,
    cell: Cell | None,
    place: Place,
    left: Mapping[Place, Left],
    asked: Mapping[Place, str],
    across: int,
    down: int,
) -> GridCell:
    if cell is None or not cell.raw.strip():
        return GridCell("", "blank", "", across, down)
    tone: CellTone = "read"
    title = shown(cell)
    if place in table.heads:
        tone = "head"
    elif place in asked:
        tone, title = "ask", asked[place]
    elif place in left:
        one = left[place]
        tone = "ask" if one.reason.open else "left"
        title = one.reason.value + (f"（{one.note}）" if one.note else "")
    return GridCell(short(shown(cell), TEXT_SHOWN), tone, title, across, down)
