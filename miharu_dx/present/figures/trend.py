"""Progress over the fiscal years: the whole as one line figure, the parts as small panels of equal axes.

The axis of time counts fiscal years: 2025 is the end of that year. Labels stand at the lines, never in
a legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from miharu_dx.present import palette
from miharu_dx.present.figures.common import BODY_PX, SMALL_PX, bare_axis, layout, note, plain
from miharu_dx.present.figures.trend_labels import REFERENCE_INK, Room, labels, left_room, right_margin
from miharu_dx.present.views.trend_curve import Chart, Curve, Point

TOTAL_PX = 268
# Room for 100% at the left, and for a label above the highest line.
LEFT_PX, TOP_PX, BOTTOM_PX = 54, 22, 44

_LEVELS = range(0, 101, 20)
_TOP_LEVEL = 104.0

PANEL_COLUMNS = 3
PANEL_PX = 114
# Few panels share the room of three rows: no row is lower than needed, none so high that lines look steep.
PANELS_PX = 3 * PANEL_PX
PANEL_MOST_PX = PANELS_PX // 2
# How few panels stand side by side without leaving a hole.
_FEW_COLUMNS = {1: 1, 2: 2, 4: 2}
PANEL_TITLE_PX = 24
PANEL_FOOT_PX = 22
# The part of a panel that its lines take; the figures stand to the right of it.
PANEL_LINES = 0.62


def total_figure(chart: Chart) -> go.Figure:
    """Return the whole: planned dashed in grey, reported solid in blue, the reference dotted."""
    figure = go.Figure(data=_lines(chart, chart.total, large=True))
    start, end = span(chart)
    right = right_margin(chart)
    years = (start - left_room(chart), end + 0.06)
    room = Room(TOTAL_PX, LEFT_PX, right, TOP_PX, BOTTOM_PX, years, (0.0, _TOP_LEVEL))
    return layout(
        figure,
        height=TOTAL_PX,
        margin={"l": LEFT_PX, "r": right, "t": TOP_PX, "b": BOTTOM_PX, "pad": 0},
        xaxis=bare_axis(
            range=list(years),
            showticklabels=True,
            tickvals=[year.fiscal_year for year in chart.years],
            ticktext=[_year_text(year.label, year.fiscal_year, year.current) for year in chart.years],
            tickfont={"size": SMALL_PX, "color": palette.SECOND},
            showgrid=False,
        ),
        yaxis=bare_axis(
            range=[0, _TOP_LEVEL],
            showgrid=True,
            gridcolor=palette.RULE,
            zeroline=True,
            zerolinecolor=palette.RULE_HEAD,
            zerolinewidth=1,
            showticklabels=True,
            tickvals=list(_LEVELS),
            ticktext=[f"{level}%&nbsp;" for level in _LEVELS],
            tickfont={"size": SMALL_PX, "color": palette.SECOND},
        ),
        annotations=labels(chart, room),
    )


def parts_figure(chart: Chart) -> go.Figure:
    """Return one small panel per part, all with the same axes; ``customdata`` is the part's code."""
    columns = _FEW_COLUMNS.get(len(chart.parts), PANEL_COLUMNS)
    rows = -(-len(chart.parts) // columns) or 1
    panel = max(PANEL_PX, min(PANELS_PX // rows, PANEL_MOST_PX))
    height = rows * panel + PANEL_FOOT_PX
    lines: list[go.Scatter] = []
    axes: dict[str, Any] = {}
    notes: list[dict[str, Any]] = []
    start, end = span(chart)
    for index, part in enumerate(chart.parts):
        row, column = divmod(index, columns)
        left = column / columns
        right = left + PANEL_LINES / columns
        top = 1 - (row * panel + PANEL_TITLE_PX) / height
        bottom = 1 - (row + 1) * panel / height + 4 / height
        name = "" if index == 0 else str(index + 1)
        axes[f"xaxis{name}"] = bare_axis(
            domain=[left, right], range=[start - 0.12, end + 0.12], anchor=f"y{name}"
        )
        axes[f"yaxis{name}"] = bare_axis(
            domain=[bottom, top],
            range=[0, 106],
            anchor=f"x{name}",
            zeroline=True,
            zerolinecolor=palette.CONTROL,
        )
        for line in _lines(chart, part, large=False):
            line.xaxis, line.yaxis = f"x{name}", f"y{name}"
            lines.append(line)
        notes += _panel_words(part, left, right, top=1 - row * panel / height)
        if row == rows - 1 or index + columns >= len(chart.parts):
            notes += _panel_years(chart, name)
    return layout(go.Figure(data=lines), height=height, annotations=notes, **axes)


def span(chart: Chart) -> tuple[float, float]:
    """Return the first and the last moment that any figure shows, in fiscal years' ends."""
    points = [p.x for curve in (chart.total, *chart.parts) for p in (*curve.actual, *curve.planned)]
    years = [year.fiscal_year for year in chart.years]
    return min([*points, *years]), max([*points, *years])


def _year_text(label: str, fiscal_year: int, current: bool) -> str:
    name = f'<b style="color:{palette.TEXT}">{label}</b>' if current else label
    return f"{name}<br>{fiscal_year}"


def _lines(chart: Chart, curve: Curve, *, large: bool) -> list[go.Scatter]:
    lines: list[go.Scatter] = []
    if chart.reference and curve.registered:
        lines.append(
            _line(
                "等速の目安",
                chart.reference,
                {"color": REFERENCE_INK if large else palette.CONTROL, "width": 1.5, "dash": "1px,3px"},
                curve,
            )
        )
    marker: dict[str, Any] = {}
    if large:
        marker = {
            "symbol": "square",
            "size": 8,
            "color": palette.WHITE,
            "opacity": 1,
            "line": {"color": palette.SECOND, "width": 1.5},
        }
    if curve.planned:
        dash = {"color": palette.SECOND, "width": 2 if large else 1.5, "dash": "6px,4px"}
        lines.append(_line("計画", curve.planned, dash, curve, marker))
    if curve.actual:
        sizes = [10.0 if large else 0.0] * (len(curve.actual) - 1) + [11.0 if large else 8.0]
        solid = {"color": palette.ACTUAL, "width": 3 if large else 2.5}
        lines.append(
            _line("実績", curve.actual, solid, curve, {"size": sizes, "color": palette.ACTUAL, "opacity": 1})
        )
    return lines


def _line(
    name: str,
    points: Sequence[Point],
    line: dict[str, Any],
    curve: Curve,
    marker: dict[str, Any] | None = None,
) -> go.Scatter:
    whose = f"{plain(curve.code)} {plain(curve.name)}".strip()
    count = "（個別取組{}件）"
    return go.Scatter(
        name=name,
        mode="lines+markers" if marker else "lines",
        x=[point.x for point in points],
        y=[point.value for point in points],
        line=line,
        marker=marker or None,
        cliponaxis=False,
        customdata=[curve.code] * len(points),
        hovertext=[
            f"{whose}<br>{point.when} {name} {point.text}{count.format(point.count) if point.count else ''}"
            for point in points
        ],
        hoverinfo="text",
    )


def _panel_words(part: Curve, left: float, right: float, *, top: float) -> list[dict[str, Any]]:
    color = palette.TROUBLE if part.wide else palette.TEXT
    gap = plain(part.gap_text)
    shown = f'<span style="color:{color}">{f"<b>{gap}</b>" if part.wide else gap}</span>'
    paper: dict[str, Any] = {"yref": "paper"}
    title = note(f"<b>{plain(part.code)}</b> {shown}", x=left, y=top, valign="top", size=BODY_PX, **paper)
    if part.now is None or part.now.actual is None:
        return [title]
    whole = f'<b><span style="color:{palette.ACTUAL}">{part.actual_text}</span></b>'
    if part.now.planned is not None:
        whole += f"<br>／{part.planned_text}"
    figures = note(whole, x=right, y=top, valign="top", size=BODY_PX, xshift=6, yshift=-44, **paper)
    return [title, figures]


def _panel_years(chart: Chart, name: str) -> list[dict[str, Any]]:
    ends = [(chart.years[0], "left")]
    if len(chart.years) > 1:
        ends.append((chart.years[-1], "right"))
    return [
        note(
            year.short,
            x=year.fiscal_year,
            y=0,
            xref=f"x{name}",
            yref=f"y{name}",
            size=SMALL_PX,
            color=palette.SECOND,
            anchor=anchor,
            valign="top",
            yshift=-3,
        )
        for year, anchor in ends
    ]
