"""The words at the lines of 年度推移 stand apart, whatever there is to show: measured as they are drawn."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED, Report, Schedule, Snapshot
from miharu_dx.present.figures.trend import total_figure
from miharu_dx.present.views.trend_curve import Chart
from tests.present.trend_cases import PLAN, SECOND, TODAY, seen
from tests.rich import empty_snapshot, rich_snapshot

NARROWEST_PX = 590
EVEN = (20.0, 40.0, 60.0, 80.0, 100.0)
EARLY = (40.0, 60.0, 80.0, 90.0, 100.0)
LATE = (10.0, 20.0, 40.0, 70.0, 100.0)
LAST = (0.0, 0.0, 0.0, 50.0, 100.0)
NONE = (None, None, None, None, None)


@dataclass(frozen=True)
class Box:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def told(reported: tuple[float, ...], planned: tuple[float | None, ...]) -> Snapshot:
    """Return one action with these values of the plan's first periods and these planned ones."""
    (action,) = rich_snapshot(1, 0).actions
    action = replace(action, first_fiscal_year=PLAN.first_fiscal_year, last_fiscal_year=PLAN.last_fiscal_year)
    return replace(
        empty_snapshot(),
        actions=(action,),
        schedules=tuple(
            Schedule(action.code, year, None, value)
            for year, value in zip(PLAN.fiscal_years, planned, strict=True)
        ),
        reports=tuple(
            Report(action.code, key.fiscal_year, PLAN.period_at(key).code, UPDATED, progress=value)
            for key, value in zip(PLAN.period_keys, reported, strict=False)
        ),
    )


def chart_of(of: Snapshot, count: int) -> Chart:
    key = of.plan.period_keys[max(count - 1, 0)]
    return seen(of, key.fiscal_year, key.order).chart


def boxes(chart: Chart) -> tuple[list[Box], dict[str, Any]]:
    """Return every label as a box in px from the upper left corner, and the layout it stands in."""
    layout = json.loads(total_figure(chart).to_json())["layout"]
    margin, (x0, x1), (y0, y1) = layout["margin"], layout["xaxis"]["range"], layout["yaxis"]["range"]
    found = []
    for note in layout["annotations"]:
        size, text = note["font"]["size"], re.sub(r"<[^>]+>", "", note["text"])
        wide = (
            sum(0.35 if c == " " else 0.95 if c == "%" else 0.7 if c.isascii() else 0.97 for c in text) * size
        )
        across = (NARROWEST_PX - margin["l"] - margin["r"]) * (note["x"] - x0) / (x1 - x0)
        down = (layout["height"] - margin["t"] - margin["b"]) * (y1 - note["y"]) / (y1 - y0)
        x, y = margin["l"] + across + note["xshift"], margin["t"] + down - note["yshift"]
        left = x - {"left": 0, "center": wide / 2, "right": wide}[note["xanchor"]]
        top = y - {"top": 0, "middle": size * 0.6, "bottom": size * 1.2}[note["yanchor"]]
        found.append(Box(text, left, top, left + wide, top + size * 1.2))
    return found, layout


CASES: dict[str, tuple[tuple[float, ...], tuple[float | None, ...]]] = {
    "nothing": ((), EVEN),
    "one, behind": ((8,), EVEN),
    "one, as planned": ((10,), EVEN),
    "one, ahead": ((14,), EVEN),
    "one, nothing done": ((0,), EVEN),
    "one, ambitious plan": ((8,), EARLY),
    "one, late plan": ((8,), LATE),
    "one, no plan": ((8,), NONE),
    "two, as planned": ((10, 20), EVEN),
    "two, ahead": ((10, 22), EVEN),
    "two, behind": ((5, 12), EVEN),
    "two, ambitious plan": ((30, 45), EARLY),
    "two, plan not begun": ((2, 4), LAST),
    "three, behind": ((10, 15, 20), EVEN),
    "three, near": ((10, 22, 28), EVEN),
    "four": ((10, 20, 28, 39), EVEN),
    "five": ((10, 20, 28, 39, 52), EVEN),
    "eight": ((10, 20, 28, 39, 48, 58, 66, 75), EVEN),
    "nine": ((10, 20, 28, 39, 48, 58, 66, 75, 88), EVEN),
    "all done at the end": ((20, 40, 60, 80, 90, 100, 100, 100, 100, 100), EVEN),
    "all done early": ((50, 100, 100, 100), EVEN),
    "all late": ((0, 0, 0, 1, 2, 3, 4, 5), EVEN),
    "all late at the end": ((0, 0, 0, 1, 2, 3, 4, 5, 5, 6), EVEN),
}  # fmt: skip


@pytest.mark.parametrize(("reported", "planned"), CASES.values(), ids=list(CASES))
@pytest.mark.parametrize("reference", [True, False], ids=["with the reference", "without"])
def test_labels_stand_apart_and_within_the_figure(
    reported: tuple[float, ...], planned: tuple[float | None, ...], reference: bool
) -> None:
    chart = chart_of(told(reported, planned), len(reported))
    found, layout = boxes(chart if reference else replace(chart, reference=()))
    assert [(a.text, b.text) for a, b in combinations(found, 2) if a.meets(b)] == []
    margin = layout["margin"]
    axis = layout["height"] - margin["b"]
    assert [box.text for box in found if box.left < margin["l"] or box.right > NARROWEST_PX] == []
    assert [box.text for box in found if box.top < 0 or box.bottom > axis + 3] == []


@pytest.mark.parametrize(
    ("of", "periods"),
    [
        *((rich_snapshot(60, count), count) for count in (1, 2, 3, 7)),
        (rich_snapshot(300, 7), 7),
        (rich_snapshot(300, 10), 10),
        (rich_snapshot(30, 5, SECOND), 5),
    ],
)
def test_labels_of_many_actions_stand_apart(of: Snapshot, periods: int) -> None:
    found, _ = boxes(chart_of(of, periods))
    assert [(a.text, b.text) for a, b in combinations(found, 2) if a.meets(b)] == []


@pytest.mark.parametrize(("reported", "planned"), CASES.values(), ids=list(CASES))
def test_now_its_plan_and_the_plans_end_are_never_left_out(
    reported: tuple[float, ...], planned: tuple[float | None, ...]
) -> None:
    chart = chart_of(told(reported, planned), len(reported))
    texts = [box.text for box in boxes(chart)[0]]
    now, total = chart.total.now, chart.total
    if now is not None and now.actual is not None:
        assert f"実績 {total.actual_text}" in texts
    if now is not None and now.planned is not None:
        assert any(text.startswith("計画") and text.endswith(f" {total.planned_text}") for text in texts)
    if total.planned:
        assert any(text.startswith("計画") and text.endswith("100%") for text in texts)
    assert any(text.startswith("等速の目安") for text in texts) or any("目安とも" in text for text in texts)


def test_a_page_whose_actions_are_all_stopped_says_so_and_claims_no_silence() -> None:
    of = told((10, 20), EVEN)
    stopped = next(stage.name for stage in PLAN.stages if stage.meaning == "stopped")
    over = replace(of, reports=(of.reports[0], replace(of.reports[1], stage=stopped, progress=None)))
    view = seen(over, PLAN.first_fiscal_year, 1)
    assert stopped in view.headline
    assert "報告はまだない" not in view.headline + view.chart.caption
    assert view.dates.as_of
    assert PLAN.end_date(PeriodKey(PLAN.first_fiscal_year, 1)) < TODAY
