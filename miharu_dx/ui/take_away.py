"""Buttons that let people take a table away as a file, made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.services import listing
from miharu_dx.services.context import Context
from miharu_dx.services.listing import TableFile

LABELS = {"xlsx": "Excelで保存", "csv": "CSVで保存"}


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
        st.download_button(
            LABELS[kind],
            lambda kind=kind: listing.written(context, make(), kind),
            f"{file_stem}.{kind}",
            listing.TYPES[kind],
            key=f"{key}_{kind}",
            on_click="ignore",
        )
