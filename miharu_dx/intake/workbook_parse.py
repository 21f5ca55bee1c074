"""A workbook's package to its record: the work that is done in the child."""

from __future__ import annotations

from miharu_dx.config import IntakeLimits
from miharu_dx.intake.gate_zip import Package
from miharu_dx.intake.workbook_drawings import objects_over
from miharu_dx.intake.workbook_parts import SheetEntry, properties, shared_strings, workbook_list
from miharu_dx.intake.workbook_record import SheetRecord, TextTable, WorkbookRecord
from miharu_dx.intake.workbook_sheet import SheetReader
from miharu_dx.intake.workbook_styles import NO_STYLES, cell_styles
from miharu_dx.intake.workbook_values import Book, Totals


def record_of(package: Package, limits: IntakeLimits) -> WorkbookRecord:
    """Everything the worksheets hold, hidden ones included.

    :raises Refusal: broken XML, a document type, too much of anything, one cell with two values.
    """
    listed = workbook_list(package, limits)
    styles = cell_styles(package, listed.styles_part, limits) if listed.styles_part else NO_STYLES
    book = Book(
        strings=shared_strings(package, listed.strings_part, limits) if listed.strings_part else [],
        style_formats=styles.formats or None,
        style_looks=styles.shown,
        formats=TextTable(limits),
        texts=TextTable(limits),
        date1904=listed.date1904,
        totals=Totals(),
        limits=limits,
    )
    return WorkbookRecord(
        sheets=[_sheet(entry, book, package) for entry in listed.sheets],
        texts=book.texts.texts,
        formats=book.formats.texts,
        looks=styles.looks,
        date1904=listed.date1904,
        properties=properties(package),
    )


def _sheet(entry: SheetEntry, book: Book, package: Package) -> SheetRecord:
    record = SheetReader(entry, book).read(package.pieces(entry.part))
    record.objects = objects_over(package, entry.part, book.limits)
    return record
