"""Our workbooks beside「行政データにおける機械可読性に関するルール」(デジタル庁, PDL1.0), rule by rule.

Rules that say nothing about a form or a table (L1-01, L1-07, L2-05, L3-07) are kept by the reader
of what people type and by the one spec every year is written from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, PROGRESS_SHEETS, Kind, SheetSpec
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO
from miharu_dx.domain.sheetspec_plan import (
    PLAN_INDICATORS,
    PLAN_SCHEDULE,
    PLAN_SHEETS,
)
from miharu_dx.present import workbook
from tests.present.workbook_reading import by_field, headings, list_words, opened, records
from tests.samples import JST, small_snapshot

MADE_AT = datetime(2023, 10, 2, 9, 5, tzinfo=JST)
SNAPSHOT = small_snapshot()
PLAN = SNAPSHOT.plan

BOOKS: dict[str, Workbook] = {
    "progress": opened(
        workbook.progress_form(
            workbook.form_of(SNAPSHOT, PLAN.departments[1].code, PLAN.period_keys[1], MADE_AT)
        )
    ),
    "plan": opened(workbook.plan_form(SNAPSHOT, MADE_AT)),
    "export": opened(
        workbook.table_xlsx(
            "一覧",
            [workbook.ExportColumn(column.label, column.kind, column.width) for column in PROGRESS.columns],
            [
                [row.action.code, *[None] * (len(PROGRESS.columns) - 1)]
                for row in workbook.form_of(
                    SNAPSHOT, PLAN.departments[0].code, PLAN.period_keys[1], MADE_AT
                ).rows
            ],
            [("出典", PLAN.source), ("文字コード", "UTF-8"), ("更新日時", MADE_AT)],
            workbook.surroundings(PLAN),
            made_at=MADE_AT,
        )
    ),
}
SPECS: dict[str, SheetSpec] = {
    **{f"progress/{spec.name}": spec for spec in PROGRESS_SHEETS},
    **{f"plan/{spec.name}": spec for spec in PLAN_SHEETS},
}

PLATFORM_DEPENDENT = re.compile(r"[\u2460-\u24ff\u2160-\u217f\u3200-\u33ff]")
YEAR_IN_A_HEADING = re.compile(r"(R|H|令和|平成)\s*\d|\d{4}")


def texts(sheet: Worksheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def with_spec(book: str) -> list[tuple[Worksheet, SheetSpec]]:
    return [(BOOKS[book][spec.name], spec) for place, spec in SPECS.items() if place.startswith(f"{book}/")]


def one_table_a_sheet(sheet: Worksheet) -> bool:
    return not sheet.tables and all(headings(sheet)) and sheet.dimensions.startswith("A1:")


def no_blank_row_or_column(sheet: Worksheet) -> bool:
    return all(any(cell.value is not None for cell in row) for row in sheet.iter_rows())


def nothing_outside_the_table(sheet: Worksheet) -> bool:
    return sheet.max_column == len(headings(sheet))


def every_column_has_a_heading(sheet: Worksheet) -> bool:
    return all(isinstance(name, str) and name for name in headings(sheet))


def no_blanks_or_breaks_for_looks(sheet: Worksheet) -> bool:
    return not any(re.search(r"\s", str(name)) for name in headings(sheet)) and not any(
        re.search(r"(^\s|\s$|\s{2,}|\u3000)", text) for text in texts(sheet)
    )


def no_platform_dependent_letters(sheet: Worksheet) -> bool:
    return not any(PLATFORM_DEPENDENT.search(text) for text in texts(sheet))


def no_pictures(sheet: Worksheet) -> bool:
    return not sheet._images and not sheet._charts


def no_merged_cells(sheet: Worksheet) -> bool:
    return not sheet.merged_cells.ranges


def nothing_hidden(sheet: Worksheet) -> bool:
    return sheet.sheet_state == "visible" and not any(
        setting.hidden for setting in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
    )


def no_repeats_left_out(sheet: Worksheet) -> bool:
    first = [row[0].value for row in sheet.iter_rows(min_row=2)]
    return None not in first and "同上" not in texts(sheet)


def headings_are_unique(sheet: Worksheet) -> bool:
    return len(set(headings(sheet))) == len(headings(sheet))


def values_instead_of_formulas(sheet: Worksheet) -> bool:
    return all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def headings_in_row_1_and_data_from_row_2(sheet: Worksheet) -> bool:
    return all(headings(sheet)) and any(cell.value is not None for cell in sheet[2])


def years_do_not_stand_in_headings(sheet: Worksheet) -> bool:
    return not any(YEAR_IN_A_HEADING.search(str(name)) for name in headings(sheet))


EVERY_SHEET: dict[str, Callable[[Worksheet], bool]] = {
    "L1-02": one_table_a_sheet,
    "L1-03": no_blank_row_or_column,
    "L1-04": nothing_outside_the_table,
    "L1-05": every_column_has_a_heading,
    "L1-06": no_blanks_or_breaks_for_looks,
    "L1-08": no_platform_dependent_letters,
    "L1-10": no_pictures,
    "L1-12": no_merged_cells,
    "L1-13": nothing_hidden,
    "L2-02": no_repeats_left_out,
    "L2-03": headings_are_unique,
    "L2-06": values_instead_of_formulas,
    "L3-01": headings_in_row_1_and_data_from_row_2,
    "L3-09": years_do_not_stand_in_headings,
}


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("rule", EVERY_SHEET)
def test_every_sheet_keeps_the_rule(rule: str, book: str) -> None:
    broken = [sheet.title for sheet in BOOKS[book] if not EVERY_SHEET[rule](sheet)]
    assert not broken


@pytest.mark.parametrize("place", SPECS)
def test_l1_09_a_blank_is_no_zero_and_no_empty_text(place: str) -> None:
    sheet = BOOKS[place.split("/")[0]][SPECS[place].name]
    assert not any(cell.value == "" for row in sheet.iter_rows() for cell in row)


def test_l1_09_zero_and_nothing_reported_are_written_differently() -> None:
    rows = by_field(BOOKS["progress"][PROGRESS.name], PROGRESS)
    assert [row["previous_progress"] for row in rows] == [20, None]
    assert [row["progress"] for row in rows] == [None, 0]


@pytest.mark.parametrize("book", ["progress", "plan"])
def test_l1_11_which_cells_to_fill_is_said_in_words_too(book: str) -> None:
    words = {row["選べる値"] for row in records(BOOKS[book][CODE_TABLE.name])}
    assert {"記入するセル", "記入しないセル"} <= words
    for sheet, spec in with_spec(book):
        for index, column in enumerate(spec.columns, start=1):
            head = sheet.cell(1, index)
            assert column.comment and column.comment in head.comment.text


@pytest.mark.parametrize("book", ["progress", "plan"])
def test_l2_01_number_columns_hold_numbers_only(book: str) -> None:
    for sheet, spec in with_spec(book):
        rows = by_field(sheet, spec)
        for column in spec.columns:
            if column.kind in (Kind.NUMBER, Kind.PERCENT, Kind.FISCAL_YEAR):
                kinds = {type(row[column.field]) for row in rows}
                assert kinds <= {int, float, type(None)}, column.label


@pytest.mark.parametrize("book", ["progress", "plan"])
def test_l2_04_choices_come_from_the_code_table(book: str) -> None:
    for sheet, spec in with_spec(book):
        for column in spec.columns:
            if column.kind is Kind.CHOICE:
                found = {row[column.field] for row in by_field(sheet, spec)} - {None}
                assert found <= set(list_words(BOOKS[book], sheet, column.label)), column.label


@pytest.mark.parametrize("book", BOOKS)
def test_l3_02_a_code_table_is_attached(book: str) -> None:
    rows = records(BOOKS[book][CODE_TABLE.name])
    assert rows
    assert all(row["意味"] for row in rows)


@pytest.mark.parametrize("book", ["progress", "plan"])
def test_l3_03_a_blank_cell_is_defined(book: str) -> None:
    meanings = {row["選べる値"]: row["意味"] for row in records(BOOKS[book][CODE_TABLE.name])}
    assert "0（ゼロ）とは別" in str(meanings["（空欄）"])


def test_l3_04_every_number_has_its_unit_in_the_heading_or_in_its_own_column() -> None:
    for spec in (*PROGRESS_SHEETS, *PLAN_SHEETS):
        fields = {column.field for column in spec.columns}
        for column in spec.columns:
            if column.kind in (Kind.NUMBER, Kind.PERCENT):
                assert "(%)" in column.label or "unit" in fields, column.label


@pytest.mark.parametrize("book", ["progress", "plan"])
def test_l3_05_years_are_western_and_dates_are_dates(book: str) -> None:
    for sheet, spec in with_spec(book):
        for row in by_field(sheet, spec):
            for column in spec.columns:
                value = row[column.field]
                if column.kind is Kind.FISCAL_YEAR and value is not None:
                    assert isinstance(value, int) and 1900 < value < 3000
                if column.kind is Kind.DATE and value is not None:
                    assert isinstance(value, datetime)


@pytest.mark.parametrize("book", BOOKS)
def test_l3_06_the_area_code_stands_in_the_code_table(book: str) -> None:
    towns = [row for row in records(BOOKS[book][CODE_TABLE.name]) if row["一覧"] == "団体"]
    assert [(row["コード"], row["選べる値"]) for row in towns] == [(PLAN.area_code, PLAN.town)]


@pytest.mark.parametrize("book", ["progress", "plan"])
def test_l3_08_the_version_and_time_of_a_form_are_stated(book: str) -> None:
    items = {row["項目"] for row in records(BOOKS[book][FORM_INFO.name])}
    assert {"様式の版", "もとにした版", "作成日時"} <= items


def test_l3_08_an_export_states_source_time_and_encoding() -> None:
    assert {row["項目"] for row in records(BOOKS["export"]["出典"])} >= {"出典", "文字コード", "更新日時"}


def test_l3_09_years_are_rows() -> None:
    for spec in (INDICATORS, PLAN_SCHEDULE, PLAN_INDICATORS):
        assert [column.kind for column in spec.columns].count(Kind.FISCAL_YEAR) == 1


def test_l1_14_l1_15_a_csv_record_is_one_line_with_quoted_commas() -> None:
    column = (workbook.ExportColumn("課題"), workbook.ExportColumn("評価"))
    lines = workbook.table_csv(column, [["一行目,\n二行目", "順調"]]).decode("utf-8-sig").splitlines()
    assert lines == ["課題,評価", '"一行目, 二行目",順調']
