"""確認 and 締切 on other pages: the line under what was handed in, returns that wait, late changes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present.views.review import ReviewRow
from miharu_dx.present.views.review_words import LATE_WORD, ReviewLine, returns_told
from miharu_dx.services.context import Context
from miharu_dx.ui import cache, frame
from miharu_dx.ui.marks import mark_svg


def line(told: ReviewLine) -> None:
    """Show what share is 確認済, whether the period is closed, and how many changes came after."""
    if not told.any:
        return
    parts = [f"<span>{escape(text)}</span>" for text in (told.confirmed, told.closed) if text]
    if told.late:
        parts.append(f'<span class="mdx-late">{mark_svg("diamond", 13)}<b>{escape(told.late)}</b></span>')
    frame.html(f'<div class="mdx-review-line">{"".join(parts)}</div>')


def returned(told: Sequence[str]) -> None:
    """Say clearly what was returned and why, and what to do about it."""
    for text in told:
        frame.notice(
            text, "直した様式をもう一度渡すと、確認し直します。登録した内容は、それまでそのまま残ります。"
        )


def of_form(context: Context, department: str | None, key: PeriodKey | None) -> None:
    """Say what was returned of a department (code) and period that is about to be handed in again."""
    if department is not None and key is not None:
        returned(returns_told(cache.snapshot(context), department, key))


def late_html(text: str) -> str:
    """Return 締切後の変更 as mark and word, with what is said of it."""
    return (
        f'<div class="mdx-review-remark mdx-late">{mark_svg("diamond", 13)}'
        f"<span><b>{LATE_WORD}</b>　{escape(text)}</span></div>"
    )


def remarks_html(row: ReviewRow) -> str:
    """Return what is to be known of a submission: why it was returned, what it answers, why it came late."""
    told = ""
    if row.returned:
        mark = mark_svg("square", 13)
        told += f'<div class="mdx-review-remark mdx-bad">{mark}<span>{escape(row.returned)}</span></div>'
    if row.resubmitted:
        mark = mark_svg("chevrons", 13)
        words = f"<span><b>再提出</b>　{escape(row.resubmitted)}</span>"
        told += f'<div class="mdx-review-remark">{mark}{words}</div>'
    if row.late:
        told += late_html(f"理由：{row.late}")
    return told
