"""The slides of a meeting: one for each screen, native charts and tables with the figures of the deck."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pptx
import pytest

from miharu_dx.domain.records import Snapshot
from miharu_dx.present.slides import deck_pptx
from miharu_dx.present.views.deck_model import ChangesScreen, ListingScreen, WholeScreen
from tests.present.papers import HARD, MADE_AT, deck_of, hard_snapshot
from tests.rich import empty_snapshot


def shapes_of(data: bytes) -> list[list[Any]]:
    return [list(slide.shapes) for slide in pptx.Presentation(io.BytesIO(data)).slides]


def texts(shapes: list[Any]) -> Iterator[str]:
    for shape in shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "has_table", False) and shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


@pytest.mark.parametrize(
    "snapshot", [empty_snapshot(), hard_snapshot(1), hard_snapshot(60)], ids=["0", "1", "60"]
)
def test_every_screen_is_a_slide_with_its_headline_the_dates_and_its_place(snapshot: Snapshot) -> None:
    shown = deck_of(snapshot)
    slides = shapes_of(deck_pptx(shown, MADE_AT))
    assert len(slides) == len(shown.screens)
    for number, (screen, shapes) in enumerate(zip(shown.screens, slides, strict=True), 1):
        told = list(texts(shapes))
        assert screen.headline in told
        assert f"{number} / {len(slides)}" in told
        assert any(shown.foot.as_of in text and shown.foot.updated in text for text in told)


def test_the_charts_are_native_and_hold_the_figures_of_the_deck() -> None:
    shown = deck_of(hard_snapshot())
    slides = shapes_of(deck_pptx(shown, MADE_AT))
    seen = 0
    for screen, shapes in zip(shown.screens, slides, strict=True):
        charts = [shape for shape in shapes if getattr(shape, "has_chart", False) and shape.has_chart]
        if isinstance(screen, ChangesScreen) and screen.pairs is not None:
            (chart,) = [shape.chart for shape in charts]
            assert list(chart.plots[0].series[-1].values) == [bar.now for bar in screen.pairs.bars]
            seen += 1
        if isinstance(screen, WholeScreen):
            (chart,) = [shape.chart for shape in charts]
            totals = {series.name[2:]: sum(series.values) for series in chart.plots[0].series}
            assert totals == {s.sign.word: s.count for s in screen.totals if s.sign.word in totals}
            seen += 1
        for shape in charts:
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
    assert seen >= 2


def test_every_action_stands_on_a_slide_with_its_whole_name() -> None:
    snapshot = hard_snapshot()
    shown = deck_of(snapshot)
    slides = shapes_of(deck_pptx(shown, MADE_AT))
    told = [
        text
        for screen, shapes in zip(shown.screens, slides, strict=True)
        if isinstance(screen, ListingScreen)
        for text in texts(shapes)
    ]
    assert sum(HARD in text for text in told) == sum(action.runs_in(2025) for action in snapshot.actions)


def test_no_letter_is_smaller_than_on_the_wall() -> None:
    data = deck_pptx(deck_of(hard_snapshot()), MADE_AT)
    sizes = [
        run.font.size.pt
        for shapes in shapes_of(data)
        for shape in shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert sizes
    assert min(sizes) >= 12


def test_a_store_without_a_sample_says_nothing_of_samples() -> None:
    shown = deck_of(replace(hard_snapshot(1), store_kind="real"))
    assert not shown.foot.sample
    assert not any(
        "サンプル　" in text for shapes in shapes_of(deck_pptx(shown, MADE_AT)) for text in texts(shapes)
    )
