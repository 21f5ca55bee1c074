"""What a submission brought, in the window of 確認: old → new, one value a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from miharu_dx.present.views.review_detail import ChangeTable
from miharu_dx.present.views.submit import DiffGroup, DiffRow
from miharu_dx.ui import frame, paging

GROUPS_SHOWN = 8  # 一つの窓で読み通せる個別取組の数


def show(told: ChangeTable, *, key: str) -> None:
    """Show a table of changes, some actions at a time."""
    frame.html(
        f'<div class="mdx-review-head"><b>{escape(told.title)}</b>'
        f'　<span class="mdx-second">{escape(told.caption)}</span></div>'
    )
    groups, shown = paging.page_of(told.groups, GROUPS_SHOWN, key=key)
    if len(told.groups) > GROUPS_SHOWN:
        paging.told(shown)
    columns = (
        frame.Column("セル", width="86px"),
        frame.Column("個別取組", width="18%"),
        frame.Column("項目", width="11%"),
        frame.Column(told.before, width="22%"),
        frame.Column("後", width="27%"),
        frame.Column("気をつける点"),
    )
    frame.table(columns, list(_lines(groups)), dense=True)
    paging.pager(len(told.groups), GROUPS_SHOWN, key=key)


def _lines(groups: Sequence[DiffGroup]) -> Iterator[list[str]]:
    for group in groups:
        for number, row in enumerate(group.rows):
            name = "" if number else group.subject
            yield [f"{row.sheet} {row.cell}".strip(), name, row.label, _old(row), _new(row), row.note]


def _old(row: DiffRow) -> str:
    return frame.Markup(frame.sign_html(row.old_sign)) if row.old_sign else row.old


def _new(row: DiffRow) -> str:
    new = frame.sign_html(row.new_sign) if row.new_sign else escape(row.new)
    return frame.Markup(f'<span class="mdx-review-new">{new}</span>')
