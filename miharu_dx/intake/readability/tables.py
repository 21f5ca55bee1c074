"""L1-02, L1-03, L1-04 and L3-01: one whole table a sheet, its heading in row 1, nothing around it."""

from __future__ import annotations

from collections.abc import Iterator

from miharu_dx.domain.finding import Location, column_letters
from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.readability.layout import Gap
from miharu_dx.intake.readability.subject import Subject, at


def without_tables(subject: Subject) -> str:
    """A file without a table shows nothing of how tables are made."""
    return "" if subject.tables else "no_table"


def one_table(subject: Subject) -> Iterator[Advice]:
    """Yield each further table of a sheet at its first cell."""
    for sheet in subject.sheets:
        for number, table in enumerate(sheet.layout.tables[1:], start=2):
            yield at("L1-02.second_table", sheet.sheet, table.first_cell, number=number)


def no_gaps(subject: Subject) -> Iterator[Advice]:
    """Yield the blank rows and columns within each table, and the blank columns left of the first."""
    for sheet in subject.sheets:
        name = sheet.sheet.name
        for table in sheet.layout.tables:
            for first, last in table.gaps:
                args = {"rows": row_span((first, last))}
                yield Advice("L1-03.blank_rows", Location(name, first), args=args)
            for gap in table.column_gaps:
                args = {"columns": column_span(gap)}
                yield Advice("L1-03.blank_columns", Location(name, table.top, gap[0]), args=args)
        left = min((min(line) for line in sheet.sheet.by_row.values()), default=1)
        if sheet.layout.tables and left > 1:
            args = {"columns": column_span((1, left - 1))}
            yield Advice("L1-03.margin", Location(name, None, 1), args=args)


def nothing_outside(subject: Subject) -> Iterator[Advice]:
    """Yield each cell beside, between or below the tables; what stands above belongs to L3-01."""
    for sheet in subject.sheets:
        if sheet.layout.tables:
            for cell in sorted(sheet.layout.outside, key=lambda cell: (cell.row, cell.column)):
                yield at("L1-04.memo", sheet.sheet, cell)


def heading_first(subject: Subject) -> Iterator[Advice]:
    """Yield the heading of each sheet's first table where it is not row 1 alone."""
    for sheet in subject.sheets:
        if not sheet.layout.tables:
            continue
        table = sheet.layout.tables[0]
        cell = table.first_cell
        place = Location(sheet.sheet.name, cell.row, cell.column)
        if table.top > 1:
            yield Advice("L3-01.head_row", place, shown(cell), {"row": table.top})
        if len(table.head_rows) > 1:
            args = {"count": len(table.head_rows), "rows": row_span((table.top, table.head_rows[-1]))}
            yield Advice("L3-01.several_rows", place, shown(cell), args)


def row_span(gap: Gap) -> str:
    """Return rows as people write them: 3〜5行目."""
    first, last = gap
    return f"{first}行目" if first == last else f"{first}〜{last}行目"


def column_span(gap: Gap) -> str:
    """Return columns as people write them: C〜D列."""
    first, last = (column_letters(column) for column in gap)
    return f"{first}列" if first == last else f"{first}〜{last}列"
