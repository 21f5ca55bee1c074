"""The panels of 全体状況 as the page places them: HTML from the view model, with nothing counted here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from miharu_dx.present.views.common import Dates
from miharu_dx.present.views.overview_events import (
    ChangeRow,
    Changes,
    Reporting,
    ReportingRow,
    RequestRow,
    Requests,
)
from miharu_dx.present.views.overview_grid import Grid
from miharu_dx.services.context import Context
from miharu_dx.ui import filters, frame, review_pieces
from miharu_dx.ui.marks import mark_svg, sign_html

# 変化の向きのうち、赤で数を示すもの。
_TROUBLE = "悪くなった"


def dates(told: Dates) -> None:
    """Place 基準日, 更新日時 and 出典 of a view under its headline."""
    frame.dates_line(
        as_of=told.as_of,
        updated=told.updated,
        source=told.source,
        version=told.version,
        extra=told.remarks,
    )


def legend(grid: Grid) -> None:
    """Place the legend in words above the figure, what is outside the denominator apart."""
    inside = "".join(f"<span>{sign_html(sign)}</span>" for sign in grid.legend)
    beyond = "".join(f"<span>{sign_html(sign)}</span>" for sign in grid.legend_outside)
    note = f'<span class="mdx-legend-rest">{escape(grid.share_note)}</span>' if grid.share_note else ""
    frame.html(
        f'<div class="mdx-legend">{inside}<span class="mdx-legend-rest">割合の分母に入れない</span>'
        f"{beyond}{note}</div>"
    )


def changes(told: Changes) -> None:
    """Place 前回からの変化: counts, then the worst of the list; all of it one click away."""
    with frame.panel("changes", told.title, told.caption or None, stretch=False):
        if not told.rows:
            frame.html(_counts(told))
            frame.empty(told.empty)
            return
        frame.html(_counts(told) + _rows(_change(row) for row in told.top))
        if len(told.rows) > told.shown:
            _all(f"{len(told.rows)}件すべて見る", "changes", told.title, _change_list(told))


def requests(told: Requests) -> None:
    """Place 判断を求める事項."""
    with frame.panel("requests", told.title, told.caption or None, stretch=False):
        if not told.rows:
            frame.empty(told.empty)
            return
        frame.html(_rows(_request(row) for row in told.top))
        if len(told.rows) > told.shown:
            _all(f"{len(told.rows)}件すべて見る", "requests", told.title, _rows(map(_request, told.rows)))


def reporting(told: Reporting) -> None:
    """Place 報告の状況: every department that owes a report."""
    with frame.panel("reporting", told.title, told.caption or None, stretch=True):
        if not told.rows:
            frame.empty(told.empty)
            return
        review_pieces.line(told.review)
        frame.html(f'<div class="mdx-reporting">{"".join(_department(row) for row in told.rows)}</div>')


def open_measure(context: Context, code: str | None) -> None:
    """Go to the page of a measure that was picked in the figure; anything else stays here."""
    if code in {measure.code for measure in context.plan.measures}:
        filters.remember(measure=str(code))
        st.switch_page(frame.page_file("measure"))


def _counts(told: Changes) -> str:
    if not told.counts:
        return ""
    parts = "".join(
        f'<span>{escape(word)}<b class="mdx-change-count{" mdx-worse" if word == _TROUBLE else ""}">{count}</b>件</span>'
        for word, count in told.counts
    )
    return f'<div class="mdx-change-counts">{parts}</div>'


def _rows(rows: Iterable[str]) -> str:
    return f'<div class="mdx-list">{"".join(rows)}</div>'


def _change(row: ChangeRow) -> str:
    before = sign_html(row.before) if row.before else "<span>新規</span>"
    title = f"{row.initiative} {row.name}"
    return (
        '<div class="mdx-list-row">'
        f'<span class="mdx-move">{before}<span>→</span>{sign_html(row.after)}</span>'
        f'<span class="mdx-one-line" title="{escape(title)}">{escape(title)}</span>'
        f'<span class="mdx-second">{escape(row.department)}</span></div>'
    )


def _change_list(told: Changes) -> str:
    parts: list[str] = []
    for word, count in told.counts:
        rows = [row for row in told.rows if row.direction == word]
        if rows:
            parts.append(f'<div class="mdx-list-head">{escape(word)} {count}件</div>')
            parts.extend(_change(row) for row in rows)
    return _rows(parts)


def _request(row: RequestRow) -> str:
    place = f"{row.measure} {row.initiative} {row.name}"
    return (
        '<div class="mdx-list-row mdx-request">'
        f'<span class="mdx-request-text"><span class="mdx-clamp" title="{escape(row.text)}">{escape(row.text)}</span>'
        f'<span class="mdx-second mdx-one-line" title="{escape(place)}">{sign_html(row.sign, size=13)} {escape(place)}</span></span>'
        f'<span class="mdx-second">{escape(row.department)}</span></div>'
    )


def _department(row: ReportingRow) -> str:
    if row.complete:
        return f'<span class="mdx-unit-done">{_CHECK}<span>{escape(row.name)}</span></span>'
    return (
        f'<span class="mdx-unit-waiting">{mark_svg("dashed_square", 15)}'
        f"<span><b>{escape(row.name)}</b> {escape(row.count)}</span></span>"
    )


_CHECK = (
    '<svg class="mdx-mark" width="15" height="15" viewBox="0 0 24 24" role="img" aria-label="報告済み">'
    '<path d="M4 12.5l5.5 6L20 5.5" fill="none" stroke="#1A1A1A" stroke-width="3"/></svg>'
)


def _all(label: str, key: str, title: str, markup: str) -> None:
    """Offer the whole of a list that was cut: one click, nothing asked of the server's data again."""
    if st.button(label, key=f"all_{key}", type="tertiary"):

        @st.dialog(title, width="large")
        def whole() -> None:
            frame.html(markup)

        whole()
