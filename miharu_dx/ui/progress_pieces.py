"""Counts by rating as HTML: filled chips beside a sentence, or figures with their marks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from miharu_dx.present.views.progress_words import Count
from miharu_dx.ui.marks import mark_svg, sign_html


def chips(counts: Sequence[Count]) -> str:
    """Return one segment per rating that occurs, as wide as its share; outside ones in outline after a gap."""
    return f'<div class="mdx-chips">{"".join(_chip(count) for count in counts if count.count)}</div>'


def _chip(count: Count) -> str:
    sign = count.sign
    style = sign.style
    line = "dashed" if style.dashed else "solid"
    look = f"background:{style.fill};color:{style.on_fill};border:1px {line} {style.outline};flex-grow:{count.count}"
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
