"""Where everything stands in the road map: rows and columns, grounds, rules, heads and names.

Rows are levels (y) in px from the top of the figure; what stands left of the axis is placed in px.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from miharu_dx.present import palette
from miharu_dx.present.figures.common import SMALL_PX, note, plain
from miharu_dx.present.views.trend_road import Road, RoadRow, Unit

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


def columns_of(road: Road) -> Columns:
    """Return the widths that the plan's own codes need."""
    codes = max((width_of(row.measure) for row in road.rows), default=0.0)
    code = codes * SMALL_PX * _BOLD + _GAP_PX
    return Columns(code, code + MARK_PX + NAME_LETTERS * SMALL_PX + _GAP_PX)


def placed_rows(rows: Sequence[RoadRow]) -> list[Row]:
    """Return the rows with their middles; ``first`` is the first of its measure."""
    found: list[Row] = []
    for index, row in enumerate(rows):
        first = index == 0 or rows[index - 1].measure != row.measure
        found.append(Row(row, HEAD_PX + ROW_PX * (index + 0.5), first))
    return found


def grounds(road: Road, height: float) -> list[dict[str, Any]]:
    """Return every other fiscal year tinted, and lines at years' and periods' ends."""
    found: list[dict[str, Any]] = [
        _box(year.start, year.end, 0, height, palette.PAGE)
        for index, year in enumerate(road.years)
        if index % 2 == 0
    ]
    years = {year.start for year in road.years} | {road.end}
    found += [
        upright(end, HEAD_PX, height, palette.RULE, 1, layer="below")
        for end in road.period_ends
        if end not in years
    ]
    found += [upright(day, 0, height, palette.PANEL_RULE, 1, layer="below") for day in sorted(years)]
    return found


def _box(start: date, end: date, y0: float, y1: float, color: str) -> dict[str, Any]:
    return {
        "type": "rect", "layer": "below", "xref": "x", "yref": "y", "x0": start.isoformat(),
        "x1": end.isoformat(), "y0": y0, "y1": y1, "fillcolor": color, "line": {"width": 0},
    }  # fmt: skip


def upright(
    day: date, y0: float, y1: float, color: str, width: float, *, layer: str = "above"
) -> dict[str, Any]:
    """Return an upright line at the start of a day, between two levels."""
    return {
        "type": "line", "layer": layer, "xref": "x", "yref": "y", "x0": day.isoformat(),
        "x1": day.isoformat(), "y0": y0, "y1": y1, "line": {"color": color, "width": width},
    }  # fmt: skip


def rules(road: Road, rows: Sequence[Row], columns: Columns) -> list[dict[str, Any]]:
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


def names(road: Road, rows: Sequence[Row], columns: Columns) -> list[dict[str, Any]]:
    """Return the measures' codes and the rows' names; a name that was cut is told whole on hovering."""
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


def heads(road: Road, columns: Columns) -> list[dict[str, Any]]:
    """Return what the columns and the fiscal years are called."""
    fits = width_of(road.term) * SMALL_PX <= columns.code
    term = road.term if fits else "コード"
    found = [
        _left(plain(term), -columns.names, HEAD_PX - 14, palette.SECOND),
        _left(plain(road.head), columns.code - columns.names, HEAD_PX - 14, palette.SECOND),
    ]
    for year in road.years:
        label = f"{year.label}（{year.fiscal_year}）"
        middle = year.start + timedelta(days=(year.end - year.start).days // 2)
        text = f"<b>{label}</b>" if year.current else label
        found.append(note(text, x=middle.isoformat(), y=YEAR_PX, xref="x", size=SMALL_PX, anchor="center"))
    return found


def as_of_line(road: Road, height: float) -> list[dict[str, Any]]:
    """Return the upright line at the end of the day the figures stand for."""
    return [upright(road.as_of + timedelta(days=1), HEAD_PX - 6, height, palette.ACTUAL, 2)]


def as_of_label(road: Road) -> list[dict[str, Any]]:
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
