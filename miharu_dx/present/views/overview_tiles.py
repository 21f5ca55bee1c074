"""The five figures at the top of 全体状況."""

from __future__ import annotations

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.standing import Outside, Tally
from miharu_dx.present.palette import UNREPORTED_MARK
from miharu_dx.present.views.common import (
    NOTHING,
    TileView,
    count_change,
    good_word,
    percent,
    points_change,
    rating_words,
    stage_words,
)
from miharu_dx.present.views.overview_events import Reporting


def tiles_of(
    plan: Plan, now: Tally, before: Tally | None, reporting: Reporting, before_word: str
) -> tuple[TileView, ...]:
    """Return the tiles: share of good ones, trouble, slight trouble, finished, who has reported.

    Where nothing was rated a tile shows no figure at all, because 未報告 is not 0件.
    """
    counted = [meaning for meaning in ("bad", "warn") if rating_words(plan, meaning)]
    return (
        _good_tile(plan, now, before, before_word),
        *(_rating_tile(plan, meaning, now, before, before_word) for meaning in counted),
        _done_tile(plan, now, before, before_word),
        _reporting_tile(reporting),
    )


def _good_tile(plan: Plan, now: Tally, before: Tally | None, before_word: str) -> TileView:
    parts = tuple((r.mark, r.name) for r in plan.ratings if r.meaning in ("good", "ok"))
    label = f"{good_word(plan)}の割合"
    if now.rated == 0:
        return TileView(label, NOTHING, note="評価した件数がない", parts=parts, grow=1.25)
    note = f"{now.good}件／評価した{now.rated}件"
    if now.rated < plan.thresholds.share_minimum_rated:
        least = plan.thresholds.share_minimum_rated
        note = f"評価したものが{least}件に満たないため、割合は出さない"
        return TileView(label, f"{now.good}／{now.rated}", "件", note=note, parts=parts, grow=1.25)
    past = None
    if before is not None and before.rated >= plan.thresholds.share_minimum_rated:
        past = before.share_good
        note += f"　{before_word}{percent(past)}（{before.good}／{before.rated}件）"
    return TileView(
        label,
        percent(now.share_good).removesuffix("%"),
        "%",
        points_change(now.share_good, past),
        note,
        parts=parts,
        grow=1.25,
    )


def _rating_tile(plan: Plan, meaning: str, now: Tally, before: Tally | None, before_word: str) -> TileView:
    word = rating_words(plan, meaning)
    mark = next(r.mark for r in plan.ratings if r.meaning == meaning)
    if now.rated == 0:
        return TileView(word, NOTHING, note="評価した件数がない", mark=mark)
    count = now.by_meaning[meaning]
    past = before.by_meaning[meaning] if before is not None and before.rated else None
    note = f"評価した{now.rated}件のうち" + ("" if past is None else f"　{before_word}{past}件")
    worse = past is not None and count > past
    return TileView(word, str(count), "件", count_change(count, past), note, mark=mark, worse=worse)


def _done_tile(plan: Plan, now: Tally, before: Tally | None, before_word: str) -> TileView:
    label = f"実施段階が「{stage_words(plan, 'done')}」"
    if now.reported == 0:
        return TileView(label, NOTHING, note="報告がない")
    stopped = now.by_outside[Outside.STOPPED]
    whole = (
        f"{stage_words(plan, 'stopped')}{stopped}件を除く{now.running}件" if stopped else f"{now.running}件"
    )
    past = before.done if before is not None else None
    note = f"{whole}のうち" + ("" if past is None else f"　{before_word}{past}件")
    return TileView(label, str(now.done), "件", count_change(now.done, past), note)


def _reporting_tile(reporting: Reporting) -> TileView:
    note = f"報告を求めた{reporting.asked}件のうち{reporting.reported}件　期限 {reporting.deadline}"
    if not reporting.rows:
        return TileView("報告した課", NOTHING, note="報告を求める個別取組がない", grow=1.4)
    change, mark, worse = "すべて報告済み", "", False
    if reporting.waiting:
        missing = reporting.asked - reporting.reported
        change = f"未報告 {reporting.waiting}課・{missing}件"
        mark, worse = UNREPORTED_MARK, False
        if reporting.overdue:
            change, mark, worse = f"期限超過 {reporting.waiting}課・{missing}件", "square", True
    return TileView(
        "報告した課",
        str(reporting.complete),
        f"／{len(reporting.rows)}課",
        change,
        note,
        change_mark=mark,
        worse=worse,
        grow=1.4,
    )
