"""One action in full, in a window that the address can open: all periods, indicators, every cell."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present.views.common import NOTHING
from miharu_dx.present.views.measure_action import ActionDetail, IndicatorLine, PeriodReport, TrailStep
from miharu_dx.present.views.progress_table import ActionRow
from miharu_dx.services import measure
from miharu_dx.services.context import Context
from miharu_dx.ui import address, cache, frame
from miharu_dx.ui.marks import sign_html, stage_html
from miharu_dx.ui.review_pieces import late_html

ADDRESS = address.ACTION
_PICK = "action_pick"

_PERIODS = (
    frame.Column("期", width="92px", wrap=False),
    frame.Column("実施段階", width="112px"),
    frame.Column("評価", width="104px"),
    frame.Column("実績／計画", width="116px", wrap=False),
    frame.Column("今期の実績"),
    frame.Column("課題"),
    frame.Column("今後の対応"),
)
_TRAIL = (
    frame.Column("項目", width="96px"),
    frame.Column("登録した値"),
    frame.Column("入力されたまま"),
    frame.Column("セル", width="84px"),
    frame.Column("ファイル"),
    frame.Column("版・日時・登録した人", width="230px"),
)


def choose(context: Context, key: PeriodKey, rows: Sequence[ActionRow]) -> None:
    """Offer the actions of a table; the chosen one stands in the address and opens in a window."""
    names = {row.code: f"{row.code} {row.name}" for row in rows}
    code = st.query_params.get(ADDRESS, "")
    st.session_state[_PICK] = code if code in names else None
    if names:
        st.selectbox(
            "個別取組の詳しい内容",
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="個別取組を選ぶと、詳しい内容が開く",
            key=_PICK,
            on_change=_picked,
            filter_mode=None,
            label_visibility="collapsed",
            width=330,
        )
    if not code:
        return
    detail = cache.view(context, measure.action, key, code)
    if detail is None:
        _closed()
        address.tell([f"リンクの個別取組「{address.cut(code)}」は登録されていません。"])
        return
    _open(context, detail)


def _picked() -> None:
    code = st.session_state[_PICK]
    if code:
        st.query_params[ADDRESS] = code


def _closed() -> None:
    st.query_params.pop(ADDRESS, None)


def _open(context: Context, detail: ActionDetail) -> None:
    @st.dialog(detail.name, width="large", on_dismiss=_closed)
    def opened() -> None:
        frame.html(_about(detail))
        frame.table(_PERIODS, [_period(period) for period in detail.periods], dense=True)
        frame.html("".join(late_html(f"{told.name}　{told.late}") for told in detail.periods if told.late))
        if detail.indicators:
            frame.html("".join(_indicator(line) for line in detail.indicators))
        _sources(context, detail)
        if st.button(
            "計画・工程・指標の値の出所も見る（履歴）", key=f"action_history_{detail.code}", type="tertiary"
        ):
            st.switch_page(frame.page_file("history"), query_params={"show": "values", ADDRESS: detail.code})

    opened()


def _about(detail: ActionDetail) -> str:
    facts = (
        ("コード", detail.code), ("取組事項", detail.initiative), ("担当課", detail.department), ("期間", detail.years),
    )  # fmt: skip
    told = "".join(f"<span><b>{name}</b> {escape(text)}</span>" for name, text in facts)
    return f'<div class="mdx-dates">{told}</div><p>{escape(detail.description)}</p>'


def _period(told: PeriodReport) -> list[str]:
    row = told.row
    stage = row.stage
    staged = (
        frame.Markup(
            stage_html(
                stage.name, stage.cells, dark=stage.meaning == "done", stopped=stage.meaning == "stopped"
            )
        )
        if stage
        else NOTHING
    )
    figures = f"<b>{escape(row.progress_text)}</b>／{escape(row.planned_text)}"
    next_step = told.next_step + (f"（求める判断：{told.request}）" if told.request else "")
    return [
        _name(told), staged, frame.Markup(sign_html(row.sign)), frame.Markup(figures),
        row.achievement or NOTHING, row.issue or NOTHING, next_step or NOTHING,
    ]  # fmt: skip


def _name(told: PeriodReport) -> str:
    """Return the period with where its row stands in 確認, and the mark of a change after the closing."""
    more = f'<div class="mdx-second">{escape(told.review)}</div>' if told.review else ""
    more += '<div class="mdx-second">◆ 締切後</div>' if told.late else ""
    return frame.Markup(f"{escape(told.name)}{more}")


def _indicator(line: IndicatorLine) -> str:
    heads = "".join(f"<th>{escape(year)}</th>" for year, _, _ in line.years)
    targets = "".join(f"<td>{escape(target)}</td>" for _, target, _ in line.years)
    actuals = "".join(f"<td><b>{escape(actual)}</b></td>" for _, _, actual in line.years)
    return (
        f'<div class="mdx-indicator"><span class="mdx-indicator-name">{escape(line.name)}</span>'
        f'<span class="mdx-second">{escape(line.kind)}・基準値 {escape(line.baseline)}</span></div>'
        f'<table class="mdx-years"><tr><th></th>{heads}</tr><tr><th>目標</th>{targets}</tr>'
        f"<tr><th>実績</th>{actuals}</tr></table>"
    )


def _sources(context: Context, detail: ActionDetail) -> None:
    """Show of one period at a time where every value comes from."""
    reported = {period.name: period.key for period in detail.reported}
    if not reported:
        return
    name = st.selectbox(
        "値の出所を見る期", list(reported), filter_mode=None, key=f"action_period_{detail.code}", width=200
    )
    steps = cache.view(context, measure.trail, reported[name], detail.code)
    frame.table(_TRAIL, [_step(step) for step in steps], dense=True)


def _step(step: TrailStep) -> list[str]:
    value = step.value if step.current else frame.Markup(f'<s class="mdx-second">{escape(step.value)}</s>')
    typed = step.typed if not step.how else f"{step.typed}（{step.how}）"
    return [step.label, value, typed, step.cell, step.file_name, step.written]
