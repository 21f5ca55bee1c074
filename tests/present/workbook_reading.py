"""Open what was written the way another program would."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from miharu_dx.domain.sheetspec import SheetSpec


def opened(data: bytes) -> Workbook:
    """Return the workbook of a file's bytes."""
    return load_workbook(BytesIO(data))


def headings(sheet: Worksheet) -> list[object]:
    """Return what stands in row 1."""
    return [cell.value for cell in sheet[1]]


def records(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows below the headings by heading."""
    names = [str(name) for name in headings(sheet)]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]


def by_field(sheet: Worksheet, spec: SheetSpec) -> list[dict[str, object]]:
    """Return the rows below the headings by the fields of the spec."""
    return [{column.field: row[column.label] for column in spec.columns} for row in records(sheet)]


def column_settings(sheet: Worksheet) -> dict[int, ColumnDimension]:
    """Return the settings of each column by its number; a file keeps equal neighbours together."""
    return {
        index: setting
        for setting in sheet.column_dimensions.values()
        for index in range(setting.min, setting.max + 1)
    }


def part(data: bytes, name: str) -> str:
    """Return the text of one part of the package."""
    with ZipFile(BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def list_words(book: Workbook, sheet: Worksheet, heading: str) -> list[object]:
    """Return the words of the drop-down below a heading, looked up where it points."""
    column = headings(sheet).index(heading) + 1
    letter = sheet.cell(1, column).column_letter
    rule = next(
        rule
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list" and f"{letter}2" in rule.sqref
    )
    name, cells = rule.formula1.split("!")
    return [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]]
