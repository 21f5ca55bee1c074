"""Marks of judgement as shapes of a plotly figure, drawn in px: the same forms as elsewhere on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from miharu_dx.present.palette import DASH_MARK, UNREPORTED_MARK, RatingStyle

# Every form is written in a square of this many units, y downwards.
_UNITS = 24.0
_NUMBER = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class _Square:
    """Where a mark's square stands: left edge in px right of the axis, middle on the y axis in px."""

    x: float
    y: float
    unit: float

    def path(self, form: str) -> str:
        """Return a path of absolute points in units as one in px."""
        return _NUMBER.sub(lambda m: f"{self._x(float(m[1])):.2f},{self._y(float(m[2])):.2f}", form)

    def box(self, left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
        """Return the corners of a box given in units."""
        return {"x0": self._x(left), "x1": self._x(right), "y0": self._y(top), "y1": self._y(bottom)}

    def _x(self, value: float) -> float:
        return self.x + value * self.unit

    def _y(self, value: float) -> float:
        return self.y + (value - _UNITS / 2) * self.unit


def mark_shapes(mark: str, style: RatingStyle, *, x: float, y: float, size: float) -> list[dict[str, Any]]:
    """Return a mark of ``size`` px: its left edge ``x`` px right of the axis, its middle at ``y``.

    The y axis must count px; a mark that has no form here is drawn as a disc.
    """
    square = _Square(x, y, size / _UNITS)
    common = {
        "layer": "above", "xref": "paper", "xsizemode": "pixel", "xanchor": 0, "yref": "y",
    }  # fmt: skip
    return [common | part for part in _FORMS.get(mark, _disc)(square, style)]


def _edge(square: _Square, style: RatingStyle, units: float, **more: Any) -> dict[str, Any]:
    return {"color": style.ink, "width": max(units * square.unit, 1.0)} | more


def _path(square: _Square, form: str, fill: str, line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "path", "path": square.path(form), "fillcolor": fill, "line": line}


def _chevrons(square: _Square, style: RatingStyle) -> list[dict[str, Any]]:
    line = _edge(square, style, 4.4)
    forms = ("M3.5,4L11.5,12L3.5,20", "M12.5,4L20.5,12L12.5,20")
    return [_path(square, form, _CLEAR, line) for form in forms]


def _disc(square: _Square, style: RatingStyle) -> list[dict[str, Any]]:
    box = square.box(2.5, 2.5, 21.5, 21.5)
    return [{"type": "circle", **box, "fillcolor": style.fill, "line": _edge(square, style, 2)}]


def _diamond(square: _Square, style: RatingStyle) -> list[dict[str, Any]]:
    return [_path(square, "M12,1.6L22.4,12L12,22.4L1.6,12Z", style.fill, _edge(square, style, 2))]


def _square(square: _Square, style: RatingStyle) -> list[dict[str, Any]]:
    box = square.box(2.5, 2.5, 21.5, 21.5)
    return [{"type": "rect", **box, "fillcolor": style.fill, "line": _edge(square, style, 1)}]


def _question(square: _Square, style: RatingStyle) -> list[dict[str, Any]]:
    hook = "M7,8.2C7,5.2,9.1,3.4,12,3.4C14.9,3.4,17,5.2,17,7.9C17,11.5,12.4,11.8,12.4,15.3"
    dot = square.box(10.3, 18, 14.5, 22.2)
    return [
        _path(square, hook, _CLEAR, _edge(square, style, 3.2)),
        {"type": "circle", **dot, "fillcolor": style.ink, "line": {"width": 0}},
    ]


def _dash(square: _Square, style: RatingStyle) -> list[dict[str, Any]]:
    return [{"type": "rect", **square.box(3, 10.4, 21, 13.6), "fillcolor": style.ink, "line": {"width": 0}}]


def _dashed_square(square: _Square, style: RatingStyle) -> list[dict[str, Any]]:
    box = square.box(3, 3, 21, 21)
    line = _edge(square, style, 2.4, dash="2.5px,2.5px")
    return [{"type": "rect", **box, "fillcolor": _CLEAR, "line": line}]


_FORMS: dict[str, Callable[[_Square, RatingStyle], list[dict[str, Any]]]] = {
    "chevrons": _chevrons,
    "disc": _disc,
    "diamond": _diamond,
    "square": _square,
    "question": _question,
    DASH_MARK: _dash,
    UNREPORTED_MARK: _dashed_square,
}
