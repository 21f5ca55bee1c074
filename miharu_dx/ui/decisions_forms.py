"""The forms of 決定事項: an answer to an instruction, a decision recorded, put differently or taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from miharu_dx.config import DECISION_CHARACTERS
from miharu_dx.domain.access import Permission
from miharu_dx.domain.decision import REPLY_CODES
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import DECISION_WORDS, REPLY_WORDS, DecisionKind
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.decisions import DecisionRow
from miharu_dx.services import decisions
from miharu_dx.services.context import Context
from miharu_dx.ui import address, cache, frame

_TOLD = "decisions_told"
_SEEN = "decisions_seen"  # 窓を開いたときに見ていた決定事項と回答の版
_DATE = "YYYY/MM/DD"
_KINDS: dict[str, DecisionKind] = {word: kind for kind, word in DECISION_WORDS.items()}


@dataclass(frozen=True)
class _Typed:
    """What stands in the fields of a decision."""

    kind: DecisionKind
    text: str
    department: str
    due: date | None


def show_told() -> None:
    """Say once what became of the last press."""
    told: str | None = st.session_state.pop(_TOLD, None)
    if told is not None:
        frame.notice(told, tone="plain")


def forget() -> None:
    """Forget what was seen when the window was opened, because it is closed."""
    st.session_state.pop(_SEEN, None)


def _seen(row: DecisionRow) -> tuple[int, int]:
    """Return the versions of the decision and of its answer that stood when the window was opened."""
    now = (row.number, row.record.from_version, row.reply_version)
    known: tuple[int, int, int] = st.session_state.setdefault(_SEEN, now)
    if known[0] != row.number:
        st.session_state[_SEEN] = known = now
    return known[1:]


def _do(act: Callable[[], str]) -> None:
    """Do something, close the window and tell it at the head of the page; a refusal stays in the window."""
    try:
        st.session_state[_TOLD] = act()
    except Refusal as refusal:
        frame.notice(refusal.message, refusal.next_step)
        return
    st.query_params.pop(address.DECISION, None)
    forget()
    st.rerun()


def answer(context: Context, row: DecisionRow) -> None:
    """Place the answer to an instruction, over what was answered last."""
    last, seen = row.last, _seen(row)[1]
    with st.form(key=f"reply_form_{row.number}", border=True):
        frame.html('<div class="mdx-review-head"><b>指示への回答</b></div>')
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            word = st.segmented_control(
                "対応状況",
                list(REPLY_CODES),
                default=REPLY_WORDS[last.state if last else "doing"],
                required=True,
                key=f"reply_state_{row.number}",
            )
            done_on = st.date_input(
                "対応した日（対応済のとき）",
                value=last.done_on if last else None,
                format=_DATE,
                key=f"reply_day_{row.number}",
                width=220,
            )
            author = st.text_input(
                "記入者",
                value=last.author if last else "",
                key=f"reply_author_{row.number}",
                width=200,
            )
        text = st.text_area(
            "回答（何をしたか、いつするか。次の会議にそのまま出ます）",
            value=last.text if last else "",
            max_chars=DECISION_CHARACTERS,
            height=80,
            key=f"reply_text_{row.number}",
        )
        if st.form_submit_button("回答を記録する", type="primary"):
            state = REPLY_CODES[word]

            def act() -> str:
                found = decisions.answer(
                    context,
                    row.number,
                    state=state,
                    text=text,
                    done_on=done_on if state == "done" else None,
                    author=author,
                    seen=seen,
                )
                return f"番号{row.number}の指示への回答を記録しました（{REPLY_WORDS[found.state]}）"

            _do(act)


def record_button(context: Context) -> None:
    """Offer the 事務局 to record a decision, in a meeting that is known or outside one."""
    if context.at is not None or not context.actor.may(Permission.DECIDE):
        return
    with st.popover("決定を記録する", key="decision_new"):
        snapshot = cache.snapshot(context)
        meetings = {str(row.number): row.title for row in snapshot.meetings}
        with st.form(key=f"decision_new_form_{snapshot.version}", border=False):
            where = st.selectbox(
                "会議",
                [*reversed(meetings), ""],
                format_func=lambda code: meetings.get(code, "会議の外"),
                key="decision_new_meeting",
                filter_mode=None,
            )
            subjects = {code: f"{code} {action.name}" for code, action in snapshot.actions_by_code.items()}
            subject = st.selectbox(
                "対象の個別取組",
                ["", *subjects],
                format_func=lambda code: subjects.get(code, "特に定めない"),
                key="decision_new_subject",
            )
            typed = _fields("decision_new", snapshot, None)
            if st.form_submit_button("記録する", type="primary"):

                def act() -> str:
                    found = decisions.record(
                        context,
                        meeting=int(where) if where else None,
                        subject=subject or "",
                        kind=typed.kind,
                        text=typed.text,
                        department=typed.department,
                        due=typed.due,
                    )
                    return f"番号{found.number}の{DECISION_WORDS[found.kind]}を記録しました（版{found.from_version}）"

                _do(act)


def amend(context: Context, row: DecisionRow) -> None:
    """Place the way to put a decision into other words, and to take it back with a reason."""
    with st.expander("書き直す・取り消す（事務局）"):
        item, snapshot, seen = row.record, cache.snapshot(context), _seen(row)[0]
        with st.form(key=f"amend_form_{row.number}", border=False):
            typed = _fields(f"amend_{row.number}", snapshot, row)
            if st.form_submit_button("書き直す"):

                def reworded() -> str:
                    decisions.amend(
                        context,
                        row.number,
                        kind=typed.kind,
                        text=typed.text,
                        question=item.question,
                        department=typed.department,
                        due=typed.due,
                        seen=seen,
                    )
                    return f"番号{row.number}の決定事項を書き直しました"

                _do(reworded)
        with st.form(key=f"back_form_{row.number}", border=False):
            reason = st.text_input("取り消す理由（履歴に残ります）", key=f"back_reason_{row.number}")
            if st.form_submit_button("取り消す"):

                def taken_back() -> str:
                    decisions.take_back(context, row.number, reason, seen=seen)
                    return f"番号{row.number}の決定事項を取り消しました。経過は履歴に残ります"

                _do(taken_back)


def _fields(key: str, snapshot: Snapshot, row: DecisionRow | None) -> _Typed:
    """Place kind, words, department and due date; return what was typed."""
    item = row.record if row else None
    units = {unit.code: unit.label for unit in snapshot.departments}
    word = st.segmented_control(
        "区分",
        list(_KINDS),
        default=DECISION_WORDS[item.kind if item else "instruct"],
        required=True,
        key=f"{key}_kind",
    )
    text = st.text_area(
        "決定の内容（指示のときは、何をするかを1行で）",
        value=item.text if item else "",
        max_chars=DECISION_CHARACTERS,
        height=80,
        key=f"{key}_text",
    )
    codes = ["", *units]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        department = st.selectbox(
            "担当課",
            codes,
            index=codes.index(row.owner) if row and row.owner in units else 0,
            format_func=lambda code: units.get(code, "定めない"),
            key=f"{key}_department",
            filter_mode=None,
            width=260,
        )
        due = st.date_input(
            "期限", value=item.due if item else None, format=_DATE, key=f"{key}_due", width=180
        )
    return _Typed(_KINDS[word], text, department or "", due)
