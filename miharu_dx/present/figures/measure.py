"""One small chart an indicator: what was reached, solid, and the way to the targets, dashed."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from miharu_dx.present import palette
from miharu_dx.present.figures.common import BODY_PX, SMALL_PX, bare_axis, layout, note, plain
from miharu_dx.present.views.measure_indicators import IndicatorChart

HEIGHT = 100
_TOP, _BOTTOM, _LEFT = 10, 22, 46
_DIGIT = 0.62
_LINE_PX, _LOWEST_PX = 17, 8
_TEXT_ROOM = (60, 150)  # px kept at the right for the target's label: at least, at most


def indicator_figure(chart: IndicatorChart, goal: str = "", tick: str = "") -> go.Figure:
    """Return target and actual over the fiscal years; the level begins at 0 or below.

    A 累計 is one strong line, a 単年度 a row of points; ``x`` is the place in ``chart.points``. Charts
    of one panel share ``goal`` and ``tick``, the longest labels at the right and at the left, so that
    their years stand in line.
    """
    count = len(chart.points)
    figure = go.Figure(data=[_targets(chart), _actuals(chart)])
    room = max(_TEXT_ROOM[0], min(_TEXT_ROOM[1], 20 + round(max(_width(goal), _width(chart.goal_text)))))
    left = max(_LEFT, 8 + round(max(_width(text) for text in (tick, *chart.tick_texts))))
    return layout(
        figure,
        height=HEIGHT,
        margin={"l": left, "r": room, "t": _TOP, "b": _BOTTOM, "pad": 0},
        xaxis=bare_axis(
            range=[-0.25, count - 1 + 0.1],
            showticklabels=True,
            tickmode="array",
            tickvals=list(range(count)),
            ticktext=[plain(point.short) for point in chart.points],
            tickfont={"size": SMALL_PX, "color": palette.SECOND},
        ),
        yaxis=bare_axis(
            range=[chart.ticks[0], chart.ticks[-1]],
            showgrid=True,
            gridcolor=palette.RULE,
            zeroline=True,
            zerolinecolor=palette.CONTROL,
            showticklabels=True,
            tickmode="array",
            tickvals=list(chart.ticks),
            ticktext=list(chart.tick_texts),
            tickfont={"size": SMALL_PX, "color": palette.SECOND},
        ),
        annotations=[*_goal(chart), *_end(chart)],
    )


def _targets(chart: IndicatorChart) -> go.Scatter:
    size = [
        12 if number == chart.goal else 8 if number >= chart.first_year else 0
        for number in range(len(chart.points))
    ]
    return go.Scatter(
        name="目標",
        x=list(range(len(chart.points))),
        y=[point.target for point in chart.points],
        mode="lines+markers",
        connectgaps=True,
        cliponaxis=False,
        line={"color": palette.PLANNED, "width": 1.5, "dash": "4px,3px"},
        marker={
            "symbol": "diamond",
            "size": size,
            "color": palette.WHITE,
            "line": {"color": palette.SECOND, "width": 1.8},
        },
        hoverinfo="text",
        hovertext=_hovers(chart),
    )


def _actuals(chart: IndicatorChart) -> go.Scatter:
    return go.Scatter(
        name="実績",
        x=list(range(len(chart.points))),
        y=[point.actual for point in chart.points],
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": palette.ACTUAL, "width": 2.5 if chart.cumulative else 1.2},
        marker={
            "size": [
                0 if n < chart.first_year else 7 if chart.cumulative else 9 for n in range(len(chart.points))
            ],
            "color": palette.ACTUAL,
        },
        hoverinfo="text",
        hovertext=_hovers(chart),
    )


def _hovers(chart: IndicatorChart) -> list[str]:
    return ["<br>".join(plain(part) for part in point.hover.split("<br>")) for point in chart.points]


def _goal(chart: IndicatorChart) -> list[dict[str, Any]]:
    if chart.goal is None:
        return []
    value = chart.points[chart.goal].target
    assert value is not None
    up = _up(chart, value)
    return [
        note(
            plain(chart.goal_text), x=chart.goal, y=value, xref="x", size=SMALL_PX, color=palette.SECOND,
            xshift=11, yshift=_inside(up) - up,
        )
    ]  # fmt: skip


def _end(chart: IndicatorChart) -> list[dict[str, Any]]:
    """Return the label of the last actual, on the side of its point that is away from the target."""
    if chart.last is None:
        return []
    point = chart.points[chart.last]
    assert point.actual is not None
    above = point.target is None or point.actual > point.target
    up = _up(chart, point.actual)
    first, second = (up + 11, up - 11) if above else (up - 11, up + 11)
    height = _clear(chart, _inside(first), _inside(second))
    return [
        note(
            f"<b>{plain(chart.last_text)}</b>", x=chart.last, y=point.actual, xref="x", size=BODY_PX,
            color=palette.ACTUAL, xshift=9, yshift=height - up, bgcolor="rgba(255,255,255,0.8)",
        )
    ]  # fmt: skip


def _clear(chart: IndicatorChart, first: float, second: float) -> float:
    """Return the first height, in px, at which the end's label does not meet the target's."""
    if chart.last is None or chart.goal is None or not 0 <= chart.goal - chart.last <= 1:
        return first
    value = chart.points[chart.goal].target
    assert value is not None
    goal = _inside(_up(chart, value))
    places = (first, second, _inside(goal + _LINE_PX), _inside(goal - _LINE_PX))
    return next((place for place in places if abs(place - goal) >= _LINE_PX), first)


def _up(chart: IndicatorChart, value: float) -> float:
    """Return how far above the axis a value stands, in px."""
    low, high = chart.ticks[0], chart.ticks[-1]
    return (HEIGHT - _TOP - _BOTTOM) * (value - low) / (high - low)


def _inside(up: float) -> float:
    """Return the height of a label, in px, that neither leaves the top nor covers the axis."""
    return max(_LOWEST_PX, min(up, HEIGHT - _BOTTOM - 9))


def _width(text: str) -> float:
    return sum(SMALL_PX if ord(letter) > 0xFF else SMALL_PX * _DIGIT for letter in text)
