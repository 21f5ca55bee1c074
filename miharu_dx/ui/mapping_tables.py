"""The first step of a mapping: which tables are read, and how many lines their headings have."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from miharu_dx.present.views.mapping import TableLine
from miharu_dx.services.mapping import Examined
from miharu_dx.ui import frame, mapping_state
from miharu_dx.ui.mapping_state import WIDGET, Draft


def show(own: Draft, found: Examined, lines: tuple[TableLine, ...]) -> None:
    """Show each kind of table with its place, size and headings."""
    told = f"{len(found.book.tables)}つの表が見つかりました。進捗や指標の入った表を選びます"
    with frame.panel("mapping_tables", "表を選ぶ", told):
        if found.saved is None:
            frame.html(
                '<p class="mdx-lead">様式ではない表なので、どの列が何かを、初めに一度だけ決めます。'
                "<b>決めたことは保存し、次に同じ見出しの表を渡したときは聞きません。</b></p>"
            )
        if found.written:
            frame.html(f'<p class="mdx-note">{escape(found.written)}。</p>')
        for number, line in enumerate(lines):
            _table(line, f"{own.turn}_{number}")


def _table(line: TableLine, mark: str) -> None:
    with st.container(key=f"mapping_table_{mark}"):
        use, told, heads = st.columns([1, 5, 1], gap="medium", vertical_alignment="center")
        with use:
            key = WIDGET.format(f"used_{mark}")
            st.session_state[key] = line.used
            st.checkbox(
                "この表を読む",
                key=key,
                on_change=lambda: mapping_state.change_table(
                    line.signature, lambda table: replace(table, used=bool(st.session_state[key]))
                ),
            )
        with told:
            matched = f"個別取組と合った行 {line.matched}行" if line.used else "読まない"
            title = f'<span class="mdx-second">{escape(line.title)}</span><br>' if line.title else ""
            frame.html(
                f'<div class="mdx-map-table">{title}<b>{escape("、".join(line.places))}</b>'
                f"　{line.rows}行（{escape(matched)}）<br>"
                f'<span class="mdx-second">見出し：{escape(line.headings)}</span></div>'
            )
        with heads:
            mapping_state.select(
                "見出しの行数",
                {str(count): f"{count}行" for count in range(1, line.most_heads + 1)},
                str(line.head_rows),
                f"heads_{mark}",
                lambda count: mapping_state.correct_heads(line.keys, int(count)),
            )
