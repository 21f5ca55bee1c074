"""The list of 確認: the submissions of a period, many confirmed at once, each opened in full."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from miharu_dx.domain.records_cycle import ReviewStep
from miharu_dx.domain.review import STEP_WORDS
from miharu_dx.present.views.review import SHOW_WORDS, ReviewRow, ReviewView, Show, StepLine
from miharu_dx.services import review
from miharu_dx.services.context import Context
from miharu_dx.services.review import Steps
from miharu_dx.ui import frame, paging, review_dialog
from miharu_dx.ui.filter_codes import SHOW, Extra
from miharu_dx.ui.marks import mark_svg
from miharu_dx.ui.review_actions import attempt, step_for, told_of
from miharu_dx.ui.review_pieces import remarks_html

CHOICE = Extra(SHOW, "状態", tuple((one.value, SHOW_WORDS[one]) for one in Show))
ROWS_SHOWN = 20  # 課の数より多く。修正の多い期だけページを送る
NAMES_TOLD = 6
_PICK = "review_pick_{}_{}"
_STEP_MARKS = {"done": "check", "returned": "square", "asked": "dashed_square", "later": "dash"}


def listing(context: Context, view: ReviewView) -> None:
    """Show the submissions with the way to confirm several of them in one go."""
    with frame.panel(
        "review", "提出と確認", view.count_line or None, aside=escape(view.order), stretch=False
    ):
        if not view.rows:
            frame.empty(view.empty)
            return
        rows, told = paging.page_of(view.rows, ROWS_SHOWN, key="review_page")
        asked = _asked(context, rows)
        _confirm_bar(context, view, rows, asked)
        if len(view.rows) > ROWS_SHOWN:
            paging.told(told)
        for row in rows:
            _row(row, asked.get(row.number))
        paging.pager(len(view.rows), ROWS_SHOWN, key="review_page")


def _asked(context: Context, rows: Sequence[ReviewRow]) -> dict[int, ReviewStep]:
    found: dict[int, ReviewStep] = {}
    for row in rows:
        step = step_for(context, row, row.steps_now)
        # 差戻しをやめることは、まとめてはせず、一つずつ理由を見て行う。
        if step is not None and not row.returned:
            found[row.number] = step
    return found


def _pick(row: ReviewRow) -> str:
    # 新しいことが言われた提出は、選び直してもらう。
    return _PICK.format(row.number, row.last_version)


def _confirm_bar(context: Context, view: ReviewView, rows: Sequence[ReviewRow], asked: Steps) -> None:
    if not asked:
        return
    offered = [row for row in rows if row.number in asked]
    picked = [row for row in offered if st.session_state.get(_pick(row))]
    with st.container(key="review_bar", horizontal=True, vertical_alignment="center", gap="small"):
        whole = len(picked) == len(offered)
        st.button(
            "選択をやめる" if whole else f"{len(offered)}件すべて選ぶ",
            key="review_all",
            on_click=_pick_all,
            args=([_pick(row) for row in offered], not whole),
        )
        st.button(
            f"選んだ{len(picked)}件を確認済にする" if picked else "選んだ提出を確認済にする",
            key="review_confirm",
            type="primary",
            disabled=not picked,
            on_click=_confirm,
            args=(context, {row.number: asked[row.number] for row in picked}, view.version),
        )
        frame.html(f'<div class="mdx-review-picked">{escape(_picked_words(picked, asked))}</div>')


def _pick_all(keys: Sequence[str], on: bool) -> None:
    for key in keys:
        st.session_state[key] = on


def _picked_words(picked: Sequence[ReviewRow], asked: Steps) -> str:
    if not picked:
        return "確かめた提出に印を付けると、まとめて確認済にできます"
    names = "・".join(row.name for row in picked[:NAMES_TOLD])
    more = f"ほか{len(picked) - NAMES_TOLD}件" if len(picked) > NAMES_TOLD else ""
    by = "・".join(dict.fromkeys(STEP_WORDS[asked[row.number]] for row in picked))
    return f"{by}の確認：{names}{more}（報告{sum(row.rows for row in picked)}件）"


def _confirm(context: Context, steps: Steps, seen: int) -> None:
    def act() -> str:
        done = review.confirm(context, steps, seen=seen)
        return told_of(len(done.done), done.version, "確認済")

    attempt(act)


def _row(row: ReviewRow, step: ReviewStep | None) -> None:
    with st.container(
        key=f"review_row_{row.number}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        if step is None:
            frame.html('<span class="mdx-review-nobox"></span>')
        else:
            st.checkbox(
                f"{row.name}の番号{row.number}の提出を選ぶ", key=_pick(row), label_visibility="collapsed"
            )
        frame.html(_card(row))
        label = "内容と履歴" if row.over or not row.steps_back else "内容・差戻し"
        st.button(label, key=f"review_open_{row.number}", on_click=review_dialog.choose, args=(row.number,))


def _card(row: ReviewRow) -> str:
    rows = "" if row.over else f"　報告{row.rows}件"
    return (
        f'<div class="mdx-review-row{" mdx-review-over" if row.over else ""}">'
        f'<div><b>{escape(row.name)}</b><div class="mdx-second">番号{row.number}{rows}</div></div>'
        f"<div>{_state(row)}</div>"
        f'<div class="mdx-second"><div>{escape(row.at)} 提出</div>'
        f"<div>{escape(row.actor)}</div></div>"
        f"{remarks_html(row)}</div>"
    )


def _state(row: ReviewRow) -> str:
    """Return the state as mark and word, and below it what each step has said."""
    if row.over:
        return escape(row.over)
    tone = " mdx-bad" if row.mark == "square" else ""
    head = f'<span class="mdx-rating{tone}">{mark_svg(row.mark, 16)}<b>{escape(row.word)}</b></span>'
    return head + f'<div class="mdx-review-steps">{"".join(map(step_html, row.steps))}</div>'


def step_html(step: StepLine) -> str:
    """Return what one step said, as mark and words."""
    return (
        f'<span class="mdx-review-step">{mark_svg(_STEP_MARKS[step.kind], 12)}'
        f"<span>{escape(step.word)}：{escape(step.told)}</span></span>"
    )
