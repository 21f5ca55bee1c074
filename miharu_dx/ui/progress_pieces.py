"""Counts by rating as HTML: filled chips beside a sentence, or figures with their marks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from miharu_dx.present.views.progress_words import Count
from miharu_dx.ui.marks import mark_svg, sign_html

_CHIPS_IN_ROW = 5  # 狭い画面でも、見出し文の右に一列で入る数


def chips(counts: Sequence[Count]) -> str:
    """Return one cell per rating that occurs, all of one width and in line; outside ones in outline.

    More than fit side by side stand in two rows of as many cells.
    """
    told = [count for count in counts if count.count]
    columns = len(told) if len(told) <= _CHIPS_IN_ROW else -(-len(told) // 2)
    cells = "".join(map(_chip, told))
    return f'<div class="mdx-chips" style="--mdx-chips:{max(columns, 1)}">{cells}</div>'


def _chip(count: Count) -> str:
    sign = count.sign
    style = sign.style
    line = "dashed" if style.dashed else "solid"
    look = f"background:{style.fill};color:{style.on_fill};border:1px {line} {style.outline}"
    kind = "mdx-chip mdx-chip-outside" if count.outside else "mdx-chip"
    mark = mark_svg(sign.mark, 15, style=style, on_fill=not count.outside)
    return f'<span class="{kind}" style="{look}">{mark}<b>{escape(sign.word)} {count.count}</b></span>'


def figures(counts: Sequence[Count]) -> str:
    """Return mark, word and count of every rating side by side."""
    told = "".join(
        f'<span class="mdx-figures-one{"" if count.count else " mdx-figures-zero"}">{sign_html(count.sign)}<b>{count.count}</b><span>件</span></span>'
        for count in counts
    )
    return f'<div class="mdx-figures">{told}</div>'
