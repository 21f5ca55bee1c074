"""The panels of 年度推移: both line figures, the road map, and the table behind each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from miharu_dx.domain.plan import Stage
from miharu_dx.present.figures.trend import parts_figure, total_figure
from miharu_dx.present.figures.trend_road import road_figure
from miharu_dx.present.palette import UNREPORTED, stage_style
from miharu_dx.present.views.trend import TrendView
from miharu_dx.present.views.trend_curve import Chart
from miharu_dx.present.views.trend_pages import page_of, pages_of
from miharu_dx.present.views.trend_road import UNIT_WORDS, Road, Unit
from miharu_dx.present.views.trend_table import parts_moments, parts_table, road_table, total_table
from miharu_dx.services.context import Context
from miharu_dx.services.trend import road_file
from miharu_dx.ui import cache, chart, frame, take_away
from miharu_dx.ui.filter_codes import LINE as LINE_KEY
from miharu_dx.ui.filter_codes import UNIT as UNIT_KEY
from miharu_dx.ui.filters import Extra

LINE_ON = "on"
UNIT = Extra(UNIT_KEY, "表す単位", tuple((unit.value, UNIT_WORDS[unit]) for unit in Unit))
LINE = Extra(LINE_KEY, "等速の目安", ((LINE_ON, "あり"), ("off", "なし")))


def total(context: Context, seen: Chart) -> None:
    """Place 全体の進捗率 with how it is counted below it."""
    with frame.panel("total", seen.title, seen.caption or None, stretch=False):
        if not (seen.total.actual or seen.total.planned):
            frame.empty(seen.empty)
            return
        chart.place(cache.figure(context, total_figure, seen), key="trend_total", alt=seen.alt)
        _remarks(seen.notes)
        _whole_table("total", seen.title, lambda: _total_rows(seen))


def parts(context: Context, view: TrendView) -> None:
    """Place one small panel per measure, or per initiative of the chosen one."""
    seen = view.chart
    with frame.panel("parts", seen.parts_title, seen.parts_caption):
        if not any(part.registered for part in seen.parts):
            frame.empty(seen.empty)
            return
        chart.place(cache.figure(context, parts_figure, seen), key="trend_parts", alt=seen.parts_alt)
        _whole_table("parts", seen.parts_title, lambda: _parts_rows(view))


def road(context: Context, view: TrendView) -> None:
    """Place the road map, a page of measures at a time where it is longer than a screen."""
    seen = view.road
    registered = any(row.registered for row in seen.rows)
    with frame.panel("road", seen.title, seen.caption, aside=_legend(seen) if registered else ""):
        if not registered:
            frame.empty(seen.empty)
            return
        shown = _page(seen)
        chart.place(cache.figure(context, road_figure, shown), key="trend_road", alt=seen.alt)
        _remarks((seen.note,))
        _whole_table("road", seen.title, lambda: _road_rows(context, view))


def _page(seen: Road) -> Road:
    pages = pages_of(seen)
    if len(pages) < 2:
        return seen
    chosen = st.segmented_control(
        "表す範囲",
        list(range(len(pages))),
        default=0,
        format_func=lambda index: pages[index][0],
        key=f"trend_page_{seen.unit.value}_{len(seen.rows)}",
        required=True,
        label_visibility="collapsed",
    )
    _, start, end = pages[chosen or 0]
    return page_of(seen, start, end)


def _remarks(remarks: Sequence[str]) -> None:
    parts = "".join(f"<span>{escape(remark)}</span>" for remark in remarks)
    if parts:
        frame.html(f'<div class="mdx-trend-notes">{parts}</div>')


def _legend(seen: Road) -> str:
    """Return what the inks mean: each with its word, the two bands told apart by their place."""
    inks = "".join(f"<span>{_swatch(stage)}{escape(stage.name)}</span>" for stage in seen.legend)
    tick = f'<span><i class="mdx-tick"></i>{escape(seen.done_word)}</span>' if seen.done_word else ""
    silent = (
        f'<span><i class="mdx-swatch" style="border:1px dashed {UNREPORTED.outline}"></i>未報告</span>'
        if seen.silent
        else ""
    )
    bands = '<span class="mdx-legend-rest">上の細い帯＝計画　下の太い帯＝実績</span>'
    return f'<span class="mdx-trend-legend">{inks}{tick}{silent}{bands}</span>'


def _swatch(stage: Stage) -> str:
    style = stage_style(stage)
    fill = (
        f"repeating-linear-gradient(135deg,{style.fill} 0 4px,{style.outline} 4px 5px)"
        if style.struck
        else style.fill
    )
    return f'<i class="mdx-swatch" style="background:{fill};border-color:{style.outline}"></i>'


def _whole_table(key: str, title: str, body: Callable[[], None]) -> None:
    """Offer the figures of a chart as a table, one click away."""
    if st.button("表で見る", key=f"table_{key}", type="tertiary"):

        @st.dialog(f"{title}（表）", width="large")
        def whole() -> None:
            body()

        whole()


def _total_rows(seen: Chart) -> None:
    heads = ("時点", "計画", "実績", "差（ポイント）", "等速の目安", "平均した個別取組")
    columns = [frame.Column(head, "left" if index == 0 else "right") for index, head in enumerate(heads)]
    frame.table(columns, total_table(seen), dense=True)
    _remarks(seen.notes)


def _parts_rows(view: TrendView) -> None:
    moments = parts_moments(view.chart)
    frame.html(f'<div class="mdx-caption">{escape(view.part_term)}ごとに、実績／計画</div>')
    columns = [
        frame.Column("コード", wrap=False),
        frame.Column(view.part_term),
        *(frame.Column(moment, "right", wrap=False) for moment in moments),
        frame.Column("差", "right", wrap=False),
    ]
    frame.table(columns, parts_table(view.chart), dense=True)


def _road_rows(context: Context, view: TrendView) -> None:
    seen = view.road
    take_away.buttons(context, lambda: road_file(context, view), f"{seen.title}_{view.period}", key="road")
    columns = [
        frame.Column("コード", wrap=False),
        frame.Column(UNIT_WORDS[seen.unit], width="24%"),
        frame.Column("評価" if seen.unit is Unit.ACTION else "最も悪い評価", wrap=False),
        frame.Column("計画の段階"),
        frame.Column("実績の段階"),
    ]
    frame.table(columns, road_table(seen), dense=True)
