"""履歴: the list of versions with its filters, a version a row."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.calendar import date_label
from miharu_dx.present.views.history import ANY, HistoryFilter, HistoryView, VersionLine
from miharu_dx.services.context import Context
from miharu_dx.services.history import history
from miharu_dx.ui import address, cache, frame, history_address, paging
from miharu_dx.ui.history_address import (
    DEPARTMENT,
    GROUP,
    OF_LIST,
    OF_VALUES,
    PERIOD,
    SHOW,
    SUBMISSION,
    VALUES,
)

ROWS_SHOWN = 15  # 一行に二段の表で、送らずに追える量
PAGE = "history_page"


def mode() -> str:
    """Offer what is looked at: the versions, or where a value comes from."""
    chosen = history_address.segments(
        SHOW, "見るもの", {ANY: "版の一覧", VALUES: "値の出所"}, *OF_LIST, *OF_VALUES
    )
    address.drop(OF_LIST if chosen == VALUES else OF_VALUES)
    return chosen


def versions(context: Context) -> None:
    """Place the filters and the record of versions."""
    whole = cache.view(context, history, HistoryFilter())
    with st.container(key="history_filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        mode()
        group = history_address.select(GROUP, "種別", {ANY: "すべて"} | dict(whole.groups), 200)
        department = history_address.select(
            DEPARTMENT, "担当課", {ANY: "すべて"} | dict(whole.departments), 240
        )
        period = history_address.select(PERIOD, "期", {ANY: "すべて"} | dict(whole.periods), 280)
    view = cache.view(context, history, HistoryFilter(group, department, period))
    frame.headline(view.headline)
    dates(context, view)
    with frame.panel("history", "版の一覧", _caption(view)):
        if not view.lines:
            frame.empty("種別・担当課・期の選び方を変えると、ほかの版が出ます")
            return
        shown, _ = paging.page_of(view.lines, ROWS_SHOWN, key=PAGE)
        for line in shown:
            _row(line)
        paging.pager(len(view.lines), ROWS_SHOWN, key=PAGE)


def dates(context: Context, view: HistoryView) -> None:
    """State of which day the record is, when it was last written and where it comes from."""
    frame.dates_line(
        as_of=date_label(context.today()), updated=view.updated, source="版の記録", version=view.version
    )


def _caption(view: HistoryView) -> str:
    _, told = paging.page_of(view.lines, ROWS_SHOWN, key=PAGE)
    return f"新しい順。{told}"


def _row(line: VersionLine) -> None:
    with st.container(
        key=f"history_row_{line.version}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        frame.html(_cells(line))
        if line.submission is not None:
            st.button(
                "開く",
                key=f"history_open_{line.version}",
                on_click=_open,
                args=(line.submission,),
                help=f"版{line.version}の提出の内容を開く",
            )


def _open(number: int) -> None:
    history_address.tell(**{SUBMISSION: str(number)})


def _cells(line: VersionLine) -> str:
    state = f'<span class="mdx-withdrawn">{escape(line.state)}</span>' if line.state else ""
    whose = "・".join(part for part in (line.whose, line.period) if part)
    reason = f'<div class="mdx-second">理由：{escape(line.reason)}</div>' if line.reason else ""
    return (
        '<div class="mdx-version">'
        f'<span class="mdx-version-no">版{line.version}</span>'
        f'<span>{escape(line.at)}<div class="mdx-second">{escape(line.actor)}</div></span>'
        f'<span><b>{escape(line.what)}</b>{state}<div class="mdx-second">{escape(whose)}</div></span>'
        f'<span class="mdx-file">{escape(line.about)}{reason}</span>'
        f'<span class="mdx-second">{escape(line.counts)}</span></div>'
    )
