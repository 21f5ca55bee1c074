"""What データの定義 says of 進捗率 is what the code computes: one small state for each clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.comparison import LEAST_PART
from miharu_dx.domain.expectation import expected_progress
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import NOT_APPLICABLE, Schedule, Snapshot
from miharu_dx.present.views.definitions_formulas import formulas_of
from miharu_dx.present.views.listing import listing_view
from miharu_dx.present.views.trend_progress import Progress
from tests.present.trend_cases import PLAN, TODAY, seen, snapshot

FORMULAS = {row.term: row for row in formulas_of(PLAN)}
H1, H2 = PeriodKey(2024, 0), PeriodKey(2024, 1)
ONE = (("A", "1-1", "soumu", 2023, 2027),)
TWO = (*ONE, ("B", "1-2", "soumu", 2023, 2027))


def state(actions: tuple, schedules: tuple, reports: tuple) -> Snapshot:
    return snapshot(actions=actions, schedules=schedules, reports=reports)


def even(code: str, *years: int) -> tuple:
    return tuple((code, year, "実施中", 20.0 * (year - 2022)) for year in years or range(2023, 2028))


# 文の一部、個別取組、計画、報告、見る期、（計画の平均、実績の平均、件数）。
CLAUSES = {
    "silence keeps the last value": (
        "未報告の期", ONE, even("A"), (("A", 2023, "H2", "実施中", "順調", 15.0),), H2, (40.0, 15.0, 1),
    ),
    "not applicable keeps the last value": (
        "対象外の期", ONE, even("A"),
        (("A", 2023, "H2", "実施中", "順調", 15.0), ("A", 2024, "H2", None, None, None)), H2, (40.0, 15.0, 1),
    ),
    "what has ended keeps both last values": (
        "終了年度を過ぎた後も、最後の値のまま残す", (("A", "1-1", "soumu", 2023, 2023),), even("A", 2023),
        (("A", 2023, "H2", "実施中", "順調", 90.0),), H2, (20.0, 90.0, 1),
    ),
    "what was stopped is out from that period on": (
        "中止としたもの（その期から）は入れない", TWO, (*even("A"), *even("B")),
        (("A", 2024, "H1", "実施中", "順調", 30.0), ("B", 2024, "H1", "実施中", "順調", 50.0), ("B", 2024, "H2", "中止", None, 50.0)),
        H2, (40.0, 30.0, 1),
    ),
    "it was in before": (
        "（その期から）", TWO, (*even("A"), *even("B")),
        (("A", 2024, "H1", "実施中", "順調", 30.0), ("B", 2024, "H1", "実施中", "順調", 50.0), ("B", 2024, "H2", "中止", None, 50.0)),
        H1, (30.0, 40.0, 2),
    ),
    "both means are over the same actions": (
        "計画と実績の両方の値がある個別取組だけ", (*TWO, ("C", "1-3", "soumu", 2023, 2027)), (*even("A"), *even("B")),
        (("A", 2024, "H2", "実施中", "順調", 30.0), ("C", 2024, "H2", "実施中", "順調", 90.0)), H2, (40.0, 30.0, 1),
    ),
    "where none has both, the one there is": (
        "両方あるものがないときは、ある方だけの平均", ONE, (), (("A", 2024, "H2", "実施中", "順調", 30.0),), H2, (None, 30.0, 1),
    ),
    "what has not begun is out": (
        "開始年度の前のもの", (*ONE, ("B", "1-2", "soumu", 2025, 2027)), (*even("A"), *even("B", 2025, 2026, 2027)),
        (("A", 2024, "H2", "実施中", "順調", 30.0),), H2, (40.0, 30.0, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "actions", "schedules", "reports", "key", "expected"), CLAUSES.values(), ids=list(CLAUSES)
)
def test_the_mean_follows_each_clause_of_its_definition(
    clause: str, actions: tuple, schedules: tuple, reports: tuple, key: PeriodKey, expected: tuple
) -> None:
    assert clause in FORMULAS["進捗率の平均"].formula
    of = state(actions, schedules, reports)
    level = Progress(of).level(of.actions, key)
    assert (level.planned, level.actual, level.count) == expected


def test_a_year_nobody_has_reported_has_the_mean_of_every_plan() -> None:
    assert (
        "まだ報告のない年度末の計画は、計画のあるすべての個別取組の平均" in FORMULAS["進捗率の平均"].formula
    )
    of = state(TWO, (*even("A"), *even("B", 2023, 2024)), (("A", 2023, "H2", "実施中", "順調", 15.0),))
    chart = seen(of, 2023, 1).chart
    # 令和6年度末は A・B とも計画40%。令和7年度からは A だけに計画があり、B は最後の計画がその年度にない。
    assert [(point.key.fiscal_year, point.value, point.count) for point in chart.total.planned] == [
        (2023, 20.0, 1), (2024, 40.0, 2), (2025, 60.0, 1), (2026, 80.0, 1), (2027, 100.0, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("schedules", "key", "value"),
    [
        ({2023: 20.0, 2024: 40.0}, H1, 30.0),
        ({2023: 20.0, 2024: 40.0}, H2, 40.0),
        ({2024: 40.0}, H1, 20.0),
        ({2023: 20.0, 2025: 60.0}, PeriodKey(2025, 0), 40.0),
        ({2023: 20.0}, H2, None),
    ],
    ids=["half a year", "year's end", "nothing before is 0", "the last plan before", "no plan this year"],
)
def test_planned_progress_within_a_year_follows_its_definition(
    schedules: dict[int, float], key: PeriodKey, value: float | None
) -> None:
    said = FORMULAS["計画の進捗率（期末）"].formula
    assert "計画のある最後の年度末の値とし、ないときは0" in said
    assert "今の年度末の計画がない個別取組には値がない" in said
    rows = [Schedule("A", year, None, planned) for year, planned in schedules.items()]
    assert expected_progress(rows, PLAN, key) == value


def test_the_value_on_the_list_is_that_of_the_period_and_never_carried() -> None:
    assert "前の期の値で埋めない" in FORMULAS["進捗率（実績）"].formula
    of = state(ONE, even("A"), (("A", 2024, "H1", "実施中", "順調", 30.0),))
    assert [row.progress for row in listing_view(of, H2, today=TODAY).rows] == [None]


def test_the_part_that_has_to_speak_again_is_the_one_in_the_code() -> None:
    assert f"{LEAST_PART:.0%}に満たない間は、増減を出さない" in FORMULAS["前回との増減"].formula


def test_a_figure_is_said_to_stand_on_pages_that_exist() -> None:
    from miharu_dx.ui.frame import PAGES, Titles

    titles = Titles("", "", PLAN.measure_term)
    known = {titles.of(entry) for entry in PAGES}
    assert {page for row in FORMULAS.values() for page in row.pages.split("・")} <= known


def test_the_work_of_a_unit_that_ended_belongs_to_its_successor_on_every_page() -> None:
    of = state(ONE, even("A"), (("A", 2024, "H2", "実施中", "順調", 30.0),))
    old = of.departments_by_code["soumu"]
    heir = next(unit for unit in of.departments if unit.code != old.code)
    units = tuple(
        replace(unit, valid_to=2023, successor=heir.code) if unit.code == old.code else unit
        for unit in of.departments
    )
    moved = replace(of, departments=units)
    (row,) = listing_view(moved, H2, today=TODAY, department=heir.code).rows
    assert (row.department, row.department_label) == (heir.code, heir.name)
    view = seen(moved, 2024, 1, department=heir.code)
    assert view.chart.total.registered == 1
    assert {r.department for r in view.road.rows if r.registered} == {heir.name}
    assert seen(moved, 2024, 1, department=old.code).chart.total.registered == 0


def test_not_applicable_is_a_declaration_of_its_own_in_these_states() -> None:
    of = state(ONE, (), (("A", 2024, "H2", None, None, None),))
    assert [report.declaration for report in of.reports] == [NOT_APPLICABLE]
