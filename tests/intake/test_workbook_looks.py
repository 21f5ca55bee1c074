"""What the reader tells beside values: how cells look, what lies over them, zeros that are switched off."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import xlsxwriter

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import workbook
from miharu_dx.intake.model import Look, LookSpan, SheetCells, SheetObject
from tests.intake import nasty

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005"
    "000181a5f645ed0000000049454e44ae426082"
)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def made(fill: object) -> SheetCells:
    """Return the first sheet of the workbook that ``fill`` writes, read by a child."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet()
    fill(book, page)  # type: ignore[operator]
    book.close()
    return workbook.read(target.getvalue(), "報告.xlsx").sheets[0]


def test_looks_of_cells_blank_ones_included_run_down_their_columns() -> None:
    def fill(book, page) -> None:
        red = book.add_format({"bg_color": "#FF0000"})
        late = book.add_format({"font_color": "#CE0000", "bold": True, "font_strikeout": True})
        inked = book.add_format({"font_color": "#1A1A1A", "bg_color": "#FFFFFF", "num_format": "0%"})
        page.write(0, 0, "課名")
        page.write(1, 0, "総務課", red)
        page.write_blank(2, 0, None, red)
        page.write(3, 0, "住民課", late)
        page.write(4, 0, "税務課", inked)
        page.write(5, 0, "財務課")
        page.write_blank(9, 0, None, red)
        page.write_blank(1, 7, None, red)

    assert made(fill).looks == (
        LookSpan(1, 2, 3, Look(fill="FF0000")),
        LookSpan(1, 4, 4, Look(ink="CE0000", bold=True, struck=True)),
    )


def styled(page: str, styles: str) -> nasty.Parts:
    """Return the parts of a workbook of this sheet with these styles."""
    parts = nasty.parts(page, formats=["0"])
    parts["xl/styles.xml"] = f'<styleSheet xmlns="{nasty.MAIN}">{styles}</styleSheet>'.encode()
    return parts


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ('<fgColor rgb="FFFFFF00"/>', "FFFF00"),
        ('<fgColor theme="5" tint="0.6"/>', "theme5*0.6"),
        ('<fgColor indexed="10"/>', "indexed10"),
        ('<fgColor theme="0"/>', ""),
        ('<fgColor indexed="64"/>', ""),
        ('<fgColor rgb="FFFFFFFF"/>', ""),
        ('<fgColor rgb="nonsense"/>', "NSENSE"),
    ],
)
def test_a_colour_is_kept_as_the_file_has_it_and_white_is_none(colour: str, expected: str) -> None:
    fills = f'<fills><fill/><fill><patternFill patternType="solid">{colour}</patternFill></fill></fills>'
    parts = styled(
        nasty.cells(nasty.number("A1", "5", 1)), f"{fills}<cellXfs><xf/><xf fillId='1'/></cellXfs>"
    )
    spans = workbook.parse(nasty.packed(parts)).sheets[0].looks
    assert [span.look.fill for span in spans or ()] == ([expected] if expected else [])


def test_colours_of_conditional_formats_are_no_looks() -> None:
    def fill(book, page) -> None:
        page.write(0, 0, 5)
        red = book.add_format({"bg_color": "#FF0000"})
        page.conditional_format(0, 0, 9, 0, {"type": "cell", "criteria": ">", "value": 3, "format": red})

    assert made(fill).looks == ()


def test_too_many_looks_are_not_kept_and_the_values_are() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" s="{1 + row % 2}"><v>{row}</v></c></row>' for row in range(1, 40)
    )
    fonts = "<fonts><font/><font><b/></font><font><strike/></font></fonts>"
    own = f"{fonts}<cellXfs><xf/><xf fontId='1'/><xf fontId='2'/></cellXfs>"
    parts = styled(nasty.sheet(rows), own)
    data = nasty.packed(parts)
    assert len(workbook.parse(data).sheets[0].looks or ()) == 39
    few = workbook.parse(data, replace(INTAKE_LIMITS, max_look_spans=20)).sheets[0]
    assert few.looks is None
    assert len(few.cells) == 39


def test_pictures_text_boxes_and_charts_stand_at_their_top_left_cell() -> None:
    def fill(book, page) -> None:
        page.write_column("A1", [1, 2, 3])
        page.insert_image("C4", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
        page.insert_textbox("B2", "3月末までに終える")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$3"})
        page.insert_chart("E9", chart)
        page.write_comment("A1", "コメントは図形ではない")

    assert sorted(made(fill).objects) == [
        SheetObject(2, 2, "txBox", "3月末までに終える"),
        SheetObject(4, 3, "pic"),
        SheetObject(9, 5, "graphicFrame"),
    ]


def drawn(drawing: str) -> bytes:
    """Return a workbook of one cell under this drawing part."""
    parts = nasty.parts(nasty.cells(nasty.number("A1", "5")))
    sheet_part = next(name for name in parts if name.startswith("xl/worksheets/"))
    folder, _, name = sheet_part.rpartition("/")
    kind = f"{nasty.RELATIONS}/drawing"
    parts[f"{folder}/_rels/{name}.rels"] = (
        f'<Relationships xmlns="{nasty.PACKAGE_RELATIONS}">'
        f'<Relationship Id="r1" Type="{kind}" Target="../drawings/d.xml"/></Relationships>'
    ).encode()
    parts["xl/drawings/d.xml"] = drawing.encode()
    return nasty.packed(parts)


def anchors(count: int, row: str = "4") -> str:
    anchor = f"<twoCellAnchor><from><col>2</col><row>{row}</row></from><sp><x/></sp></twoCellAnchor>"
    return f'<wsDr xmlns="{DRAWING}">{anchor * count}</wsDr>'


@pytest.mark.parametrize(
    ("drawing", "count"),
    [
        (anchors(3), 3),
        (anchors(5_000), INTAKE_LIMITS.max_objects),
        (anchors(2).replace("</wsDr>", "<broken"), 2),
        ("no xml at all", 0),
        (anchors(1, "99999999999999"), 1),
        (anchors(1, "-5"), 1),
        (anchors(1, "x"), 1),
    ],
)
def test_a_drawing_never_costs_the_file_its_values(drawing: str, count: int) -> None:
    page = workbook.read(drawn(drawing), "報告.xlsx").sheets[0]
    assert len(page.objects) == count
    assert page.cells[1, 1].value == 5
    assert all(1 <= found.row <= 1_048_576 for found in page.objects)


def test_a_document_type_in_a_drawing_is_refused_as_everywhere() -> None:
    with pytest.raises(Refusal) as refused:
        workbook.read(drawn("<!DOCTYPE x [<!ENTITY a 'b'>]>" + anchors(1)), "報告.xlsx")
    assert refused.value.code == "file.dtd"


@pytest.mark.parametrize(
    ("setting", "hidden"), [('showZeros="0"', True), ('showZeros="1"', False), ("", False)]
)
def test_a_sheet_that_does_not_show_zeros_says_so(setting: str, hidden: bool) -> None:
    views = f"<sheetViews><sheetView {setting} workbookViewId='0'/></sheetViews>"
    page = nasty.sheet('<row r="1"><c r="A1"><v>0</v></c></row>', before=views)
    assert workbook.read(nasty.packed(nasty.parts(page)), "報告.xlsx").sheets[0].zeros_hidden is hidden
