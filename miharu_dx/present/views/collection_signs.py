"""How an answer and a timing are drawn: each has a mark, a word and a colour that no other one has."""

from __future__ import annotations

from collections.abc import Mapping

from miharu_dx.domain.collection import Answer, Timing
from miharu_dx.domain.records import NOT_APPLICABLE, UNCHANGED, UPDATED
from miharu_dx.present.palette import (
    DASH_GLYPH,
    DASH_MARK,
    GROUP,
    TEXT,
    UNREPORTED,
    UNREPORTED_GLYPH,
    UNREPORTED_MARK,
    WHITE,
    RatingStyle,
    Sign,
)

SILENT = "未報告"

_SLATE = "#626D84"
_SPOKEN = RatingStyle(GROUP, TEXT, "#8E96A8", TEXT)
_SAME = RatingStyle("#E3E6EC", TEXT, _SLATE, "#3D4863")
_OUT = RatingStyle(WHITE, "#4D4D4D", "#949494", "#6B6B6B", dashed=True)

ANSWER_SIGNS: Mapping[Answer, Sign] = {
    Answer.UPDATED: Sign(UPDATED, "check", "√", _SPOKEN),
    Answer.UNCHANGED: Sign(UNCHANGED, "equals", "＝", _SAME),
    Answer.NOT_APPLICABLE: Sign(NOT_APPLICABLE, DASH_MARK, DASH_GLYPH, _OUT),
    Answer.SILENT: Sign(SILENT, UNREPORTED_MARK, UNREPORTED_GLYPH, UNREPORTED),
}

_LATE = RatingStyle("#FFC700", TEXT, "#806300", "#806300")
_OPEN = RatingStyle(WHITE, TEXT, "#B4BAC8", "#4D5870")
_AHEAD = RatingStyle(WHITE, "#4D4D4D", WHITE, "#767676")

TIMING_SIGNS: Mapping[Timing, Sign] = {
    Timing.ON_TIME: Sign("期限内", "check", "√", _SPOKEN),
    Timing.LATE: Sign("期限後", "diamond", "◆", _LATE),
    Timing.HANDED: Sign("提出済", "tray", "●", _SAME),
    Timing.PARTIAL: Sign("一部", "half", "／", RatingStyle("#D5DAE4", TEXT, "#262F45", "#262F45")),
    Timing.MISSING: Sign("未提出", UNREPORTED_MARK, UNREPORTED_GLYPH, UNREPORTED),
    Timing.OPEN: Sign("受付中", "clock", "…", _OPEN),
    Timing.AHEAD: Sign("これから", "dots", "・", _AHEAD),
    Timing.NOT_ASKED: Sign("対象なし", DASH_MARK, DASH_GLYPH, _OUT),
}

TIMING_MEANINGS: Mapping[Timing, str] = {
    Timing.ON_TIME: "報告を求めた個別取組をすべて報告し、最初の提出が期限までに確定した",
    Timing.LATE: "すべて報告し、最初の提出が期限の後に確定した",
    Timing.HANDED: "すべて報告した。期限か提出の日がないため、早い遅いは決めない",
    Timing.PARTIAL: "提出はあるが、未報告の個別取組が残っている",
    Timing.MISSING: "期限（ないときは期の末日）を過ぎても、提出がない",
    Timing.OPEN: "提出がまだなく、期限（ないときは期の末日）は過ぎていない",
    Timing.AHEAD: "期がまだ始まっていない",
    Timing.NOT_ASKED: "その期に報告を求める個別取組がない",
}


NO_DAYS = "―"


def days_label(days: int | None) -> str:
    """Return days against the deadline as people say it: 3日前, 期限日, 5日後."""
    if days is None:
        return NO_DAYS
    return "期限日" if days == 0 else f"{-days}日前" if days < 0 else f"{days}日後"
