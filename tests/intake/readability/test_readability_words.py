"""L2-04, L2-05, L3-02, L3-05, L3-06, L3-07, L3-08 and L3-09: words, years, areas, what a file says of itself."""

from __future__ import annotations

import pytest

from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.intake.model import SheetCells
from miharu_dx.intake.readability.areas import is_area_code
from tests.intake.readability.sheets import advised, judged, sheet
from tests.intake.readability.test_readability_cells import column
from tests.intake.tables import form, grid
from tests.intake.tables import sheet as spec_sheet

CODES = grid("コード表", [["記号", "意味"], ["○", "実施した"], ["△", "一部実施した"], ["×", "実施しない"]])
Cited = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (
            column("評価", "順調", "おおむね順調", "○"),
            [("B3", "L2-04.not_in_list"), ("B4", "L2-04.not_in_list")],
        ),
        (column("実施段階", "実施中", "実 施 中"), [("B3", "L2-04.variant")]),
        (column("自己評価", "A", "順調"), [("B2", "L2-04.not_in_list")]),
        (column("評価", "1", "順調"), [("B2", "L2-04.not_in_list")]),
        (column("導入", "済", "済", "済 ", "未", "未"), []),
        (column("導入", "ＲＰＡ", "RPA", "RPA", "なし", "なし"), [("B2", "L2-04.variant")]),
        (column("状況", "申請の画面を作り、関係する課と打ち合わせた。", "回答を待っている。"), []),
        (column("評価", "順調", "やや遅れ", "遅れ"), []),
    ],
)
def test_choices_come_from_one_list(made: str, expected: Cited) -> None:
    assert advised("L2-04", made) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (column("手段", "その他（国待ち）", "電話", "その他"), [("B2", "L2-05.detail")]),
        (column("手段", "その他：郵送", "電話"), [("B2", "L2-05.detail")]),
        (column("手段", "その他", "その他の課", "その他（）"), []),
        (column("今期の実績", "その他、庁内の打合せを3回行い、結果を課長会議で報告した。"), []),
    ],
)
def test_other_and_its_detail(made: str, expected: Cited) -> None:
    assert advised("L2-05", made) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((column("実施の有無", "○", "△", "×"),), [("B1", "L3-02.undefined")]),
        ((column("自己評価", "A", "B", "A"),), [("B1", "L3-02.undefined")]),
        ((column("優先度区分", "1", "2", "2"),), [("B1", "L3-02.undefined")]),
        ((column("実施の有無", "〇", "△", "×"), CODES), []),
        ((column("実施の有無", "○", "△") + "\n| ※ ○：実施した、△：一部実施した | |",), []),
        ((column("評価", "順調", "遅れ"),), []),
    ],
)
def test_codes_have_a_table(made: tuple[SheetCells | str, ...], expected: Cited) -> None:
    assert advised("L3-02", *made) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (
            column("年度", "R6", "令和6年度", "2024", "令和6年度（2024年度）"),
            [("B2", "L3-05.era"), ("B3", "L3-05.era")],
        ),
        (
            column("期限", "R6.4.1", "令和六年四月一日", "2024/4/1", "2024-04-01"),
            [("B2", "L3-05.era"), ("B3", "L3-05.era")],
        ),
        (column("年度", "6", "'6年度", "2024"), [("B2", "L3-05.no_era"), ("B3", "L3-05.no_era")]),
        (column("完了予定日", "6.4.1", "4/1"), [("B2", "L3-05.no_era"), ("B3", "L3-05.no_era")]),
        (column("完了", "令和6年度", "済"), [("B2", "L3-05.era")]),
        (column("期のコード", "H1", "H2"), []),
        (column("期", "上期", "下期"), []),
        (column("備考", "令和6年4月に始める予定である。", "H1"), []),
        ("| 年度 | 西暦年度 |\n| 令和6年度 | 2024 |\n| 令和7年度 | 2025 |", []),
        ("| 課名 | R5実績(件) |\n| 総務課 | 5 |\n| 住民課 | 6 |", [("B1", "L3-05.era_in_heading")]),
        ("| 課名 | 2023年度実績(件) |\n| 総務課 | 5 |\n| 住民課 | 6 |", []),
    ],
)
def test_years_have_their_western_number(made: str, expected: Cited) -> None:
    assert advised("L3-05", made) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("| 課名 | R5 | R6 | R7 |\n| 総務課 | 5 | 6 | 7 |\n| 住民課 | 6 | 7 | 8 |", [("B1", "L3-09.wide")]),
        (
            "| 課名 | 令和5年度計画 | 令和6年度計画 |\n| 総務課 | 5 | 6 |\n| 住民課 | 5 | 6 |",
            [("B1", "L3-09.wide")],
        ),
        ("| 課名 | 2023 | 2024 |\n| 総務課 | 5 | 6 |\n| 住民課 | 5 | 6 |", [("B1", "L3-09.wide")]),
        (
            "| 課名 | 4月 | 5月 | 6月 |\n| 総務課 | 5 | 6 | 7 |\n| 住民課 | 5 | 6 | 7 |",
            [("B1", "L3-09.wide")],
        ),
        ("| 課名 | 開始年度 | 終了年度 |\n| 総務課 | 2023 | 2024 |\n| 住民課 | 2024 | 2025 |", []),
        ("| 課名 | 2024年度実績 | 備考 |\n| 総務課 | 5 | あり |\n| 住民課 | 5 | なし |", []),
        ("| 課名 | 9月末の値 | 3月末の値 |\n| 総務課 | 5 | 6 |\n| 住民課 | 5 | 6 |", []),
    ],
)
def test_years_are_rows(made: str, expected: Cited) -> None:
    assert advised("L3-09", made) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("| 都道府県名 | 件数 |\n| 福島 | 5 |\n| 福島県 | 6 |", [("A2", "L3-06.name")]),
        ("| 市町村名 | 件数 |\n| 郡山 | 5 |\n| 郡山市 | 6 |", [("A2", "L3-06.name")]),
        ("| 団体コード | 件数 |\n| '075213 | 5 |\n| '075214 | 6 |", [("A3", "L3-06.code")]),
    ],
)
def test_areas_are_codes_or_formal_names(made: str, expected: Cited) -> None:
    assert advised("L3-06", made) == expected


@pytest.mark.parametrize(
    ("code", "right"),
    [("075213", True), ("131016", True), ("075210", False), ("07521", True), ("07", True), ("48", False), ("7521", False)],
)  # fmt: skip
def test_an_area_code_proves_itself_by_its_last_digit(code: str, right: bool) -> None:
    assert is_area_code(code) is right


def test_columns_added_to_and_taken_from_a_form_of_ours() -> None:
    rows = [[column.label for column in PROGRESS.columns[:-1]] + ["独自の列"], *[["S-01", "名前"]] * 2]
    made = (grid(PROGRESS.name, rows), form())
    assert advised("L3-07", *made) == [("U1", "L3-07.column_added"), ("1行目", "L3-07.columns_missing")]
    assert advised("L3-07", spec_sheet(PROGRESS), form()) == []


def test_sheets_of_several_years_have_the_same_headings() -> None:
    before = sheet("| 課名 | 件数 |\n| 総務課 | 5 |", name="R5進捗")
    same = sheet("| 課名 | 件数 |\n| 総務課 | 6 |", name="R6進捗")
    other = sheet("| 課名 | 実績値 |\n| 総務課 | 6 |", name="R6進捗")
    assert advised("L3-07", before, same) == []
    assert advised("L3-07", before, other) == [("", "L3-07.years_differ")]


def test_without_another_year_nothing_is_said_of_the_form() -> None:
    assert judged(column("件数", "5", "6")).outside["L3-07"] == "needs_last_year"


@pytest.mark.parametrize(
    ("sheets", "missing"),
    [
        ((column("件数", "5", "6"),), 2),
        (
            (
                column("件数", "5", "6"),
                grid("説明", [["出典は進捗報告様式である。"], ["更新日 2026年4月1日"]]),
            ),
            0,
        ),
        ((column("件数", "5", "6"), CODES), 1),
        ((spec_sheet(PROGRESS, "| action | name |\n| S-01 | 名前 |"), form()), 1),
        ((spec_sheet(PROGRESS, "| action | name |\n| S-01 | 名前 |"), form(), CODES), 0),
    ],
)
def test_a_file_says_what_it_is_and_of_when(sheets: tuple[SheetCells | str, ...], missing: int) -> None:
    found = [advice for advice in judged(*sheets).advice if advice.code == "L3-08.missing"]
    assert sum(str(advice.args["items"]).count("と、") + 1 for advice in found) == missing
