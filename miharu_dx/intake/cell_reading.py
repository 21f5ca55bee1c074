"""What reading a cell gives: a value, a question or a warning, with the cell as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from miharu_dx.domain.calendar import date_label_full
from miharu_dx.intake.model import Cell, shown_format

Value = str | float | int | date | None

# Excel keeps 15 digits: a larger number is not the one that was typed.
LARGEST_NUMBER = Decimal(10) ** 15

_SHOWN_LIMIT = 60  # 指摘の文が1行か2行でおさまる長さ
_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_BREAKS = re.compile("[\r\n\t\x0b\x0c\x85\u2028\u2029]+")
_DECIMALS = re.compile(r"\.([0#?]+)")


@dataclass(frozen=True)
class Reading:
    """One cell understood, or a finding that says why not; never a value that was guessed in silence.

    ``value`` is None where the cell counts as blank or has a blocking finding. ``raw`` is the cell
    as typed, never altered. ``how`` says in a few words how it was understood, "" when taken
    literally. ``finding`` is (code, args); the caller adds the location and passes ``shown``, which
    is ``raw`` made fit for one line of a message (percent cells as they look, no control characters).
    """

    value: Value
    raw: str
    how: str
    finding: tuple[str, dict[str, object]] | None
    shown: str = ""


class Trouble(NamedTuple):
    """Why a text has no value: the code of the finding and what its wording needs."""

    code: str
    args: Mapping[str, object] = {}


BLANK = Reading(None, "", "", None)


def understood(cell: Cell, value: Value, how: str = "") -> Reading:
    """Return a reading without a finding."""
    return Reading(value, cell.raw, how, None, shown(cell) if cell.is_percent else "")


def asked(cell: Cell, code: str, **args: object) -> Reading:
    """Return a reading without a value whose finding stops the commit."""
    return Reading(None, cell.raw, "", (code, args), shown(cell))


def troubled(cell: Cell, trouble: Trouble) -> Reading:
    """Return the reading of a text that has no value."""
    return asked(cell, trouble.code, **trouble.args)


def warned(cell: Cell, value: Value, how: str, code: str, **args: object) -> Reading:
    """Return a reading whose value may be stored while its finding is shown."""
    return Reading(value, cell.raw, how, (code, args), shown(cell))


def shown(cell: Cell) -> str:
    """Return the cell as one short line for a message: as it looks in the sheet where that is known."""
    text = _BREAKS.sub(" ", text_of(cell))
    text = _UNSHOWABLE.sub("□", text).strip()
    if len(text) > _SHOWN_LIMIT:
        return f"{text[:_SHOWN_LIMIT]}…（全{len(text)}文字）"
    return text


def text_of(cell: Cell) -> str:
    """Return what a person sees in the cell: percent, thousands and months as shown, all else as typed."""
    if isinstance(cell.value, date):
        shows = shown_parts(cell.number_format)
        year, month = cell.value.year, cell.value.month
        return cell.raw if shows == "day" else f"{year}年{month}月" if shows == "month" else f"{year}年"
    if cell.kind != "number" or not isinstance(cell.value, int | float):
        return cell.raw
    value = exact(cell.value)
    if value is None or abs(value) > LARGEST_NUMBER:
        return cell.raw
    if cell.is_percent:
        return f"{plain(value * 100)}%"
    pattern = shown_format(cell.number_format.split(";")[0])
    if "#,##0" in pattern:
        decimals = _DECIMALS.search(pattern)
        return f"{value:,.{len(decimals[1]) if decimals else 0}f}"
    if pattern and set(pattern) == {"0"} and value == value.to_integral_value() and value >= 0:
        return f"{int(value):0{len(pattern)}d}"
    return cell.raw


def shown_parts(number_format: str) -> Literal["year", "month", "day"]:
    """Return how much of a date the format lets a person see: its year, its month or its day."""
    letters = shown_format(number_format.split(";")[0]).lower()
    if "general" in letters or re.search("[dhs]", letters) or not re.search("[yegm]", letters):
        return "day"
    return "month" if "m" in letters else "year"


def exact(number: int | float) -> Decimal | None:
    """Return the number as its shortest decimal form has it (0.57, not 0.56999…); None for NaN and ∞."""
    found = Decimal(number) if isinstance(number, int) else Decimal(repr(number))
    return found if found.is_finite() else None


def plain(number: Decimal) -> str:
    """Return a number as people write it: no exponent, no zeros after the last decimal (50, 0.5)."""
    text = f"{round(number, 10) if abs(number) <= LARGEST_NUMBER else number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def day_name(day: date) -> str:
    """Return a day with both its years, for a message: 令和8年3月31日（2026-03-31）."""
    return date_label_full(day)
