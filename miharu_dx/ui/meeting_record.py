"""The record of a meeting: name, day, place, times, attendees and opinions, for its minutes."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import meetings
from miharu_dx.services.context import Context
from miharu_dx.ui import frame
from miharu_dx.ui.review_actions import attempt

_RECORD = "meeting_record"


def _closed() -> None:
    st.session_state.pop(_RECORD, None)


def button(number: int, label: str) -> None:
    """Offer to write the record of a meeting (number)."""
    st.button(label, key=f"meeting_record_{number}", on_click=_choose, args=(number,))


def _choose(number: int) -> None:
    st.session_state[_RECORD] = number


def show(context: Context) -> None:
    """Open the record of the meeting that was chosen, if any: place, times, attendees and opinions."""
    number: int | None = st.session_state.get(_RECORD)
    if number is None:
        return
    if all(row.number != number for row in meetings.meetings(context)):
        # 開いている間に、ほかの人が番号を変えた。
        _closed()
        return
    _record(context, number)


def _record(context: Context, number: int) -> None:
    known = meetings.meeting_named(context, number)

    @st.dialog(f"{known.title}の記録", width="large", on_dismiss=_closed)
    def opened() -> None:
        with st.form(key=f"meeting_record_form_{number}_{known.from_version}", border=False):
            with st.container(horizontal=True, gap="small"):
                name = st.text_input("会議の名前", value=known.name, max_chars=meetings.NAME_CHARACTERS)
                day = st.date_input("開催日", value=known.held_on, format="YYYY/MM/DD", width=170)
            with st.container(horizontal=True, gap="small"):
                place = st.text_input("場所", value=known.place, max_chars=meetings.PLACE_CHARACTERS)
                begins = st.text_input("始まり（13:30 のように）", value=known.begins, width=200)
                ends = st.text_input("終わり", value=known.ends, width=130)
            attendees = st.text_area("出席者（一行に一人）", value=known.attendees, height=140)
            remarks = st.text_area("主な意見（一行に一つ）", value=known.remarks, height=160)
            if not st.form_submit_button("記録を残す", type="primary"):
                return
        draft = meetings.MeetingDraft(name, number, day, place, begins, ends, attendees, remarks)
        try:
            kept = meetings.keep_meeting(context, draft)
        except Refusal as refusal:
            frame.notice(refusal.message, refusal.next_step)
            return
        attempt(lambda: f"{kept.title}の記録を残しました")
        _closed()
        st.rerun()

    opened()
