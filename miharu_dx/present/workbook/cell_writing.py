"""One value into one cell as what it is: text never as a formula, nothing as a blank, numbers as numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import isfinite
from numbers import Integral, Real
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from miharu_dx.domain.calendar import day_start
from miharu_dx.domain.finding import Severity
from miharu_dx.domain.sheetspec import Kind
from miharu_dx.present.workbook import neutral
from miharu_dx.present.workbook.model import Kept
from miharu_dx.present.workbook.style import Book, Look

_GENERAL = "General"
_MOMENTS: tuple[tuple[type, str], ...] = (
    (datetime, "yyyy/m/d h:mm"),
    (date, "yyyy/mm/dd"),
    (time, "h:mm:ss"),
    (timedelta, "[h]:mm:ss"),
)


def write_text(sheet: Worksheet, place: tuple[int, int], text: str, shown: Format) -> None:
    """Write text letter by letter, markup included: the writer takes <r>…</r> for markup of its own."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(*place, text[:1], shown, text[1:], shown)
    else:
        sheet.write_string(*place, text, shown)


def write_value(
    book: Book,
    sheet: Worksheet,
    place: tuple[int, int],
    value: object,
    look: Look,
    kind: Kind,
    *,
    top: bool = False,
    mark: Severity | None = None,
) -> None:
    """Write a value at row and column from 0. A number that is not finite counts as nothing."""
    plain = book.format(look, kind, top=top, mark=mark)
    match value:
        case Kept():
            _write_kept(book, sheet, place, value, look, kind, top=top, mark=mark)
        case None | "":
            sheet.write_blank(*place, None, plain)
        case bool():
            write_text(sheet, place, "はい" if value else "いいえ", plain)
        case str():
            clean = neutral.text(value)
            quoted = neutral.looks_like_formula(clean)
            write_text(sheet, place, clean, book.format(look, kind, quoted=quoted, top=top, mark=mark))
        case datetime():
            text = value.isoformat(sep=" ", timespec="seconds")
            write_text(sheet, place, text, book.format(look, Kind.TEXT, top=top, mark=mark))
        case date():
            shown = book.format(look, Kind.DATE, top=top, mark=mark)
            sheet.write_datetime(*place, day_start(value), shown)
        case Integral():
            sheet.write_number(*place, int(value), plain)
        case Real() if isfinite(value):
            number = float(value)
            whole = number.is_integer()
            shown = book.format(look, kind, whole=whole, top=top, mark=mark)
            sheet.write_number(*place, int(number) if whole else number, shown)
        case Real():
            sheet.write_blank(*place, None, plain)
        case _:
            raise TypeError(f"no cell can hold {type(value).__name__}")


def _write_kept(
    book: Book,
    sheet: Worksheet,
    place: tuple[int, int],
    kept: Kept,
    look: Look,
    kind: Kind,
    *,
    top: bool,
    mark: Severity | None,
) -> None:
    """Write the kind of cell it was, so that it reads again as what it was; text letter by letter."""
    value, number_format = kept.value, kept.number_format
    if isinstance(value, str):
        quoted = neutral.looks_like_formula(value)
        write_text(sheet, place, value, book.format(look, kind, quoted=quoted, top=top, mark=mark))
        return
    if not number_format:
        number_format = next((code for shape, code in _MOMENTS if isinstance(value, shape)), "")
        if kind is Kind.DATE and not number_format:
            number_format = _GENERAL
    whole = not isinstance(value, float) or value.is_integer()
    shown = book.format(look, kind, whole=whole, top=top, mark=mark, number_format=number_format)
    if isinstance(value, bool):
        sheet.write_boolean(*place, value, shown)
    elif isinstance(value, int | float):
        sheet.write_number(*place, value, shown)
    else:
        moment: Any = (
            day_start(value) if isinstance(value, date) and not isinstance(value, datetime) else value
        )
        sheet.write_datetime(*place, moment, shown)
