"""L3-06: area codes or formal names of areas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_characters import tight
from miharu_dx.intake.cell_reading import text_of
from miharu_dx.intake.readability.fields import Field
from miharu_dx.intake.readability.subject import Subject, at

_PREFECTURE = re.compile(r"^(?:都道府県|県)(?:名|名称)?$")
_MUNICIPALITY = re.compile(
    r"^(?:市区?町村|自治体|団体|市町|区市町村)(?:名|名称)$|^(?:市区?町村|自治体|区市町村)$"
)
_CODE = re.compile(r"^(?:全国地方公共団体|地方公共団体|団体|市区?町村|自治体|都道府県|地域|標準地域)コード$")
_PREFECTURE_NAME = re.compile(r".{2,3}[都道府県]$")
_MUNICIPALITY_NAME = re.compile(r".+[市区町村都道府県]$")
_WEIGHTS = (6, 5, 4, 3, 2)


def without_areas(subject: Subject) -> str:
    """A file without a column of areas shows nothing of how areas are written."""
    if not subject.tables:
        return "no_table"
    return "" if any(_kind(column) for column in subject.fields) else "no_areas"


def formal(subject: Subject) -> Iterator[Advice]:
    """Yield each area that is neither a code with the right check digit nor a formal name."""
    for column in subject.fields:
        kind = _kind(column)
        for cell in column.cells if kind else ():
            text = tight(text_of(cell))
            if kind == "code":
                if not is_area_code(text):
                    yield at("L3-06.code", column.table.sheet, cell)
            elif text and not (_PREFECTURE_NAME if kind == "prefecture" else _MUNICIPALITY_NAME).match(text):
                yield at("L3-06.name", column.table.sheet, cell)


def is_area_code(text: str) -> bool:
    """Whether a text can be a code of 2 or 5 digits, or of 6 with its check digit (JIS X 0401, 0402)."""
    if not (text.isascii() and text.isdigit() and len(text) in (2, 5, 6)) or not 1 <= int(text[:2]) <= 47:
        return False
    if len(text) < 6:
        return True
    total = sum(int(digit) * weight for digit, weight in zip(text[:5], _WEIGHTS, strict=True))
    return int(text[5]) == (11 - total % 11) % 10


def _kind(column: Field) -> str:
    key = column.key
    if _CODE.match(key):
        return "code"
    if _PREFECTURE.match(key):
        return "prefecture"
    return "municipality" if _MUNICIPALITY.match(key) else ""
