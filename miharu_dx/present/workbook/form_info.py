"""様式情報: what a workbook was made from, in plain sight."""

from __future__ import annotations

from datetime import datetime

from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.sheetspec_form import (
    FORM_ITEMS,
    FORM_KIND_PLAN,
    FORM_KIND_PROGRESS,
    FORM_VERSION,
)
from miharu_dx.present.workbook.model import ProgressForm

SAMPLE_WORD = "サンプル"
InfoRow = dict[str, object]


def info_row(item: str, value: str | int, subject: str = "") -> InfoRow:
    """Return a row under the word both writer and reader know the item by."""
    return {"item": FORM_ITEMS[item], "subject": subject, "value": value}


def progress_info(form: ProgressForm) -> list[InfoRow]:
    """Return 様式情報 of a 様式: the returns it answers, and at the end one fingerprint per row."""
    period = form.plan.period_at(form.key)
    return [
        *_origin(
            FORM_KIND_PROGRESS,
            form.plan.code,
            form.store_id,
            form.store_version,
            form.made_at,
            sample=form.store_kind == "demo",
        ),
        info_row("department", form.department.code),
        info_row("department_name", form.department.label),
        info_row("fiscal_year", form.key.fiscal_year),
        info_row("period", period.code),
        info_row("period_name", period.name),
        *(info_row("returned", text) for text in form.returns),
        *(info_row("fingerprint", row.fingerprint, row.action.code) for row in form.rows),
        *(
            info_row("reply_fingerprint", row.fingerprint, str(row.decision.number))
            for row in form.instructions
        ),
    ]


def plan_info(snapshot: Snapshot, made_at: datetime) -> list[InfoRow]:
    """Return 様式情報 of a 計画ワークブック."""
    return _origin(
        FORM_KIND_PLAN,
        snapshot.plan.code,
        snapshot.store_id,
        snapshot.version,
        made_at,
        sample=snapshot.store_kind == "demo",
    )


def _origin(
    kind: str, plan: str, store_id: str, version: int, made_at: datetime, *, sample: bool
) -> list[InfoRow]:
    rows = [
        info_row("form_kind", kind),
        info_row("form_version", FORM_VERSION),
        info_row("plan_code", plan),
        info_row("store_id", store_id),
        info_row("store_version", version),
        info_row("made_at", made_at.isoformat(sep=" ", timespec="seconds")),
    ]
    return [*rows, info_row("sample", SAMPLE_WORD)] if sample else rows
