"""重点施策 for somebody who may view it: the page, one action in full, and the file to take away."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report, Snapshot
from miharu_dx.present.views.measure import MeasureView, measure_view
from miharu_dx.present.views.measure_action import ActionDetail, TrailStep, action_detail, trail_of
from miharu_dx.present.views.measure_history import Step
from miharu_dx.present.views.progress_export import (
    COLUMNS,
    COURSE,
    COURSE_COLUMNS,
    course_rows,
    export_rows,
)
from miharu_dx.present.views.progress_table import ActionTable
from miharu_dx.services.context import Context
from miharu_dx.services.history import trail_rows
from miharu_dx.services.listing import Sheet, TableFile, notes_of

_WRITTEN_BY = ("at", "department")


def measure(
    ctx: Context, key: PeriodKey, code: str, *, today: date, version: int | None = None
) -> MeasureView:
    """Return a measure (code) in a period as the store stood at ``version``, now by default."""
    ctx.require(Permission.VIEW)
    snapshot = ctx.snapshot(version)
    return measure_view(snapshot, key, code, today=today, steps=_steps(ctx, snapshot))


def _steps(ctx: Context, snapshot: Snapshot) -> list[Step]:
    return [
        Step(
            Report(**{name: value for name, value in row.items() if name not in _WRITTEN_BY}),
            row["at"],
            row["department"] or "",
        )
        for row in ctx.store.rows("report_steps", version=snapshot.version)
    ]


def action(ctx: Context, key: PeriodKey, code: str, version: int | None = None) -> ActionDetail | None:
    """Return one action (code) up to a period, or none where it is not registered."""
    ctx.require(Permission.VIEW)
    return action_detail(ctx.snapshot(version), code, key)


def trail(ctx: Context, key: PeriodKey, code: str) -> tuple[TrailStep, ...]:
    """Return where each value of an action's report of one period comes from, down to the cell."""
    return trail_of(trail_rows(ctx, "report", (code, key.fiscal_year, ctx.plan.period_at(key).code)))


def measure_file(ctx: Context, view: MeasureView) -> TableFile:
    """Return the table of 重点施策 to be taken away, the same rows as on the page."""
    ctx.require(Permission.EXPORT)
    notes = notes_of(ctx, view.dates, view.period)
    notes.insert(1, (ctx.plan.measure_term, view.name))
    return table_file(view.table, notes)


def table_file(table: ActionTable, notes: list[tuple[str, object]]) -> TableFile:
    """Return a table of actions with the lines that say where it comes from."""
    course = Sheet(COURSE, COURSE_COLUMNS, course_rows(table))
    return TableFile(table.title, COLUMNS, export_rows(table), notes, (course,))
