"""What 履歴 keeps in its address, so that a link opens the same list, submission or value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from miharu_dx.ui import address

# 見るもの・種別・担当課・期・提出の番号・個別取組・どの記録か。
SHOW, GROUP, DEPARTMENT, PERIOD = "show", "group", "department", "term"
SUBMISSION, ACTION, ROW = "submission", "action", "row"
VALUES = "values"
# What the list alone, or the values alone, keep in the address.
OF_LIST, OF_VALUES = (GROUP, PERIOD), (ACTION, ROW)
# Session state: which part of a submission is looked at.
PART, CHANGES = "history_part", "changes"
WIDGET = "history_{}"
_DIGITS = 9


def told(name: str) -> str:
    """Return what stands in the address under a name, blank where nothing does."""
    return st.query_params.get(name, "")


def number() -> int | None:
    """Return the number of the submission to open, none where the address names none."""
    text = told(SUBMISSION)
    if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    address.read(SUBMISSION, (), "提出の番号", "一覧")
    return None


def tell(**codes: str) -> None:
    """Write codes into the address; blank ones are left out of it."""
    for name, code in codes.items():
        if code:
            st.query_params[name] = code
        elif name in st.query_params:
            del st.query_params[name]


def picked(name: str, *forget: str) -> Callable[[], None]:
    """Return what writes a widget's choice into the address and forgets what depended on the last one."""

    def write() -> None:
        tell(**{name: str(st.session_state[WIDGET.format(name)] or "")}, **dict.fromkeys(forget, ""))

    return write


def select(name: str, label: str, options: Mapping[str, str], width: int, *forget: str) -> str:
    """Show a list whose choice stands in the address; one that is not offered becomes the first."""
    key = WIDGET.format(name)
    code = _code(name, label, options)
    st.session_state[key] = code
    st.selectbox(
        label,
        list(options),
        format_func=lambda one: options.get(one, one),
        key=key,
        on_change=picked(name, *forget),
        filter_mode=None,
        width=width,
    )
    return code


def _code(name: str, label: str, options: Mapping[str, str]) -> str:
    first = next(iter(options))
    return address.read(name, options, label, f"「{options[first]}」") or first


def segments(name: str, label: str, options: Mapping[str, str], *forget: str) -> str:
    """Show choices side by side, the one chosen in the address."""
    key = WIDGET.format(name)
    code = _code(name, label, options)
    st.session_state[key] = code
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=picked(name, *forget),
        required=True,
    )
    return code
