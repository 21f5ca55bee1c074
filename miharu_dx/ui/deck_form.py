"""この場の結論: 承認・保留・指示 in two clicks and a line, with the words that are being recorded on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import due_label
from miharu_dx.domain.records_meeting import DECISION_WORDS, DecisionKind
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.deck_model import DecideScreen, Subject
from miharu_dx.services import decisions
from miharu_dx.services.context import Context
from miharu_dx.ui import cache, deck_clock, deck_walk, frame
from miharu_dx.ui.deck_walk import Walk
from miharu_dx.ui.marks import mark_svg

# Session state: the screen over which the entry lies, none for no screen, and why the last one was refused.
OPEN, WRONG = "deck_open", "deck_wrong"
_KINDS: tuple[DecisionKind, ...] = ("approve", "hold", "instruct")
_NOT_FROZEN = "会議版を作ると、ここに決定を記録できる"
_REWRITE = "会議の場で書き直すため"


@dataclass(frozen=True)
class Matter:
    """What a decision is about, with what stands in the entry before anybody types."""

    name: str
    subjects: tuple[Subject, ...]
    question: str
    department: str
    due: date
    signal_on: date | None
    recorded: str = ""
    recorded_number: int | None = None


def may_write(context: Context, walk: Walk) -> bool:
    """Whether decisions are recorded here: a frozen meeting, and somebody who may."""
    return walk.deck.number is not None and context.actor.may(Permission.DECIDE)


def place(context: Context, walk: Walk) -> None:
    """Place the entry: on ④ as part of the screen, on any other behind one button."""
    screen = walk.screen
    matter = _matter(walk)
    seconds = deck_clock.spent(matter.name, context.clock())
    if isinstance(screen, DecideScreen):
        if screen.records:
            with st.container(key="deck_entry"):
                _entry(context, walk, matter, seconds)
        return
    if not may_write(context, walk):
        return
    if st.session_state.get(OPEN) != walk.number:
        st.button("決定を記録", key="deck_write", on_click=_opened, args=(walk.number,))
        return
    with st.container(key="deck_panel"):
        _entry(context, walk, matter, seconds)


def _opened(screen: int | None) -> None:
    st.session_state[OPEN] = screen


def _matter(walk: Walk) -> Matter:
    screen = walk.screen
    if isinstance(screen, DecideScreen):
        return Matter(
            f"{screen.subject}:{screen.question}", screen.subjects, screen.question, screen.department,
            walk.deck.due, screen.signal_on, screen.recorded, screen.recorded_number,
        )  # fmt: skip
    none = Subject("", "特定の取組によらない")
    return Matter(f"{walk.number}", (none, *screen.subjects), screen.headline, "", walk.deck.due, None)


def _entry(context: Context, walk: Walk, matter: Matter, seconds: int) -> None:
    writing = may_write(context, walk)
    told = "記録すると決定事項になり、次の会議に出る" if writing else ""
    clock = deck_clock.label(seconds)
    frame.html(
        f'<div class="mdx-deck-entry-head"><b role="heading" aria-level="2">この場の結論</b><span>{told}</span>'
        f'<span class="mdx-deck-clock">話した時間 <b data-deck-seconds="{seconds}">{clock}</b></span></div>'
    )
    if matter.recorded:
        _recorded(context, walk, matter, writing=writing)
    elif writing:
        _fields(context, walk, matter)
    else:
        frame.html(
            f'<div class="mdx-deck-entry-none">{escape(_NOT_FROZEN if walk.deck.number is None else "まだ記録がない")}</div>'
        )
    wrong = st.session_state.pop(WRONG, "")
    if wrong:
        frame.html(
            f'<div class="mdx-deck-wrong mdx-bad" role="alert">{mark_svg("square", 24)}{escape(wrong)}</div>'
        )


def _recorded(context: Context, walk: Walk, matter: Matter, *, writing: bool) -> None:
    frame.html(
        f'<div class="mdx-deck-recorded">{mark_svg("check", 30)}<span>{escape(matter.recorded)}</span></div>'
    )
    if not writing:
        return
    with st.container(key="deck_buttons", horizontal=True):
        if matter.recorded_number is not None:
            st.button(
                "書き直す", key="deck_rewrite", on_click=_rewrite, args=(context, matter.recorded_number)
            )
        st.button(
            "次へ",
            key="deck_onward",
            type="primary",
            on_click=deck_walk.go,
            args=(min(walk.number + 1, walk.last),),
        )


def _rewrite(context: Context, number: int) -> None:
    _tried(lambda: decisions.take_back(context, number, _REWRITE))


def _fields(context: Context, walk: Walk, matter: Matter) -> None:
    field = f"deck_{{}}_{walk.deck.number}_{matter.name}".format
    over = not isinstance(walk.screen, DecideScreen)
    labels = {one.code: one.label for one in matter.subjects}
    owners = {one.code: one.department for one in matter.subjects}
    subject = matter.subjects[0].code
    if over:
        subject = st.selectbox("対象", list(labels), format_func=labels.__getitem__, key=field("subject"))
    kind: DecisionKind | None = st.segmented_control(
        "結論", _KINDS, format_func=DECISION_WORDS.__getitem__, key=field("kind"), label_visibility="collapsed",
        default="instruct" if over else None, width="stretch",
    )  # fmt: skip
    instructs = kind == "instruct"
    label = "指示の内容" if instructs else "添える言葉（なくてもよい）"
    text = st.text_input(label, key=field("text"), max_chars=200)
    department, due = matter.department or owners.get(subject, ""), None
    with st.container(key="deck_row", horizontal=True, vertical_alignment="bottom"):
        if instructs:
            department, due = _owner(context, department, matter, field("owner"), field("due"))
        st.space("stretch")
        if over:
            st.button("やめる", key="deck_close", on_click=_opened, args=(None,))
        pressed = st.button(
            "記録する" if over else "記録して次へ", key="deck_record", type="primary", disabled=kind is None
        )
    if not pressed or kind is None:
        return
    said = _tried(
        lambda: decisions.record(
            context, meeting=walk.deck.number, subject=subject, kind=kind, text=text or "", question=matter.question,
            department=department, due=due, seconds=deck_clock.spent(matter.name, context.clock()),
            signal_on=matter.signal_on,
        )
    )  # fmt: skip
    if said:
        _opened(None)
        if not over:
            deck_walk.go(min(walk.number + 1, walk.last))
    st.rerun()


def _owner(
    context: Context, department: str, matter: Matter, owner_key: str, due_key: str
) -> tuple[str, date | None]:
    """Ask who carries an instruction out and until when; the owner of the action stands there already."""
    year = context.plan.last_ended(context.today()).fiscal_year
    alive = [
        unit
        for unit in cache.snapshot(context).departments
        if unit.exists_in(year) or unit.code == department
    ]
    names = {unit.code: unit.label for unit in alive}
    codes = list(names)
    place = codes.index(department) if department in names else None
    chosen = st.selectbox(
        "担当課", codes, index=place, format_func=names.__getitem__, key=owner_key, placeholder="選ぶ"
    )
    asked = st.session_state.get(due_key, matter.due)
    told = f"期限　{due_label(asked)}" if isinstance(asked, date) else "期限"
    day = st.date_input(told, value=matter.due, key=due_key, format="YYYY/MM/DD")
    return chosen or "", day if isinstance(day, date) else None


def _tried(act: object) -> bool:
    """Do something that may be refused; a refusal is told on the screen."""
    try:
        act()  # type: ignore[operator]
    except Refusal as refusal:
        st.session_state[WRONG] = f"{refusal.message}{refusal.next_step}"
        return False
    return True
