"""Sheets as tables inside a test, and the advice on them as (cell, code)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from miharu_dx.domain.readability import Advice, Judgement
from miharu_dx.intake.model import SheetCells
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


def advised(rule: str, *sheets: SheetCells | str) -> list[tuple[str, str]]:
    """Return (cell, code) of the advice of one rule on a workbook of these sheets."""
    return cited(judged(*sheets), rule)


def cited(judgement: Judgement, rule: str = "") -> list[tuple[str, str]]:
    """Return (cell, code) of the advice of one rule, or of all; every message and remedy is whole."""
    return [(_place(advice), advice.code) for advice in judgement.advice if advice.rule.startswith(rule)]


def _place(advice: Advice) -> str:
    assert advice.message.endswith("。")
    assert advice.fix
    assert None not in advice.args.values()
    return advice.location.a1
