"""The forms this program hands out come back through the real reader without a fault of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.intake import workbook as reader
from miharu_dx.intake.plan_book import read_plan_book
from miharu_dx.intake.submission import ProgressSubmission, read_progress
from miharu_dx.present import workbook
from tests.intake.tables import cited, codes
from tests.samples import JST, PLAN_FILE, small_snapshot

PLANS = [load_plan(path) for path in (PLAN_FILE, Path(__file__).parents[1] / "plans" / "second_plan.toml")]
MADE_AT = datetime(2024, 10, 1, 9, 0, tzinfo=JST)


def returned(snapshot: Snapshot, period: int, fill: dict[str, object] | None = None) -> ProgressSubmission:
    """Return the first department's form of a period, filled in row 2 by heading, as it is read."""
    plan = snapshot.plan
    key = plan.period_keys[period]
    data = workbook.progress_form(workbook.form_of(snapshot, plan.departments[0].code, key, MADE_AT))
    if fill:
        book = openpyxl.load_workbook(BytesIO(data))
        page = book[PROGRESS.name]
        columns = {cell.value: cell.column for cell in page[1]}
        for field, value in fill.items():
            page.cell(2, columns[PROGRESS.column(field).label], value)
        saved = BytesIO()
        book.save(saved)
        data = saved.getvalue()
    today = plan.end_date(key) + timedelta(days=5)
    return read_progress(reader.parse(data, INTAKE_LIMITS), snapshot=snapshot, today=today)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
def test_an_untouched_form_is_silent_and_nothing_else(plan: Plan) -> None:
    found = returned(small_snapshot(plan), 2)
    assert codes(found.findings) == ["row.silent", "row.silent"]
    assert found.silent == ("S-01", "S-02")
    assert found.form is not None
    assert found.form.made_at == MADE_AT


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
def test_the_form_of_a_reported_period_says_what_is_stored(plan: Plan) -> None:
    snapshot = small_snapshot(plan)
    found = returned(snapshot, 1)
    assert not [f for f in found.findings if f.severity == "block"]
    stored = [
        replace(r, from_version=0, submission=None) for r in snapshot.reports if r.period == found.period
    ]
    assert [row.report for row in found.rows] == [r for r in stored if r.action in ("S-01", "S-02")]


def test_what_people_type_into_a_form_is_read_at_its_cell() -> None:
    found = returned(
        small_snapshot(),
        2,
        {
            "declaration": "更新",
            "stage": " 実施中 ",
            "rating": "順調",
            "progress": "２８％",
            "achievement": "試した\n広げた",
            "as_of_date": "R6.9.30",
            "author": "サンプル",
        },
    )
    assert [cell for cell, code in cited(found.findings) if code == "row.silent"] == ["F3"]
    report = found.rows[0].report
    assert report is not None
    assert (report.stage, report.rating, report.progress) == ("実施中", "順調", 28.0)
    assert (report.achievement, report.as_of_date) == ("試した\n広げた", date(2024, 9, 30))
    assert found.rows[0].sources["progress"].raw == "２８％"


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
def test_an_untouched_plan_workbook_is_what_the_store_holds(plan: Plan) -> None:
    snapshot = small_snapshot(plan)
    found = read_plan_book(
        reader.parse(workbook.plan_form(snapshot, MADE_AT), INTAKE_LIMITS), snapshot=snapshot
    )
    assert codes(found.findings) == []
    assert tuple(row.record for row in found.departments) == snapshot.departments
    assert {row.record for row in found.actions} == set(snapshot.actions)
    assert {row.record for row in found.schedule if row.record.planned_progress} == set(snapshot.schedules)
    assert {row.record.indicator for row in found.indicators} == set(snapshot.indicators)
    assert {row.record.target for row in found.indicators} == set(snapshot.targets)
