"""Tiles and tables as HTML text: built here, placed by the frame, escaped unless marked as markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from miharu_dx.present.views.common import TileView
from miharu_dx.ui.marks import mark_svg, rating_html


class Markup(str):
    """HTML that the program itself made; the only text that is not escaped."""

    __slots__ = ()


def as_markup(cell: str) -> str:
    """Return a cell as HTML: markup as it stands, any other text escaped."""
    return cell if isinstance(cell, Markup) else escape(cell)


@dataclass(frozen=True)
class Column:
    """A table column; ``width`` is any CSS width, numbers belong to the right end."""

    title: str
    align: Literal["left", "right", "center"] = "left"
    width: str = ""
    wrap: bool = True


@dataclass(frozen=True)
class GroupRow:
    """A row that names the group of the rows below it, over the whole width."""

    text: str


def tiles_html(items: Sequence[TileView]) -> Markup:
    """Return one grid with a tile for every figure."""
    widths = " ".join(f"minmax(0,{item.grow:g}fr)" for item in items)
    body = "".join(_tile(item) for item in items)
    return Markup(f'<div class="mdx-tiles" style="grid-template-columns:{widths}">{body}</div>')


def _tile(item: TileView) -> str:
    label = f"<span>{escape(item.label)}</span>"
    if item.mark:
        label = mark_svg(item.mark, 15) + label
    if item.parts:
        joined = "＋".join(rating_html(mark, word, size=14) for mark, word in item.parts)
        label += f"<span>（{joined}）</span>"
    change = ""
    if item.change:
        tone = " mdx-worse" if item.worse else ""
        sign = mark_svg(item.change_mark, 14) if item.change_mark else ""
        change = f'<span class="mdx-change{tone}">{sign}{escape(item.change)}</span>'
    return (
        f'<div class="mdx-tile"><div class="mdx-tile-label">{label}</div>'
        f'<div class="mdx-tile-figure"><span class="mdx-figure">{escape(item.figure)}</span>'
        f'<span class="mdx-unit">{escape(item.unit)}</span>{change}</div>'
        f'<div class="mdx-tile-note">{_unbroken(item.note)}</div></div>'
    )


def _unbroken(text: str) -> str:
    """Return a text that breaks between its parts (full-width spaces) before it breaks within one."""
    return "　".join(f'<span class="mdx-piece">{escape(part)}</span>' for part in text.split("　"))


def table_html(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str] | GroupRow],
    *,
    dense: bool = False,
) -> Markup:
    """Return a table; a row has one cell per column, plain text escaped, ``Markup`` as it stands."""
    styles = [_cell_class(column) for column in columns]
    widths = "".join(
        f'<col style="width:{escape(column.width)}">' if column.width else "<col>" for column in columns
    )
    head = "".join(
        f'<th scope="col"{style}>{escape(column.title)}</th>'
        for column, style in zip(columns, styles, strict=True)
    )
    body = "".join(_row(row, styles) for row in rows)
    kind = "mdx-table mdx-dense" if dense else "mdx-table"
    return Markup(
        f'<table class="{kind}"><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(row: Sequence[str] | GroupRow, styles: Sequence[str]) -> str:
    if isinstance(row, GroupRow):
        return f'<tr class="mdx-group"><td colspan="{len(styles)}">{escape(row.text)}</td></tr>'
    cells = "".join(f"<td{style}>{as_markup(cell)}</td>" for cell, style in zip(row, styles, strict=True))
    return f"<tr>{cells}</tr>"


def _cell_class(column: Column) -> str:
    names = []
    if column.align != "left":
        names.append(f"mdx-{column.align}")
    if not column.wrap:
        names.append("mdx-nowrap")
    return f' class="{" ".join(names)}"' if names else ""
