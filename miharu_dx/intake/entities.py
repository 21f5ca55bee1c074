"""Which row a finding is about, told apart from its cell: rows move between two uploads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from miharu_dx.domain.finding import Finding
from miharu_dx.domain.sheetspec import Entry
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.table import TableRow


def entity(table: str, *parts: object) -> str:
    """Return the identity of a row from what it is about: equal for every spelling of the same."""
    return "/".join((table, *(word_key(str(part)) for part in parts)))


def entity_of(row: TableRow) -> str:
    """Return the identity of a row as typed: its keys as understood, names that codes make needless aside.

    A key that cannot be understood counts as it was typed; a row without any goes by its name.
    """
    spec = row.header.spec
    keys = [column.field for column in spec.columns if column.entry is Entry.KEY and column.required]
    parts = [row.text(field) or row.cells[field].reading.raw for field in keys]
    if any(part.strip() for part in parts):
        return entity(spec.key, *parts)
    name = row.printed("name")
    return entity(spec.key, *([name.raw] if name else []))


def identified(findings: Iterable[Finding], table: str, rows: Iterable[TableRow]) -> list[Finding]:
    """Return the findings of one table, each with its entity; one of no row is about the whole table."""
    of_row = {(row.header.sheet.name, row.excel_row): entity_of(row) for row in rows}
    return [
        finding
        if finding.entity
        else replace(
            finding, entity=of_row.get((finding.location.sheet, finding.location.excel_row or 0), table)
        )
        for finding in findings
    ]
