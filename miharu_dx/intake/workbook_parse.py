"""A workbook's package to its record: the work that is done in the child."""

from __future__ import annotations

from miharu_dx.config import IntakeLimits
from miharu_dx.intake.gate_zip import Package
from miharu_dx.intake.workbook_parts import cell_formats, properties, shared_strings, workbook_list
from miharu_dx.intake.workbook_record import TextTable, WorkbookRecord
from miharu_dx.intake.workbook_sheet import SheetReader
from miharu_dx.intake.workbook_values import Book, Totals


def record_of(package: Package, limits: IntakeLimits) -> WorkbookRecord:
    """Everything the worksheets hold, hidden ones included.

    :raises Refusal: broken XML, a document type, too much of anything, one cell with two values.
    """
    listed = workbook_list(package, limits)
    book = Book(
        strings=shared_strings(package, listed.strings_part, limits) if listed.strings_part else [],
        style_formats=cell_formats(package, listed.styles_part, limits) if listed.styles_part else None,
        formats=TextTable(limits),
        texts=TextTable(limits),
        date1904=listed.date1904,
        totals=Totals(),
        limits=limits,
    )
    return WorkbookRecord(
        sheets=[SheetReader(entry, book).read(package.pieces(entry.part)) for entry in listed.sheets],
        texts=book.texts.texts,
        formats=book.formats.texts,
        date1904=listed.date1904,
        properties=properties(package),
    )
