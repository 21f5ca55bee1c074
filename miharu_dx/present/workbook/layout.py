"""How much room text takes: row heights, comment boxes and pages, from widths in characters.

Not every program sizes rows by itself when it opens a file, so that heights are written which fit
from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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

SIDE_MARGIN_INCHES = 0.35
_SLACK_POINTS = 10  # 表計算ソフトごとの、列の幅の端数
_PAPER_POINTS = 297 / 25.4 * 72 - 2 * SIDE_MARGIN_INCHES * 72 - _SLACK_POINTS
READABLE_SCALE = 0.8  # 10ポイントの字が、紙の上で8ポイントを下回らない


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


@dataclass(frozen=True)
class PagePlan:
    """How a table stands on A4 landscape: the columns that begin a further page, and the scale in per cent.

    A spreadsheet program that is told only how many pages go side by side comes to the same: it scales as
    little as it must and fills one page after the other, whatever its fonts make of the widths.
    """

    breaks: tuple[int, ...]
    scale: int

    @property
    def pages(self) -> int:
        """How many pages stand side by side."""
        return len(self.breaks) + 1


def page_plan(widths: Sequence[float], repeated: int) -> PagePlan:
    """Return the fewest pages side by side on which the text stays readable.

    ``widths`` in characters; the first ``repeated`` columns are printed again on every page. What no
    break can make narrow enough is scaled down.
    """
    points = [column_pixels(width) * 0.75 for width in widths]
    head, own = sum(points[:repeated]), points[repeated:]
    room, scale = 0.0, 1.0
    for pages in range(1, len(own) + 2):
        room = _least_room(own, pages)
        scale = min(1.0, _PAPER_POINTS / (head + room)) if head + room else 1.0
        if scale >= READABLE_SCALE or pages >= len(own):
            break
    breaks = _filled(own, max(room, _PAPER_POINTS - head))
    return PagePlan(tuple(index + repeated for index in breaks), int(scale * 100))


def _least_room(widths: Sequence[float], pages: int) -> float:
    """Return the least width at which the columns go on that many pages, filled one after the other."""
    for room in sorted({sum(widths[a:b]) for a in range(len(widths)) for b in range(a + 1, len(widths) + 1)}):
        if room >= max(widths) and len(_filled(widths, room)) < pages:
            return room
    return 0.0


def _filled(widths: Sequence[float], room: float) -> tuple[int, ...]:
    """Return where a further page begins when each is filled as far as ``room`` goes."""
    breaks: list[int] = []
    used = 0.0
    for index, width in enumerate(widths):
        if used and used + width > room + 1e-6:
            breaks.append(index)
            used = 0.0
        used += width
    return tuple(breaks)


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
