"""Places on a sheet: references as files write them, and the numbers behind them."""

from __future__ import annotations

import re

from miharu_dx.domain.finding import column_letters

EXCEL_ROWS = 1_048_576
EXCEL_COLUMNS = 16_384

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE | re.ASCII)
_WHOLE_NUMBER = re.compile(r"([0-9]{1,7})(?:\.0+)?")


def position(place: str) -> tuple[int, int]:
    """Row and column of a reference like H9 or $H$9.

    :raises ValueError: it is none, or lies outside Excel's own sheet.
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(place)
    row, column = int(found[2]), column_number(found[1].upper())
    if not (1 <= row <= EXCEL_ROWS and column <= EXCEL_COLUMNS):
        raise ValueError(place)
    return row, column


def column_number(letters: str) -> int:
    """The number of a column from its capital letters: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place_name(row: int, column: int) -> str:
    """The place as people write it: row 9, column 8 is H9."""
    return f"{column_letters(column)}{row}"


def whole_number(text: str) -> int:
    """A row or column number; some programs write 5 as 5.0.

    :raises ValueError: it is none, or has more than seven digits.
    """
    found = _WHOLE_NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1])
