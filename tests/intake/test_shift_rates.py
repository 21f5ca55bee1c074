"""How often ずれ is told of honest forms, and of spoiled ones by kind: fixed forms, so that a change is seen."""

from __future__ import annotations

from random import Random

import pytest

from miharu_dx.domain.plan import PeriodKey
from tests.intake.story import PLAN, SPOILED, STORY, as_people_do, filled, form

PERIODS = STORY.periods[1::2]
UNITS = [unit.code for unit in PLAN.departments]
LARGE = ("soumu", "kikaku", "jumin")
# いつもの書き方をした様式に前の言葉が残らない種類は、書いた内容だけからは分からないものがある。
LEAST_TYPED = {
    "進捗率の列だけ並べ替え": 0,
    "2行の記入を交換": 1,
    "実績の列だけ並べ替え": 2,
    "実績の列が1行下": 4,
    "実績の列が1行上": 4,
    "記入の全列が1行下": 4,
    "記入の全列が1行上": 4,
}
JUDGED = [(unit, key) for unit in LARGE for key in (PeriodKey(2025, 0), PeriodKey(2026, 0))]


@pytest.mark.parametrize("key", PERIODS, ids=lambda key: f"{key.fiscal_year}-{key.order}")
def test_no_honest_form_is_stopped(key: PeriodKey) -> None:
    dice = Random(f"{key.fiscal_year}{key.order}")
    for unit in UNITS:
        for made in (
            form(unit, key, reported=False),
            form(unit, key, reported=True),
            filled(unit, key),
            *(as_people_do(filled(unit, key), dice) for _ in range(4)),
        ):
            assert [(f.location.a1, f.message) for f in made.shifts()] == [], unit


@pytest.mark.parametrize("kind", SPOILED)
def test_spoiled_forms_are_stopped_by_kind(kind: str) -> None:
    dice = Random(kind)
    stored = [bool(SPOILED[kind](form(unit, key, reported=True), dice).shifts()) for unit, key in JUDGED]
    typed = [bool(SPOILED[kind](filled(unit, key), dice).shifts()) for unit, key in JUDGED]
    assert stored.count(True) == len(JUDGED)
    assert typed.count(True) >= LEAST_TYPED.get(kind, len(JUDGED))
