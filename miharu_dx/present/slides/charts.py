"""Native, editable charts of a slide: their figures stand in the workbook that PowerPoint opens with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml.ns import qn
from pptx.slide import Slide

from miharu_dx.present import palette
from miharu_dx.present.slides.stage import FONT, Box, colour, length, points


@dataclass(frozen=True)
class Series:
    """One series: its name, a value per category (none where nothing is known), fill and outline."""

    name: str
    values: Sequence[float | None]
    fill: str
    outline: str
    on_fill: str = palette.TEXT
    hollow: bool = False


def bars(
    slide: Slide,
    box: Box,
    categories: Sequence[str],
    series: Sequence[Series],
    size: float,
    *,
    stacked: bool,
    alt: str,
) -> None:
    """Put horizontal bars from zero into a box; the first category stands on top, numbers stand on the bars."""
    kind = XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED
    chart = _chart(slide, box, kind, categories, series, size, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = (60, 100) if stacked else (60, -5)
    axis = chart.category_axis
    axis.reverse_order = True
    axis.format.line.color.rgb = colour(palette.RULE_HEAD)
    axis.has_major_gridlines = False
    values = chart.value_axis
    values.minimum_scale = 0
    values.visible = False
    values.has_major_gridlines = False
    plot.has_data_labels = True
    for drawn, one in zip(plot.series, series, strict=True):
        _look(drawn, one)
        labels = drawn.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = "0;;", False  # 0 は書かない
        labels.font.size, labels.font.name = points(size), FONT
        labels.font.color.rgb = colour(one.on_fill if stacked else palette.TEXT)


def lines(
    slide: Slide, box: Box, categories: Sequence[str], series: Sequence[Series], size: float, *, alt: str
) -> None:
    """Put lines over time into a box, the axis from zero."""
    chart = _chart(slide, box, XL_CHART_TYPE.LINE_MARKERS, categories, series, size, alt)
    chart.value_axis.minimum_scale = 0
    chart.value_axis.tick_labels.font.size = points(size)
    chart.value_axis.major_gridlines.format.line.color.rgb = colour(palette.RULE)
    for drawn, one in zip(chart.plots[0].series, series, strict=True):
        drawn.smooth = False
        drawn.format.line.color.rgb = colour(one.outline)
        drawn.format.line.width = points(6)
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = colour(palette.WHITE if one.hollow else one.outline)
        drawn.marker.format.line.color.rgb = colour(one.outline)


def _chart(
    slide: Slide,
    box: Box,
    kind: XL_CHART_TYPE,
    categories: Sequence[str],
    series: Sequence[Series],
    size: float,
    alt: str,
) -> Any:
    data = CategoryChartData()
    data.categories = list(categories)
    for one in series:
        data.add_series(one.name, list(one.values))
    shapes: Any = slide.shapes
    frame = shapes.add_chart(
        kind, length(box.left), length(box.top), length(box.width), length(box.height), data
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.font.size, chart.font.name = points(size), FONT
    chart.font.color.rgb = colour(palette.TEXT)
    chart.has_title = False
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = points(size)
    for fonts in chart._chartSpace.iter(qn("a:latin")):
        fonts.addnext(fonts.makeelement(qn("a:ea"), {"typeface": FONT}))
    return chart


def _look(drawn: Any, one: Series) -> None:
    if one.hollow:
        drawn.format.fill.background()
    else:
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour(one.fill)
    drawn.format.line.color.rgb = colour(one.outline)
    drawn.format.line.width = points(2)
    drawn.invert_if_negative = False
