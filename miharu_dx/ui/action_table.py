"""The table of actions as HTML: bars and small lines as inline SVG with their figures beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from miharu_dx.present import palette
from miharu_dx.present.views.common import NOTHING
from miharu_dx.present.views.progress_table import ActionRow, ActionTable
from miharu_dx.ui import frame
from miharu_dx.ui.marks import sign_html, stage_html

ROWS_AT_ONCE = 60  # 一続きで読める量。これをこえると、ページに分ける
ROWS_A_PAGE = 50

_BAR = 12
_TICK = 22
_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_PAD = 112.0, 34.0, 5.0

_LEGEND = (
    '<span class="mdx-key"><span>帯＝実績</span>'
    '<span><svg width="3" height="16" aria-hidden="true"><rect width="3" height="16" fill="#1A1A1A"/></svg>＝計画</span>'
    "<span>折れ線の点線＝計画</span></span>"
)


def legend(table: ActionTable) -> str:
    """Return what bar, tick and lines mean, as markup for the head of the panel; nothing without rows."""
    return _LEGEND if table.rows else ""


def place(table: ActionTable, *, key: str) -> None:
    """Put the table on the page; beyond ``ROWS_AT_ONCE`` rows it is cut into pages that say so."""
    if not table.rows and not table.grouped:
        frame.empty(table.empty)
        return
    first, last = _page(len(table.rows), key)
    frame.html(markup(table, first, last))
    if not table.rows:
        frame.empty(table.empty)


def _page(total: int, key: str) -> tuple[int, int]:
    """Return the first and one past the last row shown, after asking where there are many."""
    if total <= ROWS_AT_ONCE:
        return 0, total
    starts = list(range(0, total, ROWS_A_PAGE))
    chosen = st.segmented_control(
        f"{total}件のうち表示する行",
        starts,
        default=0,
        format_func=lambda start: f"{start + 1}〜{min(start + ROWS_A_PAGE, total)}件目",
        key=f"{key}_page",
        required=True,
    )
    first = int(chosen or 0)
    return first, min(first + ROWS_A_PAGE, total)


def markup(table: ActionTable, first: int, last: int) -> str:
    """Return the rows ``first`` to ``last`` under their headings; a heading goes on over a page's end."""
    lines: list[str] = []
    seen = 0
    for group in table.groups:
        shown = [row for number, row in enumerate(group.rows, seen) if first <= number < last]
        begun = seen < first
        seen += len(group.rows)
        if not shown and (group.rows or first or last < len(table.rows)):
            continue
        if group.heading:
            rest = "（続き）" if begun and shown else ""
            lines.append(_heading(group.heading + rest, len(group.rows), table))
        lines += [_row(row, table) for row in shown]
        if not group.rows and group.empty:
            lines.append(_nothing(group.empty, table))
    kind = "mdx-actions" if table.grouped else "mdx-actions mdx-actions-flat"
    return f'<table class="mdx-table {kind}">{_head(table)}<tbody>{"".join(lines)}</tbody></table>'


def _columns(table: ActionTable) -> Sequence[tuple[str, str]]:
    trail = f"推移 {table.trail_span}"
    if table.grouped:
        return (
            ("name", "取組事項・個別取組"), ("unit", "担当課"), ("stage", "実施段階"),
            ("rating", "評価（前回）"), ("progress", "実績／計画の進捗"), ("trail", trail),
        )  # fmt: skip
    return (
        ("code", "取組"), ("name", "個別取組"), ("stage", "実施段階"), ("rating", "評価"),
        ("before", "前回"), ("progress", "実績／計画の進捗"), ("trail", trail),
    )  # fmt: skip


def _head(table: ActionTable) -> str:
    cells = "".join(
        f'<th scope="col" class="mdx-col-{name}">{escape(title)}</th>' for name, title in _columns(table)
    )
    return f"<thead><tr>{cells}</tr></thead>"


def _heading(text: str, count: int, table: ActionTable) -> str:
    number = f'<span class="mdx-group-count">{count}件</span>' if count else ""
    return f'<tr class="mdx-group"><td colspan="{len(_columns(table))}">{escape(text)}{number}</td></tr>'


def _nothing(text: str, table: ActionTable) -> str:
    return f'<tr class="mdx-none"><td colspan="{len(_columns(table))}">{escape(text)}</td></tr>'


def _row(row: ActionRow, table: ActionTable) -> str:
    stage = row.stage
    staged = (
        stage_html(stage.name, stage.cells, dark=stage.meaning == "done", stopped=stage.meaning == "stopped")
        if stage
        else NOTHING
    )
    rated = sign_html(row.sign)
    figures = f"<b>{escape(row.progress_text)}</b>／{escape(row.planned_text)}"
    told = {
        "code": escape(row.initiative),
        "name": _name(row),
        "unit": escape(row.department_name),
        "stage": staged,
        "rating": rated
        + (f'<span class="mdx-before">{escape(row.before_text)}</span>' if table.grouped else ""),
        "before": f'<span class="mdx-second">{escape(_plain_before(row))}</span>',
        "progress": f'<span class="mdx-progress">{bullet(row)}<span class="mdx-progress-text">{figures}</span></span>',
        "trail": sparkline(row),
    }
    cells = "".join(f'<td class="mdx-col-{name}">{told[name]}</td>' for name, _ in _columns(table))
    return f"<tr>{cells}</tr>"


def _plain_before(row: ActionRow) -> str:
    if row.before and row.before != row.sign.word:
        return f"{row.before}から"
    return row.before_text.removeprefix("前回と")


def _name(row: ActionRow) -> str:
    whole = f"{row.code} {row.name}"
    second = ""
    if row.remark:
        second = f'<span class="mdx-remark" title="{escape(row.remark_told)}">{escape(row.remark)}</span>'
    return f'<span class="mdx-name" title="{escape(whole)}">{escape(row.name)}</span>{second}'


def bullet(row: ActionRow) -> str:
    """Return the bar of what was reached with a tick where the plan wants it; 0–100 over the whole width."""
    parts = [f'<rect y="{(_TICK - _BAR) // 2}" width="100%" height="{_BAR}" fill="{palette.RULE}"/>']
    if row.actual is not None:
        parts.append(
            f'<rect y="{(_TICK - _BAR) // 2}" width="{_percent(row.actual)}" height="{_BAR}" fill="{palette.ACTUAL}"/>'
        )
    if row.planned is not None:
        # 地と同じ色の縁で、帯の上でも計画の線が見えるようにする。
        parts.append(
            f'<rect x="{_percent(row.planned)}" width="5" height="{_TICK}" fill="{palette.WHITE}" transform="translate(-2.5)"/>'
            f'<rect x="{_percent(row.planned)}" width="3" height="{_TICK}" fill="{palette.TEXT}" transform="translate(-1.5)"/>'
        )
    return f'<svg class="mdx-bullet" height="{_TICK}" role="img" aria-label="{escape(row.bullet_alt)}">{"".join(parts)}</svg>'


def _percent(value: float) -> str:
    return f"{max(0.0, min(100.0, value)):g}%"


def sparkline(row: ActionRow) -> str:
    """Return reported progress over all periods, solid, with the plan dashed; a silence breaks the line."""
    lines = [
        f'<path d="M0 {_y(0):g}H{_SPARK_WIDTH:g}" stroke="#C8C8C8" fill="none"/>',
        *_lines(
            [point.planned for point in row.trail],
            f'stroke="{palette.PLANNED}" stroke-width="1.4" stroke-dasharray="3 2.5"',
        ),
        *_lines([point.actual for point in row.trail], f'stroke="{palette.ACTUAL}" stroke-width="2.2"'),
    ]
    known = [(n, point.actual) for n, point in enumerate(row.trail) if point.actual is not None]
    if known:
        number, value = known[-1]
        lines.append(
            f'<circle cx="{_x(number, len(row.trail)):g}" cy="{_y(value):g}" r="3.4" fill="{palette.ACTUAL}"/>'
        )
    return (
        f'<svg class="mdx-spark" viewBox="0 0 {_SPARK_WIDTH:g} {_SPARK_HEIGHT:g}" role="img"'
        f' aria-label="{escape(row.trail_alt)}">{"".join(lines)}</svg>'
    )


def _lines(values: Sequence[float | None], style: str) -> Iterable[str]:
    run: list[str] = []
    for number, value in enumerate([*values, None]):
        if value is not None:
            run.append(f"{_x(number, len(values)):g} {_y(value):g}")
            continue
        if len(run) > 1:
            yield f'<path d="M{"L".join(run)}" fill="none" {style}/>'
        elif run and "dash" not in style:
            x, y = run[0].split()
            yield f'<circle cx="{x}" cy="{y}" r="1.6" fill="{palette.ACTUAL}"/>'
        run = []


def _x(number: int, count: int) -> float:
    room = _SPARK_WIDTH - 2 * _SPARK_PAD
    return round(_SPARK_PAD + (room * number / (count - 1) if count > 1 else room), 1)


def _y(value: float) -> float:
    room = _SPARK_HEIGHT - 2 * _SPARK_PAD
    return round(_SPARK_HEIGHT - _SPARK_PAD - room * max(0.0, min(100.0, value)) / 100, 1)
