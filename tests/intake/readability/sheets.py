"""Sheets as tables inside a test, and the advice on them as (cell, code)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from miharu_dx.domain.readability import Advice, Judgement
from miharu_dx.intake.model import SheetCells, WorkbookCells
from miharu_dx.intake.readability import Words, judge, words_of
from tests.intake.tables import book, grid, lines
from tests.samples import small_snapshot

SHEET = "進捗状況"


@cache
def words() -> Words:
    """Return the words of the small snapshot's plan."""
    return words_of(small_snapshot())


def sheet(table: str, name: str = SHEET, **more: object) -> SheetCells:
    """Return a sheet of this markdown table, from A1 unless told otherwise."""
    return grid(name, lines(table), **more)  # type: ignore[arg-type]


def with_format(cells: SheetCells, places: dict[tuple[int, int], str]) -> SheetCells:
    """Return the sheet with these number formats at these places."""
    changed = {
        place: cell._replace(number_format=places[place]) if place in places else cell
        for place, cell in cells.cells.items()
    }
    return replace(cells, cells=changed)


def judged(*sheets: SheetCells | str) -> Judgement:
    """Return how a workbook of these sheets stands."""
    made = [
        sheet(one, name=SHEET if number == 0 else f"表{number + 1}") if isinstance(one, str) else one
        for number, one in enumerate(sheets)
    ]
    return judge(book(*made), words())


def cited(judgement: Judgement | WorkbookCells, rule: str = "") -> list[tuple[str, str]]:
    """Return (cell, code) of the advice of one rule, or of all; every message and remedy is whole."""
    if isinstance(judgement, WorkbookCells):
        judgement = judge(judgement, words())
    return [(_place(advice), advice.code) for advice in judgement.advice if advice.rule.startswith(rule)]


def advised(rule: str, *sheets: SheetCells | str) -> list[tuple[str, str]]:
    """Return (cell, fault) of the advice of one rule on a workbook of these sheets."""
    return [(place, code.partition(".")[2]) for place, code in cited(judged(*sheets), rule)]


def _place(advice: Advice) -> str:
    assert advice.message.endswith("。") or advice.message.endswith("。）") or "。" in advice.message
    assert "{" not in advice.message
    assert advice.fix
    assert None not in advice.args.values()
    return advice.location.a1
