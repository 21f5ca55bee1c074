"""L1-02, L1-03, L1-04, L1-05, L2-03 and L3-01: where tables, headings and remarks stand."""

from __future__ import annotations

import pytest

from miharu_dx.intake.model import SheetCells
from tests.intake.readability.sheets import advised, judged, sheet

GOOD = """
| 課名 | 取組名 | 件数 |
| 総務課 | 申請 | 10 |
| 住民課 | 案内 | 20 |
"""
TITLED = """
| DX推進計画 進捗管理表 | | |
| | | 令和6年9月末現在 |
| | | |
| 課名 | 取組名 | 件数 |
| 総務課 | 申請 | 10 |
| 住民課 | 案内 | 20 |
"""
TWO_LINED = """
| 取組 | 令和5年度 | | 令和6年度 | |
| | 計画 | 実績 | 計画 | 実績 |
| 申請 | 10 | 12 | 20 | 15 |
| 決裁 | 5 | 5 | 7 | 3 |
"""
Cited = list[tuple[str, str]]


@pytest.mark.parametrize("rule", ["L1-02", "L1-03", "L1-04", "L1-05", "L2-03", "L3-01"])
@pytest.mark.parametrize(
    "table",
    [
        GOOD,
        "| 課名 | 件数 |\n| 総務課 | 10 |",
        "| 課名 | 取組名 | 件数 |",
        "| 項目 | 値 |\n| 期 | 上期 |\n| 年度 | 2024 |",
        "| № | 課名 | 2023 | 2024 |\n| 1 | 総務課 | 5 | 6 |",
    ],
)
def test_a_plain_table_from_the_corner_has_no_advice_on_its_layout(table: str, rule: str) -> None:
    assert advised(rule, table) == []


@pytest.mark.parametrize(
    ("rule", "made", "expected"),
    [
        pytest.param(
            "L1-02",
            GOOD + "| | | |\n| 課名 | 予算額 | 執行率 |\n| 税務課 | 5 | 20 |\n| 財務課 | 6 | 30 |",
            [("A5", "L1-02.second_table")],
            id="a table with its own heading below",
        ),
        pytest.param(
            "L1-02",
            "| 課名 | 件数 | | 課名 | 件数 |\n| 総務課 | 10 | | 税務課 | 5 |\n| 住民課 | 20 | | 財務課 | 6 |",
            [("D1", "L1-02.second_table")],
            id="a table with the same headings at the right",
        ),
        pytest.param(
            "L1-02",
            "| 課名 | 件数 |\n| 総務課 | 10 |\n| 区分 | 説明 |\n| 住民課 | 20 |",
            [],
            id="a row of heading words within a table is a row",
        ),
        pytest.param(
            "L1-03",
            GOOD + "| | | |\n| | | |\n| 税務課 | 収納 | 30 |\n| 財務課 | 契約 | 40 |",
            [("4行目", "L1-03.blank_rows")],
            id="blank rows between rows",
        ),
        pytest.param(
            "L1-03",
            GOOD + "| | | |\n| 合計 | | 30 |",
            [("4行目", "L1-03.blank_rows")],
            id="a blank row before the total",
        ),
        pytest.param(
            "L1-03",
            "| 課名 | 件数 | | 評価 | 備考 |\n| 総務課 | 10 | | 順調 | あり |\n| 住民課 | 20 | | 順調 | なし |",
            [("C1", "L1-03.blank_columns")],
            id="a blank column",
        ),
        pytest.param(
            "L1-03",
            "| 番号 | | 課名 | 件数 |\n| 1 | | 総務課 | 10 |\n| 2 | | 住民課 | 20 |",
            [("B1", "L1-03.blank_columns")],
            id="a blank column behind a single one",
        ),
        pytest.param("L1-03", sheet(GOOD, first_column=3), [("A列", "L1-03.margin")], id="a blank margin"),
        pytest.param("L1-03", TITLED, [], id="the blank row under a title splits nothing"),
        pytest.param(
            "L1-04",
            GOOD + "| ※ 住民課の件数は見込みの値である。 | | |",
            [("A4", "L1-04.memo")],
            id="a note directly under the table",
        ),
        pytest.param(
            "L1-04",
            GOOD + "| | | |\n| 後で確認 | | |",
            [("A5", "L1-04.memo")],
            id="a memo below",
        ),
        pytest.param(
            "L1-04",
            "| 課名 | 取組名 | 件数 | |\n| 総務課 | 申請 | 10 | 要確認 |\n| 住民課 | 案内 | 20 | |",
            [("D2", "L1-04.memo")],
            id="a memo beside",
        ),
        pytest.param(
            "L1-04",
            "| 課名 | 件数 | | |\n| 総務課 | 10 | | 要確認 |\n| 住民課 | 20 | | |",
            [("D2", "L1-04.memo")],
            id="a memo behind a blank column",
        ),
        pytest.param("L1-04", TITLED, [], id="what stands above belongs to the position of the heading"),
        pytest.param(
            "L1-05",
            "| 課名 | 取組名 | |\n| 総務課 | 申請 | あり |\n| 住民課 | 案内 | なし |",
            [("C1", "L1-05.no_heading")],
            id="a column of values without a heading",
        ),
        pytest.param(
            "L1-05",
            "| 課名 | ＊ | 列3 | '4 |\n| 総務課 | 申請 | 10 | あり |\n| 住民課 | 案内 | 20 | なし |",
            [("B1", "L1-05.vague"), ("C1", "L1-05.vague"), ("D1", "L1-05.vague")],
            id="headings of signs and numbers",
        ),
        pytest.param(
            "L1-05", "| 1 | 10 |\n| 2 | 30 |", [("A1", "L1-05.no_head_row")], id="no heading at all"
        ),
        pytest.param(
            "L1-05",
            sheet(TWO_LINED, merged=((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5))),
            [],
            id="headings in two rows",
        ),
        pytest.param(
            "L2-03",
            "| 課名 | 実績 | 実 績 |\n| 総務課 | 1 | 2 |\n| 住民課 | 3 | 4 |",
            [("C1", "L2-03.duplicate")],
            id="one heading twice",
        ),
        pytest.param(
            "L2-03",
            sheet(TWO_LINED, merged=((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5))),
            [("D2", "L2-03.duplicate"), ("E2", "L2-03.duplicate")],
            id="the lower row of two repeats itself",
        ),
        pytest.param("L3-01", TITLED, [("A4", "L3-01.head_row")], id="a title above the heading"),
        pytest.param(
            "L3-01",
            "| 担当課 | 総務課 | |\n| | | |\n" + GOOD.strip(),
            [("A3", "L3-01.head_row")],
            id="whose table it is, above the heading",
        ),
        pytest.param(
            "L3-01",
            sheet(TWO_LINED, merged=((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5))),
            [("A1", "L3-01.several_rows")],
            id="a heading merged over two rows",
        ),
        pytest.param(
            "L3-01", TWO_LINED, [("A1", "L3-01.several_rows")], id="a heading in two rows without merges"
        ),
    ],
)
def test_layout(rule: str, made: SheetCells | str, expected: Cited) -> None:
    assert advised(rule, made) == expected


def test_the_second_of_several_sheets_is_looked_at_too() -> None:
    assert advised("L3-01", GOOD, TITLED) == [("A4", "L3-01.head_row")]


def test_a_sheet_of_instructions_is_no_table_and_gets_no_advice_on_tables() -> None:
    told = judged("| 記入要領 |\n| 1 白いセルに書いてください。 |\n| 2 期限までに出してください。 |")
    assert told.outside["L1-02"] == told.outside["L3-01"] == "no_table"
    assert not told.counts


def test_a_legend_in_two_columns_under_a_table_is_no_second_table() -> None:
    made = GOOD + "| | | |\n| ※1 | 速報の値である | |\n| ※2 | 年度末の見込みである | |"
    assert advised("L1-02", made) == []
    assert advised("L1-04", made) == [
        ("A5", "L1-04.memo"), ("B5", "L1-04.memo"), ("A6", "L1-04.memo"), ("B6", "L1-04.memo"),
    ]  # fmt: skip
