"""会議資料一式: every file opens, agrees with the deck, and stays that of its edition."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pptx
import pytest
from pypdf import PdfReader

from miharu_dx.domain.refusal import Refusal
from miharu_dx.services.deck import deck
from miharu_dx.services.editions import create_edition, edition_named
from miharu_dx.services.pack import PackFile, archive, edition_pack, version_pack
from tests.services.desk import Desk, opened_desk, spoken

HARD = "髙橋﨑𠮷ﾊﾝｶｸ①"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A store whose edition was frozen before a later upload."""
    desk = opened_desk(Path(tmp_path_factory.mktemp("pack")) / "miharu_dx.duckdb")
    action = {
        "個別取組名": f"サンプル取組{HARD}", "取組事項": "2-1 業務の可視化とBPRの推進",
        "担当課": "税務課", "開始年度": 2023,
    }  # fmt: skip
    desk.hand_in(desk.plan_book(個別取組={("T001",): action}), "計画.xlsx")
    desk.hand_in(desk.form("税務課", 進捗={("T001",): spoken(課題=f"@SUM(A1) {HARD}")}))
    create_edition(desk.ctx, "サンプル会議")
    desk.hand_in(desk.form("税務課", 進捗={("T001",): spoken(課題="会議の後に変わった課題")}))
    yield desk
    desk.store.close()


def by_end(files: tuple[PackFile, ...]) -> dict[str, bytes]:
    return {item.name: item.data for item in files}


def test_one_meeting_is_five_files_of_the_frozen_state(desk: Desk) -> None:
    files = edition_pack(desk.ctx, 1)
    assert [item.name for item in files] == [
        "会議スライド_第1回.pptx",
        "資料1_概要_第1回.pdf",
        "資料2_別表_第1回.pdf",
        "会議資料_第1回.xlsx",
        "議事録_第1回.docx",
    ]
    found = by_end(files)
    shown = deck(desk.ctx, 1)
    slides = pptx.Presentation(io.BytesIO(found["会議スライド_第1回.pptx"])).slides
    assert len(list(slides)) == len(shown.screens)
    listed = "".join(
        "".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(found["資料2_別表_第1回.pdf"])).pages
    )
    assert HARD in listed
    assert "会議の後に変わった課題" not in listed
    book = openpyxl.load_workbook(io.BytesIO(found["会議資料_第1回.xlsx"]))
    cells = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert any(HARD in str(cell.value) for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)
    mark = edition_named(desk.ctx, 1).short_hash
    assert any(mark in str(cell.value) for cell in cells)
    minutes = docx.Document(io.BytesIO(found["議事録_第1回.docx"]))
    foot = minutes.sections[0].footer.paragraphs[0].text
    assert mark in foot
    assert shown.foot.as_of in foot
    told = [paragraph.text for paragraph in minutes.paragraphs]
    assert any(shown.screens[0].headline in text for text in told)


def test_the_archive_holds_every_file_under_its_japanese_name(desk: Desk) -> None:
    files = edition_pack(desk.ctx, 1)
    with ZipFile(io.BytesIO(archive(files))) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name) for name in packed.namelist()} == by_end(files)


def test_a_version_has_no_minutes_and_an_unknown_one_is_refused(desk: Desk) -> None:
    newest = desk.store.version
    names = [item.name for item in version_pack(desk.ctx, newest)]
    assert len(names) == 4
    assert all(f"版{newest}" in name for name in names)
    for make, number in ((version_pack, newest + 1), (edition_pack, 9)):
        with pytest.raises(Refusal):
            make(desk.ctx, number)
