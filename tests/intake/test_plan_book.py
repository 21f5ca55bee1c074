"""The plan workbook: departments, actions, schedules and targets checked against each other and the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.plan import Department
from miharu_dx.domain.records import Action, Indicator, Schedule, Target
from miharu_dx.domain.sheetspec_form import FORM_KIND_PLAN, FORM_KIND_PROGRESS
from miharu_dx.domain.sheetspec_plan import (
    PLAN_ACTIONS,
    PLAN_DEPARTMENTS,
    PLAN_INDICATORS,
    PLAN_SCHEDULE,
)
from miharu_dx.intake.plan_book import PlanSubmission, read_plan_book
from tests.intake.tables import book, cited, codes, form, sheet
from tests.samples import small_snapshot

FULL = small_snapshot()
UNITS = FULL.departments[:2]
EMPTY = replace(
    FULL,
    departments=(),
    actions=(),
    schedules=(),
    indicators=(),
    targets=(),
    reports=(),
    values=(),
    submissions=(),
)
FORM = form(form_kind=FORM_KIND_PLAN, department=None, fiscal_year=None, period=None)

UNIT_HEAD = "| code | name | group | valid_from | valid_to | successor | confirmed |\n"
UNIT = "| soumu | 総務課 | 文書情報グループ | 2023 | | | 確認済 |\n"
ACTION_HEAD = "| code | name | initiative | department | first_fiscal_year | last_fiscal_year | short_name | description |\n"
ACTION = "| A-1 | （サンプル）申請 | 1-1 行政手続のオンライン化 | 総務課 | 2023 | 2027 | 申請 | 試す |\n"
YEAR_HEAD = "| action | name | fiscal_year | planned_stage | planned_progress |\n"
YEARS = "| A-1 | （サンプル）申請 | 2024 | 検討中 | 20 |\n| A-1 | | R7 | 実施中 | 60% |\n"
KPI_HEAD = "| action | name | indicator | fiscal_year | unit | direction | kind | baseline | target |\n"
KPI = "| A-1 | （サンプル）申請 | 件数 | 2024 | 件 | 高い方が良い | 累計 | 100 | 200 |\n"


def read(
    units: str = UNIT, actions: str = ACTION, years: str = YEARS, kpis: str = KPI, snapshot=EMPTY
) -> PlanSubmission:
    sheets = (
        sheet(PLAN_DEPARTMENTS, UNIT_HEAD + units),
        sheet(PLAN_ACTIONS, ACTION_HEAD + actions),
        sheet(PLAN_SCHEDULE, YEAR_HEAD + years),
        sheet(PLAN_INDICATORS, KPI_HEAD + kpis),
    )
    return read_plan_book(book(FORM, *sheets), snapshot=snapshot)


def test_rows_become_records_with_their_cells() -> None:
    found = read()
    assert found.findings == ()
    assert found.departments[0].record == Department(
        "soumu", "総務課", "文書情報グループ", 2023, None, "", True
    )
    assert found.actions[0].record == Action(
        "A-1", "（サンプル）申請", "1-1", "soumu", "申請", 2023, 2027, "試す"
    )
    assert [row.record for row in found.schedule] == [
        Schedule("A-1", 2024, "検討中", 20.0),
        Schedule("A-1", 2025, "実施中", 60.0),
    ]
    assert found.indicators[0].record == (
        Indicator("A-1", "件数", "件", "高い方が良い", "累計", 100.0),
        Target("A-1", "件数", 2024, 200.0),
    )
    assert found.schedule[1].sources["planned_progress"].location.a1 == "E3"
    assert (found.schedule[1].excel_row, found.schedule[1].sources["planned_progress"].raw) == (3, "60%")


@pytest.mark.parametrize(
    "department", ["総務課", "総務課（文書情報グループ）", "総務課(文書情報ｸﾞﾙｰﾌﾟ)", "soumu"]
)
def test_a_department_may_be_named_in_each_way_people_call_it(department: str) -> None:
    found = read(actions=ACTION.replace("| 総務課 |", f"| {department} |"))
    assert found.findings == ()
    assert found.actions[0].record.department == "soumu"


def test_a_blank_last_year_and_group_set_no_end_and_no_group() -> None:
    found = read(
        units=UNIT.replace("文書情報グループ", ""),
        actions=ACTION.replace("| 2027 |", "| |").replace("| 申請 |", "| |"),
    )
    assert found.findings == ()
    assert found.actions[0].record.last_fiscal_year == Action.last_fiscal_year
    assert found.actions[0].record.meeting_name == "（サンプル）申請"
    assert found.departments[0].record.label == "総務課"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| zaimu | | | 2023 | | | 確認済 |\n", [("B3", "plan_row.required_blank")]),
        ("| | 財務課 | | 2023 | | | 確認済 |\n", [("A3", "plan_row.key_blank")]),
        ("| zaimu | 財務課 | | 2023 | | | たぶん |\n", [("G3", "cell.not_in_list")]),
        ("| zaimu | 財務課 | | | | | 未確認 |\n", [("D3", "plan_row.required_blank")]),
        ("| ＳＯＵＭＵ | 総務 | | 2023 | | | 確認済 |\n", [("A3", "plan_row.duplicate")]),
        ("| zaimu | 財務課 | | 2025 | 2024 | | 確認済 |\n", [("E3", "plan_row.years_reversed")]),
        ("| zaimu | 財務課 | | 2023 | 2099 | | 確認済 |\n", [("E3", "plan_row.year_out_of_bounds")]),
        ("| zaimu | 財務課 | | 1955 | | | 確認済 |\n", []),
        ("| zaimu | 財務課 | | 2023 | 2024 | mirai | 確認済 |\n", [("F3", "plan_row.successor_unknown")]),
        ("| zaimu | 財務課 | | 2023 | 2024 | soumu | 確認済 |\n", []),
        ("| zaimu | 財務課 | | 2023 | | soumu | 確認済 |\n", [("F3", "plan_row.successor_without_end")]),
        ("| zaimu | 財務課 | | 2023 | 2024 | zaimu | 確認済 |\n", [("F3", "plan_row.successor_circle")]),
        (
            "| zaimu | 財務課 | | 2023 | 2024 | shin | 確認済 |\n| shin | 新課 | | 2026 | | | 確認済 |\n",
            [("F3", "plan_row.successor_not_there")],
        ),
        (
            "| zaimu | 財務課 | | 2023 | 2024 | shin | 確認済 |\n| shin | 新課 | | 2025 | | | 確認済 |\n",
            [],
        ),
        (
            "| soumu2 | 総務課 | 文書情報グループ | 2024 | | | 確認済 |\n",
            [("B3", "plan_row.department_named_twice"), ("D2", "cell.not_in_list")],
        ),
    ],
)
def test_each_fault_of_departments_stands_at_its_cell(rows: str, expected: list[tuple[str, str]]) -> None:
    assert cited(read(units=UNIT + rows).findings) == expected


def test_a_department_that_ends_leaves_its_actions_behind_in_words() -> None:
    ends = "| soumu | 総務課 | | 2023 | 2025 | | 確認済 |\n"
    more = "".join(ACTION.replace("A-1", f"A-{number}") for number in range(2, 8))
    found = read(units=ends, actions=ACTION + more)
    assert cited(found.findings) == [("E2", "plan_row.department_ends")]
    assert (found.findings[0].args["count"], found.findings[0].args["codes"]) == (
        7,
        "A-1・A-2・A-3・A-4・A-5・ほか2件",
    )
    assert read(units=ends, actions=ACTION.replace("2027", "2025")).findings == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| A-2 | | 1-1 | 総務課 | 2023 |\n", [("B3", "plan_row.required_blank")]),
        ("| 2026-01-02 | （サンプル）x | 1-1 | 総務課 | 2023 |\n", [("A3", "cell.code_date")]),
        ("| a－１ | （サンプル）x | 1-1 | 総務課 | 2023 |\n", [("A3", "plan_row.duplicate")]),
        ("| A-2 | （サンプル）x | 9-9 なし | 総務課 | 2023 |\n", [("C3", "cell.not_in_list")]),
        ("| A-2 | （サンプル）x | 1-1 | 宇宙課 | 2023 |\n", [("D3", "cell.not_in_list")]),
        ("| A-2 | （サンプル）x | 1-1 | 総務課 | 2026 | 2025 |\n", [("F3", "plan_row.years_reversed")]),
        ("| A-2 | （サンプル）x | 1-1 | 総務課 | 2019 | 2021 |\n", [("E3", "plan_row.action_outside_plan")]),
        ("| A-2 | （サンプル）x | 1-1 | 総務課 | 2023 | 2090 |\n", [("F3", "plan_row.year_out_of_bounds")]),
        ("| A-2 | （サンプル）x | 1-1 | 総務課 | 2019 | 2099 |\n", [("F3", "plan_row.year_out_of_bounds")]),
        ("| A-2 | （サンプル）x | 1-1 | 総務課 | 2019 |\n", []),
    ],
)
def test_each_fault_of_actions_stands_at_its_cell(row: str, expected: list[tuple[str, str]]) -> None:
    assert cited(read(actions=ACTION + row).findings) == expected


def test_a_new_unit_of_the_same_name_leaves_the_rows_of_the_old_one_alone() -> None:
    old = Department("soumu", "総務課", "文書情報グループ", 2023)
    ends = "| soumu | 総務課 | 文書情報グループ | 2023 | 2025 | shin | 確認済 |\n"
    new = "| shin | 総務課 | 文書情報グループ | 2026 | | | 確認済 |\n"
    actions = ACTION.replace("総務課", "総務課（文書情報グループ）") + ACTION.replace("A-1", "A-2").replace(
        "総務課", "総務課（文書情報グループ） shin"
    )
    found = read(units=ends + new, actions=actions, snapshot=replace(EMPTY, departments=(old,)))
    assert [row.record.department for row in found.actions] == ["soumu", "shin"]
    assert codes(found.findings) == ["plan_row.department_starts_later"]


def test_a_department_that_comes_later_cannot_be_asked_before() -> None:
    found = read(units=UNIT.replace("2023", "2024"))
    assert cited(found.findings) == [("D2", "plan_row.department_starts_later")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| A-9 | | 2024 |\n", [("A4", "plan_row.action_unknown")]),
        ("| A-1 | 別の名 | 2026 | 実施中 | 80 |\n", [("B4", "plan_row.name_differs")]),
        ("| A-1 | | 2031 | 実施中 | 80 |\n", [("C4", "plan_row.year_out_of_bounds")]),
        ("| a-1 | | 2024 | 実施中 | 80 |\n", [("A4", "plan_row.duplicate")]),
        ("| A-1 | | | 実施中 | 80 |\n", [("C4", "plan_row.key_blank")]),
        ("| A-1 | | 2026 | 準備中 | 80 |\n", [("D4", "plan_row.stage_back")]),
        ("| A-1 | | 2026 | 中止 | |\n", []),
        ("| A-1 | | 2026 | 実施中 | 59 |\n", [("E4", "plan_row.progress_fell")]),
        ("| A-1 | | 2026 | 完了 | 90 |\n", [("E4", "plan_row.stage_and_progress")]),
        ("| A-1 | | 2026 | | |\n| A-1 | | 2027 | 実施中 | 50 |\n", [("E5", "plan_row.progress_fell")]),
        ("| A-1 | | 2026 | 済 | 0.8 |\n", None),
    ],
)
def test_each_fault_of_schedules_stands_at_its_cell(
    rows: str, expected: list[tuple[str, str]] | None
) -> None:
    found = cited(read(years=YEARS + rows).findings)
    if expected is None:
        assert {cell for cell, _ in found} == {"D4", "E4"}
    else:
        assert found == expected


def test_a_department_nobody_has_is_answered_with_the_words_of_the_list_alone() -> None:
    (fault,) = read(actions=ACTION.replace("総務課", "宇宙省")).findings
    assert fault.code == "cell.not_in_list"
    assert fault.args["choices"] == "「総務課（文書情報グループ）」のどれか"


def test_an_action_without_a_name_is_told_once_and_not_in_every_row_that_names_it() -> None:
    found = read(actions=ACTION.replace("（サンプル）申請 ", " ", 1)).findings
    assert cited(found) == [("B2", "plan_row.required_blank")]


def test_a_fall_of_the_plan_names_both_cells_or_says_that_it_is_stored() -> None:
    (fault,) = read(years=YEARS + "| A-1 | | 2026 | 実施中 | 59 |\n").findings
    assert (fault.args["other"], fault.args["here"]) == ("E3", "E4")
    stored = replace(EMPTY, schedules=(Schedule("A-1", 2023, "準備中", 30.0),))
    found = read(years="| A-1 | | 2024 | 検討中 | 20 |\n", snapshot=stored).findings
    assert cited(found) == [("D2", "plan_row.stage_back"), ("E2", "plan_row.progress_fell")]
    assert {fault.args["other"] for fault in found} == {"登録済み"}


def test_years_outside_an_actions_life_are_asked_about() -> None:
    short = ACTION.replace("2027", "2024")
    assert cited(read(actions=short).findings) == [("C3", "plan_row.year_outside_action")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| A-1 | | 件数 | 2025 | 件 | 高い方が良い | 累計 | 100 | 300 |\n", []),
        (
            "| A-1 | | 件 数 | 2025 | 人 | 低い方が良い | 単年度 | | 300 |\n",
            [(f"{column}3", "plan_row.indicator_conflict") for column in "EFGH"],
        ),
        (
            "| A-1 | | 件数 | 2025 | | 高い方が良い | 累計 | 100 | 300 |\n",
            [("E3", "plan_row.required_blank")],
        ),
        ("| A-1 | | 件数 | 2025 | 件 | 高い方 | 累計 | 百? | 300 |\n", None),
        ("| A-1 | | 件数 | 2024 | 件 | 高い方が良い | 累計 | 100 | 300 |\n", [("A3", "plan_row.duplicate")]),
        (
            "| A-7 | | 件数 | 2025 | 件 | 高い方が良い | 累計 | 100 | 300 |\n",
            [("A3", "plan_row.action_unknown")],
        ),
        ("| A-1 | | | 2025 | 件 | 高い方が良い | 累計 | 100 | 300 |\n", [("C3", "plan_row.key_blank")]),
        (
            "| A-1 | | 件数 | 2040 | 件 | 高い方が良い | 累計 | 100 | 300 |\n",
            [("D3", "plan_row.year_out_of_bounds")],
        ),
    ],
)
def test_each_fault_of_targets_stands_at_its_cell(row: str, expected: list[tuple[str, str]] | None) -> None:
    found = cited(read(kpis=KPI + row).findings)
    if expected is None:
        assert {cell for cell, _ in found} == {"F3", "H3"}
    else:
        assert found == expected


def test_a_conflict_of_an_indicator_names_both_cells_and_values() -> None:
    row = "| A-1 | | 件数 | 2025 | 件 | 高い方が良い | 累計 | 90 | 300 |\n"
    (fault,) = read(kpis=KPI + row).findings
    assert dict(fault.args) == {"here": "H3", "other": "H2", "previous": "100", "current": "90"}


def test_what_the_workbook_leaves_out_stays_and_is_told() -> None:
    found = read(snapshot=replace(FULL, departments=UNITS))
    assert [(f.location.sheet, f.code, f.shown) for f in found.findings] == [
        ("担当課", "plan_row.missing", "kikaku"),
        *(("個別取組", "plan_row.missing", code) for code in ("S-01", "S-02", "S-03", "S-04")),
        ("工程", "plan_row.missing_rows", ""),
        ("指標", "plan_row.missing_rows", ""),
    ]
    schedule, targets = found.findings[-2:]
    assert (schedule.args["count"], targets.args["count"]) == (15, 10)
    assert schedule.args["examples"] == "S-01の令和5年度、S-01の令和6年度、S-01の令和7年度など"


def test_rows_may_point_at_what_the_store_holds() -> None:
    row = "| s-01 | （サンプル）申請のオンライン化 | 2024 | 検討中 | 40 |\n"
    found = read(units="", actions="", years=row, kpis="", snapshot=FULL)
    assert set(codes(found.findings)) == {"plan_row.missing", "plan_row.missing_rows"}
    assert found.schedule[0].record.action == "S-01"


def test_a_heading_at_fault_leaves_the_other_sheets_to_be_checked() -> None:
    sheets = (
        sheet(PLAN_DEPARTMENTS, UNIT_HEAD + UNIT),
        sheet(PLAN_SCHEDULE, YEAR_HEAD + YEARS + "| A-1 | | 2026 | 完了 | 90 |\n"),
        sheet(PLAN_INDICATORS, KPI_HEAD + KPI),
    )
    found = read_plan_book(book(FORM, *sheets), snapshot=EMPTY)
    assert [(f.location.sheet, f.code) for f in found.findings] == [
        ("個別取組", "header.sheet_missing"),
        ("工程", "plan_row.stage_and_progress"),
    ]


def test_a_progress_form_is_no_plan_workbook() -> None:
    found = read_plan_book(book(form(form_kind=FORM_KIND_PROGRESS)), snapshot=EMPTY)
    assert codes(found.findings) == ["file.form_kind"]
    assert found.form is None
