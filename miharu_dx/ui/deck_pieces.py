"""Small parts of slides as HTML: marks with words, bars and one line chart, all in rem so that a slide scales whole.

A px here is one of a slide of 1920 × 1080; ``rem`` turns it into the unit of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from miharu_dx.domain.plan import Stage
from miharu_dx.present import palette
from miharu_dx.present.palette import Sign
from miharu_dx.present.views.deck_model import ActionLine, Segment
from miharu_dx.present.views.measure_indicators import IndicatorChart
from miharu_dx.ui.marks import mark_svg, sign_html, stage_html

_CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
_BAR = 130.0
_LEAST = 56.0  # 印と二桁の数が入る幅
_CHART_WIDTH, _CHART_HEIGHT = 442.0, 276.0
_TOP, _BOTTOM, _SIGN_ROOM = 46.0, 40.0, 30.0
_DIGIT = 15.4
_LABEL = 24.0


def rem(px: float) -> str:
    """Return a length of the slide in the unit of the page."""
    return f"{px / 16:g}rem"


def unbroken(text: str) -> str:
    """Return a sentence whose codes (A-1, 2-4) stay on one line."""
    return _CODE.sub(r'<span class="mdx-deck-code">\g<0></span>', escape(text))


def head(title: str, note: str = "") -> str:
    """Return the head of a part of a slide with a remark beside it."""
    small = f'<span class="mdx-deck-note">{escape(note)}</span>' if note else ""
    return f'<div class="mdx-deck-head"><b role="heading" aria-level="2">{escape(title)}</b>{small}</div>'


def nothing(text: str) -> str:
    """Return the sentence that stands where no row is."""
    return f'<div class="mdx-deck-nothing">{escape(text)}</div>'


def sign(told: Sign) -> str:
    """Return mark and word of a rating."""
    return sign_html(told, size=26)


def stage(told: Stage | None, word: str) -> str:
    """Return the cells and the word of a stage."""
    if told is None:
        return escape(word)
    return stage_html(word, told.cells, dark=told.meaning == "done", stopped=told.meaning == "stopped")


def bullet(row: ActionLine) -> str:
    """Return the bar of what was reached with a tick where the plan wants it, and both figures."""
    parts = [_rect(0, 11, _BAR, 24, palette.RULE)]
    if row.actual is not None:
        parts.append(_rect(0, 11, _along(row.actual), 24, palette.ACTUAL))
    if row.planned is not None:
        at = _along(row.planned)
        parts += [_rect(at - 4, 0, 8, 46, palette.WHITE), _rect(at - 2, 0, 4, 46, palette.TEXT)]
    figures = f"<b>{escape(row.actual_text)}</b>／{escape(row.planned_text)}"
    return (
        f'<span class="mdx-deck-bullet"><svg aria-hidden="true" style="width:{rem(_BAR + 4)};height:{rem(46)}">'
        f"{''.join(parts)}</svg><span>{figures}</span></span>"
    )


def _along(value: float) -> float:
    return _BAR * max(0.0, min(100.0, value)) / 100


def _rect(x: float, y: float, width: float, tall: float, fill: str, more: str = "") -> str:
    return f'<rect x="{rem(x)}" y="{rem(y)}" width="{rem(width)}" height="{rem(tall)}" fill="{fill}"{more}/>'


def segments(parts: Sequence[Segment], scale: float) -> str:
    """Return a stacked bar, ``scale`` px an action; what is outside the denominator stands apart in outline.

    Each has room for its mark and its number, so that no rating is told by colour alone.
    """
    told: list[str] = []
    for place, one in enumerate(parts):
        style = one.sign.style
        line = "dashed" if style.dashed else "solid"
        apart = " mdx-deck-apart" if one.outside and (place == 0 or not parts[place - 1].outside) else ""
        look = (
            f"width:{rem(_long(one, scale))};background:{style.fill};color:{style.on_fill};"
            f"border:0.125rem {line} {style.outline}"
        )
        mark = mark_svg(one.sign.mark, 22, style=style, on_fill=not one.outside)
        told.append(
            f'<span class="mdx-deck-segment{apart}" style="{look}" role="img"'
            f' aria-label="{escape(one.sign.word)} {one.count}件">{mark}<b>{one.count}</b></span>'
        )
    return f'<span class="mdx-deck-bar">{"".join(told)}</span>'


def bar_scale(rows: Sequence[Sequence[Segment]], room: float) -> float:
    """Return how many px an action takes so that the longest of some bars fits."""
    scale = room / max([1, *(sum(one.count for one in parts) for parts in rows)])
    while scale > 1 and any(sum(_long(one, scale) for one in parts) > room for parts in rows):
        scale *= 0.96
    return scale


def _long(one: Segment, scale: float) -> float:
    return max(_LEAST, scale * one.count)


def totals(parts: Sequence[Segment]) -> str:
    """Return counts in words with their marks, which is the legend too; those outside stand after a rule."""
    told: list[str] = []
    for place, one in enumerate(parts):
        if one.outside and (place == 0 or not parts[place - 1].outside):
            told.append('<span class="mdx-deck-split">分母の外</span>')
        told.append(f"<span>{sign(one.sign)}<b>{one.count}</b>件</span>")
    return f'<div class="mdx-deck-totals">{"".join(told)}</div>'


def line_chart(chart: IndicatorChart) -> str:
    """Return an indicator over the fiscal years: what was reached solid, the way to the targets dashed.

    Every word stands on the slide: the goal, the last value, the levels and the years.
    """
    ticks = list(zip(chart.ticks, chart.tick_texts, strict=True))
    left = 14 + max(_wide(text) for text in chart.tick_texts)
    right = _CHART_WIDTH - _SIGN_ROOM
    low, high = chart.ticks[0], chart.ticks[-1]
    floor = _CHART_HEIGHT - _BOTTOM

    def x(place: int) -> float:
        return left + (right - left) * place / max(1, len(chart.points) - 1)

    def y(value: float) -> float:
        return floor - (floor - _TOP) * (value - low) / (high - low)

    parts = [
        _stroke(left, y(value), right, y(value), palette.RULE if value else palette.CONTROL, 2)
        for value, _ in ticks
    ]
    parts += [_text(text, left - 10, y(value) + 9, "end") for value, text in ticks]
    shown = _years_shown(
        [point.short for point in chart.points], (right - left) / max(1, len(chart.points) - 1)
    )
    parts += [_text(chart.points[place].short, x(place), _CHART_HEIGHT - 6, "middle") for place in shown]
    wanted = [(x(n), y(p.target)) for n, p in enumerate(chart.points) if p.target is not None]
    reached = [(x(n), y(p.actual)) for n, p in enumerate(chart.points) if p.actual is not None]
    parts += [
        _stroke(*one, *other, palette.PLANNED, 3, ' stroke-dasharray="9 7"')
        for one, other in pairwise(wanted)
    ]
    parts += [_stroke(*one, *other, palette.ACTUAL, 6) for one, other in pairwise(reached)]
    parts += [
        f'<circle cx="{rem(cx)}" cy="{rem(cy)}" r="{rem(8)}" fill="{palette.ACTUAL}"/>' for cx, cy in reached
    ]
    parts += _goal(chart, wanted)
    parts += _end(chart, reached, wanted)
    return (
        f'<svg class="mdx-deck-chart" role="img" aria-label="{escape(chart.alt)}"'
        f' style="width:{rem(_CHART_WIDTH)};height:{rem(_CHART_HEIGHT)}">{"".join(parts)}</svg>'
    )


def _goal(chart: IndicatorChart, wanted: Sequence[tuple[float, float]]) -> list[str]:
    if not wanted or not chart.goal_text:
        return []
    gx, gy = wanted[-1]
    size = 11
    mark = (
        f'<svg x="{rem(gx - size)}" y="{rem(gy - size)}" width="{rem(2 * size)}" height="{rem(2 * size)}"'
        f' viewBox="0 0 22 22"><path d="M11 1L21 11 11 21 1 11z" fill="#FFFFFF" stroke="{palette.TEXT}"'
        ' stroke-width="2.4"/></svg>'
    )
    # 線は左から来る。下がってくるなら下に、上がってくるなら上に書けば、線と重ならない。
    falls = len(wanted) > 1 and wanted[-2][1] < gy and gy + 40 < _CHART_HEIGHT - _BOTTOM
    return [mark, _text(chart.goal_text, min(gx + 16, _CHART_WIDTH), gy + 38 if falls else gy - 20, "end")]


def _end(
    chart: IndicatorChart, reached: Sequence[tuple[float, float]], wanted: Sequence[tuple[float, float]]
) -> list[str]:
    """Return the label of the last value, where it meets neither the line nor the goal's label."""
    if not reached:
        return []
    ex, ey = reached[-1]
    wide = _wide(chart.last_text) * 1.15
    falls = len(reached) > 1 and reached[-2][1] < ey
    at = ey - 16 if falls or ey + 40 > _CHART_HEIGHT - _BOTTOM else ey + 36
    goal = wanted[-1] if wanted else None
    if goal is not None and abs(goal[0] - ex) < wide and abs(goal[1] - 20 - at) < _LABEL:
        at = ey + 36
    start = min(max(ex - wide / 4, 4), _CHART_WIDTH - wide - 4)
    return [_text(chart.last_text, start, at, "start", palette.ACTUAL, bold=True)]


def _years_shown(names: Sequence[str], step: float) -> list[int]:
    """Return which places of the time axis are named, so that no two names touch."""
    every = 1
    wide = max((_wide(name) for name in names), default=0) + 8
    while step * every < wide:
        every += 1
    return list(range(len(names) - 1, -1, -every))


def _wide(text: str) -> float:
    return sum(_LABEL if ord(letter) > 0xFF else _DIGIT for letter in text)


def _stroke(x1: float, y1: float, x2: float, y2: float, ink: str, width: float, more: str = "") -> str:
    return (
        f'<line x1="{rem(x1)}" y1="{rem(y1)}" x2="{rem(x2)}" y2="{rem(y2)}" stroke="{ink}"'
        f' style="stroke-width:{rem(width)}"{more}/>'
    )


def _text(
    text: str, x: float, y: float, anchor: str, ink: str = palette.SECOND, *, bold: bool = False
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{rem(x)}" y="{rem(y)}" text-anchor="{anchor}" fill="{ink}"{weight}'
        f' style="font-size:{rem(_LABEL)};paint-order:stroke;stroke:{palette.WHITE};stroke-width:{rem(6)}">{escape(text)}</text>'
    )
