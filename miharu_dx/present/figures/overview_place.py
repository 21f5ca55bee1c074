"""Where everything stands in the grid of 全体状況: columns and rows, names, heads and rules.

Levels (y) are px from the top of the figure; columns are laid out for ``LAID_OUT_PX`` and stretch with
the page. Only rows that exist have room, so the figure is as high as the plan is long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from miharu_dx.present import palette
from miharu_dx.present.figures.common import BODY_PX, SMALL_PX, note, plain
from miharu_dx.present.views.overview_grid import Grid, GridRow, Segment

LAID_OUT_PX = 1110
NAMES_PX = 318
GAP_PX = 16
# Width of a fiscal year by how many there are, and the letters that fit into it on one line.
SHARE_PX = {1: 99, 2: 99, 3: 99, 4: 87}
SHARE_CHARACTERS = {1: 10, 2: 10, 3: 10, 4: 8}
NARROW_SHARE_PX = 78
NARROW_SHARE_CHARACTERS = 7
PLANNED_PX = 59
HEAD_PX = 50
PILLAR_PX = 26
ROW_PX = 45
TOTAL_PX = 48
BAR_PX = 35
BEYOND_GAP_PX = 10
LONG_PLAN_ROWS = 12
LONG_PLAN_ROW_PX = 40
FEWEST_ITEMS = 6
DASHES = "3px,2px"

# Widths of letters at BODY_PX, for what fits.
GLYPH_PX = 15
DIGIT_PX = 9
SPACE_PX = 4
NUMBER_ROOM_PX = 5
_FITTINGS = 20  # 毎回狭めるので、数回で収まる


@dataclass(frozen=True)
class Place:
    """Columns as spans in px of the laid-out width, rows by their middle, the scale of the bars."""

    bars: tuple[float, float]
    shares: tuple[float, float]
    planned: tuple[float, float]
    rows: tuple[tuple[GridRow, float], ...]
    pillars: tuple[tuple[str, float], ...]
    total: float
    height: float
    row_px: float
    px_per_item: float

    @property
    def spans(self) -> list[tuple[float, float]]:
        """Names, bars and shares, then planned counts where there are any."""
        spans = [(0.0, float(NAMES_PX)), self.bars, self.shares]
        return [*spans, self.planned] if self.planned[1] - self.planned[0] > 1 else spans


def placed(grid: Grid) -> Place:
    """Return where everything stands; bars take the width that the other columns leave."""
    planned_px = PLANNED_PX * len(grid.total.planned)
    planned = (LAID_OUT_PX - (planned_px or 1), LAID_OUT_PX)
    shares_end = planned[0] - (GAP_PX if planned_px else 0)
    years = len(grid.total.shares)
    shares = (shares_end - SHARE_PX.get(years, NARROW_SHARE_PX) * years, shares_end)
    bars = (NAMES_PX + GAP_PX, shares[0] - GAP_PX)
    row_px = ROW_PX if len(grid.rows) <= LONG_PLAN_ROWS else LONG_PLAN_ROW_PX
    level = float(HEAD_PX)
    rows: list[tuple[GridRow, float]] = []
    pillars: list[tuple[str, float]] = []
    for row in grid.rows:
        if row.pillar and (not pillars or pillars[-1][0] != row.pillar):
            pillars.append((row.pillar, level + PILLAR_PX / 2))
            level += PILLAR_PX
        rows.append((row, level + row_px / 2))
        level += row_px
    return Place(
        bars,
        shares,
        planned,
        tuple(rows),
        tuple(pillars),
        level + TOTAL_PX / 2,
        level + TOTAL_PX,
        row_px,
        _scale(grid.rows, bars[1] - bars[0] - BEYOND_GAP_PX - 2),
    )


def segment_px(segment: Segment, px_per_item: float) -> float:
    """Return the width of a segment: its count, and for trouble never less than its number needs."""
    px = segment.count * px_per_item
    if segment.sign.style not in palette.TROUBLES:
        return px
    return max(px, DIGIT_PX * len(str(segment.count)) + NUMBER_ROOM_PX)


def _scale(rows: Sequence[GridRow], px: float) -> float:
    """Return px per item at which the longest bar just fits, widened segments included."""
    scale = px / max([row.total for row in rows] + [FEWEST_ITEMS])
    for _ in range(_FITTINGS):
        longest = max((sum(segment_px(one, scale) for one in row.segments) for row in rows), default=0.0)
        if longest <= px:
            break
        scale *= px / longest
    return scale


def paper(px: float) -> float:
    """Return px of the laid-out width as a part of the figure's width."""
    return px / LAID_OUT_PX


def boxes(
    xref: str, spots: list[tuple[float, float, float]], color: str, *, dash: str = DASHES
) -> list[dict[str, Any]]:
    """Return one shape with an outline around each (start, end, middle), above the bars."""
    if not spots:
        return []
    half = BAR_PX / 2
    path = "".join(
        f"M{x0:g},{y - half:g}L{x1:g},{y - half:g}L{x1:g},{y + half:g}L{x0:g},{y + half:g}Z"
        for x0, x1, y in spots
    )
    return [
        {
            "type": "path",
            "path": path,
            "xref": xref,
            "yref": "y",
            "line": {"color": color, "width": 1, "dash": dash},
            "fillcolor": "rgba(0,0,0,0)",
            "layer": "above",
        }
    ]


def rules(place: Place) -> list[dict[str, Any]]:
    """Return the level lines: under the heads, under each pillar's name and under each row."""
    heads = [(*span, HEAD_PX - 4.0) for span in place.spans]
    pillars = [(0.0, place.bars[1], middle + PILLAR_PX / 2 - 1) for _, middle in place.pillars]
    rows = [(*span, middle + place.row_px / 2) for _, middle in place.rows for span in place.spans[:2]]
    return [
        _lines(heads, palette.RULE_HEAD),
        _lines(pillars, palette.PANEL_RULE),
        _lines(rows, palette.RULE),
    ]


def _lines(spots: list[tuple[float, float, float]], color: str) -> dict[str, Any]:
    path = "".join(f"M{paper(x0):.5f},{y:g}L{paper(x1):.5f},{y:g}" for x0, x1, y in spots)
    return {
        "type": "path",
        "path": path or "M0,0",
        "xref": "paper",
        "yref": "y",
        "line": {"color": color, "width": 1},
        "layer": "below",
    }


def names(grid: Grid, place: Place) -> list[go.Scatter]:
    """Return the texts of the rows: names in their own column, remarks and totals where the bars stand.

    Each column keeps to its own axes, so that none lies over another and takes its pointer away.
    """
    told = [(0.0, middle, f"<b>{plain(row.code)}</b> {plain(row.name)}") for row, middle in place.rows]
    told.append((0.0, place.total, f"<b>{plain(grid.total.code)}</b>"))
    told.append((64.0, place.total, plain(grid.total.name)))
    heads = [(0.0, middle, f"<b>{plain(name)}</b>") for name, middle in place.pillars]
    none = [(0.0, middle, plain(grid.empty_row)) for row, middle in place.rows if not row.total]
    counts = [(0.0, place.total, _total_text(grid.total, place.bars[1] - place.bars[0]))]
    return [
        _texts("names", told, BODY_PX, palette.TEXT, "x4"),
        _texts("pillars", heads, SMALL_PX, palette.TEXT, "x4"),
        _texts("remarks", none, SMALL_PX, palette.SECOND, "x"),
        _texts("total", counts, BODY_PX, palette.TEXT, "x"),
    ]


def _texts(name: str, spots: list[tuple[float, float, str]], size: int, color: str, xaxis: str) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="text",
        xaxis=xaxis,
        x=[x for x, _, _ in spots],
        y=[y for _, y, _ in spots],
        text=[text for _, _, text in spots],
        textposition="middle right",
        textfont={"size": size, "color": color, "family": palette.FONT_FAMILY},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _total_text(total: GridRow, px: float) -> str:
    """Return all counts in one line, closer together where a wide spacing would not fit into ``px``."""
    parts = [part for part in (total.inside, total.beyond) if part]
    if not parts:
        return ""
    letters = sum(len(str(segment.count)) * DIGIT_PX + GLYPH_PX for segment in total.segments)
    wide = letters + len(total.segments) * (SPACE_PX + BODY_PX) + 3 * BODY_PX <= px
    inner, outer, bar = (" ", "　", "　｜　") if wide else ("", "  ", " ｜ ")
    return bar.join(
        outer.join(
            f'<span style="color:{segment.sign.style.ink}">{segment.sign.glyph}</span>{inner}{segment.count}'
            for segment in part
        )
        for part in parts
    )


def heads(grid: Grid, place: Place) -> list[dict[str, Any]]:
    """Return the column heads in two lines: what, and of which fiscal year."""
    low, high = HEAD_PX - 16, HEAD_PX - 38
    quiet: dict[str, Any] = {"size": SMALL_PX, "color": palette.SECOND}
    texts = [
        note(plain(grid.measure_head), x=0, y=low, **quiet),
        note(plain(grid.bar_head), x=paper(place.bars[0]), y=low, **quiet),
        note(plain(grid.share_head), x=paper(place.shares[0]), y=high, **quiet),
    ]
    for index, cell in enumerate(grid.total.shares):
        name = grid.year_heads[cell.fiscal_year]
        texts.append(
            note(
                f"<b>{name}</b>" if cell.current else name,
                x=index + 0.5,
                y=low,
                xref="x2",
                anchor="center",
                size=SMALL_PX,
                color=palette.TEXT if cell.current else palette.SECOND,
            )
        )
    if grid.total.planned:
        middle = len(grid.total.planned) / 2
        texts.append(note(plain(grid.planned_head), x=middle, y=high, xref="x3", anchor="center", **quiet))
    texts += [
        note(grid.year_heads[year], x=index + 0.5, y=low, xref="x3", anchor="center", **quiet)
        for index, (year, _) in enumerate(grid.total.planned)
    ]
    return texts
