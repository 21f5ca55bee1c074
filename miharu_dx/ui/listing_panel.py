"""The table of 一覧: what it adds up to, fifty rows a page, nothing cut without saying so."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.standing import rounded
from miharu_dx.present.views.common import NOTHING
from miharu_dx.present.views.listing import ORDER_NAMES, ListingRow, ListingView, Order
from miharu_dx.present.views.review_words import LATE_WORD
from miharu_dx.ui import address, frame, paging

ROWS_SHOWN = 50  # 一度に読める量。残りはページを送るか、ファイルで持ち帰る
_PAGE, _SORT_WIDGET = "listing_page", "listing_sort"

COLUMNS = (
    frame.Column("コード", width="92px", wrap=False),
    frame.Column("個別取組", width="19%"),
    frame.Column("取組事項", width="15%"),
    frame.Column("担当課", width="112px"),
    frame.Column("申告区分", width="88px", wrap=False),
    frame.Column("実施段階", width="112px"),
    frame.Column("評価", width="100px"),
    frame.Column("前期評価", width="84px", wrap=False),
    frame.Column("進捗／計画", "right", width="126px", wrap=False),
    frame.Column("課題"),
)


def order() -> Order:
    """Return the order that stands in the address, the plan's own where none does."""
    told = address.read(address.SORT, tuple(Order), "並べ方", ORDER_NAMES[Order.PLAN])
    return Order(told) if told else Order.PLAN


def _sorted() -> None:
    st.query_params[address.SORT] = st.session_state[_SORT_WIDGET]
    st.session_state[_PAGE] = 1


def show(view: ListingView) -> None:
    """Show the totals, the way of ordering and the rows of the chosen page."""
    if not view.rows:
        frame.empty("年度・期・担当課の条件を変えるか、「管理」で個別取組を登録すると、ここに出ます。")
        return
    shown, told = paging.page_of(view.rows, ROWS_SHOWN, key=_PAGE)
    with st.container(key="listing_head", horizontal=True, vertical_alignment="center", gap="small"):
        _totals(view)
        with st.container(
            key="listing_order", horizontal=True, vertical_alignment="center", gap="small", width="content"
        ):
            frame.html(f'<div class="mdx-note">{escape(told)}</div>')
            st.session_state[_SORT_WIDGET] = view.order.value
            st.segmented_control(
                "並べ方",
                [way.value for way in Order],
                format_func=lambda way: ORDER_NAMES[Order(way)],
                key=_SORT_WIDGET,
                on_change=_sorted,
                label_visibility="collapsed",
                required=True,
            )
    with st.container(key="listing_table"):
        frame.table(COLUMNS, [_cells(row) for row in shown], dense=True)
    paging.pager(len(view.rows), ROWS_SHOWN, key=_PAGE)


def _totals(view: ListingView) -> None:
    def said(counted: bool) -> str:
        return "".join(
            f'<span class="mdx-total">{frame.sign_html(total.sign)}<b>{total.count}件</b></span>'
            for total in view.totals
            if total.counted is counted
        )

    frame.html(
        f'<div class="mdx-totals"><b>計 {view.tally.total}件</b>'
        f'<span class="mdx-total-part">評価した{view.tally.rated}件</span>{said(True)}'
        f'<span class="mdx-total-part">評価の外</span>{said(False)}</div>'
    )


def _cells(row: ListingRow) -> list[str]:
    stage = row.stage
    report = row.standing.report
    return [
        row.code,
        _name(row),
        _two_lines(row.initiative_label, "mdx-second"),
        row.department_label,
        _declared(row),
        frame.Markup(
            frame.stage_html(
                stage.name, stage.cells, dark=stage.meaning == "done", stopped=stage.meaning == "stopped"
            )
        )
        if stage
        else NOTHING,
        frame.Markup(frame.sign_html(row.rating)) if row.rating else NOTHING,
        row.previous or NOTHING,
        _progress(row),
        _two_lines(report.issue if report else ""),
    ]


def _name(row: ListingRow) -> str:
    """Return the name, and below it the mark and word of a change after the closing.

    On a narrow screen the issue stands here instead of in a column of its own.
    """
    issue = row.standing.report.issue if row.standing.report else ""
    name = _two_lines(row.name)
    if issue:
        told = (
            f'<span class="mdx-narrow mdx-second mdx-one-line" title="{escape(issue)}">{escape(issue)}</span>'
        )
        name = frame.Markup(name + told)
    if not row.late:
        return name
    late = f'<div class="mdx-second" title="{escape(row.late)}">{frame.mark_svg("diamond", 13)} {LATE_WORD}</div>'
    return frame.Markup(name + late)


def _declared(row: ListingRow) -> str:
    """Return the 申告区分; silence stands here with its own mark, never in the column of judgement."""
    if row.silent is not None:
        return frame.Markup(frame.sign_html(row.silent))
    return row.declared or NOTHING


def _progress(row: ListingRow) -> str:
    planned = NOTHING if row.planned is None else f"{rounded(row.planned)}%"
    actual = NOTHING if row.progress is None else f"{rounded(row.progress)}%"
    return frame.Markup(f"<b>{escape(actual)}</b>／{escape(planned)}")


def _two_lines(text: str, more: str = "") -> str:
    if not text:
        return ""
    return frame.Markup(f'<span class="mdx-two-lines {more}" title="{escape(text)}">{escape(text)}</span>')
