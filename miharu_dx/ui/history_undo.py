"""取消 on 履歴: what it would do, the reason, the confirmation, and what it did."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.config import REASON_CHARACTERS
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.undo import Undo
from miharu_dx.present.views.history_submission import SubmissionDetail
from miharu_dx.present.views.history_undo import KeptLine, UndoLine, UndoView, receipt_sentence, undo_view
from miharu_dx.services import withdrawal
from miharu_dx.services.context import Context
from miharu_dx.ui import cache, frame, paging
from miharu_dx.ui.history_address import CHANGES, PART
from miharu_dx.ui.marks import sign_html

LINES_SHOWN, KEPT_SHOWN = 40, 20
PAGE, KEPT_PAGE = "history_undo_page", "history_kept_page"
# Session state: what the last undo did or why it was refused, with the number it was asked for.
DONE = "history_undone"
REASON, SURE = "history_reason_{}", "history_sure_{}"
_KEPT = (
    frame.Column("行の名前", width="30%"),
    frame.Column("項目", width="34%"),
    frame.Column("そのまま残す理由"),
)


def offered(context: Context, number: int) -> bool:
    """Whether somebody may take this submission back, or let it count again, here and now."""
    if context.at is not None:
        return False
    snapshot = cache.snapshot(context)
    item = snapshot.submissions_by_id.get(number)
    return item is not None and withdrawal.may_undo(context, snapshot, item)


def judged(context: Context, told: SubmissionDetail) -> Undo:
    """Return what taking this submission back, or letting it count again, would do now."""
    prepare = withdrawal.prepare_withdrawal if told.standing else withdrawal.prepare_restoration
    return prepare(context, told.number)


def preview(context: Context, undo: Undo) -> None:
    """Place what an undo would do, value by value; nothing has changed yet."""
    view = undo_view(undo, cache.snapshot(context))
    title = "この提出を取り消すと" if undo.taking_back else "取消をやめると"
    with frame.panel("history_undo", title, f"まだ何も変わっていません。版{view.version}で確かめました"):
        frame.html(f'<p class="mdx-lead"><b>{escape(view.sentence)}</b></p>')
        _lines(view, taking_back=undo.taking_back)
        if view.kept:
            shown, words = paging.page_of(view.kept, KEPT_SHOWN, key=KEPT_PAGE)
            frame.html(f'<div class="mdx-list-title"><b>そのまま残すもの</b>　{escape(words)}</div>')
            frame.table(_KEPT, [_kept(row) for row in shown], dense=True)
            paging.pager(len(view.kept), KEPT_SHOWN, key=KEPT_PAGE)


def _lines(view: UndoView, *, taking_back: bool) -> None:
    if not view.lines:
        return
    shown, words = paging.page_of(view.lines, LINES_SHOWN, key=PAGE)
    head, after = ("戻る値", "戻った後の値") if taking_back else ("変わる値", "変わった後の値")
    frame.html(
        f'<div class="mdx-list-title"><b>{head}</b>　{view.rows}行。{escape(words)}</div>'
        '<table class="mdx-table mdx-dense mdx-diff"><colgroup><col style="width:30%"><col style="width:16%">'
        '<col style="width:24%"><col style="width:26px"><col></colgroup><thead><tr><th scope="col">行の名前</th>'
        '<th scope="col">項目</th><th scope="col">今の値</th><th></th>'
        f'<th scope="col">{after}</th></tr></thead>'
        f"<tbody>{''.join(_line(row, first=row.first or n == 0) for n, row in enumerate(shown))}</tbody></table>"
    )
    paging.pager(len(view.lines), LINES_SHOWN, key=PAGE)


def _line(row: UndoLine, *, first: bool) -> str:
    name = f'{escape(row.subject)}<div class="mdx-second">{escape(row.which)}</div>' if first else ""
    old, new = (
        sign_html(sign) if sign else f'<span class="mdx-words">{escape(text)}</span>'
        for text, sign in ((row.old, row.old_sign), (row.new, row.new_sign))
    )
    return (
        f'<tr class="{"mdx-first" if first else "mdx-same"}"><td>{name}</td><td>{escape(row.label)}</td>'
        f'<td class="mdx-old">{old}</td><td class="mdx-arrow" aria-label="から">→</td>'
        f'<td><span class="mdx-new">{new}</span></td></tr>'
    )


def _kept(row: KeptLine) -> list[str]:
    name = frame.Markup(f'{escape(row.subject)}<div class="mdx-second">{escape(row.which)}</div>')
    return [name, row.labels, row.why]


def confirm(context: Context, undo: Undo) -> None:
    """Ask for the reason and the confirmation of what was shown."""
    reason_key, sure_key = REASON.format(undo.number), SURE.format(undo.number)
    title = "取り消す" if undo.taking_back else "取消をやめる"
    with frame.panel("history_confirm", f"確かめて{title}", stretch=False):
        reason = st.text_area(
            f"{title}理由（履歴に残ります）", key=reason_key, max_chars=REASON_CHARACTERS, height=90
        )
        sure = st.checkbox("変わる内容を確かめました", key=sure_key)
        # The judgement that was shown goes with the button, so that one that is out of date is noticed.
        st.button(
            "この提出を取り消す" if undo.taking_back else "取消をやめて元に戻す",
            key="history_undo_go",
            type="primary",
            disabled=not (sure and reason.strip()),
            on_click=_go,
            args=(context, undo, reason_key, sure_key),
        )
        if undo.taking_back:
            frame.html(
                '<div class="mdx-note">取消は、後から「取消をやめる」で元に戻せます。'
                "ファイルと記録は残ります</div>"
            )


def _go(context: Context, undo: Undo, reason_key: str, sure_key: str) -> None:
    act = withdrawal.withdraw_submission if undo.taking_back else withdrawal.restore_submission
    try:
        done = act(context, undo.number, st.session_state[reason_key], seen=undo)
    except Refusal as refusal:
        st.session_state[DONE] = (undo.number, "warn", refusal.message, refusal.next_step)
    else:
        sentence = receipt_sentence(done.undo, done.version, already=done.already)
        st.session_state[DONE] = (undo.number, "plain", sentence, "")
        st.session_state[reason_key] = ""
        st.session_state[PART] = CHANGES
    st.session_state[sure_key] = False


def receipt(number: int) -> None:
    """Say what the last undo of this submission did, or why it was refused, once."""
    told = st.session_state.pop(DONE, None)
    if told is not None and told[0] == number:
        _, tone, message, step = told
        frame.notice(message, step, tone=tone)
