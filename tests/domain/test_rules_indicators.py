"""Judgement of an actual value beside its target and its earlier values."""

from __future__ import annotations

import pytest

from miharu_dx.domain.drafts import IndicatorContext, IndicatorDraft
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Indicator
from miharu_dx.domain.rules_indicators import judge_indicator

SUM = Indicator("S-01", "件数", "件", "高い方が良い", "累計", 100.0)
YEARLY = Indicator("S-01", "件数", "件", "高い方が良い", "単年度", None)
KEY = PeriodKey(2025, 0)


@pytest.mark.parametrize(
    ("indicator", "year", "actual", "known", "codes"),
    [
        (SUM, 2025, None, {}, []),
        (SUM, 2025, 400.0, {}, []),
        (SUM, 2026, 400.0, {}, ["row.indicator_future_year"]),
        (SUM, 2024, 400.0, {}, []),
        (SUM, 2025, 299.0, {"actuals": {2023: 200.0, 2024: 300.0}}, ["row.indicator_fell"]),
        (SUM, 2025, 300.0, {"actuals": {2023: 200.0, 2024: 300.0}}, []),
        (SUM, 2024, 250.0, {"actuals": {2023: 200.0, 2025: 300.0}}, []),
        (SUM, 2025, 299.0, {"stored": 300.0}, ["row.indicator_fell"]),
        (YEARLY, 2025, 299.0, {"stored": 300.0, "actuals": {2024: 300.0}}, []),
        (YEARLY, 2025, 5000.0, {"target": 500.0}, ["row.indicator_scale"]),
        (YEARLY, 2025, 4999.0, {"target": 500.0}, []),
        (YEARLY, 2025, 50.0, {"target": 500.0}, ["row.indicator_scale"]),
        (YEARLY, 2025, 50.1, {"target": 500.0}, []),
        (YEARLY, 2025, 50.0, {"target": 500.0, "actuals": {2024: 40.0}}, []),
        (SUM, 2025, 11.0, {"target": 1000.0}, []),
        (YEARLY, 2025, 0.0, {"target": 500.0}, []),
        (YEARLY, 2025, 50.0, {"target": 0.0}, []),
        (YEARLY, 2025, -50.0, {"target": 500.0}, ["row.indicator_scale"]),
    ],
)
def test_a_value_is_judged(indicator, year: int, actual, known, codes: list[str]) -> None:
    draft = IndicatorDraft("S-01", "件数", year, actual)
    faults = judge_indicator(draft, IndicatorContext(key=KEY, indicator=indicator, **known))
    assert [fault.code for fault in faults] == codes
    assert {fault.field for fault in faults} <= {"actual"}


def test_large_values_are_told_to_the_last_digit() -> None:
    context = IndicatorContext(key=KEY, indicator=SUM, stored=1_234_567.0)
    (fault,) = judge_indicator(IndicatorDraft("S-01", "件数", 2025, 1_234_566.5), context)
    assert (fault.args["previous"], fault.args["actual"]) == ("1,234,567", "1,234,566.5")
