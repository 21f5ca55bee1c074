"""The list of 決定事項 and its filters, whose choices stand in the address."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.present.views.decisions import SHOW_WORDS, DecisionRow, DecisionsView, Show, Wanted
from miharu_dx.present.views.decisions_words import NO_REPLY
from miharu_dx.services.context import Context
from miharu_dx.ui import address, decisions_dialog, frame, history_address, paging
from miharu_dx.ui.filter_codes import DEPARTMENT, SHOW
from miharu_dx.ui.marks import sign_html

ROWS_SHOWN = 15  # 二段の行を、送りながら追える量
_PAGE = "decisions_page"
_ALL = {"": "すべて"}


def choose(whole: DecisionsView) -> Wanted:
    """Place the choices and return them; ``whole`` is the view of everything."""
    shows = {one.value: SHOW_WORDS[one] for one in Show}
    show = history_address.select(SHOW, "状況", shows, 160)
    meeting = history_address.select(address.MEETING, "会議", _ALL | dict(whole.meetings), 280)
    department = history_address.select(DEPARTMENT, "担当課", _ALL | dict(whole.departments), 180)
    return Wanted(Show(show), meeting, department)


def listing(context: Context, view: DecisionsView) -> None:
    """Place the decisions, each with the way to its trail and to an answer."""
    with frame.panel("decisions", "決定事項", view.caption if view.rows else None, stretch=False):
        if not view.rows:
            frame.empty(view.empty)
            return
        rows, told = paging.page_of(view.rows, ROWS_SHOWN, key=_PAGE)
        if len(view.rows) > ROWS_SHOWN:
            paging.told(told)
        frame.html(_HEAD)
        for row in rows:
            _row(context, row)
        paging.pager(len(view.rows), ROWS_SHOWN, key=_PAGE)


def may_answer(context: Context, row: DecisionRow) -> bool:
    """Whether this person may answer an instruction now."""
    asked = row.record.kind == "instruct" and context.at is None
    return asked and context.actor.may(Permission.REPLY, row.owner)


_HEAD = (
    '<div class="mdx-decision mdx-decision-head" aria-hidden="true"><span>番号・区分</span>'
    "<span>決定の内容</span><span>担当課・期限</span><span>状況</span><span>その後（最新の回答）</span></div>"
)


def _row(context: Context, row: DecisionRow) -> None:
    with st.container(
        key=f"decision_row_{row.number}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        frame.html(_cells(row))
        asks = may_answer(context, row) and row.last is None
        st.button(
            "回答する" if asks else "開く",
            key=f"decision_open_{row.number}",
            on_click=decisions_dialog.choose,
            args=(row.number,),
            help=f"番号{row.number}の経過を見る・回答する",
        )


def _cells(row: DecisionRow) -> str:
    state = sign_html(row.sign) if row.sign else ""
    days = f'<div class="mdx-second{_tone(row)}">{escape(row.days)}</div>' if row.days else ""
    about = f'<div class="mdx-second">{escape(row.about)}</div>' if row.about else ""
    return (
        '<div class="mdx-decision">'
        f'<span><span class="mdx-decision-no"><b>{row.number}</b>{sign_html(row.kind)}</span><div class="mdx-second">{escape(row.meeting)}</div></span>'
        f"<span><b>{escape(row.text)}</b>{about}</span>"
        f'<span>{escape(row.department)}<div class="mdx-second">{escape(row.due)}</div></span>'
        f"<span>{state}{days}</span><span>{_after(row)}</span></div>"
    )


def _tone(row: DecisionRow) -> str:
    if row.sign is not None and row.sign.style.bold:
        return " mdx-bad"
    return " mdx-decision-soon" if row.soon else ""


def _after(row: DecisionRow) -> str:
    if row.state is None:
        return '<span class="mdx-second">回答を求めていません</span>'
    if not row.reply:
        return f'<span class="mdx-second">{NO_REPLY}</span>'
    return f'{escape(row.reply)}<div class="mdx-second">{escape(row.replied)}</div>'
