from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from miharu_dx.domain.plan import Period, PeriodKey, Plan, Rating
from miharu_dx.domain.records import DECLARATIONS, NOT_APPLICABLE, UNCHANGED, UPDATED, Snapshot
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, PROGRESS_SHEETS, Entry, Kind, SheetSpec
from miharu_dx.domain.sheetspec_form import (
    CODE_TABLE,
    FORM_INFO,
    FORM_ITEMS,
    FORM_KIND_PROGRESS,
    FORM_VERSION,
)
from miharu_dx.present import workbook
from tests.present.workbook_reading import (
    by_field,
    column_settings,
    headings,
    list_words,
    opened,
    part,
    records,
)
from tests.samples import CLASS, DESK, JST, ONLINE, STORE_ID, TALLY, small_snapshot

MADE_AT = datetime(2023, 10, 2, 9, 5, tzinfo=JST)
SNAPSHOT = small_snapshot()
PLAN = SNAPSHOT.plan
FIRST, SECOND = (unit.code for unit in PLAN.departments[:2])
EARLY, LATE, NEXT = PLAN.period_keys[:3]


def form(department: str = FIRST, key: PeriodKey = LATE, snapshot: Snapshot = SNAPSHOT) -> bytes:
    return workbook.progress_form(workbook.form_of(snapshot, department, key, MADE_AT))


BYTES = form()
BOOK = opened(BYTES)


def test_sheets_stand_in_the_order_of_the_spec() -> None:
    assert BOOK.sheetnames == [PROGRESS.name, INDICATORS.name, CODE_TABLE.name, FORM_INFO.name]


@pytest.mark.parametrize("spec", [*PROGRESS_SHEETS, CODE_TABLE, FORM_INFO], ids=lambda spec: spec.name)
def test_every_column_of_the_spec_is_there_in_order_with_its_width_and_comment(spec: SheetSpec) -> None:
    sheet = BOOK[spec.name]
    assert headings(sheet) == [column.label for column in spec.columns]
    settings = column_settings(sheet)
    for cell, column in zip(sheet[1], spec.columns, strict=True):
        assert settings[cell.column].width == pytest.approx(column.width + 0.71, abs=0.1)
        if column.comment:
            assert column.comment in cell.comment.text


@pytest.mark.parametrize("spec", PROGRESS_SHEETS, ids=lambda spec: spec.name)
def test_only_input_cells_are_unlocked_and_the_sheet_is_protected_without_a_password(spec: SheetSpec) -> None:
    sheet = BOOK[spec.name]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {
        column.label
        for column in spec.columns
        if not sheet.cell(2, spec.columns.index(column) + 1).protection.locked
    }
    assert unlocked == {column.label for column in spec.inputs}
    assert all(cell.protection.locked for cell in sheet[1])


def test_formatting_stays_allowed_so_that_a_typed_percentage_keeps_its_format() -> None:
    protection = BOOK[PROGRESS.name].protection
    assert (protection.formatCells, protection.formatColumns, protection.formatRows) == (False,) * 3
    assert protection.insertRows and protection.deleteRows  # openpyxl: True means that it is forbidden


@pytest.mark.parametrize("spec", PROGRESS_SHEETS, ids=lambda spec: spec.name)
def test_input_cells_are_told_apart_by_line_and_weight_not_by_fill_alone(spec: SheetSpec) -> None:
    sheet = BOOK[spec.name]
    for index, column in enumerate(spec.columns, start=1):
        head, cell = sheet.cell(1, index), sheet.cell(2, index)
        is_input = column.entry is Entry.INPUT
        assert head.font.b is is_input
        assert (head.border.bottom.style == "medium") is is_input
        assert {cell.border.left.style, cell.border.top.style} == ({"thin"} if is_input else {"dotted"})
    explained = {row["選べる値"]: row["意味"] for row in records(BOOK[CODE_TABLE.name])}
    assert "実線" in explained["記入するセル"]
    assert "パスワードはありません" in explained["記入しないセル"]


@pytest.mark.parametrize("spec", PROGRESS_SHEETS, ids=lambda spec: spec.name)
def test_print_is_a4_landscape_with_the_heading_row_and_names_on_every_page(spec: SheetSpec) -> None:
    sheet = BOOK[spec.name]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"
    head = sheet.oddHeader.left.text + sheet.oddHeader.right.text
    for word in (FORM_KIND_PROGRESS, "（見本データ）", PLAN.departments[0].label, PLAN.period_label(LATE)):
        assert word in head
    assert "&P" in sheet.oddFooter.right.text


def test_a_sheet_too_wide_to_read_on_one_page_takes_more_with_the_names_on_each() -> None:
    wide, narrow = BOOK[PROGRESS.name], BOOK[INDICATORS.name]
    assert (wide.page_setup.fitToWidth, wide.print_title_cols) == (3, "$A:$B")
    assert wide.page_setup.pageOrder == "overThenDown", "the pages of one row follow one another"
    assert (int(narrow.page_setup.fitToWidth or 1), narrow.print_title_cols) == (1, None)


def test_numbers_beside_a_cell_to_fill_look_like_the_ones_that_are_typed() -> None:
    sheet = BOOK[INDICATORS.name]
    heads = [cell.value for cell in sheet[1]]
    for label in ("基準値", "目標値", "前回実績値", "実績値"):
        formats = {row[heads.index(label)].number_format for row in sheet.iter_rows(min_row=2)}
        assert formats == {"General"}, label


def test_drop_downs_hold_the_words_of_the_plan() -> None:
    sheet = BOOK[PROGRESS.name]
    assert list_words(BOOK, sheet, "申告区分") == list(DECLARATIONS)
    assert list_words(BOOK, sheet, "実施段階") == [stage.name for stage in PLAN.stages]
    assert list_words(BOOK, sheet, "評価") == [rating.name for rating in PLAN.ratings]


@pytest.mark.parametrize("spec", PROGRESS_SHEETS, ids=lambda spec: spec.name)
def test_every_input_column_is_validated_in_every_row_and_speaks_japanese(spec: SheetSpec) -> None:
    sheet = BOOK[spec.name]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    for column in spec.inputs:
        letter = sheet.cell(1, spec.columns.index(column) + 1).column_letter
        last = f":{letter}{sheet.max_row}" if sheet.max_row > 2 else ""
        rule = rules.pop(f"{letter}2{last}")
        assert column.label in rule.errorTitle
        assert column.label in rule.error
        assert rule.showErrorMessage
        assert (rule.errorStyle in (None, "stop")) is (column.kind is Kind.CHOICE)
    assert not rules


def test_values_of_this_period_and_the_one_before_stand_beside_each_other() -> None:
    rows = {row["action"]: row for row in by_field(BOOK[PROGRESS.name], PROGRESS)}
    assert list(rows) == [ONLINE, TALLY]
    online = rows[ONLINE]
    earlier, present = SNAPSHOT.report(ONLINE, EARLY), SNAPSHOT.report(ONLINE, LATE)
    assert earlier and present
    assert online["name"] == SNAPSHOT.actions_by_code[ONLINE].name
    assert online["initiative"] == PLAN.initiatives[0].label
    assert (online["previous_rating"], online["rating"]) == (earlier.rating, present.rating)
    assert (online["previous_progress"], online["progress"]) == (10, 15)
    assert (online["previous_issue"], online["issue"]) == (None, present.issue)
    assert online["declaration"] == UPDATED
    assert rows[TALLY]["declaration"] == UNCHANGED
    as_of = online["as_of_date"]
    assert isinstance(as_of, datetime) and as_of.date() == PLAN.end_date(LATE)


def test_planned_stage_and_progress_are_those_of_the_period_end() -> None:
    halfway = by_field(opened(form(key=EARLY))[PROGRESS.name], PROGRESS)[0]
    whole = by_field(BOOK[PROGRESS.name], PROGRESS)[0]
    year_share = round(100 / len(PLAN.fiscal_years), 1)
    assert whole["planned_progress"] == pytest.approx(year_share)
    assert halfway["planned_progress"] == pytest.approx(year_share / 2)
    assert whole["planned_stage"] == SNAPSHOT.schedules_by_key[(ONLINE, PLAN.first_fiscal_year)].planned_stage
    unplanned = by_field(opened(form(SECOND))[PROGRESS.name], PROGRESS)[1]
    assert (unplanned["planned_stage"], unplanned["planned_progress"]) == (None, None)


def test_a_new_period_leaves_every_input_blank() -> None:
    for row in by_field(opened(form(key=NEXT))[PROGRESS.name], PROGRESS):
        assert {row[column.field] for column in PROGRESS.inputs} == {None}
    assert by_field(opened(form(key=NEXT))[PROGRESS.name], PROGRESS)[0]["previous_progress"] == 15


def test_a_silent_period_stays_blank_while_a_value_of_zero_is_written() -> None:
    rows = {row["action"]: row for row in by_field(opened(form(SECOND))[PROGRESS.name], PROGRESS)}
    assert (rows[CLASS]["previous_progress"], rows[CLASS]["progress"]) == (None, 0)
    assert rows[DESK]["declaration"] == NOT_APPLICABLE
    assert (rows[DESK]["stage"], rows[DESK]["progress"]) == (None, None)


def test_indicators_come_in_long_form_up_to_the_year_of_the_form() -> None:
    year = PLAN.first_fiscal_year
    rows = by_field(opened(form(key=NEXT))[INDICATORS.name], INDICATORS)
    assert [(row["action"], row["fiscal_year"]) for row in rows] == [(ONLINE, year), (ONLINE, year + 1)]
    assert [(row["target"], row["previous_actual"], row["actual"]) for row in rows] == [
        (350, 320, 320),
        (600, None, None),
    ]
    assert {(row["unit"], row["direction"], row["kind"], row["baseline"]) for row in rows} == {
        ("件", "高い方が良い", "累計", 100)
    }


def test_this_years_actual_is_blank_until_the_period_is_reported_and_then_holds_what_was_said() -> None:
    silent = tuple(r for r in SNAPSHOT.reports if (r.action, r.period) != (ONLINE, PLAN.period_at(LATE).code))
    rows = by_field(opened(form(snapshot=replace(SNAPSHOT, reports=silent)))[INDICATORS.name], INDICATORS)
    assert [(row["previous_actual"], row["actual"]) for row in rows] == [(320, None)]
    rows = by_field(BOOK[INDICATORS.name], INDICATORS)
    assert [(row["previous_actual"], row["actual"]) for row in rows] == [(320, 320)]


def test_form_info_says_in_plain_sight_what_the_form_was_made_from() -> None:
    sheet = BOOK[FORM_INFO.name]
    assert sheet.sheet_state == "visible"
    rows = by_field(sheet, FORM_INFO)
    once = {row["item"]: row["value"] for row in rows if row["subject"] is None}
    period = PLAN.period_at(LATE)
    assert once == {
        FORM_ITEMS["form_kind"]: FORM_KIND_PROGRESS,
        FORM_ITEMS["form_version"]: FORM_VERSION,
        FORM_ITEMS["plan_code"]: PLAN.code,
        FORM_ITEMS["store_id"]: STORE_ID,
        FORM_ITEMS["store_version"]: SNAPSHOT.version,
        FORM_ITEMS["made_at"]: "2023-10-02 09:05:00+09:00",
        FORM_ITEMS["sample"]: "サンプル",
        FORM_ITEMS["department"]: FIRST,
        FORM_ITEMS["department_name"]: PLAN.departments[0].label,
        FORM_ITEMS["fiscal_year"]: LATE.fiscal_year,
        FORM_ITEMS["period"]: period.code,
        FORM_ITEMS["period_name"]: period.name,
    }
    marks = {row["subject"]: row["value"] for row in rows if row["item"] == FORM_ITEMS["fingerprint"]}
    assert list(marks) == [ONLINE, TALLY]
    assert len(set(marks.values())) == 2


def test_a_fingerprint_moves_with_what_the_department_said_and_with_nothing_else() -> None:
    report = SNAPSHOT.report(ONLINE, LATE)
    assert report
    mark = workbook.report_fingerprint(report)
    assert workbook.report_fingerprint(replace(report, from_version=99, submission=99)) == mark
    assert workbook.report_fingerprint(replace(report, issue="別の課題")) != mark
    assert workbook.report_fingerprint(None) != mark


def test_a_real_store_carries_no_mark_of_a_sample() -> None:
    book = opened(form(snapshot=replace(SNAPSHOT, store_kind="real")))
    assert FORM_ITEMS["sample"] not in {row["項目"] for row in records(book[FORM_INFO.name])}
    assert "見本" not in book[PROGRESS.name].oddHeader.left.text


def test_the_same_form_always_gives_the_same_bytes_and_names_no_user() -> None:
    assert form() == BYTES
    properties = BOOK.properties
    assert FORM_KIND_PROGRESS in (properties.title or "")
    assert (properties.creator, properties.lastModifiedBy) == (None, None)
    assert properties.created == MADE_AT.astimezone(UTC).replace(tzinfo=None)


def test_rows_have_a_height_that_shows_the_text_and_still_grow_while_typing() -> None:
    long = replace(SNAPSHOT.reports[1], achievement="（サンプル）手続を洗い出した。" * 20)
    snapshot = replace(SNAPSHOT, reports=(SNAPSHOT.reports[0], long, *SNAPSHOT.reports[2:]))
    data = form(snapshot=snapshot)
    sheet = opened(data)[PROGRESS.name]
    assert sheet.row_dimensions[2].height > 3 * sheet.row_dimensions[3].height
    assert "customHeight" not in part(data, "xl/worksheets/sheet1.xml").split("<sheetData>")[1]


def test_a_text_no_row_is_high_enough_for_shows_its_beginning() -> None:
    long = replace(SNAPSHOT.reports[1], achievement="（サンプル）手続を洗い出した。" * 120)
    snapshot = replace(SNAPSHOT, reports=(SNAPSHOT.reports[0], long, *SNAPSHOT.reports[2:]))
    sheet = opened(form(snapshot=snapshot))[PROGRESS.name]
    column = headings(sheet).index("今期の実績") + 1
    assert [sheet.cell(row, column).alignment.vertical for row in (2, 3)] == ["top", "center"]


def test_actions_of_a_unit_that_has_ended_stand_with_its_successor() -> None:
    first, second, *rest = SNAPSHOT.departments
    ended = replace(first, valid_to=EARLY.fiscal_year, successor=second.code)
    snapshot = replace(SNAPSHOT, departments=(ended, second, *rest))
    filled = workbook.form_of(snapshot, SECOND, NEXT, MADE_AT)
    assert [row.action.code for row in filled.rows] == [ONLINE, TALLY, DESK, CLASS]
    assert workbook.form_of(snapshot, SECOND, LATE, MADE_AT).rows[0].action.code == DESK


def test_actions_that_do_not_run_in_the_year_are_left_out() -> None:
    actions = tuple(
        replace(action, first_fiscal_year=PLAN.first_fiscal_year + 1) if action.code == TALLY else action
        for action in SNAPSHOT.actions
    )
    filled = workbook.form_of(replace(SNAPSHOT, actions=actions), FIRST, LATE, MADE_AT)
    assert [row.action.code for row in filled.rows] == [ONLINE]


def test_another_plan_changes_words_periods_and_years(other_plan: Plan) -> None:
    snapshot = replace(SNAPSHOT, plan=other_plan, reports=(), values=())
    key = other_plan.period_keys[1]
    book = opened(form(key=key, snapshot=snapshot))
    sheet = book[PROGRESS.name]
    assert list_words(book, sheet, "評価") == ["A", "B", "C", "D"]
    assert "第2四半期" in sheet.oddHeader.right.text
    periods = [row for row in records(book[CODE_TABLE.name]) if row["一覧"] == "期"]
    assert [row["コード"] for row in periods] == ["Q1", "Q2", "Q3", "Q4"]


@pytest.fixture
def other_plan() -> Plan:
    ends = ((6, 30), (9, 30), (12, 31), (3, 31))
    meanings = ("good", "ok", "warn", "bad")
    return replace(
        PLAN,
        periods=tuple(
            Period(f"Q{number}", f"第{number}四半期", number - 1, month, day, 15)
            for number, (month, day) in enumerate(ends, start=1)
        ),
        ratings=tuple(
            Rating(word, meaning, "disc", word, order)  # type: ignore[arg-type]
            for order, (word, meaning) in enumerate(zip("ABCD", meanings, strict=True))
        ),
    )


def test_a_department_without_indicators_gets_the_heading_alone() -> None:
    snapshot = replace(SNAPSHOT, indicators=())
    sheet = opened(form(snapshot=snapshot))[INDICATORS.name]
    assert sheet.max_row == 1
    assert not sheet.data_validations.dataValidation


def test_the_print_heading_keeps_an_ampersand_and_cuts_what_is_too_long_visibly() -> None:
    unit = replace(SNAPSHOT.departments[0], name="情報&広報課", group="長い名前のグループ" * 20)
    snapshot = replace(SNAPSHOT, departments=(unit, *SNAPSHOT.departments[1:]))
    xml = part(form(snapshot=snapshot), "xl/worksheets/sheet1.xml")
    header = xml.split("<oddHeader>")[1].split("</oddHeader>")[0].replace("&amp;", "&").replace("&quot;", '"')
    assert "情報&&広報課" in header
    assert "…" in header
    assert len(header) <= 255


def test_dates_are_real_dates_that_show_the_western_year() -> None:
    sheet = BOOK[PROGRESS.name]
    cell = sheet.cell(2, headings(sheet).index("基準日") + 1)
    assert cell.is_date
    assert cell.number_format == "yyyy/mm/dd"
    assert isinstance(cell.value, date)
