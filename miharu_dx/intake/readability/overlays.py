"""L1-10, L1-12 and L1-13: nothing over the cells, no cells joined, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.intake.model import Merge, SheetCells
from miharu_dx.intake.readability.subject import Subject
from miharu_dx.intake.readability.tables import column_span, row_span
from miharu_dx.intake.workbook_drawings import TEXT_BOX
from miharu_dx.intake.workbook_places import place_name

_KINDS = {
    "pic": "画像",
    "sp": "図形",
    "cxnSp": "線又は矢印",
    "grpSp": "図形のまとまり",
    "graphicFrame": "グラフ又は図表",
    TEXT_BOX: "テキストボックス",
}
_OTHER = "図"


def excel_only(subject: Subject) -> str:
    """A CSV file has neither formats nor formulas."""
    return "excel_only" if subject.csv is not None else ""


def no_objects(subject: Subject) -> Iterator[Advice]:
    """Yield each picture, shape, text box and chart at its top left cell."""
    for sheet in _visible(subject):
        for found in sheet.objects:
            place = Location(sheet.name, found.row, found.column)
            code = "L1-10.object_with_text" if found.text else "L1-10.object"
            text = " ".join(found.text.split())
            yield Advice(code, place, text, {"kind": _KINDS.get(found.kind, _OTHER)})


def no_merges(subject: Subject) -> Iterator[Advice]:
    """Yield each range of joined cells."""
    for sheet in _visible(subject):
        for merge in sorted(sheet.merged):
            top, left, bottom, right = merge
            if (top, left) != (bottom, right):
                cell = sheet.at(top, left)
                text = " ".join(cell.raw.split())[:60] if cell is not None else ""
                place = Location(sheet.name, top, left)
                yield Advice("L1-12.merged", place, text, {"cells": _range(merge)})


def nothing_hidden(subject: Subject) -> Iterator[Advice]:
    """Yield hidden sheets, and runs of hidden rows and columns within what each sheet holds."""
    for sheet in subject.book.sheets:
        if sheet.state != "visible":
            yield Advice("L1-13.sheet", Location(sheet.name), sheet.name)
            continue
        for first, last in _runs(sheet.hidden_rows):
            args = {"rows": row_span((first, last))}
            yield Advice("L1-13.rows", Location(sheet.name, first), args=args)
        for first, last in _runs(sheet.hidden_columns):
            args = {"columns": column_span((first, last))}
            yield Advice("L1-13.columns", Location(sheet.name, None, first), args=args)


def _visible(subject: Subject) -> Iterator[SheetCells]:
    return (sheet for sheet in subject.book.sheets if sheet.state == "visible")


def _range(merge: Merge) -> str:
    top, left, bottom, right = merge
    return f"{place_name(top, left)}:{place_name(bottom, right)}"


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of neighbouring numbers."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ((first, last) for first, last in runs)
