"""Tables of a sheet nobody made for us: headings of several lines joined, rows told by what they are for.

Cells keep their true place wherever a merged cell is carried to: a cell that stands for rows below
is the same cell in each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from miharu_dx.intake.free.headings import UNNAMED, Heading
from miharu_dx.intake.free.row_roles import RowRole
from miharu_dx.intake.model import Cell, SheetCells, WorkbookCells

BANNER = 0  # 区切りの行の見出しが入る、実際にはない列の番号
BANNER_PATH = "<区切りの行>"
LONGEST_HEAD = 5  # 見出しは、多くて5行

Line = Mapping[int, Cell]


class Around(StrEnum):
    """What a cell beside the tables is."""

    TITLE = "title"
    NOTE = "note"
    HIDDEN_SHEET = "hidden_sheet"


@dataclass(frozen=True, eq=False)
class FreeColumn:
    """A column with its heading; ``path`` is its own among the columns of its year and period."""

    number: int
    heading: Heading
    path: str


@dataclass(frozen=True, eq=False)
class FreeRow:
    """One line of a body: its cells by column, cells merged or set above it included."""

    excel_row: int
    role: RowRole
    cells: Line
    own: Line

    def at(self, column: int) -> Cell | None:
        """Return the cell that stands for a column in this row."""
        return self.cells.get(column)


@dataclass(frozen=True, eq=False)
class FreeTable:
    """One table: where its heading stands, its columns, and its lines in order.

    ``above`` are the cells between this table and what stands over it, such as its title. The
    columns of a card are no columns of the sheet: their numbers are below zero.
    """

    sheet: SheetCells
    head_rows: tuple[int, ...]
    columns: tuple[FreeColumn, ...]
    rows: tuple[FreeRow, ...]
    above: tuple[Cell, ...] = ()
    is_card: bool = False

    @cached_property
    def signature(self) -> tuple[str, ...]:
        """The paths by which tables of one kind are known, each once."""
        return tuple(dict.fromkeys(column.path for column in self.columns if column.number != BANNER))

    @cached_property
    def body(self) -> tuple[FreeRow, ...]:
        """The lines that hold data."""
        return tuple(row for row in self.rows if row.role is RowRole.DATA)

    @cached_property
    def heads(self) -> frozenset[tuple[int, int]]:
        """The places of its heading cells."""
        return frozenset((cell.row, cell.column) for one in self.columns for cell in one.heading.cells)

    @cached_property
    def place(self) -> tuple[int, int, int, int]:
        """First row, first column, last row, last column."""
        filled = {(cell.row, cell.column) for row in self.rows for cell in row.own.values()} | self.heads
        rows, columns = [row for row, _ in filled], [column for _, column in filled]
        return min(rows), min(columns), max(rows), max(columns)

    @property
    def key(self) -> str:
        """What tells it from the other tables of its workbook: its sheet and its first heading cell."""
        row, column = min(self.heads)
        return f"{self.sheet.name}!{row}:{column}"

    @property
    def title(self) -> str:
        """What stands above it, in one line."""
        return "　".join(" ".join(cell.raw.split()) for cell in self.above)

    def columns_of(self, path: str) -> tuple[FreeColumn, ...]:
        """Return the columns of a path, one for each year and period."""
        return tuple(column for column in self.columns if column.path == path)

    def values(self, column: FreeColumn) -> Iterator[Cell]:
        """Yield the cells of a column in the body, a merged one once."""
        seen: set[tuple[int, int]] = set()
        for row in self.body:
            cell = row.at(column.number)
            if cell is not None and (cell.row, cell.column) not in seen:
                seen.add((cell.row, cell.column))
                yield cell


@dataclass(frozen=True, eq=False)
class FreeBook:
    """Every table of a workbook's visible sheets, and every cell that belongs to none of them."""

    book: WorkbookCells
    tables: tuple[FreeTable, ...]
    around: tuple[tuple[SheetCells, Cell, Around], ...]


def named(column: FreeColumn) -> str:
    """Return the heading of a column for a reader, also where it has none."""
    if column.number == BANNER:
        return "（区切りの行）"
    return column.heading.text or ("（見出しなし）" if column.path.startswith(UNNAMED) else column.path)
