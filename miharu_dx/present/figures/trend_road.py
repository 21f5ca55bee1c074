"""The road map as one figure: names, marks and two bands a row on a common axis of time.

Rows are levels (y) in px from the top of the figure; time is a date axis. What stands left of the axis
is placed in px, so that only the bands stretch with the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from miharu_dx.domain.plan import Stage
from miharu_dx.present import palette
from miharu_dx.present.figures.common import SMALL_PX, bare_axis, layout, note, plain
from miharu_dx.present.figures.trend_marks import mark_shapes
from miharu_dx.present.views.trend_road import Band, Road, RoadRow, Unit
from miharu_dx.present.views.trend_stages import Kind

ROW_PX = 27
HEAD_PX = 46
YEAR_PX = 10
MARK_PX = 16
MARGIN_RIGHT_PX = 6
PLANNED_PX = 6
ACTUAL_PX = 11
# The planned band lies above the reported one; both together are centred in the row.
PLANNED_SHIFT = -6.5
ACTUAL_SHIFT = 4.0
TICK_PX = 4
# Full-width letters of SMALL_PX that stand beside code and mark; longer names are cut.
NAME_LETTERS = 21.5
_HALF_LETTER = 0.62
_BOLD = 1.25
_GAP_PX = 10
_DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Row:
    """A row of the road map with its middle in px."""

    row: RoadRow
    middle: float
    first: bool


@dataclass(frozen=True)
class Columns:
    """Widths in px left of the axis: the measure's code, then everything together."""

    code: float
    names: float


def road_figure(road: Road) -> go.Figure:
    """Return the road map; the planned band is thin and above, the reported one thick and below."""
    placed = _placed(road.rows)
    columns = _columns(road)
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
            *_grounds(road, height),
            *_rules(road, placed, columns),
            *_silences(placed),
            *_ticks(placed),
            *_marks(placed, columns),
            *_as_of_line(road, height),
        ],
        annotations=[*_heads(road, columns), *_names(road, placed, columns), *_as_of_label(road)],
    )


def _columns(road: Road) -> Columns:
    codes = max((width_of(row.measure) for row in road.rows), default=0.0)
    code = codes * SMALL_PX * _BOLD + _GAP_PX
    return Columns(code, code + MARK_PX + NAME_LETTERS * SMALL_PX + _GAP_PX)


def _placed(rows: Sequence[RoadRow]) -> list[Row]:
    found: list[Row] = []
    for index, row in enumerate(rows):
        first = index == 0 or rows[index - 1].measure != row.measure
        found.append(Row(row, HEAD_PX + ROW_PX * (index + 0.5), first))
    return found


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


def _grounds(road: Road, height: float) -> list[dict[str, Any]]:
    """Return every other fiscal year tinted, and lines at years' and periods' ends."""
    found: list[dict[str, Any]] = [
        _box(year.start, year.end, 0, height, palette.PAGE)
        for index, year in enumerate(road.years)
        if index % 2 == 0
    ]
    years = {year.start for year in road.years} | {road.end}
    found += [
        _upright(end, HEAD_PX, height, palette.RULE, 1, layer="below")
        for end in road.period_ends
        if end not in years
    ]
    found += [_upright(day, 0, height, palette.PANEL_RULE, 1, layer="below") for day in sorted(years)]
    return found


def _box(start: date, end: date, y0: float, y1: float, color: str) -> dict[str, Any]:
    return {
        "type": "rect", "layer": "below", "xref": "x", "yref": "y", "x0": start.isoformat(),
        "x1": end.isoformat(), "y0": y0, "y1": y1, "fillcolor": color, "line": {"width": 0},
    }  # fmt: skip


def _upright(
    day: date, y0: float, y1: float, color: str, width: float, *, layer: str = "above"
) -> dict[str, Any]:
    return {
        "type": "line", "layer": layer, "xref": "x", "yref": "y", "x0": day.isoformat(),
        "x1": day.isoformat(), "y0": y0, "y1": y1, "line": {"color": color, "width": width},
    }  # fmt: skip


def _rules(road: Road, rows: Sequence[Row], columns: Columns) -> list[dict[str, Any]]:
    """Return a line above every row, darker above a measure's first; they begin left of the axis."""
    found: list[dict[str, Any]] = []
    for row in rows:
        top = row.middle - ROW_PX / 2
        color = palette.CONTROL if row.first else palette.RULE
        line = {"color": color, "width": 1}
        level = {"type": "line", "layer": "below", "yref": "y", "y0": top, "y1": top, "line": line}
        found.append(level | {"xref": "x", "x0": road.start.isoformat(), "x1": road.end.isoformat()})
        left = (0 if row.first else columns.code) - columns.names
        found.append(level | {"xref": "paper", "xsizemode": "pixel", "xanchor": 0, "x0": left, "x1": 0})
    return found


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


def _names(road: Road, rows: Sequence[Row], columns: Columns) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    left = columns.code + MARK_PX + 6 - columns.names
    for row in rows:
        if row.first:
            found.append(_left(f"<b>{plain(row.row.measure)}</b>", -columns.names, row.middle))
        name = row.row.name if road.unit is Unit.INITIATIVE else f"{row.row.code} {row.row.name}"
        color = palette.TEXT if row.row.registered else palette.SECOND
        found.append(
            _left(plain(cut(name, NAME_LETTERS)), left, row.middle, color)
            | {"hovertext": _whole(row.row), "captureevents": True}
        )
        if not row.row.registered:
            found.append(_left("個別取組の登録なし", 8, row.middle, palette.SECOND))
    return found


def _whole(row: RoadRow) -> str:
    sign = f"<br>{plain(row.sign.word)}" if row.sign else ""
    unit = f"　{plain(row.department)}" if row.department else ""
    return f"{plain(row.code)} {plain(row.name)}{unit}{sign}"


def _left(text: str, shift: float, y: float, color: str = palette.TEXT) -> dict[str, Any]:
    return note(text, x=0, y=y, size=SMALL_PX, color=color, xshift=shift)


def _heads(road: Road, columns: Columns) -> list[dict[str, Any]]:
    found = [
        _left("施策", -columns.names, HEAD_PX - 14, palette.SECOND),
        _left(plain(road.head), columns.code - columns.names, HEAD_PX - 14, palette.SECOND),
    ]
    for year in road.years:
        label = f"{year.label}（{year.fiscal_year}）"
        middle = year.start + timedelta(days=(year.end - year.start).days // 2)
        text = f"<b>{label}</b>" if year.current else label
        found.append(note(text, x=middle.isoformat(), y=YEAR_PX, xref="x", size=SMALL_PX, anchor="center"))
    return found


def _as_of_line(road: Road, height: float) -> list[dict[str, Any]]:
    return [_upright(road.as_of + timedelta(days=1), HEAD_PX - 6, height, palette.ACTUAL, 2)]


def _as_of_label(road: Road) -> list[dict[str, Any]]:
    """Return 基準日 on blue at the top of its line; near an end of the axis it turns inwards."""
    whole = (road.end - road.start).days
    place = ((road.as_of - road.start).days + 1) / whole
    anchor = "left" if place < 1 / 8 else "right" if place > 7 / 8 else "center"
    return [
        note(
            f"<b>{road.as_of_text}</b>",
            x=(road.as_of + timedelta(days=1)).isoformat(),
            y=HEAD_PX - 14,
            xref="x",
            size=SMALL_PX,
            color=palette.WHITE,
            anchor=anchor,
            bgcolor=palette.ACTUAL,
            borderpad=3,
        )
    ]


def width_of(text: str) -> float:
    """Return about how wide a text is, in full-width letters."""
    return sum(_HALF_LETTER if letter.isascii() else 1.0 for letter in text)


def cut(text: str, letters: float) -> str:
    """Return a text that is at most ``letters`` full-width letters wide, ended by … where it was cut."""
    if width_of(text) <= letters:
        return text
    kept = text
    while kept and width_of(kept) + 1 > letters:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
