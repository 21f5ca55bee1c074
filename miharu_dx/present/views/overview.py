"""全体状況: one sentence, five figures, measures by rating and year, changes, requests, reporting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.comparison import rated_in_both, reported_in_both
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Standing, Tally, standings
from miharu_dx.present.views.common import Dates, TileView, dates, period_name
from miharu_dx.present.views.overview_events import (
    Changes,
    Reporting,
    Requests,
    changes_of,
    reporting_of,
    requests_of,
)
from miharu_dx.present.views.overview_grid import Grid, grid_of
from miharu_dx.present.views.overview_headline import Situation, headline_of
from miharu_dx.present.views.overview_since import Since
from miharu_dx.present.views.overview_tiles import tiles_of


@dataclass(frozen=True)
class OverviewView:
    """Everything the page 全体状況 says; screen, workbook and slides take their figures from here."""

    period: str
    department: str
    headline: str
    dates: Dates
    tiles: tuple[TileView, ...]
    grid: Grid
    changes: Changes
    requests: Requests
    reporting: Reporting


def overview_view(
    snapshot: Snapshot,
    key: PeriodKey,
    *,
    today: date,
    compare: PeriodKey | None = None,
    department: str | None = None,
) -> OverviewView:
    """Return 全体状況 of a period, beside an earlier one where ``compare`` names it.

    ``department`` (code) narrows every figure on the page alike.
    """
    plan = snapshot.plan
    items = standings(snapshot, key, department=department)
    past: tuple[Standing, ...] | None = None
    if compare is not None and compare < key:
        past = standings(snapshot, compare, department=department)
        if not any(item.reported for item in past):
            past = None
    now = Tally(items)
    since = None if past is None else _since(snapshot, key, compare, past, items)
    name = snapshot.department_name(department) if department else ""
    grid = grid_of(snapshot, key, items, department)
    reporting = reporting_of(snapshot, key, items, today)
    situation = Situation(
        plan=plan,
        period=plan.period_label(key),
        department=name,
        now=now,
        since=since,
        by_measure=_by_measure(snapshot, items),
        registered=bool(snapshot.actions),
    )
    return OverviewView(
        period=plan.period_label(key),
        department=name,
        headline=headline_of(situation),
        dates=dates(snapshot, key, items, today),
        tiles=tiles_of(plan, now, since, reporting),
        grid=grid,
        changes=changes_of(snapshot, past, items, key, compare),
        requests=requests_of(snapshot, items),
        reporting=reporting,
    )


def _by_measure(snapshot: Snapshot, items: Sequence[Standing]) -> tuple[tuple[str, Tally], ...]:
    plan = snapshot.plan
    whole = Tally(tuple(items))
    return tuple(
        (
            measure.label,
            whole.where(
                lambda item, code=measure.code: plan.initiative(item.action.initiative).measure == code
            ),
        )
        for measure in plan.measures
    )


def _since(
    snapshot: Snapshot,
    key: PeriodKey,
    compare: PeriodKey | None,
    past: Sequence[Standing],
    items: Sequence[Standing],
) -> Since:
    plan = snapshot.plan
    last = compare is None or compare == plan.before(key)
    name = "前回" if last or compare is None else period_name(plan, compare)
    return Since(name, rated_in_both(past, items), reported_in_both(past, items))
