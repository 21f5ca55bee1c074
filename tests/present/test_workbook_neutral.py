from __future__ import annotations

import string
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.present import workbook
from miharu_dx.present.workbook import neutral
from tests.present.workbook_reading import headings, opened, part
from tests.samples import JST, small_snapshot

MADE_AT = datetime(2023, 10, 2, 9, 5, tzinfo=JST)
SNAPSHOT = small_snapshot()

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://example.invalid","見る")',
    "+81-24-000-0000",
    "-予算を確保した",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =cmd|' /C calc'!A0",
    "＝１＋１",
    "＋1",
    "－10",
    "＠A1",
    "http://example.invalid/",
    "mailto:a@example.invalid",
    "123",
    "1-2",
    "TRUE",
)

CLEANED = (
    ("ふつうの文", "ふつうの文"),
    ("一行目\r\n二行目\r三行目", "一行目\n二行目\n三行目"),
    ("縦タブ\vの改行", "縦タブ\nの改行"),
    ("制御\x00文字\x1f", "制御\ufffd文字\ufffd"),
    ("片割れ\ud842の字", "片割れ\ufffdの字"),
    ("𠮷野", "𠮷野"),
    ("タブ\tは残す", "タブ\tは残す"),
    ("", ""),
)


@pytest.mark.parametrize(("given_text", "expected"), CLEANED)
def test_text_is_cleaned_visibly_of_what_a_file_cannot_hold(given_text: str, expected: str) -> None:
    assert neutral.text(given_text) == expected


def test_text_past_the_limit_of_a_cell_is_cut_with_words_that_say_so() -> None:
    cut = neutral.text("長" * 40_000)
    assert len(cut) == neutral.CELL_LIMIT
    assert cut.endswith(neutral.CUT_MARK)
    whole = "長" * neutral.CELL_LIMIT
    assert neutral.text(whole) == whole


@pytest.mark.parametrize("text", FORMULAS[:12])
def test_what_could_be_taken_for_a_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    assert neutral.csv_text(text).startswith("'")


@pytest.mark.parametrize("text", ["順調", "R6-1", "a=b", "M1-1-01", "（-）", "45"])
def test_ordinary_text_stays_as_it_is_in_csv(text: str) -> None:
    assert neutral.csv_text(text) == text


def test_line_breaks_become_blanks_so_that_a_csv_record_is_one_line() -> None:
    assert neutral.csv_text("・一つ目\r\n\r\n・二つ目\n") == "・一つ目 ・二つ目"
    assert neutral.csv_text("\n=1+1") == "'=1+1"


def written(text: str) -> bytes:
    reports = tuple(replace(report, issue=text, author=text[:20]) for report in SNAPSHOT.reports)
    key = SNAPSHOT.plan.period_keys[1]
    snapshot = replace(SNAPSHOT, reports=reports)
    return workbook.progress_form(workbook.form_of(snapshot, SNAPSHOT.departments[0].code, key, MADE_AT))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_in_a_form_becomes_a_formula_a_number_or_a_link(text: str) -> None:
    data = written(text)
    sheet = opened(data)[PROGRESS.name]
    for label in ("課題", "前期の課題"):
        cell = sheet.cell(2, headings(sheet).index(label) + 1)
        assert (cell.data_type, cell.value) == ("s", neutral.text(text))
        assert cell.hyperlink is None
        assert cell.quotePrefix is neutral.looks_like_formula(neutral.text(text))
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")


def test_names_and_codes_that_look_like_formulas_stay_text_everywhere() -> None:
    actions = tuple(
        replace(action, code=f"=A{index}", name=f"+{action.name}", description="@内容")
        for index, action in enumerate(SNAPSHOT.actions)
    )
    units = tuple(replace(unit, name=f"={unit.name}", group="-係") for unit in SNAPSHOT.departments)
    snapshot = replace(SNAPSHOT, actions=actions, departments=units)
    book = opened(workbook.plan_form(snapshot, MADE_AT))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()) | st.sampled_from(string.printable), max_size=40))
def test_any_text_at_all_can_be_written_and_read_again(text: str) -> None:
    sheet = opened(written(text))[PROGRESS.name]
    cell = sheet.cell(2, headings(sheet).index("課題") + 1)
    assert cell.data_type != "f"
    if text and "_x" not in text:  # openpyxlは「_x000D_」のような並びを別の字として読む
        assert cell.value == neutral.text(text)
