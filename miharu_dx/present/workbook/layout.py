"""How much room text takes: row heights, comment boxes and pages, from widths in characters.

Not every program sizes rows by itself when it opens a file, so that heights are written which fit
from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

FONT_POINTS = 10
_EM_PIXELS = FONT_POINTS * 96 / 72
_HALF_WIDTH = 0.72  # BIZ UDPゴシックの英数字の幅（全角を1とする）。数字は0.76
_SLIM_SIGNS = "（）「」、。・"
_SLIM_WIDTH = 0.62  # 同じく、約物の幅
_DIGIT_PIXELS = 7  # 列の幅の単位。標準のスタイルの数字1字の幅
_CELL_PADDING = 5
LINE_POINTS = 12.75
ROW_MARGIN_POINTS = 4.5
ROW_LIMIT_POINTS = 409.0  # Excelの行の高さの上限

_PAGE_WIDTH_POINTS = 297 / 25.4 * 72
SIDE_MARGIN_INCHES = 0.35
READABLE_SCALE = 0.65  # 10ポイントの字が、紙の上で6.5ポイントを下回らない


def column_pixels(width: float) -> int:
    """Return the pixels of a column ``width`` characters wide."""
    return int(width * _DIGIT_PIXELS + _CELL_PADDING)


def line_count(text: str, pixels: float) -> int:
    """Return how many lines the text takes in a space that many pixels wide.

    Full-width text seldom fills a line to its last pixel, so that a text of several lines is given
    one em less for each.
    """
    return sum(_lines(_text_pixels(line), pixels) for line in text.split("\n"))


def _lines(needed: float, pixels: float) -> int:
    if needed <= pixels:
        return 1
    return ceil(needed / max(pixels - _EM_PIXELS, _EM_PIXELS))


def _text_pixels(line: str) -> float:
    ascii_signs = len(line.encode("ascii", "ignore"))
    slim = sum(map(line.count, _SLIM_SIGNS))
    return (len(line) - ascii_signs * (1 - _HALF_WIDTH) - slim * (1 - _SLIM_WIDTH)) * _EM_PIXELS


def row_points(cells: Iterable[tuple[str, float]], least: int = 1) -> float:
    """Return the height of a row of wrapped texts, each given with its column's width in characters."""
    most = least
    for text, width in cells:
        most = max(most, line_count(text, column_pixels(width) - _CELL_PADDING))
    return min(most * LINE_POINTS + ROW_MARGIN_POINTS, ROW_LIMIT_POINTS)


def pages_wide(widths: Sequence[float], repeated: int) -> int:
    """Return how many A4 landscape pages side by side keep the text readable.

    ``widths`` in characters; the first ``repeated`` columns are printed again on every page.
    """
    paper = _PAGE_WIDTH_POINTS - 2 * SIDE_MARGIN_INCHES * 72
    points = [column_pixels(width) * 0.75 for width in widths]
    room = paper / READABLE_SCALE
    head = sum(points[:repeated])
    pages, used = 1, head
    for column in points[repeated:]:
        if used + column > room and used > head:
            pages, used = pages + 1, head
        used += column
    return pages


def comment_size(text: str, points: int) -> tuple[int, int]:
    """Return width and height in pixels of a comment box that shows the whole text."""
    em = points * 96 / 72
    longest = max(_text_pixels(line) for line in text.split("\n")) * points / FONT_POINTS
    width = min(max(int(longest + 3 * em), 140), 300)
    lines = sum(
        max(1, ceil(_text_pixels(line) * points / FONT_POINTS / (width - 2 * em)))
        for line in text.split("\n")
    )
    return width, int(lines * em * 1.45 + em)
