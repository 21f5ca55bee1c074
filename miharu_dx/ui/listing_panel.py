"""The table of 一覧: fifty rows a page, nothing cut without saying so."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.standing import rounded
from miharu_dx.present.views.common import NOTHING
from miharu_dx.present.views.listing import ListingRow, ListingView
from miharu_dx.ui import frame
from miharu_dx.ui.marks import UNREPORTED_MARK, rating_html, stage_html

ROWS_SHOWN = 50  # 一度に読める量。残りはページを送るか、ファイルで持ち帰る

COLUMNS = (
    frame.Column("コード", width="96px", wrap=False),
    frame.Column("個別取組"),
    frame.Column("取組事項"),
    frame.Column("担当課", width="110px"),
    frame.Column("実施段階", width="120px"),
    frame.Column("評価", width="110px"),
    frame.Column("前期評価", width="90px"),
    frame.Column("進捗／計画", "right", width="110px"),
    frame.Column("課題"),
)


def table(view: ListingView) -> None:
    """Show the rows of the chosen page with the count above."""
    total = len(view.rows)
    if not total:
        frame.empty("年度・期・担当課の条件を変えるか、「管理」で個別取組を登録すると、ここに出ます。")
        return
    first = 0
    if total > ROWS_SHOWN:
        starts = list(range(0, total, ROWS_SHOWN))
        first = (
            st.segmented_control(
                "表示する行",
                starts,
                default=0,
                format_func=lambda start: f"{start + 1}〜{min(start + ROWS_SHOWN, total)}件目",
                key="listing_page",
                required=True,
            )
            or 0
        )
    shown = view.rows[first : first + ROWS_SHOWN]
    frame.table(COLUMNS, [_cells(row) for row in shown], dense=True)


def _cells(row: ListingRow) -> list[str]:
    stage = row.stage
    report = row.standing.report
    return [
        row.code,
        row.name,
        row.initiative,
        row.department_label,
        frame.Markup(
            stage_html(
                stage.name, stage.cells, dark=stage.meaning == "done", stopped=stage.meaning == "stopped"
            )
        )
        if stage
        else NOTHING,
        frame.Markup(rating_html(row.mark or UNREPORTED_MARK, row.word)),
        row.previous or NOTHING,
        _progress(row),
        _shortened(report.issue if report else ""),
    ]


def _progress(row: ListingRow) -> str:
    planned = NOTHING if row.planned is None else f"{rounded(row.planned)}%"
    if row.standing.report is None:
        return frame.Markup(f"―（未報告）／{escape(planned)}")
    actual = NOTHING if row.progress is None else f"{rounded(row.progress)}%"
    return frame.Markup(f"<b>{escape(actual)}</b>／{escape(planned)}")


def _shortened(text: str) -> str:
    if not text:
        return ""
    return frame.Markup(f'<span class="mdx-two-lines" title="{escape(text)}">{escape(text)}</span>')
