"""What holds for any workbook: what was written is read, and no bytes make the reader a bug."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import gate, workbook
from tests.intake import nasty

FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
any_text = st.text(letters, min_size=1, max_size=30)
numbers = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(-1e300, 1e300).map(lambda number: float(f"{number:.15g}")),
)
days = st.dates(date(1900, 3, 1), date(9999, 12, 31))
places = st.tuples(st.integers(0, 400), st.integers(0, 60))
contents = st.dictionaries(places, st.one_of(any_text, numbers, st.booleans(), days), min_size=1, max_size=20)


def in_order(content: dict) -> dict:
    return {(row + 1, column + 1): value for (row, column), value in sorted(content.items())}


def read(data: bytes) -> dict:
    gate.check(data, "報告.xlsx")
    return {place: cell.value for place, cell in workbook.parse(data).sheets[0].cells.items()}


@FAST
@given(contents)
def test_what_xlsxwriter_writes_is_read(content: dict) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_numbers": False})
    page = book.add_worksheet()
    as_date = book.add_format({"num_format": '[$-411]ggge"年"m"月"d"日"'})
    for (row, column), value in content.items():
        if isinstance(value, str):
            page.write_string(row, column, value)
        elif isinstance(value, bool):
            page.write_boolean(row, column, value)
        elif isinstance(value, date):
            page.write_datetime(row, column, value, as_date)
        else:
            page.write_number(row, column, value)
    book.close()
    assert read(target.getvalue()) == in_order(content)


@FAST
@given(
    st.dictionaries(
        places,
        st.one_of(
            # openpyxl writes neither control characters nor escapes; line ends are XML's own affair.
            st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1).filter(
                lambda text: "_x" not in text and not text.startswith("=")
            ),
            numbers,
            st.booleans(),
            days,
        ),
        min_size=1,
        max_size=20,
    )
)
def test_what_openpyxl_writes_is_read(content: dict) -> None:
    target = io.BytesIO()
    book = openpyxl.Workbook()
    for (row, column), value in content.items():
        book.active.cell(row + 1, column + 1).value = value
    book.save(target)
    assert read(target.getvalue()) == in_order(content)


SEED = nasty.parts(
    nasty.sheet(
        '<row r="1" hidden="1">'
        + nasty.inline("A1", "サンプル")
        + '<c r="B1" t="s" s="1"><v>0</v></c><c r="C1" s="1"><f>B1</f><v>45383.5</v></c></row>'
        + '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="d"><v>2024-04-01</v></c></row>',
        before='<dimension ref="A1:C2"/><cols><col min="2" max="3" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    ),
    strings=['<r><t>三</t></r><rPh sb="0" eb="1"><t>ミ</t></rPh>', "<t>い_x000D_</t>"],
    formats=["[<100]0;ggge", "[h]:mm"],
)
SNIPPETS = (
    b'"', b"<", b">", b"/", b"&", b"=", b" ", b"-", b"9" * 30, b"1e999", b"XFD1048576", b"<c>", b"</c>", b"<v>",
    b"</v>", b"<f>", b"<is>", b"<t>", b"<rPh>", b"<!DOCTYPE a>", b"\x00", b"\xff", b"\xef\xbf\xbd", b"_xD800_",
    b"[$-411]", b";;;", b"0", b"A1", b"t=", b"s=", b"r=", b"\xe3\x81\x82", b"]]>", b"<!--", b"<?x", b"General",
)  # fmt: skip


@given(
    st.sampled_from(sorted(SEED)),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(SNIPPETS) | st.binary(max_size=6)),
        min_size=1,
        max_size=6,
    ),
)
def test_any_damage_ends_in_cells_or_in_a_refusal(part: str, damages: list[tuple[float, int, bytes]]) -> None:
    content = bytearray(SEED[part])
    for where, removed, put in damages:
        at = int(where * len(content))
        content[at : at + removed] = put
    data = nasty.packed(SEED | {part: bytes(content)})
    try:
        gate.check(data, "報告.xlsx")
        read_sheets = workbook.parse(data).sheets
    except Refusal as refusal:
        assert refusal.message
    else:
        assert all(cell.raw for sheet in read_sheets for cell in sheet)
