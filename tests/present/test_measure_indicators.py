"""Indicators: reached or missed in the indicator's own direction, said in words, never for a running year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.records import Snapshot
from miharu_dx.present.figures.measure import indicator_figure
from miharu_dx.present.views.measure_indicators import (
    IndicatorChart,
    indicators_of,
    number_text,
    ticks_of,
)
from tests.present.measure_cases import DESK, FIRST, PLAN, SECOND, handed_in, measured

YEAR = FIRST.fiscal_year
LATER = PLAN.period_keys[3]


def chart(state: Snapshot, key=SECOND) -> IndicatorChart:
    (found,) = indicators_of(state, ["A0"], key).charts
    return found


@pytest.mark.parametrize(
    ("actual", "target", "lower", "said", "met"),
    [
        (10.0, 10.0, False, "令和5年度は10件で、目標10件に届いた", True),
        (9.0, 10.0, False, "令和5年度は9件で、目標10件に届いていない", False),
        (10.0, 10.0, True, "令和5年度は10件で、目標10件以下に収まった", True),
        (11.0, 10.0, True, "令和5年度は11件で、目標10件を上回っている", False),
        (0.0, 0.0, True, "令和5年度は0件で、目標0件以下に収まった", True),
        (1234.5, None, False, "令和5年度は1,234.5件（この年度の目標なし）", None),
    ],
)
def test_the_latest_actual_is_held_against_its_own_years_target(
    actual: float, target: float | None, lower: bool, said: str, met: bool | None
) -> None:
    targets = {} if target is None else {YEAR: target}
    found = chart(measured({YEAR: actual}, targets, lower=lower))
    assert (found.verdict, found.met) == (said, met)
    assert said in found.alt


def test_a_year_that_still_runs_is_not_called_a_miss() -> None:
    found = chart(measured({YEAR: 4.0}, {YEAR: 10.0}), FIRST)
    assert (found.verdict, found.met) == ("令和5年度は上期までで4件（年度末の目標10件）", None)
    assert chart(measured({YEAR: 10.0}, {YEAR: 10.0}), FIRST).met is True


def test_the_workbook_that_brought_a_value_tells_whether_its_year_was_over() -> None:
    brought = (handed_in(DESK, FIRST, date(2023, 10, 5), 7),)
    found = chart(measured({YEAR: 4.0}, {YEAR: 10.0}, submission=7, submissions=brought), LATER)
    assert found.verdict.startswith("令和5年度は上期までで4件")
    brought = (handed_in(DESK, SECOND, date(2024, 4, 5), 7),)
    found = chart(measured({YEAR: 4.0}, {YEAR: 10.0}, submission=7, submissions=brought), LATER)
    assert found.met is False


def test_values_of_later_years_are_not_shown_early_and_targets_always_are() -> None:
    found = chart(measured({YEAR: 4.0, YEAR + 1: 9.0}, {YEAR: 5.0, YEAR + 4: 20.0}, baseline=1.0))
    assert [point.actual for point in found.points] == [1.0, 4.0, None, None, None, None]
    assert [point.target for point in found.points] == [1.0, 5.0, None, None, None, 20.0]
    assert [point.short for point in found.points] == ["基準", "R5", "R6", "R7", "R8", "R9"]
    assert (found.last, found.last_text, found.goal, found.goal_text) == (1, "4件", 5, "目標 20件")


def test_without_a_baseline_the_axis_begins_with_the_first_year() -> None:
    found = chart(measured({}, {YEAR: 5.0}, baseline=None))
    assert (found.first_year, found.points[0].short) == (0, "R5")
    assert (found.verdict, found.met, found.last) == ("実績の報告はまだない", None, None)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], (0, 1)),
        ([0], (0, 1)),
        ([20], (0, 10, 20)),
        ([24], (0, 15, 30)),
        ([71, 100], (0, 50, 100)),
        ([1130], (0, 600, 1200)),
        ([0.3], (0, 0.15, 0.3)),
        ([-4, 10], (-5, 0, 5, 10)),
    ],
)
def test_level_lines_begin_at_zero_and_hold_every_value(
    values: list[float], ticks: tuple[float, ...]
) -> None:
    assert ticks_of(values) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "―"), (0.0, "0"), (12.5, "12.5"), (1200.0, "1,200"), (12345.6, "12,345.6"), (2e6, "2,000,000")],
)
def test_numbers_are_written_as_people_read_them(value: float | None, text: str) -> None:
    assert number_text(value) == text


def test_charts_are_parted_into_threes() -> None:
    one = measured({}, {YEAR: 1.0})
    told = indicators_of(one, ["A0"] * 7, SECOND)
    assert told.pages == ((0, 3), (3, 6), (6, 7))
    assert indicators_of(one, [], SECOND).empty


def test_the_figure_draws_actual_solid_and_the_way_to_the_target_dashed() -> None:
    found = chart(measured({YEAR: 4.0}, {YEAR: 5.0, YEAR + 1: 9.0}, baseline=1.0))
    figure = indicator_figure(found, "目標 1,000件", "1,000").to_dict()
    targets, actuals = figure["data"]
    assert (actuals["line"]["color"], actuals["line"].get("dash")) == ("#0017C1", None)
    assert actuals["y"] == [1.0, 4.0, None, None, None, None]
    assert (targets["line"]["dash"], targets["marker"]["symbol"]) == ("4px,3px", "diamond")
    assert targets["y"] == [1.0, 5.0, 9.0, None, None, None]
    assert targets["marker"]["size"][:3] == [0, 8, 12]
    axis = figure["layout"]["yaxis"]
    assert (axis["range"][0], axis["range"][1]) == (0, 10)
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["目標 9件", "<b>4件</b>"]


def test_a_cumulative_indicator_is_a_strong_line_and_a_yearly_one_a_row_of_points() -> None:
    line, points = (
        indicator_figure(chart(measured({YEAR: 4.0}, {}, cumulative=kind))).to_dict()["data"][1]
        for kind in (True, False)
    )
    assert line["line"]["width"] > points["line"]["width"]
    assert line["marker"]["size"][1] < points["marker"]["size"][1]


@pytest.mark.parametrize(
    ("actual", "target"), [(16.0, 0.0), (0.0, 0.0), (10.0, 10.0), (9.5, 10.0), (0.2, 10.0)]
)
def test_the_labels_of_target_and_actual_never_meet(actual: float, target: float) -> None:
    found = chart(measured({YEAR: actual}, {YEAR: target}, baseline=30.0))
    figure = indicator_figure(found)
    goal, end = figure.layout.annotations
    low, high = figure.layout.yaxis.range
    room = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    heights = [room * (note.y - low) / (high - low) + note.yshift for note in (goal, end)]
    assert abs(heights[0] - heights[1]) >= 17
    assert all(height >= 8 for height in heights)


def test_a_unit_is_text_and_never_markup_in_a_figure() -> None:
    state = measured({YEAR: 4.0}, {YEAR: 5.0})
    (indicator,) = state.indicators
    nasty = replace(state, indicators=(replace(indicator, unit="<b>&"),))
    texts = [note["text"] for note in indicator_figure(chart(nasty)).to_dict()["layout"]["annotations"]]
    assert texts == ["目標 5&lt;b&gt;&amp;", "<b>4&lt;b&gt;&amp;</b>"]
