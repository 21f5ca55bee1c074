"""A workbook is filled in as a person would: its own cells only, and the same way every time."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_plan import PLAN_SCHEDULE
from miharu_dx.present import workbook
from miharu_dx.present.workbook.fill import Entries, Typed, fill
from tests.rich import JST, rich_snapshot

SAVED = datetime(2026, 4, 10, 11, 14)
SNAPSHOT = rich_snapshot(24, 5)
KEY = PeriodKey(2025, 1)
DEPARTMENT = SNAPSHOT.actions[0].department
FORM = workbook.progress_form(
    workbook.form_of(SNAPSHOT, DEPARTMENT, KEY, datetime(2026, 4, 2, 9, tzinfo=JST))
)
PLAN_FORM = workbook.plan_form(SNAPSHOT, datetime(2026, 4, 2, 9, tzinfo=JST))
CODE = load_workbook(BytesIO(FORM))[PROGRESS.name]["A2"].value


def filled(form: bytes, entries: Entries) -> bytes:
    return fill(form, entries, saved_by="サンプル担当", saved_at=SAVED)


def cell_of(data: bytes, sheet: str, label: str, row: int = 2):
    page = load_workbook(BytesIO(data))[sheet]
    column = next(cell.column for cell in page[1] if cell.value == label)
    return page.cell(row, column)


@pytest.mark.parametrize(
    ("label", "typed", "value", "number_format"),
    [
        ("進捗率(%)", 45, 45, None),
        ("進捗率(%)", "４５％", "４５％", None),
        ("進捗率(%)", Typed(0.45, "0%"), 0.45, "0%"),
        ("基準日", "R8.3.31", "R8.3.31", None),
        ("基準日", date(2026, 3, 31), datetime(2026, 3, 31), None),
        ("課題", "回線の工事が遅れた。", "回線の工事が遅れた。", None),
    ],
)
def test_a_value_stands_in_the_cell_as_typed(label: str, typed, value, number_format):
    data = filled(FORM, {PROGRESS.name: {(CODE,): {label: typed}}})
    cell = cell_of(data, PROGRESS.name, label)
    assert cell.value == value
    assert number_format is None or cell.number_format == number_format


def test_nothing_else_in_the_workbook_changes():
    data = filled(FORM, {PROGRESS.name: {(CODE,): {"課題": "回線の工事が遅れた。"}}})
    before, after = load_workbook(BytesIO(FORM)), load_workbook(BytesIO(data))
    changed = [
        (sheet.title, cell.coordinate)
        for sheet in before
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != after[sheet.title][cell.coordinate].value
    ]
    assert changed == [(PROGRESS.name, cell_of(FORM, PROGRESS.name, "課題").coordinate)]
    page = after[PROGRESS.name]
    assert page.freeze_panes == before[PROGRESS.name].freeze_panes
    assert len(page.data_validations.dataValidation) == len(
        before[PROGRESS.name].data_validations.dataValidation
    )
    assert page.protection.sheet


def test_a_row_is_found_by_all_its_key_columns():
    page = load_workbook(BytesIO(FORM))[INDICATORS.name]
    head = {cell.value: cell.column - 1 for cell in page[1]}
    rows = list(page.iter_rows(min_row=2, values_only=True))
    key = tuple(str(rows[-1][head[label]]) for label in ("個別取組コード", "指標名", "年度"))
    data = filled(FORM, {INDICATORS.name: {key: {"実績値": 7}}})
    assert cell_of(data, INDICATORS.name, "実績値", len(rows) + 1).value == 7


def test_an_unknown_key_becomes_a_new_row_with_the_look_of_its_column():
    rows = load_workbook(BytesIO(PLAN_FORM))[PLAN_SCHEDULE.name].max_row
    data = filled(PLAN_FORM, {PLAN_SCHEDULE.name: {("新-01", "2026"): {"年度末の計画進捗率(%)": 40}}})
    last = max(cell.row for cell in load_workbook(BytesIO(data))[PLAN_SCHEDULE.name]["A"] if cell.value)
    assert last <= rows + 1
    assert cell_of(data, PLAN_SCHEDULE.name, "個別取組コード", last).value == "新-01"
    assert cell_of(data, PLAN_SCHEDULE.name, "年度", last).value == 2026
    progress = cell_of(data, PLAN_SCHEDULE.name, "年度末の計画進捗率(%)", last)
    above = cell_of(data, PLAN_SCHEDULE.name, "年度末の計画進捗率(%)", last - 1)
    assert (progress.value, progress.font.name) == (40, above.font.name)


def test_the_same_entries_give_the_same_bytes_whenever_they_are_saved():
    entries = {PROGRESS.name: {(CODE,): {"進捗率(%)": 45}}}
    first, second = filled(FORM, entries), filled(FORM, entries)
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2026, 4, 10, 11, 14, 0)}
        assert package.read("docProps/core.xml").count(b"2026-04-10T11:14:00Z") == 2


def test_a_comment_keeps_its_room():
    before = load_workbook(BytesIO(FORM))[PROGRESS.name]["F1"].comment
    after = zipfile.ZipFile(BytesIO(filled(FORM, {}))).read("xl/comments/comment1.xml")
    assert before is not None
    assert before.text.split("\n")[0].encode() in after


def test_a_cell_that_was_merged_away_is_told():
    book = Workbook()
    page = book.active
    page.title = PROGRESS.name
    page.append([column.label for column in PROGRESS.columns])
    page.append(["A1", "名前"])
    page.merge_cells("E2:F2")
    unfinished = BytesIO()
    book.save(unfinished)
    with pytest.raises(ValueError, match="F2"):
        filled(unfinished.getvalue(), {PROGRESS.name: {("A1",): {"申告区分": "更新"}}})
