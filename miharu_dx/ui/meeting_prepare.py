"""The meeting being prepared: its number, name and day, and the one click that freezes its edition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.services import editions, meetings
from miharu_dx.services.context import Context
from miharu_dx.services.meeting_page import MeetingView
from miharu_dx.ui import frame, meeting_record
from miharu_dx.ui.review_actions import attempt

_FREEZE = (
    "会議版を作ると、今の内容がこの会議の内容として残ります。後から届いた提出は、"
    "会議版には入らず「会議後の変更」に出ます。話す順も、そこで決まります。"
)


def may_prepare(context: Context) -> bool:
    """Whether this person prepares meetings, and the present is shown."""
    return context.at is None and context.actor.may(Permission.PREPARE_MEETING)


def preparing(context: Context, key: PeriodKey, view: MeetingView, rehearsal: str) -> None:
    """Show the next meeting, with the way to name and to freeze it; ``rehearsal`` is the address of its slides."""
    with frame.panel("meeting_next", "次の会議", view.period, stretch=False):
        if may_prepare(context):
            _form(context, key, view)
        else:
            day = "開催日 未定" if view.held_on is None else f"開催日 {date_label(view.held_on)}"
            frame.html(f"<p><b>{escape(view.title)}</b>　{escape(day)}</p>")
        with st.container(key="meeting_next_more", horizontal=True, gap="small"):
            if rehearsal and view.rows and context.at is None:
                st.link_button("今の内容で、会議モードを試す", rehearsal)
            if view.known and may_prepare(context):
                meeting_record.button(view.number, "場所・出席者を書く")
    if may_prepare(context):
        meeting_record.show(context)


def _form(context: Context, key: PeriodKey, view: MeetingView) -> None:
    own = f"{view.number}_{view.name}_{view.held_on}"
    with st.form(key=f"meeting_form_{own}", border=False):
        with st.container(key="meeting_fields", horizontal=True, vertical_alignment="bottom", gap="small"):
            number = st.number_input(
                "回",
                min_value=1,
                max_value=meetings.HIGHEST,
                value=view.number,
                key=f"meeting_number_{own}",
                width=104,
            )
            name = st.text_input(
                "会議の名前",
                value=view.name,
                max_chars=meetings.NAME_CHARACTERS,
                key=f"meeting_name_{own}",
            )
            day = st.date_input(
                "開催日", value=view.held_on, format="YYYY/MM/DD", key=f"meeting_day_{own}", width=176
            )
        held_on = day if isinstance(day, date) else None
        frame.html(f'<p class="mdx-note">{escape(_FREEZE)}</p>')
        with st.container(horizontal=True, gap="small"):
            freeze = st.form_submit_button("会議版を作る", type="primary", disabled=not view.ready)
            keep = st.form_submit_button("名前と開催日だけ残す")
    if freeze:
        _do(lambda: _frozen(context, key, view, int(number), name, held_on))
    if keep:
        _do(lambda: _kept(context, view, int(number), name, held_on))


def _do(act: Callable[[], str]) -> None:
    attempt(act)
    st.rerun()


def _frozen(
    context: Context, key: PeriodKey, view: MeetingView, number: int, name: str, held_on: date | None
) -> str:
    if number != view.number:
        meetings.prepare_meeting(context, name, number=number, held_on=held_on, was=view.number)
    made = editions.create_edition(context, name, number=number, key=key, held_on=held_on)
    title = meetings.meeting_named(context, made.meeting).title
    return f"{title}の会議版を作りました（版{made.frozen_version}、内容の印 {made.short_hash}）"


def _kept(context: Context, view: MeetingView, number: int, name: str, held_on: date | None) -> str:
    kept = meetings.prepare_meeting(context, name, number=number, held_on=held_on, was=view.number)
    day = "開催日は未定" if kept.held_on is None else date_label(kept.held_on)
    return f"{kept.title}（{day}）として残しました"
