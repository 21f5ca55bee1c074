"""Every kind of column at once: nothing raises, nothing that can be seen is lost, every code is worded."""

from __future__ import annotations

import string
import unicodedata
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from miharu_dx.domain.finding_texts_cells import CELL_FINDINGS
from miharu_dx.domain.sheetspec import Column
from miharu_dx.intake.cell_stand_ins import ERROR_MEANINGS
from miharu_dx.intake.cells import read
from tests.intake import (
    test_cell_choice,
    test_cell_code,
    test_cell_date,
    test_cell_number,
    test_cell_percent,
    test_cell_text,
    test_cell_year,
    typed,
)
from tests.intake.typed import Expected, broken, cell, check, finding

COLUMNS = [
    typed.PERCENT, typed.PERCENT_OR_BLANK, typed.NUMBER, typed.DATE, typed.YEAR, typed.CHOICE, typed.CODE,
    typed.NAME, typed.LONG,
]  # fmt: skip
TABLES = {
    "percent": (typed.PERCENT, test_cell_percent.TABLE),
    "day": (typed.DAY, [Expected("未定", None, "cell.placeholder")]),
    "percent or blank": (typed.PERCENT_OR_BLANK, [Expected("-", None, "cell.placeholder_number")]),
    "number": (typed.NUMBER, test_cell_number.TABLE),
    "date": (typed.DATE, test_cell_date.TABLE),
    "year": (typed.YEAR, test_cell_year.TABLE),
    "choice": (typed.CHOICE, test_cell_choice.TABLE),
    "code": (typed.CODE, test_cell_code.TABLE),
    "name": (typed.NAME, test_cell_text.NAME_TABLE),
    "long": (typed.LONG, test_cell_text.LONG_TABLE),
}
MAY_BE_BLANK = {"cell.placeholder", "cell.placeholder_assumed", "cell.placeholder_number"}
FORMATS = [
    "General",
    "0%",
    "0.0%",
    "#,##0",
    "000",
    '0"%"',
    "yyyy/m/d",
    'ggge"年"',
    'yyyy"年"m"月"',
    "@",
    ";;;",
]


def by_field(column: Column) -> str:
    return f"{column.kind}-{column.field}"


@pytest.mark.parametrize("column", COLUMNS, ids=by_field)
def test_a_cell_that_is_not_there_is_blank(column: Column) -> None:
    reading = read(None, column, typed.RATINGS)
    assert (reading.value, reading.raw, reading.how, reading.finding) == (None, "", "", None)


@pytest.mark.parametrize("error", [*ERROR_MEANINGS, "#SOMETHING!"])
@pytest.mark.parametrize("column", COLUMNS, ids=by_field)
def test_an_error_cell_stops_in_every_column(column: Column, error: str) -> None:
    check(Expected(broken("error", error), None, "cell.error_value"), column)


@pytest.mark.parametrize("column", COLUMNS, ids=by_field)
def test_a_formula_whose_result_is_not_stored_stops_in_every_column(column: Column) -> None:
    check(Expected(broken("formula_uncached", "=SUM(A1:A3)"), None, "cell.formula_uncached"), column)


def test_every_code_stands_in_a_table() -> None:
    tested = {expected.code for _, table in TABLES.values() for expected in table}
    assert set(CELL_FINDINGS) - tested == {"cell.formula_uncached"}


@pytest.mark.parametrize("kind", TABLES)
def test_every_finding_of_the_tables_reads_as_whole_sentences(kind: str) -> None:
    column, table = TABLES[kind]
    for expected in table:
        reading = read(cell(expected.typed), column, typed.RATINGS, near=typed.NEAR)
        if reading.finding is None:
            continue
        found = finding(reading, column)
        for sentence in (found.message, found.fix):
            assert sentence.endswith("。")
            assert "None" not in sentence
            assert "「」" not in sentence
            assert len(sentence) < 220


@pytest.mark.parametrize("kind", TABLES)
def test_what_a_remedy_proposes_is_taken_without_a_further_word(kind: str) -> None:
    column, table = TABLES[kind]
    for expected in table:
        reading = read(cell(expected.typed), column, typed.RATINGS, near=typed.NEAR)
        proposed = reading.finding[1].get("example") if reading.finding else None
        if proposed is not None:
            mended = read(cell(str(proposed)), column, typed.RATINGS, near=typed.NEAR)
            assert mended.finding is None
            assert mended.value is not None


@pytest.mark.parametrize("code", CELL_FINDINGS)
def test_every_wording_uses_only_what_it_is_given(code: str) -> None:
    text = CELL_FINDINGS[code]
    assert text.tier == "row"
    assert code.startswith("cell.")
    fields = [name for part in (text.message, text.fix) for _, name, _, _ in string.Formatter().parse(part)]
    assert Counter(fields)[""] == 0


def says_something(raw: str) -> bool:
    """Whether a person sees at least one letter, number, sign or symbol."""
    return any(
        unicodedata.category(character)[0] in "LNPS"
        for character in raw
        if character not in "\u3164\uffa0\u115f\u1160\u2800"
    )


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(
        "0123456789０１２.,，．-ー－―/%％年月日度末令和平成RH元約半割万千△▲()（） \n\u3000①〇○", max_size=14
    ),
    st.sampled_from([str(expected.typed) for _, table in TABLES.values() for expected in table]),
)
ANY_VALUE = st.one_of(
    TEXTS,
    st.integers(),
    st.floats(),
    st.integers(-100, 100_000),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=9_999)),
)


@settings(max_examples=400, deadline=None)
@given(
    value=ANY_VALUE,
    column=st.sampled_from(COLUMNS),
    number_format=st.sampled_from(FORMATS),
    near=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2090, 1, 1))),
    start_month=st.integers(1, 12),
    unit=st.sampled_from(["", "人", "％", "千円", "位"]),
)
@example(10**400, typed.NUMBER, "#,##0", None, 4, "")
@example(1e308, typed.PERCENT, "0%", None, 4, "")
@example(datetime.max, typed.DATE, "General", typed.NEAR, 4, "")
@example(time.max, typed.NAME, "General", typed.NEAR, 4, "")
@example("２" * 5_000, typed.NUMBER, "General", None, 4, "")
@example("1億" * 30, typed.NUMBER, "General", None, 4, "")
@example("12.99", typed.DATE, "General", None, 4, "")
@example("99.12", typed.DATE, "General", typed.NEAR, 4, "")
def test_any_cell_gives_a_value_or_a_finding_and_never_raises(
    value: object, column: Column, number_format: str, near: date | None, start_month: int, unit: str
) -> None:
    one = cell(value, number_format)
    reading = read(one, column, typed.RATINGS, start_month=start_month, near=near, unit=unit)
    assert reading.raw == one.raw
    if reading.finding is None:
        assert reading.value is not None or not says_something(one.raw)
        return
    found = finding(reading, column)
    assert found.message
    assert found.fix
    if found.severity == "block":
        assert reading.value is None
    else:
        assert (reading.value is None) is (found.code in MAY_BE_BLANK)
