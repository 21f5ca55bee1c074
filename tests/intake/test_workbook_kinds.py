"""Every kind of cell: what our reader makes of it, and what the two libraries make of it.

The table is the reason why neither library reads uploads. ``SAME`` says that a library's value is
ours; ``LOST`` that it cannot be told from a blank cell; anything else is what it gives instead.
"""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from miharu_dx.intake import workbook
from tests.intake import nasty

FORMATS: tuple[str | int, ...] = (
    "0%",
    "yyyy/m/d",
    '[$-411]ggge"年"m"月"d"日"',
    'ggge"年"',
    "ge",
    57,
    14,
    "yyyy/m/d h:mm",
    "h:mm",
    "[h]:mm",
    '"G/標準"0',
    "G/標準",
    "[$-411]ge.m.d;@",
    '[<43586][$-411]ge.m.d;[<43831]"令和元年"m"月"d"日";[$-411]ge.m.d',
    "0.00E+00",
    "#,##0_);[Red](#,##0)",
    "aaa",
    '0.0"day"',
    "[>100]yyyy/m/d;0",
)
STYLE = {code: i + 1 for i, code in enumerate(FORMATS)}
STRINGS = (
    "<t>三春町</t>",
    '<t>三春町</t><rPh sb="0" eb="3"><t>ミハルマチ</t></rPh><phoneticPr fontId="0"/>',
    '<r><t>赤</t></r><r><rPr><b/></rPr><t xml:space="preserve"> い</t></r>'
    '<rPh sb="0" eb="1"><t>アカ</t></rPh>',
    "<t></t>",
)
APRIL = date(2024, 4, 1)

SAME = object()
LOST = object()


class Case(NamedTuple):
    """A cell element, our (kind, value, raw), and what the libraries give."""

    element: str
    ours: tuple[str, object, str] | None
    openpyxl: object = SAME
    calamine: object = SAME


def styled(written: str, code: str | int) -> str:
    return nasty.number("A1", written, STYLE[code])


CASES: dict[str, Case] = {
    "shared text": Case('<c r="A1" t="s"><v>0</v></c>', ("text", "三春町", "三春町")),
    "shared text with ruby": Case('<c r="A1" t="s"><v>1</v></c>', ("text", "三春町", "三春町")),
    "shared text in runs": Case('<c r="A1" t="s"><v>2</v></c>', ("text", "赤 い", "赤 い")),
    "shared empty text": Case('<c r="A1" t="s"><v>3</v></c>', None, "", ""),
    "inline text": Case(
        nasty.inline("A1", " 𠮷野\n①㈱髙﨑 "), ("text", " 𠮷野\n①㈱髙﨑 ", " 𠮷野\n①㈱髙﨑 ")
    ),
    "inline text with ruby": Case(
        '<c r="A1" t="inlineStr"><is><r><t>三</t></r><r><t>春</t></r><rPh sb="0" eb="2"><t>ミハル</t></rPh></is></c>',
        ("text", "三春", "三春"),
    ),
    "combining mark": Case(nasty.inline("A1", "か\u3099ｶﾞ"), ("text", "か\u3099ｶﾞ", "か\u3099ｶﾞ")),
    "bidirectional mark": Case(nasty.inline("A1", "a\u202eb"), ("text", "a\u202eb", "a\u202eb")),
    "escaped control": Case(
        nasty.inline("A1", "a_x000D_\nb_x0007_"),
        ("text", "a\r\nb\a", "a\r\nb\a"),
        "a_x000D_\nb_x0007_",
    ),
    "escaped escape": Case(
        nasty.inline("A1", "_x005F_x000D_"), ("text", "_x000D_", "_x000D_"), "_x005F_x000D_"
    ),
    "escaped halves of a letter": Case(
        nasty.inline("A1", "_xD842__xDFB7_"), ("text", "𠮷", "𠮷"), "_xD842__xDFB7_", "_xD842__xDFB7_"
    ),
    "half a letter": Case(nasty.inline("A1", "_xD842_"), ("text", "_xD842_", "_xD842_")),
    "40,000 letters": Case(nasty.inline("A1", "あ" * 40_000), ("text", "あ" * 40_000, "あ" * 40_000)),
    "whole number": Case(nasty.number("A1", "42"), ("number", 42, "42")),
    "number with noise": Case(nasty.number("A1", "0.28999999999999998"), ("number", 0.29, "0.29")),
    "number with exponent": Case(nasty.number("A1", "1E-3"), ("number", 0.001, "0.001")),
    "whole number with point": Case(nasty.number("A1", "50.0"), ("number", 50, "50")),
    "number of 20 digits": Case(
        nasty.number("A1", "12345678901234567890"),
        ("number", 1.2345678901234567e19, "1.2345678901234567e+19"),
        12345678901234567890,
    ),
    "number as text": Case(nasty.inline("A1", "５０％"), ("text", "５０％", "５０％")),
    "number of nothing": Case(nasty.number("A1", "NaN"), ("text", "NaN", "NaN"), ValueError, "nan"),
    "number with comma": Case(nasty.number("A1", "1,000"), ("text", "1,000", "1,000"), ValueError),
    "number beyond all": Case(
        nasty.number("A1", "1e999"), ("text", "1e999", "1e999"), float("inf"), float("inf")
    ),
    "infinite number": Case(nasty.number("A1", "INF"), ("text", "INF", "INF"), ValueError, float("inf")),
    "full-width digits": Case(nasty.number("A1", "５"), ("text", "５", "５"), 5),
    "percent": Case(styled("0.5", "0%"), ("number", 0.5, "0.5")),
    "true": Case('<c r="A1" t="b"><v>1</v></c>', ("bool", True, "TRUE")),
    "false": Case('<c r="A1" t="b"><v>0</v></c>', ("bool", False, "FALSE")),
    "error": Case('<c r="A1" t="e"><v>#REF!</v></c>', ("error", "#REF!", "#REF!"), SAME, LOST),
    "error of a formula": Case(
        '<c r="A1" t="e"><f>#REF!+1</f><v>#N/A</v></c>', ("error", "#N/A", "#N/A"), SAME, LOST
    ),
    "formula without result": Case(
        '<c r="A1"><f>B1+1</f></c>', ("formula_uncached", "=B1+1", "=B1+1"), LOST, LOST
    ),
    "formula with empty result": Case(
        '<c r="A1"><f>B1+1</f><v></v></c>', ("formula_uncached", "=B1+1", "=B1+1"), LOST, LOST
    ),
    "formula with result": Case('<c r="A1"><f>B1+1</f><v>3</v></c>', ("number", 3, "3")),
    "formula with text": Case('<c r="A1" t="str"><f>B1</f><v>済</v></c>', ("text", "済", "済")),
    "formula showing nothing": Case('<c r="A1" t="str"><f>""</f><v></v></c>', None, None, LOST),
    "only a format": Case('<c r="A1" s="1"/>', None, None, LOST),
    "date": Case(styled("45383", "yyyy/m/d"), ("date", APRIL, "2024/4/1")),
    "date of the imperial calendar": Case(
        styled("45383", '[$-411]ggge"年"m"月"d"日"'), ("date", APRIL, "2024/4/1")
    ),
    "imperial year alone": Case(styled("45383", 'ggge"年"'), ("date", APRIL, "2024/4/1"), 45383, 45383.0),
    "imperial year in letters": Case(styled("45383", "ge"), ("date", APRIL, "2024/4/1"), 45383, 45383.0),
    "built-in imperial date": Case(styled("45383", 57), ("date", APRIL, "2024/4/1"), 45383),
    "built-in date": Case(styled("45383", 14), ("date", APRIL, "2024/4/1")),
    "date or text": Case(styled("45383", "[$-411]ge.m.d;@"), ("date", APRIL, "2024/4/1")),
    "date with first year": Case(styled("45383", str(FORMATS[13])), ("date", APRIL, "2024/4/1")),
    "day of the week": Case(styled("45383", "aaa"), ("date", APRIL, "2024/4/1"), 45383, 45383.0),
    "date by condition": Case(styled("45383", "[>100]yyyy/m/d;0"), ("date", APRIL, "2024/4/1")),
    "number by condition": Case(
        styled("50", "[>100]yyyy/m/d;0"), ("number", 50, "50"), date(1900, 2, 19), date(1900, 2, 19)
    ),
    "date and time": Case(
        styled("45383.395833333336", "yyyy/m/d h:mm"),
        ("datetime", datetime(2024, 4, 1, 9, 30), "2024/4/1 9:30"),
    ),
    "date format over a time": Case(
        styled("45383.5", "yyyy/m/d"), ("datetime", datetime(2024, 4, 1, 12), "2024/4/1 12:00")
    ),
    "time": Case(styled("0.5", "h:mm"), ("time", time(12), "12:00")),
    "duration": Case(styled("1.5", "[h]:mm"), ("duration", timedelta(hours=36), "36:00")),
    "ISO date": Case('<c r="A1" t="d"><v>2024-04-01</v></c>', ("date", APRIL, "2024/4/1")),
    "ISO date and time": Case(
        '<c r="A1" t="d"><v>2024-04-01T09:30:05</v></c>',
        ("datetime", datetime(2024, 4, 1, 9, 30, 5), "2024/4/1 9:30:05"),
    ),
    "no date at all": Case('<c r="A1" t="d"><v>4月</v></c>', ("text", "4月", "4月"), ValueError),
    "serial 0": Case(styled("0", "yyyy/m/d"), ("number", 0, "0"), time(0), time(0)),
    "serial 1": Case(styled("1", "yyyy/m/d"), ("date", date(1900, 1, 1), "1900/1/1")),
    "serial 59": Case(styled("59", "yyyy/m/d"), ("date", date(1900, 2, 28), "1900/2/28")),
    "serial 60, a day that never was": Case(
        styled("60", "yyyy/m/d"), ("number", 60, "60"), date(1900, 2, 28), date(1900, 2, 28)
    ),
    "serial 61": Case(styled("61", "yyyy/m/d"), ("date", date(1900, 3, 1), "1900/3/1")),
    "serial below all": Case(styled("-1", "yyyy/m/d"), ("number", -1, "-1"), date(1899, 12, 29), time(0)),
    "last day": Case(styled("2958465", "yyyy/m/d"), ("date", date(9999, 12, 31), "9999/12/31")),
    "after the last day": Case(
        styled("2958466", "yyyy/m/d"), ("number", 2958466, "2958466"), "#VALUE!", 2958466.0
    ),
    "localised General": Case(styled("45383", "G/標準"), ("number", 45383, "45383")),
    "letters of dates between quotes": Case(styled("5", '0.0"day"'), ("number", 5, "5")),
    "number with E": Case(styled("5", "0.00E+00"), ("number", 5, "5")),
    "accounting number": Case(styled("5", "#,##0_);[Red](#,##0)"), ("number", 5, "5")),
}


def one_cell(element: str) -> bytes:
    return nasty.book(nasty.cells(element), strings=STRINGS, formats=FORMATS)


def plain(value: object) -> object:
    """A library's value, midnight dates as dates and whole floats as they compare."""
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date()
    return "nan" if value != value else value


def by_openpyxl(data: bytes) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return plain(openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]["A1"].value)
        except ValueError:
            return ValueError


def by_calamine(data: bytes) -> object:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return plain(rows[0][0]) if rows else ""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_our_reader_reads_each_kind_of_cell(case: Case) -> None:
    cell = workbook.parse(one_cell(case.element)).sheets[0].at(1, 1)
    if case.ours is None:
        assert cell is None
        return
    assert cell is not None
    assert (cell.kind, cell.value, cell.raw) == case.ours
    assert type(cell.value) is type(case.ours[1])
    assert cell.from_formula == ("<f>" in case.element)
    assert (cell.row, cell.column) == (1, 1)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_library_gives_what_the_table_says(case: Case) -> None:
    data = one_cell(case.element)
    value = case.ours[1] if case.ours else None
    for given, said, blank in (
        (by_openpyxl(data), case.openpyxl, None),
        (by_calamine(data), case.calamine, ""),
    ):
        expected = value if said is SAME else blank if said is LOST else said
        assert given == expected


def test_only_our_reader_tells_fifty_percent_from_one_half_and_keeps_the_serial_number() -> None:
    sheet = workbook.parse(
        nasty.book(
            nasty.cells(
                styled("0.5", "0%"),
                nasty.number("B1", "0.5"),
                styled("45383", "yyyy/m/d").replace("A1", "C1"),
            ),
            formats=FORMATS,
        )
    ).sheets[0]
    percent, half, day = (sheet.at(1, column) for column in (1, 2, 3))
    assert percent is not None
    assert half is not None
    assert day is not None
    assert (percent.number_format, percent.is_percent, half.is_percent) == ("0%", True, False)
    assert (day.number_format, day.serial, half.serial) == ("yyyy/m/d", 45383, None)


@pytest.mark.parametrize(
    ("serial", "day"),
    [("0", date(1904, 1, 1)), ("1", date(1904, 1, 2)), ("60", date(1904, 3, 1)), ("43921", APRIL)],
)
def test_a_workbook_counting_from_1904_gives_the_right_days(serial: str, day: date) -> None:
    data = nasty.book(nasty.cells(styled(serial, "yyyy/m/d")), formats=FORMATS, date1904=True)
    read = workbook.parse(data)
    assert read.date1904
    assert read.sheets[0].cells[1, 1].value == day
    assert by_openpyxl(data) in (day, time(0))
