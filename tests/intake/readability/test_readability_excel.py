"""L1-10 to L1-13: what lies over cells, what their looks say, what is merged and what is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.sheetspec_returned import FIX_LIST
from miharu_dx.intake.model import Look, LookSpan, SheetCells, SheetObject
from tests.intake.readability.sheets import advised, judged, sheet
from tests.intake.readability.test_readability_cells import column
from tests.intake.tables import grid
from tests.intake.tables import sheet as spec_sheet

TABLE = column("件数", "5", "6", "7", "8", "9")
ROWS = "| action | name |\n" + "\n".join(f"| S-0{number} | 名前{number} |" for number in range(1, 6))
RED, PALE, BLUE = Look(fill="FF0000"), Look(fill="DDEBF7"), Look(ink="0563C1")
Cited = list[tuple[str, str]]


def painted(table: str, *spans: LookSpan) -> SheetCells:
    return replace(sheet(table), looks=spans)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (painted(TABLE, LookSpan(2, 4, 4, RED)), [("B4", "L1-11.filled")]),
        (painted(TABLE, LookSpan(2, 4, 4, Look(ink="FF0000"))), [("B4", "L1-11.inked")]),
        (painted(TABLE, LookSpan(2, 4, 4, Look(struck=True))), [("B4", "L1-11.struck")]),
        (painted(TABLE, LookSpan(2, 4, 4, Look(bold=True))), [("B4", "L1-11.bold")]),
        (painted(TABLE, LookSpan(2, 4, 4, Look("FF0000", "FFFFFF", True))), [("B4", "L1-11.filled")]),
        (painted(TABLE, LookSpan(1, 1, 1, RED), LookSpan(2, 1, 6, PALE)), []),
        (painted(TABLE, LookSpan(1, 3, 3, PALE), LookSpan(1, 5, 5, PALE), LookSpan(2, 3, 3, PALE), LookSpan(2, 5, 5, PALE)), []),
        (
            painted(TABLE + "\n| 合計 | 35 |", LookSpan(1, 7, 7, PALE), LookSpan(2, 7, 7, Look(bold=True))),
            [],
        ),
        (
            painted(column("評価", "順調", "遅れ", "順調", "遅れ", "順調"), LookSpan(2, 3, 3, RED), LookSpan(2, 5, 5, RED)),
            [],
        ),
        (painted(column("資料", "有", "https://example.jp", "有", "無", "無"), LookSpan(2, 3, 3, BLUE)), []),
        (
            painted("| 取組 | 4月 | 5月 |\n| 申請 | | |\n| 決裁 | | |\n| 収納 | | 済 |", LookSpan(2, 3, 3, RED)),
            [("B3", "L1-11.filled")],
        ),
    ],
)  # fmt: skip
def test_meaning_by_format_alone(made: SheetCells, expected: Cited) -> None:
    assert advised("L1-11", made) == expected


def test_too_many_looks_to_keep_are_told_and_not_taken_for_none() -> None:
    assert judged(replace(sheet(TABLE), looks=None)).outside["L1-11"] == "too_many_looks"


def test_objects_over_the_cells() -> None:
    objects = (
        SheetObject(3, 2, "pic"),
        SheetObject(5, 1, "txBox", "3月末までに\n終える"),
        SheetObject(1, 9, "cxnSp"),
    )
    told = judged(replace(sheet(TABLE), objects=objects))
    found = [advice for advice in told.advice if advice.rule == "L1-10"]
    assert [(advice.location.a1, advice.code, advice.shown) for advice in found] == [
        ("B3", "L1-10.object", ""),
        ("A5", "L1-10.object_with_text", "3月末までに 終える"),
        ("I1", "L1-10.object", ""),
    ]
    assert [advice.args["kind"] for advice in found] == ["画像", "テキストボックス", "線又は矢印"]


def test_merged_cells_each_range_once() -> None:
    made = sheet(TABLE, merged=((2, 1, 3, 1), (1, 1, 1, 2), (4, 4, 4, 4)))
    assert advised("L1-12", made) == [("A1", "L1-12.merged"), ("A2", "L1-12.merged")]


def test_hidden_rows_columns_and_sheets() -> None:
    made = sheet(TABLE, hidden_rows=(2, 3, 5), hidden_columns=(1,))
    secret = sheet(TABLE, name="控え", state="hidden")
    assert advised("L1-13", made, secret) == [
        ("2行目", "L1-13.rows"), ("5行目", "L1-13.rows"), ("A列", "L1-13.columns"), ("", "L1-13.sheet"),
    ]  # fmt: skip


def test_a_hidden_sheet_is_told_and_not_judged() -> None:
    secret = sheet("| 題 | |\n" + TABLE, name="控え", state="hidden")
    assert advised("L3-01", TABLE, secret) == []


def test_the_list_and_the_marks_of_a_returned_workbook_are_no_faults() -> None:
    fixes = grid(
        FIX_LIST.name,
        [[item.label for item in FIX_LIST.columns], ["1", "■ 要修正", "進捗", "H2", "評価", "①", "㈱"]],
    )
    progress = replace(spec_sheet(PROGRESS, ROWS), looks=(LookSpan(1, 3, 3, RED),))
    told = judged(progress, fixes)
    assert "L1-08" not in told.counts
    assert "L1-11" not in told.counts
    assert judged(progress).counts["L1-11"] == 1
