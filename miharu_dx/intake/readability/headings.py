"""L1-05 and L2-03: every column has a heading that says something, and no two columns the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.header_words import heading_key
from miharu_dx.intake.readability.subject import Subject, at
from miharu_dx.intake.workbook_places import place_name

_VAGUE = re.compile(
    r"(?:(?:列|項目|column|field|unnamed|見出し)[:_ ]?[0-9]+|[0-9]{1,3}|[^0-9a-zぁ-んァ-ヶ一-龠々〆]+|[a-z])"
)
_SERIAL = ("#", "№")


def meaningful(subject: Subject) -> Iterator[Advice]:
    """Yield columns with values but no heading, and headings that are only signs or numbers."""
    for view in subject.tables:
        table = view.table
        if not table.head_rows:
            yield at("L1-05.no_head_row", table.sheet, table.first_cell)
            continue
        for column in view.fields:
            if column.title is not None:
                key = heading_key(column.heading[:60])
                if key not in _SERIAL and _VAGUE.fullmatch(key):
                    yield at("L1-05.vague", table.sheet, column.title)
            elif column.cells and column.number not in table.spanned:
                place = Location(table.sheet.name, table.head_rows[-1], column.number)
                yield Advice("L1-05.no_heading", place, args={"count": len(column.cells)})


def unique(subject: Subject) -> Iterator[Advice]:
    """Yield each heading that stands over several columns, at its second column."""
    for view in subject.tables:
        same: dict[str, list[int]] = {}
        for index, column in enumerate(view.fields):
            if column.title is not None:
                same.setdefault(word_key(column.title.raw[:200]), []).append(index)
        for places in same.values():
            if len(places) > 1:
                titles = [title for i in places if (title := view.fields[i].title) is not None]
                cells = "・".join(place_name(title.row, title.column) for title in titles[:6])
                args = {"count": len(titles), "cells": cells + ("など" if len(titles) > 6 else "")}
                second = titles[1]
                place = Location(view.table.sheet.name, second.row, second.column)
                yield Advice("L2-03.duplicate", place, shown(second), args)
