"""What another spreadsheet program makes of our workbooks: LibreOffice opens, prints and saves them."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, Kind
from miharu_dx.domain.sheetspec_form import FORM_INFO
from miharu_dx.present import workbook
from miharu_dx.present.workbook import ExportColumn
from tests.present.workbook_reading import by_field, column_settings, list_words, opened
from tests.samples import JST, small_snapshot

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(
        SOFFICE is None, reason="LibreOffice（soffice）がこの機械にないため、開いて確かめられない"
    ),
    pytest.mark.xdist_group("libreoffice"),
]
MADE_AT = datetime(2023, 10, 2, 9, 5, tzinfo=JST)
INJECTED = ("=1+1", "+2+3", "-4-5", "@SUM(1,2)", '=HYPERLINK("http://example.invalid")', "ふつうの文")


def _form() -> bytes:
    snapshot = small_snapshot()
    reports = tuple(replace(report, issue="=1+1") for report in snapshot.reports)
    key = snapshot.plan.period_keys[1]
    department = snapshot.plan.departments[0].code
    return workbook.progress_form(
        workbook.form_of(replace(snapshot, reports=reports), department, key, MADE_AT)
    )


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return one form as PDF and as saved again, and one export as CSV."""
    folder = tmp_path_factory.mktemp("libreoffice")
    form, table = folder / "form.xlsx", folder / "table.xlsx"
    form.write_bytes(_form())
    columns = (ExportColumn("課題", Kind.LONG_TEXT, 30), ExportColumn("件数", Kind.NUMBER, 10))
    table.write_bytes(workbook.table_xlsx("一覧", columns, [(text, 7) for text in INJECTED]))
    for source, kind in (
        (form, "pdf"),
        (form, "xlsx"),
        (table, "csv:Text - txt - csv (StarCalc):44,34,76,1"),
    ):
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(folder / "out"),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    out = folder / "out"
    return {"pdf": out / "form.pdf", "xlsx": out / "form.xlsx", "csv": out / "table.csv"}


def test_the_form_prints_on_a4_landscape_pages(converted: dict[str, Path]) -> None:
    pdf = converted["pdf"].read_bytes()
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3 + 1 + 2 + 1  # 進捗・指標・コード表・様式情報


def test_a_form_saved_by_another_program_still_holds_values_rules_and_protection(
    converted: dict[str, Path],
) -> None:
    ours, theirs = opened(_form()), opened(converted["xlsx"].read_bytes())
    assert theirs.sheetnames == ours.sheetnames
    for spec in (PROGRESS, INDICATORS, FORM_INFO):
        assert by_field(theirs[spec.name], spec) == by_field(ours[spec.name], spec)
    sheet = theirs[PROGRESS.name]
    for label in ("申告区分", "実施段階", "評価"):
        assert list_words(theirs, sheet, label) == list_words(ours, ours[PROGRESS.name], label)
    assert sheet.protection.sheet
    settings = column_settings(sheet)
    for index, column in enumerate(PROGRESS.columns, start=1):
        assert sheet.cell(2, index).protection.locked is (column not in PROGRESS.inputs)
        assert column.comment in sheet.cell(1, index).comment.text
        assert settings[index].width == pytest.approx(column.width, rel=0.15, abs=1)


def test_text_that_looks_like_a_formula_is_never_computed(converted: dict[str, Path]) -> None:
    with converted["csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == list(INJECTED)
    assert {row[1] for row in rows[1:]} == {"7"}
    sheet = opened(converted["xlsx"].read_bytes())[PROGRESS.name]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
