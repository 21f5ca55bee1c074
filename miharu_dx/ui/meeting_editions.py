"""The editions: their list, the record of each meeting, what changed after one, and two side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from miharu_dx.services import editions, meeting_page
from miharu_dx.services.context import Context
from miharu_dx.services.meeting_page import AfterRow, AfterView, CompareRow, CompareView, EditionLine
from miharu_dx.ui import address, cache, frame, history_point, meeting_pack, meeting_record, paging
from miharu_dx.ui.marks import sign_html
from miharu_dx.ui.meeting_prepare import may_prepare
from miharu_dx.ui.review_actions import attempt

EDITIONS_SHOWN = 4
ROWS_SHOWN = 10
_WIDGET = "meeting_{}"
_AFTER = (
    frame.Column("個別取組"),
    frame.Column("変わったところ", width="26%"),
    frame.Column("会議版", width="17%"),
    frame.Column("今", width="17%"),
    frame.Column("だれがいつ", width="16%"),
)
_COMPARE = (
    frame.Column("個別取組"),
    frame.Column("担当課", width="18%"),
    frame.Column("前", width="25%"),
    frame.Column("後", width="25%"),
)


def listing(context: Context, lines: tuple[EditionLine, ...], mode: Callable[[int], str]) -> None:
    """Show the editions, the newest first; ``mode`` gives the address of one's slides, blank where none are."""
    with frame.panel("editions", "会議版", f"{len(lines)}件・新しい順" if lines else None, stretch=False):
        if not lines:
            more = "。「会議版を作る」を押すと、今の内容が会議の名前で残る" if may_prepare(context) else ""
            frame.empty(f"会議版はまだない{more}")
            return
        shown, told = paging.page_of(lines, EDITIONS_SHOWN, key="editions_page")
        if len(lines) > EDITIONS_SHOWN:
            paging.told(told)
        for line in shown:
            _line(context, line, newest=line is lines[0], mode=mode(line.number))
        paging.pager(len(lines), EDITIONS_SHOWN, key="editions_page")


def _line(context: Context, line: EditionLine, *, newest: bool, mode: str) -> None:
    after = "　".join(escape(part) for part in (line.after, line.decided) if part)
    frame.html(
        f'<div class="mdx-edition"><div><b>{escape(line.title)}</b>　{escape(line.held_on)}</div>'
        f'<div class="mdx-second">{escape(line.period)}</div>'
        f'<div class="mdx-second">版{line.version}　内容の印 <b>{escape(line.mark)}</b>'
        f"　{escape(line.made)}</div><div>{after}</div></div>"
    )
    with st.container(key=f"edition_buttons_{line.number}", horizontal=True, gap="xsmall"):
        if mode:
            st.link_button("会議モードを開く", mode)
        meeting_pack.button(context, line.number, key=f"edition_pack_{line.number}")
        st.button(
            "この時点で見る",
            key=f"edition_see_{line.number}",
            help="すべてのページを、会議版の時点で表示する",
            on_click=history_point.go,
            args=(f"m{line.number}",),
        )
        if may_prepare(context):
            meeting_record.button(line.number, "出席者・意見を書く")
            if newest and not line.decided:
                _withdraw(context, line)


def _withdraw(context: Context, line: EditionLine) -> None:
    with (
        st.popover("取り消す", key=f"edition_back_{line.number}"),
        st.form(key=f"edition_back_form_{line.number}", border=False),
    ):
        frame.html("<p>作り直すときに取り消します。作った記録は、履歴に残ります。</p>")
        reason = st.text_area("取り消す理由（必ず書きます）", key=f"edition_reason_{line.number}", height=80)
        if st.form_submit_button("会議版を取り消す", type="primary"):
            attempt(lambda: _withdrawn(context, line, reason))
            st.rerun()


def _withdrawn(context: Context, line: EditionLine, reason: str) -> str:
    version = editions.withdraw_edition(context, line.number, reason)
    return f"{line.title}の会議版を取り消しました（版{version}）"


def beside(context: Context, lines: tuple[EditionLine, ...]) -> None:
    """Show what changed after an edition, and the edition beside another one; both stand in the address."""
    if not lines:
        return
    names = {str(line.number): line.title for line in lines}
    left, right = st.columns(2)
    with left, frame.panel("after", "会議後の変更", stretch=False):
        chosen = _select(address.EDITION, "会議版", names)
        _after(cache.view(context, meeting_page.after, int(chosen)))
    with right, frame.panel("compare", "二つの会議版を比べる", stretch=False):
        others = {code: name for code, name in names.items() if code != chosen}
        if not others:
            frame.empty("会議版が二つになると、ここで比べられる")
            return
        earlier = [code for code in others if int(code) < int(chosen)]
        ordered = {code: others[code] for code in (*earlier, *(c for c in others if c not in earlier))}
        against = _select(address.AGAINST, f"{names[chosen]} と比べる会議版", ordered)
        _compare(cache.view(context, meeting_page.compare, int(chosen), int(against)))


def _select(name: str, label: str, options: Mapping[str, str]) -> str:
    """Show a list whose choice stands in the address; one that is not offered is told and becomes the first."""
    first = next(iter(options))
    code = address.read(name, options, label, options[first]) or first
    key = _WIDGET.format(name)
    st.session_state[key] = code

    def picked() -> None:
        st.query_params[name] = st.session_state[key]

    st.selectbox(
        label,
        list(options),
        format_func=lambda one: options.get(one, one),
        key=key,
        on_change=picked,
        filter_mode=None,
        width=360,
    )
    return code


def _after(view: AfterView) -> None:
    frame.html(f'<p class="mdx-meeting-told"><b>{escape(view.headline)}</b></p>')
    if not view.rows:
        frame.empty(view.empty)
        return
    shown, told = paging.page_of(view.rows, ROWS_SHOWN, key="after_page")
    if len(view.rows) > ROWS_SHOWN:
        paging.told(told)
    frame.table(_AFTER, [_after_row(row) for row in shown], dense=True)
    paging.pager(len(view.rows), ROWS_SHOWN, key="after_page")


def _after_row(row: AfterRow) -> list[str]:
    name = frame.Markup(f'{escape(row.name)}<div class="mdx-second">{escape(row.department)}</div>')
    new = frame.Markup(f'<span class="mdx-review-new">{escape(row.after)}</span>')
    return [name, row.what, row.before, new, row.written]


def _compare(view: CompareView) -> None:
    frame.html(
        f'<p class="mdx-meeting-told"><b>{escape(view.headline)}</b></p>'
        f'<p class="mdx-note">前：{escape(view.first)}　後：{escape(view.second)}</p>'
        + "".join(
            f'<span class="mdx-meeting-count">{sign_html(line.sign, size=14)} {line.before} → <b>{line.after}</b>件'
            f'<span class="mdx-second">　{escape(line.change)}</span></span>'
            for line in view.counts
        )
    )
    if view.slips:
        items = "".join(f"<li>{escape(slip)}</li>" for slip in view.slips)
        frame.html(
            f'<div class="mdx-list-title"><b>先へ延びた予定</b></div><ul class="mdx-lines">{items}</ul>'
        )
    if not view.rows:
        frame.empty(view.empty)
        return
    shown, told = paging.page_of(view.rows, ROWS_SHOWN, key="compare_page")
    if len(view.rows) > ROWS_SHOWN:
        paging.told(told)
    frame.table(_COMPARE, [_compare_row(row) for row in shown], dense=True)
    paging.pager(len(view.rows), ROWS_SHOWN, key="compare_page")


def _compare_row(row: CompareRow) -> list[str]:
    return [
        row.name,
        row.department,
        _state(row.before and sign_html(row.before, size=14), row.before_told),
        _state(row.after and sign_html(row.after, size=14), row.after_told),
    ]


def _state(sign: str | None, told: str) -> frame.Markup:
    return frame.Markup(f'{sign or ""}<div class="mdx-second">{escape(told)}</div>')
