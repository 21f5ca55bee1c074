"""The panels of 担当課 as the page places them: nothing is counted here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.domain.collection import Timing
from miharu_dx.present.views.collection_signs import TIMING_SIGNS
from miharu_dx.present.views.department import Record
from miharu_dx.present.views.department_punctuality import (
    Punctuality,
    PunctualityCell,
    PunctualityRow,
)
from miharu_dx.present.views.submit_record import SubmissionRow
from miharu_dx.services.context import Context
from miharu_dx.services.department import DepartmentView
from miharu_dx.ui import frame, progress_pieces, review_pieces
from miharu_dx.ui.filter_codes import DEPARTMENT, FISCAL_YEAR, PERIOD, Filters
from miharu_dx.ui.marks import mark_svg

_RECORD = (
    frame.Column("日時", width="26%", wrap=False),
    frame.Column("ファイル"),
    frame.Column("結果"),
    frame.Column("版", "right", width="44px"),
)
_RECORD_ALL = (frame.Column("期", width="190px", wrap=False), *_RECORD)


def headline(view: DepartmentView) -> None:
    """Place which department it is, the finding, and the counts by rating at the right."""
    frame.headline(view.headline, f"{view.name}　{view.about}", aside=progress_pieces.figures(view.counts))


def to_submit(context: Context, chosen: Filters) -> None:
    """Offer the way to 提出 of this department and period to whoever may hand in for it."""
    if chosen.department is None or not context.actor.may(Permission.SUBMIT, chosen.department):
        return
    if st.button("提出へ進む", key="to_submit", type="primary"):
        codes = {
            FISCAL_YEAR: str(chosen.key.fiscal_year),
            PERIOD: context.plan.period_at(chosen.key).code,
            DEPARTMENT: chosen.department,
        }
        st.switch_page(frame.page_file("submit"), query_params=codes)


def punctuality(told: Punctuality) -> None:
    """Place the grid of days before and after the deadlines."""
    with frame.panel("punctuality", told.title, told.caption or None, stretch=False):
        if not told.rows:
            frame.empty(told.empty)
            return
        heads = "".join(
            f'<th scope="col"{_now(place == told.current)}>{escape(head)}</th>'
            for place, head in enumerate(told.heads)
        )
        body = "".join(_unit(row) for row in told.rows)
        frame.html(
            f'<table class="mdx-days"><thead><tr><th></th>{heads}</tr></thead><tbody>{body}</tbody></table>'
        )


def _now(current: bool) -> str:
    return ' class="mdx-now"' if current else ""


def _unit(row: PunctualityRow) -> str:
    kind = ' class="mdx-own"' if row.selected else ""
    cells = "".join(_day(cell) for cell in row.cells)
    return f'<tr{kind}><th scope="row">{escape(row.name)}</th>{cells}</tr>'


def _day(cell: PunctualityCell) -> str:
    if cell.timing is Timing.NOT_ASKED:
        told = f'<span class="mdx-day mdx-day-none" title="報告を求めていない">{escape(cell.text)}</span>'
        return f"<td>{told}</td>"
    drawn = TIMING_SIGNS[cell.timing] if cell.timing in (Timing.MISSING, Timing.PARTIAL) else None
    mark = mark_svg(drawn.mark, 13, style=drawn.style) if drawn else ""
    return f'<td><span class="mdx-day mdx-day-{cell.timing.value}">{mark}{escape(cell.text)}</span></td>'


def record(told: Record) -> None:
    """Place 提出の記録: the workbooks of the period, those of all periods one click away."""
    with frame.panel("record", told.title, told.caption, stretch=True):
        review_pieces.line(told.review)
        if told.rows:
            frame.table(_RECORD, [_cells(row) for row in told.top], dense=True)
        else:
            frame.empty(told.empty)
        more = len(told.all_rows) > len(told.top)
        if more and st.button(f"全{len(told.all_rows)}件を見る", key="all_record", type="tertiary"):
            _whole(told)


def _whole(told: Record) -> None:
    @st.dialog(told.title, width="large")
    def opened() -> None:
        rows = [[row.period, *_cells(row)] for row in told.all_rows]
        frame.table(_RECORD_ALL, rows, dense=True)

    opened()


def _cells(row: SubmissionRow) -> Sequence[str]:
    return (row.at, row.file_name, row.result, str(row.version))
