"""Workbooks that another office program saves: read for what stands in them, or refused for what they are."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime, time
from pathlib import Path

import pytest

from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import workbook
from miharu_dx.intake.model import WorkbookCells

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice（soffice）がこの機械にないため、作れない"),
    pytest.mark.xdist_group("libreoffice"),
]
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}{path}:1.0"'
    for name, path in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
    )
)  # fmt: skip
SHEET = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} xmlns:of="{OFFICE}of:1.2" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="N1" number:automatic-order="false"><number:year number:style="long"/><number:text>/</number:text>
<number:month/><number:text>/</number:text><number:day/></number:date-style>
<number:percentage-style style:name="N2"><number:number number:decimal-places="0" number:min-integer-digits="1"/>
<number:text>%</number:text></number:percentage-style>
<number:time-style style:name="N3"><number:hours/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="share" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="clock" style:family="table-cell" style:data-style-name="N3"/>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="公共施設一覧（サンプル）">
<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="6"/>
<table:table-row><table:table-cell table:number-columns-spanned="3" office:value-type="string"><text:p>施設 𠮷① 髙﨑</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>一行目</text:p><text:p>二行目</text:p></table:table-cell></table:table-row>
<table:table-row>
<table:table-cell office:value-type="float" office:value="1234.5"/>
<table:table-cell table:style-name="share" office:value-type="percentage" office:value="0.5"/>
<table:table-cell table:style-name="day" office:value-type="date" office:date-value="2024-04-01"/>
<table:table-cell table:style-name="clock" office:value-type="time" office:time-value="PT09H30M00S"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/>
<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>
<table:table-cell table:formula="of:=1/0"/>
<table:table-cell table:formula="of:=&quot;済&quot;" office:value-type="string"><text:p>済</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>
"""
LINES = "名称,住所,件数,割合,日\r\nサンプル館①,サンプル字１２３,1200,50%,2024/4/1\r\n髙﨑会館,,0,0%,\r\n"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what LibreOffice made of a sheet and of a text table."""
    folder = tmp_path_factory.mktemp("office")
    sheet, table = folder / "sheet.fods", folder / "table.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    table.write_bytes(LINES.encode("cp932"))
    for kind, sources in (("xlsx", (sheet, table)), ("xls", (sheet,)), ("ods", (sheet,))):
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--infilter=CSV:44,34,64,1,,1041,false,true" if table in sources else "--nologo",
                *("--convert-to", kind, "--outdir", str(folder), *map(str, sources)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return folder


def read(path: Path) -> WorkbookCells:
    return workbook.read(path.read_bytes(), path.name)


def test_a_sheet_of_every_type_is_read_as_it_was_written(saved: Path) -> None:
    sheet = read(saved / "sheet.xlsx").sheets[0]
    assert sheet.name == "公共施設一覧（サンプル）"
    assert {(cell.row, cell.column): (cell.kind, cell.value) for cell in sheet} == {
        (1, 1): ("text", "施設 𠮷① 髙﨑"),
        (2, 1): ("text", "一行目\n二行目"),
        (3, 1): ("number", 1234.5),
        (3, 2): ("number", 0.5),
        (3, 3): ("date", date(2024, 4, 1)),
        (3, 4): ("time", time(9, 30)),
        (3, 5): ("bool", True),
        (3, 6): ("number", 2),
        (3, 7): ("error", "#DIV/0!"),
        (3, 8): ("text", "済"),
    }
    assert [cell.from_formula for cell in sheet.by_row[3].values()] == [False] * 5 + [True] * 3
    assert sheet.cells[3, 2].is_percent
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == ({2}, {2}, ((1, 1, 1, 3),))


def test_a_text_table_of_an_office_computer_keeps_its_letters(saved: Path) -> None:
    sheet = read(saved / "table.xlsx").sheets[0]
    assert [[cell.value for cell in line.values()] for line in sheet.by_row.values()] == [
        ["名称", "住所", "件数", "割合", "日"],
        ["サンプル館①", "サンプル字１２３", 1200, 0.5, date(2024, 4, 1)],
        ["髙﨑会館", 0, 0],
    ]
    assert not any(isinstance(cell.value, datetime) for cell in sheet)


@pytest.mark.parametrize(("name", "code"), [("sheet.xls", "file.old_excel"), ("sheet.ods", "file.ods")])
def test_its_other_formats_are_refused_for_what_they_are_under_any_name(
    saved: Path, name: str, code: str
) -> None:
    for shown in (name, "報告.xlsx"):
        with pytest.raises(Refusal) as refused:
            workbook.read((saved / name).read_bytes(), shown)
        assert refused.value.code == code
