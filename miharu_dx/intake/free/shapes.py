"""What the cells of a column look like: numbers, words of a list, sentences, names that are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_number_text import is_unit
from miharu_dx.intake.cell_reading import text_of
from miharu_dx.intake.cell_stand_ins import is_nothing
from miharu_dx.intake.free.compound import kind_named, parts_of
from miharu_dx.intake.model import Cell
from miharu_dx.intake.readability.fields import is_number_text

_SERIAL = re.compile(r"[①-⑳⑴-⒇⒈-⒛㉑-㊿Ⅰ-Ⅻⅰ-ⅻ]|[(（][0-9０-９]{1,3}[)）]|[0-9０-９]{1,3}[.．、)）]")
_LOOKED_AT = 300  # 列の性質は、初めの300のセルで分かる


@dataclass(frozen=True)
class Shape:
    """The cells of one column, or of several of one heading, that hold something of their own."""

    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Shape:
        """Return the shape of some cells; dashes and 未定 tell nothing."""
        told = (cell for cell in cells if cell.raw.strip() and not is_nothing(text_of(cell)))
        return cls(tuple(islice(told, _LOOKED_AT)))

    @property
    def count(self) -> int:
        """How many cells tell something."""
        return len(self.cells)

    @cached_property
    def words(self) -> Counter[str]:
        """The texts, folded, with how often each stands there."""
        return Counter(word_key(text_of(cell)) for cell in self.cells)

    @cached_property
    def mean_length(self) -> float:
        """The mean length of the texts."""
        lengths = [len(text_of(cell)) for cell in self.cells]
        return sum(lengths) / len(lengths) if lengths else 0.0

    @cached_property
    def numbers(self) -> float:
        """The share of cells that hold a number, with or without a unit."""
        return self._share(_is_number)

    @cached_property
    def serials(self) -> float:
        """The share of cells that hold a number of a list: 3, ③, (3), 3."""
        return self._share(lambda cell: _is_number(cell) or bool(_SERIAL.fullmatch(text_of(cell).strip())))

    @cached_property
    def compounds(self) -> float:
        """The share of cells that hold several labelled values."""
        return self._share(lambda cell: len(parts_of(text_of(cell))) > 1)

    @cached_property
    def dates(self) -> float:
        """The share of cells that are dates."""
        return self._share(lambda cell: cell.kind in ("date", "datetime"))

    @cached_property
    def units(self) -> float:
        """The share of cells that hold a unit and nothing else."""
        return self._share(lambda cell: cell.kind == "text" and is_unit(cell.raw))

    def share(self, words: Collection[str]) -> float:
        """Return the share of cells that hold one of these words, given folded."""
        return (
            sum(count for word, count in self.words.items() if word in words) / self.count
            if self.count
            else 0.0
        )

    def known(self, knows: Callable[[str], bool]) -> float:
        """Return the share of cells whose text is known."""
        return self._share(lambda cell: knows(" ".join(text_of(cell).split())))

    def _share(self, holds: Callable[[Cell], bool]) -> float:
        return sum(map(holds, self.cells)) / self.count if self.cells else 0.0


def _is_number(cell: Cell) -> bool:
    return cell.kind == "number" or (
        cell.kind == "text" and (is_number_text(cell.raw) or _is_compound(cell.raw))
    )


def _is_compound(text: str) -> bool:
    """Whether a text holds several labelled values, or one that names its kind: 120件（累計）."""
    parts = parts_of(text)
    return len(parts) > 1 or any(kind_named(part.label) for part in parts)
