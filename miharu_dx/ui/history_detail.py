"""履歴: one submission in full, with its file, what it changed, what was said of it, and its undoing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.undo import Undo
from miharu_dx.present.palette import Sign
from miharu_dx.present.views.history_submission import STANDS, ChangedCell, SubmissionDetail
from miharu_dx.services import history
from miharu_dx.services.context import Context
from miharu_dx.services.forms import XLSX_TYPE
from miharu_dx.ui import cache, frame, history_address, history_undo, paging, take_away
from miharu_dx.ui.history_address import CHANGES, PART, SUBMISSION
from miharu_dx.ui.marks import sign_html

CELLS_SHOWN = 40
PAGE = "history_cells_page"
ANSWERS, UNDO = "answers", "undo"

_ANSWERS = (
    frame.Column("個別取組", width="20%"),
    frame.Column("項目", width="16%"),
    frame.Column("様式を作った時"),
    frame.Column("登録されていた値"),
    frame.Column("様式の値"),
    frame.Column("選んだほう", width="14%"),
)


def submission(context: Context, number: int) -> None:
    """Place one submission; a number nobody has is refused in words."""
    st.button("一覧へ戻る", key="history_back", icon=":material/arrow_back:", on_click=_back)
    told = cache.view(context, history.submission, number)
    history_undo.receipt(number)
    frame.headline(told.headline, told.kicker)
    frame.dates_line(
        as_of=date_label(context.today()),
        updated=dict(told.facts)["日時"],
        source=told.file_name,
        version=told.version,
    )
    with st.container(key="history_detail"):
        left, right = st.columns([1300, 508])
        with left:
            undo = _main(context, told)
        with right:
            if undo is not None:
                history_undo.confirm(context, undo)
            _facts(context, told)
            _said(told)


def _back() -> None:
    history_address.tell(**{SUBMISSION: ""})
    st.session_state.pop(PART, None)


def _main(context: Context, told: SubmissionDetail) -> Undo | None:
    """Place the part that was chosen; return the undo it shows, if any."""
    parts = {CHANGES: f"変えた値（{len(told.cells)}項目）"}
    if told.answers:
        parts[ANSWERS] = f"選ばれた答え（{len(told.answers)}項目）"
    if history_undo.offered(context, told.number):
        parts[UNDO] = "取り消すと" if told.standing else "取消をやめると"
    chosen = CHANGES
    if len(parts) > 1:
        if st.session_state.get(PART) not in parts:
            st.session_state[PART] = CHANGES
        chosen = st.segmented_control(
            "見る内容",
            list(parts),
            format_func=parts.__getitem__,
            key=PART,
            required=True,
            label_visibility="collapsed",
        )
    if chosen == UNDO:
        undo = history_undo.judged(context, told)
        history_undo.preview(context, undo)
        return undo
    if chosen == ANSWERS:
        _answers(told)
    else:
        _changes(told)
    return None


def _changes(told: SubmissionDetail) -> None:
    shown, words = paging.page_of(told.cells, CELLS_SHOWN, key=PAGE)
    with frame.panel("history_changes", "この提出が変えた値", f"{told.rows}行。{words}"):
        if not told.cells:
            frame.empty("この提出で変わった値はありません")
            return
        frame.html(_cells(shown))
        paging.pager(len(told.cells), CELLS_SHOWN, key=PAGE)


def _cells(cells: Sequence[ChangedCell]) -> str:
    lines = "".join(_cell(cell, first=cell.first or place == 0) for place, cell in enumerate(cells))
    return (
        '<table class="mdx-table mdx-dense mdx-diff"><colgroup><col style="width:23%"><col style="width:13%">'
        '<col style="width:11%"><col style="width:17%"><col style="width:26px"><col style="width:19%"><col>'
        '</colgroup><thead><tr><th scope="col">行の名前</th><th scope="col">項目</th><th scope="col">セル</th>'
        '<th scope="col">前</th><th></th><th scope="col">この提出の値</th><th scope="col">今</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _cell(cell: ChangedCell, *, first: bool) -> str:
    name = f'{escape(cell.subject)}<div class="mdx-second">{escape(cell.which)}</div>' if first else ""
    how = f'<div class="mdx-second">「{escape(cell.typed)}」{escape(cell.how)}</div>' if cell.how else ""
    moved = "" if cell.state == STANDS else ' class="mdx-note-cell"'
    return (
        f'<tr class="{"mdx-first" if first else "mdx-same"}"><td>{name}</td><td>{escape(cell.label)}</td>'
        f'<td class="mdx-second">{escape(cell.cell)}</td>'
        f'<td class="mdx-old">{value_html(cell.old, cell.old_sign)}</td>'
        '<td class="mdx-arrow" aria-label="から">→</td>'
        f'<td><span class="mdx-new">{value_html(cell.new, cell.new_sign)}</span>{how}</td>'
        f"<td{moved}>{escape(cell.state)}</td></tr>"
    )


def value_html(text: str, sign: Sign | None) -> str:
    """Return a value: mark and word where it is a judgement, its own line breaks where it is text."""
    return sign_html(sign) if sign else f'<span class="mdx-words">{escape(text)}</span>'


def _answers(told: SubmissionDetail) -> None:
    with frame.panel("history_answers", "両方で変わった値への答え", "様式を作った後に、登録も変わっていた値"):
        frame.table(
            _ANSWERS,
            [
                [f"{row.subject}　{row.which}", row.label, row.base, row.theirs, row.mine, row.chosen]
                for row in told.answers
            ],
            dense=True,
        )


def _facts(context: Context, told: SubmissionDetail) -> None:
    with frame.panel("history_facts", "提出", stretch=False):
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in told.facts)
        frame.html(f'<dl class="mdx-facts mdx-facts-one">{rows}</dl>')
        if history.may_take_file(context, told):
            take_away.file_button(
                "提出されたファイルを保存",
                lambda: history.submission_file(context, told.number).data,
                told.file_name,
                XLSX_TYPE,
                key=f"history_file_{told.number}",
            )
            frame.html(
                '<div class="mdx-note">受け取ったままの内容です。照合用の値（SHA-256）：'
                f'<span class="mdx-code">{escape(told.sha256)}</span></div>'
            )
        else:
            frame.html(
                '<div class="mdx-note">ファイルを保存できるのは、その課の担当者・委員会・事務局です</div>'
            )


def _said(told: SubmissionDetail) -> None:
    with frame.panel("history_said", "確認・取消の経過", stretch=False):
        if not told.said:
            frame.empty("確認も取消も、まだ行われていません")
            return
        frame.html(
            '<ul class="mdx-lines">'
            + "".join(
                f"<li><b>{escape(row.what)}</b>　版{row.version}・{escape(row.at)}・{escape(row.actor)}"
                + (f'<div class="mdx-second">理由：{escape(row.reason)}</div>' if row.reason else "")
                + "</li>"
                for row in told.said
            )
            + "</ul>"
        )
