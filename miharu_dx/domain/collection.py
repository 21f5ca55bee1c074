"""Who has handed in what of a period: how each row answered, and when the department did."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from miharu_dx.domain.deadlines import Due, due_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import NOT_APPLICABLE, UNCHANGED, UPDATED, Declaration, Snapshot
from miharu_dx.domain.standing import Outside, Standing, answering, standings
from miharu_dx.domain.succession import responsible


class Answer(StrEnum):
    """What a department said of one row: silence is an answer of its own, never 変更なし."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    NOT_APPLICABLE = "not_applicable"
    SILENT = "silent"


_ANSWERS: Mapping[Declaration, Answer] = {
    UPDATED: Answer.UPDATED,
    UNCHANGED: Answer.UNCHANGED,
    NOT_APPLICABLE: Answer.NOT_APPLICABLE,
}


def answer_of(standing: Standing) -> Answer:
    """Return how a row that was asked for answered."""
    return Answer.SILENT if standing.report is None else _ANSWERS[standing.report.declaration]


class Timing(StrEnum):
    """How one department stands with one period; exactly one holds."""

    ON_TIME = "on_time"
    LATE = "late"
    HANDED = "handed"
    PARTIAL = "partial"
    MISSING = "missing"
    OPEN = "open"
    AHEAD = "ahead"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Collected:
    """What one department, or the units it took over, handed in of a period.

    ``items`` are the rows asked for. ``first`` is the day of the first workbook: of several units,
    the last of their first days; none where one of them handed nothing in.
    """

    key: PeriodKey
    items: tuple[Standing, ...]
    first: date | None
    due: Due
    timing: Timing
    overdue: bool

    @cached_property
    def answers(self) -> Counter[Answer]:
        """Rows by how they answered; they add up to the rows asked for."""
        return Counter(answer_of(item) for item in self.items)

    @property
    def asked(self) -> int:
        """Rows asked for."""
        return len(self.items)

    @property
    def reported(self) -> int:
        """Rows that answered in any way."""
        return self.asked - self.answers[Answer.SILENT]

    @property
    def silent(self) -> tuple[Standing, ...]:
        """Rows without an answer, in the plan's order."""
        return tuple(item for item in self.items if not item.reported)

    @property
    def days(self) -> int | None:
        """Days from the deadline to the first workbook, negative before it; none where one is missing."""
        return None if self.first is None or self.due.day is None else (self.first - self.due.day).days


@dataclass(frozen=True)
class PeriodCollection:
    """All that was asked and handed in of one period, by the unit that answered for it then."""

    key: PeriodKey
    due: Due
    today: date
    begins: date
    ends: date
    asked: Mapping[str, tuple[Standing, ...]]
    first: Mapping[str, date]

    def of(self, units: Collection[str]) -> Collected:
        """Return what some units (codes) handed in together; the least punctual of them counts."""
        own = [code for code in self.asked if code in units]
        items = tuple(item for code in own for item in self.asked[code])
        days = [self.first[code] for code in own if code in self.first]
        first = max(days) if own and len(days) == len(own) else None
        timing = self._timing(items, first)
        overdue = timing in (Timing.MISSING, Timing.PARTIAL) and self.due.passed(self.today)
        return Collected(self.key, items, first, self.due, timing, overdue)

    def _timing(self, items: Sequence[Standing], first: date | None) -> Timing:
        if not items:
            return Timing.NOT_ASKED
        reported = sum(item.reported for item in items)
        if reported < len(items):
            # 指標だけを書いた様式も、受け取ったことは確かである。
            return Timing.PARTIAL if reported or first is not None else self._silence()
        if first is None or self.due.day is None:
            return Timing.HANDED
        return Timing.ON_TIME if first <= self.due.day else Timing.LATE

    def _silence(self) -> Timing:
        if self.today < self.begins:
            return Timing.AHEAD
        last = self.ends if self.due.day is None else self.due.day
        return Timing.MISSING if self.today > last else Timing.OPEN


def collection_of(snapshot: Snapshot, key: PeriodKey, today: date) -> PeriodCollection:
    """Return what was asked and handed in of a period.

    A row is asked for unless its action was stopped in an earlier period. A unit's first day is that of
    its first workbook that was not taken back; where it has none, as after an action was moved to it,
    that of the workbooks its rows came from.
    """
    plan = snapshot.plan
    asked: dict[str, list[Standing]] = defaultdict(list)
    for item in standings(snapshot, key):
        if item.reported or item.outside is not Outside.STOPPED:
            asked[answering(snapshot, item.action, key.fiscal_year)].append(item)
    return PeriodCollection(
        key=key,
        due=due_of(snapshot, key),
        today=today,
        begins=plan.begin_date(key),
        ends=plan.end_date(key),
        asked={code: tuple(items) for code, items in asked.items()},
        first=_first_days(snapshot, key, asked),
    )


def _first_days(
    snapshot: Snapshot, key: PeriodKey, asked: Mapping[str, Sequence[Standing]]
) -> Mapping[str, date]:
    period = snapshot.plan.period_at(key).code
    taken_back = {row.subject for row in snapshot.withdrawals}
    days: dict[int, date] = {}
    first: dict[str, date] = {}
    for row in snapshot.submissions:
        if row.id in taken_back or (row.kind, row.fiscal_year, row.period) != (
            "progress", key.fiscal_year, period,
        ):  # fmt: skip
            continue
        # The store keeps moments in world time; days are those of the machine's own zone.
        day = days[row.id] = row.at.astimezone().date()
        first[row.department] = min(first.get(row.department, day), day)
    for code, items in asked.items():
        numbers = [item.report.submission for item in items if item.report is not None]
        came = [days[number] for number in numbers if number in days]
        if code not in first and came:
            first[code] = min(came)
    return first


def begun_periods(snapshot: Snapshot, today: date) -> tuple[PeriodKey, ...]:
    """Return the periods that have begun, in time."""
    plan = snapshot.plan
    return tuple(key for key in plan.period_keys if plan.begin_date(key) <= today)


def lines_of(
    snapshot: Snapshot, fiscal_year: int, periods: Collection[PeriodCollection]
) -> tuple[tuple[str, Mapping[PeriodKey, frozenset[str]]], ...]:
    """Return one line per department (code) with the units that answered for it in each period.

    Lines are the units of the fiscal year, each with the units it took over. A unit that was asked in
    some period and belongs to none of them has a line of its own, so that nobody's period is lost.
    """
    units = snapshot.departments_by_code
    found: dict[str, dict[PeriodKey, set[str]]] = {
        unit.code: {} for unit in snapshot.departments if unit.exists_in(fiscal_year)
    }
    for period in periods:
        for code in period.asked:
            line = responsible(units, code, fiscal_year)
            found.setdefault(line if line in found else code, {}).setdefault(period.key, set()).add(code)
    order = {unit.code: place for place, unit in enumerate(snapshot.departments)}
    return tuple(
        (code, {key: frozenset(own) for key, own in found[code].items()})
        for code in sorted(found, key=lambda code: order.get(code, len(order)))
    )
