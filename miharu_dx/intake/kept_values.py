"""A cell as it is written again: another file, the same reading."""

from __future__ import annotations

import re

from miharu_dx.intake.cell_reading import exact, plain, shown_parts
from miharu_dx.intake.cell_stand_ins import ERROR_MEANINGS
from miharu_dx.intake.model import Cell, CellValue, has_percent_in_words, shown_format

CELL_UNITS = 32_767  # Excelの1つのセルに入る文字数（UTF-16の単位）

# 結果のない数式は写せない。まだ計算されていないことが伝わり、値としては読まれない印を置く。
_NOT_CALCULATED = "#CALC!"
_SOME_ERROR = "#VALUE!"
_DECIMALS = re.compile(r"\.([0#?]+)")
_MOST_DIGITS = 15
_DAY_FORMATS = {"year": 'yyyy"年"', "month": 'yyyy"年"m"月"', "day": ""}


def again(cell: Cell) -> tuple[CellValue, str]:
    """Return the value and number format that read as this cell does; format blank where none matters.

    An error stays the text of an error; a formula without a result becomes one, because its text
    would be read as a text. Formats are ours, never the file's own.
    """
    match cell.kind:
        case "error":
            return (cell.raw if cell.raw in ERROR_MEANINGS else _SOME_ERROR), ""
        case "formula_uncached":
            return _NOT_CALCULATED, ""
        case "number":
            return cell.value, _number_format(cell)
        case "date":
            return cell.value, _DAY_FORMATS[shown_parts(cell.number_format)]
        case _:
            return cell.value, ""


def _number_format(cell: Cell) -> str:
    assert isinstance(cell.value, int | float)
    value = exact(cell.value)
    if value is None:
        return ""
    if cell.is_percent:
        decimals = plain(value * 100).partition(".")[2]
        return f"0.{'0' * len(decimals)}%" if decimals else "0%"
    if has_percent_in_words(cell.number_format):
        return 'General"%"'
    pattern = shown_format(cell.number_format.split(";")[0])
    if "#,##0" in pattern:
        decimals = _DECIMALS.search(pattern)
        return f"#,##0.{'0' * min(len(decimals[1]), _MOST_DIGITS)}" if decimals else "#,##0"
    if len(pattern) > 1 and set(pattern) == {"0"} and value == value.to_integral_value():
        return "0" * min(len(pattern), _MOST_DIGITS)
    return ""


def pieces(text: str) -> list[str]:
    """Return the text in pieces that each fit into one cell; one piece for what fits."""
    if len(text) * 2 <= CELL_UNITS or _units(text) <= CELL_UNITS:
        return [text]
    found: list[str] = []
    first, used = 0, 0
    for place, letter in enumerate(text):
        units = _units(letter)
        if used + units > CELL_UNITS:
            found.append(text[first:place])
            first, used = place, 0
        used += units
    return [*found, text[first:]]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
