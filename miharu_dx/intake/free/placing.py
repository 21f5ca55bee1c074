"""A cell of somebody's own table as a field of ours: read as ours are, kept as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from miharu_dx.domain.finding import Location
from miharu_dx.domain.mapping import NOT_USED
from miharu_dx.domain.mapping_fields import CHOSEN
from miharu_dx.domain.sheetspec import Column
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_reading import BLANK, Reading, shown, text_of
from miharu_dx.intake.free.scope import Use
from miharu_dx.intake.model import Cell
from miharu_dx.intake.table import Placed

# 語の一覧にないという指摘と、選ぶ欄の「－」は、対応付けで答えられる。
_ASKABLE = frozenset({"cell.not_in_list", "cell.choice_several"})
_SIGN = "cell.placeholder_required"

Reader = Callable[[Cell, Column], Reading]


@dataclass(frozen=True)
class Taken:
    """A cell that was taken for a field, in what sheet and through which column."""

    sheet: str
    cell: Cell
    use: Use

    @property
    def at(self) -> tuple[str, int, int]:
        """The place of the cell."""
        return (self.sheet, self.cell.row, self.cell.column)


def placed(column: Column, taken: Taken, read: Reader) -> Placed:
    """Return a field read from a cell, its words told by the mapping first."""
    cell, use = taken.cell, taken.use
    word = use.words.get(word_key(text_of(cell))) if use.words else None
    if word is None:
        reading = read(cell, column)
    elif word == NOT_USED:
        reading = Reading(None, cell.raw, "対応付けで空欄とした", None)
    else:
        reading = as_typed(read(rewritten(cell, word), column), cell, f"対応付けで「{word}」とした")
    if reading.finding is not None and is_asked(reading.finding[0], column.field):
        reading = replace(reading, finding=("cell.mapping_word", {}))
    return Placed(column, reading, taken.sheet, cell.row, cell.column)


def is_asked(code: str, name: str) -> bool:
    """Whether the trouble of a cell is one that a word of the mapping can settle."""
    return code in _ASKABLE or (code == _SIGN and name in CHOSEN)


def rewritten(cell: Cell, text: str) -> Cell:
    """Return a cell that holds another text at the same place."""
    return Cell(cell.row, cell.column, "text", text, text)


def as_typed(reading: Reading, cell: Cell, how: str) -> Reading:
    """Return a reading of what a cell stands for, with the cell as it was typed and how it was told."""
    told = f"{how}。{reading.how}" if reading.how else how
    return replace(reading, raw=cell.raw, how=told, shown=shown(cell))


def given(column: Column, value: object, where: Location, how: str) -> Placed:
    """Return a field that gets its value from no cell of the table."""
    reading = BLANK if value in (None, "") else Reading(value, "", how, None)  # type: ignore[arg-type]
    return Placed(column, reading, where.sheet, where.excel_row or 0, where.excel_column)


def named(column: Column, value: str, cell: Cell | None, where: Location, how: str) -> Placed:
    """Return a key field that was told from a cell, whatever stands in it."""
    if cell is None:
        return given(column, value, where, how)
    reading = Reading(value, cell.raw, "" if cell.raw.strip() == value else how, None, shown(cell))
    return Placed(column, reading, where.sheet, cell.row, cell.column)
