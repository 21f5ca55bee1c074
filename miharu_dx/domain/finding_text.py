"""What a code of the findings says, kept apart so that every room of the catalogue can import it."""

from __future__ import annotations

from typing import Literal, NamedTuple


class FindingText(NamedTuple):
    """Severity, tier and the two sentences of a code; templates take ``shown``, ``label`` and args."""

    severity: Literal["block", "warn"]
    tier: Literal["file", "header", "row"]
    message: str
    fix: str
