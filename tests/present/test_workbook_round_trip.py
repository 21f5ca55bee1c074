"""What we write, our own reader understands without a word to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.intake.plan_book import read_plan_book
from miharu_dx.intake.submission import ProgressSubmission, read_progress
from miharu_dx.intake.workbook import parse
from miharu_dx.present import workbook
from tests.samples import CLASS, DESK, JST, ONLINE, TALLY, small_snapshot

MADE_AT = datetime(2023, 10, 2, 9, 5, tzinfo=JST)
SNAPSHOT = small_snapshot()
PLAN = SNAPSHOT.plan
FIRST, SECOND = (unit.code for unit in PLAN.departments[:2])
EARLY, LATE, NEXT = PLAN.period_keys[:3]


def read_back(department: str, key: PeriodKey) -> ProgressSubmission:
    data = workbook.progress_form(workbook.form_of(SNAPSHOT, department, key, MADE_AT))
    return read_progress(parse(data), snapshot=SNAPSHOT, today=date(2100, 1, 1), base=SNAPSHOT)


@pytest.mark.parametrize(
    ("department", "key", "actions"),
    [(FIRST, EARLY, (ONLINE, TALLY)), (FIRST, LATE, (ONLINE, TALLY)), (SECOND, LATE, (DESK, CLASS))],
)
def test_a_form_of_a_reported_period_reads_back_as_what_is_stored(
    department: str, key: PeriodKey, actions: tuple[str, ...]
) -> None:
    read = read_back(department, key)
    assert read.findings == ()
    assert (read.department, read.fiscal_year, read.period) == (
        department,
        key.fiscal_year,
        PLAN.period_at(key).code,
    )
    for action, row in zip(actions, read.rows, strict=True):
        stored = SNAPSHOT.report(action, key)
        assert stored and row.report
        assert row.report == replace(stored, from_version=0, submission=None)
    for row in read.indicator_rows:
        assert row.actual == SNAPSHOT.values_by_key.get(row.key)


def test_a_form_of_a_new_period_reads_back_as_silence() -> None:
    read = read_back(FIRST, NEXT)
    assert {finding.code for finding in read.findings} == {"row.silent"}
    assert read.silent == (ONLINE, TALLY)
    assert read.reporting == ()


def test_the_fingerprints_read_back_are_those_of_the_stored_reports() -> None:
    read = read_back(FIRST, LATE)
    assert read.form is not None
    assert read.form.fingerprints == {
        action: workbook.report_fingerprint(SNAPSHOT.report(action, LATE)) for action in (ONLINE, TALLY)
    }


def test_a_plan_workbook_reads_back_without_findings_and_with_every_row() -> None:
    read = read_plan_book(parse(workbook.plan_form(SNAPSHOT, MADE_AT)), snapshot=SNAPSHOT)
    assert read.findings == ()
    assert tuple(row.record for row in read.departments) == SNAPSHOT.departments
    assert {row.record.code for row in read.actions} == {ONLINE, TALLY, DESK, CLASS}
    assert tuple(row.record for row in read.actions) == SNAPSHOT.actions
