"""Reasons people give for a return, a closing or a late change: said in one line, never too long."""

from __future__ import annotations

from miharu_dx.config import REASON_CHARACTERS
from miharu_dx.domain.refusal import Refusal


def told_reason(text: str) -> str:
    """Return a reason as it is kept, on one line; blank where nothing was said. Refuses one too long."""
    told = " ".join(text.split())
    if len(told) > REASON_CHARACTERS:
        raise Refusal("reason.too_long", count=len(told), limit=REASON_CHARACTERS)
    return told
