"""What a number format makes of a number: a plain number, a date, a time or a duration."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

Shape = Literal["number", "date", "datetime", "time", "duration"]

_IMPERIAL_SHORT = "[$-411]ge.m.d"
_IMPERIAL_LONG = '[$-411]ggge"年"m"月"d"日"'
_YEAR_MONTH = 'yyyy"年"m"月"'
_MONTH_DAY = 'm"月"d"日"'

# ECMA-376 part 1, 18.8.30: formats the file names by number only, as a Japanese Excel shows them.
BUILTIN_FORMATS: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _IMPERIAL_SHORT,
    28: _IMPERIAL_LONG,
    29: _IMPERIAL_LONG,
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: _YEAR_MONTH,
    35: _MONTH_DAY,
    36: _IMPERIAL_SHORT,
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _IMPERIAL_SHORT,
    51: _IMPERIAL_LONG,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _IMPERIAL_LONG,
    55: _YEAR_MONTH,
    56: _MONTH_DAY,
    57: _IMPERIAL_SHORT,
    58: _IMPERIAL_LONG,
}

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
# Words for "no format" that hold letters of dates, and marks that hold letters of nothing.
_WORDS = re.compile(r"general|g/標準|standard|am/pm|a/p|e[+-]")
_DATE_LETTERS = re.compile(r"[ydge]|aaa|r{1,2}|b{2}")
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": float.__lt__,
    "<=": float.__le__,
    ">": float.__gt__,
    ">=": float.__ge__,
    "=": float.__eq__,
    "<>": float.__ne__,
}

_Section = tuple[Callable[[float], bool], Shape]


class NumberFormat:
    """One number format; ``shape`` is the same for every number, or None where it depends on it."""

    def __init__(self, code: str) -> None:
        """Read the format ``code`` as the file has it."""
        self.code = code
        self._sections = _sections(code)
        shapes: set[Shape] = {shape for _, shape in self._sections}
        self.shape: Shape | None = shapes.pop() if len(shapes) == 1 else None

    def shape_of(self, number: float) -> Shape:
        """What this number is shown as; the section that applies decides."""
        if self.shape is not None:
            return self.shape
        for applies, shape in self._sections:
            if applies(float(number)):
                return shape
        return "number"


@lru_cache(maxsize=1_024)
def number_format(code: str) -> NumberFormat:
    """The format of this code, read once."""
    return NumberFormat(code)


def _sections(code: str) -> list[_Section]:
    plain = _LITERAL.sub("", code).lower()
    parts = [part for part in plain.split(";")[:4] if "@" not in part] or [""]
    conditions = [_CONDITION.search(part) for part in parts]
    shapes: list[Shape] = [_shape_of_section(part) for part in parts]
    if any(conditions):
        return [
            (_condition(found[1], float(found[2])) if found else _always, shape)
            for found, shape in zip(conditions, shapes, strict=True)
        ]
    if len(parts) == 1:
        return [(_always, shapes[0])]
    if len(parts) == 2:
        return [(_condition(">=", 0.0), shapes[0]), (_always, shapes[1])]
    return [
        (_condition(">", 0.0), shapes[0]),
        (_condition("<", 0.0), shapes[1]),
        (_always, shapes[2]),
    ]


def _shape_of_section(section: str) -> Shape:
    if _ELAPSED.search(section):
        return "duration"
    letters = _WORDS.sub("", _BRACKETS.sub("", section))
    has_time = "h" in letters or "s" in letters
    if _DATE_LETTERS.search(letters) or ("m" in letters and not has_time):
        return "datetime" if has_time else "date"
    return "time" if has_time else "number"


def _condition(operator: str, bound: float) -> Callable[[float], bool]:
    compare = _COMPARED[operator]
    return lambda number: compare(number, bound)


def _always(_number: float) -> bool:
    return True
