"""The columns of fiscal years in the grid of 全体状況: shares tinted in three steps, planned counts."""

from __future__ import annotations

import plotly.graph_objects as go

from miharu_dx.present import palette
from miharu_dx.present.figures.common import BODY_PX, SMALL_PX, plain
from miharu_dx.present.figures.overview_place import (
    BAR_PX,
    NARROW_SHARE_CHARACTERS,
    SHARE_CHARACTERS,
    Place,
)
from miharu_dx.present.views.overview_grid import Grid, GridRow, YearShare


def cell_text(cell: YearShare, *, strong: bool, characters: int) -> str:
    """Return a cell of the matrix: percentage and fraction, on two lines where one is too long."""
    share = cell.share
    if not share.percent:
        return share.fraction
    heavy = strong or share.tone == "low"
    percent = f"<b>{share.percent}</b>" if heavy else share.percent
    if len(share.text) > characters:
        return f"{percent}<br>{share.fraction}"
    return f'{percent} <span style="font-size:{SMALL_PX}px">{share.fraction}</span>'


_CELL_FILL = {"high": palette.SHARE_HIGH, "middle": palette.SHARE_MIDDLE}
_CELL_EDGE = {"high": "#9DB7F9", "middle": "#C5D7FB", "low": palette.TROUBLE}


def cells(grid: Grid, place: Place) -> list[go.Bar]:
    """Return the matrix: one trace per tone, so that a tone has one fill and one outline."""
    traces: list[go.Bar] = []
    characters = SHARE_CHARACTERS.get(len(grid.total.shares), NARROW_SHARE_CHARACTERS)
    # Trouble comes last, so that its outline lies above its neighbours'.
    for tone in ("high", "middle", "few", "none", "low"):
        found = [
            (index, cell, row, middle)
            for row, middle in all_rows(grid, place)
            for index, cell in enumerate(row.shares)
            if cell.share.tone == tone
        ]
        if not found:
            continue
        texts = [
            cell_text(cell, strong=row is grid.total, characters=characters) for _, cell, row, _ in found
        ]
        traces.append(
            go.Bar(
                name=tone,
                orientation="h",
                xaxis="x2",
                width=BAR_PX - (1 if tone == "low" else 0),
                base=[index + 0.025 for index, _, _, _ in found],
                x=[0.95] * len(found),
                y=[middle for _, _, _, middle in found],
                text=texts,
                customdata=[row.code for _, _, row, _ in found],
                hovertext=[_cell_hover(grid, row, cell) for _, cell, row, _ in found],
                hoverinfo="text",
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="none",
                cliponaxis=False,
                textfont={
                    "size": [SMALL_PX if "<br>" in text else BODY_PX for text in texts],
                    "color": palette.SECOND if tone in ("few", "none") else palette.TEXT,
                    "family": palette.FONT_FAMILY,
                },
                marker={
                    "color": _CELL_FILL.get(tone, palette.WHITE),
                    "line": {
                        "color": _CELL_EDGE.get(tone, palette.PANEL_RULE),
                        "width": 2 if tone == "low" else 1,
                    },
                },
            )
        )
    return traces


def _cell_hover(grid: Grid, row: GridRow, cell: YearShare) -> str:
    place = grid.share_years[cell.fiscal_year]
    said = cell.share.text if cell.share.tone != "none" else "評価なし"
    return f"{plain(row.code)} {plain(row.name)}<br>{place} {said}"


def planned(grid: Grid, place: Place) -> list[go.Bar]:
    """Return planned counts as plain cells; their outlines are dashed and drawn apart."""
    if not grid.total.planned:
        return []
    found = [
        (index, year, count, row, middle)
        for row, middle in all_rows(grid, place)
        for index, (year, count) in enumerate(row.planned)
    ]
    return [
        go.Bar(
            name=grid.planned_head,
            orientation="h",
            xaxis="x3",
            width=BAR_PX,
            base=[index + 0.04 for index, *_ in found],
            x=[0.92] * len(found),
            y=[middle for *_, middle in found],
            text=[f"{count}件" for _, _, count, _, _ in found],
            customdata=[row.code for _, _, _, row, _ in found],
            hovertext=[
                f"{plain(row.code)} {plain(row.name)}<br>{grid.planned_years[year]}に予定する個別取組 {count}件"
                for _, year, count, row, _ in found
            ],
            hoverinfo="text",
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": SMALL_PX, "color": palette.SECOND, "family": palette.FONT_FAMILY},
            marker={"color": palette.WHITE, "line": {"width": 0}},
        )
    ]


def planned_spots(grid: Grid, place: Place) -> list[tuple[float, float, float]]:
    """Return where planned counts stand, as (start, end, middle)."""
    return [
        (index + 0.04, index + 0.96, middle)
        for row, middle in all_rows(grid, place)
        for index, _ in enumerate(row.planned)
    ]


def all_rows(grid: Grid, place: Place) -> list[tuple[GridRow, float]]:
    """Return every row that has cells, the total last."""
    return [*place.rows, (grid.total, place.total)]
