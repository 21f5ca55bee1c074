"""提出期限 of a period: what is in force, how it came about, and the way to set it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.domain.deadlines import Due
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.collection import CollectionView
from miharu_dx.services import deadline
from miharu_dx.services.context import Context
from miharu_dx.ui import frame

OPEN = "deadline_window"  # どの期の窓が開いているか
_STEPS = (
    frame.Column("日時", wrap=False),
    frame.Column("だれ"),
    frame.Column("期限"),
    frame.Column("版", "right", "52px"),
)


def button(context: Context, key: PeriodKey, view: CollectionView) -> None:
    """Offer to set the deadline to whoever may; it stands out where there is none."""
    if context.at is not None or not context.actor.may(Permission.SET_UP):
        return
    label, kind = ("期限を変える", "secondary") if view.due.stated else ("期限を設定する", "primary")
    if st.button(label, key="deadline_open", type=kind):
        st.session_state[OPEN] = key
    if st.session_state.get(OPEN) == key:
        _open(context, key, view)


def _closed() -> None:
    st.session_state.pop(OPEN, None)


def _open(context: Context, key: PeriodKey, view: CollectionView) -> None:
    @st.dialog("提出期限を決める", on_dismiss=_closed)
    def opened() -> None:
        now = deadline.due(context, key)
        frame.html(
            f"<p>{frame.as_markup(view.period)}<br>今の期限：<b>{frame.as_markup(view.due.day)}</b>"
            f"　{frame.as_markup(view.due.origin)}</p>"
            '<p class="mdx-note">この日までに最初の提出があれば期限内です。設定は記録に残り、前の期限も消えません。</p>'
        )
        plan = context.plan
        day = st.date_input(
            "新しい期限",
            value=now.day or plan.end_date(key),
            format="YYYY/MM/DD",
            key=f"deadline_day_{key.fiscal_year}_{key.order}",
        )
        with st.container(horizontal=True, gap="small"):
            if st.button("この日を期限にする", type="primary", key="deadline_set"):
                _write(lambda: deadline.set_deadline(context, key, day))
            if now.day is not None and st.button("期限なしにする", key="deadline_none"):
                _write(lambda: deadline.set_deadline(context, key, None))
            if view.due.set and st.button("計画の期限に戻す", key="deadline_reset"):
                _write(lambda: deadline.reset_deadline(context, key))
        steps = deadline.deadline_steps(context, key)
        if steps:
            frame.html('<div class="mdx-list-title"><b>これまでの設定</b></div>')
            frame.table(_STEPS, [[s.moment, s.actor, s.told, str(s.version)] for s in steps], dense=True)

    opened()


def _write(change: Callable[[], Due]) -> None:
    try:
        change()
    except Refusal as refusal:
        frame.notice(refusal.message, refusal.next_step)
    else:
        _closed()
        st.rerun()
