"""A small plan in progress whose every mean is worked out by hand in the tests that use it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import NOT_APPLICABLE, UPDATED, Action, Report, Schedule, Snapshot
from miharu_dx.present.views.trend import TrendView, trend_view
from miharu_dx.present.views.trend_road import Unit
from tests.rich import empty_snapshot, plan

PLAN = plan()
SECOND = load_plan(Path(__file__).resolve().parents[1] / "plans" / "second_plan.toml")
TODAY = date(2026, 11, 1)

# 個別取組の行は、コード、取組事項、担当課、開始年度、終了年度。
ACTIONS = (
    ("A", "1-1", "soumu", 2023, 2027),
    ("B", "1-2", "jumin", 2024, 2027),
    ("C", "3-1", "soumu", 2023, 2027),
    ("D", "3-1", "soumu", 2023, 2027),
    ("E", "3-2", "soumu", 2023, 2027),
)
# 工程の行は、個別取組、年度、年度末の計画段階、計画進捗率。
SCHEDULES = (
    *(("A", 2023 + i, stage, 20.0 * (i + 1)) for i, stage in enumerate(("検討中", "準備中", "実施中", "実施中", "完了"))),
    *(("B", 2024 + i, stage, value) for i, (stage, value) in enumerate(
        (("検討中", 30.0), ("準備中", 60.0), ("実施中", 80.0), ("完了", 100.0)))),
    *(("C", 2023 + i, "実施中", 50.0) for i in range(5)),
    *(("D", 2023 + i, "実施中", 20.0 * (i + 1)) for i in range(5)),
)  # fmt: skip
# 報告の行は、個別取組、年度、期、実施段階、評価、進捗率。
REPORTS = (
    ("A", 2023, "H2", "検討中", "順調", 10.0),
    ("A", 2024, "H2", "準備中", "順調", 30.0),
    ("A", 2025, "H1", "実施中", "順調", 40.0),
    ("B", 2024, "H2", "検討中", "遅れ", 20.0),
    ("B", 2025, "H2", "準備中", "遅れ", 30.0),
    ("C", 2023, "H2", "検討中", "順調", 50.0),
    ("C", 2024, "H2", "中止", None, 50.0),
    ("E", 2025, "H2", "実施中", "順調", 90.0),
)


def snapshot(
    *,
    actions: tuple = ACTIONS,
    schedules: tuple = SCHEDULES,
    reports: tuple = REPORTS,
    of: Plan = PLAN,
) -> Snapshot:
    """Return a store's state made from short rows; a stage of None is a report declared 該当なし."""
    return replace(
        empty_snapshot(of),
        actions=tuple(
            Action(code, f"（サンプル）取組{code}", initiative, unit, "", first, last)
            for code, initiative, unit, first, last in actions
        ),
        schedules=tuple(Schedule(*row) for row in schedules),
        reports=tuple(
            Report(code, year, period, UPDATED if stage else NOT_APPLICABLE, stage, rating, progress)
            for code, year, period, stage, rating, progress in reports
        ),
    )


def seen(
    of: Snapshot,
    year: int,
    order: int,
    *,
    unit: Unit = Unit.INITIATIVE,
    reference: bool = True,
    **narrow: str,
) -> TrendView:
    """Return 年度推移 of a snapshot as of a period."""
    key = next(k for k in of.plan.period_keys if (k.fiscal_year, k.order) == (year, order))
    return trend_view(of, key, today=TODAY, unit=unit, reference=reference, **narrow)
