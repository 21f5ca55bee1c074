"""What the schedule asks for at a period's end, where the plan only speaks of fiscal years' ends."""

from __future__ import annotations

import calendar as month_lengths
from collections.abc import Iterable

from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Schedule


def share_of_year(plan: Plan, key: PeriodKey) -> float:
    """Return the part of the fiscal year that has passed at a period's end, above 0 up to 1.

    Whole months plus the part of the last one: 上期 to 9月末 of an April year is exactly 0.5.
    """
    end = plan.end_date(key)
    whole = (end.month - plan.fiscal_year_start_month) % 12
    return (whole + end.day / month_lengths.monthrange(end.year, end.month)[1]) / 12


def expected_progress(schedules: Iterable[Schedule], plan: Plan, key: PeriodKey) -> float | None:
    """Return the progress (per cent, 0–100) an action's schedule asks for at a period's end.

    ``start + (end − start) × share_of_year``: ``end`` is the planned progress of this fiscal year's
    end, ``start`` that of the last earlier fiscal year that has one, 0 where none has.
    None where this fiscal year has no planned progress. ``schedules`` are rows of one action.
    """
    planned = {row.fiscal_year: row.planned_progress for row in schedules}
    end = planned.get(key.fiscal_year)
    if end is None:
        return None
    earlier = [
        (year, value) for year, value in planned.items() if value is not None and year < key.fiscal_year
    ]
    start = max(earlier)[1] if earlier else 0.0
    return start + (end - start) * share_of_year(plan, key)


def expected_stage(schedules: Iterable[Schedule], plan: Plan, key: PeriodKey) -> str | None:
    """Return the stage an action's schedule asks for at a period's end.

    At the fiscal year's end it is that year's planned stage. A stage has no middle, so before the
    year's end it is the planned stage of the last earlier fiscal year that has one, None where
    none has. ``schedules`` are rows of one action.
    """
    planned = {row.fiscal_year: row.planned_stage for row in schedules}
    if share_of_year(plan, key) >= 1:
        return planned.get(key.fiscal_year)
    if planned.get(key.fiscal_year) is None:
        return None
    earlier = [year for year, stage in planned.items() if stage and year < key.fiscal_year]
    return planned[max(earlier)] if earlier else None
