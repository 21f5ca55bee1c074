"""Workbooks as tables inside a test: headings by field name, one row a line, cells typed by their look.

``45`` is a number, ``2026-03-31`` a date cell, ``#REF!`` an error, ``'45`` the text 45, an empty
place no cell at all; everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from miharu_dx.domain.finding import Finding
from miharu_dx.domain.sheetspec import SheetSpec
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_ITEMS, FORM_KIND_PROGRESS, FORM_VERSION
from miharu_dx.intake.model import Cell, Merge, SheetCells, SheetState, WorkbookCells
from tests.samples import STORE_ID

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def cell(row: int, column: int, text: str) -> Cell:
    """Return one cell typed by its look."""
    if text.startswith("#") and text.endswith(("!", "A", "?")):
        return Cell(row, column, "error", text, text)
    if _DATE.fullmatch(text):
        day = date.fromisoformat(text)
        return Cell(row, column, "date", day, f"{day.year}/{day.month}/{day.day}", "yyyy/m/d")
    if _NUMBER.fullmatch(text):
        number = float(text) if "." in text else int(text)
        return Cell(row, column, "number", number, text)
    text = text.removeprefix("'")
    return Cell(row, column, "text", text, text)


def lines(table: str) -> list[list[str]]:
    """Return the places of a markdown table, its rule left out."""
    rows = [line.strip().strip("|") for line in table.strip().splitlines()]
    return [[place.strip() for place in row.split("|")] for row in rows if "---" not in row]


def grid(
    name: str,
    rows: Iterable[Iterable[str]],
    *,
    first_row: int = 1,
    first_column: int = 1,
    state: SheetState = "visible",
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    merged: tuple[Merge, ...] = (),
) -> SheetCells:
    """Return a sheet of exactly these places; \\n in a place is a line break."""
    cells = {
        (row, column): cell(row, column, text.replace("\\n", "\n"))
        for row, line in enumerate(rows, first_row)
        for column, text in enumerate(line, first_column)
        if text
    }
    return SheetCells(
        name=name,
        state=state,
        cells=cells,
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        merged=merged,
        max_row=max((row for row, _ in cells), default=0),
        max_column=max((column for _, column in cells), default=0),
    )


def sheet(spec: SheetSpec, table: str = "", **more: object) -> SheetCells:
    """Return a sheet of a spec: headings are field names, the fields left out follow on the right, empty."""
    rows = lines(table) if table.strip() else [[]]
    labels = {column.field: column.label for column in spec.columns}
    rest = [field for field in labels if field not in rows[0]]
    heading = [labels.get(word, word) for word in (*rows[0], *rest)]
    return grid(str(more.pop("name", spec.name)), [heading, *rows[1:]], **more)  # type: ignore[arg-type]


ITEMS: Mapping[str, str] = {
    "form_kind": FORM_KIND_PROGRESS,
    "form_version": f"'{FORM_VERSION}",
    "plan_code": "miharu-dx-mego",
    "store_id": STORE_ID,
    "store_version": "5",
    "department": "soumu",
    "department_name": "総務課（文書情報グループ）",
    "fiscal_year": "2024",
    "period": "H1",
    "period_name": "上期",
    "made_at": "2024-10-01",
}


def form(fingerprints: Mapping[str, str] | None = None, **items: str | None) -> SheetCells:
    """Return 様式情報 of the small snapshot's first department for 令和6年度上期; None leaves an item out."""
    wanted = {item: value for item, value in {**ITEMS, **items}.items() if value is not None}
    rows = [[FORM_ITEMS[item], "", value] for item, value in wanted.items()]
    marks = [[FORM_ITEMS["fingerprint"], code, mark] for code, mark in (fingerprints or {}).items()]
    return grid(FORM_INFO.name, [[column.label for column in FORM_INFO.columns], *rows, *marks])


def book(*sheets: SheetCells) -> WorkbookCells:
    """Return a workbook of these sheets."""
    return WorkbookCells(sheets, date1904=False, properties={})


def cited(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Return (cell, code) of findings, each of which must have its whole wording."""
    found: list[tuple[str, str]] = []
    for finding in findings:
        assert finding.message and finding.fix
        assert None not in finding.args.values()
        found.append((finding.location.a1, finding.code))
    return found


def codes(findings: Iterable[Finding]) -> list[str]:
    """Return the codes of findings."""
    return [code for _, code in cited(findings)]
