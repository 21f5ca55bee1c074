"""L3-05 and L3-09: years with 西暦, and years as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_years import with_digits
from miharu_dx.intake.model import Cell
from miharu_dx.intake.readability.fields import Field, Holds
from miharu_dx.intake.readability.heads import is_year
from miharu_dx.intake.readability.subject import Subject, TableView, at

_LONGEST = 40
_ERA_NAMES = ("令和", "平成", "昭和")
_MORE_THAN_A_DAY = re.compile(r"[^0-9年度月日末~〜./\-]")
_WESTERN = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
# One letter and digits is a year only where years stand: H1 may be a period and S1 a code.
_ERA = re.compile(r"(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9]{1,2})\s*(?:年度?|[./]|$|(?=[^0-9]))")
_LETTER_ERA = re.compile(r"(?<![A-Za-z0-9])(?:[Rr](?:元|[0-9]{1,2})|[HhSs][0-9]{2})(?![0-9A-Za-z])")
_SHORT_ERA = re.compile(r"^(?:[令平昭])[0-9元]{1,2}(?:年度?|[./])")
_BARE = re.compile(r"'?[0-9]{1,2}(?:年度?)?|[0-9]{1,2}[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?|元年度?")
_YEAR_IN_HEADING = re.compile(
    r"(?:令和|平成|昭和)\s*(?:元|[0-9]{1,2})|(?<![A-Za-z])(?:[Rr](?:元|[0-9]{1,2})|[Hh][0-9]{2})|(?<![0-9])(?:19|20)[0-9]{2}"
)
_MONTH = re.compile(r"(?<![0-9])[0-9]{1,2}月|第[0-9一二三四]四半期|[0-9]Q|Q[0-9]", re.IGNORECASE)
_AFTER_YEAR = re.compile(r"^\s*年度?")
_LEAST_YEARS, _LEAST_MONTHS = 2, 3


def without_times(subject: Subject) -> str:
    """A file without a year or date shows nothing of how they are written."""
    if not subject.tables:
        return "no_table"
    named = any(_YEAR_IN_HEADING.search(column.heading[:200]) for column in subject.fields)
    if named or any(column.holds is Holds.TIMES for column in subject.fields):
        return ""
    texts = (text for view in _data(subject) for column in view.fields for text in column.spellings)
    return "" if any(map(_fault_elsewhere, texts)) else "no_times"


def western(subject: Subject) -> Iterator[Advice]:
    """Yield each heading and each cell of a year or date that has no 西暦."""
    for view in _data(subject):
        yield from _headings(view)
        for column in view.fields:
            for cell, code in _faults(column):
                if not _beside(view, column, cell):
                    yield at(code, view.table.sheet, cell)


def _data(subject: Subject) -> Iterator[TableView]:
    """Yield the tables but for those that explain others: a day named there is no axis of time."""
    return (view for sheet in subject.sheets if not sheet.explains for view in sheet.tables)


def _headings(view: TableView) -> Iterator[Advice]:
    for line in view.table.head.values():
        for cell in line.values():
            text = with_digits(cell.raw[:200]) if cell.kind == "text" else ""
            if (_ERA.search(text) or _LETTER_ERA.search(text)) and not _WESTERN.search(text):
                yield at("L3-05.era_in_heading", view.table.sheet, cell)


def _faults(column: Field) -> Iterator[tuple[Cell, str]]:
    if column.holds is not Holds.TIMES:
        yield from column.cells_with(_fault_elsewhere)
        return
    texts = dict(column.cells_with(_fault_in_times))
    for cell in column.cells:
        if cell.kind == "number" and isinstance(cell.value, int) and 0 < cell.value < 100:
            yield cell, "L3-05.no_era"
        elif cell in texts:
            yield cell, texts[cell]


def _fault_in_times(text: str) -> str:
    if len(text) > _LONGEST or text.isspace():
        return ""
    folded = with_digits(text)
    if _WESTERN.search(folded):
        return ""
    if _ERA.search(folded) or _LETTER_ERA.search(folded) or _SHORT_ERA.search(folded):
        return "L3-05.era"
    return "L3-05.no_era" if _BARE.fullmatch(folded) else ""


def _fault_elsewhere(text: str) -> str:
    """Outside the columns of time only a cell that holds nothing but a year or a day is one."""
    if len(text) > _LONGEST or not text.lstrip().startswith(_ERA_NAMES):
        return ""
    folded = with_digits(text)
    found = _ERA.match(folded)
    if found is None or _WESTERN.search(folded):
        return ""
    return "" if _MORE_THAN_A_DAY.search(folded[found.end() :]) else "L3-05.era"


def _beside(view: TableView, column: Field, cell: Cell) -> bool:
    """Whether the row has the same time in 西暦 in another column."""
    line = view.table.body.get(cell.row, {})
    others = (
        line.get(other.number) for other in view.fields if other is not column and other.holds is Holds.TIMES
    )
    return any(
        other is not None
        and (
            is_year(other)
            or other.kind in ("date", "datetime")
            or bool(_WESTERN.search(other.raw[:_LONGEST]))
        )
        for other in others
    )


def long_format(subject: Subject) -> Iterator[Advice]:
    """Yield the first heading of each run of years, months or quarters that stand as columns."""
    for view in subject.tables:
        runs: dict[str, list[tuple[str, Field]]] = {}
        for column in view.fields:
            for pattern, least in ((_YEAR_IN_HEADING, _LEAST_YEARS), (_MONTH, _LEAST_MONTHS)):
                found = pattern.search(with_digits(column.heading[:200])) if column.title else None
                if found is not None:
                    rest = _without(with_digits(column.heading[:200]), found)
                    runs.setdefault(f"{least}{rest}", []).append((found[0], column))
                    break
        told: set[str] = set()
        for key, run in runs.items():
            names = list(dict.fromkeys(name for name, _ in run))
            if len(names) < int(key[0]) or "・".join(names) in told:
                continue
            told.add("・".join(names))
            first = run[0][1]
            same = [column for other in runs.values() for name, column in other if name in names]
            place = Location(view.table.sheet.name, first.location.excel_row, first.number)
            yield Advice("L3-09.wide", place, _few(names), {"count": len(same)})


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + "#" + _AFTER_YEAR.sub("", text[found.end() :])


def _few(names: list[str]) -> str:
    return "・".join(names[:5]) + ("など" if len(names) > 5 else "")
