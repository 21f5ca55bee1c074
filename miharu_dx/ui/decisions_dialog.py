"""One decision in a window that the address can open: its trail, an answer, other words, 取消."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.present.views.decisions import DecisionRow, DecisionsView
from miharu_dx.services import decisions_page
from miharu_dx.services.context import Context
from miharu_dx.ui import address, cache, decisions_forms, frame
from miharu_dx.ui.marks import sign_html

ADDRESS = address.DECISION
_TRAIL = (
    frame.Column("日時", width="176px", wrap=False),
    frame.Column("だれ", width="150px"),
    frame.Column("こと", width="92px", wrap=False),
    frame.Column("内容"),
    frame.Column("版", "right", width="52px"),
)


def choose(number: int) -> None:
    """Open a decision by its address when the page is drawn next."""
    st.query_params[ADDRESS] = str(number)


def _closed() -> None:
    st.query_params.pop(ADDRESS, None)
    decisions_forms.forget()


def show(context: Context, whole: DecisionsView) -> None:
    """Open the decision the address names, if any; one that is not known is said."""
    told = st.query_params.get(ADDRESS, "")
    if not told:
        decisions_forms.forget()
        return
    row = next((row for row in whole.rows if str(row.number) == told), None)
    if row is None:
        _closed()
        address.tell([f"リンクの決定事項「{address.cut(told)}」はありません。"])
        return
    _open(context, row)


def _open(context: Context, row: DecisionRow) -> None:
    @st.dialog(f"決定事項 番号{row.number}", width="large", on_dismiss=_closed)
    def opened() -> None:
        frame.html(_about(row))
        if row.state is not None and context.at is None and context.actor.may(Permission.REPLY, row.owner):
            decisions_forms.answer(context, row)
        frame.html('<div class="mdx-review-head"><b>経過</b></div>')
        steps = cache.view(context, decisions_page.steps, row.number)
        frame.table(
            _TRAIL,
            [[step.at, step.actor, step.what, step.told, str(step.version)] for step in steps],
            dense=True,
        )
        if context.at is None and context.actor.may(Permission.DECIDE):
            decisions_forms.amend(context, row)

    opened()


def _about(row: DecisionRow) -> str:
    state = sign_html(row.sign) if row.sign else ""
    facts = (
        ("会議", f"{row.meeting}（{row.held}）"),
        ("対象", row.about or "―"),
        ("担当課", row.department),
        ("期限", f"{row.due}　{row.days}".strip() or "―"),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return (
        f'<div class="mdx-decision-about"><div class="mdx-decision-text">{sign_html(row.kind)}'
        f"<b>{escape(row.text)}</b>{state}</div><dl>{lines}</dl></div>"
    )
