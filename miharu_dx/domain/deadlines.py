"""The one definition of a period's deadline: what the 事務局 has set, else what the plan states, else none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miharu_dx.domain.calendar import date_label_full
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_cycle import Deadline
from miharu_dx.domain.refusal import Refusal

SOON_DAYS = 7  # 一週間を切ると、課の中の決裁に間に合わなくなり始める
# 期の前に期限が来ることはなく、次の年の同じ期より後まで待つこともない。
_LATEST_DAYS = 366


class DeadlineOrigin(StrEnum):
    """Who said it: the 事務局 for this period, the plan for every year, or nobody."""

    SET = "set"
    PLAN = "plan"
    NONE = "none"


@dataclass(frozen=True)
class Due:
    """The deadline in force for a period; ``day`` is the last day on which a report is on time.

    None for ``day`` means that nothing is ever late: nobody said a day, or none was wanted.
    """

    day: date | None
    origin: DeadlineOrigin

    def left(self, today: date) -> int | None:
        """Return the days left, 0 on the last one and negative after it; none without a deadline."""
        return None if self.day is None else (self.day - today).days

    def passed(self, today: date) -> bool:
        """Whether a report that comes today is late."""
        return self.day is not None and today > self.day


def due_of(snapshot: Snapshot, key: PeriodKey) -> Due:
    """Return the deadline in force for a period as of a version."""
    return due_among(snapshot.plan, snapshot.deadlines, key)


def due_among(plan: Plan, deadlines: Iterable[Deadline], key: PeriodKey) -> Due:
    """Return the deadline of a period from those that were set; the plan's own stands behind them."""
    period = plan.period_at(key).code
    for row in deadlines:
        if (row.fiscal_year, row.period) == (key.fiscal_year, period):
            return Due(row.due, DeadlineOrigin.SET)
    day = plan.deadline(key)
    return Due(day, DeadlineOrigin.NONE if day is None else DeadlineOrigin.PLAN)


def checked_due(plan: Plan, key: PeriodKey, day: date | None) -> date | None:
    """Return a day that can be a period's deadline; refuse one before it begins or a year after its end."""
    first, end = plan.begin_date(key), plan.end_date(key)
    if day is not None and (day < first or (day - end).days > _LATEST_DAYS):
        raise Refusal("deadline.out_of_range", period=plan.period_label(key), day=date_label_full(day))
    return day
