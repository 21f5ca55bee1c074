"""L1-09 and L2-02: blanks are no zeros and no repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_stand_ins import is_ditto
from miharu_dx.intake.readability.fields import Field, Holds
from miharu_dx.intake.readability.numbers import numeric
from miharu_dx.intake.readability.subject import Subject, TableView, at

_BLANK_EXPLAINED = re.compile("空欄|空白|ブランク|未記入|未入力")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_LONGEST_DITTO = 20
_LEAST_BLANKS = 2
_BLANK_SHARE = 0.3


def zero_is_zero(subject: Subject) -> Iterator[Advice]:
    """Yield what makes a zero look blank, and columns that mix both without a word on blanks."""
    explained = subject.csv is not None or any(_BLANK_EXPLAINED.search(text) for text in subject.explanations)
    for column in numeric(subject):
        sheet = column.table.sheet
        zeros = [cell for cell in column.cells if cell.kind == "number" and cell.value == 0]
        for cell in zeros:
            if hides_zero(cell.number_format):
                yield at("L1-09.zero_unseen", sheet, cell, format=cell.number_format[:40])
        if zeros and sheet.zeros_hidden:
            yield at("L1-09.zeros_switched_off", sheet, zeros[0])
        blanks = sum(column.number not in line for line in column.table.body.values())
        if zeros and blanks and not explained:
            args = {"zeros": len(zeros), "blanks": blanks}
            yield Advice("L1-09.mixed", column.location, column.heading[:40], args)


def hides_zero(number_format: str) -> bool:
    """Whether a number format shows nothing for zero: its third section is empty."""
    sections = _LITERAL.sub(lambda found: "x" if (found[1] or found[2] or "").strip() else "", number_format)
    parts = sections.split(";")
    return len(parts) >= 3 and not re.sub(r"_.|\*.|\[[^\]]*\]|\s", "", parts[2])


def nothing_left_out(subject: Subject) -> Iterator[Advice]:
    """Yield each 同上, and the columns at the left that name a value only where it changes."""
    words = frozenset(word for listed in subject.words.values() for word in listed)
    tables = [view for sheet in subject.sheets if not sheet.explains for view in sheet.tables]
    for view in tables:
        for column in view.fields:
            for cell, _ in column.cells_with(
                lambda text: len(text) <= _LONGEST_DITTO and text not in words and is_ditto(text)
            ):
                yield at("L2-02.ditto", view.table.sheet, cell)
        for column in _grouping(view):
            blanks = [row for row, line in view.table.body.items() if column.number not in line]
            if not _is_merged(view, blanks[0], column.number):
                args = {"heading": column.heading[:40], "count": len(blanks)}
                place = Location(view.table.sheet.name, blanks[0], column.number)
                yield Advice("L2-02.blank", place, args=args)


def _grouping(view: TableView) -> Iterator[Field]:
    """Yield the columns before the first full one that are blank wherever their value goes on.

    A serial number at the left is full and groups nothing, so it is passed over.
    """
    rows = len(view.table.body)
    for column in view.fields:
        blanks = rows - len(column.cells)
        if not blanks:
            if column.holds is Holds.CODES or column.holds is Holds.NUMBERS:
                continue
            return
        if column.title is None or column.holds not in (Holds.WORDS, Holds.CHOICES, Holds.SENTENCES):
            continue
        if blanks >= max(_LEAST_BLANKS, _BLANK_SHARE * rows) and _begins_each_group(view, column):
            yield column


def _begins_each_group(view: TableView, column: Field) -> bool:
    """Whether the first row has a value and no value follows itself, as in a list that omits repeats."""
    first = next(iter(view.table.body))
    if not column.cells or column.cells[0].row != first:
        return False
    followed = all(one.raw != other.raw for one, other in pairwise(column.cells))
    return followed and _later_is_full(view, column)


def _later_is_full(view: TableView, column: Field) -> bool:
    rows = len(view.table.body)
    later = [other for other in view.fields if other.number > column.number]
    return any(len(other.cells) == rows for other in later)


def _is_merged(view: TableView, row: int, column: int) -> bool:
    """Whether the cell belongs to a merge, which L1-12 tells."""
    return any(
        top <= row <= bottom and left <= column <= right
        for top, left, bottom, right in view.table.sheet.merged
    )
