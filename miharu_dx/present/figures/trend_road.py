"""The road map as one figure: names, marks and two bands a row on a common axis of time.

Rows are levels (y) in px from the top of the figure; time is a date axis. What stands left of the axis
is placed in px, so that only the bands stretch with the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from miharu_dx.domain.plan import Stage
from miharu_dx.present import palette
from miharu_dx.present.figures.common import bare_axis, layout, plain
from miharu_dx.present.figures.trend_marks import mark_shapes
from miharu_dx.present.figures.trend_road_place import (
    ACTUAL_PX,
    ACTUAL_SHIFT,
    HEAD_PX,
    MARGIN_RIGHT_PX,
    MARK_PX,
    PLANNED_PX,
    PLANNED_SHIFT,
    ROW_PX,
    TICK_PX,
    Columns,
    Row,
    as_of_label,
    as_of_line,
    columns_of,
    grounds,
    heads,
    names,
    placed_rows,
    rules,
)
from miharu_dx.present.views.trend_bands import Band
from miharu_dx.present.views.trend_road import Road, RoadRow
from miharu_dx.present.views.trend_stages import Kind

_DAY_MS = 24 * 60 * 60 * 1000


def road_figure(road: Road) -> go.Figure:
    """Return the road map; the planned band is thin and above, the reported one thick and below."""
    placed = placed_rows(road.rows)
    columns = columns_of(road)
    height = HEAD_PX + ROW_PX * len(placed) + 4
    figure = go.Figure(
        data=[
            *_bands(road, placed, "計画", lambda row: row.planned, PLANNED_SHIFT, PLANNED_PX),
            *_bands(road, placed, "実績", lambda row: row.actual, ACTUAL_SHIFT, ACTUAL_PX),
        ]
    )
    return layout(
        figure,
        height=height,
        barmode="overlay",
        margin={"l": columns.names, "r": MARGIN_RIGHT_PX, "t": 0, "b": 0, "pad": 0},
        xaxis=bare_axis(
            type="date", range=[road.start.isoformat(), road.end.isoformat()], anchor="y", domain=[0, 1]
        ),
        yaxis=bare_axis(range=[height, 0], domain=[0, 1]),
        shapes=[
            *grounds(road, height),
            *rules(road, placed, columns),
            *_silences(placed),
            *_ticks(placed),
            *_marks(placed, columns),
            *as_of_line(road, height),
        ],
        annotations=[*heads(road, columns), *names(road, placed, columns), *as_of_label(road)],
    )


def _bands(
    road: Road,
    rows: Sequence[Row],
    name: str,
    bands_of: Callable[[RoadRow], Iterable[Band]],
    shift: float,
    height: float,
) -> list[go.Bar]:
    """Return one trace per stage; what is silent or left out is an empty bar that only tells its words."""
    found: dict[tuple[Kind, str], list[tuple[Band, Row]]] = {}
    for row in rows:
        for band in bands_of(row.row):
            found.setdefault((band.kind, band.word), []).append((band, row))
    return [_band_trace(road, name, spots, shift, height) for spots in found.values()]


def _band_trace(
    road: Road, name: str, spots: Sequence[tuple[Band, Row]], shift: float, height: float
) -> go.Bar:
    first = spots[0][0]
    return go.Bar(
        name=f"{name} {plain(first.word)}",
        orientation="h",
        width=height,
        base=[band.start.isoformat() for band, _ in spots],
        x=[(band.end - band.start).days * _DAY_MS for band, _ in spots],
        y=[row.middle + shift for _, row in spots],
        customdata=[row.row.code for _, row in spots],
        hovertext=[_hover(road, name, band, row.row) for band, row in spots],
        hoverinfo="text",
        textposition="none",
        marker=_ink(first.kind, first.stage),
    )


def _ink(kind: Kind, stage: Stage | None) -> dict[str, Any]:
    if kind is Kind.STAGE and stage is not None:
        style = palette.stage_style(stage)
        return {"color": style.fill, "line": {"color": style.outline, "width": 1}}
    if kind is Kind.STOPPED:
        return {
            "color": palette.WHITE,
            "line": {"color": "#626D84", "width": 1},
            "pattern": {
                "shape": "/", "fgcolor": "#626D84", "bgcolor": palette.WHITE, "fillmode": "replace",
                "size": 6, "solidity": 0.25,
            },
        }  # fmt: skip
    return {"color": "rgba(0,0,0,0)", "line": {"width": 0}}


def _hover(road: Road, name: str, band: Band, row: RoadRow) -> str:
    done = f"（{plain(road.done_word)}）" if band.done else ""
    return f"{plain(row.code)} {plain(row.name)}<br>{name} {plain(band.when)}　{plain(band.word)}{done}"


def _silences(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return dashed empty frames where nothing was reported, and a level line where nothing was due."""
    found: list[dict[str, Any]] = []
    for row in rows:
        middle = row.middle + ACTUAL_SHIFT
        for band in row.row.actual:
            if band.kind is Kind.SILENT:
                found.append(
                    {
                        "type": "rect", "layer": "above", "xref": "x", "yref": "y",
                        "x0": band.start.isoformat(), "x1": band.end.isoformat(),
                        "y0": middle - ACTUAL_PX / 2, "y1": middle + ACTUAL_PX / 2,
                        "fillcolor": "rgba(0,0,0,0)",
                        "line": {"color": palette.UNREPORTED.outline, "width": 1, "dash": "4px,3px"},
                    }
                )  # fmt: skip
            elif band.kind is Kind.EXCLUDED:
                found.append(
                    {
                        "type": "line", "layer": "above", "xref": "x", "yref": "y",
                        "x0": band.start.isoformat(), "x1": band.end.isoformat(), "y0": middle, "y1": middle,
                        "line": {"color": palette.CONTROL, "width": 2},
                    }
                )  # fmt: skip
    return found


def _ticks(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return an upright tick where something is planned to be, or was reported, finished."""
    fill = "#262F45"
    return [
        {
            "type": "rect", "layer": "above", "xref": "x", "yref": "y", "xsizemode": "pixel",
            "xanchor": band.end.isoformat(), "x0": -TICK_PX, "x1": 0,
            "y0": row.middle + shift - half, "y1": row.middle + shift + half,
            "fillcolor": fill, "line": {"width": 0},
        }
        for row in rows
        for bands, shift, half in (
            (row.row.planned, PLANNED_SHIFT, PLANNED_PX / 2 + 2),
            (row.row.actual, ACTUAL_SHIFT, ACTUAL_PX / 2 + 1),
        )
        for band in bands
        if band.done
    ]  # fmt: skip


def _marks(rows: Sequence[Row], columns: Columns) -> list[dict[str, Any]]:
    return [
        shape
        for row in rows
        if row.row.sign is not None
        for shape in mark_shapes(
            row.row.sign.mark,
            row.row.sign.style,
            x=columns.code - columns.names,
            y=row.middle,
            size=MARK_PX - 2,
        )
    ]
