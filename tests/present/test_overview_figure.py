"""The figure of 全体状況, read back as the browser receives it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present import palette
from miharu_dx.present.figures.common import plain
from miharu_dx.present.figures.overview import grid_figure, segment_text
from miharu_dx.present.figures.overview_place import placed
from miharu_dx.present.views.overview import overview_view
from miharu_dx.present.views.overview_grid import Grid, Segment
from tests.rich import empty_snapshot, plan, rich_snapshot

H1, H2 = PeriodKey(2025, 0), PeriodKey(2025, 1)
TODAY = date(2026, 4, 25)
PLAN = plan()
RATINGS = {rating.name: palette.rating_sign(rating) for rating in PLAN.ratings}


def grid(actions: int = 60, key: PeriodKey = H2, department: str | None = None) -> Grid:
    return overview_view(rich_snapshot(actions), key, today=TODAY, compare=H1, department=department).grid


def drawn(shown: Grid) -> dict[str, Any]:
    return json.loads(grid_figure(shown).to_json())


def traces(figure: dict[str, Any], axis: str) -> list[dict[str, Any]]:
    return [row for row in figure["data"] if row["type"] == "bar" and row.get("xaxis", "x") == axis]


@pytest.mark.parametrize("actions", [5, 60, 300])
def test_the_bars_hold_every_count_of_the_grid(actions: int) -> None:
    shown = grid(actions)
    expected = Counter({segment.sign.word: segment.count for segment in shown.total.segments})
    bars = {row["name"]: sum(map(told, row["hovertext"])) for row in traces(drawn(shown), "x")}
    assert bars == dict(expected)


def told(hover: str) -> int:
    """Return the count that the pointer tells of a segment."""
    found = re.search(r" (\d+)件（", hover)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("actions", [5, 60, 300])
def test_trouble_is_wide_enough_for_its_number_and_all_else_as_long_as_its_count(actions: int) -> None:
    shown = grid(actions)
    place = placed(shown)
    ends: list[float] = []
    for row in traces(drawn(shown), "x"):
        sign = RATINGS.get(row["name"])
        alarming = sign is not None and sign.style in palette.TROUBLES
        for start, length, text, hover in zip(
            row["base"], row["x"], row["text"], row["hovertext"], strict=True
        ):
            ends.append((start + length) * place.px_per_item)
            if alarming:
                assert str(told(hover)) in text
                assert length >= told(hover) - 1e-9
            else:
                assert length == pytest.approx(told(hover))
    assert max(ends) <= place.bars[1] - place.bars[0] + 1e-6


def test_segments_stand_in_the_order_of_the_vocabulary_without_overlapping() -> None:
    shown = grid()
    bars = traces(drawn(shown), "x")
    order = [sign.word for sign in (*shown.legend, *shown.legend_outside)]
    assert [row["name"] for row in bars] == [word for word in order if word in {r["name"] for r in bars}]
    spans: dict[float, list[tuple[float, float, int]]] = {}
    for place, row in enumerate(bars):
        for level, start, length in zip(row["y"], row["base"], row["x"], strict=True):
            spans.setdefault(level, []).append((start, start + length, place))
    for row in spans.values():
        row.sort()
        assert [place for *_, place in row] == sorted(place for *_, place in row)
        assert all(one[1] <= two[0] + 1e-9 for one, two in pairwise(row))


def test_what_is_outside_the_denominator_begins_after_a_gap() -> None:
    shown = grid()
    bars = traces(drawn(shown), "x")
    outside = {sign.word for sign in shown.legend_outside}
    ends: dict[float, float] = {}
    for row in bars:
        for level, start, length in zip(row["y"], row["base"], row["x"], strict=True):
            if row["name"] in outside:
                if level in ends:
                    assert start > ends[level]
            else:
                ends[level] = max(ends.get(level, 0), start + length)


def test_a_filled_colour_never_stands_without_its_mark() -> None:
    figure = drawn(grid())
    for row in traces(figure, "x"):
        sign = RATINGS.get(row["name"])
        if sign is None or row["marker"]["color"] == palette.WHITE:
            continue
        assert row["marker"]["color"] == sign.style.fill
        assert row["marker"]["line"] == {"color": sign.style.outline, "width": 1}
        assert row["textfont"]["color"] == sign.style.on_fill
        assert all(text.startswith(sign.glyph) for text in row["text"])


def test_silence_is_hatched_and_its_number_stands_on_a_white_patch() -> None:
    shown = grid()
    figure = drawn(shown)
    silent = next(row for row in traces(figure, "x") if row["name"] == "未報告")
    assert silent["marker"]["pattern"]["shape"] == "/"
    assert set(silent["text"]) == {""}
    patches = [a for a in figure["layout"]["annotations"] if a.get("bgcolor") == palette.WHITE]
    assert len(patches) == len(silent["x"])
    assert all(a["text"].startswith(palette.UNREPORTED_GLYPH) for a in patches)


@pytest.mark.parametrize(
    ("px", "text"),
    [(60, "● 5"), (33, "● 5"), (30, "●5"), (25, "●5"), (20, "5"), (15, "5"), (11, "5"), (10, "")],
)
def test_a_narrow_segment_drops_the_space_then_the_mark_then_the_number(px: float, text: str) -> None:
    assert segment_text(Segment(RATINGS["順調"], 5, False), px) == text


def test_every_cell_shows_share_and_fraction_and_trouble_is_framed_in_red() -> None:
    shown = grid()
    texts: list[str] = []
    for row in traces(drawn(shown), "x2"):
        texts += [text.replace("<br>", " ") for text in row["text"]]
        low = row["name"] == "low"
        assert row["marker"]["line"]["width"] == (2 if low else 1)
        if low:
            assert row["marker"]["line"]["color"] == palette.TROUBLE
            assert row["marker"]["color"] == palette.WHITE
            assert all(text.startswith("<b>") for text in row["text"])
    expected = [cell.share for row in (*shown.rows, shown.total) for cell in row.shares]
    assert len(texts) == len(expected)
    for share in expected:
        assert any(share.percent in text and share.fraction in text for text in texts), share


def test_the_three_tints_follow_the_limits_of_the_plan() -> None:
    limits = PLAN.thresholds
    tints = {
        value: palette.share_fill(value, high=limits.share_high, low=limits.share_low)
        for value in (None, 0, 59.9, 60, 79.9, 80, 100)
    }
    assert tints == {
        None: "#FFFFFF", 0: "#FFFFFF", 59.9: "#FFFFFF",
        60: "#E8F1FE", 79.9: "#E8F1FE", 80: "#C5D7FB", 100: "#C5D7FB",
    }  # fmt: skip
    used = {row["name"]: row["marker"]["color"] for row in traces(drawn(grid()), "x2")}
    assert used["high"] == "#C5D7FB"
    assert used["middle"] == "#E8F1FE"


def test_planned_counts_stand_for_the_years_to_come() -> None:
    shown = grid()
    cells = traces(drawn(shown), "x3")
    assert [len(row["text"]) for row in cells] == [(len(shown.rows) + 1) * len(shown.total.planned)]
    assert f"{shown.total.planned[0][1]}件" in cells[0]["text"]
    last = grid(key=PeriodKey(2027, 1))
    assert traces(drawn(last), "x3") == []


def test_names_stand_in_the_order_of_the_plan_under_their_pillars() -> None:
    figure = drawn(grid())
    names = next(row for row in figure["data"] if row.get("name") == "names")
    told = [text for text in names["text"] if "</b> " in text]
    assert told == [f"<b>{m.code}</b> {plain(m.name)}" for m in PLAN.measures]
    assert names["y"][: len(told)] == sorted(names["y"][: len(told)])
    pillars = next(row for row in figure["data"] if row.get("name") == "pillars")
    assert pillars["text"] == [f"<b>{pillar.name}</b>" for pillar in PLAN.pillars]


def test_a_measure_without_actions_says_so_in_the_place_of_its_bar() -> None:
    remarks = next(row for row in drawn(grid(5))["data"] if row.get("name") == "remarks")
    assert remarks["text"] == ["個別取組の登録なし"] * 7
    theirs = next(row for row in drawn(grid(5, department="soumu"))["data"] if row.get("name") == "remarks")
    assert set(theirs["text"]) == {"この課の個別取組なし"}


def test_an_empty_store_draws_every_measure_and_no_bar() -> None:
    shown = overview_view(empty_snapshot(), H2, today=TODAY).grid
    figure = drawn(shown)
    assert traces(figure, "x") == []
    assert [row["name"] for row in traces(figure, "x2")] == ["none"]


def test_no_column_lies_over_another_so_that_every_mark_can_be_pointed_at() -> None:
    for key in (H1, PeriodKey(2027, 1), PeriodKey(2023, 0)):
        layout = drawn(grid(key=key))["layout"]
        spans = sorted(layout[name]["domain"] for name in ("xaxis", "xaxis2", "xaxis3", "xaxis4"))
        assert all(one[1] <= two[0] + 1e-9 for one, two in pairwise(spans))
        assert (spans[0][0], spans[-1][1]) == (0, 1)


def test_every_mark_carries_the_code_of_its_measure() -> None:
    shown = grid()
    codes = {row.code for row in (*shown.rows, shown.total)}
    for axis in ("x", "x2", "x3"):
        for row in traces(drawn(shown), axis):
            assert set(row["customdata"]) <= codes
            assert len(row["customdata"]) == len(row["x"])


def test_no_text_is_smaller_than_fourteen() -> None:
    for key in (H1, PeriodKey(2027, 1), PeriodKey(2023, 0)):
        figure = drawn(grid(300, key))
        sizes = [a["font"]["size"] for a in figure["layout"]["annotations"]]
        for row in figure["data"]:
            size = row["textfont"]["size"]
            sizes += size if isinstance(size, list) else [size]
        assert min(sizes) >= 14


def test_typed_text_never_becomes_markup() -> None:
    assert plain("<b>A&B</b>") == "&lt;b&gt;A&amp;B&lt;/b&gt;"


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_on_every_fill_and_ink_on_white_can_be_read() -> None:
    styles = [sign.style for sign in RATINGS.values()] + [palette.UNREPORTED]
    for style in styles:
        assert contrast(style.on_fill, style.fill) >= 4.5, style
        assert contrast(style.ink, palette.WHITE) >= 4.5, style
        assert contrast(style.outline, palette.WHITE) >= 3 or style.fill == palette.WHITE, style
    for stage in PLAN.stages:
        style = palette.stage_style(stage)
        assert contrast(style.text, style.fill) >= 4.5, stage.name
    for color in palette.CATEGORICAL:
        assert contrast(color, palette.PAGE) >= 3, color
