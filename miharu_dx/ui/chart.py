"""The one place where a figure meets a page: the way of drawing is decided here and nowhere else."""

from __future__ import annotations

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
