"""The one place where a figure meets a page: the way of drawing is decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    import plotly.graph_objects as go

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "locale": "ja",
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}


def place(figure: go.Figure, *, key: str, alt: str) -> None:
    """Put a figure on the page at the full width of its container and the height it asks for.

    ``alt`` says in one sentence what a reader sees in it; ``key`` is unique on the page.
    """
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt, width="stretch")


def place_to_pick(figure: go.Figure, *, key: str, alt: str) -> str | None:
    """Put a figure on the page like ``place`` and return the code of the mark somebody clicked.

    The code is the ``customdata`` of the mark; none where nothing was clicked since the page opened.
    """
    event = st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=CONFIG,
        alt=alt,
        width="stretch",
        on_select="rerun",
        selection_mode="points",
    )
    return picked_code(event)


def picked_code(event: Any) -> str | None:
    """Return the code in a selection as the browser reports it."""
    selection = event.get("selection") if isinstance(event, Mapping) else None
    points = (selection or {}).get("points") or []
    found = points[0].get("customdata") if points else None
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, str) else None
