"""The guard every page begins with, and the one place where an expected stop is shown."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

import streamlit as st

from miharu_dx.domain.access import Actor, Permission, Role
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services.context import Context
from miharu_dx.services.running import the_house
from miharu_dx.ui import address, frame, history_point

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

log = logging.getLogger(__name__)

LOCAL_ACTOR = Actor("この端末の利用者", Role.SECRETARIAT)
DEMO_TEXT = "個別取組・指標・数値はすべてサンプルです。実際の計画の進み具合ではありません。"
NO_SAMPLES_TEXT = "この計画の見本データはありません。担当課だけが入った、試すためのデータベースです。"
START_REAL = "本番を始める"


def begin(*, need: Permission) -> Context:
    """Open a page for somebody who has the permission it needs; refuse anybody else.

    Returns the surroundings of every use case on the page, at the point in time that is read. A page
    that writes is refused while the past is shown.
    """
    # What a 担当課 may do for its own department opens the page; the services check each department.
    LOCAL_ACTOR.require(need, min(LOCAL_ACTOR.departments, default=None))
    house = the_house()
    if house.opened is None:
        with st.spinner("データベースを開いています。初めてのときは見本データを作ります。"):
            context = house.context(LOCAL_ACTOR)
    else:
        context = house.context(LOCAL_ACTOR)
    if frame.fills_window(history_point.here()):
        # 会議の画面は、会議版だけが時点を決める。帯や選ぶ部品は置かない。
        address.settle()
        context.require_reading(need)
        return context
    context, unreadable = history_point.follow(context)
    if context.store.kind == "demo":
        if context.store.snapshot().actions:
            frame.demo_strip(DEMO_TEXT, START_REAL)
        else:
            frame.demo_strip(NO_SAMPLES_TEXT, START_REAL, label="見本データなし")
    history_point.chooser(context)
    history_point.strip(context, unreadable)
    address.settle()
    context.require_reading(need)
    return context


def run(chosen: StreamlitPage) -> None:
    """Run a page; show a refusal in words and anything else as an incident number."""
    history_point.enter(chosen.url_path)
    try:
        chosen.run()
    except Refusal as refusal:
        show_refusal(refusal)
    except Exception:
        number = secrets.token_hex(4).upper()
        log.exception("incident %s", number)
        frame.notice(
            "画面を表示できませんでした。データには何も起きていません。",
            f"もう一度開いても同じときは、番号 {number} を事務局へ知らせてください。",
        )
    if not frame.fills_window(chosen.url_path):
        history_point.settle()


def show_refusal(refusal: Refusal) -> None:
    """Show what happened and what to do next."""
    tone = "warn" if refusal.code.startswith("past.") else "bad"
    frame.notice(refusal.message, refusal.next_step, tone=tone)
