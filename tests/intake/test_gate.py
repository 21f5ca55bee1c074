"""The gate: every file that is no ordinary workbook has its own code, and ordinary ones pass."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from random import Random

import openpyxl
import pytest
import xlsxwriter

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.refusal_intake import INTAKE_REFUSALS
from miharu_dx.intake import gate
from tests.intake import nasty

# The real limits where a file of that size is cheap to make, smaller ones where it is not.
SMALL = replace(
    INTAKE_LIMITS,
    max_bytes=200_000,
    max_unpacked_bytes=3_000_000,
    max_parts=60,
    max_sheets=20,
    max_elements=5_000,
    max_strings=2_000,
    max_styles=3_000,
    max_merges=50,
)


def refused(data: bytes, limits=INTAKE_LIMITS, name: str = "報告.xlsx") -> str | None:
    try:
        gate.check(data, name, limits)
    except Refusal as refusal:
        assert refusal.message
        assert refusal.next_step
        return refusal.code
    return None


def one_cell() -> nasty.Parts:
    return nasty.parts(nasty.cells(nasty.inline("A1", "サンプル")))


def with_part(name: str, content: bytes = b"x") -> bytes:
    return nasty.packed(one_cell() | {name: content})


def ole2(*streams: str) -> bytes:
    return nasty.OLE2 + b"".join(stream.encode("utf-16-le") + b"\x00\x00" for stream in streams)


OTHER_FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file.empty"),
    "old .xls": (ole2("Root Entry", "Workbook"), "file.old_excel"),
    "older .xls": (ole2("Root Entry", "Book"), "file.old_excel"),
    "bare BIFF": (b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x00" * 50, "file.old_excel"),
    "password": (ole2("Root Entry", "EncryptedPackage", "EncryptionInfo"), "file.password"),
    "old Word": (ole2("Root Entry", "WordDocument"), "file.other_office"),
    "unknown OLE2": (ole2("Root Entry"), "file.not_workbook"),
    "CSV in UTF-8": ("コード,名前\n1-1,サンプル\n".encode(), "file.csv"),
    "CSV with mark": ("コード,名前\n1-1,サンプル\n".encode("utf-8-sig"), "file.csv"),
    "CSV in CP932": ("コード,名前\n1-1,サンプル①髙\n".encode("cp932"), "file.csv"),
    "Unicode text": ("コード\t名前\n1-1\tサンプル\n".encode("utf-16"), "file.csv"),
    "long CSV cut inside a letter": (("a," + "あ" * 40_000).encode(), "file.csv"),
    "HTML": (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "file.html"),
    "HTML in CP932": (
        "<meta charset=Shift_JIS><table><tr><td>１</td></tr></table>".encode("cp932"),
        "file.html",
    ),
    "XML spreadsheet 2003": (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft"/>', "file.xml"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "file.pdf"),
    "PNG": (b"\x89PNG\r\n\x1a\n\x00\x00", "file.image"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "file.image"),
    "photo of a telephone": (b"\x00\x00\x00\x18ftypheic\x00\x00", "file.image"),
    "RTF": (b"{\\rtf1\\ansi", "file.not_workbook"),
    "rubbish": (bytes(range(256)) * 4, "file.not_workbook"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", "file.other_zip"),
    "empty zip": (nasty.packed({}), "file.other_zip"),
    "zip of a workbook": (nasty.packed({"報告.xlsx": nasty.smallest()}), "file.other_zip"),
    "Word": (nasty.packed({"word/document.xml": b"<w/>"}), "file.other_office"),
    "PowerPoint": (nasty.packed({"ppt/presentation.xml": b"<p/>"}), "file.other_office"),
    "ods": (nasty.packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "file.ods"),
    "odt": (nasty.packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "file.other_office"),
    "xlsb": (nasty.packed({"xl/workbook.bin": b"\x00"}), "file.xlsb"),
    "macros": (with_part("xl/vbaProject.bin"), "file.macros"),
    "macros under another name": (with_part("xl/Evil/VBAproject2.bin"), "file.macros"),
    "Excel 4 macros": (with_part("xl/macrosheets/sheet1.xml", b"<m/>"), "file.macros"),
    "macro type without macros": (
        nasty.packed(nasty.parts(nasty.sheet(), main_type=nasty.MACRO_TYPE)),
        "file.macros",
    ),
}

BROKEN: dict[str, tuple[bytes, str]] = {
    "first half": (nasty.smallest()[: len(nasty.smallest()) // 2], "file.truncated"),
    "without its last byte": (nasty.smallest()[:-1], "file.truncated"),
    "middle missing": (nasty.smallest()[:200] + nasty.smallest()[-400:], "file.broken"),
    "zip password": (nasty.with_flags(nasty.smallest(), 1), "file.password"),
    "says it is smaller": (
        nasty.with_declared_size(nasty.smallest(), "xl/worksheets/sheet1.xml", 10),
        "file.broken",
    ),
    "says it is larger": (
        nasty.with_declared_size(nasty.smallest(), "xl/worksheets/sheet1.xml", 10**9),
        "file.broken",
    ),
    "parts share their bytes": (nasty.with_all_at_one_place(nasty.smallest()), "file.broken"),
    "the same part twice": (
        nasty.packed([*one_cell().items(), ("xl/worksheets/sheet1.xml", nasty.sheet().encode())]),
        "file.duplicate_parts",
    ),
    "the same part in capitals": (
        nasty.packed([*one_cell().items(), ("xl/Worksheets/SHEET1.xml", nasty.sheet().encode())]),
        "file.duplicate_parts",
    ),
    "the same part with backslashes": (
        nasty.packed([*one_cell().items(), ("xl\\worksheets\\sheet1.xml", nasty.sheet().encode())]),
        "file.duplicate_parts",
    ),
    "document type in a sheet": (
        nasty.changed(one_cell(), "xl/worksheets/sheet1.xml", "<worksheet", "<!DOCTYPE w><worksheet"),
        "file.dtd",
    ),
    "entity from outside": (
        nasty.changed(
            one_cell(),
            "xl/workbook.xml",
            "<workbook",
            '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook',
        ),
        "file.dtd",
    ),
    "document type behind a long comment": (
        nasty.changed(
            one_cell(), "xl/styles.xml", "<styleSheet", f"<!--{'x' * 300_000}--><!DOCTYPE s><styleSheet"
        ),
        "file.dtd",
    ),
}

TOO_MUCH: dict[str, tuple[Callable[[], bytes], str]] = {
    "file size": (lambda: with_part("xl/media/a.bin", Random(1).randbytes(200_001)), "file.too_large"),
    "one part of nothing": (lambda: with_part("xl/media/a.bin", bytes(2_600_000)), "file.packed_too_tightly"),
    "many parts together": (
        lambda: nasty.packed(
            one_cell() | {f"xl/media/{i}.bin": f"{i}".encode() * 60_000 for i in range(1_000, 1_020)}
        ),
        "file.unpacks_too_large",
    ),
    "entries": (
        lambda: nasty.packed(one_cell() | {f"xl/media/{i}.bin": b"" for i in range(70)}),
        "file.too_many_parts",
    ),
    "sheets": (lambda: nasty.book(*[nasty.sheet()] * 21), "file.too_many_sheets"),
    "rows": (lambda: nasty.book(nasty.sheet("<row></row>" * 5_001)), "file.too_many_elements"),
    "cells": (lambda: nasty.book(nasty.cells(*["<c></c>"] * 5_001)), "file.too_many_elements"),
    "cells over several sheets": (
        lambda: nasty.book(*[nasty.cells(*['<c r="A1"/>'] * 1_000)] * 6),
        "file.too_many_elements",
    ),
    "merges": (
        lambda: nasty.book(
            nasty.sheet(after="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 51 + "</mergeCells>")
        ),
        "file.too_many_merges",
    ),
    "shared texts": (
        lambda: nasty.book(nasty.sheet(), strings=["<t>a</t>"] * 2_001),
        "file.too_many_strings",
    ),
    "declared shared texts": (
        lambda: nasty.changed(
            nasty.parts(nasty.sheet(), strings=["<t>a</t>"]),
            "xl/sharedStrings.xml",
            f'<sst xmlns="{nasty.MAIN}"',
            f'<sst xmlns="{nasty.MAIN}" count="1" uniqueCount="4294967295"',
        ),
        "file.too_many_strings",
    ),
    "styles": (lambda: nasty.book(nasty.sheet(), formats=[0] * 3_001), "file.too_many_styles"),
    "a cell at the far corner": (
        lambda: nasty.book(
            nasty.sheet(
                f'<row r="1">{nasty.inline("A1", "a")}</row><row r="1048576">{nasty.inline("XFD1048576", "b")}</row>'
            )
        ),
        "file.cell_too_far",
    ),
    "a cell far to the right": (
        lambda: nasty.book(nasty.sheet(f'<row r="1">{nasty.inline("AMA1", "a")}</row>')),
        "file.cell_too_far",
    ),
    "a cell far down": (
        lambda: nasty.book(nasty.sheet(f'<row r="100001">{nasty.number("B100001", "1")}</row>')),
        "file.cell_too_far",
    ),
}


@pytest.mark.parametrize(("data", "code"), OTHER_FILES.values(), ids=OTHER_FILES)
def test_every_other_kind_of_file_has_its_own_code(data: bytes, code: str) -> None:
    assert refused(data) == code


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_container_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


@pytest.mark.parametrize(("make", "code"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_of_anything_is_refused(make: Callable[[], bytes], code: str) -> None:
    assert refused(make(), SMALL) == code


def test_a_zip_bomb_is_stopped_long_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = 0
    pieces = gate.Package.pieces

    def counted(self: gate.Package, name: str):
        nonlocal unpacked
        for piece in pieces(self, name):
            unpacked += len(piece)
            yield piece

    monkeypatch.setattr(gate.Package, "pieces", counted)
    bomb = with_part("xl/worksheets/sheet9.xml", b"<worksheet>" + b" " * 40_000_000)
    assert refused(bomb) == "file.packed_too_tightly"
    assert unpacked < 40_000_000 / 4


@pytest.mark.parametrize(
    "far",
    ['<c r="XFD1048576" s="0"/>', '<c r="XFD1048576" s="0"></c>', "<c s='0' r='XFD1048576'/>"],
)
def test_a_far_cell_that_holds_only_a_format_passes(far: str) -> None:
    rows = f'<row r="1">{nasty.inline("A1", "a")}</row><row r="1048576">{far}</row>'
    assert refused(nasty.book(nasty.sheet(rows))) is None


def ordinary_by_openpyxl() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.append(["コード", "名前", 0.5])
    workbook.active.merge_cells("A3:C3")
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def ordinary_by_xlsxwriter() -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target)
    page = workbook.add_worksheet("進捗")
    page.write_row(0, 0, ["コード", "名前", 0.5])
    page.write_comment("A1", "書き方")
    page.insert_image("E1", "a.svg", {"image_data": io.BytesIO(PNG)})
    workbook.close()
    return target.getvalue()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6260606060000000050001a5f64540"
    "0000000049454e44ae426082"
)

ORDINARY: dict[str, Callable[[], bytes]] = {
    "openpyxl": ordinary_by_openpyxl,
    "xlsxwriter": ordinary_by_xlsxwriter,
    "Strict OOXML": lambda: nasty.strict(one_cell()),
    "elements under a prefix": lambda: nasty.prefixed(one_cell()),
    "parts named with backslashes": lambda: nasty.packed(
        {name.replace("/", "\\"): content for name, content in one_cell().items()}
    ),
    "stored without packing": lambda: nasty.packed(one_cell(), level=0),
    "picture with a document type": lambda: with_part(
        "xl/media/image1.svg",
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>',
    ),
    "counts declared a little wrong": lambda: nasty.packed(
        nasty.parts(nasty.sheet(), strings=["<t>a</t>"])
        | {"xl/sharedStrings.xml": nasty.shared(["<t>a</t>"], ' count="9" uniqueCount="7"').encode()}
    ),
    "link to another workbook": lambda: with_part(
        "xl/externalLinks/_rels/externalLink1.xml.rels",
        b'<Relationships><Relationship Id="r" Type="x" Target="file:///other.xlsx" TargetMode="External"/></Relationships>',
    ),
}


@pytest.mark.parametrize("make", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_workbook_passes_whatever_its_name(make: Callable[[], bytes]) -> None:
    data = make()
    assert refused(data) is None
    assert refused(data, name="名前の末尾なし") is None


def test_every_refusal_of_the_intake_says_what_and_what_next() -> None:
    for code, (message, next_step) in INTAKE_REFUSALS.items():
        assert code.startswith("file.")
        assert message.endswith("。")
        assert next_step.endswith("。")
