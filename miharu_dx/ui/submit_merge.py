"""Other people's changes on 提出: what overtook a look, what stays, and what somebody has to decide."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from miharu_dx.domain.changes import Question
from miharu_dx.domain.finding import Finding
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records import Snapshot
from miharu_dx.present.palette import Sign
from miharu_dx.present.views.submit_merge import (
    KEEP,
    KEEP_ALL,
    TAKE,
    TAKE_ALL,
    MergeView,
    MoveLine,
    QuestionLine,
    SidesLine,
    moves,
)
from miharu_dx.ui import frame, paging, submit_flow
from miharu_dx.ui.submit_flow import Kind

QUESTIONS_SHOWN = 12  # 一画面で見比べられる数。残りはページを送って選ぶ
MOVES_SHOWN = 30  # 一度に読める数。残りは数を示す
_CHOICES = {KEEP: "theirs", TAKE: "mine"}
_WORDS = {chosen: word for word, chosen in _CHOICES.items()}


def overtaken(kind: Kind, preview: Preview, snapshot: Snapshot) -> None:
    """Say what others changed while somebody was looking, cell by cell; nothing where nothing moved."""
    lines = moves(submit_flow.moves(kind), snapshot, preview.key)
    if not lines:
        return
    with frame.panel("overtaken", f"確かめている間に、別の提出で{len(lines)}か所が変わりました"):
        frame.html(
            f'<div class="mdx-notice mdx-notice-warn" role="alert"><div class="mdx-notice-message">'
            f"{frame.mark_svg('diamond', 18)}<span>何も登録していません。下の内容は、今の保存と比べ直したものです。"
            "もう一度確かめてから、確定してください。</span></div></div>" + _moves_table(lines)
        )


def _moves_table(lines: Sequence[MoveLine]) -> str:
    rows = "".join(
        f"<tr><td>{escape(line.subject)}</td><td>{escape(line.label)}</td>"
        f'<td class="mdx-old">{_value(line.old, line.old_sign)}</td>'
        f'<td class="mdx-arrow" aria-label="から">→</td><td><b>{_value(line.new, line.new_sign)}</b></td>'
        f"<td>{escape(line.who)}</td></tr>"
        for line in lines[:MOVES_SHOWN]
    )
    rest = len(lines) - MOVES_SHOWN
    more = f'<p class="mdx-note">ほか{rest}か所</p>' if rest > 0 else ""
    return (
        '<table class="mdx-table mdx-dense mdx-diff"><colgroup><col style="width:22%"><col style="width:16%">'
        '<col style="width:17%"><col style="width:28px"><col style="width:17%"><col></colgroup>'
        '<thead><tr><th scope="col">行の名前</th><th scope="col">項目</th><th scope="col">前</th><th></th>'
        f'<th scope="col">今</th><th scope="col">だれが・いつ</th></tr></thead><tbody>{rows}</tbody></table>{more}'
    )


def kept(view: MergeView) -> None:
    """Say how many values of others stay as they are, and which when asked."""
    frame.html(f"<p>{escape(view.kept_text)}</p>")
    if not view.kept:
        return
    with st.expander("残る内容を見る"):
        items = "".join(
            f"<li><b>{escape(line.subject)}</b> {escape(line.label)}<br>"
            f"{_value(line.old, line.old_sign)} → {_value(line.new, line.new_sign)}"
            f'<br><span class="mdx-second">{escape(line.who)}</span></li>'
            for line in view.kept[:MOVES_SHOWN]
        )
        rest = len(view.kept) - MOVES_SHOWN
        more = f"<li>ほか{rest}セル</li>" if rest > 0 else ""
        frame.html(f'<ul class="mdx-lines mdx-overlap">{items}{more}</ul>')


def questions(kind: Kind, preview: Preview, view: MergeView, clashes: Sequence[Finding]) -> None:
    """Ask, value by value and side by side, which one counts; nothing is chosen beforehand."""
    if not view.questions:
        return
    with frame.panel("questions", view.title, f"あと{view.left}か所" if view.left else "すべて選びました"):
        with st.container(key="answer_all", horizontal=True, vertical_alignment="center", gap="small"):
            frame.html(f'<div class="mdx-do">{escape(view.told)}</div>')
            for label, chosen in ((KEEP_ALL, "theirs"), (TAKE_ALL, "mine")):
                st.button(
                    label,
                    key=submit_flow.name(kind, f"all_{chosen}"),
                    on_click=submit_flow.answer,
                    args=(kind, preview.questions, chosen),
                )
        key = submit_flow.name(kind, "question_page")
        shown, told = paging.page_of(view.questions, QUESTIONS_SHOWN, key=key)
        if len(view.questions) > QUESTIONS_SHOWN:
            paging.told(told)
        asked = {question.id: question for question in preview.questions}
        answers = submit_flow.answers(kind, preview)
        for number, line in enumerate(shown):
            _question(kind, asked[line.id], line, _WORDS.get(answers.get(line.id, "")), first=number == 0)
        paging.pager(len(view.questions), QUESTIONS_SHOWN, key=key)
        if clashes:
            _clashes(clashes)


def _question(kind: Kind, question: Question, line: QuestionLine, chosen: str | None, *, first: bool) -> None:
    short = hashlib.sha256(line.id.encode()).hexdigest()[:12]
    key = submit_flow.name(kind, f"answer_{short}")
    st.session_state[key] = chosen
    with st.container(key=f"question_{short}"):
        wide, narrow = st.columns([4.4, 1], gap="small", vertical_alignment="center")
        with wide:
            frame.html(_sides_table(line, chosen, first=first))
        with narrow:
            st.radio(
                f"{line.subject} {'・'.join(one.label for one in line.lines)}",
                list(_CHOICES),
                index=None,
                key=key,
                on_change=_told(kind, question, key),
                label_visibility="collapsed",
            )


def _told(kind: Kind, question: Question, key: str) -> Callable[[], None]:
    def told() -> None:
        submit_flow.answer(kind, [question], _CHOICES.get(st.session_state[key] or ""))  # type: ignore[arg-type]

    return told


def _sides_table(line: QuestionLine, chosen: str | None, *, first: bool) -> str:
    head = (
        '<thead><tr><th scope="col">セル</th><th scope="col">行の名前・項目</th><th scope="col">様式を作った時</th>'
        '<th></th><th scope="col">今の保存（だれが・いつ）</th><th scope="col">このシート</th></tr></thead>'
    )
    rows = "".join(
        _sides(one, line.subject if number == 0 else "", chosen) for number, one in enumerate(line.lines)
    )
    note = f'<p class="mdx-note">{escape(line.note)}</p>' if line.note else ""
    return (
        '<table class="mdx-table mdx-dense mdx-diff mdx-sides"><colgroup><col style="width:6%">'
        '<col style="width:26%"><col style="width:18%"><col style="width:28px"><col style="width:28%"><col></colgroup>'
        f"{head if first else ''}<tbody>{rows}</tbody></table>{note}"
    )


def _sides(one: SidesLine, subject: str, chosen: str | None) -> str:
    name = f"{escape(subject)}<br>" if subject else ""
    by = f'<br><span class="mdx-second">{escape(one.who)}</span>' if one.who else ""
    theirs, mine = _value(one.theirs, one.theirs_sign), _value(one.mine, one.mine_sign)
    return (
        f'<tr><td class="mdx-cell">{escape(one.cell)}</td><td>{name}<b>{escape(one.label)}</b></td>'
        f'<td class="mdx-old">{_value(one.base, one.base_sign)}</td><td class="mdx-arrow" aria-label="から">→</td>'
        f"<td>{_marked(theirs, on=chosen == KEEP)}{by}</td><td>{_marked(mine, on=chosen == TAKE)}</td></tr>"
    )


def _marked(value: str, *, on: bool) -> str:
    return f'<span class="mdx-new">{value}</span>' if on else value


def _value(text: str, sign: Sign | None) -> str:
    return frame.sign_html(sign) if sign else f'<span class="mdx-words">{escape(text)}</span>'


def _clashes(found: Sequence[Finding]) -> None:
    lines = "".join(
        f"<li><b>{escape(one.location.a1)} {escape(one.label)}</b>（{escape(one.subject)}）{escape(one.message)}</li>"
        for one in found
    )
    frame.html(
        f'<div class="mdx-tier mdx-tier-bad">{frame.mark_svg("square", 16)}<b>この選び方では確定できません</b>'
        f'<span>選び方を変えてください</span></div><ul class="mdx-lines">{lines}</ul>'
    )
