"""その時点で: the control in every page's frame, the strip of a page of the past, and its address.

The address speaks first, as it does for the filters. What was chosen is carried along to the next
page and written into its address, so that every link says which point in time it shows.
"""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import history
from miharu_dx.services.as_of import as_of, reading
from miharu_dx.services.context import Context
from miharu_dx.ui import cache, frame

ADDRESS = "at"
# Session state: the point chosen, where and what was last written into the address, the page that runs.
CHOSEN, WRITTEN, HERE = "past_chosen", "past_written", "past_here"
DAY, COMMIT, EDITION = "past_day", "past_commit", "past_edition"
CHOOSE, BACK = "時点を選ぶ", "最新に戻る"


def enter(url_path: str) -> None:
    """Note which page is about to run."""
    st.session_state[HERE] = url_path


def here() -> str | None:
    """Return the address of the page that runs."""
    return st.session_state.get(HERE)


def follow(context: Context) -> tuple[Context, Refusal | None]:
    """Return the surroundings at the point in time in force, and why a point that was asked is not.

    A point that means nothing is dropped from the address, and the newest state is shown.
    """
    code, refused = _followed(), None
    point = None
    if code:
        try:
            point = as_of(context, code)
        except Refusal as refusal:
            refused = refusal
    st.session_state[CHOSEN] = "" if point is None else point.code
    if refused is not None:
        _write("")
    return reading(context, point), refused


def settle() -> None:
    """Write the point in force into the address at the end of a run, unless the filters have done so.

    One change of the address is one step of the browser's back button.
    """
    _write(st.session_state.get(CHOSEN, ""))


def _followed() -> str:
    told = st.query_params.get(ADDRESS, "")
    page, written = st.session_state.get(WRITTEN, (None, None))
    here = st.session_state.get(HERE)
    if told or (page == here and written):
        # On the page itself, an address without the point means that somebody went back to the newest.
        return told
    return st.session_state.get(CHOSEN, "")


def _write(code: str) -> None:
    if code != st.query_params.get(ADDRESS, ""):
        if code:
            st.query_params[ADDRESS] = code
        else:
            del st.query_params[ADDRESS]
    st.session_state[CHOSEN] = code
    st.session_state[WRITTEN] = (st.session_state.get(HERE), code)


def go(code: str) -> None:
    """Show the state of a point in time from the next run on; blank is the newest."""
    _write(code)


def address() -> dict[str, str]:
    """Return what a link must carry to show the same point in time."""
    code = st.session_state.get(CHOSEN, "")
    return {ADDRESS: code} if code else {}


def strip(context: Context, refused: Refusal | None) -> None:
    """Say in big plain words that this is the past, with the way back; or why it is not."""
    if refused is not None:
        frame.notice(f"{refused.message}最新の状態を表示しています。", refused.next_step, tone="warn")
    if context.at is None:
        return
    with st.container(key="past_strip", horizontal=True, vertical_alignment="center", gap="small"):
        mark = frame.mark_svg("diamond", 20)
        sentence = cache.view(context, history.past).sentence
        frame.html(f'{mark}<span role="status">{escape(sentence)}</span>')
        st.button(BACK, key="past_back", on_click=go, args=("",))


def chooser(context: Context) -> None:
    """Offer the way to any day and to the last commits, at the end of the header."""
    commits, first = cache.view(context, history.recent)
    label = cache.view(context, history.past).short if context.at is not None else CHOOSE
    with st.container(key="past_chooser"), st.popover(label, key="past_popover"):
        frame.html("<b>過去の時点で、すべてのページを表示します</b>")
        _day(context, first)
        _edition(context)
        names = {commit.version: commit.label for commit in commits}
        st.session_state[COMMIT] = context.at if context.on is None and context.at in names else None
        st.radio(
            "最近の確定から選ぶ",
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=COMMIT,
            on_change=_picked_commit,
        )
        if st.button("履歴で、ほかの版を探す", key="past_history", type="tertiary"):
            st.switch_page(frame.page_file("history"))
        if context.at is not None:
            st.button(BACK, key="past_back_too", on_click=go, args=("",), type="primary")


def _day(context: Context, first: date) -> None:
    today = context.clock().date()
    st.session_state[DAY] = min(max(context.today(), first), today)
    st.date_input(
        "日付で選ぶ（その日の終わりの状態）",
        key=DAY,
        min_value=min(first, today),
        max_value=today,
        format="YYYY/MM/DD",
        on_change=_picked_day,
        width=280,
    )


def _edition(context: Context) -> None:
    names = dict(cache.view(context, history.frozen))
    if not names:
        return
    code = f"m{context.meeting}"
    st.session_state[EDITION] = code if code in names else None
    st.radio(
        "会議版から選ぶ（会議の時の状態）",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=EDITION,
        on_change=_picked_edition,
    )


def _picked_edition() -> None:
    code = st.session_state[EDITION]
    if code is not None:
        go(code)


def _picked_day() -> None:
    day = st.session_state[DAY]
    if isinstance(day, date):
        go(day.isoformat())


def _picked_commit() -> None:
    version = st.session_state[COMMIT]
    if version is not None:
        go(str(version))
