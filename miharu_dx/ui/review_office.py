"""What the 事務局 keeps on 確認: the closing of periods and the order of 確認."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.review import ROUTES, Route
from miharu_dx.present.views.review import ReviewView, Show
from miharu_dx.present.views.review_closing import ClosingLine, ClosingView, LateLine
from miharu_dx.services import closing, review_settings
from miharu_dx.services.context import Context
from miharu_dx.ui import frame
from miharu_dx.ui.marks import mark_svg
from miharu_dx.ui.review_actions import attempt, may_set_up

_RULES = (
    "課長の番は、その課の利用者と事務局が、委員会の番は、委員会と事務局が確認できます。",
    "差し戻した提出は、担当課がその期の様式をもう一度渡すと、残りの報告も含めて初めの番から確認し直します。",
    "割合は、報告の行ごとに数えます。後の提出で変わった行は、その提出が確認されるまで確認済に数えません。",
)


def closing_panel(context: Context, key: PeriodKey, told: ClosingView, review: ReviewView) -> None:
    """Show whether the period is closed, the changes after it, and the way to close or open it."""
    with frame.panel("closing", "期の締切", told.period, stretch=False):
        mark = mark_svg("check", 15) if told.closed else ""
        head = "締切済" if told.closed else "締切前"
        frame.html(
            f'<p class="mdx-review-closed">{mark}<b>{head}</b>　{escape(told.told)}</p>'
            + "".join(_late(line) for line in told.late)
        )
        if may_set_up(context):
            _turn(context, key, told, review)
        frame.html(f'<div class="mdx-review-periods">{"".join(_period(line) for line in told.periods)}</div>')


def _late(line: LateLine) -> str:
    return (
        f'<div class="mdx-review-remark mdx-late">{mark_svg("diamond", 13)}<span><b>締切後の変更</b>　'
        f"{escape(line.at)}　{escape(line.actor)}（版{line.version}）<br>理由：{escape(line.reason or '―')}</span></div>"
    )


def _period(line: ClosingLine) -> str:
    mark = mark_svg("check", 13) if line.closed else mark_svg("dash", 13)
    late = (
        f'<span class="mdx-late">{mark_svg("diamond", 12)}締切後の変更 {line.late}件</span>'
        if line.late
        else ""
    )
    return (
        f'<div><span class="mdx-review-period">{mark}<b>{escape(line.name)}</b></span>'
        f'<span class="mdx-second">{escape(line.told)}</span>{late}</div>'
    )


def _turn(context: Context, key: PeriodKey, told: ClosingView, review: ReviewView) -> None:
    if told.closed:
        with st.popover("締切を解く", key="closing_open"), st.form(key="closing_open_form", border=False):
            frame.html("<p>解くと、担当課は理由を書かずに直せるようになります。</p>")
            reason = st.text_area("締切を解く理由（必ず書きます）", key="closing_open_reason", height=80)
            if st.form_submit_button("締切を解く", type="primary"):
                attempt(lambda: _opened(context, key, told.period, reason))
                st.rerun()
    elif told.may_close:
        with (
            st.popover("この期を締め切る", key="closing_close"),
            st.form(key="closing_close_form", border=False),
        ):
            frame.html(f"<p>{escape(_before_closing(review))}</p>")
            reason = st.text_area("添える言葉（書かなくてもよい）", key="closing_close_reason", height=80)
            if st.form_submit_button(f"{told.period}を締め切る", type="primary"):
                attempt(lambda: _shut(context, key, told.period, reason))
                st.rerun()


def _before_closing(review: ReviewView) -> str:
    numbers = dict(review.totals)
    open_ones = [
        f"{word}の提出が{numbers[show]}件"
        for show, word in ((Show.WAITING, "確認待ち"), (Show.RETURNED, "差戻し中"))
        if review.route.set and numbers[show]
    ]
    first = f"{'、'.join(open_ones)}あります。" if open_ones else ""
    return (
        f"{first}締め切った後の変更には理由が要り、「締切後の変更」として示します。締切は、いつでも解けます。"
    )


def _shut(context: Context, key: PeriodKey, period: str, reason: str) -> str:
    done = closing.close_period(context, key, reason)
    return _told(done.already, f"{period}を締め切りました（版{done.version}）")


def _opened(context: Context, key: PeriodKey, period: str, reason: str) -> str:
    done = closing.open_period(context, key, reason)
    return _told(done.already, f"{period}の締切を解きました（版{done.version}）")


def _told(already: bool, done: str) -> str:
    return "すでにそうなっています。何も変えていません" if already else done


def route_panel(context: Context, route: Route) -> None:
    """Show the order of 確認, and let the 事務局 choose another one."""
    with frame.panel("route", "確認の順序", stretch=False):
        if may_set_up(context):
            _choose(context, route)
        else:
            frame.html(f"<p><b>{escape(route.name)}</b></p>")
        rules = "".join(f"<li>{escape(rule)}</li>" for rule in _RULES)
        frame.html(f'<ul class="mdx-lines mdx-review-rules">{rules}</ul>')


def _choose(context: Context, route: Route) -> None:
    codes = [one.code for one in ROUTES]
    names = {one.code: one.name for one in ROUTES}
    with st.container(key="route_row", horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "順序",
            codes,
            index=codes.index(route.code),
            format_func=names.__getitem__,
            key=f"review_route_{route.code}",
            filter_mode=None,
            label_visibility="collapsed",
        )
        if st.button("この順序にする", key="review_route_set", disabled=chosen == route.code):
            attempt(lambda: _routed(context, chosen, names[chosen]))
            st.rerun()


def _routed(context: Context, code: str, name: str) -> str:
    return f"確認の順序を「{name}」にしました（版{review_settings.choose_route(context, code)}）"
