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
from miharu_dx.present.views.overview_since import Since, counted_note, too_few


def tiles_of(plan: Plan, now: Tally, since: Since | None, reporting: Reporting) -> tuple[TileView, ...]:
    """Return the tiles: share of good ones, trouble, slight trouble, finished, who has reported.

    Where nothing was rated a tile shows no figure at all, because 未報告 is not 0件. A change is that of
    the actions that spoke in both periods, and none while they are too few.
    """
    counted = [meaning for meaning in ("bad", "warn") if rating_words(plan, meaning)]
    return (
        _good_tile(plan, now, since),
        *(_rating_tile(plan, meaning, now, since) for meaning in counted),
        _done_tile(plan, now, since),
        _reporting_tile(reporting),
    )


def _good_tile(plan: Plan, now: Tally, since: Since | None) -> TileView:
    parts = tuple((r.mark, r.name) for r in plan.ratings if r.meaning in ("good", "ok"))
    label = f"{good_word(plan)}の割合"
    if now.rated == 0:
        return TileView(label, NOTHING, note="評価した件数がない", parts=parts, grow=1.25)
    least = plan.thresholds.share_minimum_rated
    if now.rated < least:
        note = f"評価したものが{least}件に満たないため、割合は出さない"
        return TileView(label, f"{now.good}／{now.rated}", "件", note=note, parts=parts, grow=1.25)
    change, told = _good_change(since, least)
    note = f"{now.good}件／評価した{now.rated}件" + (f"　{told}" if told else "")
    figure = percent(now.share_good).removesuffix("%")
    return TileView(label, figure, "%", change, note, parts=parts, grow=1.25)


def _good_change(since: Since | None, least: int) -> tuple[str, str]:
    """Return how the share moved and from what, both blank where nothing can be compared."""
    if since is None or not since.rated.whole_before.total:
        return "", ""
    seen = since.rated
    if not seen.enough:
        return "", f"{too_few(since)}で、増減は出さない"
    if seen.count < least:
        return "", ""
    change = points_change(seen.now.share_good, seen.before.share_good)
    before, now = percent(seen.before.share_good), percent(seen.now.share_good)
    if seen.exact:
        return change, f"{since.subject}{before}（{seen.before.good}／{seen.count}件）"
    return change, f"{since.name}も評価した{seen.count}件では{before}→{now}"


def _rating_tile(plan: Plan, meaning: str, now: Tally, since: Since | None) -> TileView:
    word = rating_words(plan, meaning)
    mark = next(r.mark for r in plan.ratings if r.meaning == meaning)
    if now.rated == 0:
        return TileView(word, NOTHING, note="評価した件数がない", mark=mark)
    count = now.by_meaning[meaning]
    note = f"評価した{now.rated}件のうち"
    if since is None or not since.rated.whole_before.total:
        return TileView(word, str(count), "件", "", note, mark=mark)
    seen = since.rated
    was, became = seen.before.by_meaning[meaning], seen.now.by_meaning[meaning]
    note += f"　{counted_note(since, seen, was, became)}"
    change = count_change(became, was) if seen.enough else ""
    worse = seen.enough and became > was
    return TileView(word, str(count), "件", change, note, mark=mark, worse=worse)


def _done_tile(plan: Plan, now: Tally, since: Since | None) -> TileView:
    label = f"実施段階が「{stage_words(plan, 'done')}」"
    if now.reported == 0:
        return TileView(label, NOTHING, note="報告がない")
    stopped = now.by_outside[Outside.STOPPED]
    whole = (
        f"{stage_words(plan, 'stopped')}{stopped}件を除く{now.running}件" if stopped else f"{now.running}件"
    )
    note = f"{whole}のうち"
    if since is None or not since.reported.whole_before.total:
        return TileView(label, str(now.done), "件", "", note)
    seen = since.reported
    note += f"　{counted_note(since, seen, seen.before.done, seen.now.done)}"
    change = count_change(seen.now.done, seen.before.done) if seen.enough else ""
    return TileView(label, str(now.done), "件", change, note)


def _reporting_tile(reporting: Reporting) -> TileView:
    note = f"報告を求めた{reporting.asked}件のうち{reporting.reported}件　期限 {reporting.deadline}"
    if reporting.review.share:
        note += f"　{reporting.review.share}"
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
