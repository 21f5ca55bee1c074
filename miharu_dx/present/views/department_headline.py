"""The one sentence of 担当課, by rules: what is missing, what is late, and what got worse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from miharu_dx.domain.calendar import day_label
from miharu_dx.domain.deadlines import due_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Direction, Move, Standing, Tally, moves
from miharu_dx.present.views.common import good_word, rating_words
from miharu_dx.present.views.progress_words import is_bad, nothing_yet, quoted


def headline_of(
    snapshot: Snapshot,
    key: PeriodKey,
    items: Sequence[Standing],
    before: Sequence[Standing] | None,
    today: date,
) -> str:
    """Return one finding with its figures; ``before`` is none where nothing was reported then."""
    plan, now = snapshot.plan, Tally(tuple(items))
    missing = now.asked - now.reported
    nothing = nothing_yet(snapshot, plan.period_label(key), now)
    if nothing:
        collecting = missing and key >= plan.last_ended(today)
        return "。".join([nothing, *_deadline(snapshot, key, today)]) if collecting else nothing
    opening = f"報告は{now.asked}件のうち{now.reported}件、未報告が{missing}件。" if missing else ""
    bad, warn = now.by_meaning["bad"], now.by_meaning["warn"]
    word = rating_words(plan, "bad")
    if bad:
        return opening + f"{quoted(word)}が{bad}件" + _since(items, before)
    if warn:
        none = f"{quoted(word)}はなく、" if word else ""
        return opening + f"{none}{quoted(rating_words(plan, 'warn'))}が{warn}件"
    none = f"{quoted(word)}はない。" if word else ""
    return opening + f"{none}評価した{now.rated}件すべてが{good_word(plan)}"


def _since(items: Sequence[Standing], before: Sequence[Standing] | None) -> str:
    """Return what became of the ones in trouble since the period before."""
    if before is None:
        return ""
    bad = [move for move in moves(before, items) if is_bad(move.after)]
    worse = [move for move in bad if move.direction is Direction.WORSE]
    if not worse:
        return "。新たに悪くなったものはない"
    fell = f"今回{_from(worse)}悪くなった"
    if len(worse) < len(bad):
        return f"。うち{len(worse)}件は{fell}"
    return f"。{fell}" if len(bad) == 1 else f"。{len(bad)}件とも{fell}"


def _from(worse: Sequence[Move]) -> str:
    words = {move.before.word for move in worse if move.before is not None}
    return f"{quoted(words.pop())}から" if len(words) == 1 else ""


def _deadline(snapshot: Snapshot, key: PeriodKey, today: date) -> tuple[str, ...]:
    due = due_of(snapshot, key)
    left = due.left(today)
    if due.day is None or left is None:
        return ()
    if left < 0:
        return (f"期限の{day_label(due.day)}を{-left}日過ぎた",)
    return (f"期限は{day_label(due.day)}" + ("（今日）" if left == 0 else f"（あと{left}日）"),)
