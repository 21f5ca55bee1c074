"""L1-14 and L1-15, and a CSV file as cells: its records split by hand, so that nothing is mended unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from miharu_dx.config import INTAKE_LIMITS, IntakeLimits
from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.intake.delimited import (
    as_workbook,
    cell_of,
    check_place,
    check_size,
    decoded,
    delimiter_of,
    records,
)
from miharu_dx.intake.model import Cell, WorkbookCells
from miharu_dx.intake.readability.subject import Subject, TextFaults
from miharu_dx.intake.workbook_parts import checked_text

_SHOWN = 40


class CsvFile(NamedTuple):
    """A CSV file as a workbook of one sheet, with what only its text shows."""

    book: WorkbookCells
    faults: TextFaults


def csv_only(subject: Subject) -> str:
    """A workbook has no lines of text."""
    return "csv_only" if subject.csv is None else ""


def one_line(subject: Subject) -> Iterator[Advice]:
    """Yield each value with a line break in it."""
    assert subject.csv is not None
    for row, column, text in subject.csv.breaks:
        yield Advice("L1-14.break", Location(subject.book.sheets[0].name, row, column), text)


def quoted(subject: Subject) -> Iterator[Advice]:
    """Yield each record with more or fewer values than the heading, and each quote left in a value."""
    assert subject.csv is not None
    name = subject.book.sheets[0].name
    for row, found in subject.csv.shifted:
        args = {"found": found, "expected": subject.csv.expected}
        yield Advice("L1-15.shifted", Location(name, row), args=args)
    for row, column, text in subject.csv.stray_quotes:
        yield Advice("L1-15.stray_quote", Location(name, row, column), text)


def read_csv(data: bytes, name: str, limits: IntakeLimits = INTAKE_LIMITS) -> CsvFile:
    """Return a CSV file of UTF-8 or CP932 as cells; a record is a row, plain numbers are numbers.

    :raises Refusal: too large, no text, or more cells, columns or rows than a workbook may have.
    """
    check_size(data, limits)
    text = decoded(data, name).text
    cells: dict[tuple[int, int], Cell] = {}
    breaks: list[tuple[int, int, str]] = []
    shifted: list[tuple[int, int]] = []
    stray: list[tuple[int, int, str]] = []
    expected = 0
    for row, record in enumerate(records(text, delimiter_of(text)), start=1):
        expected = expected or len(record)
        if len(record) != expected and any(field.value for field in record):
            shifted.append((row, len(record)))
        for column, field in enumerate(record, start=1):
            if not field.value:
                continue
            check_place(row, column, len(cells), limits)
            cells[row, column] = cell_of(row, column, checked_text(field.value, limits))
            shown = " ".join(field.value.split())[:_SHOWN]
            if "\n" in field.value or "\r" in field.value:
                breaks.append((row, column, shown))
            if field.is_stray:
                stray.append((row, column, shown))
    faults = TextFaults(expected, tuple(breaks), tuple(shifted), tuple(stray))
    return CsvFile(as_workbook(name, cells), faults)
