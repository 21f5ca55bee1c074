"""What somebody may press on 確認, and what became of it: words for the next drawing of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.domain.records_cycle import ReviewStep
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.review import STEP_PERMISSIONS
from miharu_dx.present.views.review import ReviewRow
from miharu_dx.services.context import Context
from miharu_dx.ui import frame

_TOLD = "review_told"


@dataclass(frozen=True)
class _Told:
    """What is said once at the head of the page: of something done, or of why it was not."""

    message: str
    next_step: str = ""
    tone: str = "plain"


def step_for(context: Context, row: ReviewRow, steps: Sequence[ReviewStep]) -> ReviewStep | None:
    """Return the first of some steps that this person may take for a submission now."""
    if context.at is not None:
        return None
    for step in steps:
        if context.actor.may(STEP_PERMISSIONS[step], row.department):
            return step
    return None


def may_set_up(context: Context) -> bool:
    """Whether this person keeps the settings, and the present is shown."""
    return context.at is None and context.actor.may(Permission.SET_UP)


def attempt(act: Callable[[], str]) -> bool:
    """Do something and keep its words, or those of its refusal, for the head of the page; tell whether it was done."""
    try:
        told = _Told(act())
    except Refusal as refusal:
        st.session_state[_TOLD] = _Told(refusal.message, refusal.next_step, "bad")
        return False
    st.session_state[_TOLD] = told
    return True


def show_told() -> None:
    """Say once what became of the last press."""
    told: _Told | None = st.session_state.pop(_TOLD, None)
    if told is not None:
        frame.notice(told.message, told.next_step, tone=told.tone)


def told_of(done: int, version: int, what: str) -> str:
    """Return what a review did in one sentence."""
    if not done:
        return "すでにそうなっています。何も変えていません"
    return f"提出{done}件を{what}にしました（版{version}）"
