"""What is typed into a 返却ブック again reads as it read before: value, finding and text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from miharu_dx.domain.sheetspec import Column
from miharu_dx.intake.cells import read
from miharu_dx.intake.kept_values import CELL_UNITS, again, pieces
from miharu_dx.intake.model import Cell
from miharu_dx.intake.workbook import parse
from miharu_dx.present.workbook.cell_writing import write_value
from miharu_dx.present.workbook.model import Kept
from miharu_dx.present.workbook.style import Book, Look
from tests.intake.typed import CHOICE, CODE, DATE, LONG, NAME, NEAR, NUMBER, PERCENT, RATINGS, YEAR

COLUMNS = (PERCENT, NUMBER, DATE, YEAR, CHOICE, CODE, NAME, LONG)
TYPED: tuple[tuple[object, str], ...] = (
    (0.45, "0%"), (0.333, "0.0%"), (1.2, "0%"), (0.5, "General"), (1, "General"), (45, "0"), (-3, "0"),
    (50, '0"%"'), (0.5, '0"％"'), (50, '0"件"'), (1234567, "#,##0"), (1234.5, "#,##0.00"), (12, "0000"), (7, "000"),
    (45383, "General"), (45383, "@"), (2025, "General"), (0.1 + 0.2, "General"), (1e15, "General"), (1e22, "General"),
    (1.5e-9, "General"),
    (date(2026, 3, 31), "yyyy/m/d"), (date(2026, 3, 31), '[$-411]ggge"年"m"月"d"日"'), (date(2026, 3, 1), 'yyyy"年"m"月"'),
    (date(2026, 4, 1), 'ggge"年"'), (date(2008, 3, 31), "yyyy/m/d"), (date(1900, 2, 14), "m/d"), (date(1900, 1, 1), "yyyy/m/d"),
    (datetime(2026, 3, 31, 9, 5), "yyyy/m/d h:mm"), (time(9, 5), "h:mm"), (timedelta(hours=26, minutes=30), "[h]:mm"),
    (True, "General"), (False, "General"),
    ("４５％", "General"), ("約半分", "@"), ("遅延", "@"), ("順調。", "@"), ("R8.3.31", "@"), ("８／３／３１", "@"), ("=1+1", "@"),
    ("'45", "@"), ("#REF!", "@"), ("同上", "@"), ("―", "@"), ("  間  ", "@"), ("一行目\n二行目", "@"), ("ｶﾞ①㈱髙﨑𠮷", "@"),
    ("か\u3099", "@"), ("_x0041_", "@"), ("<r><t>a</t></r>", "@"), ("<r></r>", "@"), ("\u202e逆", "@"), ("a\x07b", "@"), ("\ue000", "@"),
    ("x" * 3000, "@"), ("{=1}", "@"), ("http://example.invalid/", "@"),
)  # fmt: skip


def in_a_file(typed: object, number_format: str) -> Cell:
    """Return the cell as our reader finds it in a workbook somebody else wrote."""
    file = BytesIO()
    book = Workbook(file, {"strings_to_urls": False, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    shown = book.add_format({"num_format": number_format})
    match typed:
        case bool():
            sheet.write_boolean(1, 1, typed, shown)
        case str() if typed.startswith("<r>"):
            sheet.write_rich_string(1, 1, typed[0], shown, typed[1:], shown)
        case str():
            sheet.write_string(1, 1, typed, shown)
        case int() | float():
            sheet.write_number(1, 1, typed, shown)
        case _:
            moment = (
                typed if isinstance(typed, datetime | time | timedelta) else datetime.combine(typed, time())
            )  # type: ignore[arg-type]
            sheet.write_datetime(1, 1, moment, shown)  # type: ignore[arg-type]
    book.close()
    return only_cell(file.getvalue())


def only_cell(data: bytes) -> Cell:
    (cell,) = parse(data).sheets[0].cells.values()
    return cell


def written_again(cell: Cell, column: Column) -> Cell:
    book = Book("", "")
    write_value(book, book.sheet("進捗"), (1, 1), Kept(*again(cell)), Look.INPUT, column.kind)
    return only_cell(book.close())


def reading(cell: Cell, column: Column) -> tuple[object, object, str]:
    found = read(cell, column, RATINGS, near=NEAR, unit="件")
    return found.value, found.finding, found.shown


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.field)
def test_a_typed_cell_reads_again_as_it_read_before(column: Column) -> None:
    for typed, number_format in TYPED:
        cell = in_a_file(typed, number_format)
        back = written_again(cell, column)
        assert (back.kind, back.raw) == (cell.kind, cell.raw), typed
        assert reading(back, column) == reading(cell, column), (typed, number_format)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_letter_by_letter(text: str) -> None:
    if not text or not parse_safe(text).strip():
        return
    cell = Cell(2, 2, "text", parse_safe(text), parse_safe(text), "@")
    assert written_again(cell, LONG).raw == cell.raw


def parse_safe(text: str) -> str:
    """Return the text as a reader of files can have it: line ends are one kind in every file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("cell", "stays"),
    [
        (Cell(2, 2, "error", "#REF!", "#REF!"), "#REF!"),
        (Cell(2, 2, "error", "#SOMETHING!", "#SOMETHING!"), "#VALUE!"),
        (Cell(2, 2, "formula_uncached", "=A1", "=A1", from_formula=True), "#CALC!"),
    ],
)
@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.field)
def test_what_has_no_value_still_stops_when_it_comes_back(cell: Cell, stays: str, column: Column) -> None:
    back = written_again(cell, column)
    assert (back.kind, back.raw) == ("text", stays)
    found = read(back, column, RATINGS, near=NEAR)
    assert found.finding is not None and found.finding[0] == "cell.error_value"


def test_a_number_of_the_file_never_brings_its_own_format_along() -> None:
    cell = Cell(2, 2, "number", 5, "5", '"=cmd|x"0;[Red]"悪い"0')
    assert again(cell) == (5, "")
    dated = Cell(2, 2, "date", date(2026, 3, 31), "2026/3/31", '"=cmd|x"yyyy/m/d')
    assert again(dated) == (date(2026, 3, 31), "")


@pytest.mark.parametrize("letter", ["あ", "𠮷"])
def test_text_too_long_for_a_cell_is_cut_into_pieces_that_fit(letter: str) -> None:
    text = letter * 40_000
    parts = pieces(text)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= CELL_UNITS for part in parts)
    assert pieces("短い") == ["短い"]
