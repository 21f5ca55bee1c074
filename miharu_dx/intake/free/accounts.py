"""Every cell of a workbook accounted for: a value came from it, it is a heading, or why it was read past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from miharu_dx.domain.finding import Location
from miharu_dx.domain.mapping_left import Left, LeftReason
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.free.lines import Line
from miharu_dx.intake.free.row_roles import RowRole
from miharu_dx.intake.free.scope import TableUse
from miharu_dx.intake.free.tables import Around, FreeBook, FreeTable, named
from miharu_dx.intake.model import Cell

At = tuple[str, int, int]

_AROUND = {
    Around.TITLE: LeftReason.TITLE,
    Around.NOTE: LeftReason.NOTE,
    Around.HIDDEN_SHEET: LeftReason.HIDDEN_SHEET,
}
_ROLES = {
    RowRole.TOTAL: LeftReason.TOTAL,
    RowRole.BANNER: LeftReason.BANNER,
    RowRole.NUMBERED: LeftReason.NUMBERED,
}


@dataclass
class Account:
    """What was read and, cell by cell, why something was not; what neither says goes by its place."""

    read: set[At] = field(default_factory=set[At])
    reasons: dict[At, LeftReason] = field(default_factory=dict[At, LeftReason])

    def took(self, places: Iterable[At]) -> None:
        """Note cells a value or a key came from."""
        self.read.update(places)

    def passed(self, place: At, reason: LeftReason) -> None:
        """Note why no value came from a cell."""
        self.reasons.setdefault(place, reason)


def left_of(
    book: FreeBook,
    uses: Mapping[int, TableUse],
    aside: Mapping[int, LeftReason],
    lines: Sequence[Line],
    account: Account,
) -> tuple[Left, ...]:
    """Return every cell that was not read, in the order of the workbook.

    ``uses`` are the tables that were read by their identity, ``aside`` why the others were not.
    """
    outside = {id(line.row): line for line in lines}
    found: list[Left] = []
    for table in book.tables:
        use = uses.get(id(table))
        if use is None:
            found += _whole(table, aside.get(id(table), LeftReason.UNKNOWN_TABLE))
        else:
            found += _rest(use, outside, account)
    for sheet, cell, kind in book.around:
        found.append(_left(sheet.name, cell, _AROUND[kind]))
    order = {sheet.name: number for number, sheet in enumerate(book.book.sheets)}

    def place(left: Left) -> tuple[int, int, int]:
        at = left.location
        return (order[at.sheet], at.excel_row or 0, at.excel_column or 0)

    return tuple(sorted(found, key=place))


def _whole(table: FreeTable, reason: LeftReason) -> Iterator[Left]:
    seen: set[tuple[int, int]] = set()
    cells = [cell for column in table.columns for cell in column.heading.cells]
    cells += [cell for row in table.rows for cell in row.own.values()]
    for cell in cells:
        if (cell.row, cell.column) not in seen:
            seen.add((cell.row, cell.column))
            yield _left(table.sheet.name, cell, reason)


def _rest(use: TableUse, lines: Mapping[int, Line], account: Account) -> Iterator[Left]:
    table = use.table
    headings = {column.number: named(column) for column in table.columns}
    for row in table.rows:
        if row.role is RowRole.HEADING:
            continue
        line = lines.get(id(row))
        for number, cell in row.own.items():
            at = (table.sheet.name, cell.row, cell.column)
            if not cell.raw.strip() or at in account.read:
                continue
            reason, note = _ROLES.get(row.role), ""
            if reason is None:
                reason = account.reasons.get(at)
            if reason is None and line is not None:
                reason = line.outside or (LeftReason.UNMATCHED_ROW if line.match.action is None else None)
            if number in use.left and reason not in (LeftReason.TOTAL, LeftReason.OTHER_DEPARTMENT):
                reason, note = use.left[number]
            yield _left(table.sheet.name, cell, reason or LeftReason.SEVERAL, headings[number], note)


def _left(sheet: str, cell: Cell, reason: LeftReason, heading: str = "", note: str = "") -> Left:
    return Left(Location(sheet, cell.row, cell.column), shown(cell), reason, heading, note)
