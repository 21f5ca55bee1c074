"""What a meeting begins with: what moved since the last one, what was put off, what stands still or fell silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from miharu_dx.domain.expectation import expected_progress
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report, Schedule, Snapshot
from miharu_dx.domain.slips import Planned, ScheduleStep, Setback, setback_of, times_put_off
from miharu_dx.domain.standing import (
    Direction,
    Move,
    Outside,
    Standing,
    badness,
    moves,
    standing_of,
    standings,
)

UNCHANGED_SETTING = "meeting.unchanged_periods"
MOST_UNCHANGED = 8  # これより長く待つと、計画の期間がほとんど過ぎる
_SETTABLE = frozenset(str(number) for number in range(1, MOST_UNCHANGED + 1))
UNCHANGED_PERIODS = 2  # 一期だけなら年度の切れ目でもある。二期続けば、話を聞くほうがよい


@dataclass(frozen=True)
class Slip:
    """An action whose plan was put off since the last meeting, and how often that has happened in all."""

    standing: Standing
    setback: Setback
    times: int


@dataclass(frozen=True)
class Behind:
    """An action that is further behind its plan than the plan's own limit; all in per cent, 0–100.

    ``periods`` counts the reported periods in a row up to this one in which it was.
    """

    standing: Standing
    expected: float
    actual: float
    periods: int

    @property
    def gap(self) -> float:
        """How many points it is behind."""
        return self.expected - self.actual


@dataclass(frozen=True)
class Unchanged:
    """An action that reports, and whose stage and progress have stayed the same for ``periods`` periods."""

    standing: Standing
    periods: int


@dataclass(frozen=True)
class Silent:
    """An action that is asked for a report and gave none, for ``periods`` periods in a row.

    ``newly`` says that it had one at the last meeting.
    """

    standing: Standing
    periods: int
    newly: bool


@dataclass(frozen=True)
class MeetingChanges:
    """Everything that changed up to ``key`` since the last meeting, which saw ``before_key``.

    ``before_key`` is none where there is nothing to compare with. ``moves`` are ratings that are not
    what they were, worse before better; every other part has its worst first. ``limit`` is the number
    of periods from which standing still is told.
    """

    key: PeriodKey
    before_key: PeriodKey | None
    moves: tuple[Move, ...]
    slips: tuple[Slip, ...]
    behind: tuple[Behind, ...]
    unchanged: tuple[Unchanged, ...]
    silent: tuple[Silent, ...]
    limit: int

    @property
    def worse(self) -> tuple[Move, ...]:
        """The ratings that became worse."""
        return tuple(move for move in self.moves if move.direction is Direction.WORSE)

    @property
    def better(self) -> tuple[Move, ...]:
        """The ratings that became better."""
        return tuple(move for move in self.moves if move.direction is Direction.BETTER)

    @property
    def newly_silent(self) -> tuple[Silent, ...]:
        """The actions that spoke last time and are silent now."""
        return tuple(row for row in self.silent if row.newly)

    @property
    def any(self) -> bool:
        """Whether there is anything to say at all."""
        return bool(self.moves or self.slips or self.behind or self.unchanged or self.newly_silent)


def changes_since(
    now: Snapshot, before: Snapshot | None, key: PeriodKey, *, steps: Iterable[ScheduleStep] = ()
) -> MeetingChanges:
    """Return what changed up to a period since ``before``, the state the last meeting saw.

    Without a last meeting the ratings are compared with the period before, in the same state, and no
    plan was put off since. ``steps`` are the schedule's rows of all versions: without them every plan
    that was put off counts once.
    """
    before_key = last_key(now, before, key)
    state = before if before is not None else now
    past = () if before_key is None else standings(state, before_key)
    after = standings(now, key)
    return MeetingChanges(
        key=key,
        before_key=before_key if any(item.reported for item in past) else None,
        moves=_moves(past, after),
        slips=_slips(now, before, after, times_put_off(now.plan, steps, now.version)),
        behind=_behind(now, after),
        unchanged=_unchanged(now, after),
        silent=_silent(now, past, after),
        limit=unchanged_limit(now),
    )


def last_key(now: Snapshot, before: Snapshot | None, key: PeriodKey) -> PeriodKey | None:
    """Return the period the last meeting spoke of: that of its edition, else the last one reported then.

    Without a last meeting it is the period before ``key``.
    """
    if before is None:
        return now.plan.before(key)
    for edition in now.editions:
        if edition.frozen_version == before.version:
            return now.plan.key(edition.fiscal_year, edition.period)
    return max((past for past in before.reports_by_period if past <= key), default=now.plan.before(key))


def unchanged_limit(snapshot: Snapshot) -> int:
    """Return from how many periods on an action that stands still is told: the setting, else the default."""
    told = next((row.value for row in snapshot.settings if row.name == UNCHANGED_SETTING), "")
    return int(told) if told in _SETTABLE else UNCHANGED_PERIODS


def _moves(past: Sequence[Standing], after: Sequence[Standing]) -> tuple[Move, ...]:
    if not any(item.reported for item in past):
        return ()
    return tuple(move for move in moves(past, after) if move.direction is not Direction.SAME)


def _slips(
    now: Snapshot, before: Snapshot | None, after: Sequence[Standing], times: Mapping[str, int]
) -> tuple[Slip, ...]:
    if before is None:
        return ()
    old, new = _planned(before.schedules), _planned(now.schedules)
    found: list[Slip] = []
    for item in after:
        code = item.action.code
        setback = setback_of(now.plan, old.get(code, {}), new.get(code, {}))
        if setback is not None:
            found.append(Slip(item, setback, max(times.get(code, 0), 1)))
    found.sort(key=lambda row: (not row.setback.later, -row.times, badness(row.standing)))
    return tuple(found)


def _planned(schedules: Iterable[Schedule]) -> Mapping[str, Planned]:
    found: dict[str, dict[int, Schedule]] = {}
    for row in schedules:
        found.setdefault(row.action, {})[row.fiscal_year] = row
    return found


def _behind(now: Snapshot, after: Sequence[Standing]) -> tuple[Behind, ...]:
    planned = _planned(now.schedules)
    found: list[Behind] = []
    for item in after:
        gap = _gap(now, planned, item)
        if gap is not None:
            run = takewhile(lambda past: _gap(now, planned, past) is not None, _reported_until(now, item))
            found.append(Behind(item, *gap, sum(1 for _ in run)))
    found.sort(key=lambda row: (-row.gap, badness(row.standing)))
    return tuple(found)


def _gap(now: Snapshot, planned: Mapping[str, Planned], item: Standing) -> tuple[float, float] | None:
    """Return the progress asked for and the one reported, where the plan's limit lies between them."""
    report = item.report
    if report is None or report.progress is None or item.outside in (Outside.STOPPED, Outside.EXCLUDED):
        return None
    expected = expected_progress(planned.get(item.action.code, {}).values(), now.plan, item.key)
    if expected is None or expected - report.progress < now.plan.thresholds.gap_points:
        return None
    return expected, report.progress


def _reported_until(now: Snapshot, item: Standing) -> Iterator[Standing]:
    """Yield an action in each period it reported, from this one back."""
    key: PeriodKey | None = item.key
    while key is not None:
        past = standing_of(now, item.action, key)
        if past.reported:
            yield past
        key = now.plan.before(key)


def _unchanged(now: Snapshot, after: Sequence[Standing]) -> tuple[Unchanged, ...]:
    limit = unchanged_limit(now)
    found = [Unchanged(item, unchanged_periods(now, item)) for item in after]
    told = [row for row in found if row.periods >= limit]
    told.sort(key=lambda row: (-row.periods, badness(row.standing)))
    return tuple(told)


def unchanged_periods(now: Snapshot, item: Standing) -> int:
    """Return for how many periods in a row a report repeated stage and progress of the one before.

    0 for what is finished, stopped, excluded or silent: nothing is expected to move there. A silent
    period ends the row.
    """
    if item.report is None or item.done or item.outside in (Outside.STOPPED, Outside.EXCLUDED):
        return 0
    count, report, key = 0, item.report, now.plan.before(item.key)
    while key is not None:
        earlier = now.report(item.action.code, key)
        if earlier is None or _said(earlier) != _said(report):
            break
        count, key = count + 1, now.plan.before(key)
    return count


def _said(report: Report) -> tuple[str | None, float | None]:
    return report.stage, report.progress


def _silent(now: Snapshot, past: Sequence[Standing], after: Sequence[Standing]) -> tuple[Silent, ...]:
    spoke = {item.action.code for item in past if item.reported}
    found = [
        Silent(item, _silent_periods(now, item), item.action.code in spoke)
        for item in after
        if item.outside is Outside.UNREPORTED
    ]
    found.sort(key=lambda row: (not row.newly, -row.periods))
    return tuple(found)


def _silent_periods(now: Snapshot, item: Standing) -> int:
    """Count back over the periods of which the store holds any report: before those nobody was asked."""
    count, key = 1, now.plan.before(item.key)
    while key is not None and key in now.reports_by_period and item.action.runs_in(key.fiscal_year):
        if now.report(item.action.code, key) is not None:
            break
        count, key = count + 1, now.plan.before(key)
    return count
