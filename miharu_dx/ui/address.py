"""What stands in the address beyond the page: every name has a use, and what has none is said and taken out.

One quiet line under the head of the page tells of everything that was taken out or replaced, so that
a link never seems to show what it asked for and does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from miharu_dx.ui import frame, history_point
from miharu_dx.ui.filter_codes import ADDRESS_KEYS

# Names beside those of the filters: one action, the order of a list, the point in time, one submission.
ACTION, SORT, POINT, SUBMISSION = "action", "sort", "at", "submission"
# 履歴 alone: what is looked at, the kind and the period of versions, the record whose values are followed.
HISTORY = ("show", "group", "term", "row")
# 決定事項 alone: the meeting whose decisions are listed, and the one decision that is opened.
MEETING, DECISION = "meeting", "decision"
# 会議 alone: the edition that is looked at (by its meeting's number), and the one it is compared with.
EDITION, AGAINST = "edition", "against"
# 会議モード alone, beside the edition: the screen that stands on the wall, counted from 1.
SCREEN = "screen"
KNOWN: frozenset[str] = frozenset(
    (*ADDRESS_KEYS, ACTION, SORT, POINT, SUBMISSION, MEETING, DECISION, EDITION, AGAINST, SCREEN, *HISTORY)
)
# Names that mean something on these pages alone; elsewhere they have no use.
ONLY_ON: Mapping[str, frozenset[str]] = {
    SUBMISSION: frozenset(("history", "review")),
    SORT: frozenset(("actions",)),
    **dict.fromkeys(HISTORY[1:], frozenset(("history",))),
}
_NAME_SHOWN = 20
_NAMES_SHOWN = 3

_place: ContextVar[DeltaGenerator | None] = ContextVar("address_notes", default=None)


def settle() -> None:
    """Take out of the address what no page has a use for, and keep the place where that is told."""
    _place.set(st.container(key="address_notes", gap=None))
    here = history_point.here() or ""
    drop([name for name in st.query_params if name not in KNOWN or here not in ONLY_ON.get(name, (here,))])


def drop(names: Iterable[str]) -> None:
    """Take names out that have no use for what is shown, and tell of them."""
    strange = [name for name in names if name in st.query_params]
    for name in strange:
        del st.query_params[name]
    if strange:
        tell([unknown_names(strange)])


def read(name: str, offered: Iterable[str], label: str, shown: str) -> str | None:
    """Return a value of the address that is among those offered; any other is told and taken out.

    ``shown`` says what stands there instead. None where the address says nothing, or nothing that holds.
    """
    value = st.query_params.get(name)
    if value is None or value in set(offered):
        return value
    del st.query_params[name]
    tell([f"リンクの{label}「{cut(value)}」はないため、{shown}を表示しています。"])
    return None


def tell(notes: Iterable[str]) -> None:
    """Add sentences to the quiet line; before a page has one they stand where they are told."""
    text = "".join(notes)
    if not text:
        return
    place = _place.get()
    with place if place is not None else st.container(key="address_notes_here"):
        frame.html(f'<div class="mdx-quiet" role="status">{frame.as_markup(text)}</div>')


def unknown_names(names: Iterable[str]) -> str:
    """Return the sentence on names that mean nothing."""
    found = list(names)
    told = "".join(f"「{cut(name)}」" for name in found[:_NAMES_SHOWN])
    more = f"など{len(found)}個" if len(found) > _NAMES_SHOWN else ""
    return f"アドレスの{told}{more}は使わない項目のため、外しました。"


def cut(text: str) -> str:
    """Return a text as it is quoted; a long one ends in …."""
    return text if len(text) <= _NAME_SHOWN else f"{text[:_NAME_SHOWN]}…"
