"""How a 返却ブック is drawn: marks that survive grey print, a list that prints, nothing that computes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO
from miharu_dx.domain.sheetspec_returned import FIX_LIST, OTHER_ENTRIES
from miharu_dx.intake.submission import read_progress
from miharu_dx.intake.workbook import parse
from miharu_dx.present.workbook.returned import returned_list
from miharu_dx.present.workbook.returned_model import Remark, Target, Treatment
from tests.present.returned_cases import (
    BLOCK,
    EVIL,
    MADE_AT,
    NASTY,
    SNAPSHOT,
    UNPLACED,
    WARN_MARKED,
    book,
    content,
    finding,
)
from tests.present.workbook_reading import headings, opened, part, records


def cell_of(sheet: Worksheet, target: Target):
    fields = [column.field for column in PROGRESS.columns]
    return sheet.cell(target.row + 1, fields.index(target.field) + 1)


def test_the_list_comes_first_and_what_stops_comes_before_what_does_not() -> None:
    found = opened(book())
    assert found.sheetnames == [
        FIX_LIST.name, "進捗", "指標", OTHER_ENTRIES.name, CODE_TABLE.name, FORM_INFO.name,
    ]  # fmt: skip
    assert found.active.title == FIX_LIST.name
    assert headings(found[FIX_LIST.name]) == [column.label for column in FIX_LIST.columns]
    rows = records(found[FIX_LIST.name])
    assert [row["要修正・注意"][0] for row in rows] == ["■", "◆", "◆", "◆", "◆"]
    assert [row["番号"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[-1]["セル"] is None and rows[-1]["シート"] == UNPLACED.finding.location.sheet


def test_marks_are_told_apart_without_colour() -> None:
    sheet = opened(book())["進捗"]
    stops, warns = cell_of(sheet, BLOCK.marked[0]), cell_of(sheet, WARN_MARKED.marked[0])
    plain = sheet.cell(stops.row, stops.column - 4)
    styles = {cell.coordinate: cell.border.top.style for cell in (stops, warns, plain)}
    assert list(styles.values()) == ["thick", "double", "thin"]
    assert stops.comment.text.startswith("■ 要修正") and warns.comment.text.startswith("◆ 注意")
    assert plain.comment is None


def test_all_that_is_to_be_said_of_a_cell_stands_in_one_comment() -> None:
    sheet = opened(book())["進捗"]
    comment = cell_of(sheet, BLOCK.marked[0]).comment
    assert comment.text.count("【直し方】") == 2
    assert comment.text.index("■ 要修正（修正一覧の1番）") < comment.text.index("◆ 注意（修正一覧の")
    assert "書かれていた値：a\ufffdb" in comment.text
    assert "cell." not in comment.text and "row." not in comment.text


def test_a_mark_on_a_heading_goes_before_what_the_heading_says() -> None:
    cell = Target(PROGRESS.key, 0, "rating")
    remark = Remark(
        finding("cell.not_in_list", "x", "評価", choices="y"), cell, (cell,), Treatment.COLUMN_BACK
    )
    heading = cell_of(opened(book(remark))["進捗"], cell)
    assert (
        heading.comment.text.startswith("■ 要修正")
        and PROGRESS.column("rating").comment in heading.comment.text
    )


@pytest.mark.parametrize("data", [book(), returned_list(content(), MADE_AT)], ids=["form", "list"])
def test_nothing_in_it_computes_leaves_the_book_or_breaks_the_file(data: bytes) -> None:
    found = opened(data)
    assert all(cell.data_type != "f" for sheet in found for row in sheet.iter_rows() for cell in row)
    assert [row["書かれていた内容"] for row in records(found[OTHER_ENTRIES.name])] == list(EVIL)
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(package.read(name))
            if name.endswith(".rels"):
                assert b"External" not in package.read(name)
        assert not any("externalLink" in name for name in package.namelist())
    for sheet in found:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value in EVIL and cell.value != EVIL[5]:
                    assert cell.quotePrefix, cell.coordinate


def test_every_link_leads_to_a_cell_that_is_there() -> None:
    found = opened(book())
    links = [cell.hyperlink for row in found[FIX_LIST.name].iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 4
    for link in links:
        sheet, cell = link.location.split("!")
        assert link.target is None
        assert found[sheet.strip("'")].max_row >= found[sheet.strip("'")][cell].row


def test_the_list_prints_on_a4_landscape_with_its_heading_on_every_page() -> None:
    for name in (FIX_LIST.name, OTHER_ENTRIES.name):
        sheet = opened(book())[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
    assert "要修正 1件・注意 4件" in opened(book())[FIX_LIST.name].oddHeader.right.text


def test_the_marks_are_explained_in_the_code_table() -> None:
    words = {row["選べる値"] for row in records(opened(book())[CODE_TABLE.name])}
    assert {"■ 要修正のセル", "◆ 注意のセル"} <= words


def test_protection_gives_way_where_codes_names_or_rows_are_at_fault() -> None:
    key = Target(PROGRESS.key, 1, "action")
    unknown = Remark(finding("row.code_unknown", "ZZ", "個別取組コード"), key, (key,), Treatment.MARKED)
    assert opened(book(BLOCK))["進捗"].protection.sheet
    assert not opened(book(unknown))["進捗"].protection.sheet


def test_our_reader_passes_over_the_list_the_rest_and_the_comments() -> None:
    cells = parse(book())
    read = read_progress(cells, snapshot=SNAPSHOT, today=date(2100, 1, 1), base=SNAPSHOT)
    assert {f.location.sheet for f in read.findings} <= {"進捗", "指標"}
    assert {f.tier.value for f in read.findings} == {"row"}
    assert read.rows[0].row.cells["issue"].reading.raw == EVIL[4]


def test_a_row_of_the_list_that_looks_like_a_heading_is_not_taken_for_a_form() -> None:
    words = finding("cell.ditto_in_text", "実績値", "年度")
    remarks = [Remark(words, Target(INDICATORS.key, 1, "fiscal_year"))]
    read = read_progress(parse(book(*remarks)), snapshot=SNAPSHOT, today=date(2100, 1, 1), base=SNAPSHOT)
    assert not [f for f in read.findings if f.code.startswith("header.")]


def test_words_no_file_can_hold_are_told_apart_and_not_dropped() -> None:
    shown = [row["入力された値"] for row in records(opened(book())[FIX_LIST.name])]
    assert any(text and text.startswith("a\ufffdb") and "<b>&amp;" in text for text in shown)
    assert NASTY not in part(book(), "xl/comments1.xml")
