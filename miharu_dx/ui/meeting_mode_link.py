"""Where the full-screen walk through a meeting is found."""

from __future__ import annotations

from miharu_dx.ui.address import EDITION
from miharu_dx.ui.frame import PAGES

_PAGE = "meeting_mode"


def address(number: int | None = None) -> str:
    """Return the address of an edition's slides, of the present state's for none; blank where there are none."""
    if all(entry.url_path != _PAGE for entry in PAGES):
        return ""
    return _PAGE if number is None else f"{_PAGE}?{EDITION}={number}"
