"""What stays out of a denominator is called as the plan calls it, and has a word of its own elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.standing import Outside, Tally, outside_word, shown_reasons, standings
from tests.plans.second_town import PLAN_FILE as SECOND_PLAN
from tests.samples import PLAN_FILE, small_snapshot

FIRST, SECOND = load_plan(PLAN_FILE), load_plan(SECOND_PLAN)
BARE = replace(
    FIRST,
    ratings=tuple(rating for rating in FIRST.ratings if rating.counted),
    stages=tuple(stage for stage in FIRST.stages if stage.meaning != "stopped"),
)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        pytest.param(FIRST, ("未報告", "中止", "対象外", "評価困難"), id="words for all"),
        pytest.param(SECOND, ("未報告", "取りやめ", "Z", "評価なし"), id="letters"),
        pytest.param(BARE, ("未報告", "打ち切り", "該当なし", "評価なし"), id="no word at all"),
    ],
)
def test_a_reason_is_called_as_the_plan_calls_it(plan: Plan, words: tuple[str, ...]) -> None:
    reasons = (Outside.UNREPORTED, Outside.STOPPED, Outside.EXCLUDED, Outside.UNRATED)
    assert tuple(outside_word(plan, reason) for reason in reasons) == words


@pytest.mark.parametrize(
    ("plan", "shown"),
    [
        (FIRST, {Outside.UNREPORTED, Outside.STOPPED, Outside.EXCLUDED, Outside.UNRATED}),
        (SECOND, {Outside.UNREPORTED, Outside.STOPPED, Outside.EXCLUDED}),
        (BARE, {Outside.UNREPORTED, Outside.EXCLUDED}),
    ],
    ids=["words for all", "letters", "no word at all"],
)
def test_a_table_names_what_the_plan_has_a_word_for(plan: Plan, shown: set[Outside]) -> None:
    assert set(shown_reasons(plan, ())) == shown


def test_what_occurs_is_named_even_without_a_word_in_the_plan() -> None:
    seen = small_snapshot(SECOND)
    key = seen.plan.period_keys[0]
    forgotten = replace(seen, reports=tuple(replace(row, rating="順調") for row in seen.reports))
    tally = Tally(standings(forgotten, key))
    assert tally.by_outside[Outside.UNRATED] == tally.reported > 0
    assert Outside.UNRATED in shown_reasons(SECOND, (tally,))
    assert {item.word for item in tally.items if item.outside is Outside.UNRATED} == {"評価なし"}
