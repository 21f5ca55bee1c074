"""Colours and signs of ratings, stages and surfaces: judgement is colour, stage is depth of ink.

Colours are #RRGGBB. No fill ever stands without its glyph, number or word beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from miharu_dx.domain.plan import Plan, Rating, Stage
from miharu_dx.domain.standing import Outside, Standing, outside_word

FONT_FAMILY = "BIZ UDPGothic, Noto Sans JP sub, sans-serif"

TEXT = "#1A1A1A"
SECOND = "#4D4D4D"
WHITE = "#FFFFFF"
PAGE = "#F8F8FB"
ACTUAL = "#0017C1"
PLANNED = "#767676"
TROUBLE = "#CE0000"
CONTROL = "#949494"
RULE = "#E6E6E6"
RULE_HEAD = "#767676"
PANEL_RULE = "#D0D4DC"
GROUP = "#F2F4F8"
SELECTED = "#E8F1FE"
SHARE_HIGH = "#C5D7FB"
SHARE_MIDDLE = "#E8F1FE"

CATEGORICAL: tuple[str, ...] = (
    "#0017C1",
    "#008BF2",
    "#1E2D00",
    "#8F8F8F",
    "#E25100",
    "#30016C",
    "#1D8B56",
    "#666666",
    "#115A36",
    "#264AF4",
)

UNREPORTED_MARK = "dashed_square"
UNREPORTED_GLYPH = "□"
DASH_MARK = "dash"
DASH_GLYPH = "―"


@dataclass(frozen=True)
class RatingStyle:
    """How a rating is drawn: ``fill`` with ``on_fill`` text in ``outline``; ``ink`` for mark and word.

    ``hatch`` is the colour of diagonal lines on the fill, ``dashed`` an outline that is not solid,
    ``bold`` the word of trouble.
    """

    fill: str
    on_fill: str
    outline: str
    ink: str
    hatch: str = ""
    dashed: bool = False
    bold: bool = False


_BY_MEANING: Mapping[str, RatingStyle] = {
    "good": RatingStyle("#0017C1", WHITE, "#0017C1", "#0017C1"),
    "ok": RatingStyle("#7096F8", TEXT, "#3460FB", "#3460FB"),
    "warn": RatingStyle("#FFC700", TEXT, "#806300", "#806300"),
    "bad": RatingStyle(TROUBLE, WHITE, TROUBLE, TROUBLE, bold=True),
}
# What has to be seen however small it is.
TROUBLES: frozenset[RatingStyle] = frozenset((_BY_MEANING["warn"], _BY_MEANING["bad"]))
_UNRATED = RatingStyle(WHITE, "#333333", "#666666", "#4D4D4D")
_EXCLUDED = RatingStyle(WHITE, "#4D4D4D", "#949494", "#595959", dashed=True)
UNREPORTED = RatingStyle(WHITE, "#333333", "#767676", "#595959", hatch="#B3B3B3", dashed=True)

_OUTSIDE: Mapping[Outside, RatingStyle] = {
    Outside.UNRATED: _UNRATED,
    Outside.UNREPORTED: UNREPORTED,
    Outside.EXCLUDED: _EXCLUDED,
    Outside.STOPPED: _EXCLUDED,
}


def rating_style(rating: Rating) -> RatingStyle:
    """Return the style of a rating by its meaning; its mark and glyph come from the plan."""
    if rating.counted:
        return _BY_MEANING[rating.meaning]
    return _EXCLUDED if rating.excluded else _UNRATED


def outside_style(reason: Outside) -> RatingStyle:
    """Return the style of what stays out of every denominator: always outline, never filled."""
    return _OUTSIDE[reason]


@dataclass(frozen=True)
class Sign:
    """A word with its mark (drawn), glyph (written) and style: the three never part."""

    word: str
    mark: str
    glyph: str
    style: RatingStyle


def rating_sign(rating: Rating) -> Sign:
    """Return the sign of a rating as it stands in the plan."""
    return Sign(rating.name, rating.mark, rating.glyph, rating_style(rating))


def outside_sign(plan: Plan, reason: Outside, word: str = "") -> Sign:
    """Return the sign of a reason to be outside; ``word`` replaces the plan's own word."""
    word = word or outside_word(plan, reason)
    if reason is Outside.UNREPORTED:
        return Sign(word, UNREPORTED_MARK, UNREPORTED_GLYPH, UNREPORTED)
    if reason is Outside.UNRATED:
        unclear = plan.unclear_rating
        mark, glyph = (unclear.mark, unclear.glyph) if unclear else ("question", "？")
        return Sign(word, mark, glyph, _UNRATED)
    excluded = None if reason is Outside.STOPPED else plan.excluded_rating
    mark, glyph = (excluded.mark, excluded.glyph) if excluded else (DASH_MARK, DASH_GLYPH)
    return Sign(word, mark, glyph, _EXCLUDED)


def standing_sign(plan: Plan, standing: Standing) -> Sign:
    """Return the sign of where an action stands, with the word a reader sees."""
    if standing.rating is not None:
        return rating_sign(standing.rating)
    assert standing.outside is not None
    if standing.outside is Outside.UNRATED and standing.word in plan.ratings_by_name:
        return rating_sign(plan.ratings_by_name[standing.word])
    return outside_sign(plan, standing.outside, standing.word)


@dataclass(frozen=True)
class StageStyle:
    """How a stage is drawn on bands: ink depth only; ``struck`` is white with a diagonal."""

    fill: str
    text: str
    outline: str = "#626D84"
    struck: bool = False


_STAGE_FILLS: tuple[StageStyle, ...] = (
    StageStyle(WHITE, TEXT),
    StageStyle("#E3E6EC", TEXT),
    StageStyle("#B4BAC8", TEXT),
    StageStyle("#6B7690", WHITE),
    StageStyle("#262F45", WHITE),
)


def stage_style(stage: Stage) -> StageStyle:
    """Return the style of a stage by its number of filled cells, 0 to 4."""
    if stage.meaning == "stopped":
        return StageStyle(WHITE, TEXT, struck=True)
    return _STAGE_FILLS[max(0, min(stage.cells, len(_STAGE_FILLS) - 1))]


def share_fill(share: float | None, *, high: float, low: float) -> str:
    """Return the tint of a share (per cent) in three steps; white below ``low`` and where none is."""
    if share is None or share < low:
        return WHITE
    return SHARE_HIGH if share >= high else SHARE_MIDDLE
