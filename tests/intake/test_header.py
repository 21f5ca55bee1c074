"""Tables are found by the words of their heading, wherever sheet, row and columns have moved."""

from __future__ import annotations

import pytest

from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, PROGRESS_SHEETS, SheetSpec
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO
from miharu_dx.domain.sheetspec_plan import (
    PLAN_SHEETS,
)
from miharu_dx.intake.header import locate, needed, read_header
from miharu_dx.intake.header_words import heading_key
from tests.intake.tables import book, cited, grid, sheet

LABELS = [column.label for column in PROGRESS.columns]
FIELDS = [column.field for column in PROGRESS.columns]
NEEDED = [column for column in PROGRESS.columns if needed(column)]


def headed(*rows: list[str], **more: object):
    return grid("進捗", rows, **more)  # type: ignore[arg-type]


def test_the_heading_as_printed_is_found_without_a_finding() -> None:
    header, findings = read_header(headed(LABELS), PROGRESS)
    assert findings == []
    assert header is not None
    assert (header.row, dict(header.columns)) == (1, {f: n for n, f in enumerate(FIELDS, 1)})


def test_the_heading_is_found_below_a_title_moved_and_in_any_order() -> None:
    rows = [["進捗報告様式"], [], ["記入の注意", "申告区分"], [], LABELS[::-1]]
    header, findings = read_header(headed(*rows, first_row=2, first_column=3), PROGRESS)
    assert findings == []
    assert header is not None
    assert header.row == 6
    assert header.columns["author"] == 3
    assert header.columns["action"] == 3 + len(LABELS) - 1


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("進捗率(%)", "進捗率（％）"),
        ("進捗率(%)", "進捗率"),
        ("進捗率(%)", "進捗率％"),
        ("進捗率(%)", "進 捗 率\\n（％）"),
        ("進捗率(%)", "達成率"),
        ("申告区分", "申告\\n区分"),
        ("申告区分", "　申 告　区 分 "),
        ("申告区分", "申告区分（必須）"),
        ("申告区分", "申告区分※1"),
        ("個別取組コード", "ＮＯ"),
        ("本部に求める判断・支援", "本部に求める判断･支援"),
        ("記入者", "担当者"),
    ],
)
def test_spellings_of_a_heading_and_its_aliases_are_known(label: str, typed: str) -> None:
    typed_labels = [typed if known == label else known for known in LABELS]
    header, findings = read_header(headed(typed_labels), PROGRESS)
    assert findings == []
    assert header is not None
    assert len(header.columns) == len(LABELS)


@pytest.mark.parametrize("spec", [*PROGRESS_SHEETS, *PLAN_SHEETS, FORM_INFO, CODE_TABLE], ids=lambda s: s.key)
def test_no_two_columns_of_a_sheet_share_a_word(spec: SheetSpec) -> None:
    words = [
        word
        for column in spec.columns
        for word in {heading_key(word) for word in (column.label, *column.aliases)}
    ]
    assert len(words) == len(set(words))


def test_all_missing_columns_are_named_at_once() -> None:
    gone = ("申告区分", "評価", "記入者")
    header, findings = read_header(headed([label for label in LABELS if label not in gone]), PROGRESS)
    assert header is None
    assert cited(findings) == [("1行目", "header.column_missing")]
    assert findings[0].args["columns"] == "申告区分・評価・記入者"


def test_printed_columns_may_be_missing() -> None:
    header, findings = read_header(headed([column.label for column in NEEDED]), PROGRESS)
    assert header is not None
    assert cited(findings) == [("1行目", "header.printed_missing")]


def test_a_heading_that_stands_twice_stops_with_both_cells() -> None:
    header, findings = read_header(headed([*LABELS, "評 価"]), PROGRESS)
    assert header is None
    assert cited(findings) == [("V1", "header.column_duplicate")]
    assert findings[0].args["cells"] == "J1・V1"
    assert findings[0].label == "評価"


def test_two_aliases_without_the_label_are_a_duplicate_too() -> None:
    typed = ["自己評価" if label == "評価" else label for label in LABELS]
    assert cited(read_header(headed([*typed, "進捗評価"]), PROGRESS)[1]) == [
        ("V1", "header.column_duplicate")
    ]


def test_an_alias_beside_the_label_is_another_column() -> None:
    """A running number left of the code is common, and No is an alias of the code."""
    rows = (["No", *LABELS], ["1", "S-01"])
    header, findings = read_header(headed(*rows), PROGRESS)
    assert header is not None
    assert header.columns["action"] == 2
    assert cited(findings) == [("A1", "header.column_unknown")]


def test_columns_nobody_reads_are_told_when_they_hold_values() -> None:
    rows = ([*LABELS, "備考", "空の列", "", ""], [*[""] * len(LABELS), "メモ", "", "", "メモ"])
    header, findings = read_header(headed(*rows), PROGRESS)
    assert header is not None
    assert cited(findings) == [("V1", "header.column_unknown"), ("Y1", "header.column_unnamed")]
    assert (findings[0].shown, findings[1].args["columns"]) == ("備考", "Y列")


def test_hidden_columns_to_fill_are_read_and_told() -> None:
    header, findings = read_header(headed(LABELS, hidden_columns=(7, 8, 10)), PROGRESS)
    assert header is not None
    assert cited(findings) == [("H1", "header.column_hidden")]
    assert findings[0].args["columns"] == "H列・J列"


@pytest.mark.parametrize("rows", [[], [["提出します", "よろしく"]], [["実施段階", "評価"]]])
def test_a_sheet_without_the_heading_stops(rows: list[list[str]]) -> None:
    header, findings = read_header(headed(*rows), PROGRESS)
    assert header is None
    assert cited(findings) == [("", "header.not_found")]


def test_every_sheet_is_looked_for_and_one_fault_leaves_the_others() -> None:
    located = locate(book(sheet(INDICATORS)), PROGRESS_SHEETS)
    assert list(located.headers) == [INDICATORS.key]
    assert [(f.location.sheet, f.code) for f in located.findings] == [("進捗", "header.sheet_missing")]


def test_a_renamed_sheet_is_known_by_its_heading() -> None:
    located = locate(book(sheet(PROGRESS, name="Sheet1"), sheet(INDICATORS)), PROGRESS_SHEETS)
    assert located.headers[PROGRESS.key].sheet.name == "Sheet1"
    assert [(f.location.sheet, f.code) for f in located.findings] == [("Sheet1", "header.sheet_renamed")]


def test_the_name_of_a_sheet_may_be_spelled_in_full_width() -> None:
    assert locate(book(sheet(PROGRESS, name=" 進捗　"), sheet(INDICATORS)), PROGRESS_SHEETS).findings == ()


def test_two_renamed_sheets_are_not_guessed_between() -> None:
    located = locate(
        book(sheet(PROGRESS, name="A案"), sheet(PROGRESS, name="B案"), sheet(INDICATORS)), PROGRESS_SHEETS
    )
    assert PROGRESS.key not in located.headers
    assert cited(located.findings) == [("", "header.sheet_ambiguous")]
    assert located.findings[0].args["sheets"] == "A案・B案"


def test_a_copy_of_a_sheet_is_told_to_be_unread() -> None:
    located = locate(
        book(sheet(PROGRESS), sheet(INDICATORS), sheet(PROGRESS, name="進捗 (2)"), grid("メモ", [["x"]])),
        PROGRESS_SHEETS,
    )
    assert located.headers[PROGRESS.key].sheet.name == "進捗"
    assert [(f.location.sheet, f.code) for f in located.findings] == [("進捗 (2)", "header.sheet_copy")]


def test_a_hidden_sheet_is_read_and_told() -> None:
    located = locate(book(sheet(PROGRESS, state="hidden"), sheet(INDICATORS)), PROGRESS_SHEETS)
    assert set(located.headers) == {PROGRESS.key, INDICATORS.key}
    assert cited(located.findings) == [("", "header.sheet_hidden")]


def test_sheets_of_the_plan_workbook_are_not_taken_for_each_other() -> None:
    renamed = book(*(sheet(spec, name=f"{number}枚目") for number, spec in enumerate(PLAN_SHEETS)))
    located = locate(renamed, PLAN_SHEETS)
    assert {key: header.sheet.name for key, header in located.headers.items()} == {
        spec.key: f"{number}枚目" for number, spec in enumerate(PLAN_SHEETS)
    }
