"""What a line of a table is for: data, a total, a heading over the lines below it, a heading once more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.model import Cell

_TOTAL = re.compile(r"(?:総|小)?合?計|平均|全(?:課|体|件|事業|取組)(?:の?合?計|の?平均)|合計欄")
_COUNT = re.compile(r"(?<=.)[(\[]?(?:全|計)?[0-9]+(?:件|事業|取組|項目|課|行)[)\]]?$")
_TOTAL_COLUMNS = 3  # 「合計」の語が立つのは、左から3列まで
_BANNER_SHARE = 0.5
_REPEATED_SHARE = 0.5


class RowRole(StrEnum):
    """What a line is for."""

    DATA = "data"
    TOTAL = "total"
    BANNER = "banner"
    HEADING = "heading"
    NUMBERED = "numbered"


def role_of(
    own: Mapping[int, Cell],
    cells: Mapping[int, Cell],
    numbers: Sequence[int],
    headings: Mapping[int, tuple[Cell, ...]],
    wide: Mapping[tuple[int, int], int],
) -> RowRole:
    """Return what a line is for.

    ``own`` are the cells that stand in it, ``cells`` also those merged into it from above; ``wide``
    tells how many columns a cell covers that is merged sideways.
    """
    if _repeats(own, headings):
        return RowRole.HEADING
    if any(_is_total(cells[number]) for number in numbers[:_TOTAL_COLUMNS] if number in cells):
        return RowRole.TOTAL
    if len(own) > 1 or len(numbers) < 3:
        return RowRole.DATA
    ((number, cell),) = own.items()
    if cell.kind == "number" and number == numbers[0]:
        return RowRole.NUMBERED if len(cells) == 1 else RowRole.DATA
    covers = wide.get((cell.row, cell.column), 1) >= _BANNER_SHARE * len(numbers)
    if cell.kind == "text" and (covers or (number == numbers[0] and len(cells) == 1)):
        return RowRole.BANNER
    return RowRole.DATA


def _is_total(cell: Cell) -> bool:
    if cell.kind != "text":
        return False
    bare = _COUNT.sub("", word_key(cell.raw).strip("【】[]<>＜＞《》・"))
    return bool(_TOTAL.fullmatch(bare.strip("()【】[]<>＜＞《》・:")))


def _repeats(own: Mapping[int, Cell], headings: Mapping[int, tuple[Cell, ...]]) -> bool:
    """Whether a line says the heading again, as it does at the top of a printed page."""
    same = sum(
        word_key(cell.raw) in {word_key(heading.raw) for heading in headings.get(number, ())}
        for number, cell in own.items()
    )
    return same >= 2 and same >= _REPEATED_SHARE * len(own)
