"""Text tables: the letters are told or refused, never read as nonsense; cells stand where they were."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import delimited

TEXT = '番号,事業名,評価\r\nA1,"サンプル,申請\n二行目",順調\r\n髙﨑①,"""引用""",5\r\n'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (TEXT.encode(), "文字コードはUTF-8、区切りはカンマ"),
        (TEXT.encode("utf-8-sig"), "文字コードはUTF-8（BOM付き）、区切りはカンマ"),
        (TEXT.encode("cp932"), "文字コードはShift_JIS（CP932）、区切りはカンマ"),
        (TEXT.encode("utf-16"), "文字コードはUTF-16、区切りはカンマ"),
        ("番号\t事業名\nA1\tサンプル,申請\n".encode(), "文字コードはUTF-8、区切りはタブ"),
    ],
)
def test_how_a_file_was_written_is_told(data: bytes, told: str) -> None:
    assert delimited.written_as(delimited.read(data, "進捗.csv")).startswith(told)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_encoding_gives_the_same_cells_at_their_places(encoding: str) -> None:
    (sheet,) = delimited.read(TEXT.encode(encoding), "総務課_進捗.csv").sheets
    assert sheet.name == "総務課_進捗"
    assert {(cell.row, cell.column): cell.value for cell in sheet} == {
        (1, 1): "番号", (1, 2): "事業名", (1, 3): "評価",
        (2, 1): "A1", (2, 2): "サンプル,申請\n二行目", (2, 3): "順調",
        (3, 1): "髙﨑①", (3, 2): '"引用"', (3, 3): 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (TEXT.encode("euc_jp", errors="replace"), "file.encoding"),
        ("取組の進み具合をまとめた表,順調に進んでいます\n".encode("euc_jp"), "file.encoding"),
        (TEXT.encode("iso2022_jp", errors="replace"), "file.encoding"),
        (b"\x81\xff\xff", "file.encoding"),
        ("事業名,�価\n".encode(), "file.letters_lost"),
        (TEXT.encode("utf-16-le"), "file.not_workbook"),
        (b"\x00\x01\x02", "file.not_workbook"),
        (b"", "file.empty"),
        (b"\r\n,,\r\n", "file.empty"),
        (b"%PDF-1.7", "file.pdf"),
        (b"<html><table></table></html>", "file.html"),
        (b"\x89PNG\r\n\x1a\n", "file.image"),
    ],
)
def test_nonsense_and_other_files_are_refused_by_their_own_code(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        delimited.read(data, "進捗.csv")
    assert refused.value.code == code


def test_half_width_katakana_alone_are_no_nonsense() -> None:
    (sheet,) = delimited.read("ｶﾀｶﾅ,ﾊﾝｶｸ\nｱｲｳ,1\n".encode("cp932"), "カナ.csv").sheets
    assert sheet.at(1, 1).value == "ｶﾀｶﾅ"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"max_bytes": 3}, "file.too_large"),
        ({"max_cells": 3}, "file.too_many_cells"),
        ({"max_column": 1}, "file.cell_too_far"),
        ({"max_row": 1}, "file.cell_too_far"),
        ({"max_text_chars": 2}, "file.text_too_long"),
    ],
)
def test_a_text_table_has_the_limits_of_a_workbook(limits: dict[str, int], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        delimited.read(b"abc,b\n1,2\n", "表.csv", replace(INTAKE_LIMITS, **limits))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "data", "is_text"),
    [
        ("表.csv", b"a,b", True),
        ("表.TSV", b"a\tb", True),
        ("表.txt", b"a", True),
        ("表.csv", b"PK\x03\x04", False),
        ("表.xlsx", b"a,b", False),
    ],
)
def test_the_name_says_what_is_meant_and_the_bytes_what_it_is(name: str, data: bytes, is_text: bool) -> None:
    assert delimited.is_text_table(name, data) is is_text


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=120), st.text('a",\t\r\n課1', max_size=80).map(str.encode)))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        book = delimited.read(data, "表.csv")
    except Refusal as refusal:
        assert refusal.message and refusal.next_step
    else:
        assert book.sheets[0].cells and delimited.written_as(book)


@pytest.mark.parametrize("code", ["file.old_excel", "file.macros", "file.xlsb", "file.ods", "file.csv"])
def test_other_spreadsheets_are_told_how_to_be_saved(code: str) -> None:
    refusal = Refusal(code, file_name="進捗の表")
    assert "Excelブック（*.xlsx）」" in refusal.next_step and "保存" in refusal.next_step
