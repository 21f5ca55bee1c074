"""Their cells at the left, what is understood at the right, and below them everything left aside."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.present.views.mapping import GridCell, GridView, LeftLine, ResultView, Understood
from miharu_dx.ui import frame

ACTIONS_SHOWN = 6  # 左の表と並べて見比べられる件数
_TONES = {
    "head": "見出し",
    "read": "読んだセル",
    "ask": "決めるセル",
    "left": "読まないセル",
}


def side_by_side(grid: GridView, result: ResultView, *, low: bool = False) -> None:
    """Show a part of their sheet beside what is understood of it; ``low`` leaves room for what is below."""
    size = "mdx-map-low" if low else "mdx-map-high"
    left, right = st.columns([1.35, 1], gap="small")
    with left, frame.panel("mapping_theirs", "渡された表", f"シート「{grid.sheet}」", aside=_legend()):
        frame.html(_grid(grid, size))
    with right, frame.panel("mapping_ours", "読み取った内容", result.sentence):
        if not result.understood:
            frame.empty("列を対応付けると、ここに読み取った内容が出ます。")
        rest = len(result.understood) - ACTIONS_SHOWN
        more = f'<p class="mdx-note">ほか{rest}件も、同じように読んでいます。</p>' if rest > 0 else ""
        actions = "".join(_action(one) for one in result.understood[:ACTIONS_SHOWN])
        frame.html(f'<div class="mdx-map-understood {size}">{actions}{more}</div>')


def left_panel(result: ResultView) -> None:
    """List every cell that was read past, by reason; what nobody decided about stands first."""
    count = sum(line.count for line in result.left if line.open)
    told = (
        f"まだ決めていないものが{count}か所あります"
        if count
        else "どれも、読まないと決めたものか表の外のものです"
    )
    caption = f"{result.left_count}か所。{told}" if result.left_count else "すべてのセルを読みました"
    with frame.panel("mapping_left", "読まなかったセル", caption, stretch=False):
        if result.left:
            frame.table(
                [
                    frame.Column("わけ", width="26%"),
                    frame.Column("数", "right", width="8%", wrap=False),
                    frame.Column("セル"),
                ],
                [[_why(line), f"{line.count}か所", line.cells] for line in result.left],
                dense=True,
            )


def _why(line: LeftLine) -> str:
    mark = f"{frame.mark_svg('diamond', 14)} <b>" if line.open else ""
    end = "</b>" if line.open else ""
    note = f'<br><span class="mdx-second">{escape(line.note)}</span>' if line.note else ""
    return frame.Markup(f"{mark}{escape(line.reason)}{end}{note}")


def _legend() -> str:
    return "".join(
        f'<span class="mdx-map-key mdx-map-{tone}">{escape(name)}</span>' for tone, name in _TONES.items()
    )


def _grid(view: GridView, size: str) -> str:
    head = "".join(f'<th scope="col">{letter}</th>' for letter in view.letters)
    more = '<th scope="col">…</th>' if view.more_columns else ""
    rows = "".join(
        f'<tr><th scope="row">{number}</th>{"".join(_cell(cell) for cell in cells)}</tr>'
        for number, cells in view.rows
    )
    notes: list[str] = []
    if view.rest:
        notes.append(f"ほか{view.rest}行")
    if view.more_columns:
        notes.append(f"ほか{view.more_columns}列")
    told = f'<p class="mdx-note">{"・".join(notes)}も読んでいます。</p>' if notes else ""
    return (
        f'<div class="mdx-map-sheet {size}"><table class="mdx-map-grid"><thead><tr><th></th>{head}{more}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{told}"
    )


def _cell(cell: GridCell) -> str:
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    title = f' title="{escape(cell.title, quote=True)}"' if cell.title else ""
    mark = frame.mark_svg("diamond", 11) if cell.tone == "ask" else ""
    return f'<td class="mdx-map-{cell.tone}"{across}{down}{title}>{mark}{escape(cell.text)}</td>'


def _action(one: Understood) -> str:
    items = "".join(
        f"<dt>{escape(item.label)}</dt><dd>{escape(item.value)}"
        f'<span class="mdx-map-at">{escape(item.cell)}</span>{_note(item.note)}</dd>'
        for item in one.items
    )
    return (
        f'<div class="mdx-map-action"><b>{escape(one.subject)}</b> <span class="mdx-second">{escape(one.code)}</span>'
        f"<dl>{items}</dl></div>"
    )


def _note(note: str) -> str:
    return f'<span class="mdx-second">{escape(note)}</span>' if note else ""
