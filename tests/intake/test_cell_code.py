"""Codes as typed: one width and one dash; a code that Excel made a date of is asked for again."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.intake import typed
from tests.intake.typed import Expected, cell, check

TABLE = [
    Expected("M1-1-01", "M1-1-01"),
    Expected("Ｍ１－１－０１", "M1-1-01"),
    Expected("M1ー1ー01", "M1-1-01"),
    Expected("M1‐1−01", "M1-1-01"),
    Expected(" M1 - 1-01\u3000", "M1-1-01"),
    Expected("M1-\u200b1", "M1-1"),
    Expected("サービス-1", "サービス-1"),
    Expected("m1-1", "m1-1"),
    Expected("①", "①"),
    Expected(101, "101"),
    Expected(101.0, "101"),
    Expected(cell(7, "000"), "007"),
    Expected(1.1, "1.1", "cell.code_number"),
    Expected(date(2026, 1, 2), None, "cell.code_date"),
    Expected(time(1, 30), None, "cell.code_date"),
    Expected("x" * 41, None, "cell.name_too_long"),
    Expected("―", None, "cell.placeholder_required"),
    Expected("同上", None, "cell.ditto"),
    Expected("=A1", None, "cell.formula_as_text"),
    Expected(True, None, "cell.boolean"),
    Expected("#REF!", None, "cell.error_value"),
]


@pytest.mark.parametrize("expected", TABLE, ids=typed.ids)
def test_a_code(expected: Expected) -> None:
    check(expected, typed.CODE)
