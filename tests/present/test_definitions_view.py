"""データの定義 follows the plan it is read with, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.present.views.definitions import definitions_view
from tests.rich import plan

OTHER = Path(__file__).resolve().parents[1] / "plans" / "second_plan.toml"


@pytest.fixture(params=["data/plan.toml", "another plan"])
def shown(request: pytest.FixtureRequest) -> Plan:
    return plan() if request.param == "data/plan.toml" else load_plan(OTHER)


def test_every_word_of_both_vocabularies_is_explained(shown: Plan) -> None:
    view = definitions_view(shown)
    words = [row.sign.word for row in view.ratings]
    assert words[: len(shown.ratings)] == [rating.name for rating in shown.ratings]
    assert "未報告" in words
    assert [row.stage.name for row in view.stages] == [stage.name for stage in shown.stages]
    assert all(row.meaning for row in (*view.ratings, *view.stages))
    counted = {row.sign.word: row.counted == "入れる" for row in view.ratings}
    assert {rating.name: rating.counted for rating in shown.ratings}.items() <= counted.items()


def test_every_period_of_every_year_has_its_day_and_its_deadline(shown: Plan) -> None:
    view = definitions_view(shown)
    assert len(view.periods) == len(shown.period_keys)
    first = view.periods[0]
    assert first.period == shown.periods[0].name
    assert first.as_of != first.deadline


def test_every_limit_of_the_plan_is_told(shown: Plan) -> None:
    told = " ".join(row.value for row in definitions_view(shown).limits)
    limits = shown.thresholds
    for value in (limits.share_high, limits.share_low, limits.share_minimum_rated, limits.gap_points):
        assert f"{value:g}" in told


def test_every_figure_has_formula_source_time_and_a_page(shown: Plan) -> None:
    formulas = definitions_view(shown).formulas
    assert len({row.term for row in formulas}) == len(formulas)
    for row in formulas:
        assert all((row.term, row.formula, row.denominator, row.source, row.when, row.pages)), row


def test_planned_progress_within_a_year_follows_the_months_that_have_passed() -> None:
    formula = next(row for row in definitions_view(plan()).formulas if row.term == "計画の進捗率（期末）")
    assert "上期は50%、下期は100%" in formula.formula


def test_the_even_pace_is_that_of_the_plan() -> None:
    formula = next(row for row in definitions_view(plan()).formulas if row.term == "等速の目安")
    assert "20・40・60・80・100%" in formula.formula


def test_another_town_reads_nothing_of_this_plan() -> None:
    view = repr(definitions_view(load_plan(OTHER)))
    assert "順調" not in view
    assert "MEGO" not in view
