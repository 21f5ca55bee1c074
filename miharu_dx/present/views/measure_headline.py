"""The one sentence of 重点施策, by rules: how much is good, and what fell into trouble."""

from __future__ import annotations

from collections.abc import Sequence

from miharu_dx.domain.comparison import rated_in_both
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Standing, Tally, moves, rounded
from miharu_dx.present.views.common import good_word, rating_words
from miharu_dx.present.views.progress_words import fallen, few, is_bad, nothing_yet, quoted


def headline_of(
    snapshot: Snapshot, key: PeriodKey, items: Sequence[Standing], before: Sequence[Standing] | None
) -> str:
    """Return one finding with its figures; ``before`` is none where nothing was reported then."""
    plan, now = snapshot.plan, Tally(tuple(items))
    nothing = nothing_yet(snapshot, plan.period_label(key), now)
    if nothing:
        return nothing
    bad, warn = now.by_meaning["bad"], now.by_meaning["warn"]
    if bad == 0 and warn == 0:
        word = rating_words(plan, "bad")
        none = f"{quoted(word)}はない。" if word else ""
        return f"{few(now)}{none}評価した{now.rated}件すべてが{good_word(plan)}"
    trouble = _trouble(plan, items, before)
    return f"{few(now)}{_good(plan, now)}" + (f"。{trouble}" if trouble else "")


def _good(plan: Plan, now: Tally) -> str:
    whole = f"{now.total}件中" if now.rated == now.total else f"評価した{now.rated}件中"
    enough = now.share_good is not None and now.rated >= plan.thresholds.share_minimum_rated
    share = f"（{rounded(now.share_good)}%）" if enough and now.share_good is not None else ""
    return f"{good_word(plan)}は{whole}{now.good}件{share}"


def _trouble(plan: Plan, items: Sequence[Standing], before: Sequence[Standing] | None) -> str:
    bad = [item for item in items if is_bad(item)]
    seen = None if before is None else rated_in_both(before, items)
    was = 0 if seen is None else seen.before.by_meaning["bad"]
    word = quoted(rating_words(plan, "bad"))
    new = [] if before is None else [move.after for move in fallen(moves(before, items))]
    if new:
        return f"{_whose(new)}が今回{quoted(_words(plan, new))}になった"
    if bad:
        if len(bad) == 1:
            return f"{word}は{bad[0].action.meeting_name}の1件"
        if before is None:
            return f"{word}は{len(bad)}件"
        return (
            f"{word}は{was}件から{len(bad)}件に減った"
            if seen is not None and len(bad) < was and len(bad) == seen.now.by_meaning["bad"]
            else f"{word}は{len(bad)}件で、新たなものはない"
        )
    if not rating_words(plan, "bad"):
        return ""
    # What was in trouble and has not been rated again may be in trouble still.
    if was and seen is not None and was == seen.whole_before.by_meaning["bad"]:
        return f"{word}は{was}件からなくなった"
    return f"{word}はなく、{quoted(rating_words(plan, 'warn'))}が{Tally(tuple(items)).by_meaning['warn']}件"


def _whose(new: Sequence[Standing]) -> str:
    if len(new) == 1:
        return new[0].action.meeting_name
    initiatives = {item.action.initiative for item in new}
    return f"取組事項{initiatives.pop()}の{len(new)}件" if len(initiatives) == 1 else f"{len(new)}件"


def _words(plan: Plan, items: Sequence[Standing]) -> str:
    names = {item.word for item in items}
    return "・".join(rating.name for rating in plan.ratings if rating.name in names)
