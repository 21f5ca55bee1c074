"""年度推移: means, gaps and remarks worked out by hand, and the same numbers in every table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present.views.trend_curve import gap_words
from miharu_dx.present.views.trend_progress import Level, place_in_time, steady
from miharu_dx.present.views.trend_table import (
    curve_columns,
    curve_rows,
    parts_moments,
    parts_table,
    total_table,
)
from tests.present.trend_cases import PLAN, REPORTS, SCHEDULES, SECOND, seen, snapshot
from tests.rich import empty_snapshot, rich_snapshot


def told(level: Level | None) -> tuple[object, ...]:
    assert level is not None
    return (
        level.planned, level.actual, level.gap, level.count, level.carried,
        level.unspoken, level.unscheduled, level.stopped,
    )  # fmt: skip


# 平均は、計画と実績の両方がある個別取組だけ。令和5年度末は A(20,10) と C(50,50)、令和6年度末は
# A(40,30) と B(30,20)（Cは中止）、令和7年度末は A(60,40は上期の値) と B(60,30)。
@pytest.mark.parametrize(
    ("year", "order", "expected"),
    [
        (2023, 1, (35.0, 30.0, -5, 2, 0, 2, 1, 0)),
        (2024, 1, (35.0, 25.0, -10, 2, 0, 2, 1, 1)),
        (2025, 0, (47.5, 30.0, -18, 2, 1, 2, 1, 1)),
        (2025, 1, (60.0, 35.0, -25, 2, 1, 1, 1, 1)),
    ],
)
def test_means_are_taken_over_what_has_both_values(
    year: int, order: int, expected: tuple[object, ...]
) -> None:
    assert told(seen(snapshot(), year, order).chart.total.now) == expected


def test_the_gap_is_the_difference_of_the_printed_percentages() -> None:
    total = seen(snapshot(), 2025, 0).chart.total
    assert (total.planned_text, total.actual_text, total.gap) == ("48%", "30%", 30 - 48)


def test_the_planned_line_goes_on_to_the_plans_end_over_all_planned_actions() -> None:
    total = seen(snapshot(), 2025, 1).chart.total
    # 令和8年度末は A80・B80・D80、令和9年度末は A100・B100・D100。中止のCは除く。
    assert [(p.x, p.value, p.count) for p in total.planned] == [
        (2023, 35.0, 2), (2024, 35.0, 2), (2025, 60.0, 2), (2026, 80.0, 3), (2027, 100.0, 3),
    ]  # fmt: skip
    assert [(p.x, p.value) for p in total.actual] == [(2023, 30.0), (2024, 25.0), (2025, 35.0)]


def test_a_period_within_a_year_stands_between_the_years_ends() -> None:
    total = seen(snapshot(), 2025, 0).chart.total
    assert [p.x for p in total.actual] == [2023, 2024, 2024.5]
    assert total.actual[-1].when == "令和7年度上期"
    assert [p.x for p in total.planned] == [2023, 2024, 2024.5, 2025, 2026, 2027]
    assert place_in_time(SECOND, PeriodKey(2026, 0)) == 2025.25


def test_each_part_has_its_own_means_and_reasons() -> None:
    parts = {part.code: part for part in seen(snapshot(), 2025, 1).chart.parts}
    assert list(parts) == [measure.code for measure in PLAN.measures]
    assert told(parts["MEGO-1"].now)[:4] == (60.0, 35.0, -25, 2)
    assert parts["MEGO-1"].wide
    # MEGO-3: 計画があるDは報告がなく、報告があるEは計画がない。比べられるものがない。
    assert told(parts["MEGO-3"].now)[:4] == (None, 90.0, None, 1)
    assert (parts["MEGO-3"].gap_text, parts["MEGO-3"].planned_text) == ("計画なし", "―")
    assert (parts["MEGO-2"].gap_text, parts["MEGO-2"].registered) == ("登録なし", 0)


@pytest.mark.parametrize(
    ("reports", "action", "word"),
    [
        (REPORTS[:0], ("A", "1-1", "soumu", 2023, 2027), "未報告"),
        ((("A", 2023, "H1", "中止", None, None),), ("A", "1-1", "soumu", 2023, 2027), "中止"),
        ((), ("A", "1-1", "soumu", 2026, 2027), "開始前"),
    ],
)
def test_a_part_without_a_mean_says_why(reports: tuple, action: tuple, word: str) -> None:
    other = ("Z", "9-1", "soumu", 2023, 2027)
    spoken = (*reports, ("Z", 2024, "H1", "実施中", "順調", 5.0))
    of = snapshot(actions=(action, other), schedules=(), reports=spoken)
    assert seen(of, 2024, 0).chart.parts[0].gap_text == word


@pytest.mark.parametrize(
    ("points", "limit", "wide"), [(20.0, 25, False), (20.0, 20, True), (19.0, 20, False)]
)
def test_red_begins_at_the_limit_set_in_the_plan(points: float, limit: int, wide: bool) -> None:
    of = snapshot(
        actions=(("A", "1-1", "soumu", 2023, 2027),),
        schedules=(("A", 2023, None, 50.0),),
        reports=(("A", 2023, "H2", "実施中", "遅れ", 50.0 - points),),
    )
    judged = replace(of, plan=replace(PLAN, thresholds=replace(PLAN.thresholds, gap_points=limit)))
    assert seen(judged, 2023, 1).chart.parts[0].wide is wide


def test_an_ended_action_stays_in_with_its_last_values() -> None:
    of = snapshot(
        actions=(("A", "1-1", "soumu", 2023, 2023), ("B", "1-1", "soumu", 2023, 2027)),
        schedules=(("A", 2023, "完了", 100.0), ("B", 2023, None, 20.0), ("B", 2024, None, 40.0)),
        reports=(
            ("A", 2023, "H2", "完了", "順調", 100.0),
            ("B", 2023, "H2", "検討中", "順調", 20.0),
            ("B", 2024, "H2", "検討中", "順調", 30.0),
        ),
    )
    total = seen(of, 2024, 1).chart.total
    assert [(p.x, p.value) for p in total.actual] == [(2023, 60.0), (2024, 65.0)]
    assert told(total.now)[:3] == (70.0, 65.0, -5)


def test_a_report_without_progress_carries_the_last_value() -> None:
    of = snapshot(reports=(*REPORTS, ("A", 2025, "H2", None, None, None)))
    assert told(seen(of, 2025, 1).chart.total.now)[:5] == (60.0, 35.0, -25, 2, 1)


def test_the_remarks_count_what_is_carried_and_left_out() -> None:
    chart = seen(snapshot(), 2025, 1).chart
    assert chart.caption == "個別取組2件の平均（中止1件を除く）"
    assert chart.notes == (
        "この期に進捗率の報告がない1件は、最後に報告した値",
        "進捗率を一度も報告していない1件と計画の進捗率がない1件は、計画と実績のどちらの平均にも入れない",
    )
    within = seen(snapshot(), 2025, 0).chart
    assert within.caption.endswith("・令和7年度上期まで")
    assert within.notes[0] == "令和7年度は上期の報告、ほかは各年度末"


def test_a_period_nobody_has_reported_shows_the_last_reported_one_and_says_so() -> None:
    view = seen(snapshot(), 2026, 1)
    assert view.chart.total.now == seen(snapshot(), 2025, 1).chart.total.now
    assert view.chart.notes[0] == "令和8年度末の報告はまだないため、実績は令和7年度末まで"
    assert [year.fiscal_year for year in view.chart.years if year.current] == [2025]


def test_filters_narrow_every_figure_alike() -> None:
    one = seen(snapshot(), 2025, 1, measure="MEGO-1")
    assert [part.code for part in one.chart.parts] == ["1-1", "1-2", "1-3"]
    assert [part.gap for part in one.chart.parts] == [-20, -30, None]
    assert one.chart.parts_title == "取組事項別の進捗率"
    assert {row.measure for row in one.road.rows} == {"MEGO-1"}
    unit = seen(snapshot(), 2025, 1, department="jumin")
    assert told(unit.chart.total.now)[:4] == (60.0, 30.0, -30, 1)
    assert [row.code for row in unit.road.rows] == ["1-2"]
    assert unit.headline.startswith("住民課：")


def test_the_reference_runs_in_equal_steps_to_the_plans_end() -> None:
    assert [steady(PLAN, year) for year in PLAN.fiscal_years] == [20, 40, 60, 80, 100]
    assert [round(steady(SECOND, year), 1) for year in SECOND.fiscal_years] == [33.3, 66.7, 100]
    chart = seen(snapshot(), 2025, 1).chart
    assert [(p.x, p.value) for p in chart.reference] == [(2023 + i, 20 * (i + 1)) for i in range(5)]
    assert seen(snapshot(), 2025, 1, reference=False).chart.reference == ()


@pytest.mark.parametrize(("gap", "words"), [(-20, "−20ポイント"), (3, "＋3ポイント"), (0, "差なし")])
def test_a_gap_is_written_with_a_sign_and_never_a_triangle(gap: int, words: str) -> None:
    assert gap_words(gap) == words


def test_the_file_holds_the_figures_of_the_page() -> None:
    chart = seen(snapshot(), 2025, 0).chart
    rows = curve_rows(chart)
    assert len(curve_columns("重点施策", "中止")) == len(rows[0])
    labels = [column.label for column in curve_columns("重点施策", "中止")]
    assert labels[:5] == ["重点施策コード", "重点施策", "年度", "期", "時点"]
    assert [row[2:5] for row in rows if row[1] == "全体"][:3] == [
        (2023, "下期", "令和5年度末"), (2024, "下期", "令和6年度末"), (2025, "上期", "令和7年度上期"),
    ]  # fmt: skip
    assert [row[4:] for row in rows if row[1] == "全体"] == [
        ("令和5年度末", 35.0, 30.0, -5, 20.0, 2, 0, 2, 1, 0),
        ("令和6年度末", 35.0, 25.0, -10, 40.0, 2, 0, 2, 1, 1),
        ("令和7年度上期", 47.5, 30.0, -18, 50.0, 2, 1, 2, 1, 1),
        ("令和7年度末", 60.0, None, None, 60.0, 3, None, None, None, None),
        ("令和8年度末", 80.0, None, None, 80.0, 3, None, None, None, None),
        ("令和9年度末", 100.0, None, None, 100.0, 3, None, None, None, None),
    ]


def test_the_tables_on_the_page_print_the_same_figures() -> None:
    chart = seen(snapshot(), 2025, 1).chart
    assert total_table(chart)[2] == ("令和7年度末", "60%", "35%", "−25", "60%", "2件")
    assert parts_moments(chart) == tuple(f"令和{n}年度末" for n in range(5, 10))
    assert parts_table(chart)[0] == (
        "MEGO-1", "町民サービスの向上", "10%／20%", "25%／35%", "35%／60%", "―／80%", "―／100%", "−25ポイント",
    )  # fmt: skip


def test_another_plan_has_its_own_years_periods_and_parts() -> None:
    view = seen(rich_snapshot(30, 5, SECOND), 2026, 0)
    assert [year.label for year in view.chart.years] == ["令和7", "令和8", "令和9"]
    assert [part.code for part in view.chart.parts] == ["重点1", "重点2", "重点3", "重点4"]
    assert view.chart.parts_title == "重点プロジェクト別の進捗率"
    assert view.chart.total.actual[-1].when == "令和8年度第1四半期"
    assert view.chart.total.actual[-1].x == 2025.25
    assert view.chart.total.planned[-1].x == 2027


@pytest.mark.parametrize(
    "of",
    [
        empty_snapshot(),
        snapshot(reports=()),
        snapshot(schedules=()),
        snapshot(schedules=(), reports=()),
        rich_snapshot(60, 1),
        rich_snapshot(300),
    ],
    ids=["empty", "nothing reported", "no schedules", "neither", "one period", "three hundred"],
)
def test_every_state_has_a_view_and_words_for_it(of) -> None:
    view = seen(of, 2026, 0)
    assert view.headline
    assert view.chart.alt.endswith("。")
    assert view.chart.parts_alt.endswith("。")
    assert view.road.alt.endswith("。")
    assert bool(view.chart.total.actual) == bool(of.reports)


def test_the_progress_of_schedules_alone_is_the_plan() -> None:
    total = seen(snapshot(reports=()), 2025, 1).chart.total
    # 令和5年度末は A20・C50・D20、令和6年度末は A40・B30・C50・D40。
    assert [round(p.value, 1) for p in total.planned[:2]] == [30.0, 40.0]
    assert len(SCHEDULES) == 19
    assert total.now is None
