"""Workbooks that look strange and are sound, as programs and people make them, each with what it says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from tests.intake import nasty
from tests.intake.nasty import MAIN, PACKAGE_RELATIONS, RELATIONS
from tests.intake.nasty_refused import ONE, SHEET, noise, with_part, with_sheet

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
LONG = "あ" * 40_000
LETTERS = "𠮷 か\u3099 ｶﾞ ①㈱髙﨑 か\U000e0100"
AS_WRITTEN = {"A1": ("text", "サンプル")}


class Sound(NamedTuple):
    """How a workbook is made, and the (kind, value) of each cell of its first sheet."""

    make: Callable[[], bytes]
    cells: Mapping[str, tuple[str, object]]


def one(element: str, kind: str, value: object, **more: object) -> Sound:
    """A workbook of one cell A1."""
    return Sound(lambda: nasty.book(nasty.cells(element), **more), {"A1": (kind, value)})


def beside(name: str, content: str | Callable[[], str]) -> Sound:
    """The smallest workbook with something in it that holds no cell."""
    return Sound(lambda: with_part(name, content if isinstance(content, str) else content()), AS_WRITTEN)


def inside(part: str, before: str, put: Callable[[], str]) -> Sound:
    """The smallest workbook with something put into one of its parts."""
    return Sound(lambda: nasty.changed(ONE, part, before, put() + before), AS_WRITTEN)


def related(**targets: tuple[str, str]) -> bytes:
    """Relations of the sheet: kind and target by id."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{lines}</Relationships>'.encode()


def with_remarks() -> bytes:
    """Thousands of comments, as text and as the boxes Excel draws for them."""
    boxes = "".join(f'<v:shape id="s{i}"><v:textbox>{i}</v:textbox></v:shape>' for i in range(20_000))
    texts = "".join(f'<comment ref="A{i}"><text><t>{i}</t></text></comment>' for i in range(1, 20_000))
    return nasty.packed(
        ONE
        | {
            "xl/worksheets/_rels/sheet1.xml.rels": related(
                r1=("vmlDrawing", "../drawings/vmlDrawing1.vml"), r2=("comments", "../comments1.xml")
            ),
            "xl/drawings/vmlDrawing1.vml": f'<xml xmlns:v="urn:v">{boxes}</xml>'.encode(),
            "xl/comments1.xml": f'<comments xmlns="{MAIN}"><commentList>{texts}</commentList></comments>'.encode(),
        }
    )


def with_drawings() -> bytes:
    """More objects over the cells than anyone keeps."""
    anchors = "".join(
        f"<x:oneCellAnchor><x:from><x:col>1</x:col><x:row>{i}</x:row></x:from><x:pic/></x:oneCellAnchor>"
        for i in range(20_000)
    )
    return nasty.packed(
        ONE
        | {
            "xl/worksheets/_rels/sheet1.xml.rels": related(r1=("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": f'<x:wsDr xmlns:x="{DRAWING}">{anchors}</x:wsDr>'.encode(),
        }
    )


def streamed() -> bytes:
    """Sizes behind the content instead of before it, as programs write that do not know them before."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    target = Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ONE.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return target.getvalue()


def damaged_picture() -> bytes:
    """A preview picture whose checksum is wrong, which Excel does not mind either."""
    picture = b"picture of no importance"
    data = nasty.packed(ONE | {"docProps/thumbnail.wmf": picture}, level=0)
    return data.replace(picture, picture[::-1])


def by_sheets_service() -> bytes:
    """Bare styles, a drawing without anything in it and no list of properties, as a web service saves."""
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}" xmlns:x14ac="http://schemas.microsoft.com/office/'
        'spreadsheetml/2009/9/ac"><sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr>'
        '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/><sheetData>'
        '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c>'
        '<c r="C1" s="2"><f>TODAY()</f><v>45383.0</v></c><c r="D1" t="b"><v>1</v></c></row>'
        '</sheetData><drawing r:id="rId1"/></worksheet>'
    )
    made = nasty.parts(sheet, strings=["<t>サンプル</t>"], formats=["0%", "yyyy/mm/dd"])
    return nasty.packed(
        made
        | {
            "xl/worksheets/_rels/sheet1.xml.rels": related(rId1=("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{DRAWING}"/>'.encode(),
        }
    )


def by_other_office() -> bytes:
    """Foreign namespaces in every part and shared formulas without their text."""
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" mc:Ignorable="etc"><dimension ref="A1"/>'
        '<sheetData><row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">'
        '1+1</f><v>2</v></c></row><row r="2" spans="1:2"><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>'
        '</sheetData><etc:extLst><etc:c r="Z9"><etc:v>9</etc:v></etc:c></etc:extLst></worksheet>'
    )
    return nasty.book(sheet, strings=["<t>サンプル</t><phoneticPr fontId='1' type='noConversion'/>"])


NUMBERS = (
    "<c><v> 5 </v></c><c><v>\n6\n</v></c><c><v><!-- . -->7</v></c><c><v><![CDATA[8]]></v></c>"
    "<c><v>9<?x y?></v></c><c t='str'><v> a </v></c><c/><c><v/></c>"
)
DATES = (
    'ggge"年"m"月"d"日"',
    '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@',
    "[$-411]ge.m.d;@",
    "[DBNum1]yyyy年m月d日",
)

BESIDE: dict[str, Sound] = {
    "100,000 defined names": inside(
        "xl/workbook.xml", "</workbook>",
        lambda: "<definedNames>" + "".join(f'<definedName name="n{i}">$A${i}</definedName>' for i in range(100_000)) + "</definedNames>",
    ),
    "one endless defined name": inside(
        "xl/workbook.xml", "</workbook>", lambda: f'<definedNames><definedName name="n">{noise(4_000_000)}</definedName></definedNames>',
    ),
    "external links": beside(
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink xmlns="{MAIN}"><externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1"><v>9</v></cell></row>'
        "</sheetData></sheetDataSet></externalBook></externalLink>",
    ),
    "pivot cache": beside(
        "xl/pivotCache/pivotCacheRecords1.xml", lambda: "<r>" + "".join(f'<x v="{i}"/>' for i in range(200_000)) + "</r>",
    ),
    "comments and their boxes": Sound(with_remarks, AS_WRITTEN),
    "objects without end": Sound(with_drawings, AS_WRITTEN),
    "lists of choices without end": inside(
        SHEET, "</worksheet>",
        lambda: "<dataValidations>" + "".join(f'<dataValidation sqref="A{i}"><formula1>"a{i}"</formula1></dataValidation>' for i in range(60_000)) + "</dataValidations>",
    ),
    "colours by condition, half a million places": inside(
        SHEET, "</worksheet>",
        lambda: '<conditionalFormatting sqref="' + " ".join(f"A{i}" for i in range(1, 500_000)) + '"/>',
    ),
    "links": inside(
        SHEET, "</worksheet>",
        lambda: "<hyperlinks>" + "".join(f'<hyperlink ref="A{i}" location="a"/>' for i in range(60_000)) + "</hyperlinks>",
    ),
    "foreign attributes without end": Sound(
        lambda: nasty.changed(ONE, SHEET, "<sheetData>", "<sheetData " + " ".join(f'a{i}="{i}"' for i in range(100_000)) + ">"),
        AS_WRITTEN,
    ),
    "endless comment": inside(SHEET, "<sheetData>", lambda: f"<!--{noise(3_000_000)}-->"),
    "endless attribute": Sound(lambda: nasty.changed(ONE, SHEET, "<sheetData>", f'<sheetData a="{noise(3_000_000)}">'), AS_WRITTEN),
    "unknown elements": inside(SHEET, "<sheetData>", lambda: "".join(f"<a{i}/>" for i in range(100_000))),
    "hidden columns, each said again": inside(
        SHEET, "<sheetData>", lambda: "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 16_000 + "</cols>",
    ),
    "hidden rows to the end": inside(SHEET, "</sheetData>", lambda: "".join(f'<row r="{i}" hidden="1"/>' for i in range(2, 100_000))),
    "a damaged picture": Sound(damaged_picture, AS_WRITTEN),
    "no list of parts": Sound(lambda: nasty.packed({k: v for k, v in ONE.items() if k != "[Content_Types].xml"}), AS_WRITTEN),
    "a macro module that is gone": Sound(
        lambda: nasty.changed(ONE, "xl/workbook.xml", "</sheets>", '<sheet name="Module" sheetId="9" r:id=""/></sheets>'), AS_WRITTEN,
    ),
    "backslashes in part names": Sound(lambda: nasty.packed({k.replace("/", "\\"): v for k, v in ONE.items()}), AS_WRITTEN),
    "targets from the root": Sound(
        lambda: nasty.changed(ONE, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"), AS_WRITTEN,
    ),
    "sizes behind the content": Sound(streamed, AS_WRITTEN),
    "a false size": Sound(
        lambda: nasty.changed(ONE, SHEET, "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'), AS_WRITTEN,
    ),
    "Strict OOXML": Sound(lambda: nasty.strict(ONE), AS_WRITTEN),
    "elements under a prefix": Sound(lambda: nasty.prefixed(ONE), AS_WRITTEN),
    "merges over one another": inside(
        SHEET, "</worksheet>", lambda: '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:C3"/></mergeCells>',
    ),
}  # fmt: skip

SAID: dict[str, Sound] = {
    "40,000 letters": one(nasty.inline("A1", LONG), "text", LONG),
    "letters beyond the common ones": one(nasty.inline("A1", LETTERS), "text", LETTERS),
    "control and direction marks": one(nasty.inline("A1", "_x0001_a\u202eb\u2066c"), "text", "\x01a\u202eb\u2066c"),
    "escaped line end": one(nasty.inline("A1", "い_x000D_\nろ_x005F_x000D_"), "text", "い\r\nろ_x000D_"),
    "runs and ruby": one(
        '<c r="A1" t="s"><v>0</v></c>', "text", "三春 町",
        strings=['<r><t>三春</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 町</t></r><rPh sb="0" eb="2"><t>ミハル</t></rPh>'],
    ),
    "ruby without end": Sound(
        lambda: nasty.book(
            nasty.cells('<c r="A1" t="s"><v>0</v></c>'),
            strings=["<t>三春</t>" + "".join(f'<rPh sb="0" eb="1"><t>み{i}</t></rPh>' for i in range(100_000))],
        ),
        {"A1": ("text", "三春")},
    ),
    "numbers with something around them": Sound(
        lambda: nasty.book(nasty.cells(NUMBERS)),
        {"A1": ("number", 5), "B1": ("number", 6), "C1": ("number", 7), "D1": ("number", 8), "E1": ("number", 9), "F1": ("text", " a ")},
    ),
    "numbers that are none": Sound(
        lambda: nasty.book(nasty.cells(*(nasty.number(f"{letter}1", text) for letter, text in zip("ABCD", ("NaN", "INF", "1e999", "-1E+400"), strict=True)))),
        {"A1": ("text", "NaN"), "B1": ("text", "INF"), "C1": ("text", "1e999"), "D1": ("text", "-1E+400")},
    ),
    "every error": Sound(
        lambda: nasty.book(nasty.cells('<c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e" vm="1"><v>#SPILL!</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>')),
        {"A1": ("error", "#REF!"), "B1": ("error", "#SPILL!"), "C1": ("error", "#DIV/0!")},
    ),
    "formulas of every sort": Sound(
        lambda: nasty.book(
            nasty.cells(
                '<c r="A1"><f>B1</f></c>', '<c r="B1"><f t="array" ref="B1:B2">C1:C2*2</f><v>4</v></c>',
                '<c r="C1"><f t="dataTable" ref="C1:C9" dt2D="1" r1="A1" r2="A2"/><v>5</v></c>',
                '<c r="D1" cm="1"><f t="array" ref="D1">_xlfn.UNIQUE(A1)</f><v>6</v></c>', '<c r="E1" t="str"><f>"済"</f><v>済</v></c>',
            )
        ),
        {"A1": ("formula_uncached", "=B1"), "B1": ("number", 4), "C1": ("number", 5), "D1": ("number", 6), "E1": ("text", "済")},
    ),
    "dates of every Japanese dress": Sound(
        lambda: nasty.book(nasty.cells(*(nasty.number(f"{letter}1", "45383", style) for style, letter in enumerate("ABCD", 1))), formats=DATES),
        {f"{letter}1": ("date", date(2024, 4, 1)) for letter in "ABCD"},
    ),
    "days around the one that never was": Sound(
        lambda: nasty.book(nasty.cells(*(nasty.number(f"{c}1", n, 1) for c, n in (("A", "59"), ("B", "60"), ("C", "61")))), formats=["yyyy/m/d"]),
        {"A1": ("date", date(1900, 2, 28)), "B1": ("number", 60), "C1": ("date", date(1900, 3, 1))},
    ),
    "days counted from 1904": one(nasty.number("A1", "43921", 1), "date", date(2024, 4, 1), formats=["yyyy/m/d"], date1904=True),
    "days in words": Sound(
        lambda: nasty.book(nasty.cells('<c r="A1" t="d"><v>2024-04-01</v></c><c r="B1" t="d"><v>2024-04-01T09:30:00Z</v></c><c r="C1" t="d"><v>09:30:00</v></c>')),
        {"A1": ("date", date(2024, 4, 1)), "B1": ("datetime", datetime(2024, 4, 1, 9, 30)), "C1": ("time", time(9, 30))},
    ),
    "yes and no": Sound(
        lambda: nasty.book(nasty.cells('<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>')),
        {"A1": ("bool", True), "B1": ("bool", False)},
    ),
    "a web service's sheet": Sound(
        by_sheets_service,
        {"A1": ("text", "サンプル"), "B1": ("number", 0.5), "C1": ("date", date(2024, 4, 1)), "D1": ("bool", True)},
    ),
    "another office program's sheet": Sound(by_other_office, {"A1": ("text", "サンプル"), "B1": ("number", 2), "B2": ("number", 3)}),
    "a letter in a hidden row, column and sheet": Sound(
        lambda: nasty.book(
            nasty.sheet('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>', before='<cols><col min="1" max="1" hidden="1"/></cols>'),
            nasty.sheet(), states={1: "hidden"},
        ),
        {"A1": ("number", 1)},
    ),
    "rows and cells in disorder": Sound(
        lambda: with_sheet(nasty.sheet('<row r="9"><c r="B9"><v>2</v></c><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>')),
        {"A2": ("number", 3), "A9": ("number", 1), "B9": ("number", 2)},
    ),
    "cells without their places": Sound(
        lambda: with_sheet(nasty.sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>")),
        {"A1": ("number", 1), "B1": ("number", 2), "B2": ("number", 3)},
    ),
}  # fmt: skip


def _letters(count: int, each: int) -> bytes:
    """So many cells of so many letters that take four bytes each."""
    block = "".join(chr(0x20000 + place * place * 31 % 39_979) for place in range(5_000))
    texts = ((block[number : number + 300] * each)[:each] for number in range(count))
    cells = "".join(f"<row><c t='inlineStr'><is><t>{text}</t></is></c></row>" for text in texts)
    return nasty.book(nasty.sheet(cells))


def _cells(element: str) -> bytes:
    rows = ("".join(element.format(row=row, column=column) for column in range(40)) for row in range(4_990))
    return nasty.book(nasty.sheet("".join(f"<row>{row}</row>" for row in rows)))


# The most that is let in of cells, of texts and of letters.
HEAVIEST: dict[str, Callable[[], bytes]] = {
    "199,600 numbers": lambda: _cells("<c><v>{row}.{column}</v></c>"),
    "199,600 texts": lambda: _cells("<c t='inlineStr'><is><t>{row}の{column}</t></is></c>"),
    "eight million letters": lambda: _letters(800, 9_990),
}
