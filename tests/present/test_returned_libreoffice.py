"""What another spreadsheet program makes of a 返却ブック: it opens, prints, keeps links, comments and marks."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from miharu_dx.domain.sheetspec_returned import FIX_LIST, OTHER_ENTRIES
from miharu_dx.intake.submission import read_progress
from miharu_dx.intake.workbook import parse
from tests.present.returned_cases import BLOCK, EVIL, SNAPSHOT, book
from tests.present.workbook_reading import opened, records

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(
        SOFFICE is None, reason="LibreOffice（soffice）がこの機械にないため、開いて確かめられない"
    ),
    pytest.mark.xdist_group("libreoffice"),
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return a 返却ブック as PDF and as saved again."""
    folder = tmp_path_factory.mktemp("returned")
    source = folder / "returned.xlsx"
    source.write_bytes(book())
    for kind in ("pdf", "xlsx"):
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
    return {kind: Path(folder / "out" / f"returned.{kind}").read_bytes() for kind in ("pdf", "xlsx")}


def test_it_prints_on_a4_landscape(converted: dict[str, bytes]) -> None:
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", converted["pdf"])
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}


def test_list_links_comments_and_marks_outlive_another_program(converted: dict[str, bytes]) -> None:
    ours, theirs = opened(book()), opened(converted["xlsx"])
    assert theirs.sheetnames == ours.sheetnames
    assert records(theirs[FIX_LIST.name]) == records(ours[FIX_LIST.name])
    row = records(ours[FIX_LIST.name])[0]
    link = next(c.hyperlink for r in theirs[FIX_LIST.name].iter_rows() for c in r if c.hyperlink)
    where = (link.location or link.target or "").replace("#", "").replace("'", "").replace(".", "!")
    assert where == f"進捗!{row['セル']}"
    cell = theirs["進捗"][row["セル"]]
    assert BLOCK.finding.message in cell.comment.text
    assert cell.border.top.style == "thick"
    values = [row["書かれていた内容"] for row in records(theirs[OTHER_ENTRIES.name])]
    assert values == list(EVIL)
    assert all(cell.data_type != "f" for sheet in theirs for row in sheet.iter_rows() for cell in row)


def test_saved_by_another_program_it_still_reads_the_same(converted: dict[str, bytes]) -> None:
    def read(data: bytes) -> list[tuple[str, str, str]]:
        found = read_progress(parse(data), snapshot=SNAPSHOT, today=date(2100, 1, 1), base=SNAPSHOT)
        return [(f.code, f.entity, f.location.a1) for f in found.findings]

    assert read(converted["xlsx"]) == read(book())
