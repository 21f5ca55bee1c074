"""What the sentences of 重点施策 and 担当課 share: how they begin, and what fell into trouble this time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Direction, Move, Outside, Standing, Tally
from miharu_dx.present.palette import Sign, outside_sign, rating_sign

# Below this part of the reports asked for, the sentence begins with how few there are.
_FEW_REPORTS = 0.5


@dataclass(frozen=True)
class Count:
    """How many actions have a sign; ``outside`` ones are in no denominator."""

    sign: Sign
    count: int
    outside: bool


def counts_of(plan: Plan, tally: Tally) -> tuple[Count, ...]:
    """Return counts in the order of the vocabulary, then what is outside; every action is in one."""
    inside = [
        Count(rating_sign(rating), tally.by_rating[rating.name], False)
        for rating in plan.ratings
        if rating.counted
    ]
    order = (Outside.UNRATED, Outside.UNREPORTED, Outside.EXCLUDED, Outside.STOPPED)
    beyond = [Count(outside_sign(plan, reason), tally.by_outside[reason], True) for reason in order]
    return (*inside, *(count for count in beyond if count.count))


def nothing_yet(snapshot: Snapshot, period: str, tally: Tally) -> str:
    """Return the sentence of a set that has nothing to judge, or nothing where it has."""
    if not snapshot.actions:
        return "個別取組の登録はまだない。計画ワークブックで登録すると、ここに状況が出る"
    if tally.total == 0:
        return f"{period}の個別取組はない"
    if tally.reported == 0:
        if tally.asked == 0:
            return f"{period}に報告を求める個別取組はない"
        return f"{period}の報告はまだない。報告を求めたのは{tally.asked}件"
    if tally.rated == 0:
        return f"{period}に報告のあった{tally.reported}件に、評価したものはまだない"
    return ""


def few(tally: Tally) -> str:
    """Return the opening that says how few have reported, or nothing where enough have."""
    if tally.reported >= tally.asked * _FEW_REPORTS:
        return ""
    return f"報告は{tally.asked}件のうち{tally.reported}件。そのうち"


def fallen(moves: Sequence[Move]) -> tuple[Move, ...]:
    """Return the actions whose rating fell into trouble (meaning bad) since the period before."""
    return tuple(move for move in moves if move.direction is Direction.WORSE and is_bad(move.after))


def is_bad(item: Standing) -> bool:
    """Whether an action's rating means trouble."""
    return item.rating is not None and item.rating.meaning == "bad"


def quoted(word: str) -> str:
    """Return a word of the plan as it is quoted in a sentence."""
    return f"「{word}」"
