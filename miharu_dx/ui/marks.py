"""Marks of judgement and cells of stage as inline SVG: shape, ink and word never part."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from miharu_dx.domain.plan import Rating, RatingMeaning
from miharu_dx.present.palette import UNREPORTED, UNREPORTED_MARK, RatingStyle, Sign, rating_style

# Shapes in 24 × 24; {edge} is the ink, {body} the fill.
_SHAPES: Mapping[str, str] = {
    "chevrons": '<path d="M3.5 4l8 8-8 8M12.5 4l8 8-8 8" fill="none" stroke="{edge}" stroke-width="4.4"/>',
    "disc": '<circle cx="12" cy="12" r="9.5" fill="{body}" stroke="{edge}" stroke-width="2"/>',
    "diamond": ('<path d="M12 1.6L22.4 12 12 22.4 1.6 12z" fill="{body}" stroke="{edge}" stroke-width="2"/>'),
    "square": '<rect x="2.5" y="2.5" width="19" height="19" fill="{body}" stroke="{edge}"/>',
    "question": (
        '<path d="M7 8.2C7 5.2 9.1 3.4 12 3.4s5 1.8 5 4.5c0 3.6-4.6 3.9-4.6 7.4" fill="none"'
        ' stroke="{edge}" stroke-width="3.2"/><circle cx="12.4" cy="20" r="2.1" fill="{edge}"/>'
    ),
    "dash": '<rect x="3" y="10.4" width="18" height="3.2" fill="{edge}"/>',
    UNREPORTED_MARK: (
        '<rect x="3" y="3" width="18" height="18" fill="none" stroke="{edge}" stroke-width="2.4"'
        ' stroke-dasharray="4.5 4.5" stroke-dashoffset="2.25"/>'
    ),
    "check": '<path d="M4 12.5l5.5 6L20 5.5" fill="none" stroke="{edge}" stroke-width="3.2"/>',
    "equals": '<path d="M3 8.2h18M3 15.8h18" fill="none" stroke="{edge}" stroke-width="3.6"/>',
    "half": (
        '<rect x="3" y="3" width="18" height="18" fill="#FFFFFF" stroke="{edge}" stroke-width="2.4"/>'
        '<rect x="3" y="3" width="9" height="18" fill="{edge}"/>'
    ),
    "clock": (
        '<circle cx="12" cy="12" r="9.2" fill="none" stroke="{edge}" stroke-width="2.4"/>'
        '<path d="M12 6.4V12l4 3" fill="none" stroke="{edge}" stroke-width="2.4"/>'
    ),
    "dots": '<path d="M3.5 12h3M10.5 12h3M17.5 12h3" fill="none" stroke="{edge}" stroke-width="3.2"/>',
    "tray": '<path d="M4 9v11h16V9M12 3v11M7.5 10l4.5 4.5 4.5-4.5" fill="none" stroke="{edge}" stroke-width="2.6"/>',
}
MARKS: tuple[str, ...] = tuple(_SHAPES)


def _meant(meaning: RatingMeaning, *, excluded: bool = False) -> RatingStyle:
    return rating_style(Rating("", meaning, "", "", 0, excluded=excluded))


# A mark that stands without a rating (要修正, 注意, 期限超過) is drawn as the meaning it stands for.
_STYLES: Mapping[str, RatingStyle] = {
    **dict.fromkeys(_SHAPES, _meant("none")),
    "chevrons": _meant("good"),
    "disc": _meant("ok"),
    "diamond": _meant("warn"),
    "square": _meant("bad"),
    "question": _meant("none"),
    "dash": _meant("none", excluded=True),
    UNREPORTED_MARK: UNREPORTED,
}


def mark_svg(
    mark: str,
    size: int = 16,
    *,
    style: RatingStyle | None = None,
    on_fill: bool = False,
    label: str = "",
) -> str:
    """Return a mark as inline SVG of ``size`` px in the colours of ``style``, else in its usual ones.

    With ``on_fill`` it is drawn in one ink for a bar segment. Without ``label`` it is hidden from
    screen readers, because its word stands beside it.
    """
    drawn = style or _STYLES[mark]
    edge = drawn.on_fill if on_fill else drawn.ink
    body = drawn.on_fill if on_fill else drawn.fill
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg class="mdx-mark" width="{size}" height="{size}" viewBox="0 0 24 24" {said}>'
        f"{_SHAPES[mark].format(edge=edge, body=body)}</svg>"
    )


def rating_html(mark: str, word: str, *, size: int = 16, style: RatingStyle | None = None) -> str:
    """Return mark and word of a rating; trouble is bold and red, every other word is text colour."""
    tone = " mdx-bad" if (style or _STYLES[mark]).bold else ""
    svg = mark_svg(mark, size, style=style)
    return f'<span class="mdx-rating{tone}">{svg}<span>{escape(word)}</span></span>'


def sign_html(sign: Sign, *, size: int = 16) -> str:
    """Return the mark and word of a sign in its own style."""
    return rating_html(sign.mark, sign.word, size=size, style=sign.style)


_STAGE_OUTLINE = "#626D84"
_STAGE_FILL = "#6B7690"
_STAGE_DARK = "#262F45"


def stage_cells(filled: int, *, dark: bool = False, stopped: bool = False) -> str:
    """Return four cells of a stage, ``filled`` of them in ink (0–4).

    ``dark`` is the finished stage; ``stopped`` strikes every cell through instead of filling it.
    """
    fill = _STAGE_DARK if dark else _STAGE_FILL
    cells: list[str] = []
    for index in range(4):
        inked = index < filled and not stopped
        x = index * 10
        cells.append(
            f'<rect x="{x + 0.5}" y="0.5" width="8" height="13"'
            f' fill="{fill if inked else "#FFFFFF"}" stroke="{fill if inked else _STAGE_OUTLINE}"/>'
        )
        if stopped:
            cells.append(f'<path d="M{x + 0.5} 13.5l8-13" stroke="{_STAGE_OUTLINE}"/>')
    return (
        '<svg class="mdx-cells" width="39" height="14" viewBox="0 0 39 14" aria-hidden="true">'
        f"{''.join(cells)}</svg>"
    )


def stage_html(word: str, filled: int, *, dark: bool = False, stopped: bool = False) -> str:
    """Return cells and word of a stage together; ink depth is stage, never judgement."""
    cells = stage_cells(filled, dark=dark, stopped=stopped)
    return f'<span class="mdx-stage">{cells}<span>{escape(word)}</span></span>'
