"""The grid of 全体状況 as one figure: names, stacked bars, shares by year and planned counts on shared rows."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from miharu_dx.present import palette
from miharu_dx.present.figures.common import BODY_PX, bare_axis, layout, note, plain
from miharu_dx.present.figures.overview_matrix import cells, planned, planned_spots
from miharu_dx.present.figures.overview_place import (
    BAR_PX,
    BEYOND_GAP_PX,
    DIGIT_PX,
    GLYPH_PX,
    NAMES_PX,
    SPACE_PX,
    Place,
    boxes,
    heads,
    names,
    paper,
    placed,
    rules,
    segment_px,
)
from miharu_dx.present.views.overview_grid import Grid, GridRow, Segment


def grid_figure(grid: Grid) -> go.Figure:
    """Return the grid; every filled segment carries its mark while there is room, and its number.

    ``customdata`` of bars and cells is the measure's code.
    """
    place = placed(grid)
    figure = go.Figure(
        data=[*_bars(grid, place), *cells(grid, place), *planned(grid, place), *names(grid, place)]
    )
    bars_px = place.bars[1] - place.bars[0]
    patches, outlines = _beyond(place)
    return layout(
        figure,
        height=round(place.height),
        barmode="overlay",
        xaxis=_axis(place.bars, bars_px / place.px_per_item),
        xaxis2=_axis(place.shares, max(len(grid.total.shares), 1)),
        xaxis3=_axis(place.planned, max(len(grid.total.planned), 1)),
        xaxis4=_axis((0, NAMES_PX), NAMES_PX),
        yaxis=bare_axis(domain=[0, 1], range=[place.height, 0]),
        annotations=heads(grid, place) + patches,
        shapes=rules(place) + outlines + boxes("x3", planned_spots(grid, place), palette.PLANNED),
    )


def _axis(span: tuple[float, float], end: float) -> dict[str, Any]:
    return bare_axis(domain=[paper(span[0]), paper(span[1])], range=[0, end], anchor="y")


def segment_text(segment: Segment, px: float) -> str:
    """Return what fits into a segment of ``px``: mark and number, the number alone, or nothing."""
    digits = DIGIT_PX * len(str(segment.count))
    if px >= GLYPH_PX + SPACE_PX + digits + 5:
        return f"{segment.sign.glyph} {segment.count}"
    if px >= GLYPH_PX + digits + 1:
        return f"{segment.sign.glyph}{segment.count}"
    return str(segment.count) if px >= digits + 2 else ""


def _hover(row: GridRow, segment: Segment) -> str:
    whole = "割合の分母に入れない" if segment.outside else f"評価した{row.rated}件のうち"
    sign = segment.sign
    return (
        f"{plain(row.code)} {plain(row.name)}<br>{sign.glyph} {plain(sign.word)} {segment.count}件（{whole}）"
    )


def _bars(grid: Grid, place: Place) -> list[go.Bar]:
    """Return one trace per sign, each bar beginning where the one before it ended."""
    found: dict[str, dict[str, list[Any]]] = {}
    signs: dict[str, palette.Sign] = {}
    for row, middle in place.rows:
        for segment, start in _laid(row, place.px_per_item):
            word = segment.sign.word
            signs[word] = segment.sign
            lists = found.setdefault(
                word, {"x": [], "y": [], "base": [], "text": [], "hovertext": [], "customdata": []}
            )
            px = segment_px(segment, place.px_per_item)
            lists["x"].append(px / place.px_per_item)
            lists["y"].append(middle)
            lists["base"].append(start)
            # On hatching a number needs its own white patch and is drawn as an annotation.
            lists["text"].append("" if segment.sign.style.hatch else segment_text(segment, px))
            lists["hovertext"].append(_hover(row, segment))
            lists["customdata"].append(row.code)
    order = [sign.word for sign in (*grid.legend, *grid.legend_outside)]
    return [_bar(signs[word], found[word]) for word in sorted(found, key=order.index)]


def _laid(row: GridRow, px_per_item: float) -> list[tuple[Segment, float]]:
    """Return the segments of a row with where each begins, in items; a gap parts the outside ones."""
    start = 0.0
    laid: list[tuple[Segment, float]] = []
    for segment in row.inside:
        laid.append((segment, start))
        start += segment_px(segment, px_per_item) / px_per_item
    if row.beyond and start:
        start += BEYOND_GAP_PX / px_per_item
    for segment in row.beyond:
        laid.append((segment, start))
        start += segment.count
    return laid


def _bar(sign: palette.Sign, lists: dict[str, list[Any]]) -> go.Bar:
    style = sign.style
    marker: dict[str, Any] = {
        "color": style.fill,
        "line": {"color": style.outline, "width": 0 if style.dashed else 1},
    }
    if style.hatch:
        marker["pattern"] = {
            "shape": "/",
            "fgcolor": style.hatch,
            "bgcolor": palette.WHITE,
            "fillmode": "replace",
            "size": 7,
            "solidity": 0.22,
        }
    return go.Bar(
        name=sign.word,
        orientation="h",
        width=BAR_PX,
        marker=marker,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        textfont={"size": BODY_PX, "color": style.on_fill, "family": palette.FONT_FAMILY},
        hoverinfo="text",
        **lists,
    )


def _beyond(place: Place) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return numbers on white patches for hatched segments and the dashed outlines of outside ones."""
    texts: list[dict[str, Any]] = []
    spots: dict[str, list[tuple[float, float, float]]] = {}
    for row, middle in place.rows:
        for segment, start in _laid(row, place.px_per_item):
            style = segment.sign.style
            if not style.dashed:
                continue
            spots.setdefault(style.outline, []).append((start, start + segment.count, middle))
            text = segment_text(segment, segment.count * place.px_per_item)
            if style.hatch and text:
                texts.append(
                    note(
                        text,
                        x=start + segment.count / 2,
                        y=middle,
                        xref="x",
                        anchor="center",
                        color=style.on_fill,
                        bgcolor=palette.WHITE,
                        borderpad=1,
                    )
                )
    return texts, [shape for color, found in spots.items() for shape in boxes("x", found, color)]
