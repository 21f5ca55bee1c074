"""The one door from a cell to a value: every kind of column reads through here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from miharu_dx.domain.calendar import fiscal_year_of
from miharu_dx.domain.sheetspec import Column, Kind
from miharu_dx.intake.cell_dates import read_date
from miharu_dx.intake.cell_numbers import read_number, read_percent
from miharu_dx.intake.cell_reading import BLANK, Reading, asked
from miharu_dx.intake.cell_stand_ins import without_value
from miharu_dx.intake.cell_text import read_text
from miharu_dx.intake.cell_words import read_choice, read_code
from miharu_dx.intake.cell_years import read_fiscal_year
from miharu_dx.intake.model import Cell

__all__ = ["Reading", "read"]

_LONGEST_LOOKED_INTO = 10_000  # 様式のどの列の上限よりもずっと長い。読み解く手間は文字数とともに増える


def read(
    cell: Cell | None,
    column: Column,
    words: Sequence[str],
    *,
    start_month: int = 4,
    near: date | None = None,
    unit: str = "",
    listed: Sequence[str] = (),
    liken: bool = True,
) -> Reading:
    """Return what a cell says, or a finding: whatever can be seen in it is never read as blank or zero.

    A cell that is not there or holds only spaces is blank without a finding; whether it may be is
    judged by the row. ``words`` is the list of a CHOICE column, ``listed`` those of them that a person is shown; ``near`` a day of the fiscal year in
    which a day without a year must lie; ``unit`` the unit of a NUMBER column's row, where known. Without
    ``liken`` nobody looks for the words a mistyped one resembles.
    """
    if cell is None:
        return BLANK
    early = without_value(cell, column) or _endless(cell, column)
    if early is not None:
        return early
    match column.kind:
        case Kind.PERCENT:
            return read_percent(cell, column)
        case Kind.NUMBER:
            return read_number(cell, column, unit)
        case Kind.DATE:
            return read_date(cell, column, start_month, near)
        case Kind.FISCAL_YEAR:
            return read_fiscal_year(cell, column, fiscal_year_of(near, start_month) if near else None)
        case Kind.CHOICE:
            return read_choice(cell, column, words, listed=listed, liken=liken)
        case Kind.CODE:
            return read_code(cell, column)
        case Kind.TEXT | Kind.LONG_TEXT:
            return read_text(cell, column)
        case _:
            assert_never(column.kind)


def _endless(cell: Cell, column: Column) -> Reading | None:
    """Return the finding of a text that is far too long for any column, before anything looks into it."""
    if cell.kind != "text" or len(cell.raw) <= _LONGEST_LOOKED_INTO:
        return None
    length = len(cell.raw.strip())
    limit = column.max_length
    if length <= limit:
        return None
    code = "cell.too_long" if column.kind is Kind.LONG_TEXT else "cell.name_too_long"
    return asked(cell, code, length=length, limit=limit, over=length - limit)
