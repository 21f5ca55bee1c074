"""Rows of 進捗: told apart, confirmed by name, and every fault cited by its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.records import NOT_APPLICABLE, UNCHANGED, UPDATED, Report, Snapshot
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.intake.submission import ProgressSubmission, read_progress
from tests.intake.tables import book, cited, codes, form, sheet
from tests.samples import small_snapshot

SNAPSHOT = small_snapshot()
TODAY = date(2024, 10, 5)
ONLINE, TALLY = "（サンプル）申請のオンライン化", "（サンプル）集計の自動化"
INDICATOR = "（サンプル）申請件数"
HEAD = (
    "| action | name | declaration | stage | rating | progress | achievement | issue | next_step"
    " | request | as_of_date | author |\n"
)
GOOD = f"| S-01 | {ONLINE} | 更新 | 検討中 | 順調 | 28 | 試した | | | | | 担当 |\n"
SECOND = f"| S-02 | {TALLY} | 変更なし |\n"
FIGURES = sheet(
    INDICATORS, f"| action | name | indicator | fiscal_year |\n| S-01 | {ONLINE} | {INDICATOR} | 2024 |"
)


def read(
    rows: str, *, snapshot: Snapshot = SNAPSHOT, base: Snapshot | None = None, info=None, **more: object
) -> ProgressSubmission:
    progress = sheet(PROGRESS, HEAD + rows, **more)
    return read_progress(book(info or form(), progress, FIGURES), snapshot=snapshot, base=base, today=TODAY)


def test_a_row_becomes_a_report_and_each_value_keeps_its_cell() -> None:
    found = read(GOOD + SECOND)
    assert found.findings == ()
    first, second = found.rows
    assert first.report == Report(
        "S-01", 2024, "H1", UPDATED, "検討中", "順調", 28.0, "試した",
        as_of_date=date(2024, 9, 30), author="担当",
    )  # fmt: skip
    assert {name: source.location.a1 for name, source in first.sources.items()} == {
        "action": "A2", "name": "B2", "declaration": "C2", "stage": "D2", "rating": "E2",
        "progress": "F2", "achievement": "G2", "as_of_date": "K2", "author": "L2",
    }  # fmt: skip
    assert first.sources["progress"].raw == "28"
    assert first.sources["as_of_date"].how == "空欄なので、期の末日とみなした"
    assert (second.excel_row, found.silent) == (3, ())


def test_unchanged_carries_the_last_report_over_from_its_declaration_cell() -> None:
    row = read(GOOD + SECOND).rows[1]
    assert row.report is not None
    assert (row.report.declaration, row.report.stage, row.report.rating, row.report.progress) == (
        UNCHANGED, "検討中", "順調", 12.5,
    )  # fmt: skip
    assert (row.report.achievement, row.report.next_step) == ("", "（サンプル）次の期に試す。")
    assert row.sources["progress"].location.a1 == "C3"
    assert row.sources["progress"].raw == "変更なし"


def test_not_applicable_leaves_no_stage_rating_or_progress() -> None:
    row = read(GOOD + f"| S-02 | {TALLY} | 該当なし | | 対象外 | | | 国の指針を待つ |\n").rows[1]
    assert row.report is not None
    assert row.report.declaration == NOT_APPLICABLE
    assert (row.report.stage, row.report.rating, row.report.progress) == (None, None, None)
    assert row.report.issue == "国の指針を待つ"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"| S-02 | {TALLY} |\n", [("C3", "row.silent")]),
        (f"| S-02 | {TALLY} | | | | 30 |\n", [("C3", "row.declaration_blank")]),
        (f"|  | {TALLY} | 更新 |\n", [("A3", "row.code_blank")]),
        (f"| S-99 | {TALLY} | 更新 |\n", [("A3", "row.code_unknown")]),
        (f"| S-02 | {ONLINE} | 変更なし |\n", [("B3", "row.name_mismatch")]),
        ("| S-02 | | 変更なし |\n", [("B3", "row.name_blank")]),
        (f"| S-02 | {TALLY} | 変更なし | 準備中 |\n", [("D3", "row.unchanged_differs")]),
        (f"| S-02 | {TALLY} | 変更なし | 検討中 | 順調 | 12.5 |\n", []),
        (f"| S-02 | {TALLY} | 変更なし | - | － | 　 |\n", [("D3", "cell.placeholder"), ("E3", "cell.placeholder")]),
        (
            f"| S-02 | {TALLY} | 該当なし | 検討中 | 順調 | 20 |\n",
            [(f"{column}3", "row.excluded_with_values") for column in "DEF"],
        ),
        (
            f"| S-02 | {TALLY} | 更新 | | | | 試した | | | | | 担当 |\n",
            [(f"{column}3", "row.required_blank_again") for column in "DEF"],
        ),
        (
            f"| S-02 | {TALLY} | 更新 | 検討中 | 順調 | 30 | | | | | 2024-04-30 |\n",
            [("G3", "row.achievement_blank"), ("L3", "row.author_blank")],
        ),
        (
            f"| S-02 | {TALLY} | 更新 | 検討中 | 遅延 | #REF! | 試した | | | | | 担当 |\n",
            [("E3", "cell.not_in_list"), ("F3", "cell.error_value")],
        ),
    ],
)  # fmt: skip
def test_each_fault_stands_at_its_cell(row: str, expected: list[tuple[str, str]]) -> None:
    assert cited(read(GOOD + row).findings) == expected


def test_spellings_of_code_and_name_do_not_matter() -> None:
    found = read(GOOD + "| ｓ－０２ | (サンプル) 集計の　自動化 | 変更なし |\n")
    assert found.findings == ()
    assert found.rows[1].action.code == "S-02"


def test_the_same_code_twice_names_both_cells() -> None:
    found = read(GOOD + SECOND + "||\n" + GOOD)
    assert cited(found.findings) == [("A5", "row.duplicate")]
    assert (found.findings[0].args["other"], found.findings[0].args["here"]) == ("A2", "A5")


def test_an_action_of_another_department_is_not_taken() -> None:
    found = read(GOOD + SECOND + "| S-03 | （サンプル）窓口の案内 | 更新 |\n")
    assert cited(found.findings) == [("A4", "row.other_department")]
    assert found.findings[0].args["department"] == "企画政策課"
    assert [row.action.code for row in found.rows] == ["S-01", "S-02"]


def test_an_action_that_does_not_run_in_the_year_is_not_taken() -> None:
    actions = [replace(a, last_fiscal_year=2023) if a.code == "S-02" else a for a in SNAPSHOT.actions]
    found = read(GOOD + SECOND, snapshot=replace(SNAPSHOT, actions=tuple(actions)))
    assert cited(found.findings) == [("A3", "row.not_running")]


def test_the_successor_answers_for_a_department_that_has_ended() -> None:
    units = [
        replace(d, valid_to=2023, successor="soumu") if d.code == "kikaku" else d
        for d in SNAPSHOT.departments
    ]
    found = read(GOOD + SECOND, snapshot=replace(SNAPSHOT, departments=tuple(units)))
    assert [(f.code, f.shown) for f in found.findings if f.location.sheet == "進捗"] == [
        ("row.missing", "S-03"),
        ("row.missing", "S-04"),
    ]


def test_a_row_that_is_not_there_changes_nothing_and_says_so() -> None:
    assert cited(read(GOOD).findings) == [("", "row.missing")]
    added = read(GOOD, info=form({"S-01": "f1"}))
    assert cited(added.findings) == [("", "row.missing_added")]
    assert cited(read(GOOD, info=form({"S-01": "f1", "S-02": "f2"})).findings) == [("", "row.missing")]


def test_a_row_whose_code_was_spoiled_is_not_missing_as_well() -> None:
    assert codes(read(GOOD + f"| S-20 | {TALLY} | 変更なし |\n").findings) == ["row.code_unknown"]


def test_blank_rows_are_passed_over_and_rows_below_them_are_read() -> None:
    found = read("||\n" + GOOD + "||\n||\n|  | | | | | | | 　 |\n" + SECOND)
    assert found.findings == ()
    assert [(row.excel_row, row.action.code) for row in found.rows] == [(3, "S-01"), (7, "S-02")]


def test_hidden_rows_are_read_and_told_once() -> None:
    found = read(GOOD + SECOND + "||\n", hidden_rows=(2, 3, 4))
    assert cited(found.findings) == [("2行目", "row.hidden")]
    assert found.findings[0].args["rows"] == "2〜3行目"
    assert len(found.rows) == 2


@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        ((2, 8, 3, 8), [("H2", "row.merged")]),
        ((3, 3, 3, 4), [("C3", "row.merged")]),
        ((2, 13, 3, 14), []),
        ((1, 1, 1, 2), []),
        ((9, 1, 9, 12), []),
        ((2, 2, 2, 2), []),
    ],
)
def test_merged_cells_leave_a_row_in_doubt(merged, expected: list[tuple[str, str]]) -> None:
    assert cited(read(GOOD + SECOND, merged=(merged,)).findings) == expected


def test_a_silent_row_of_a_reported_period_keeps_what_is_stored() -> None:
    found = read(f"| S-01 | {ONLINE} |\n| S-02 | {TALLY} |\n", info=form(fiscal_year="2023", period="H2"))
    assert cited(found.findings)[:2] == [("C2", "row.silent_keeps"), ("C3", "row.silent_keeps")]
    assert found.silent == ("S-01", "S-02")
    assert found.reporting == ()


def test_a_stopped_action_owes_no_further_word() -> None:
    stopped = replace(SNAPSHOT.reports[3], stage="中止", rating=None)
    snapshot = replace(SNAPSHOT, reports=(*SNAPSHOT.reports[:3], stopped, *SNAPSHOT.reports[4:]))
    assert read(GOOD, snapshot=snapshot).findings == ()
    assert read(GOOD + f"| S-02 | {TALLY} |\n", snapshot=snapshot).findings == ()


def test_unchanged_after_silence_carries_the_earlier_report_and_says_so() -> None:
    reports = tuple(r for r in SNAPSHOT.reports if (r.action, r.period) != ("S-02", "H2"))
    found = read(GOOD + SECOND, snapshot=replace(SNAPSHOT, reports=reports))
    assert cited(found.findings) == [("C3", "row.unchanged_from_earlier")]
    assert found.rows[1].report is not None
    assert found.rows[1].report.progress == 12.5


def test_unchanged_without_any_report_or_after_not_applicable_stops() -> None:
    none = tuple(r for r in SNAPSHOT.reports if r.action != "S-02")
    assert cited(read(GOOD + SECOND, snapshot=replace(SNAPSHOT, reports=none)).findings) == [
        ("C3", "row.unchanged_first")
    ]
    excluded = replace(SNAPSHOT.reports[3], declaration=NOT_APPLICABLE, stage=None, rating=None)
    reports = (*SNAPSHOT.reports[:3], excluded)
    assert cited(read(GOOD + SECOND, snapshot=replace(SNAPSHOT, reports=reports)).findings) == [
        ("C3", "row.unchanged_after_excluded")
    ]


def test_a_first_report_cannot_be_told_to_repeat_the_last() -> None:
    none = tuple(r for r in SNAPSHOT.reports if r.action != "S-02")
    row = f"| S-02 | {TALLY} | 更新 | | 順調 | 10 | 試した | | | | | 担当 |\n"
    assert cited(read(GOOD + row, snapshot=replace(SNAPSHOT, reports=none)).findings)[0] == (
        "D3", "row.required_blank",
    )  # fmt: skip


def test_values_written_over_printed_cells_are_not_taken() -> None:
    head = HEAD.strip() + " previous_stage | previous_progress | previous_rating |\n"
    row = f"| S-01 | {ONLINE} | 更新 | 検討中 | 順調 | 28 | 試した | | | | | 担当 | 準備中 | 15 | |\n"
    found = read_progress(
        book(form(), sheet(PROGRESS, head + row + SECOND), FIGURES), snapshot=SNAPSHOT, today=TODAY
    )
    assert cited(found.findings) == [("M2", "row.context_changed")]
    assert (found.findings[0].shown, found.findings[0].args["expected"]) == ("準備中", "検討中")


def test_what_was_printed_is_judged_by_the_version_of_the_form() -> None:
    """A name that the 事務局 changed after the form was made is no fault of the row."""
    actions = [replace(a, name="（サンプル）新しい名") if a.code == "S-02" else a for a in SNAPSHOT.actions]
    moved = replace(SNAPSHOT, actions=tuple(actions), version=6, latest_version=6)
    assert codes(read(GOOD + SECOND, snapshot=moved).findings) == ["row.name_mismatch"]
    assert codes(read(GOOD + SECOND, snapshot=moved, base=SNAPSHOT).findings) == []
    assert (
        codes(
            read(
                GOOD + "| S-02 | （サンプル）新しい名 | 変更なし |\n", snapshot=moved, base=SNAPSHOT
            ).findings
        )
        == []
    )


def test_columns_in_another_order_below_a_title_give_true_cells() -> None:
    head = "| author | progress | rating | declaration | name | action | stage | achievement | issue"
    head += " | next_step | request | as_of_date |\n"
    row = f"| 担当 | 120 | 順調 | 更新 | {ONLINE} | S-01 | 検討中 | 試した |\n"
    progress = sheet(PROGRESS, head + row, first_row=4, first_column=3)
    found = read_progress(book(form(), progress, FIGURES), snapshot=SNAPSHOT, today=TODAY)
    assert cited(found.findings) == [("", "row.missing"), ("D5", "cell.out_of_range")]
