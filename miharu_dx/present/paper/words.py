"""Signs and texts as the templates take them: plain values, every choice already made."""

from __future__ import annotations

from miharu_dx.present.palette import Sign


def sign_words(sign: Sign) -> dict[str, object]:
    """Return a sign: its glyph in its ink, and the word beside it."""
    return {"glyph": sign.glyph, "word": sign.word, "ink": sign.style.ink, "bold": sign.style.bold}


def one_line(text: str, longest: int) -> str:
    """Return a text on one line, cut with … where it is longer than ``longest`` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
