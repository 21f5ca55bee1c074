"""Buttons that let people take a file away; the file is made only when the button is pressed."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Literal

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import listing
from miharu_dx.services.context import Context
from miharu_dx.services.listing import TableFile

log = logging.getLogger(__name__)

LABELS = {"xlsx": "Excelで保存", "csv": "CSVで保存"}
REFUSED = "{}_refused"
WHY = "作れなかった理由"
FAILED = "ファイルを作れませんでした。データには何も起きていません。"

Reason = tuple[str, str]  # 何が起きたかと、次にすること


def buttons(
    context: Context,
    make: Callable[[], TableFile],
    file_stem: str,
    *,
    key: str,
    kinds: tuple[str, ...] = ("xlsx",),
) -> None:
    """Show a button for each kind of file, its name ending in the version; whoever may not export sees none."""
    if not context.actor.may(Permission.EXPORT):
        return
    version = context.store.version if context.at is None else context.at
    for kind in kinds:
        file_button(
            LABELS[kind],
            lambda kind=kind: listing.written(context, make(), kind),
            f"{file_stem}_版{version}.{kind}",
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

    The file is made outside of any run, and the browser itself can only say that none came. So the
    reason is kept, and a hidden button, pressed by the page when the browser says so, tells it at once.
    """
    kept: list[Reason] = st.session_state.setdefault(REFUSED.format(key), [])
    while kept:
        message, next_step = kept.pop()
        st.toast(f"■ **{message}**\n\n{next_step}", duration="infinite")

    def made() -> bytes:
        try:
            return make()
        except Refusal as refusal:
            kept.append((refusal.message, refusal.next_step))
            raise
        except Exception:
            number = secrets.token_hex(4).upper()
            log.exception("incident %s", number)
            kept.append((FAILED, f"続くときは、番号 {number} を事務局へ知らせてください。"))
            raise

    st.download_button(label, made, file_name, file_type, key=key, type=kind, on_click="ignore")
    st.button(WHY, key=f"why_{key}", type="tertiary")
