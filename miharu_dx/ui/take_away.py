"""Buttons that let people take a file away; the file is made only when the button is pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import listing
from miharu_dx.services.context import Context
from miharu_dx.services.listing import TableFile
from miharu_dx.ui import frame

LABELS = {"xlsx": "Excelで保存", "csv": "CSVで保存"}
REFUSED = "{}_refused"


def buttons(
    context: Context,
    make: Callable[[], TableFile],
    file_stem: str,
    *,
    key: str,
    kinds: tuple[str, ...] = ("xlsx",),
) -> None:
    """Show a button for each kind of file; whoever may not export sees none."""
    if not context.actor.may(Permission.EXPORT):
        return
    for kind in kinds:
        file_button(
            LABELS[kind],
            lambda kind=kind: listing.written(context, make(), kind),
            f"{file_stem}.{kind}",
            listing.TYPES[kind],
            key=f"{key}_{kind}",
        )


def file_button(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    file_type: str,
    *,
    key: str,
    kind: Literal["primary", "secondary"] = "secondary",
) -> None:
    """Show a button that makes and saves a file when pressed.

    A refusal while the file is made is kept and said at the next run: the browser itself can only
    say that no file came.
    """
    kept: list[Refusal] = st.session_state.setdefault(REFUSED.format(key), [])
    while kept:
        refusal = kept.pop()
        frame.notice(refusal.message, refusal.next_step)

    def made() -> bytes:
        try:
            return make()
        except Refusal as refusal:
            kept.append(refusal)
            raise

    st.download_button(label, made, file_name, file_type, key=key, type=kind, on_click="ignore")
