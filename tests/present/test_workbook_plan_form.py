from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from miharu_dx.domain.plan import Department
from miharu_dx.domain.records import DIRECTIONS, INDICATOR_KINDS, Schedule
from miharu_dx.domain.sheetspec import Entry, Kind, SheetSpec
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO, FORM_ITEMS, FORM_KIND_PLAN
from miharu_dx.domain.sheetspec_plan import (
    PLAN_ACTIONS,
    PLAN_DEPARTMENTS,
    PLAN_INDICATORS,
    PLAN_SCHEDULE,
    PLAN_SHEETS,
)
from miharu_dx.present import workbook
from miharu_dx.present.workbook.code_table import department_words
from miharu_dx.present.workbook.plan_form import LEAST_ROWS, SPARE_ROWS
from tests.present.workbook_reading import by_field, column_settings, headings, list_words, opened
from tests.samples import CLASS, DESK, JST, ONLINE, STORE_ID, TALLY, small_snapshot

MADE_AT = datetime(2023, 4, 3, 9, 0, tzinfo=JST)
SNAPSHOT = small_snapshot()
PLAN = SNAPSHOT.plan
EMPTY = replace(
    SNAPSHOT,
    store_kind="real",
    actions=(),
    schedules=(),
    indicators=(),
    targets=(),
    reports=(),
    values=(),
    submissions=(),
)
BOOK = opened(workbook.plan_form(SNAPSHOT, MADE_AT))
BLANK = opened(workbook.plan_form(EMPTY, MADE_AT))


def test_sheets_stand_in_the_order_of_the_spec() -> None:
    names = [spec.name for spec in (*PLAN_SHEETS, CODE_TABLE, FORM_INFO)]
    assert BOOK.sheetnames == BLANK.sheetnames == names


@pytest.mark.parametrize("spec", PLAN_SHEETS, ids=lambda spec: spec.name)
def test_every_column_of_the_spec_is_there_in_order_with_its_comment(spec: SheetSpec) -> None:
    for book in (BOOK, BLANK):
        sheet = book[spec.name]
        assert headings(sheet) == [column.label for column in spec.columns]
        assert all(
            column.comment in cell.comment.text for cell, column in zip(sheet[1], spec.columns, strict=True)
        )


@pytest.mark.parametrize("spec", PLAN_SHEETS, ids=lambda spec: spec.name)
def test_rows_can_be_added_below_with_drop_downs_and_text_kept_as_text(spec: SheetSpec) -> None:
    for book in (BOOK, BLANK):
        sheet = book[spec.name]
        assert not sheet.protection.sheet
        last = 1 + max(sheet.max_row - 1 + SPARE_ROWS, LEAST_ROWS)
        ranges = {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
        settings = column_settings(sheet)
        expected = set()
        for index, column in enumerate(spec.columns, start=1):
            letter = sheet.cell(1, index).column_letter
            if column.entry is not Entry.CONTEXT:
                expected.add(f"{letter}2:{letter}{last}")
            if column.kind in (Kind.CODE, Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE):
                assert settings[index].number_format == "@"
        assert ranges == expected


def test_the_example_is_told_in_a_comment_and_never_stands_as_a_row() -> None:
    for spec in (PLAN_ACTIONS, PLAN_SCHEDULE, PLAN_INDICATORS):
        sheet = BLANK[spec.name]
        assert sheet.max_row == 1
        assert "【記入の例】" in sheet["A1"].comment.text
    comment = BLANK[PLAN_ACTIONS.name]["A1"].comment.text
    assert PLAN.initiatives[0].label in comment
    assert "サンプル" in comment


def test_departments_of_the_plan_stand_in_an_empty_store() -> None:
    rows = by_field(BLANK[PLAN_DEPARTMENTS.name], PLAN_DEPARTMENTS)
    assert [(row["code"], row["name"]) for row in rows] == [
        (unit.code, unit.name) for unit in PLAN.departments
    ]
    assert {row["confirmed"] for row in rows} == {"確認済", "未確認"}
    assert {row["valid_from"] for row in rows} == {PLAN.first_fiscal_year}


def test_actions_stand_in_the_order_of_the_plan_with_the_words_people_choose() -> None:
    snapshot = replace(SNAPSHOT, actions=tuple(reversed(SNAPSHOT.actions)))
    book = opened(workbook.plan_form(snapshot, MADE_AT))
    sheet = book[PLAN_ACTIONS.name]
    rows = by_field(sheet, PLAN_ACTIONS)
    assert [row["code"] for row in rows] == [ONLINE, TALLY, DESK, CLASS]
    assert {row["initiative"] for row in rows} <= set(list_words(book, sheet, "取組事項"))
    assert {row["department"] for row in rows} <= set(list_words(book, sheet, "担当課"))
    assert {row["last_fiscal_year"] for row in rows} == {PLAN.last_fiscal_year}


def test_an_action_without_an_end_leaves_its_last_year_blank() -> None:
    actions = (replace(SNAPSHOT.actions[0], last_fiscal_year=9999), *SNAPSHOT.actions[1:])
    book = opened(workbook.plan_form(replace(SNAPSHOT, actions=actions), MADE_AT))
    assert by_field(book[PLAN_ACTIONS.name], PLAN_ACTIONS)[0]["last_fiscal_year"] is None


def test_the_schedule_asks_for_every_fiscal_year_an_action_runs() -> None:
    rows = by_field(BOOK[PLAN_SCHEDULE.name], PLAN_SCHEDULE)
    years = list(PLAN.fiscal_years)
    assert [(row["action"], row["fiscal_year"]) for row in rows] == [
        (action, year) for action in (ONLINE, TALLY, DESK, CLASS) for year in years
    ]
    planned = {(row["action"], row["fiscal_year"]): row["planned_progress"] for row in rows}
    assert planned[(ONLINE, years[-1])] == 100
    assert planned[(CLASS, years[0])] is None


def test_a_planned_progress_of_zero_is_written_as_zero() -> None:
    schedules = (Schedule(CLASS, PLAN.first_fiscal_year, PLAN.stages[0].name, 0.0),)
    book = opened(workbook.plan_form(replace(SNAPSHOT, schedules=schedules), MADE_AT))
    rows = by_field(book[PLAN_SCHEDULE.name], PLAN_SCHEDULE)
    first = next(row for row in rows if row["action"] == CLASS)
    assert (first["planned_stage"], first["planned_progress"]) == (PLAN.stages[0].name, 0)


def test_indicators_carry_their_targets_year_by_year() -> None:
    rows = by_field(BOOK[PLAN_INDICATORS.name], PLAN_INDICATORS)
    online = [row for row in rows if row["action"] == ONLINE]
    assert [row["target"] for row in online] == [350 + 250 * index for index in range(len(PLAN.fiscal_years))]
    assert [row["baseline"] for row in rows if row["action"] == DESK] == [30] * len(PLAN.fiscal_years)
    sheet = BOOK[PLAN_INDICATORS.name]
    assert list_words(BOOK, sheet, "方向") == list(DIRECTIONS)
    assert list_words(BOOK, sheet, "種別") == list(INDICATOR_KINDS)


def test_a_department_written_in_the_same_workbook_may_be_typed_although_it_is_not_in_the_list() -> None:
    sheet = BLANK[PLAN_ACTIONS.name]
    styles = {
        column.field: rule.errorStyle
        for index, column in enumerate(PLAN_ACTIONS.columns, start=1)
        for rule in sheet.data_validations.dataValidation
        if f"{sheet.cell(1, index).column_letter}2" in rule.sqref
    }
    assert styles["department"] == "warning"
    assert styles["initiative"] in (None, "stop")


def test_units_of_one_name_are_told_apart_in_the_list() -> None:
    units = (Department("a", "総合課"), Department("b", "総合課"), Department("c", "総合課", "係"))
    assert department_words(units) == {"a": "総合課 a", "b": "総合課 b", "c": "総合課（係）"}


def test_form_info_names_the_kind_the_store_and_the_version() -> None:
    rows = {row["item"]: row["value"] for row in by_field(BLANK[FORM_INFO.name], FORM_INFO)}
    assert rows[FORM_ITEMS["form_kind"]] == FORM_KIND_PLAN
    assert rows[FORM_ITEMS["store_id"]] == STORE_ID
    assert rows[FORM_ITEMS["store_version"]] == SNAPSHOT.version
    assert FORM_ITEMS["sample"] not in rows


def test_a_store_without_departments_still_gives_a_workbook() -> None:
    book = opened(workbook.plan_form(replace(EMPTY, departments=()), MADE_AT))
    assert book[PLAN_DEPARTMENTS.name].max_row == 1
