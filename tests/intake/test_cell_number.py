"""Numbers as typed: units, thousands and signs never change a value in silence."""

from __future__ import annotations

from datetime import date

import pytest

from tests.intake import typed
from tests.intake.typed import Expected, cell, check

WITHOUT_A_UNIT = [
    Expected(1234.5, 1234.5),
    Expected(-5, -5.0),
    Expected(10**15, 1e15),
    Expected(cell(1234, "#,##0"), 1234.0),
    Expected(cell(5, "yyyy"), 5.0),
    Expected("1,234", 1234.0),
    Expected("１，２３４．５", 1234.5),
    Expected("1，234", 1234.0),
    Expected("5.", 5.0),
    Expected(".5", 0.5),
    Expected("-5", -5.0),
    Expected("−5", -5.0),
    Expected("－５", -5.0),
    Expected("ー5", -5.0, "cell.minus_read"),
    Expected("―5", -5.0, "cell.minus_read"),
    Expected("–5", -5.0, "cell.minus_read"),
    Expected("約100", 100.0, "cell.approximate"),
    Expected("100程度", 100.0, "cell.approximate"),
    Expected("概ね100人", 100.0, "cell.approximate"),
    Expected("100人", 100.0, "cell.unit_in_cell"),
    Expected("１００件", 100.0, "cell.unit_in_cell"),
    Expected("0件", 0.0, "cell.unit_in_cell"),
    Expected("1,000円", 1000.0, "cell.unit_in_cell"),
    Expected("¥1,000", 1000.0, "cell.unit_in_cell"),
    Expected("3千", 3000.0, "cell.number_in_words"),
    Expected("2万5千", 25000.0, "cell.number_in_words"),
    Expected("1億2,000万円", 120000000.0, "cell.number_in_words"),
    Expected("1.5万", 15000.0, "cell.number_in_words"),
    Expected("二十", 20.0, "cell.number_in_words"),
    Expected("二千五百", 2500.0, "cell.number_in_words"),
    Expected("ゼロ", 0.0, "cell.number_in_words"),
    Expected("5千2万", None, "cell.not_a_number"),
    Expected("多数", None, "cell.not_a_number"),
    Expected("数件", None, "cell.not_a_number"),
    Expected("一部", None, "cell.not_a_number"),
    Expected(float("nan"), None, "cell.not_a_number"),
    Expected("1.2.3", None, "cell.not_a_number"),
    Expected("1.234,5", None, "cell.not_a_number"),
    Expected("1,0", None, "cell.two_values"),
    Expected("1 000", None, "cell.two_values"),
    Expected("10人中5人", None, "cell.two_values"),
    Expected("5時間30分", None, "cell.two_values"),
    Expected("12*3", None, "cell.two_values"),
    Expected("第2回", None, "cell.extra_text"),
    Expected("100人参加", None, "cell.extra_text"),
    Expected("5-", None, "cell.extra_text"),
    Expected("△5", None, "cell.sign_mark"),
    Expected("▲1,000", None, "cell.sign_mark"),
    Expected("△5件", None, "cell.sign_mark"),
    Expected("(5)", None, "cell.sign_mark"),
    Expected("5件増", None, "cell.change"),
    Expected("累計120件", None, "cell.cumulative"),
    Expected("100件以上", None, "cell.limit"),
    Expected("1/2", None, "cell.fraction"),
    Expected("1e3", None, "cell.exponent"),
    Expected("50%", None, "cell.percent_in_number"),
    Expected("5割", None, "cell.percent_in_number"),
    Expected(cell(0.5, "0%"), None, "cell.percent_in_number"),
    Expected(1e16, None, "cell.number_too_large"),
    Expected("約" + "9" * 20, None, "cell.number_too_large"),
    Expected("なし", None, "cell.placeholder_number"),
    Expected("-", None, "cell.placeholder_number"),
    Expected("〃", None, "cell.ditto"),
    Expected("前年度と同じ", None, "cell.ditto"),
    Expected(date(2026, 1, 2), None, "cell.date_in_number"),
    Expected(False, None, "cell.boolean"),
    Expected("#DIV/0!", None, "cell.error_value"),
]
WITH_A_UNIT = [
    ("人", Expected("100", 100.0)),
    ("人", Expected("100人", 100.0, "cell.unit_in_cell")),
    ("人", Expected("100名", 100.0, "cell.unit_in_cell")),
    ("人", Expected("約100人程度", 100.0, "cell.approximate")),
    ("人", Expected("3千人", 3000.0, "cell.number_in_words")),
    ("人", Expected("100件", None, "cell.unit_other")),
    ("か所", Expected("12ヶ所", 12.0, "cell.unit_in_cell")),
    ("t-CO2", Expected("12t-CO2", 12.0, "cell.unit_in_cell")),
    ("位", Expected("3位", 3.0, "cell.unit_in_cell")),
    ("ポイント", Expected("3ポイント", 3.0, "cell.unit_in_cell")),
    ("千円", Expected("3千円", 3.0, "cell.unit_in_cell")),
    ("千円", Expected("3千", None, "cell.scale_ambiguous")),
    ("千円", Expected("1,000円", None, "cell.unit_other")),
    ("千円", Expected("¥500", None, "cell.unit_other")),
    ("円", Expected("3千円", 3000.0, "cell.number_in_words")),
    ("％", Expected("50", 50.0)),
    ("％", Expected("0.5", 0.5)),
    ("％", Expected("50%", 50.0, "cell.unit_in_cell")),
    ("%", Expected("５０％", 50.0, "cell.unit_in_cell")),
    ("％", Expected(cell(0.5, "0%"), 50.0, "cell.percent_cell")),
    ("％", Expected(cell(1.2, "0%"), 120.0, "cell.percent_cell")),
    ("％", Expected("5割", 50.0, "cell.percent_in_words")),
    ("％", Expected("50件", None, "cell.unit_other")),
    ("件", Expected("50%", None, "cell.percent_in_number")),
    ("件", Expected("半分", None, "cell.percent_in_number")),
]
TABLE = [*WITHOUT_A_UNIT, *(expected for _, expected in WITH_A_UNIT)]


@pytest.mark.parametrize("expected", WITHOUT_A_UNIT, ids=typed.ids)
def test_a_number(expected: Expected) -> None:
    check(expected, typed.NUMBER)


@pytest.mark.parametrize(("unit", "expected"), WITH_A_UNIT, ids=str)
def test_a_number_of_a_column_with_a_unit(unit: str, expected: Expected) -> None:
    check(expected, typed.NUMBER, unit=unit)
