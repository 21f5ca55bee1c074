"""L3-07 and L3-08: the same form every year, and a word on what the data is and of when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.domain.sheet import SheetSpec
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_SHEETS
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.intake.cell_years import with_digits
from miharu_dx.intake.readability.subject import SheetView, Subject, TableView, at

_OURS: tuple[SheetSpec, ...] = (*FORM_SHEETS, *PLAN_SHEETS)
_YEAR = re.compile(
    r"(?:令和|平成|昭和|[RrHh])\s?(?:元|[0-9]{1,2})(?:年度?)?|(?:19|20)[0-9]{2}(?:年度?)?|fy[0-9]{2,4}", re.I
)
_MEANING = re.compile("定義|出典|意味|説明|算出|算定|データソース|コード表")
_MOMENT = re.compile("更新|作成(?:日|年月日|時点)|基準日|時点|現在|改訂|公表日|版")
_FEW = 4


def without_other_years(subject: Subject) -> str:
    """Whether the form stays the same shows only on a form of ours, or on a sheet for each year."""
    if not subject.tables:
        return "no_table"
    return "" if any(_ours(subject)) or len(_yearly(subject)) > 1 else "needs_last_year"


def same_form(subject: Subject) -> Iterator[Advice]:
    """Yield columns added to or taken from a form of ours, and headings that differ between years."""
    for view in _ours(subject):
        assert view.spec is not None
        for column in view.fields:
            if column.known is None and column.title is not None:
                yield at("L3-07.column_added", view.table.sheet, column.title)
        found = {column.known.field for column in view.fields if column.known}
        missing = [column.label for column in view.spec.columns if column.field not in found]
        if missing:
            place = Location(view.table.sheet.name, view.table.top)
            yield Advice("L3-07.columns_missing", place, args={"columns": "・".join(missing)})
    yield from _between_years(subject)


def _ours(subject: Subject) -> Iterator[TableView]:
    """Yield the tables of a form of ours; exports have some of their columns, and are none."""
    if any(view.table.sheet.name == FORM_INFO.name for view in subject.tables):
        for view in subject.tables:
            if view.spec in _OURS and view.table.sheet.name == view.spec.name:
                yield view


def _yearly(subject: Subject) -> list[SheetView]:
    """Return the sheets that are one a year: alike in name but for the year."""
    groups: dict[str, list[SheetView]] = {}
    for view in subject.sheets:
        name, count = _YEAR.subn("#", with_digits(view.sheet.name))
        if count and view.tables:
            groups.setdefault(name, []).append(view)
    return max(groups.values(), key=len) if groups else []


def _between_years(subject: Subject) -> Iterator[Advice]:
    sheets = _yearly(subject)
    for before, view in pairwise(sheets):
        old, new = _words(before), _words(view)
        differing = [word for word in (*old, *new) if (word in old) != (word in new)]
        if differing:
            columns = "・".join(differing[:_FEW]) + ("など" if len(differing) > _FEW else "")
            args = {"other": before.sheet.name, "columns": columns}
            yield Advice("L3-07.years_differ", Location(view.sheet.name), view.sheet.name, args)


def _words(view: SheetView) -> dict[str, None]:
    """Return the headings of a sheet's first table, years aside."""
    columns = view.tables[0].fields
    return dict.fromkeys(
        _YEAR.sub("", with_digits(column.heading[:60])) for column in columns if column.title
    )


def described(subject: Subject) -> Iterator[Advice]:
    """Yield one advice where no sheet says what the data means, or of when it is."""
    texts = [*subject.explanations, *(view.sheet.name for view in subject.sheets)]
    missing = [
        words
        for words, pattern in (("項目の定義や出典", _MEANING), ("作成日・更新日・時点", _MOMENT))
        if not any(pattern.search(text) for text in texts)
    ]
    if missing:
        first = subject.sheets[0].sheet.name
        yield Advice("L3-08.missing", Location(first), args={"items": "と、".join(missing)})


def without_description(subject: Subject) -> str:
    """A CSV file has no room to describe itself."""
    if subject.csv is not None:
        return "beside_csv"
    return "" if subject.tables else "no_table"
