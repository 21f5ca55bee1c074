"""The agenda of the next meeting: what to talk about and why, put first, left out or moved by the 事務局."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from miharu_dx.domain.meeting_changes import MOST_UNCHANGED
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.services import agenda
from miharu_dx.services.context import Context
from miharu_dx.services.meeting_page import AgendaRow, MeetingView
from miharu_dx.ui import frame, paging
from miharu_dx.ui.marks import sign_html
from miharu_dx.ui.meeting_prepare import may_prepare
from miharu_dx.ui.review_actions import attempt

ROWS_SHOWN = 12  # 三十分の会議で話せる数の上限
_ADD = "meeting_add"
_ORDER = "順番は、評価と計画のずれ × 動きのない期間 × 終わっていない指示 × 判断を求める事項 の掛け算（重さ）で決まる"


def listing(context: Context, key: PeriodKey, view: MeetingView) -> None:
    """Show the agenda in the order to be talked about, what is left out below it."""
    with frame.panel("agenda", "話す順（例外順）", view.caption, stretch=False):
        if view.rows:
            frame.html(f'<p class="mdx-note">{escape(view.compared)}。{escape(_ORDER)}。</p>')
        else:
            frame.empty(view.empty)
        may = may_prepare(context)
        shown, told = paging.page_of(view.rows, ROWS_SHOWN, key="agenda_page")
        if len(view.rows) > ROWS_SHOWN:
            paging.told(told)
        for row in shown:
            _row(context, key, row, may=may)
        paging.pager(len(view.rows), ROWS_SHOWN, key="agenda_page")
        if view.dropped:
            frame.html('<div class="mdx-list-title"><b>今回は話さない</b></div>')
            for row in view.dropped:
                _row(context, key, row, may=may)
        if may and view.others:
            _add(context, view)
        if may:
            _limit(context, view)


def _row(context: Context, key: PeriodKey, row: AgendaRow, *, may: bool) -> None:
    with st.container(
        key=f"agenda_row_{row.code}", horizontal=True, vertical_alignment="center", gap="xsmall"
    ):
        frame.html(_card(row))
        if may:
            _buttons(context, key, row)


def _card(row: AgendaRow) -> str:
    order = f"<b>{row.order}</b>" if row.order else "―"
    state = f'<span class="mdx-agenda-state">{escape(row.state)}</span>' if row.state else ""
    asked = (
        f'<div class="mdx-agenda-asked"><b>求める判断</b>　{escape(row.request)}</div>' if row.request else ""
    )
    reasons = "".join(f"<span>{escape(reason)}</span>" for reason in row.reasons)
    return (
        f'<div class="mdx-agenda{" mdx-agenda-dropped" if row.dropped else ""}">'
        f'<span class="mdx-agenda-no">{order}</span>'
        f"<span>{sign_html(row.sign)}</span>"
        f"<div><div><b>{escape(row.name)}</b>{state}</div>"
        f'<div class="mdx-second">{escape(row.place)}　{escape(row.department)}　重さ {escape(row.weight)}</div>'
        f'<div class="mdx-agenda-reasons">{reasons}</div>{asked}</div></div>'
    )


def _buttons(context: Context, key: PeriodKey, row: AgendaRow) -> None:
    code = row.code

    def button(label: str, told: str, act: Callable[[], int], *, disabled: bool = False) -> None:
        st.button(
            label,
            key=f"agenda_{label}_{code}",
            help=told,
            disabled=disabled,
            on_click=_do,
            args=(act, f"{row.name}：{told}"),
        )

    with st.container(key=f"agenda_buttons_{code}", horizontal=True, width="content", gap="xxsmall"):
        if row.dropped:
            button("戻す", "議題に戻す", lambda: agenda.unmark(context, code))
            return
        button("上へ", "一つ上へ", lambda: _moved(context, key, code, -1), disabled=row.first)
        button("下へ", "一つ下へ", lambda: _moved(context, key, code, 1), disabled=row.last)
        if row.pinned:
            button("固定をやめる", "重さの順に戻す", lambda: agenda.unmark(context, code))
        else:
            button("先頭に", "先頭に固定する", lambda: agenda.pin(context, code))
        button("外す", "今回は話さない", lambda: agenda.drop(context, code))


def _moved(context: Context, key: PeriodKey, code: str, by: int) -> int:
    return agenda.move(context, code, by, agenda.coming_agenda(context, key))


def _do(act: Callable[[], int], told: str) -> None:
    attempt(lambda: f"{told}（版{act()}）")


def _add(context: Context, view: MeetingView) -> None:
    names = dict(view.others)
    with st.container(key="agenda_add", horizontal=True, vertical_alignment="bottom", gap="small"):
        code = st.selectbox(
            "ほかの個別取組を議題に加える",
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="個別取組を選ぶ",
            key=_ADD,
        )
        st.button(
            "議題に加える",
            key="agenda_add_button",
            disabled=code is None,
            on_click=_added,
            args=(context, code or "", names.get(code or "", "")),
        )


def _limit(context: Context, view: MeetingView) -> None:
    key = f"agenda_limit_{view.unchanged}"
    st.selectbox(
        "段階も進捗率も同じ報告が何期続いたら、動きがないとして挙げるか",
        list(range(1, MOST_UNCHANGED + 1)),
        index=view.unchanged - 1,
        format_func="{}期".format,
        key=key,
        on_change=_limited,
        args=(context, key),
        filter_mode=None,
        width=420,
    )


def _limited(context: Context, key: str) -> None:
    periods = int(st.session_state[key])
    attempt(lambda: f"{periods}期続けて同じものを挙げます（版{agenda.choose_unchanged(context, periods)}）")


def _added(context: Context, code: str, name: str) -> None:
    if attempt(lambda: f"{name}を議題に加えました（版{agenda.pin(context, code)}）"):
        st.session_state[_ADD] = None
