"""変更なしでまとめて提出: the rows it would cover stand in a window, and one button hands them in."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.config import REASON_CHARACTERS
from miharu_dx.domain.access import Permission
from miharu_dx.domain.collection import Answer
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UNCHANGED
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.collection_missing import MissingRow, MissingUnit
from miharu_dx.present.views.collection_signs import ANSWER_SIGNS
from miharu_dx.present.views.submit_record import receipt_text
from miharu_dx.services import unchanged
from miharu_dx.services.context import Context
from miharu_dx.services.unchanged import Offer
from miharu_dx.ui import frame
from miharu_dx.ui.marks import mark_svg, sign_html

LABEL = f"「{UNCHANGED}」でまとめて提出"
# Session state: whose window is open, and what the last hand-in did, with its period.
OPEN, DONE = "unchanged_open", "unchanged_done"


def may_hand_in(context: Context, department: str) -> bool:
    """Whether somebody may hand in for a department (code) now, and not while reading the past."""
    return context.at is None and context.actor.may(Permission.SUBMIT, department)


def button(context: Context, key: PeriodKey, unit: MissingUnit) -> None:
    """Offer the window where there is a row to carry over and somebody who may do it."""
    if not unit.carried or not may_hand_in(context, unit.department):
        return
    place = (unit.department, key)
    if st.button(LABEL, key=f"unchanged_{unit.department}"):
        st.session_state[OPEN] = place
    if st.session_state.get(OPEN) == place:
        _open(context, unchanged.offer(context, unit.department, key))


def place(context: Context, department: str | None, key: PeriodKey | None) -> None:
    """Place the offer as a panel of its own on 提出; nothing where there is nothing to carry over."""
    if key is None:
        return
    receipt(key)
    if department is None or not may_hand_in(context, department):
        return
    try:
        found = unchanged.offer(context, department, key)
    except Refusal:
        return
    if not found.codes:
        return
    sign = sign_html(ANSWER_SIGNS[Answer.UNCHANGED])
    with (
        frame.panel("unchanged", "前の期から変わらないとき", stretch=False),
        st.container(key="unchanged_row", horizontal=True, vertical_alignment="center", gap="small"),
    ):
        frame.html(
            f'<div class="mdx-lead">未報告の{len(found.unit.rows)}件のうち{len(found.codes)}件は、'
            f"様式に記入しなくても、{sign}でまとめて提出できます。</div>"
        )
        button(context, key, found.unit)


def receipt(key: PeriodKey) -> None:
    """Say once what the last hand-in did."""
    done = st.session_state.pop(DONE, None)
    if done is not None and done[0] == key:
        frame.notice(done[1], done[2], tone="plain")


def _closed() -> None:
    st.session_state.pop(OPEN, None)


def _open(context: Context, shown: Offer) -> None:
    unit = shown.unit

    @st.dialog(f"{unit.name}の{LABEL}", width="large", on_dismiss=_closed)
    def opened() -> None:
        frame.html(
            f"<p>{escape(context.plan.period_label(shown.key))}の次の<b>{len(shown.codes)}件</b>を「{UNCHANGED}」で提出します。"
            "実施段階・評価・進捗率（右の値）・課題・今後の対応を、前の期から引き継ぎます。</p>"
            + _rows(unit.carried, Answer.UNCHANGED)
        )
        if unit.left:
            frame.html(
                f"<p>次の<b>{len(unit.left)}件</b>は含みません。未報告のまま残るので、様式に記入して提出してください。</p>"
                + _rows(unit.left, Answer.SILENT)
            )
        reason = ""
        if shown.closed:
            reason = st.text_input(
                "締切後に変える理由", key=f"unchanged_reason_{shown.version}", max_chars=REASON_CHARACTERS
            )
        sure = st.checkbox(
            "どの個別取組も、前の期から変わっていないことを確かめました",
            key=f"unchanged_sure_{shown.version}",
        )
        with st.container(horizontal=True, gap="small"):
            ready = sure and (not shown.closed or bool(reason.strip()))
            if st.button(
                f"{len(shown.codes)}件を提出する", type="primary", disabled=not ready, key="unchanged_go"
            ):
                _hand_in(context, shown, reason)
            if st.button("提出せずに戻る", key="unchanged_back"):
                _closed()
                st.rerun()
        frame.html(
            '<p class="mdx-note">この内容を記入した様式を作り、ほかの提出と同じように確かめて登録します。'
            "様式は記録に残ります。</p>"
        )

    opened()


def _rows(rows: tuple[MissingRow, ...], answer: Answer) -> str:
    sign = ANSWER_SIGNS[answer]
    lines = "".join(
        f"<li>{mark_svg(sign.mark, 14, style=sign.style)}<span>{escape(row.code)}</span>"
        f'<span class="mdx-missing-name">{escape(row.name)}</span>'
        f'<span class="mdx-second">{escape(row.previous if row.carries else row.note)}</span></li>'
        for row in rows
    )
    return f'<ul class="mdx-missing">{lines}</ul>'


def _hand_in(context: Context, shown: Offer, reason: str) -> None:
    try:
        done = unchanged.hand_in(context, shown, reason=reason)
    except Refusal as refusal:
        frame.notice(refusal.message, refusal.next_step)
        return
    _closed()
    left = len(shown.unit.left)
    rest = f"残りの{left}件は、様式に記入して提出してください。" if left else "この課の報告はそろいました。"
    st.session_state[DONE] = (shown.key, f"{shown.unit.name}：{receipt_text(done)}", rest)
    st.rerun()
