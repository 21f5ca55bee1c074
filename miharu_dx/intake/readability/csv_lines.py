"""L1-14 and L1-15, and a CSV file as cells: its records split by hand, so that nothing is mended unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from miharu_dx.config import INTAKE_LIMITS, MEGABYTE, IntakeLimits
from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.model import Cell, SheetCells, WorkbookCells
from miharu_dx.intake.readability.subject import Subject, TextFaults
from miharu_dx.intake.workbook_parts import checked_text
from miharu_dx.intake.workbook_places import place_name

_FIELD = re.compile(r'"([^"]*(?:""[^"]*)*)"([^,\r\n]*)|([^,\r\n]*)')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,14})?")
_ENCODINGS = ("utf-8-sig", "cp932")
_SHOWN = 40


class CsvFile(NamedTuple):
    """A CSV file as a workbook of one sheet, with what only its text shows."""

    book: WorkbookCells
    faults: TextFaults


class _Field(NamedTuple):
    value: str
    is_stray: bool


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
    if len(data) > limits.max_bytes:
        found = f"{len(data) / MEGABYTE:.1f}"
        raise Refusal("file.too_large", found_mb=found, limit_mb=limits.max_bytes // MEGABYTE)
    cells: dict[tuple[int, int], Cell] = {}
    breaks: list[tuple[int, int, str]] = []
    shifted: list[tuple[int, int]] = []
    stray: list[tuple[int, int, str]] = []
    expected = 0
    for row, record in enumerate(_records(_text_of(data, name)), start=1):
        expected = expected or len(record)
        if len(record) != expected and any(field.value for field in record):
            shifted.append((row, len(record)))
        for column, field in enumerate(record, start=1):
            if not field.value:
                continue
            _check_place(row, column, len(cells), limits)
            cells[row, column] = _cell(row, column, checked_text(field.value, limits))
            shown = " ".join(field.value.split())[:_SHOWN]
            if "\n" in field.value or "\r" in field.value:
                breaks.append((row, column, shown))
            if field.is_stray:
                stray.append((row, column, shown))
    sheet = SheetCells(
        name=name,
        state="visible",
        cells=cells,
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
        merged=(),
        max_row=max((row for row, _ in cells), default=0),
        max_column=max((column for _, column in cells), default=0),
    )
    faults = TextFaults(expected, tuple(breaks), tuple(shifted), tuple(stray))
    return CsvFile(WorkbookCells((sheet,), date1904=False, properties={}), faults)


def _text_of(data: bytes, name: str) -> str:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refusal("file.not_workbook", file_name=name)


def _records(text: str) -> Iterator[list[_Field]]:
    record: list[_Field] = []
    at, end = 0, len(text)
    while at < end or record:
        found = _FIELD.match(text, at)
        assert found is not None
        record.append(_field(found))
        at = found.end()
        if at < end and text[at] == ",":
            at += 1
            if at == end:
                record.append(_Field("", False))
        else:
            at += 2 if text.startswith("\r\n", at) else 1
            yield record
            record = []
        if at >= end:
            break
    if record:
        yield record


def _field(found: re.Match[str]) -> _Field:
    if found[1] is None:
        return _Field(found[3], '"' in found[3])
    return _Field(found[1].replace('""', '"') + found[2], bool(found[2].strip()))


def _cell(row: int, column: int, text: str) -> Cell:
    if _NUMBER.fullmatch(text):
        return Cell(row, column, "number", float(text) if "." in text else int(text), text)
    return Cell(row, column, "text", text, text)


def _check_place(row: int, column: int, count: int, limits: IntakeLimits) -> None:
    if row > limits.max_row or column > limits.max_column:
        raise Refusal(
            "file.cell_too_far",
            cell=place_name(row, column),
            limit_row=limits.max_row,
            limit_column=limits.max_column,
        )
    if count >= limits.max_cells:
        raise Refusal("file.too_many_cells", limit=limits.max_cells)
