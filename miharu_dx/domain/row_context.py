"""What a progress row is judged beside, told from a state of the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from miharu_dx.domain.drafts import RowContext
from miharu_dx.domain.expectation import expected_progress
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Schedule, Snapshot
from miharu_dx.domain.standing import latest_report


def row_context(
    snapshot: Snapshot, action: str, key: PeriodKey, today: date, schedules: Iterable[Schedule]
) -> RowContext:
    """Return what a row of an action (code) in a period is judged against; ``schedules`` are the action's."""
    plan = snapshot.plan
    previous = latest_report(snapshot, action, plan.before(key))
    return RowContext(
        plan=plan,
        key=key,
        today=today,
        previous=previous,
        previous_key=plan.key(previous.fiscal_year, previous.period) if previous else None,
        current=snapshot.report(action, key),
        expected=expected_progress(schedules, plan, key),
    )
