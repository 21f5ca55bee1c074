"""Which field a heading names: labels and aliases of the spec, in whatever spelling they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from miharu_dx.domain.sheetspec import SheetSpec
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.model import Cell

_LONGEST = 60  # 注記を付けた見出しより長いものは、見出しではなく文
_PERCENT = re.compile(r"[(\[【〔]?%[)\]】〕]?$")
_REMARK = re.compile(r"(?:[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]|[※*]\d*)$")


@dataclass(frozen=True)
class Hit:
    """A heading cell that names a field, by its own label or by an alias."""

    cell: Cell
    field: str
    by_label: bool


def heading_key(text: str) -> str:
    """Return what spellings of one heading share: width, spaces, line breaks and a closing （％） aside."""
    return _PERCENT.sub("", word_key(text))


Headings = Mapping[str, tuple[str, bool]]


def headings(spec: SheetSpec) -> Headings:
    """Return the field of each heading of a table and whether it is its label; labels go before aliases."""
    aliases = {heading_key(alias): (c.field, False) for c in spec.columns for alias in c.aliases}
    return aliases | {heading_key(column.label): (column.field, True) for column in spec.columns}


def hit(cell: Cell, known: Headings) -> Hit | None:
    """Return which field a cell names; a closing remark in brackets or ※ is tried without."""
    if cell.kind != "text" or len(cell.raw) > _LONGEST:
        return None
    key = heading_key(cell.raw)
    found = known.get(key) or known.get(_PERCENT.sub("", _REMARK.sub("", key)))
    return None if found is None else Hit(cell, *found)
