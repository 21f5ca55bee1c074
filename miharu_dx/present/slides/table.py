"""Native tables of a slide: a head, quiet rules, no bands, cells of runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide

from miharu_dx.present import palette
from miharu_dx.present.slides.stage import Box, Run, colour, fill, length

Cell = str | Sequence[Run]


def table(
    slide: Slide,
    box: Box,
    widths: Sequence[float],
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    size: float,
    *,
    numbers: frozenset[int] = frozenset(),
) -> None:
    """Put a table into a box; ``widths`` are parts of its width, ``numbers`` the columns set to the right.

    A row with one cell is a heading over all columns.
    """
    if not rows:
        return
    lines = len(rows) + bool(heads)
    height = min(box.height / lines, 96)
    frame = slide.shapes.add_table(
        lines, len(widths), length(box.left), length(box.top), length(box.width), length(height * lines)
    )
    grid = frame.table
    _plain(frame)
    whole = sum(widths)
    for place, width in enumerate(widths):
        grid.columns[place].width = length(box.width * width / whole)
    for place in range(lines):
        grid.rows[place].height = length(height)
    if heads:
        for place, head in enumerate(heads):
            _cell(
                grid.cell(0, place),
                [Run(head, palette.SECOND, bold=True)],
                size,
                right=place in numbers,
                head=True,
            )
    for number, row in enumerate(rows, start=bool(heads)):
        if len(row) == 1 < len(widths):
            grid.cell(number, 0).merge(grid.cell(number, len(widths) - 1))
            _cell(grid.cell(number, 0), row[0], size, right=False, group=True)
            continue
        for place, cell in enumerate(row):
            _cell(grid.cell(number, place), cell, size, right=place in numbers)


def _plain(frame: Any) -> None:
    """Take the bands and the style of the programme's own away."""
    properties = frame._element.graphic.graphicData.tbl.tblPr
    for name in ("firstRow", "bandRow"):
        properties.set(name, "0")
    for style in properties.findall(qn("a:tableStyleId")):
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # 書式なし・罫線なし


def _cell(
    cell: Any, text: Cell, size: float, *, right: bool, head: bool = False, group: bool = False
) -> None:
    cell.margin_left = cell.margin_right = length(8)
    cell.margin_top = cell.margin_bottom = length(4)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    if group:
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(palette.GROUP)
    else:
        cell.fill.background()
    paragraph = cell.text_frame.paragraphs[0]
    cell.text_frame.word_wrap = True
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    runs = [Run(text, bold=group)] if isinstance(text, str) else text
    fill(paragraph, runs, size)
    _rule(cell, palette.RULE_HEAD if head else palette.RULE)


def _rule(cell: Any, ink: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    under = properties.makeelement(qn("a:lnB"), {"w": "9525"})
    solid = under.makeelement(qn("a:solidFill"), {})
    solid.append(solid.makeelement(qn("a:srgbClr"), {"val": ink.removeprefix("#")}))
    under.append(solid)
    properties.insert(0, under)
