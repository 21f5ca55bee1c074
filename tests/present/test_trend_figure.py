"""The figures of 年度推移, read back as the browser receives them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from miharu_dx.present import palette
from miharu_dx.present.figures.trend import parts_figure, total_figure
from miharu_dx.present.figures.trend_road import road_figure
from miharu_dx.present.figures.trend_road_place import cut, width_of
from miharu_dx.present.views.trend_road import Unit
from miharu_dx.present.views.trend_stages import Kind
from tests.present.trend_cases import SECOND, seen, snapshot
from tests.rich import empty_snapshot, rich_snapshot

SMALLEST_PX = 14


def drawn(figure: Any) -> dict[str, Any]:
    return json.loads(figure.to_json())


def words(figure: dict[str, Any]) -> list[str]:
    return [re.sub(r"<[^>]+>", "", note["text"]) for note in figure["layout"]["annotations"]]


def lines(figure: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in figure["data"]}


def test_the_whole_is_drawn_as_actual_plan_and_reference() -> None:
    shown = drawn(total_figure(seen(snapshot(), 2025, 1).chart))
    found = lines(shown)
    assert (found["実績"]["x"], found["実績"]["y"]) == ([2023, 2024, 2025], [30, 25, 35])
    assert found["実績"]["line"]["color"] == palette.ACTUAL
    assert "dash" not in found["実績"]["line"]
    assert found["計画"]["y"] == [35, 35, 60, 80, 100]
    assert found["等速の目安"]["y"] == [20, 40, 60, 80, 100]
    assert found["計画"]["line"]["dash"] != found["等速の目安"]["line"]["dash"]
    assert shown["layout"]["yaxis"]["range"][0] == 0
    assert shown["layout"]["showlegend"] is False


def test_every_line_is_named_at_the_line() -> None:
    found = words(drawn(total_figure(seen(snapshot(), 2025, 1).chart)))
    assert "実績 35%" in found
    assert "計画・目安とも 60%" in found
    assert "計画 100%" in found
    assert any(text.startswith("等速の目安") for text in found)


def test_the_reference_can_be_switched_off() -> None:
    chart = seen(snapshot(), 2025, 1, reference=False).chart
    for figure in (total_figure(chart), parts_figure(chart)):
        shown = drawn(figure)
        assert "等速の目安" not in lines(shown)
        assert not any("目安" in text for text in words(shown))


@pytest.mark.parametrize("of", [snapshot(), rich_snapshot(60), rich_snapshot(30, 5, SECOND)])
def test_all_panels_have_the_same_axes_and_one_stands_for_each_part(of) -> None:
    chart = seen(of, 2026, 0).chart
    layout = drawn(parts_figure(chart))["layout"]
    for letter in "xy":
        axes = [axis for name, axis in layout.items() if re.fullmatch(rf"{letter}axis\d*", name)]
        assert len(axes) == len(chart.parts) == len(of.plan.measures)
        assert {tuple(axis["range"]) for axis in axes} == {tuple(axes[0]["range"])}
        assert len({round(a["domain"][1] - a["domain"][0], 6) for a in axes}) == 1


def test_only_a_wide_gap_is_red_and_bold() -> None:
    chart = seen(snapshot(), 2025, 1).chart
    notes = drawn(parts_figure(chart))["layout"]["annotations"]
    red = [note["text"] for note in notes if palette.TROUBLE in note["text"]]
    assert len(red) == 1
    assert "MEGO-1" in red[0]
    assert "<b>−25ポイント</b>" in red[0]
    assert not any(mark in note["text"] for note in notes for mark in "▲△▼")


@pytest.mark.parametrize(
    ("of", "year", "order"),
    [
        (empty_snapshot(), 2023, 0),
        (snapshot(reports=()), 2025, 1),
        (snapshot(schedules=()), 2025, 1),
        (rich_snapshot(60, 1), 2023, 0),
        (rich_snapshot(300), 2026, 0),
        (rich_snapshot(30, 5, SECOND), 2026, 0),
    ],
    ids=["empty", "nothing reported", "no schedules", "one period", "three hundred", "another plan"],
)
def test_every_state_can_be_drawn_and_no_letter_is_too_small(of, year: int, order: int) -> None:
    for unit in Unit:
        view = seen(of, year, order, unit=unit)
        for figure in (total_figure(view.chart), parts_figure(view.chart), road_figure(view.road)):
            shown = drawn(figure)
            sizes = [note["font"]["size"] for note in shown["layout"]["annotations"]]
            assert not sizes or min(sizes) >= SMALLEST_PX
            assert shown["layout"]["height"] > 0


@pytest.mark.parametrize("order", [0, 1])
def test_labels_of_the_whole_stand_apart(order: int) -> None:
    for of in (snapshot(), rich_snapshot(60)):
        shown = drawn(total_figure(seen(of, 2025, order).chart))
        spots = [
            (note["x"], round(note["y"]), note["xanchor"], note["yanchor"])
            for note in shown["layout"]["annotations"]
        ]
        assert len(spots) == len(set(spots))


def road(of=None, *, unit: Unit = Unit.ACTION, order: int = 1):
    return seen(of or snapshot(), 2025, order, unit=unit).road


def bars(figure: dict[str, Any], start: str) -> list[dict[str, Any]]:
    return [row for row in figure["data"] if row["type"] == "bar" and row["name"].startswith(start)]


def test_planned_bands_are_thin_and_above_the_reported_ones() -> None:
    shown = drawn(road_figure(road()))
    planned, actual = bars(shown, "計画"), bars(shown, "実績")
    assert {row["width"] for row in planned} < {6, 7, 8}
    assert min(row["width"] for row in actual) > max(row["width"] for row in planned)
    place = {row["customdata"][0]: row["y"][0] for row in planned}
    below = {row["customdata"][0]: row["y"][0] for row in actual}
    assert all(place[code] < below[code] for code in place.keys() & below.keys())


def test_every_stretch_is_drawn_from_its_first_to_its_last_day_in_the_ink_of_its_stage() -> None:
    shown = road()
    figure = drawn(road_figure(shown))
    day = 24 * 60 * 60 * 1000
    for start, bands_of in (("計画", "planned"), ("実績", "actual")):
        found = sorted(
            (code, base, base_days / day)
            for row in bars(figure, start)
            for code, base, base_days in zip(row["customdata"], row["base"], row["x"], strict=True)
        )
        assert found == sorted(
            (row.code, band.start.isoformat(), (band.end - band.start).days)
            for row in shown.rows
            for band in getattr(row, bands_of)
        )
    inks = {row["name"]: row["marker"]["color"] for row in bars(figure, "実績")}
    assert inks["実績 検討中"] == "#E3E6EC"
    assert inks["実績 準備中"] == "#B4BAC8"
    assert inks["実績 実施中"] == "#6B7690"


def test_silence_is_an_empty_dashed_frame_and_a_finish_is_a_tick() -> None:
    shown = road()
    shapes = drawn(road_figure(shown))["layout"]["shapes"]
    silent = sum(band.kind is Kind.SILENT for row in shown.rows for band in row.actual)
    frames = [s for s in shapes if s["type"] == "rect" and s["xref"] == "x" and s.get("line", {}).get("dash")]
    assert len(frames) == silent > 0
    done = sum(band.done for row in shown.rows for band in (*row.planned, *row.actual))
    ticks = [
        s for s in shapes if s["type"] == "rect" and s["xref"] == "x" and s.get("fillcolor") == "#262F45"
    ]
    assert len(ticks) == done > 0


def test_the_blue_line_stands_at_the_end_of_the_chosen_day() -> None:
    for order, day in ((0, date(2025, 9, 30)), (1, date(2026, 3, 31))):
        figure = drawn(road_figure(road(order=order)))
        blue = [
            s
            for s in figure["layout"]["shapes"]
            if s.get("line", {}).get("color") == palette.ACTUAL and s["type"] == "line"
        ]
        assert [s["x0"] for s in blue] == [(day + timedelta(days=1)).isoformat()]
        assert f"基準日 {day.month}月{day.day}日" in words(figure)


def test_each_measure_is_named_once_and_each_row_once() -> None:
    shown = road(unit=Unit.INITIATIVE)
    found = words(drawn(road_figure(shown)))
    assert [text for text in found if text.startswith("MEGO-")] == [
        m.code for m in empty_snapshot().plan.measures
    ]
    for row in shown.rows:
        assert found.count(row.name) == 1


def test_names_are_drawn_as_typed_and_cut_where_they_are_too_long() -> None:
    shown = road()
    evil = replace(shown, rows=tuple(replace(row, name="<b>申請</b>&" + "長" * 40) for row in shown.rows))
    notes = drawn(road_figure(evil))["layout"]["annotations"]
    names = [note["text"] for note in notes if "長" in note["text"]]
    assert len(names) == len(evil.rows)
    assert all("&lt;b&gt;" in name and name.endswith("…") for name in names)
    assert all("長" * 40 in note["hovertext"] for note in notes if "長" in note["text"])


@pytest.mark.parametrize(
    ("text", "kept"), [("行政手続", "行政手続"), ("行政手続の電子化", "行政手続…"), ("", "")]
)
def test_a_text_is_cut_by_its_width(text: str, kept: str) -> None:
    assert cut(text, 5) == kept
    assert width_of(cut(text, 5)) <= 5


@pytest.mark.parametrize("rating", [r.name for r in empty_snapshot().plan.ratings])
def test_every_rating_has_a_mark_drawn_in_its_ink(rating: str) -> None:
    of = snapshot(reports=(("A", 2025, "H2", "実施中", rating, 40.0),))
    shown = road(of)
    sign = next(row.sign for row in shown.rows if row.code == "A")
    assert sign is not None
    shapes = drawn(road_figure(shown))["layout"]["shapes"]
    marks = [s for s in shapes if s["xref"] == "paper" and s["type"] != "line"]
    inks = {s.get("line", {}).get("color", s.get("fillcolor")) for s in marks} | {
        s.get("fillcolor") for s in marks
    }
    assert sign.style.ink in inks
