"""全体状況 for somebody who may view it."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present.views.overview import OverviewView, overview_view
from miharu_dx.present.views.overview_table import overview_columns, overview_rows
from miharu_dx.services.context import Context
from miharu_dx.services.listing import TableFile, notes_of


def overview(
    ctx: Context,
    key: PeriodKey,
    *,
    today: date,
    compare: PeriodKey | None = None,
    department: str | None = None,
    version: int | None = None,
) -> OverviewView:
    """Return 全体状況 of a period as the store stood at ``version``, now by default."""
    ctx.require(Permission.VIEW)
    return overview_view(ctx.snapshot(version), key, today=today, compare=compare, department=department)


def overview_file(ctx: Context, view: OverviewView) -> TableFile:
    """Return the counts of 全体状況 by measure as a table to be taken away, total row last."""
    ctx.require(Permission.EXPORT)
    notes = notes_of(ctx, view.dates, view.period)
    if view.department:
        notes.insert(1, ("担当課", view.department))
    return TableFile(view.grid.title, overview_columns(view.grid), overview_rows(view.grid), notes)
