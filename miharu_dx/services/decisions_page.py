"""決定事項 for somebody who may view it: the list, the trail of one decision, the table to take away."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import fiscal_year_of
from miharu_dx.present.views.decisions import DecisionRow, DecisionsView, Show, Wanted, decisions_view
from miharu_dx.present.views.decisions_table import decision_columns, decision_records
from miharu_dx.present.views.decisions_trail import TrailStep, trail
from miharu_dx.services.context import Context
from miharu_dx.services.listing import TableFile, notes_of

__all__ = [
    "DecisionRow",
    "DecisionsView",
    "Show",
    "TrailStep",
    "Wanted",
    "decisions",
    "decisions_file",
    "steps",
]


def decisions(ctx: Context, wanted: Wanted, *, today: date) -> DecisionsView:
    """Return the decisions asked for, as they stand on a day."""
    ctx.require(Permission.VIEW)
    year = fiscal_year_of(today, ctx.plan.fiscal_year_start_month)
    return decisions_view(ctx.snapshot(), today=today, fiscal_year=year, wanted=wanted)


def steps(ctx: Context, number: int) -> tuple[TrailStep, ...]:
    """Return what happened to a decision (number) until the version being read, the first first."""
    ctx.require(Permission.VIEW)
    snapshot = ctx.snapshot()
    return trail(snapshot, ctx.store.rows("decision_steps", number=number, version=snapshot.version))


def decisions_file(ctx: Context, view: DecisionsView) -> TableFile:
    """Return the decisions as a table to be taken away, the same rows as on the page."""
    ctx.require(Permission.EXPORT)
    notes = notes_of(ctx, view.dates, "―（会議の記録）")
    return TableFile("決定事項", decision_columns(), decision_records(view.rows), notes)
