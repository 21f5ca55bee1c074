"""The panels of 提出状況 as the page places them: nothing is counted here."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.collection import Answer, Timing
from miharu_dx.present.palette import Sign
from miharu_dx.present.views.collection import CollectionRow, CollectionView, DueView
from miharu_dx.present.views.collection_missing import MissingRow, MissingUnit
from miharu_dx.present.views.collection_signs import ANSWER_SIGNS
from miharu_dx.services.collection import missing_file
from miharu_dx.services.context import Context
from miharu_dx.ui import collection_unchanged, frame, paging, take_away
from miharu_dx.ui.filter_codes import Filters
from miharu_dx.ui.marks import mark_svg, sign_html

UNITS_SHOWN = 6  # 催促の文と並べて見比べられる数
ROWS_SHOWN = 5  # すべての課を並べるときの、課ごとの件数。課を選ぶと、すべて出る
HEAD_FITS = 6  # これより長い期の名前は、見出しの中で折り返す
_PAGE = "missing_page"


def due(told: DueView) -> str:
    """Return the deadline as markup for the right end of the headline."""
    left = f'<b class="{"mdx-worse" if told.overdue else ""}">{escape(told.left)}</b>' if told.left else ""
    origin = f'<span class="mdx-second">{escape(told.origin)}</span>' if told.origin else ""
    name = "<span>期限</span>" if told.left else ""
    return f'<div class="mdx-due">{name}<b>{escape(told.day)}</b>{left}{origin}</div>'


def board(view: CollectionView) -> None:
    """Place the table: one line per department, the period shown at left and every period at right."""
    legend = "".join(f"<span>{sign_html(sign, size=14)}</span>" for sign in view.timings)
    with frame.panel(
        "collection",
        "担当課ごとの提出状況",
        view.caption if view.rows else None,
        aside=f'<span class="mdx-legend">{legend}</span>' if view.rows else "",
        stretch=False,
    ):
        if not view.rows:
            frame.empty(view.empty)
            return
        long = " mdx-collect-long" if max(map(len, view.heads)) > HEAD_FITS else ""
        body = "".join(_row(row, view.current) for row in view.rows)
        frame.html(
            f'<table class="mdx-collect{long}" style="--mdx-lines:{len(view.rows) + 1}">'
            f"{_head(view)}<tbody>{body}{_total(view) if view.begun else ''}</tbody></table>"
        )


def _head(view: CollectionView) -> str:
    answers = "".join(f'<th scope="col">{sign_html(sign, size=14)}</th>' for sign in view.answers)
    periods = "".join(
        f'<th scope="col" class="mdx-when-head{" mdx-now" if place == view.current else ""}">{escape(head)}</th>'
        for place, head in enumerate(view.heads)
    )
    return (
        '<thead><tr><th rowspan="2" scope="col">担当課</th>'
        f'<th colspan="7" scope="colgroup" class="mdx-block">{escape(view.period)}</th>'
        f'<th colspan="{len(view.heads)}" scope="colgroup" class="mdx-block mdx-apart">提出の時期</th></tr>'
        f'<tr><th scope="col">状況</th><th scope="col" class="mdx-num">報告</th>{answers}'
        f'<th scope="col">初回提出</th>{periods}</tr></thead>'
    )


def _row(row: CollectionRow, current: int) -> str:
    found = row.collected
    kind = ' class="mdx-own"' if row.selected else ""
    cells = "".join(
        f'<td class="mdx-when-cell{" mdx-now" if place == current else ""}" title="{escape(cell.told)}">'
        f'<span class="mdx-when mdx-when-{cell.timing.value}">{mark_svg(cell.sign.mark, 14, style=cell.sign.style)}'
        f"<span>{escape(cell.sign.word)}</span></span></td>"
        for place, cell in enumerate(row.cells)
    )
    if found.timing in (Timing.NOT_ASKED, Timing.AHEAD):
        return (
            f'<tr{kind}><th scope="row">{escape(row.name)}</th>'
            f'<td colspan="7">{_status(row)}</td>{cells}</tr>'
        )
    return (
        f'<tr{kind}><th scope="row">{escape(row.name)}</th><td class="mdx-status">{_status(row)}</td>'
        f"{_reported(found.reported, found.asked)}{_counts(row.counts)}"
        f'<td class="mdx-handed"><span>{escape(row.handed)}</span><b>{escape(row.days)}</b></td>{cells}</tr>'
    )


def _status(row: CollectionRow) -> str:
    told = f' <span class="mdx-second">{escape(row.told)}</span>' if row.told else ""
    drawn = sign_html(row.sign)
    if row.collected.overdue:
        drawn = f'<span class="mdx-overdue">{drawn}</span>'
    return drawn + told


def _counts(counts: tuple[int, ...]) -> str:
    return "".join(
        f'<td class="mdx-count{" mdx-count-silent" if answer is Answer.SILENT and count else ""}">'
        f"{_count(ANSWER_SIGNS[answer], count)}</td>"
        for answer, count in zip(Answer, counts, strict=True)
    )


def _count(sign: Sign, count: int) -> str:
    if not count:
        return '<span class="mdx-none">0</span>'
    return f"{mark_svg(sign.mark, 13, style=sign.style)}<b>{count}</b>"


def _reported(reported: int, asked: int) -> str:
    return f'<td class="mdx-num mdx-reported">{reported}／{asked}<span>件</span></td>'


def _total(view: CollectionView) -> str:
    return (
        '<tr class="mdx-sum"><th scope="row">計</th><td></td>'
        f"{_reported(view.reported, view.asked)}{_counts(view.totals)}"
        f'<td colspan="{1 + len(view.heads)}"></td></tr>'
    )


def missing(context: Context, chosen: Filters, view: CollectionView) -> None:
    """Place the rows without an answer, named by department, with the way to answer them at once."""
    count = sum(len(unit.rows) for unit in view.missing)
    told = f"{len(view.missing)}課・{count}件" if count else None
    with frame.panel("missing", "未報告の個別取組", told, stretch=False):
        collection_unchanged.receipt(chosen.key)
        if not view.missing:
            frame.empty(_nothing(view))
            return
        with st.container(key="missing_tools", horizontal=True, horizontal_alignment="right", gap="small"):
            take_away.buttons(
                context,
                lambda: missing_file(context, view),
                f"未報告_{chosen.key.fiscal_year}{context.plan.period_at(chosen.key).name}",
                key="missing",
            )
        units, told = paging.page_of(view.missing, UNITS_SHOWN, key=_PAGE)
        if len(view.missing) > UNITS_SHOWN:
            paging.told(f"{told.replace('件', '課')}を表示")
        for unit in units:
            _unit(context, chosen, unit, None if chosen.department else ROWS_SHOWN)
        paging.pager(len(view.missing), UNITS_SHOWN, key=_PAGE)


def _nothing(view: CollectionView) -> str:
    if not view.begun:
        return "この期はまだ始まっていません。"
    return "未報告の個別取組はありません。" if view.asked else "報告を求める個別取組がありません。"


def _unit(context: Context, chosen: Filters, unit: MissingUnit, most: int | None) -> None:
    with st.container(key=f"missing_{unit.department}", gap=None):
        with st.container(
            key=f"missing_head_{unit.department}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            status = sign_html(unit.sign)
            if unit.overdue:
                status = f'<span class="mdx-overdue">{status}</span>'
            frame.html(
                f'<div class="mdx-missing-head"><b>{escape(unit.label)}</b>{status}'
                f'<span class="mdx-second">{escape(unit.told)}</span></div>'
            )
            collection_unchanged.button(context, chosen.key, unit)
        # 一件だけ残すと、残りを告げる行と同じ高さになる。
        shown = unit.rows if most is None or len(unit.rows) <= most + 1 else unit.rows[:most]
        rows = "".join(_missing_row(row) for row in shown)
        frame.html(f'<ul class="mdx-missing">{rows}</ul>')
        if len(shown) < len(unit.rows):
            paging.told(
                f"ほか{len(unit.rows) - len(shown)}件。上の「担当課」でこの課を選ぶか、「Excelで保存」で、すべて確かめられます"
            )


def _missing_row(row: MissingRow) -> str:
    sign = ANSWER_SIGNS[Answer.UNCHANGED]
    mark = mark_svg(sign.mark, 13, style=sign.style) if row.carries else ""
    return (
        f"<li>{mark_svg(ANSWER_SIGNS[Answer.SILENT].mark, 14)}<span>{escape(row.code)}</span>"
        f'<span class="mdx-missing-name">{escape(row.name)}</span>'
        f'<span class="mdx-second">{mark}{escape(row.note)}</span></li>'
    )
