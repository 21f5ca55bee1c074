"""担当課 for somebody who may view it, and the file to take away."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present.views.department import DepartmentView, department_view
from miharu_dx.services.context import Context
from miharu_dx.services.listing import TableFile, notes_of
from miharu_dx.services.measure import table_file


def department(
    ctx: Context, key: PeriodKey, code: str, *, today: date, version: int | None = None
) -> DepartmentView:
    """Return a department (code) in a period as the store stood at ``version``, now by default."""
    ctx.require(Permission.VIEW)
    return department_view(ctx.snapshot(version), key, code, today=today)


def department_file(ctx: Context, view: DepartmentView) -> TableFile:
    """Return the table of 担当課 to be taken away, the same rows as on the page."""
    ctx.require(Permission.EXPORT)
    notes = notes_of(ctx, view.dates, view.period)
    notes.insert(1, ("担当課", view.name))
    return table_file(view.table, notes)
