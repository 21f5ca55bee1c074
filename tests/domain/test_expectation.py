"""What the schedule asks for between two fiscal years' ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from miharu_dx.domain.expectation import expected_progress, expected_stage, share_of_year
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import Schedule

ROOT = Path(__file__).resolve().parents[2]
PLAN = load_plan(ROOT / "data" / "plan.toml")
QUARTERS = load_plan(ROOT / "tests" / "plans" / "second_plan.toml")
YEARS = [
    Schedule("S-01", 2024, "検討中", 20.0),
    Schedule("S-01", 2025, "実施中", 50.0),
    Schedule("S-01", 2026, None, None),
    Schedule("S-01", 2027, "完了", 100.0),
]


def test_a_period_is_its_share_of_the_year() -> None:
    assert [share_of_year(PLAN, PeriodKey(2025, order)) for order in (0, 1)] == [0.5, 1.0]
    assert [share_of_year(QUARTERS, PeriodKey(2025, order)) for order in range(4)] == [0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize(
    ("year", "order", "progress", "stage"),
    [
        (2023, 1, None, None),
        (2024, 0, 10.0, None),
        (2024, 1, 20.0, "検討中"),
        (2025, 0, 35.0, "検討中"),
        (2025, 1, 50.0, "実施中"),
        (2026, 0, None, None),
        (2026, 1, None, None),
        (2027, 0, 75.0, "実施中"),
        (2027, 1, 100.0, "完了"),
    ],
)
def test_progress_is_linear_and_a_stage_waits_for_the_years_end(year, order, progress, stage) -> None:
    key = PeriodKey(year, order)
    assert expected_progress(YEARS, PLAN, key) == progress
    assert expected_stage(YEARS[::-1], PLAN, key) == stage


def test_nothing_is_expected_without_a_schedule() -> None:
    assert expected_progress([], PLAN, PeriodKey(2025, 0)) is None
    assert expected_stage([], PLAN, PeriodKey(2025, 1)) is None
