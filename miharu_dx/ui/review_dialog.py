"""One submission of 確認 in a window that the address can open: changes, history, confirm or return."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from miharu_dx.domain.records_cycle import ReviewStep
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.review import STEP_WORDS
from miharu_dx.present.views.review import ReviewRow, ReviewView
from miharu_dx.present.views.review_detail import HistoryLine, ReviewDetail
from miharu_dx.services import review, review_page
from miharu_dx.services.context import Context
from miharu_dx.ui import address, cache, frame, review_changes, review_pieces
from miharu_dx.ui.marks import mark_svg
from miharu_dx.ui.review_actions import attempt, step_for, told_of

ADDRESS = address.SUBMISSION
_ELSEWHERE = "確認や差戻しをするには、年度・期・担当課・状態の絞込みを、この提出に合わせてください。"
_HISTORY = (
    frame.Column("日時", width="170px", wrap=False),
    frame.Column("だれ", width="170px"),
    frame.Column("内容", width="150px"),
    frame.Column("理由"),
    frame.Column("版", "right", width="52px"),
)


def choose(number: int) -> None:
    """Open a submission by its address when the page is drawn next."""
    st.query_params[ADDRESS] = str(number)


def _closed() -> None:
    st.query_params.pop(ADDRESS, None)


def show(context: Context, view: ReviewView) -> None:
    """Open the submission the address names, if any; one that is not known is said."""
    told = st.query_params.get(ADDRESS, "")
    if not told:
        return
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else 0
    try:
        detail = cache.view(context, review_page.submission, number)
    except Refusal as refusal:
        _closed()
        address.tell([f"リンクの提出「{address.cut(told)}」は表示できません。{refusal.message}"])
        return
    row = next((row for row in view.rows if row.number == number), None)
    _open(context, detail, row, view.version)


def _open(context: Context, detail: ReviewDetail, row: ReviewRow | None, seen: int) -> None:
    @st.dialog(detail.title, width="large", on_dismiss=_closed)
    def opened() -> None:
        frame.html(f'<p class="mdx-second">{escape(detail.about)}</p>')
        if row is not None:
            frame.html(review_pieces.remarks_html(row))
            _decide(context, row, seen)
        else:
            frame.html(f'<p class="mdx-note">{_ELSEWHERE}</p>')
        for place, table in enumerate(detail.tables):
            review_changes.show(table, key=f"review_changes_{detail.number}_{place}")
        if detail.replaced:
            frame.html(f'<p class="mdx-note">{escape(detail.replaced)}</p>')
        frame.html('<div class="mdx-review-head"><b>提出と確認の履歴</b></div>')
        frame.table(_HISTORY, [_line(line) for line in detail.history], dense=True)

    opened()


def _line(line: HistoryLine) -> list[str]:
    tone = " mdx-bad" if line.mark == "square" else ""
    mark = mark_svg(line.mark, 14) if line.mark else ""
    what = frame.Markup(f'<span class="mdx-rating{tone}">{mark}<span>{escape(line.what)}</span></span>')
    return [line.at, line.actor, what, line.reason, str(line.version)]


def _decide(context: Context, row: ReviewRow, seen: int) -> None:
    forth = step_for(context, row, row.steps_now)
    back = step_for(context, row, row.steps_back)
    if forth is None and back is None:
        return
    with st.form(key=f"review_form_{row.number}_{row.last_version}", border=True):
        reason = ""
        if back is not None:
            reason = st.text_area(
                "差戻しの理由（差し戻すときは必ず書きます。担当課の画面・返却ブック・次の様式に載ります）",
                key=f"review_reason_{row.number}",
                height=80,
            )
        with st.container(horizontal=True, gap="small"):
            if forth is not None and st.form_submit_button(_forth_words(row, forth), type="primary"):
                _do(lambda: _confirmed(context, row, forth, seen))
            if back is not None and st.form_submit_button(f"{STEP_WORDS[back]}から差し戻す"):
                _do(lambda: _sent_back(context, row, back, reason, seen))


def _forth_words(row: ReviewRow, step: ReviewStep) -> str:
    if row.returned:
        return f"差戻しをやめて確認済にする（{STEP_WORDS[step]}）"
    return f"確認済にする（{STEP_WORDS[step]}）"


def _do(act: Callable[[], str]) -> None:
    if attempt(act):
        _closed()
    st.rerun()


def _confirmed(context: Context, row: ReviewRow, step: ReviewStep, seen: int) -> str:
    done = review.confirm(context, {row.number: step}, seen=seen)
    return told_of(len(done.done), done.version, "確認済")


def _sent_back(context: Context, row: ReviewRow, step: ReviewStep, reason: str, seen: int) -> str:
    done = review.send_back(context, {row.number: step}, reason, seen=seen)
    return told_of(len(done.done), done.version, "差戻し")
