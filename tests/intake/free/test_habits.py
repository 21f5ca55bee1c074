"""Habits of municipal sheets, one by one: each is read to what it means, listed, or asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from miharu_dx.domain.mapping_left import LeftReason
from miharu_dx.intake import delimited
from miharu_dx.intake import workbook as books
from miharu_dx.intake.free.reading import read_mapped
from miharu_dx.intake.free.table_search import tables_of
from tests.intake.free import layouts
from tests.intake.free.answers import proposed, read, word
from tests.intake.free.layouts import A1, A2
from tests.intake.free.test_free_reading import HEAD, cited, reasons, sheet, whole
from tests.intake.free.test_layouts import said, valued
from tests.intake.free.town import CALENDAR, H1, SHARE, SUBMITTED, TODAY, TOUCHED, book_of, snapshot


@pytest.mark.parametrize("marks", [("①", "②"), ("(1)", "(2)"), ("１．", "２．"), ("Ⅰ", "Ⅱ")])
def test_a_column_of_list_numbers_is_no_question(marks: tuple[str, str]) -> None:
    table = f"""
    | No. | 取組 | 段階 | 評価 | 進捗率 |
    | {marks[0]} | {A1} | 実施中 | 順調 | 40 |
    | {marks[1]} | {A2} | 準備中 | 順調 | 20 |
    """
    found = whole(table)
    assert set(said(found)) == {"A1", "A2"}
    assert {reasons(found)[place] for place in ("A2", "A3")} == {LeftReason.IGNORED_COLUMN}
    assert not cited(found, "header.mapping_left")


@pytest.mark.parametrize("total", ["合計（2件）", "計2件", "小計", "【合計】", "合　計", "総計（全2取組）"])
def test_a_total_is_no_row_however_it_is_counted(total: str) -> None:
    table = f"""
    | 課 | 取組 | 段階 | 評価 | 進捗率 |
    | 総務課 | {A1} | 実施中 | 順調 | 40 |
    | 総務課 | {A2} | 準備中 | 順調 | 20 |
    | {total} | | | | 30 |
    """
    found = whole(table)
    assert {reasons(found)[place] for place in ("A4", "E4")} == {LeftReason.TOTAL}
    assert set(said(found)) == {"A1", "A2"}
    assert not cited(found, "row.mapping_department")


@pytest.mark.parametrize("sign", ["〃", "同上", "　〃　"])
def test_a_sign_for_the_same_as_above_is_the_same_as_above(sign: str) -> None:
    table = f"""
    | 課 | 取組 | 指標 | 単位 | R8実績 |
    | 総務課 | {A1} | {SUBMITTED} | 件 | 120 |
    | {sign} | {sign} | {TOUCHED} | 件 | 25 |
    | {sign} | {A2} | {SHARE} | % | 35.5 |
    """
    found = whole(table)
    assert set(valued(found)) == {("A1", SUBMITTED, 2026), ("A1", TOUCHED, 2026), ("A2", SHARE, 2026)}
    assert not found.left


@pytest.mark.parametrize(
    ("cell", "expected", "faults"),
    [
        ("120件（累計）", 120.0, []),
        ("120(累計) 30(単年度)", 120.0, []),
        ("累計：120　単年：30", 120.0, []),
        ("30（単年度）", None, ["D2"]),
    ],
)
def test_a_cell_that_names_its_kind_gives_the_indicators_own(
    cell: str, expected: float | None, faults: list[str]
) -> None:
    table = f"""
    | 番号 | 取組 | 指標 | R8実績 |
    | A1 | {A1} | {TOUCHED} | {cell} |
    """
    found = whole(table)
    assert valued(found).get(("A1", TOUCHED, 2026)) == expected
    assert cited(found, "row.mapping_kind") == faults
    assert not cited(found, "cell.mapping_label")


def test_rows_of_both_kinds_give_the_one_the_plan_collects_and_list_the_other() -> None:
    table = f"""
    | 番号 | 指標 | 区分 | R7 | R8 |
    | A1 | {TOUCHED} | 単年度 | 5 | 2 |
    | A1 | {TOUCHED} | 累計 | 12 | 14 |
    | A1 | {SUBMITTED} | 単年度 | 80 | 120 |
    """
    found = whole(table)
    assert valued(found) == {
        ("A1", TOUCHED, 2025): 12.0, ("A1", TOUCHED, 2026): 14.0,
        ("A1", SUBMITTED, 2025): 80.0, ("A1", SUBMITTED, 2026): 120.0,
    }  # fmt: skip
    assert {reasons(found)[place] for place in ("D2", "E2")} == {LeftReason.OTHER_KIND}
    assert not cited(found, "row.mapping_kind")


def test_a_dash_for_a_word_of_the_plan_is_asked_and_can_be_answered() -> None:
    table = HEAD + f"\n| A1 | {A1} | 未着手 | － | 0 | | 人がいない。 |"
    assert cited(whole(table), "cell.mapping_word") == ["D2"]
    assert said(whole(table, word("rating", **{"－": "順調"})))["A1"] == ("未着手", "順調", 0.0)


def test_an_action_that_does_not_report_this_year_is_listed_and_stops_nothing() -> None:
    table = HEAD + f"\n| A1 | {A1} | 実施中 | 順調 | 40 | 画面を作った。 | |"
    found = whole(table)
    assert set(said(found)) == {"A1"}
    state = snapshot()
    ended = replace(state, actions=tuple(replace(one, last_fiscal_year=2025) for one in state.actions))
    tables = sheet(table)
    late = read_mapped(
        tables, proposed(tables), snapshot=ended, today=TODAY, department="soumu", key=H1,
    )  # fmt: skip
    assert not late.submission.rows
    assert {one.reason for one in late.left} == {LeftReason.NOT_RUNNING}
    assert not cited(late, "row.not_running")


@pytest.mark.parametrize(
    ("row", "places"),
    [
        (f"A1,{A1},実施中,順調,40,端末,画面を作った。,なし", ["H2"]),
        (f'A1,{A1},実施中,順調,40,"端末,画面を作った。",なし', []),
        (f"A1,{A1},実施中,順調,40,画面を作った。,,,", []),
        (f"A1,{A1},実施中,順調,40", []),
    ],
)
def test_a_comma_that_moves_the_values_of_a_row_stops_it(row: str, places: list[str]) -> None:
    more = f"A2,{A2},準備中,順調,20,仕様をまとめた。,なし"
    text = "\r\n".join(["番号,取組,段階,評価,進捗率,実績,課題", row, *[more] * 8])
    found = tables_of(delimited.read(text.encode("cp932"), "進捗.csv"), CALENDAR)
    assert cited(read(found, proposed(found)), "row.mapping_ragged") == places


def _year(year: int, stage: str) -> tuple[str, Callable[[Worksheet], None]]:
    def write(sheet: Worksheet) -> None:
        layouts.put(
            sheet,
            [
                [f"令和{year}年度　進捗一覧"],
                ["番号", "取組名", "段階", "評価", "進捗率"],
                ["A1", A1, stage, "順調", 40],
            ],
        )

    return (f"R{year}", write)


def test_of_a_sheet_for_each_year_only_the_one_reported_is_read() -> None:
    data = layouts.written(_year(6, "検討中"), _year(7, "準備中"), _year(8, "実施中"))
    found = book_of(data)
    reading = read(found, proposed(found))
    assert said(reading) == {"A1": ("実施中", "順調", 40.0)}
    others = {one.location.sheet for one in reading.left if one.reason is LeftReason.OTHER_YEAR}
    assert others == {"R6", "R7"}
    assert not cited(reading, "row.mapping_several")


def _card(code: str, name: str, rows: list[list[object]]) -> tuple[str, Callable[[Worksheet], None]]:
    def write(sheet: Worksheet) -> None:
        layouts.put(
            sheet,
            [
                ["進捗管理票"],
                ["整理番号", code],
                ["事業名", name],
                ["進捗段階", "実施中", None, "評価", "順調"],
                ["進捗率", "40%"],
                ["取組内容", "画面を作った。"],
                [None],
                ["【成果指標】"],
                ["指標名", "単位", "R7", "R8", "目標（R9）"],
                *rows,
                ["※R8は9月末の値"],
            ],
        )

    return (code, write)


def test_indicators_under_a_card_are_those_of_its_action() -> None:
    data = layouts.written(
        _card("A1", A1, [[SUBMITTED, "件", 80, 120, 300], [TOUCHED, "件", 12, 14, 40]]),
        _card("A2", A2, [[SHARE, "%", 22.5, 35.5, 80]]),
    )
    found = tables_of(books.parse(data), CALENDAR)
    spec = proposed(found)
    reading = read(found, spec)
    assert said(reading) == {"A1": ("実施中", "順調", 40.0), "A2": ("実施中", "順調", 40.0)}
    assert valued(reading) == {
        ("A1", SUBMITTED, 2025): 80.0, ("A1", SUBMITTED, 2026): 120.0,
        ("A1", TOUCHED, 2025): 12.0, ("A1", TOUCHED, 2026): 14.0,
        ("A2", SHARE, 2025): 22.5, ("A2", SHARE, 2026): 35.5,
    }  # fmt: skip
    places = [(one.location.sheet, one.location.excel_row, one.location.excel_column) for one in reading.left]
    assert len(places) == len(set(places)), "no cell is listed twice"
    filled = {(s.name, c.row, c.column) for s in found.book.sheets for c in s if c.raw.strip()}
    heads = {(t.sheet.name, *place) for t in found.tables for place in t.heads}
    assert reading.read | set(places) | heads == filled, "every cell is accounted for"


def test_a_table_under_a_card_that_names_its_own_actions_keeps_them() -> None:
    def write(sheet: Worksheet) -> None:
        _card("A1", A1, [])[1](sheet)
        layouts.put(sheet, [["事業名", "指標名", "R8"], [A2, SHARE, 35.5]], at=(14, 1))

    found = book_of(layouts.written(("票", write)))
    assert valued(read(found, proposed(found))).get(("A2", SHARE, 2026)) == 35.5
