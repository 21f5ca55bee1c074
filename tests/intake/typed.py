"""Cells as people type them and columns to read them by, for tables in tests."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.sheetspec import FISCAL_YEAR, PROGRESS, Column, Entry, Kind
from miharu_dx.domain.sheetspec_plan import PLAN_SCHEDULE
from miharu_dx.intake.cell_reading import Reading
from miharu_dx.intake.cells import read
from miharu_dx.intake.model import Cell, CellKind
from miharu_dx.intake.workbook_dates import written

PERCENT = PROGRESS.column("progress")
PERCENT_OR_BLANK = PLAN_SCHEDULE.column("planned_progress")
NUMBER = Column("actual", "実績値", Kind.NUMBER, Entry.INPUT, 10)
DATE = PROGRESS.column("as_of_date")
DAY = Column("done_on", "対応した日", Kind.DATE, Entry.INPUT, 10)
YEAR = FISCAL_YEAR
CHOICE = PROGRESS.column("rating")
CODE = PROGRESS.column("action")
NAME = PROGRESS.column("author")
LONG = PROGRESS.column("issue")

RATINGS = ("前倒し", "順調", "やや遅れ", "遅れ", "評価困難", "対象外")
NEAR = date(2026, 3, 31)

_EXCEL_DAY_0 = date(1899, 12, 30)


class Expected(NamedTuple):
    """What one cell must give: its value, and the code of its finding ("" for none)."""

    typed: object
    value: object
    code: str = ""


def cell(typed: object, number_format: str = "General") -> Cell:
    """Return the cell that holds what was typed; a Cell is taken as it is."""
    if isinstance(typed, Cell):
        return typed
    if isinstance(typed, bool):
        return Cell(2, 8, "bool", typed, str(typed).upper(), number_format)
    if isinstance(typed, str):
        return Cell(2, 8, "text", typed, typed, number_format)
    if isinstance(typed, datetime):
        return Cell(2, 8, "datetime", typed, written(typed), number_format)
    if isinstance(typed, date):
        serial = (typed - _EXCEL_DAY_0).days
        return Cell(2, 8, "date", typed, written(typed), number_format, serial=serial)
    if isinstance(typed, time):
        return Cell(2, 8, "time", typed, written(typed), number_format)
    if isinstance(typed, timedelta):
        return Cell(2, 8, "duration", typed, written(typed), number_format)
    assert isinstance(typed, int | float)
    return Cell(2, 8, "number", typed, repr(typed), number_format)


def broken(kind: CellKind, raw: str) -> Cell:
    """Return an error cell or a formula whose result is not stored."""
    return Cell(2, 8, kind, raw, raw, from_formula=kind == "formula_uncached")


def check(expected: Expected, column: Column, **how: object) -> Reading:
    """Read the cell and hold it against what is expected; return the reading."""
    typed = cell(expected.typed)
    words = how.pop("words", RATINGS)
    reading = read(typed, column, words, **{"near": NEAR, **how})  # type: ignore[arg-type]
    code = reading.finding[0] if reading.finding else ""
    assert (reading.value, code) == (expected.value, expected.code)
    assert type(reading.value) is type(expected.value)
    assert reading.raw == typed.raw
    return reading


def finding(reading: Reading, column: Column) -> Finding:
    """Return the finding of a reading as the sheet's reader makes it."""
    assert reading.finding is not None
    code, args = reading.finding
    return Finding(code, Location("進捗", 2, 8, column.field), reading.shown, args, label=column.label)


def ids(expected: Expected) -> str:
    """Return a readable name for one line of a table."""
    typed = expected.typed
    return repr(f"{typed.raw}|{typed.number_format}" if isinstance(typed, Cell) else typed)[:60]
