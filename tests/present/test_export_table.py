from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO

import pytest

from miharu_dx.domain.sheetspec import Kind
from miharu_dx.domain.sheetspec_form import CODE_TABLE
from miharu_dx.present import workbook
from miharu_dx.present.workbook import CodeRow, ExportColumn
from tests.present.workbook_reading import headings, opened, records
from tests.samples import JST

COLUMNS = (
    ExportColumn("個別取組コード", Kind.CODE, 14),
    ExportColumn("個別取組名", Kind.TEXT, 30),
    ExportColumn("年度", Kind.FISCAL_YEAR, 8),
    ExportColumn("進捗率(%)", Kind.PERCENT, 10),
    ExportColumn("実績値", Kind.NUMBER, 10),
    ExportColumn("課題", Kind.LONG_TEXT, 40),
    ExportColumn("基準日", Kind.DATE, 13),
)
ROWS = (
    ("S-01", "（サンプル）申請", 2025, 45.0, 1234.5, "一つ目、\n二つ目", date(2026, 3, 31)),
    ("S-02", '（サンプル）"集計", 窓口', 2025, 0, None, "=1+1", None),
    ("0123", "（サンプル）空欄", 2025, None, float("nan"), "", date(2026, 3, 31)),
)
NOTES = (("出典", "サンプルの計画"), ("更新日時", datetime(2026, 4, 20, 10, 5)), ("版", 5))
CODES = (CodeRow("評価", "", "順調", "計画どおり。"),)
MADE_AT = datetime(2026, 4, 20, 10, 5, tzinfo=JST)
BOOK = opened(workbook.table_xlsx("一覧", COLUMNS, ROWS, NOTES, CODES, made_at=MADE_AT))


def test_the_workbook_holds_the_table_its_code_table_and_its_source() -> None:
    assert BOOK.sheetnames == ["一覧", CODE_TABLE.name, "出典"]
    assert headings(BOOK["一覧"]) == [column.label for column in COLUMNS]
    assert [row["選べる値"] for row in records(BOOK[CODE_TABLE.name])] == ["順調"]
    assert {row["項目"]: row["値"] for row in records(BOOK["出典"])} == {
        "出典": "サンプルの計画",
        "更新日時": "2026-04-20 10:05:00",
        "版": 5,
    }


def test_values_keep_their_kind() -> None:
    rows = records(BOOK["一覧"])
    assert rows[0]["基準日"] == datetime(2026, 3, 31)
    assert (rows[0]["進捗率(%)"], rows[1]["進捗率(%)"], rows[2]["進捗率(%)"]) == (45, 0, None)
    assert (rows[0]["実績値"], rows[1]["実績値"], rows[2]["実績値"]) == (1234.5, None, None)
    assert rows[2]["個別取組コード"] == "0123"
    assert rows[0]["課題"] == "一つ目、\n二つ目"
    formula = BOOK["一覧"]["F3"]
    assert (formula.data_type, formula.value, formula.quotePrefix) == ("s", "=1+1", True)


def test_the_table_can_be_filtered_printed_and_read_while_scrolling() -> None:
    sheet = BOOK["一覧"]
    assert sheet.auto_filter.ref == "A1:G4"
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$1"
    assert not sheet.protection.sheet


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("担当課/期: 一覧", "担当課・期・ 一覧"),
        ("長" * 40, "長" * 31),
        ("出典", "一覧"),
        (CODE_TABLE.name, "一覧"),
        ("", "一覧"),
    ],
)
def test_any_title_gives_a_sheet_name_a_workbook_may_have(title: str, name: str) -> None:
    book = opened(workbook.table_xlsx(title, COLUMNS, ROWS))
    assert book.sheetnames[0] == name


def test_an_empty_table_is_its_headings() -> None:
    sheet = opened(workbook.table_xlsx("一覧", COLUMNS, ()))["一覧"]
    assert sheet.max_row == 1
    assert workbook.table_csv(COLUMNS, ()).decode("utf-8-sig").count("\r\n") == 1


def test_csv_is_utf8_with_a_bom_and_one_line_a_record() -> None:
    data = workbook.table_csv(COLUMNS, ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert len(lines) == len(ROWS) + 2
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)
    assert lines[1] == "S-01,（サンプル）申請,2025,45,1234.5,一つ目、 二つ目,2026-03-31"
    assert lines[2] == 'S-02,"（サンプル）""集計"", 窓口",2025,0,,\'=1+1,'
    assert lines[3] == "0123,（サンプル）空欄,2025,,,,2026-03-31"


def test_csv_and_workbook_hold_the_same_rows() -> None:
    read = list(csv.DictReader(StringIO(workbook.table_csv(COLUMNS, ROWS).decode("utf-8-sig"))))
    sheet = records(BOOK["一覧"])
    assert [row["個別取組コード"] for row in read] == [row["個別取組コード"] for row in sheet]
    assert [float(row["進捗率(%)"] or -1) for row in read] == [
        float(str(row["進捗率(%)"])) if row["進捗率(%)"] is not None else -1 for row in sheet
    ]


def test_two_headings_of_one_name_are_refused_by_both_writers() -> None:
    twice = (*COLUMNS, ExportColumn("課題", Kind.TEXT, 10))
    with pytest.raises(ValueError, match="課題"):
        workbook.table_csv(twice, ())
    with pytest.raises(ValueError, match="課題"):
        workbook.table_xlsx("一覧", twice, ())


def test_a_value_no_cell_can_hold_is_no_silent_blank() -> None:
    column = (ExportColumn("値"),)
    for write in (
        lambda: workbook.table_csv(column, [[object()]]),
        lambda: workbook.table_xlsx("一覧", column, [[object()]]),
    ):
        with pytest.raises(TypeError):
            write()


def test_small_and_large_numbers_are_written_out_in_csv() -> None:
    column = (ExportColumn("値", Kind.NUMBER, 10),)
    data = workbook.table_csv(column, [[0.00001], [1e16], [-3.5], [True]]).decode("utf-8-sig")
    assert data.split("\r\n")[1:5] == ["0.00001", "10000000000000000", "-3.5", "はい"]
