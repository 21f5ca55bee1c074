"""Laying a workbook onto our tables loses nothing: each cell is a row's, a heading's, or told apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from miharu_dx.domain.sheetspec import PROGRESS, PROGRESS_SHEETS
from miharu_dx.domain.sheetspec_returned import OTHER_ENTRIES, Reason
from miharu_dx.intake.entities import entity
from miharu_dx.intake.header_words import heading_key
from miharu_dx.intake.kept import kept
from miharu_dx.intake.submission import read_progress
from tests.intake.tables import book, form, grid, sheet
from tests.samples import ONLINE, TALLY, small_snapshot

LABELS = [column.label for column in PROGRESS.columns]
WORDS = st.sampled_from(["", "", "A1", "順調", "45", *LABELS[:8], "備考", "  "])
NAMES = st.sampled_from(["進捗", "指標", "メモ", "そのほかの記入", "修正一覧", "進捗 (2)"])


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        NAMES, st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=1, max_size=6), min_size=1
    ),
    st.booleans(),
)
def test_each_cell_is_in_exactly_one_place(sheets: dict[str, list[list[str]]], headed: bool) -> None:
    grids = [
        grid(name, [LABELS, *rows] if headed and name == "進捗" else rows) for name, rows in sheets.items()
    ]
    found = kept(book(*grids), PROGRESS_SHEETS)
    strays = [(stray.sheet, stray.cell.row, stray.cell.column) for stray in found.strays]
    assert len(set(strays)) == len(strays)
    rows = {
        (table.sheet, cell.row, cell.column)
        for table in found.tables.values()
        for row in table.rows
        for cell in row.cells.values()
    }
    assert not rows & set(strays)
    known = {
        heading_key(word)
        for spec in (*PROGRESS_SHEETS, OTHER_ENTRIES)
        for c in spec.columns
        for word in (c.label, *c.aliases)
    }
    for one in grids:
        for cell in one:
            place = (one.name, cell.row, cell.column)
            if cell.raw.strip() and place not in rows and place not in set(strays):
                twin = any(
                    (other.raw, other.row) == (cell.raw, cell.row) and other.column != cell.column
                    for other in one
                )
                assert heading_key(cell.raw) in known or twin, place


def test_what_is_above_beside_and_outside_a_table_is_told_with_its_heading_and_row() -> None:
    one = grid(
        "進捗",
        [
            ["令和8年度の報告"],
            ["個別取組コード", "個別取組名", "評価", "備考"],
            ["A1", "サンプル申請", "順調", "サンプルの備考"],
            ["", "", "", "合計"],
        ],
    )
    found = kept(book(one, grid("メモ", [["", "x"]])), PROGRESS_SHEETS)
    told = {(s.sheet, s.cell.raw): (s.reason, s.heading, s.row_name) for s in found.strays}
    assert told == {
        ("進捗", "令和8年度の報告"): (Reason.OUTSIDE, "", ""),
        ("進捗", "備考"): (Reason.UNKNOWN_COLUMN, "", ""),
        ("進捗", "サンプルの備考"): (Reason.UNKNOWN_COLUMN, "備考", "サンプル申請"),
        ("進捗", "合計"): (Reason.UNKNOWN_COLUMN, "備考", ""),
        ("メモ", "x"): (Reason.UNKNOWN_SHEET, "", ""),
    }
    assert [row.excel_row for row in found.tables["progress"].rows] == [3]


def test_findings_of_a_row_carry_what_the_row_is_about_however_it_is_spelt() -> None:
    table = sheet(
        PROGRESS,
        f"""
        | action            | name | declaration | rating |
        | {ONLINE.lower()}  |      | 更新        | 遅延   |
        | ＺＺ              | 謎   |             | 順調   |
        |                   | 名   |             | 順調   |
        """,
    )
    read = read_progress(
        book(form(), table, sheet(PROGRESS_SHEETS[1])),
        snapshot=small_snapshot(),
        today=small_snapshot().at.date(),
    )
    by_code = {f.code: f.entity for f in read.findings}
    assert by_code["cell.not_in_list"] == by_code["row.name_blank"] == entity("progress", ONLINE)
    assert by_code["row.code_unknown"] == entity("progress", "zz")
    assert by_code["row.code_blank"] == entity("progress", "名")
    assert by_code["row.missing"] == entity("progress", TALLY)
    assert by_code["row.indicator_missing"].startswith(entity("indicators", ONLINE))
