"""会議からの指示 on 担当課: what the department has not carried out yet, and the way to answer."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.present.views.decisions import DecisionRow, Show, Wanted
from miharu_dx.present.views.decisions_words import NO_REPLY
from miharu_dx.services.context import Context
from miharu_dx.services.decisions_page import decisions
from miharu_dx.ui import cache, frame
from miharu_dx.ui.filter_codes import DEPARTMENT, SHOW
from miharu_dx.ui.marks import sign_html

_SHOWN = 5  # 個別取組の表と並べて見られる数。残りは「決定事項」で見る


def panel(context: Context, department: str | None) -> None:
    """Place the open instructions of a department (code), the overdue ones first; nothing where none is."""
    if department is None:
        return
    wanted = Wanted(Show.OPEN, department=department)
    view = cache.view(context, decisions, wanted, today=context.today())
    if not view.rows:
        return
    with frame.panel("instructions", "会議からの指示", f"未了{len(view.rows)}件", stretch=False):
        frame.html(f'<ul class="mdx-orders">{"".join(map(_line, view.rows[:_SHOWN]))}</ul>')
        more = f"（ほか{len(view.rows) - _SHOWN}件）" if len(view.rows) > _SHOWN else ""
        if st.button(f"決定事項で見る・回答する{more}", key="to_decisions"):
            codes = {SHOW: Show.OPEN.value, DEPARTMENT: department}
            st.switch_page(frame.page_file("decisions"), query_params=codes)


def _line(row: DecisionRow) -> str:
    state = sign_html(row.sign) if row.sign else ""
    due = "　".join(part for part in (row.due and f"期限 {row.due}", row.days) if part)
    return (
        f"<li><div>{state}<b>{escape(row.text)}</b></div>"
        f'<div class="mdx-second">番号{row.number}　{escape(row.meeting)}　{escape(due)}</div>'
        f'<div class="mdx-second">{escape(row.reply or NO_REPLY)}</div></li>'
    )
