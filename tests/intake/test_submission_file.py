"""Whether a workbook belongs here at all: faults of the file stand alone and hide all else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from miharu_dx.domain.finding import Tier
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_KIND_PLAN
from miharu_dx.intake.submission import Expected, ProgressSubmission, read_progress
from tests.intake.tables import book, cited, codes, form, grid, sheet
from tests.samples import small_snapshot

SNAPSHOT = small_snapshot()
TODAY = date(2024, 10, 5)
BROKEN = sheet(PROGRESS, "| action |\n| X-99 |")


def read(*sheets, expected: Expected | None = None, snapshot=SNAPSHOT) -> ProgressSubmission:
    return read_progress(book(*sheets), snapshot=snapshot, today=TODAY, expected=expected)


def test_a_form_of_this_store_passes_and_says_where_it_comes_from() -> None:
    found = read(form({"S-01": "f1", "S-02": "f2"}), sheet(PROGRESS), sheet(INDICATORS)).form
    assert found is not None
    assert (found.department, found.fiscal_year, found.period) == ("soumu", 2024, "H1")
    assert (found.store_version, found.made_at) == (5, datetime(2024, 10, 1))
    assert found.fingerprints == {"S-01": "f1", "S-02": "f2"}


@pytest.mark.parametrize(
    ("items", "expected", "cell", "code"),
    [
        ({"form_version": "2"}, None, "C3", "file.form_version"),
        ({"form_kind": FORM_KIND_PLAN}, None, "C2", "file.form_kind"),
        ({"plan_code": "other-plan"}, None, "C4", "file.form_other_plan"),
        ({"store_id": "another"}, None, "C5", "file.other_store"),
        ({"store_version": "6"}, None, "C6", "file.store_version_newer"),
        ({"store_version": "五"}, None, "C6", "file.form_damaged"),
        ({"store_version": None}, None, "", "file.form_damaged"),
        ({"form_version": None}, None, "", "file.form_damaged"),
        ({"fiscal_year": "#REF!"}, None, "C9", "file.form_damaged"),
        ({"period": None}, None, "", "file.form_damaged"),
        ({"fiscal_year": "2031"}, None, "C9", "file.fiscal_year_unknown"),
        ({"period": "Q3"}, None, "C10", "file.period_unknown"),
        ({"department": "mukashi"}, None, "C7", "file.department_unknown"),
        ({}, Expected(department="kikaku"), "C7", "file.other_department"),
        ({}, Expected(fiscal_year=2025), "C9", "file.other_fiscal_year"),
        ({}, Expected(period="H2"), "C10", "file.other_period"),
    ],
)
def test_a_form_that_does_not_belong_here_is_told_alone(items, expected, cell: str, code: str) -> None:
    found = read(form(**items), BROKEN, expected=expected)
    assert cited(found.findings) == [(cell, code)]
    assert {finding.tier for finding in found.findings} == {Tier.FILE}
    assert (found.rows, found.indicator_rows) == ((), ())


@pytest.mark.parametrize(
    "expected", [None, Expected(), Expected("soumu", 2024, "H1"), Expected(period="上期")], ids=str
)
def test_what_agrees_with_the_choice_of_the_uploader_passes(expected: Expected | None) -> None:
    found = read(form(), sheet(PROGRESS), sheet(INDICATORS), expected=expected)
    assert not [finding for finding in found.findings if finding.tier is Tier.FILE]


def test_everything_that_differs_from_the_choice_is_told_at_once() -> None:
    found = read(form(), BROKEN, expected=Expected("kikaku", 2025, "H2"))
    assert codes(found.findings) == ["file.other_department", "file.other_fiscal_year", "file.other_period"]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ((), "file.form_missing"),
        ((grid("Sheet1", [["項目", "対象", "値"]]),), "file.form_missing"),
        ((grid(FORM_INFO.name, []),), "file.form_damaged"),
        ((grid(FORM_INFO.name, [["項目", "値"]]),), "file.form_damaged"),
    ],
)
def test_a_workbook_that_is_no_form_says_so(sheets, code: str) -> None:
    found = read(*sheets, BROKEN)
    assert codes(found.findings) == [code]
    assert found.form is None


def test_an_item_that_stands_twice_with_two_values_is_damaged() -> None:
    info = form()
    again = grid("x", [["担当課コード", "", "kikaku"]], first_row=info.max_row + 1)
    both = replace(info, cells={**info.cells, **again.cells}, max_row=again.max_row)
    assert codes(read(both, BROKEN).findings) == ["file.form_damaged"]


def test_a_department_that_has_ended_takes_no_more_forms() -> None:
    units = [replace(d, valid_to=2023) if d.code == "soumu" else d for d in SNAPSHOT.departments]
    ended = replace(SNAPSHOT, departments=tuple(units))
    assert codes(read(form(), BROKEN, snapshot=ended).findings) == ["file.department_unknown"]


def test_a_fault_of_a_heading_hides_the_rows_of_its_sheet_only() -> None:
    broken = grid(PROGRESS.name, [["個別取組コード", "申告区分", "評価"], ["X-99"]])
    rows = sheet(INDICATORS, "| action | indicator | fiscal_year | actual |\n| X-99 | 件数 | 2024 | 1 |")
    found = read(form(), broken, rows)
    assert found.rows == ()
    assert [(f.location.sheet, f.code) for f in found.findings if f.code != "row.indicator_missing"] == [
        ("進捗", "header.column_missing"),
        ("進捗", "header.printed_missing"),
        ("指標", "row.code_unknown"),
    ]
