"""How much room a text takes on a slide, and how rows are dealt out to slides so that none overflows.

Every length is in px of a slide of 1920 × 1080; a slide in another window is the same slide, scaled.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from math import ceil
from typing import TypeVar

T = TypeVar("T")

WIDTH = 1792  # 左右の余白64を除いた幅
SMALLEST = 24  # 投影して後ろの席から読める、いちばん小さい字
NARROW, BODY = 28, 32
HEADLINE, HEADLINE_TWO = 56, 50
# 見出しが一行のときと二行のときに、見出しと下の帯の間に残る高さ。
ROOM_ONE, ROOM_TWO = 840, 784
PANEL_HEAD, COLUMN_HEAD = 60, 46

_WIDE = frozenset("WFA")
_NARROW_EM = 0.64  # 英数字は字によって広さが違うため、広いほうに見込む
_PHRASE_EM = 4  # 文節で折るときに、行の終わりに残る空き
_LINE = 1.32


def em(text: str) -> float:
    """Return the width of a text in characters of full width, never less than what is drawn."""
    return sum(
        1.0 if unicodedata.east_asian_width(letter) in _WIDE else _NARROW_EM
        for letter in text
        if not unicodedata.combining(letter)
    )


def lines(text: str, width: float, size: float, *, phrases: bool = False) -> int:
    """Return how many lines a text takes at most in a column; ``phrases`` breaks between phrases only."""
    whole = em(text)
    if whole <= width / size:
        return 1
    return ceil(whole / max(width / size - (_PHRASE_EM if phrases else 1), 1.0))


def height(text: str, width: float, size: float) -> float:
    """Return the height of a text in a column."""
    return lines(text, width, size) * size * _LINE


def cut(text: str, most: float) -> str:
    """Return a text in one line of at most ``most`` full-width characters; a longer one ends in …."""
    told = " ".join(text.split())
    if em(told) <= most:
        return told
    kept, used = "", 1.0
    for letter in told:
        used += em(letter)
        if used > most:
            break
        kept += letter
    return f"{kept}…"


def one_line(headline: str) -> bool:
    """Whether a headline stands in one line of its own size."""
    return lines(headline, WIDTH, HEADLINE, phrases=True) == 1


def room(headline: str) -> float:
    """Return the height left for the body below a headline."""
    return ROOM_ONE if one_line(headline) else ROOM_TWO


HEADLINE_MOST = 2 * (WIDTH / HEADLINE_TWO - _PHRASE_EM)


def headline_cut(text: str) -> str:
    """Return a sentence as a headline: two lines at most."""
    return cut(text, HEADLINE_MOST)


def evenly(
    rows: Sequence[T], height_of: Callable[[T], float], most: float, count: int = 99
) -> tuple[tuple[T, ...], ...]:
    """Return rows dealt out like ``dealt``, to as many slides, but with the same number of rows on each if that fits."""
    found = dealt(rows, height_of, most, count)
    if not found:
        return found
    even = dealt(rows, height_of, most, ceil(len(rows) / len(found)))
    return even if len(even) == len(found) else found


def dealt(
    rows: Sequence[T], height_of: Callable[[T], float], most: float, count: int = 99
) -> tuple[tuple[T, ...], ...]:
    """Return rows dealt out in order to slides of ``most`` px and ``count`` rows; one row at least on each.

    A row that is higher than a slide stands alone on its own.
    """
    found: list[list[T]] = []
    used = 0.0
    for row in rows:
        tall = height_of(row)
        if not found or used + tall > most or len(found[-1]) >= count:
            found.append([])
            used = 0.0
        found[-1].append(row)
        used += tall
    return tuple(tuple(part) for part in found)
