"""変更なし for every silent row of a department at once: our own 様式, filled in and handed in like any other."""

from __future__ import annotations

from dataclasses import dataclass

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import day_label
from miharu_dx.domain.closing import closing_of
from miharu_dx.domain.collection import collection_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected, Preview, Receipt
from miharu_dx.domain.records import UNCHANGED
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.present.views.collection_missing import MissingUnit, missing_unit
from miharu_dx.present.workbook.fill import CellEntry, fill
from miharu_dx.services import forms, upload
from miharu_dx.services.context import Context
from miharu_dx.services.forms import FormFile


@dataclass(frozen=True)
class Offer:
    """The silent rows of one department and period: those 変更なし answers, and the others with the reason.

    ``version`` is the one they were read from; ``closed`` says that a reason is asked for.
    """

    key: PeriodKey
    unit: MissingUnit
    version: int
    closed: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the rows that would be handed in."""
        return tuple(row.code for row in self.unit.carried)


def offer(ctx: Context, department: str, key: PeriodKey) -> Offer:
    """Return what a department (code) could hand in as 変更なし; nothing is stored.

    Refuses whoever may not hand in for it, and a period that has not begun.
    """
    snapshot = ctx.store.snapshot()
    ctx.require(Permission.SUBMIT, snapshot.departments_by_code[department])
    period = collection_of(snapshot, key, ctx.today())
    if period.today < period.begins:
        label = ctx.plan.period_label(key)
        raise Refusal("unchanged.not_begun", period=label, begins=day_label(period.begins))
    unit = missing_unit(snapshot, department, period.of({department}))
    return Offer(key, unit, snapshot.version, closing_of(snapshot, key) is not None)


def filled_form(ctx: Context, shown: Offer) -> FormFile:
    """Return the 様式 of the department with 申告区分 変更なし in the rows offered and nothing else filled in."""
    period = ctx.plan.period_at(shown.key).code
    form = forms.progress_form(ctx, shown.unit.department, shown.key.fiscal_year, period)
    column = PROGRESS.column("declaration").label
    rows: dict[tuple[str, ...], dict[str, CellEntry]] = {(code,): {column: UNCHANGED} for code in shown.codes}
    data = fill(form.data, {PROGRESS.name: rows}, saved_by=ctx.actor.name, saved_at=ctx.clock())
    return FormFile(form.file_name.removesuffix(".xlsx") + f"_{UNCHANGED}.xlsx", data)


def prepare(ctx: Context, shown: Offer) -> tuple[Preview, FormFile]:
    """Return the judgement of the filled form by the same path as any upload, and the form itself."""
    if not shown.codes:
        raise Refusal("unchanged.nothing")
    file = filled_form(ctx, shown)
    expected = Expected("progress", shown.unit.department, shown.key)
    return upload.prepare(ctx, file.file_name, file.data, expected), file


def hand_in(ctx: Context, shown: Offer, *, reason: str = "") -> Receipt:
    """Hand in 変更なし for exactly the rows that were shown, all of them or nothing.

    Refuses where the silent rows are no longer those; a closed period needs a ``reason``.
    """
    now = offer(ctx, shown.unit.department, shown.key)
    if now.codes != shown.codes:
        raise Refusal("unchanged.moved" if now.codes else "unchanged.nothing")
    preview, file = prepare(ctx, now)
    return upload.commit(ctx, preview, file.data, reason=reason)
