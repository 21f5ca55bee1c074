"""Where filled workbooks are handed over on 提出: one, several, or a whole folder."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from miharu_dx.present.views.submit_record import submission_rows
from miharu_dx.services.context import Context
from miharu_dx.ui import cache, frame, paging, submit_flow, submit_many, submit_panels
from miharu_dx.ui.submit_flow import Choice

BRIEF_SHOWN = 4
_LIMITS: Mapping[str, str] = {
    submit_many.ONE: ".xlsx・.csv、10MBまで、1ファイル。課で作った表も渡せます。マクロ・パスワード付きは受け取れません",
    submit_many.SEVERAL: f".xlsx・.csv、1ファイル10MBまで、{submit_many.FILES_AT_ONCE}ファイルまで。課・期はファイルごとに見分け、書いていない表は、左で選んだ年度・期とみます",
    submit_many.FOLDER: f"中のすべての .xlsx・.csv を、{submit_many.FILES_AT_ONCE}ファイルまで読みます。課・期はファイルごとに見分け、書いていない表は、左で選んだ年度・期とみます",
}


def panel(context: Context, choice: Choice) -> None:
    """Take the filled workbook; nothing changes by handing it over."""
    key = choice.key
    assert key is not None
    with frame.panel("hand_over", "記入した様式を渡す"):
        submit_flow.show_refused(choice.kind)
        way = submit_many.way(context)
        with st.container(key="hand_over_file", gap=None):
            if way == submit_many.ONE:
                submit_flow.receive(choice.kind, "記入した様式")
            else:
                submit_many.receive(way, key)
            frame.html(f'<div class="mdx-note">{_LIMITS[way]}</div>')
        frame.html(
            '<p class="mdx-lead"><b>この段階では何も変わりません。</b>渡すと指摘と変わる内容を先に表示し、'
            "「確定する」を押したときだけ登録します。</p>"
        )
        code = context.plan.period_at(key).code
        own = [
            row
            for row in cache.snapshot(context).submissions
            if (row.kind, row.department) == ("progress", choice.department)
            and (row.fiscal_year, row.period) == (key.fiscal_year, code)
        ]
        rows = submission_rows(cache.snapshot(context), own)
        shown, told = paging.page_of(rows, BRIEF_SHOWN, key="own_page")
        frame.html(
            f'<div class="mdx-list-title"><b>これまでの提出（この課・この期）</b>　{escape(told) if rows else ""}</div>'
        )
        submit_panels.record(shown, brief=True)
        paging.pager(len(rows), BRIEF_SHOWN, key="own_page")
