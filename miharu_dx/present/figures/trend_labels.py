"""Where the words of the line figure stand: at their lines, apart from one another and from the axes.

Every label has places it may take around its point, the best first. Labels are placed in the order of
what must be read; one that finds no free place is left out, because the table tells every figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from miharu_dx.present import palette
from miharu_dx.present.figures.common import SMALL_PX, note
from miharu_dx.present.views.trend_curve import Chart, Point

LABEL_PX = 18
REFERENCE_INK = "#595959"
# The narrowest a panel gets; a wider one only moves points further apart.
LAID_OUT_PX = 590
_FIGURE_WIDTH, _PERCENT_WIDTH, _BLANK_WIDTH, _BOLD = 0.74, 1.05, 0.4, 1.06
_LINE_HEIGHT = 1.3
# Two labels on one level are told apart by this much white.
_BESIDE = 6
# A label of the plan closer than this many years to the last reported value says nothing new.
_CLOSE = 1.0


@dataclass(frozen=True)
class Room:
    """The figure in px: its height, what stands around the lines, and the years they run over."""

    height: float
    left: float
    right: float
    top: float
    bottom: float
    years: tuple[float, float]
    levels: tuple[float, float]

    def at(self, x: float, value: float) -> tuple[float, float]:
        """Return a point in px from the upper left corner."""
        first, last = self.years
        low, high = self.levels
        across = LAID_OUT_PX - self.left - self.right
        down = self.height - self.top - self.bottom
        return (
            self.left + across * (x - first) / (last - first),
            self.top + down * (high - value) / (high - low),
        )


@dataclass(frozen=True)
class _Side:
    """A place around a point: which end of the text is tied there, and how far off in px."""

    anchor: str
    valign: str
    xshift: float
    yshift: float


_RIGHT_ABOVE = _Side("left", "middle", 10, 2)
_RIGHT_BELOW = _Side("left", "middle", 10, -12)
_ON_AXIS = _Side("left", "bottom", 10, -1)
_LEFT = _Side("right", "middle", -10, 2)
_UP_LEFT = _Side("right", "bottom", -6, 8)
_UP_RIGHT = _Side("left", "bottom", 4, 10)
_UP = _Side("center", "bottom", 0, 11)
_FAR_UP_LEFT = _Side("right", "bottom", -6, 30)
_FAR_UP_RIGHT = _Side("left", "bottom", 6, 30)
_DOWN_RIGHT = _Side("left", "top", 10, -6)
_DOWN = _Side("center", "top", 0, -11)
_FAR_DOWN_RIGHT = _Side("left", "top", 10, -26)
_ABOVE = (_UP_LEFT, _UP_RIGHT, _UP, _FAR_UP_LEFT, _FAR_UP_RIGHT)
_BELOW = (_DOWN_RIGHT, _DOWN, _FAR_DOWN_RIGHT)


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right + _BESIDE
            and other.left < self.right + _BESIDE
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


@dataclass(frozen=True)
class _Wish:
    """A label that wants a place: ``sides`` at ``spots``, the best first; one that must stand is never left out."""

    text: str
    color: str
    size: int
    spots: tuple[Point, ...]
    sides: tuple[_Side, ...]
    must: bool = False

    @property
    def bold(self) -> bool:
        return self.text.startswith("<b>")


def left_room(chart: Chart) -> float:
    """Return the room left of the first point in years: more where all that is said stands there."""
    return 1.05 if _begins(chart) else 0.22


def _begins(chart: Chart) -> bool:
    """Whether nothing was reported after the plan's first fiscal year."""
    now = chart.total.actual[-1] if chart.total.actual else None
    return now is None or now.x <= chart.years[0].fiscal_year


def right_margin(chart: Chart) -> int:
    """Return the room at the right end: more where the last reported value stands there itself."""
    last = chart.years[-1].fiscal_year if chart.years else 0
    now = chart.total.actual[-1] if chart.total.actual else None
    return 128 if now is not None and now.x >= last else 96


def labels(chart: Chart, room: Room) -> list[dict[str, Any]]:
    """Return the annotations of the whole, none of them on another, on an axis or out of the figure."""
    taken: list[_Box] = []
    found: list[dict[str, Any]] = []
    strokes = _strokes(chart, room)
    for wish in _wishes(chart):
        spot = _placed(wish, room, taken, strokes)
        if spot is None:
            continue
        point, side, box = spot
        taken.append(box)
        found.append(
            note(
                wish.text,
                x=point.x,
                y=point.value,
                xref="x",
                size=wish.size,
                color=wish.color,
                anchor=side.anchor,
                valign=side.valign,
                xshift=side.xshift,
                yshift=side.yshift,
            )
        )
    return found


def _wishes(chart: Chart) -> Iterator[_Wish]:
    """Yield the labels in the order of what must be read: now, its plan, the plan's end, then the rest."""
    total = chart.total
    now = total.actual[-1] if total.actual else None
    behind = total.gap is None or total.gap <= 0
    if now is not None:
        beside = (_RIGHT_BELOW, _RIGHT_ABOVE) if behind else (_RIGHT_ABOVE, _RIGHT_BELOW)
        around = (*_BELOW, *_ABOVE) if behind else (*_ABOVE, *_BELOW)
        text = f"<b>実績 {now.text}</b>"
        yield _Wish(text, palette.ACTUAL, LABEL_PX, (now,), (*beside, _ON_AXIS, *around), must=True)
    steady = {point.x: point for point in chart.reference}
    later = [point for point in total.planned if now is None or point.x >= now.x]
    for point in later:
        if now is not None and point.x == now.x:
            both = not _begins(chart) and point.x in steady and steady[point.x].text == point.text
            text = f"{'計画・目安とも' if both else '計画'} {point.text}"
            sides = (*_ABOVE, *_BELOW) if behind else (*_BELOW, *_ABOVE)
            beside = (_LEFT, _RIGHT_ABOVE, _RIGHT_BELOW)
            yield _Wish(text, palette.SECOND, SMALL_PX, (point,), (*sides, *beside), must=True)
    if later and (now is None or later[-1].x > now.x):
        end = later[-1]
        sides = (_RIGHT_ABOVE, _UP_LEFT, *_BELOW)
        yield _Wish(f"計画 {end.text}", palette.SECOND, SMALL_PX, (end,), sides, must=True)
    for point in reversed(total.actual[:-1]):
        above = next((other.value for other in total.planned if other.x == point.x), 100.0) < point.value
        sides = (*_ABOVE[:3], *_BELOW) if above else (*_BELOW, *_ABOVE[:3])
        yield _Wish(point.text, palette.ACTUAL, SMALL_PX, (point,), sides)
    yield from _reference(chart, now)
    for point in later[:-1]:
        if now is None or point.x - now.x >= _CLOSE:
            higher = point.x in steady and steady[point.x].value > point.value
            sides = (*_BELOW[:2], *_ABOVE[:3]) if higher else (*_ABOVE[:3], *_BELOW[:2])
            yield _Wish(f"計画 {point.text}", palette.SECOND, SMALL_PX, (point,), sides)


def _reference(chart: Chart, now: Point | None) -> Iterator[_Wish]:
    """Yield the reference's name, with a figure at a year's end, else between two of them without one."""
    points = chart.reference
    if not points:
        return
    planned = {point.x: point.value for point in chart.total.planned}

    def apart(point: Point) -> float:
        return -abs(planned.get(point.x, point.value) - point.value)

    # The far end belongs to the plan's own label; where there is no plan the name may stand there.
    ends = sorted((p for p in points if p is not points[-1] or p.x not in planned), key=apart)
    free = [p for p in ends if now is None or p.x - now.x >= _CLOSE]
    over = [p for p in free if planned.get(p.x, 100.0) < p.value]
    under = [p for p in free if p not in over]
    for spots, sides in ((over, _ABOVE[:3]), (under, _BELOW[:2])):
        for spot in spots[:1]:
            text = f"等速の目安 {spot.text}"
            yield _Wish(text, REFERENCE_INK, SMALL_PX, tuple(spots), sides)
            return
    yield _Wish("等速の目安", REFERENCE_INK, SMALL_PX, _between(points), (*_BELOW[:2], *_ABOVE[:3]))


def _between(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the middles of the reference's steps, the latest first."""
    return tuple(
        Point(after.key, (before.x + after.x) / 2, (before.value + after.value) / 2, "", 0)
        for before, after in reversed(tuple(pairwise(points)))
    )


_Stroke = tuple[float, list[tuple[float, float]]]


def _strokes(chart: Chart, room: Room) -> list[_Stroke]:
    """Return what a label had better not cover: points along every line, with how much they matter."""
    found: list[_Stroke] = []
    for weight, points in ((6.0, chart.total.actual), (3.0, chart.total.planned), (1.0, chart.reference)):
        places = [room.at(point.x, point.value) for point in points]
        along = list(places)
        for (x0, y0), (x1, y1) in pairwise(places):
            along += [(x0 + (x1 - x0) * part / 24, y0 + (y1 - y0) * part / 24) for part in range(1, 24)]
        found.append((weight, along))
    return found


def _placed(
    wish: _Wish, room: Room, taken: Sequence[_Box], strokes: Sequence[_Stroke]
) -> tuple[Point, _Side, _Box] | None:
    """Return the best place of a label; one that must stand takes the least bad where none is free."""
    best: tuple[float, Point, _Side, _Box] | None = None
    for rank, (point, side) in enumerate((p, s) for p in wish.spots for s in wish.sides):
        box = _box(wish, point, side, room)
        blocked = _outside(box, room) + sum(box.meets(other) for other in taken)
        if blocked and not wish.must:
            continue
        covered = sum(weight for weight, along in strokes if any(box.holds(x, y) for x, y in along))
        cost = 100.0 * blocked + covered + 0.5 * rank
        if best is None or cost < best[0]:
            best = (cost, point, side, box)
    return None if best is None else best[1:]


def _outside(box: _Box, room: Room) -> int:
    beyond = (box.left < room.left + 2, box.right > LAID_OUT_PX, box.top < 0)
    return sum(beyond) + (box.bottom > room.height - room.bottom + 2)


def _box(wish: _Wish, point: Point, side: _Side, room: Room) -> _Box:
    x, y = room.at(point.x, point.value)
    wide, tall = text_px(wish.text, wish.size), wish.size * _LINE_HEIGHT
    x, y = x + side.xshift, y - side.yshift
    left = x - {"left": 0.0, "center": wide / 2, "right": wide}[side.anchor]
    top = y - {"top": 0.0, "middle": tall / 2, "bottom": tall}[side.valign]
    return _Box(left, top, left + wide, top + tall)


def text_px(text: str, size: int) -> float:
    """Return about how wide a label is in px."""
    bare = text.removeprefix("<b>").removesuffix("</b>")
    ems = sum(
        _BLANK_WIDTH
        if letter == " "
        else _PERCENT_WIDTH
        if letter == "%"
        else _FIGURE_WIDTH
        if letter.isascii()
        else 1.0
        for letter in bare
    )
    return ems * size * (_BOLD if bare != text else 1.0)
