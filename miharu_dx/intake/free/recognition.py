"""Whether a workbook is one of somebody's own, and which saved mapping knows its tables."""

from __future__ import annotations

from collections.abc import Iterable

from miharu_dx.domain.mapping import MappingSpec
from miharu_dx.domain.sheetspec import PROGRESS_SHEETS
from miharu_dx.domain.sheetspec_form import FORM_INFO
from miharu_dx.intake.free.headings import Calendar
from miharu_dx.intake.free.table_search import Layouts, layouts_of, tables_of
from miharu_dx.intake.free.tables import FreeBook, FreeTable
from miharu_dx.intake.header import locate, sheet_named
from miharu_dx.intake.model import WorkbookCells

_RETRIED = 20  # 見出しの行数を変えて試す表の数。人の作った表は、1つのブックに多くて10ほど


def is_own_form(book: WorkbookCells) -> bool:
    """Whether a workbook says that it is a form of ours."""
    return sheet_named(book, FORM_INFO.name) is not None


def looks_like_form(book: WorkbookCells) -> bool:
    """Whether a workbook holds one of our tables, whole, without saying whose form it is."""
    return bool(locate(book, PROGRESS_SHEETS).headers)


def tables_for(book: WorkbookCells, calendar: Calendar, specs: Iterable[MappingSpec]) -> FreeBook:
    """Return the tables of a workbook with the headings as saved mappings say where these are known."""
    known = tuple(specs)
    layouts = layouts_of(book)
    found = tables_of(book, calendar, layouts=layouts)
    counts = {table.head_rows for spec in known for table in spec.tables}
    heads: dict[str, int] = {}
    for table in found.tables[:_RETRIED]:
        if any(spec.table(table.signature) for spec in known):
            continue
        for count in sorted(counts - {len(table.head_rows)}):
            other = _reheaded(book, calendar, table, count, layouts)
            if other is not None and any(spec.table(other.signature) for spec in known):
                heads[table.key] = count
                break
    return tables_of(book, calendar, heads, layouts) if heads else found


def _reheaded(
    book: WorkbookCells, calendar: Calendar, table: FreeTable, count: int, layouts: Layouts
) -> FreeTable | None:
    key = table.key
    found = tables_of(book, calendar, {key: count}, layouts)
    return next((one for one in found.tables if one.key == key), None)


def fit(book: FreeBook, spec: MappingSpec) -> int:
    """Return how many tables of a workbook a mapping reads."""
    found = (spec.table(table.signature) for table in book.tables)
    return sum(mapping is not None and mapping.used for mapping in found)
