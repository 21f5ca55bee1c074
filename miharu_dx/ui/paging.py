"""Long lists in pages: what is shown is said, and nothing is cut silently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from miharu_dx.ui import frame

T = TypeVar("T")
_BUTTON_PX = 44  # 番号と前後の矢印、一つの幅
_NUMBERS_SHOWN = 9


def page_of(rows: Sequence[T], size: int, *, key: str) -> tuple[Sequence[T], str]:
    """Show a row of page numbers where the rows pass one page; return the page's rows and what they are.

    The text names the rows (51〜60件目／60件) and is the whole count where all stand on one page.
    """
    total = len(rows)
    pages = max(1, -(-total // size))
    if pages == 1:
        return rows, f"{total}件"
    number = min(st.session_state.get(key, 1), pages)
    first = (number - 1) * size
    last = min(first + size, total)
    return rows[first:last], f"{first + 1}〜{last}件目／{total}件"


def pager(total: int, size: int, *, key: str) -> None:
    """Show the page numbers of a list; one page needs none."""
    pages = -(-total // size)
    if pages <= 1:
        return
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = pages
    with st.container(key=f"{key}_row", horizontal=True, horizontal_alignment="right"):
        # 幅を内容に任せると、部品は番号を一つしか出さない。
        st.pagination(pages, key=key, width=_BUTTON_PX * (min(pages, _NUMBERS_SHOWN) + 2))


def told(text: str) -> None:
    """Say which rows of how many are shown, above a list."""
    frame.html(f'<div class="mdx-note">{frame.as_markup(text)}</div>')
