"""Rows of 指標: one value of one indicator for one fiscal year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.finding import Finding
from miharu_dx.domain.records import Indicator, IndicatorValue
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.intake.submission import ProgressSubmission, read_progress
from tests.intake.tables import book, cited, form, sheet
from tests.samples import small_snapshot

SNAPSHOT = small_snapshot()
NAME, KPI = "（サンプル）申請のオンライン化", "（サンプル）申請件数"
HEAD = "| action | name | indicator | fiscal_year | actual | unit | target | baseline | direction |\n"
ROW = f"| S-01 | {NAME} | {KPI} | 2024 |"


def read(rows: str, snapshot=SNAPSHOT) -> ProgressSubmission:
    sheets = (form(), sheet(PROGRESS), sheet(INDICATORS, HEAD + rows))
    return read_progress(book(*sheets), snapshot=snapshot, today=date(2024, 10, 5))


def of_indicators(found: ProgressSubmission) -> list[Finding]:
    return [finding for finding in found.findings if finding.location.sheet == INDICATORS.name]


def test_a_value_is_read_with_its_cell() -> None:
    found = read(f"{ROW} 450 | 件 | 600 | 100 | 高い方が良い |\n")
    assert of_indicators(found) == []
    (row,) = found.indicator_rows
    assert row.value == IndicatorValue("S-01", KPI, 2024, 450.0)
    assert row.sources["actual"].location.a1 == "E2"


def test_a_blank_value_is_no_value_and_no_finding() -> None:
    found = read(f"{ROW} |\n")
    assert of_indicators(found) == []
    assert [row.value for row in found.indicator_rows] == [None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (f"{ROW} 450人 |\n", [("E2", "cell.unit_other")]),
        (f"{ROW} 450件 |\n", [("E2", "cell.unit_in_cell")]),
        (f"{ROW} 300 |\n", [("E2", "row.indicator_fell")]),
        (f"{ROW} 45000 |\n", [("E2", "row.indicator_scale")]),
        (f"{ROW}  | 人 | 700 | | |\n", [("F2", "row.context_changed"), ("G2", "row.context_changed")]),
        (f"{ROW} 450 |\n| S-01 | {NAME} | {KPI} | 2025 | 10 |\n", [("E3", "row.indicator_future_year")]),
        (f"{ROW} 450 |\n| S-01 | {NAME} | {KPI} | R6 | 460 |\n", [("C3", "row.indicator_duplicate")]),
        (f"{ROW} 450 |\n| S-01 | {NAME} | 別の指標 | 2024 | 1 |\n", [("C3", "row.indicator_unknown")]),
        (f"{ROW} 450 |\n| S-01 | {NAME} | {KPI} | 2033 | 1 |\n", [("D3", "row.indicator_year")]),
        (f"{ROW} 450 |\n| S-01 | {NAME} | | 2024 | 1 |\n", [("C3", "row.indicator_key_blank")]),
        (f"{ROW} 450 |\n| S-01 | {NAME} | | |\n", []),
        (
            f"{ROW} 450 |\n| S-03 | （サンプル）窓口の案内 | x | 2024 | 1 |\n",
            [("A3", "row.other_department")],
        ),
        (f"{ROW} 450 |\n| | | | | 1 |\n", [("A3", "row.code_blank")]),
        (f"{ROW} #N/A |\n", [("E2", "cell.error_value")]),
        (f"| S-01 | {NAME} | {KPI} | 2023 | 330 |\n", [("", "row.indicator_missing")]),
    ],
)
def test_each_fault_stands_at_its_cell(rows: str, expected: list[tuple[str, str]]) -> None:
    assert cited(of_indicators(read(rows))) == expected


def test_a_duplicate_names_both_cells() -> None:
    (found,) = of_indicators(read(f"{ROW} 450 |\n{ROW} 460 |\n"))
    assert (found.args["other"], found.args["here"]) == ("C2", "C3")


def test_a_sum_is_compared_with_the_year_before_in_the_same_sheet() -> None:
    rows = f"| S-01 | {NAME} | {KPI} | 2023 | 500 |\n{ROW} 450 |\n"
    assert cited(of_indicators(read(rows))) == [("E3", "row.indicator_fell")]


def test_a_value_of_one_year_may_fall() -> None:
    yearly = [replace(i, kind="単年度") for i in SNAPSHOT.indicators]
    assert of_indicators(read(f"{ROW} 300 |\n", replace(SNAPSHOT, indicators=tuple(yearly)))) == []


def test_printed_cells_are_left_alone_where_the_store_has_moved_since() -> None:
    moved = replace(
        SNAPSHOT,
        version=6,
        latest_version=6,
        indicators=(Indicator("S-01", KPI, "回", "高い方が良い", "累計", 1.0),),
    )
    assert of_indicators(read(f"{ROW} 450 | 件 | 600 | 100 |\n", moved)) == []
