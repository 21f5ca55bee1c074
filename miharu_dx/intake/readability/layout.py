"""What a sheet is laid out as: its tables, what stands around them, and the gaps within them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.model import Cell, Merge, SheetCells
from miharu_dx.intake.readability.heads import head_of, is_heading, is_note, merges_by_row, spanned
from miharu_dx.intake.readability.islands import Island, Line, bands_of, filled_lines, parts_of

_BLOCK_COLUMNS, _BLOCK_ROWS = 2, 5  # 表の上の「担当課｜総務課」のような書き込みは、2列5行か、短い1行まで
_LEAST_SHARE = 0.5
_LOOSE_SHARE = 0.2  # 見出しのない列は、行の2割より少なければ表の外のメモとみる
_SIDE_ROWS = 0.5
_HEAD_SHARE = 0.6  # 表の上にある1行が、表の見出しかどうかの境
_TABLES_NEAR = 8
_MOST_TABLES = 200  # これより多くの表を1枚に並べたシートでは、残りを表の外とみる

Gap = tuple[int, int]


@dataclass(eq=False)
class Table:
    """One table: rows of its heading, lines of its body, and the columns both of them have.

    ``gaps`` and ``column_gaps`` are first and last of the blank rows and columns within it;
    ``spanned`` are columns a merged heading reaches over; ``loose`` holds cells beside it whose column has no heading and few values.
    """

    sheet: SheetCells
    head_rows: tuple[int, ...]
    head: dict[int, Line]
    body: dict[int, Line]
    gaps: list[Gap] = field(default_factory=list[Gap])
    column_gaps: list[Gap] = field(default_factory=list[Gap])
    loose: list[Cell] = field(default_factory=list[Cell])
    spanned: frozenset[int] = frozenset()
    bottom: int = 0
    _columns: set[int] = field(default_factory=set[int])

    @property
    def top(self) -> int:
        """The first row, of the heading where there is one."""
        return self.head_rows[0] if self.head_rows else next(iter(self.body))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns of the table from the left, settled once it is whole."""
        return tuple(sorted(self._columns - {cell.column for cell in self.loose}))

    def columns_so_far(self) -> set[int]:
        """Return the columns of all lines taken up so far."""
        return self._columns

    @property
    def first_cell(self) -> Cell:
        """The first cell of the heading, or of the table where it has none."""
        line = self.head[self.head_rows[0]] if self.head_rows else next(iter(self.body.values()))
        return line[min(line)]

    @property
    def cell_count(self) -> int:
        """How many cells its body holds."""
        return sum(len(line) for line in self.body.values())

    def head_words(self) -> frozenset[str]:
        """Return the words of the heading, folded."""
        return frozenset(word_key(cell.raw) for line in self.head.values() for cell in line.values())

    def add(self, lines: Mapping[int, Line]) -> None:
        """Take up more lines of the body, in the rows or below."""
        for row, line in lines.items():
            place = self.head if row in self.head_rows else self.body
            place[row] = {**place.get(row, {}), **line}
            self._columns |= line.keys()
            self.bottom = max(self.bottom, row)

    def put_in_order(self) -> None:
        """Order the lines by row, once all of them are there."""
        self.body = dict(sorted(self.body.items()))


@dataclass(frozen=True, eq=False)
class Layout:
    """A sheet's tables from the top, what stands above the first one, and what stands elsewhere.

    A sheet without a table, such as 記入要領, has only ``above``.
    """

    sheet: SheetCells
    tables: tuple[Table, ...]
    above: tuple[Cell, ...]
    outside: tuple[Cell, ...]

    @cached_property
    def main(self) -> Table | None:
        """The table with the most cells."""
        return max(self.tables, key=lambda table: table.cell_count, default=None)


def layout_of(sheet: SheetCells) -> Layout:
    """Return how a sheet is laid out; nothing of it is left out."""
    bands = [(band, list(parts_of(band))) for band in bands_of(filled_lines(sheet))]
    return _Builder(sheet, bands).layout()


class _Builder:
    """Puts islands together: new tables, what continues one, and what is none."""

    def __init__(self, sheet: SheetCells, bands: Sequence[tuple[Island, Sequence[Island]]]) -> None:
        self._sheet = sheet
        self._bands = bands
        self._merges: Mapping[int, list[Merge]] = merges_by_row(sheet.merged)
        self._tables: list[Table] = []
        self._rest: list[Cell] = []
        self._alone: list[Island] = []

    def layout(self) -> Layout:
        parts = (part for _, found in self._bands for part in found)
        largest = max(filter(_is_table, parts), key=lambda island: island.size, default=None)
        for band, found in self._bands:
            if self._goes_on(band):
                continue
            for island in found:
                if largest is None or not self._take(island, largest):
                    self._alone.append(island)
        self._rest += (cell for island in self._alone for cell in island)
        for table in self._tables:
            table.put_in_order()
            self._settle_columns(table)
        top = min((table.top for table in self._tables), default=self._sheet.max_row + 1)
        return Layout(
            self._sheet,
            tuple(self._tables),
            tuple(cell for cell in self._rest if cell.row < top),
            (
                *(cell for cell in self._rest if cell.row >= top),
                *(cell for table in self._tables for cell in table.loose),
            ),
        )

    def _goes_on(self, band: Island) -> bool:
        """Whether a band is more rows of a table above it, whatever columns they leave blank."""
        if band.widest < 2 or _is_remarks(band) or any(is_heading(line) for line in _first_lines(band)):
            return False
        for table in self._near():
            if band.top > table.bottom and band.columns <= table.columns_so_far():
                self._append(table, band)
                return True
        return False

    def _take(self, island: Island, largest: Island) -> bool:
        """Whether an island is a table or a part of one."""
        if self._beside(island):
            return True
        if not _is_table(island) or _is_remarks(island):
            return False
        if island.bottom < largest.top and _is_block(island, largest):
            return False
        has_heading = any(is_heading(line) for line in _first_lines(island))
        for table in self._near() if not has_heading else ():
            if _is_below(island, table):
                self._append(table, island)
                return True
        if len(self._tables) >= _MOST_TABLES:
            return False
        if self._tables and len(island.lines) == 1 and not is_heading(island.lines[island.top]):
            return False
        self._begin(island)
        return True

    def _near(self) -> Sequence[Table]:
        """Return the last tables, the nearest first: none stands beside or above more than a few."""
        return self._tables[: -_TABLES_NEAR - 1 : -1]

    def _beside(self, island: Island) -> bool:
        """Whether an island stands beside a table behind a blank column and belongs to it."""
        for table in self._near():
            rows = [row for row in island.rows if table.top <= row <= table.bottom]
            if len(rows) < len(island.rows) or not table.head_rows:
                continue
            left, right = min(island.columns), max(table.columns_so_far())
            has_head = table.head_rows[-1] in island.lines or table.head_rows[0] in island.lines
            if left <= right + 1 or not has_head or self._is_own_table(island, table):
                continue
            table.column_gaps.append((right + 1, left - 1))
            table.add(island.lines)
            return True
        return False

    def _is_own_table(self, island: Island, table: Table) -> bool:
        """Whether a part behind a blank column repeats the headings or is much shorter."""
        words = {word_key(cell.raw) for row in table.head_rows for cell in island.lines.get(row, {}).values()}
        if words & table.head_words():
            return True
        return len(island.columns) > 1 and len(island.rows) < _SIDE_ROWS * len(table.body)

    def _append(self, table: Table, island: Island) -> None:
        if island.top > table.bottom + 1:
            table.gaps.append((table.bottom + 1, island.top - 1))
        table.add(self._without_remarks(island))

    def _begin(self, island: Island) -> None:
        head_rows = head_of(island, self._merges)
        first = head_rows[0] if head_rows else island.top
        self._rest += (cell for row, line in island.lines.items() if row < first for cell in line.values())
        lines = {row: line for row, line in self._without_remarks(island).items() if row >= first}
        table = Table(self._sheet, head_rows, {}, {})
        table.add(lines)
        self._take_left_column(table)
        self._tables.append(table)

    def _take_left_column(self, table: Table) -> None:
        """Give a table the single column left of it that has a heading in the same row."""
        if not self._alone or not table.head_rows or table.head_rows[-1] not in self._alone[-1].lines:
            return
        left = max(self._alone[-1].columns)
        if left < min(table.columns_so_far()):
            table.column_gaps.append((left + 1, min(table.columns_so_far()) - 1))
            table.add(self._alone.pop().lines)

    def _without_remarks(self, island: Island) -> Mapping[int, Line]:
        """Return the lines of an island without remarks directly under them, which are no rows."""
        lines = dict(island.lines)
        while len(lines) > 1:
            last = next(reversed(lines))
            (first, *others) = lines[last].values()
            if others or not is_note(first, wide=len(island.columns) > 2):
                break
            self._rest.append(first)
            del lines[last]
        return lines

    def _settle_columns(self, table: Table) -> None:
        """Tell columns without a heading that hold data from remarks beside the table."""
        if not table.head_rows:
            return
        named = {column for line in table.head.values() for column in line}
        for row in table.head_rows:
            filled = (merge for merge in self._merges.get(row, ()) if merge[1] in table.head.get(row, {}))
            table.spanned |= spanned(filled, table.columns_so_far())
        for column in table.columns_so_far() - named - table.spanned:
            cells = [line[column] for line in table.body.values() if column in line]
            if len(cells) < 2 or len(cells) < _LOOSE_SHARE * len(table.body):
                table.loose += cells


def _is_table(island: Island) -> bool:
    if sum(len(line) >= 2 for line in island.lines.values()) >= 2:
        return True
    first = next(iter(island.lines.values()))
    return len(island.lines) == 1 and (len(first) >= 3 or is_heading(first))


def _is_remarks(island: Island) -> bool:
    """Whether most lines begin as remarks do: a legend in two columns is no table."""
    firsts = [line[min(line)] for line in island.lines.values()]
    return 2 * sum(_begins_as_note(cell) for cell in firsts) > len(firsts)


def _begins_as_note(cell: Cell) -> bool:
    return cell.kind == "text" and cell.raw.lstrip().startswith(("※", "＊", "*", "注"))


def _is_block(island: Island, largest: Island) -> bool:
    """Whether an island above the table only says what the table is of: 担当課｜総務課｜記入者｜…"""
    if len(island.columns) <= _BLOCK_COLUMNS:
        return len(island.rows) <= _BLOCK_ROWS
    return len(island.rows) == 1 and island.widest <= _HEAD_SHARE * largest.widest


def _is_below(island: Island, table: Table) -> bool:
    """Whether an island stands below a table and in its columns."""
    if island.top <= table.bottom:
        return False
    shared = island.columns & table.columns_so_far()
    return len(shared) >= _LEAST_SHARE * len(island.columns)


def _first_lines(island: Island) -> Iterator[Line]:
    """Yield the lines that may be the heading: down to the first that is as wide as any."""
    for line in island.lines.values():
        yield line
        if len(line) >= _LEAST_SHARE * island.widest:
            return
