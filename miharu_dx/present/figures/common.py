"""What all figures share: type, margins, colours of surfaces and the words of the hover box."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from miharu_dx.present import palette

BODY_PX = 15
SMALL_PX = 14
HEAD_PX = 15


def layout(figure: go.Figure, *, height: int, **more: Any) -> go.Figure:
    """Set the house's layout on a figure: ``height`` in px, width from the page, no toolbar, no zoom.

    ``more`` stands beside it or, whole, in place of one of its parts.
    """
    font = {"family": palette.FONT_FAMILY, "size": BODY_PX, "color": palette.TEXT}
    # Set whole: plotly's update_layout looks every key up in what stands there and takes several times as long.
    figure.layout = {
        "height": height,
        "autosize": True,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "font": font,
        "paper_bgcolor": palette.WHITE,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(palette.CATEGORICAL),
        "separators": ".,",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.WHITE,
            "bordercolor": palette.PLANNED,
            "font": font,
            "align": "left",
        },
        "bargap": 0,
        **more,
    }
    return figure


def bare_axis(**more: Any) -> dict[str, Any]:
    """Return an axis without line, grid, ticks or zoom; ``more`` overrides."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "showticklabels": False,
        "ticks": "",
        "fixedrange": True,
    } | more


def note(
    text: str,
    *,
    x: float | str,
    y: float,
    xref: str = "paper",
    yref: str = "y",
    size: int = BODY_PX,
    color: str = palette.TEXT,
    anchor: str = "left",
    valign: str = "middle",
    **more: Any,
) -> dict[str, Any]:
    """Return an annotation without arrow; ``size`` in px, ``text`` already escaped for plotly."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": xref,
        "yref": yref,
        "showarrow": False,
        "xanchor": anchor,
        "yanchor": valign,
        "align": anchor if anchor in ("left", "right") else "center",
        "font": {"size": size, "color": color, "family": palette.FONT_FAMILY},
        "borderpad": 0,
    } | more


def rule(
    *,
    x0: float,
    x1: float,
    y: float,
    xref: str = "paper",
    yref: str = "y",
    color: str = palette.RULE,
    width: float = 1,
    dash: str = "solid",
) -> dict[str, Any]:
    """Return a level line as a shape below the traces."""
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y,
        "y1": y,
        "xref": xref,
        "yref": yref,
        "layer": "below",
        "line": {"color": color, "width": width, "dash": dash},
    }


def plain(text: str) -> str:
    """Return a text that plotly draws as typed: its few tags and entities lose their meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
