"""How long a matter has been talked about: the time its screen stood on the wall, in this session."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

# Session state: seconds spent on each matter, and the matter on the wall with the moment it came there.
SPENT, RUNNING = "deck_spent", "deck_running"


def spent(matter: str, now: datetime) -> int:
    """Return the whole seconds a matter was on the wall, and let the time of any other stand still."""
    told: dict[str, float] = st.session_state.setdefault(SPENT, {})
    running: tuple[str, datetime] | None = st.session_state.get(RUNNING)
    if running is not None:
        name, since = running
        told[name] = told.get(name, 0.0) + max(0.0, (now - since).total_seconds())
    st.session_state[RUNNING] = (matter, now)
    return int(told.get(matter, 0.0))


def label(seconds: int) -> str:
    """Return minutes and seconds as a clock shows them (1:05)."""
    return f"{seconds // 60}:{seconds % 60:02d}"
