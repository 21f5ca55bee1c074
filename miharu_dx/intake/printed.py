"""Printed cells that were written over: what is typed there is not taken, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from miharu_dx.domain.finding import Finding
from miharu_dx.domain.standing import rounded
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.model import Cell
from miharu_dx.intake.table import TableRow


def overwritten(row: TableRow, printed: Mapping[str, object], subject: str) -> Iterator[Finding]:
    """Yield a finding for each printed cell that holds something else now; a cleared cell is none.

    ``printed`` holds what the form was printed with by field: text, a number or nothing.
    """
    for field, expected in printed.items():
        cell = row.printed(field)
        if cell is None or not cell.raw.strip() or _agrees(cell, expected):
            continue
        column = row.header.spec.column(field)
        args = {"expected": _words(expected) or "空白"}
        yield Finding(
            "row.context_changed", row.location(field), cell.raw.strip(), args, subject, column.label
        )


def _agrees(cell: Cell, expected: object) -> bool:
    if expected is None or cell.value == expected:
        return expected is not None
    if isinstance(expected, int | float) and isinstance(cell.value, int | float):
        return abs(cell.value - expected) < 1e-6 or cell.value == rounded(expected)
    return word_key(cell.raw) == word_key(_words(expected))


def _words(expected: object) -> str:
    return f"{expected:.10g}" if isinstance(expected, int | float) else str(expected or "")
