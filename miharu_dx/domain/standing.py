"""Where each action stands in a period, and what a set of them adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from miharu_dx.domain.plan import PeriodKey, Plan, Rating
from miharu_dx.domain.records import NOT_APPLICABLE, Action, Report, Snapshot
from miharu_dx.domain.succession import responsible


class Outside(StrEnum):
    """Why an action stays out of every denominator of 評価; the values are codes, never shown."""

    UNREPORTED = "unreported"
    STOPPED = "stopped"
    EXCLUDED = "excluded"
    UNRATED = "unrated"


# What stands where the plan has no word of its own; 未報告 is never a plan's word.
_OWN_WORDS: Mapping[Outside, str] = {
    Outside.UNREPORTED: "未報告",
    Outside.STOPPED: "打ち切り",
    Outside.EXCLUDED: NOT_APPLICABLE,
    Outside.UNRATED: "評価なし",
}


def outside_word(plan: Plan, reason: Outside) -> str:
    """Return how a reason to be outside is called: as the plan calls it, where it has a word."""
    word: str | None = None
    if reason is Outside.STOPPED:
        word = next((stage.name for stage in plan.stages if stage.meaning == "stopped"), None)
    elif reason is Outside.EXCLUDED and plan.excluded_rating is not None:
        word = plan.excluded_rating.name
    elif reason is Outside.UNRATED and plan.unclear_rating is not None:
        word = plan.unclear_rating.name
    return word or _OWN_WORDS[reason]


@dataclass(frozen=True)
class Standing:
    """One action in one period: exactly one of ``rating`` (counted) or ``outside`` is set.

    ``word`` is what a reader sees: the rating as it stands in the plan, 未報告 or the stopped stage.
    """

    action: Action
    key: PeriodKey
    report: Report | None
    rating: Rating | None
    outside: Outside | None
    word: str

    @property
    def counted(self) -> bool:
        """Whether it is in the denominator."""
        return self.rating is not None

    @property
    def good(self) -> bool:
        """Whether it counts as 順調以上 (meaning good or ok)."""
        return self.rating is not None and self.rating.meaning in ("good", "ok")

    @property
    def reported(self) -> bool:
        """Whether the department has spoken of it in this period."""
        return self.report is not None

    @property
    def done(self) -> bool:
        """Whether its stage has the meaning done; needs the plan only through the report's word."""
        return self._stage_meaning == "done"

    _stage_meaning: str = ""


def standing_of(snapshot: Snapshot, action: Action, key: PeriodKey) -> Standing:
    """Return where an action stands in a period, from its own report of that period alone.

    An action stopped in an earlier period stays stopped without a further report.
    """
    plan = snapshot.plan
    report = snapshot.report(action.code, key)
    if report is None:
        earlier = latest_report(snapshot, action.code, plan.before(key))
        if earlier is not None and _meaning(plan, earlier) == "stopped":
            return Standing(action, key, None, None, Outside.STOPPED, earlier.stage or "", "stopped")
        word = outside_word(plan, Outside.UNREPORTED)
        return Standing(action, key, None, None, Outside.UNREPORTED, word)
    meaning = _meaning(plan, report)
    if meaning == "stopped":
        return Standing(action, key, report, None, Outside.STOPPED, report.stage or "", meaning)
    if report.declaration == NOT_APPLICABLE:
        word = outside_word(plan, Outside.EXCLUDED)
        return Standing(action, key, report, None, Outside.EXCLUDED, word, meaning)
    rating = plan.ratings_by_name.get(report.rating or "")
    if rating is None:
        word = outside_word(plan, Outside.UNRATED)
        return Standing(action, key, report, None, Outside.UNRATED, word, meaning)
    if rating.counted:
        return Standing(action, key, report, rating, None, rating.name, meaning)
    outside = Outside.EXCLUDED if rating.excluded else Outside.UNRATED
    return Standing(action, key, report, None, outside, rating.name, meaning)


def _meaning(plan: Plan, report: Report) -> str:
    stage = plan.stages_by_name.get(report.stage or "")
    return stage.meaning if stage else ""


def latest_report(snapshot: Snapshot, action: str, key: PeriodKey | None) -> Report | None:
    """Return the last report of an action up to and including a period."""
    plan = snapshot.plan
    while key is not None:
        found = snapshot.report(action, key)
        if found is not None:
            return found
        key = plan.before(key)
    return None


def answering(snapshot: Snapshot, action: Action, fiscal_year: int) -> str:
    """Return the code of the department that answers for an action in a fiscal year."""
    return responsible(snapshot.departments_by_code, action.department, fiscal_year)


def standings(
    snapshot: Snapshot,
    key: PeriodKey,
    *,
    measure: str | None = None,
    department: str | None = None,
) -> tuple[Standing, ...]:
    """Return every action that runs in the period's fiscal year, in the plan's order.

    ``measure`` and ``department`` are codes; both narrow the set, neither changes how it is counted.
    An action belongs to the department that answers for it in that fiscal year, its successor included.
    """
    plan = snapshot.plan
    order = {initiative.code: index for index, initiative in enumerate(plan.initiatives)}
    chosen = [
        action
        for action in snapshot.actions
        if action.runs_in(key.fiscal_year)
        and action.initiative in order
        and (measure is None or plan.initiative(action.initiative).measure == measure)
        and (department is None or answering(snapshot, action, key.fiscal_year) == department)
    ]
    chosen.sort(key=lambda action: (order[action.initiative], action.code))
    return tuple(standing_of(snapshot, action, key) for action in chosen)


@dataclass(frozen=True)
class Tally:
    """Counts of a set of standings; every share names its fraction, nothing outside is in ``rated``."""

    items: tuple[Standing, ...]

    @property
    def total(self) -> int:
        """All actions asked for a report."""
        return len(self.items)

    @cached_property
    def by_rating(self) -> Counter[str]:
        """Counted actions by the rating's name."""
        return Counter(item.rating.name for item in self.items if item.rating is not None)

    @cached_property
    def by_outside(self) -> Counter[Outside]:
        """Actions outside the denominator by reason."""
        return Counter(item.outside for item in self.items if item.outside is not None)

    @cached_property
    def by_meaning(self) -> Counter[str]:
        """Counted actions by the rating's meaning."""
        return Counter(item.rating.meaning for item in self.items if item.rating is not None)

    @property
    def rated(self) -> int:
        """The denominator of every share of 評価."""
        return sum(self.by_rating.values())

    @property
    def good(self) -> int:
        """Actions 順調以上: meaning good or ok."""
        return self.by_meaning["good"] + self.by_meaning["ok"]

    @property
    def share_good(self) -> float | None:
        """Per cent of 順調以上 of the rated ones; none where nothing was rated."""
        return share(self.good, self.rated)

    @property
    def reported(self) -> int:
        """Actions with a report of the period."""
        return sum(1 for item in self.items if item.reported)

    @property
    def asked(self) -> int:
        """Actions that owe a report: all but those stopped in an earlier period."""
        return sum(1 for item in self.items if item.reported or item.outside is not Outside.STOPPED)

    @property
    def running(self) -> int:
        """Actions not stopped."""
        return self.total - self.by_outside[Outside.STOPPED]

    @property
    def done(self) -> int:
        """Actions whose stage is done."""
        return sum(1 for item in self.items if item.done)

    def where(self, condition: Callable[[Standing], bool]) -> Tally:
        """Return the tally of a part of the set."""
        return Tally(tuple(item for item in self.items if condition(item)))


def shown_reasons(plan: Plan, tallies: Iterable[Tally]) -> tuple[Outside, ...]:
    """Return the reasons a table of counts names: those the plan has a word for, and any that occurs."""
    named = {Outside.UNREPORTED, Outside.EXCLUDED}
    named |= {Outside.UNRATED} if plan.unclear_rating is not None else set()
    named |= {Outside.STOPPED} if any(stage.meaning == "stopped" for stage in plan.stages) else set()
    found = named.union(*(tally.by_outside for tally in tallies))
    return tuple(reason for reason in Outside if reason in found)


def share(part: int, whole: int) -> float | None:
    """Return per cent of a part, none where the whole is empty."""
    return None if whole == 0 else 100 * part / whole


def rounded(value: float) -> int:
    """Return a percentage as printed: half rounds up, as people expect (62.5 -> 63)."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)


class Direction(StrEnum):
    """What became of an action's rating between two periods."""

    WORSE = "悪くなった"
    BETTER = "良くなった"
    NEWLY_RATED = "新たに評価"
    NEW = "新規"
    LOST = "評価なしに変わった"
    SAME = "変化なし"


@dataclass(frozen=True)
class Move:
    """One action seen in two periods; ``before`` is none when it did not run then."""

    before: Standing | None
    after: Standing
    direction: Direction


_WORST_FIRST = {"bad": 0, "warn": 1, "ok": 2, "good": 3, "none": 4}


def badness(standing: Standing) -> tuple[int, int]:
    """Return a sort key that puts the worst rating first and the unrated last."""
    if standing.rating is None:
        return (5, 0)
    return (_WORST_FIRST[standing.rating.meaning], -standing.rating.order)


def moves(before: Sequence[Standing], after: Iterable[Standing]) -> tuple[Move, ...]:
    """Return what became of each action of ``after`` since ``before``; worse first, then better."""
    past = {item.action.code: item for item in before}
    found: list[Move] = []
    for item in after:
        old = past.get(item.action.code)
        found.append(Move(old, item, _direction(old, item)))
    rank = list(Direction)
    found.sort(key=lambda move: (rank.index(move.direction), badness(move.after)))
    return tuple(found)


def _direction(old: Standing | None, new: Standing) -> Direction:
    if old is None:
        return Direction.NEW
    if new.rating is None:
        return Direction.LOST if old.rating is not None else Direction.SAME
    if old.rating is None:
        return Direction.NEWLY_RATED
    if new.rating.order > old.rating.order:
        return Direction.WORSE
    if new.rating.order < old.rating.order:
        return Direction.BETTER
    return Direction.SAME
