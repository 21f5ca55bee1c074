"""The reader: right values or a refusal of its own, for every way a workbook can be written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import gate, workbook
from miharu_dx.intake.model import SheetCells
from tests.intake import nasty

A, B = nasty.inline("A1", "い"), nasty.inline("B1", "ろ")


def first(data: bytes, limits=INTAKE_LIMITS) -> SheetCells:
    return workbook.parse(data, limits).sheets[0]


def values(sheet: SheetCells) -> dict[tuple[int, int], object]:
    return {place: cell.value for place, cell in sheet.cells.items()}


def code_of(data: bytes, limits=INTAKE_LIMITS) -> str | None:
    try:
        workbook.parse(data, limits)
    except Refusal as refusal:
        return refusal.code
    return None


def row(number: int, *elements: str) -> str:
    return f'<row r="{number}">{"".join(elements)}</row>'


TWO_BY_TWO = {(1, 1): "い", (1, 2): "ろ", (2, 1): 1, (2, 2): 2}
SECOND = row(2, nasty.number("A2", "1"), nasty.number("B2", "2"))
PLAIN_PARTS = nasty.parts(nasty.sheet(row(1, A, B) + SECOND))
SHEET = "xl/worksheets/sheet1.xml"


def without_references(parts: nasty.Parts) -> bytes:
    text = parts[SHEET].decode()
    for place in ("A1", "B1", "A2", "B2", "1", "2"):
        text = text.replace(f' r="{place}"', "")
    assert ' r="' not in text
    return nasty.packed(parts | {SHEET: text.encode()})


def in_utf16(parts: nasty.Parts) -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + parts[SHEET].decode()
    return nasty.packed(parts | {SHEET: text.encode("utf-16")})


def moved(parts: nasty.Parts, target: str, part: str) -> bytes:
    content = dict(parts)
    content[part] = content.pop(SHEET)
    return nasty.changed(content, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", target)


WRITTEN_OTHERWISE: dict[str, bytes] = {
    "plain": nasty.packed(PLAIN_PARTS),
    "Strict OOXML": nasty.strict(PLAIN_PARTS),
    "elements under a prefix": nasty.prefixed(PLAIN_PARTS),
    "UTF-16": in_utf16(PLAIN_PARTS),
    "byte order mark": nasty.packed(PLAIN_PARTS | {SHEET: b"\xef\xbb\xbf" + PLAIN_PARTS[SHEET]}),
    "false size, too small": nasty.book(nasty.sheet(row(1, A, B) + SECOND, before='<dimension ref="A1"/>')),
    "false size, too large": nasty.book(
        nasty.sheet(row(1, A, B) + SECOND, before='<dimension ref="A1:XFD1048576"/>')
    ),
    "rows in the wrong order": nasty.book(nasty.sheet(SECOND + row(1, A, B))),
    "cells in the wrong order": nasty.book(nasty.sheet(row(1, B, A) + SECOND)),
    "no references": without_references(PLAIN_PARTS),
    "cells under another row": nasty.book(nasty.sheet(row(2, A, B) + row(1, *SECOND[11:-6].split("\0")))),
    "absolute references": nasty.book(
        nasty.sheet(row(1, nasty.inline("$A$1", "い"), nasty.inline("b1", "ろ")) + SECOND)
    ),
    "row numbers with a point": nasty.changed(PLAIN_PARTS, SHEET, '<row r="2">', '<row r="2.0">'),
    "the same cell twice, alike": nasty.book(nasty.sheet(row(1, A, B, A) + SECOND)),
    "blank over a value": nasty.book(nasty.sheet(row(1, A, B, '<c r="A1" s="0"/>') + SECOND)),
    "a stray far format": nasty.book(
        nasty.sheet(row(1, A, B) + SECOND + row(1_048_576, '<c r="XFD1048576" s="0"/>'))
    ),
    "foreign elements": nasty.book(
        nasty.sheet(
            row(1, A, B) + SECOND + '<y:row xmlns:y="urn:y" r="3"><y:c r="A3"><y:v>9</y:v></y:c></y:row>'
        )
    ),
    "part from the root": moved(PLAIN_PARTS, "/data/first.xml", "data/first.xml"),
    "part beside the folder": moved(PLAIN_PARTS, "../pages/Seite.XML", "pages/seite.xml"),
    "no style part": nasty.packed({k: v for k, v in PLAIN_PARTS.items() if k != "xl/styles.xml"}),
}


@pytest.mark.parametrize("data", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_the_same_table_is_read_however_it_is_written(data: bytes) -> None:
    gate.check(data, "報告.xlsx")
    sheet = first(data)
    assert values(sheet) == TWO_BY_TWO
    assert list(sheet.cells) == sorted(sheet.cells)
    assert (sheet.max_row, sheet.max_column) == (2, 2)


def told(element: str, **more: object) -> bytes:
    return nasty.book(nasty.cells(element), **more)


TWO_SHEETS = nasty.parts(nasty.cells(A), nasty.cells(B))
REFUSED: dict[str, tuple[bytes, str]] = {
    "not well-formed": (nasty.changed(PLAIN_PARTS, SHEET, "</sheetData>", ""), "file.broken"),
    "no XML": (nasty.packed(PLAIN_PARTS | {SHEET: b"\x00\x01"}), "file.broken"),
    "empty part": (nasty.packed(PLAIN_PARTS | {SHEET: b""}), "file.broken"),
    "letters of no encoding": (nasty.packed(PLAIN_PARTS | {SHEET: b"<worksheet>\xff</worksheet>"}), "file.broken"),
    "unusual encoding": (
        nasty.packed(PLAIN_PARTS | {SHEET: b'<?xml version="1.0" encoding="cp037"?>' + PLAIN_PARTS[SHEET]}),
        "file.broken",
    ),
    "control character": (told(nasty.inline("A1", "a").replace(">a<", ">&#1;<")), "file.broken"),
    "root of another kind": (nasty.changed(PLAIN_PARTS, SHEET, "worksheet", "worksheets"), "file.broken"),
    "unknown entity": (told(nasty.inline("A1", "a").replace(">a<", ">&who;<")), "file.broken"),
    "document type no gate sees": (
        nasty.packed(
            PLAIN_PARTS | {SHEET: ("<!DOCTYPE w>" + PLAIN_PARTS[SHEET].decode()).encode("utf-16")}
        ),
        "file.dtd",
    ),
    "entities in entities": (
        nasty.packed(
            PLAIN_PARTS
            | {
                SHEET: b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + PLAIN_PARTS[SHEET]
            }
        ),
        "file.dtd",
    ),
    "text that is not there": (told('<c r="A1" t="s"><v>7</v></c>', strings=["<t>a</t>"]), "file.broken"),
    "text before the first": (told('<c r="A1" t="s"><v>-1</v></c>', strings=["<t>a</t>"]), "file.broken"),
    "style that is not there": (told(nasty.number("A1", "1", style=9)), "file.broken"),
    "unknown cell type": (told('<c r="A1" t="zz"><v>1</v></c>'), "file.broken"),
    "neither true nor false": (told('<c r="A1" t="b"><v>2</v></c>'), "file.broken"),
    "row 0": (nasty.book(nasty.sheet(row(0, A))), "file.cell_reference"),
    "row after the last": (told(nasty.number("A1048577", "1")), "file.cell_reference"),
    "column after the last": (told(nasty.number("XFE1", "1")), "file.cell_reference"),
    "place of no cell": (told(nasty.number("1A", "1")), "file.cell_reference"),
    "empty place": (told(nasty.number("", "1")), "file.cell_reference"),
    "row of full-width digits": (told(nasty.number("A１", "1")), "file.cell_reference"),
    "merge of no cells": (
        nasty.book(nasty.sheet(after='<mergeCells><mergeCell ref="A:B"/></mergeCells>')),
        "file.cell_reference",
    ),
    "the same cell twice": (nasty.book(nasty.cells(A, nasty.inline("A1", "は"))), "file.duplicate_cells"),
    "the same row twice": (nasty.book(nasty.sheet(row(1, A) * 2 + row(1, B.replace("B1", "A1")))), "file.duplicate_cells"),
    "far corner": (nasty.book(nasty.sheet(row(1, A) + row(1_048_576, nasty.number("XFD1048576", "1")))), "file.cell_too_far"),
    "far corner in disguise": (told(nasty.number("&#88;FD1", "1")), "file.cell_too_far"),
    "sheet without a part": (
        nasty.packed({k: v for k, v in TWO_SHEETS.items() if k != "xl/worksheets/sheet2.xml"}),
        "file.broken",
    ),
    "sheet on the internet": (
        nasty.changed(
            TWO_SHEETS,
            "xl/_rels/workbook.xml.rels",
            'Target="worksheets/sheet2.xml"',
            'Target="http://example.com/a.xml" TargetMode="External"',
        ),
        "file.broken",
    ),
    "two sheets of one name": (
        nasty.book(nasty.cells(A), nasty.cells(B), names={1: "Data", 2: "DATA"}),
        "file.duplicate_sheets",
    ),
    "chart sheets only": (
        nasty.changed(PLAIN_PARTS, "xl/_rels/workbook.xml.rels", "/worksheet\"", "/chartsheet\""),
        "file.no_sheet",
    ),
    "two thousand sheets": (nasty.book(*[nasty.sheet()] * 2_000), "file.too_many_sheets"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_for_certain_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


SMALL = replace(
    INTAKE_LIMITS,
    max_elements=1_000,
    max_cells=500,
    max_strings=400,
    max_text_chars=100,
    max_total_chars=5_000,
    max_styles=50,
    max_merges=20,
    max_unpacked_bytes=3_000_000,
)
TOO_MUCH: dict[str, tuple[bytes, str]] = {
    "elements in a spelling no gate counts": (told("<c\n/>" * 1_001), "file.too_many_elements"),
    "elements over several sheets": (nasty.book(*[nasty.cells("<c/>" * 300)] * 4), "file.too_many_elements"),
    "cells": (told("<c><v>1</v></c>" * 501), "file.too_many_cells"),
    "cells over several sheets": (nasty.book(*[nasty.cells("<c><v>1</v></c>" * 300)] * 2), "file.too_many_cells"),
    "shared texts": (told("<c/>", strings=["<t>a</t>"] * 401), "file.too_many_strings"),
    "one shared text": (told("<c/>", strings=[f"<t>{'あ' * 101}</t>"]), "file.text_too_long"),
    "one inline text": (told(nasty.inline("A1", "あ" * 101)), "file.text_too_long"),
    "one text of many runs": (told("<c/>", strings=["<r><t>あ</t></r>" * 101]), "file.text_too_long"),
    "one formula": (told(f'<c r="A1"><f>{"A1+" * 50}1</f></c>'), "file.text_too_long"),
    "shared texts together": (told("<c/>", strings=[f"<t>{'あ' * 90}</t>"] * 60), "file.too_much_text"),
    "inline texts together": (
        told("".join(nasty.inline(f"{chr(65 + i // 10)}{i % 10 + 1}", f"{i:03}" + "あ" * 90) for i in range(60))),
        "file.too_much_text",
    ),
    "styles": (told("<c/>", formats=[0] * 51), "file.too_many_styles"),
    "merges": (
        nasty.book(nasty.sheet(after="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 21 + "</mergeCells>")),
        "file.too_many_merges",
    ),
    "unpacked": (nasty.packed(nasty.parts(nasty.sheet("0 1 2 3 4 5 6 7 8" * 200_000)), 1), "file.unpacks_too_large"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_the_reader_counts_everything_again(data: bytes, code: str) -> None:
    assert code_of(data, SMALL) == code


def test_false_counts_of_shared_texts_change_nothing() -> None:
    for declared in (' count="0" uniqueCount="0"', ' uniqueCount="4294967295"', ' count="x"'):
        parts = nasty.parts(nasty.cells('<c r="A1" t="s"><v>1</v></c>'), strings=["<t>い</t>", "<t>ろ</t>"])
        parts["xl/sharedStrings.xml"] = nasty.shared(["<t>い</t>", "<t>ろ</t>"], declared).encode()
        assert values(first(nasty.packed(parts))) == {(1, 1): "ろ"}


def test_hidden_sheets_rows_and_columns_are_told() -> None:
    hidden = nasty.sheet(
        '<row r="1">' + A + B + '</row><row r="2" hidden="1">' + nasty.number("C2", "1") + "</row>"
        '<row r="3" ht="0" customHeight="1"><c r="A3"><v>1</v></c></row>'
        '<row r="4" hidden="true"/><row r="5" hidden="0"><c r="A5"><v>1</v></c></row><row r="9" hidden="1"/>',
        before='<cols><col min="2" max="2" hidden="1"/><col min="3" max="16384" width="0"/></cols>',
    )
    data = nasty.book(hidden, nasty.cells(A), nasty.cells(A), states={2: "hidden", 3: "veryHidden"})
    read = workbook.parse(data)
    assert [sheet.state for sheet in read.sheets] == ["visible", "hidden", "veryHidden"]
    assert read.sheets[0].hidden_rows == {2, 3, 4}
    assert read.sheets[0].hidden_columns == {2, 3}
    assert values(read.sheets[1]) == {(1, 1): "い"}


def test_merged_ranges_are_kept_as_they_are_even_where_they_overlap() -> None:
    merges = "".join(
        f'<mergeCell ref="{ref}"/>' for ref in ("A1:B2", "B2:C3", "D1", "F9:E8", "A4:XFD1048576")
    )
    sheet = first(nasty.book(nasty.sheet(row(1, A), after=f"<mergeCells>{merges}</mergeCells>")))
    assert sheet.merged == ((1, 1, 2, 2), (2, 2, 3, 3), (1, 4, 1, 4), (8, 5, 9, 6), (4, 1, 1_048_576, 16_384))
    assert (sheet.max_row, sheet.max_column) == (1, 1)


def test_sheets_keep_their_names_and_order_and_charts_are_left_out() -> None:
    parts = nasty.parts(
        nasty.cells(A), nasty.cells(B), nasty.sheet(), names={1: "進捗 & <指標>", 2: "図", 3: "空"}
    )
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    rels = rels.replace(
        'worksheet" Target="worksheets/sheet2.xml', 'chartsheet" Target="worksheets/sheet2.xml'
    )
    read = workbook.parse(nasty.packed(parts | {"xl/_rels/workbook.xml.rels": rels.encode()}))
    assert [sheet.name for sheet in read.sheets] == ["進捗 & <指標>", "空"]
    assert read.sheet("図") is None
    empty = read.sheet("空")
    assert empty is not None
    assert (dict(empty.cells), empty.max_row, empty.max_column) == ({}, 0, 0)


def test_rows_are_found_by_number_and_only_where_something_stands() -> None:
    sheet = first(
        nasty.book(
            nasty.sheet(
                row(3, nasty.number("B3", "1"), nasty.number("D3", "2")) + row(7, nasty.number("A7", "3"))
            )
        )
    )
    assert {number: list(cells) for number, cells in sheet.by_row.items()} == {3: [2, 4], 7: [1]}
    assert [cell.value for cell in sheet] == [1, 2, 3]
    assert sheet.at(3, 3) is None


def test_one_long_text_in_many_cells_is_kept_once() -> None:
    many = "".join(f'<c r="{chr(65 + i)}1" t="s"><v>0</v></c>' for i in range(26))
    sheet = first(nasty.book(nasty.cells(many), strings=[f"<t>{'あ' * 30_000}</t>"]))
    assert len({id(cell.value) for cell in sheet}) == 1


def test_a_broken_list_of_properties_does_not_stop_a_workbook() -> None:
    core = (
        '<cp:p xmlns:cp="urn:c" xmlns:dc="urn:d"><dc:creator>サンプル</dc:creator>'
        "<cp:lastModifiedBy> </cp:lastModifiedBy></cp:p>"
    )
    whole = nasty.packed(PLAIN_PARTS | {"docProps/core.xml": core.encode()})
    assert workbook.parse(whole).properties == {"creator": "サンプル"}
    broken = nasty.packed(PLAIN_PARTS | {"docProps/core.xml": core[:60].encode()})
    assert workbook.parse(broken).properties == {}
