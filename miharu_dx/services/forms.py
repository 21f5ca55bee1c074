"""Hand out workbooks: the 様式 of one department and the 計画ワークブック."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import era_of_year, era_year, fiscal_year_label
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.standing import answering
from miharu_dx.present import workbook
from miharu_dx.services.context import Context, department_named

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class FormFile:
    """A workbook ready to be saved: its name and its bytes."""

    file_name: str
    data: bytes


def progress_form(ctx: Context, department: str, fiscal_year: int, period: str) -> FormFile:
    """Return the 様式 of one department and period, prefilled from the present version.

    ``department`` is a code, 課 or full label; ``period`` a code or name.
    """
    plan = ctx.plan
    fiscal_year = plan.checked_fiscal_year(fiscal_year)
    chosen_period = plan.period(period)
    snapshot = ctx.store.snapshot()
    unit = department_named(snapshot, department, fiscal_year)
    ctx.require(Permission.TEMPLATE, unit)
    if not any(
        a.runs_in(fiscal_year) and answering(snapshot, a, fiscal_year) == unit.code for a in snapshot.actions
    ):
        raise Refusal(
            "template.no_actions",
            department=unit.label,
            fiscal_year_label=fiscal_year_label(fiscal_year),
        )
    key = PeriodKey(fiscal_year, chosen_period.order)
    form = workbook.form_of(snapshot, unit.code, key, ctx.clock())
    return FormFile(progress_form_name(snapshot, unit.code, key), workbook.progress_form(form))


def progress_form_name(snapshot: Snapshot, department: str, key: PeriodKey) -> str:
    """Return the file name of a 様式; a form of the demo says so."""
    period = snapshot.plan.period_at(key).name
    name = snapshot.department_name(department)
    return f"様式_{name}_{_short_year(key.fiscal_year)}{period}{_mark(snapshot)}.xlsx"


def _short_year(fiscal_year: int) -> str:
    return f"{era_of_year(fiscal_year).letter}{era_year(fiscal_year):02d}"


def _mark(snapshot: Snapshot) -> str:
    return "（見本）" if snapshot.store_kind == "demo" else ""


def plan_form(ctx: Context) -> FormFile:
    """Return the 計画ワークブック, prefilled with the departments, actions, schedules and indicators."""
    ctx.require(Permission.EDIT_PLAN)
    snapshot = ctx.store.snapshot()
    return FormFile(plan_form_name(snapshot), workbook.plan_form(snapshot, ctx.clock()))


def plan_form_name(snapshot: Snapshot) -> str:
    """Return the file name of the 計画ワークブック of a version."""
    return f"計画ワークブック{_mark(snapshot)}_版{snapshot.version}.xlsx"


def departments_with_actions(ctx: Context, fiscal_year: int) -> tuple[str, ...]:
    """Return the codes of the departments that owe reports in a fiscal year, in their own order."""
    year = ctx.plan.checked_fiscal_year(fiscal_year)
    snapshot = ctx.snapshot()
    owing = {answering(snapshot, action, year) for action in snapshot.actions if action.runs_in(year)}
    return tuple(d.code for d in snapshot.departments if d.code in owing)


def all_forms(ctx: Context, fiscal_year: int, period: str) -> FormFile:
    """Return the forms of every department that owes reports, in one .zip."""
    key = ctx.plan.key(ctx.plan.checked_fiscal_year(fiscal_year), period)
    unfinished = BytesIO()
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for code in departments_with_actions(ctx, fiscal_year):
            form = progress_form(ctx, code, fiscal_year, period)
            archive.writestr(form.file_name, form.data)
    return FormFile(all_forms_name(ctx.snapshot(), key), unfinished.getvalue())


def all_forms_name(snapshot: Snapshot, key: PeriodKey) -> str:
    """Return the file name of the forms of every department."""
    period = snapshot.plan.period_at(key).name
    return f"様式一式_{_short_year(key.fiscal_year)}{period}{_mark(snapshot)}.zip"
