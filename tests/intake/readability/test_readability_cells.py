"""L1-06, L1-07, L1-08, L1-09, L2-01, L2-02, L2-06, L3-03, L3-04: what stands in cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.intake.model import Cell, SheetCells
from miharu_dx.intake.readability.blanks import hides_zero
from tests.intake.readability.sheets import advised, judged, sheet, with_format
from tests.intake.tables import grid

EXPLAINED = grid("コード表", [["記号", "意味"], ["-", "該当なし"], ["空欄", "未報告"]])
Cited = list[tuple[str, str]]


def column(heading: str, *cells: str) -> str:
    """Return a table of 課名 and this column."""
    rows = "\n".join(f"| 課{number} | {text} |" for number, text in enumerate(cells, start=1))
    return f"| 課名 | {heading} |\n{rows}"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (column("担当課名", "総 務 課"), [("B2", "L1-06.inside")]),
        (column("担当課名", "総　務　課（文書係）"), [("B2", "L1-06.inside")]),
        (column("評価", "順　調"), [("B2", "L1-06.inside")]),
        (column("事 業 名", "申請"), [("B1", "L1-06.inside")]),
        (column("備考", "申請  受付"), [("B2", "L1-06.run")]),
        (column("事業\\n名", "申請"), [("B1", "L1-06.break_in_heading")]),
        (column("摘要", "申請の\\n電子化"), [("B2", "L1-06.break_in_word")]),
        (column("取組", "DX Mark 2", "A B C", "山田 太郎", "あ い"), [("B5", "L1-06.inside")]),
        (column("記入者", "林 誠", "森 一"), []),
        (column("課題", "人手が足りず、 回答が遅れている。\\n・国の通知を待っている。"), []),
        (column("実施内容", "一 申請の画面を作った。二 案内を直した。"), []),
    ],
)
def test_spaces_for_the_looks(made: str, expected: Cited) -> None:
    assert advised("L1-06", made) == expected


def test_spaces_around_a_text_and_cells_of_spaces_alone() -> None:
    made = grid("表", [["課名", "評価"], ["総務課", "順調　"], [" 住民課", "順調"], ["税務課", "　"]])
    assert advised("L1-06", made) == [
        ("B2", "L1-06.around"), ("A3", "L1-06.around"), ("B4", "L1-06.only"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (column("達成率(%)", "97.0%(小) 98.2%(中)", "50", "60"), [("B2", "L1-07.several_values")]),
        (column("件数", "10/20", "5", "6"), [("B2", "L1-07.several_values")]),
        (column("進捗", "小97.0%、中98.2%", "50%", "60%"), [("B2", "L1-07.several_values")]),
        (column("評価", "順調、遅れ", "順調", "遅れ"), [("B2", "L1-07.several_words")]),
        (column("評価", "順調\\n遅れ", "順調", "遅れ"), [("B2", "L1-07.several_words")]),
        (column("所管", "総務課・住民課", "総務課", "総務課", "住民課"), [("B2", "L1-07.several_words")]),
        (
            column("期間", "R6.4〜R7.3", "2024/4〜2025/3"),
            [("B2", "L1-07.several_times"), ("B3", "L1-07.several_times")],
        ),
        (column("実施時期", "4月、10月"), [("B2", "L1-07.several_times")]),
        (column("年度", "令和6年度（2024年度）", "2025年4月1日"), []),
        (column("課題", "申請が10件、前年比120%になり、窓口の待ち時間が30分に延びた。"), []),
        (column("所管", "商工・観光課", "総務課", "総務課", "住民課"), []),
    ],
)
def test_several_values_in_one_cell(made: str, expected: Cited) -> None:
    assert advised("L1-07", made) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("①申請㈱", [("B2", "L1-08.characters")]),
        ("第Ⅳ期", [("B2", "L1-08.characters")]),
        ("㋿6年", [("B2", "L1-08.characters")]),
        ("完了✅", [("B2", "L1-08.characters")]),
        ("外字\ue000", [("B2", "L1-08.private")]),
        ("面積100㎡、髙﨑、𠮷田、～、―、○△×→", []),
    ],
)
def test_characters_other_computers_change(text: str, expected: Cited) -> None:
    assert advised("L1-08", column("備考", text)) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (
            column("件数", "'12", "'３４", "5", "6"),
            [("B2", "L2-01.number_as_text"), ("B3", "L2-01.number_as_text")],
        ),
        (column("進捗率(%)", "50％程度", "約30", "40"), [("B2", "L2-01.marked"), ("B3", "L2-01.marked")]),
        (column("予算額(円)", "1,234円", "500※", "40"), [("B2", "L2-01.marked"), ("B3", "L2-01.marked")]),
        (column("件数", "未定", "5", "6"), [("B2", "L2-01.words")]),
        (column("件数", "増えている", "5", "6"), [("B2", "L2-01.words")]),
        (column("件数", "5", "6"), []),
        (column("事業コード", "'01", "'02"), []),
        (column("課題", "人手が足りない。", "ない。"), []),
    ],
)
def test_numbers_are_numbers(made: str, expected: Cited) -> None:
    assert advised("L2-01", made) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((column("件数", "-", "5", "6"),), [("B2", "L3-03.undefined")]),
        ((column("件数", "…", "×", "6", "7"),), [("B2", "L3-03.undefined"), ("B3", "L3-03.undefined")]),
        ((column("件数", "―", "5", "6"), EXPLAINED), []),
        ((column("件数", "-", "5", "6") + "\n| ※ 「-」は該当なしを表す。 | |",), []),
    ],
)
def test_signs_among_numbers_are_explained(made: tuple[SheetCells | str, ...], expected: Cited) -> None:
    assert advised("L3-03", *made) == expected


def test_without_a_sign_there_is_nothing_to_explain() -> None:
    assert judged(column("件数", "5", "6")).outside["L3-03"] == "no_symbols"
    assert judged(column("備考", "なし", "あり")).outside["L3-03"] == "no_numbers"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (column("予算額", "5", "6"), [("B1", "L3-04.no_unit")]),
        (column("進捗率", "5", "6"), [("B1", "L3-04.no_unit")]),
        (column("予算額(千円)", "5", "6"), []),
        (column("予算額【単位：千円】", "5", "6"), []),
        (column("利用者数", "5", "6"), []),
        (column("番号", "1", "2"), []),
        ("| 課名 | 実績値 | 単位 |\n| 総務課 | 5 | 件 |\n| 住民課 | 6 | 人 |", []),
        ("| （単位：千円） | |\n" + column("予算額", "5", "6"), []),
    ],
)
def test_units(made: str, expected: Cited) -> None:
    assert advised("L3-04", made) == expected


def test_a_percent_format_states_the_unit() -> None:
    made = with_format(sheet(column("達成率", "0.5", "0.6")), {(2, 2): "0%", (3, 2): "0.0%"})
    assert advised("L3-04", made) == []


MIXED = column("件数", "0", "", "5", "6")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((MIXED,), [("B1", "L1-09.mixed")]),
        ((MIXED, EXPLAINED), []),
        ((column("件数", "1", "", "5", "6"),), []),
        ((column("件数", "0", "4", "5", "6"),), []),
        (
            (with_format(sheet(column("件数", "0", "4")), {(2, 2): "#,##0;-#,##0;"}),),
            [("B2", "L1-09.zero_unseen")],
        ),
        (
            (replace(sheet(column("件数", "0", "4", "0")), zeros_hidden=True),),
            [("B2", "L1-09.zeros_switched_off")],
        ),
    ],
)
def test_zero_and_blank(made: tuple[SheetCells | str, ...], expected: Cited) -> None:
    assert advised("L1-09", *made) == expected


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        ("0;-0;;@", True),
        ('0;-0;"";@', True),
        ("#,##0_ ;[Red]-#,##0;_ ", True),
        ('0;-0;"-";@', False),
        ("0;-0", False),
        ("General", False),
    ],
)
def test_a_format_whose_third_section_is_empty_hides_zero(code: str, hidden: bool) -> None:
    assert hides_zero(code) is hidden


GROUPED = """
| No | 施策 | 取組 |
| 1 | 行政手続 | 申請 |
| 2 | | 決裁 |
| 3 | | 収納 |
| 4 | 窓口 | 案内 |
"""


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (column("備考", "同上", "〃", "なし"), [("B2", "L2-02.ditto"), ("B3", "L2-02.ditto")]),
        (GROUPED, [("B3", "L2-02.blank")]),
        (sheet(GROUPED, merged=((2, 2, 4, 2),)), []),
        (column("申告区分", "変更なし", "更新"), []),
        (column("備考", "", "あり", ""), []),
    ],
)
def test_repeats_that_are_left_out(made: SheetCells | str, expected: Cited) -> None:
    assert advised("L2-02", made) == expected


def test_formulas_and_their_errors() -> None:
    made = sheet(column("件数", "5", "#REF!", "6", "7"))
    cells = dict(made.cells)
    cells[2, 2] = cells[2, 2]._replace(from_formula=True)
    cells[4, 2] = Cell(4, 2, "formula_uncached", "=B2*2", "=B2*2", from_formula=True)
    assert advised("L2-06", replace(made, cells=cells)) == [
        ("B2", "L2-06.formula"), ("B3", "L2-06.error"), ("B4", "L2-06.uncached"),
    ]  # fmt: skip
