"""The panels of 重点施策 as the page places them: nothing is counted here."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.present.figures.measure import indicator_figure
from miharu_dx.present.views.measure_history import History, HistoryEntry
from miharu_dx.present.views.measure_indicators import IndicatorChart, Indicators
from miharu_dx.services.context import Context
from miharu_dx.services.measure import MeasureView
from miharu_dx.ui import cache, chart, frame, progress_pieces
from miharu_dx.ui.marks import mark_svg, sign_html

_PAGE = "indicator_page"
_SIDE_BY_SIDE = 4  # 枠の見出しの右に並ぶ数。これをこえると一覧から選ぶ


def headline(view: MeasureView) -> None:
    """Place what the measure is, the finding, and the counts by rating at the right."""
    frame.headline(view.headline, f"{view.name}　{view.about}", aside=progress_pieces.chips(view.counts))


def indicators(context: Context, told: Indicators) -> None:
    """Place the small charts, a few at a time; the others are one choice away."""
    with frame.panel("indicators", told.title, told.caption or None, stretch=False):
        if not told.charts:
            frame.empty(told.empty)
            return
        first, last = _part(told)
        for place, one in enumerate(told.charts[first:last]):
            frame.html(_about(one))
            figure = cache.figure(context, indicator_figure, one, told.longest_goal, told.longest_tick)
            chart.place(figure, key=f"indicator_{place}", alt=one.alt)


def _part(told: Indicators) -> tuple[int, int]:
    pages, total = told.pages, len(told.charts)
    if len(pages) == 1:
        return pages[0]
    label, key = f"指標 全{total}件", f"{_PAGE}_{told.charts[0].code}_{total}"
    if len(pages) > _SIDE_BY_SIDE:
        chosen = st.selectbox(
            label,
            range(len(pages)),
            format_func=lambda place: f"{_span(*pages[place])}件目（全{total}件）",
            key=key,
            filter_mode=None,
            label_visibility="collapsed",
        )
    else:
        chosen = st.segmented_control(
            label,
            range(len(pages)),
            default=0,
            format_func=lambda place: _span(*pages[place]),
            key=key,
            required=True,
            label_visibility="collapsed",
        )
    return pages[chosen or 0]


def _span(first: int, last: int) -> str:
    return str(last) if last - first == 1 else f"{first + 1}〜{last}"


def _about(one: IndicatorChart) -> str:
    mark = "" if one.met is None else mark_svg("check" if one.met else "square", 13)
    tone = " mdx-missed" if one.met is False else ""
    return (
        f'<div class="mdx-indicator"><span class="mdx-indicator-name">{escape(one.title)}</span>'
        f'<span class="mdx-second">{escape(one.meta)}</span>'
        f'<span class="mdx-verdict{tone}">{mark}{escape(one.verdict)}</span></div>'
    )


def history(told: History) -> None:
    """Place 履歴: the newest changes, all of them one click away."""
    with frame.panel("history", told.title, told.caption or None, stretch=True):
        if not told.entries:
            frame.empty(told.empty)
            return
        frame.html(_entries(told.top, full=False))
        if len(told.entries) > told.shown and st.button("すべて見る", key="all_history", type="tertiary"):
            _whole(told)


def _whole(told: History) -> None:
    @st.dialog(told.title, width="large")
    def opened() -> None:
        frame.html(_entries(told.entries, full=True))

    opened()


def _entries(entries: tuple[HistoryEntry, ...], *, full: bool) -> str:
    kind = "mdx-history mdx-history-full" if full else "mdx-history"
    return f'<div class="{kind}">{"".join(_entry(entry, full=full) for entry in entries)}</div>'


def _entry(entry: HistoryEntry, *, full: bool) -> str:
    if entry.before is not None and entry.after is not None:
        moved = f"{sign_html(entry.before, size=14)}<span>→</span>{sign_html(entry.after, size=14)}"
    else:
        moved = f"<span>{escape(entry.what)} {escape(entry.before_text)} → <b>{escape(entry.after_text)}</b></span>"
    day = entry.day_full if full else entry.day
    return (
        f'<div class="mdx-history-row"><span class="mdx-second" title="{escape(entry.day_full)}">{escape(day)}</span>'
        f'<span><b class="mdx-history-name" title="{escape(entry.name)}">{escape(entry.name)}</b>'
        f'<span class="mdx-history-move"><span class="mdx-move">{moved}</span>'
        f'<span class="mdx-second">{escape(entry.source)}</span></span></span></div>'
    )
