"""What a click on a figure means, as the browser reports it."""

from __future__ import annotations

import pytest

from miharu_dx.ui.chart import CONFIG, picked_code


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"selection": {"points": [{"customdata": "MEGO-3"}]}}, "MEGO-3"),
        ({"selection": {"points": [{"customdata": ["MEGO-3", 1]}]}}, "MEGO-3"),
        ({"selection": {"points": [{"customdata": "A"}, {"customdata": "B"}]}}, "A"),
        ({"selection": {"points": []}}, None),
        ({"selection": {"points": [{}]}}, None),
        ({"selection": {"points": [{"customdata": []}]}}, None),
        ({"selection": {"points": [{"customdata": 7}]}}, None),
        ({"selection": None}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_first_mark_with_a_code_was_picked(event: object, code: str | None) -> None:
    assert picked_code(event) == code


def test_the_chart_shows_no_toolbar_and_does_not_zoom() -> None:
    assert CONFIG["displayModeBar"] is False
    assert CONFIG["scrollZoom"] is False
    assert CONFIG["locale"] == "ja"
