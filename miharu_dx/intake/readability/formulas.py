"""L2-06: values instead of formulas."""

from __future__ import annotations

from collections.abc import Iterator

from miharu_dx.domain.readability import Advice
from miharu_dx.intake.readability.subject import Subject, at


def values_only(subject: Subject) -> Iterator[Advice]:
    """Yield each cell with a formula, and each error a formula left."""
    for view in subject.sheets:
        for cell in view.sheet:
            if cell.kind == "error":
                yield at("L2-06.error", view.sheet, cell)
            elif cell.kind == "formula_uncached":
                yield at("L2-06.uncached", view.sheet, cell)
            elif cell.from_formula:
                yield at("L2-06.formula", view.sheet, cell)
