"""What 進捗率 of a set of actions means: the one place where it is defined.

* Actions count from their first fiscal year on. One whose last fiscal year has passed stays in with its
  last value and its last planned value, so that finishing never lowers a mean. 中止 stays out.
* The reported value at a period's end is the one reported last: a silent period changes nothing. An
  action that never reported one has no value.
* Planned and reported means are taken over the same actions, those that have both, so that their
  difference compares like with like. Where none has both, there is no planned mean beside a reported
  one; where nobody has reported, the planned mean stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from miharu_dx.domain.calendar import fiscal_year_name
from miharu_dx.domain.expectation import expected_progress, share_of_year
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Action, Report, Schedule, Snapshot
from miharu_dx.domain.standing import Outside, rounded, standing_of


@dataclass(frozen=True)
class Level:
    """Mean planned and reported progress (per cent) at a period's end, and what they are taken over.

    ``count`` actions are in both means, or in the only one there is; ``carried`` of them reported no
    value in this very period. Of those ``begun`` by then are left out ``unspoken`` (never reported a
    value), ``unscheduled`` (no planned value) and ``stopped``.
    """

    key: PeriodKey
    planned: float | None
    actual: float | None
    count: int
    carried: int
    begun: int
    unspoken: int
    unscheduled: int
    stopped: int

    @property
    def gap(self) -> int | None:
        """Points between the printed percentages, negative behind the plan; none without both."""
        if self.planned is None or self.actual is None:
            return None
        return rounded(self.actual) - rounded(self.planned)


@dataclass(frozen=True)
class Progress:
    """Planned and reported progress of every action of a snapshot, by period."""

    snapshot: Snapshot

    @cached_property
    def _schedules(self) -> dict[str, list[Schedule]]:
        found: dict[str, list[Schedule]] = {}
        for row in self.snapshot.schedules:
            found.setdefault(row.action, []).append(row)
        return found

    @cached_property
    def _reports(self) -> dict[str, list[tuple[PeriodKey, Report]]]:
        found: dict[str, list[tuple[PeriodKey, Report]]] = {}
        for (action, key), report in sorted(self.snapshot.reports_by_key.items(), key=lambda item: item[0]):
            found.setdefault(action, []).append((key, report))
        return found

    def planned(self, action: Action, key: PeriodKey) -> float | None:
        """Return what the schedule asks for at a period's end, in per cent."""
        rows = self._schedules.get(action.code)
        if not rows or action.first_fiscal_year > key.fiscal_year:
            return None
        return expected_progress(rows, self.snapshot.plan, until_end(action, key, self.snapshot.plan))

    def reported(self, action: Action, key: PeriodKey) -> tuple[PeriodKey, float] | None:
        """Return the last reported value up to a period, and in which period it was reported."""
        rows = self._reports.get(action.code, ())
        values = [(at, r.progress) for at, r in rows if at <= key and r.progress is not None]
        return values[-1] if values else None

    def last_reported(self, actions: Iterable[Action], key: PeriodKey) -> PeriodKey | None:
        """Return the last period up to ``key`` in which any of some actions was reported."""
        spoken = [at for action in actions for at, _ in self._reports.get(action.code, ()) if at <= key]
        return max(spoken, default=None)

    def level(self, actions: Iterable[Action], key: PeriodKey) -> Level:
        """Return the means at a period's end over those of ``actions`` that have begun by then."""
        begun = [action for action in actions if action.first_fiscal_year <= key.fiscal_year]
        alive = [a for a in begun if standing_of(self.snapshot, a, key).outside is not Outside.STOPPED]
        planned = {a.code: v for a in alive if (v := self.planned(a, key)) is not None}
        actual = {a.code: v for a in alive if (v := self.reported(a, key)) is not None}
        both = planned.keys() & actual.keys()
        counted = both or actual.keys() or planned.keys()
        told = [actual[code] for code in sorted(counted) if code in actual]
        return Level(
            key=key,
            planned=_mean([planned[code] for code in sorted(counted) if code in planned]),
            actual=_mean([value for _, value in told]),
            count=len(counted),
            carried=sum(1 for at, _ in told if at < key),
            begun=len(begun),
            unspoken=sum(1 for action in alive if action.code not in actual),
            unscheduled=sum(1 for action in alive if action.code not in planned),
            stopped=len(begun) - len(alive),
        )

    def planned_level(self, actions: Iterable[Action], key: PeriodKey) -> tuple[float, int] | None:
        """Return the planned mean alone, for a time that nobody has reported yet, and its count."""
        values = [
            value
            for action in actions
            if standing_of(self.snapshot, action, key).outside is not Outside.STOPPED
            and (value := self.planned(action, key)) is not None
        ]
        mean = _mean(values)
        return None if mean is None else (mean, len(values))


def until_end(action: Action, key: PeriodKey, plan: Plan) -> PeriodKey:
    """Return the period to look at: ``key``, or the action's last one where it has ended before."""
    return min(key, PeriodKey(action.last_fiscal_year, len(plan.periods) - 1))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def is_year_end(plan: Plan, key: PeriodKey) -> bool:
    """Whether a period is the last of its fiscal year."""
    return key.order == len(plan.periods) - 1


def place_in_time(plan: Plan, key: PeriodKey) -> float:
    """Return where a period's end stands on an axis of fiscal years: 2025 is the end of that year."""
    return key.fiscal_year - 1 + (1.0 if is_year_end(plan, key) else share_of_year(plan, key))


def moment_name(plan: Plan, key: PeriodKey) -> str:
    """Return a period's end as one says it: 令和7年度末, or 令和8年度上期 within a year."""
    name = f"{fiscal_year_name(key.fiscal_year)}年度"
    return f"{name}末" if is_year_end(plan, key) else f"{name}{plan.period_at(key).name}"


def steady(plan: Plan, fiscal_year: int) -> float:
    """Return the reference in per cent: equal steps over the plan's fiscal years, 100 at its end."""
    return 100 * (fiscal_year - plan.first_fiscal_year + 1) / len(plan.fiscal_years)
