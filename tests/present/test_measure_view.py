"""重点施策 on a state counted by hand: rows, groups, counts and the file taken away agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.standing import Tally, standings
from miharu_dx.present.views.measure import MeasureView, measure_view
from miharu_dx.present.views.progress_export import COLUMNS, COURSE_COLUMNS, course_rows, export_rows
from miharu_dx.present.views.progress_table import NO_ACTION
from tests.present.measure_cases import (
    FIRST,
    MEASURE,
    OTHER,
    PLAN,
    SECOND,
    STOPPED,
    TODAY,
    action,
    report,
    small,
    snapshot,
)
from tests.rich import PLAN_FILE, empty_snapshot, rich_snapshot


def view(of=None, key: PeriodKey = SECOND) -> MeasureView:
    return measure_view(of or small(), key, MEASURE.code, today=TODAY)


def test_rows_stand_under_every_initiative_in_the_plans_order() -> None:
    table = view().table
    assert [group.heading for group in table.groups] == [one.label for one in MEASURE.initiatives]
    assert [[row.code for row in group.rows] for group in table.groups] == [["A0", "B0"], [], ["C2"]]
    assert table.groups[1].empty == NO_ACTION


def test_a_row_says_stage_rating_last_time_and_both_progresses() -> None:
    first, second, third = view().table.rows
    assert (first.stage.name if first.stage else None, first.sign.word) == ("準備中", "やや遅れ")
    assert (first.before, first.before_text) == ("順調", "前回 順調")
    assert (first.actual, first.planned) == (15.0, 20.0)
    assert (first.progress_text, first.planned_text) == ("15%", "20%")
    assert (second.sign.word, second.remark_told) == ("遅れ", "今期の実績：サンプル：契約した")
    assert first.remark_told == "課題：サンプル：人手が足りない"
    assert (third.sign.word, third.before_text) == ("未報告", "前回と同じ")
    assert (third.actual, third.progress_text, third.planned_text) == (None, "―（未報告）", "―")


def test_the_small_line_holds_every_period_up_to_the_one_shown() -> None:
    table = view().table
    first = table.rows[0]
    assert [(point.actual, point.planned) for point in first.trail] == [(10.0, 10.0), (15.0, 20.0)]
    assert first.trail_alt == "進捗の推移：令和5 上期 10%、令和5 下期 15%"
    assert first.bullet_alt == "実績15%、計画20%"
    assert table.rows[2].trail_alt == "進捗の推移：報告なし"
    assert table.trail_span == "R5"


def test_the_first_period_has_no_before_and_a_late_beginner_is_new() -> None:
    assert {row.before_text for row in view(key=FIRST).table.rows} == {""}
    later = PeriodKey(FIRST.fiscal_year + 1, 0)
    assert [row.before_text for row in view(key=later).table.rows] == [
        "前回 やや遅れ",
        "前回 遅れ",
        "前回と同じ",
        "新規",
    ]


def test_counts_hold_each_action_once() -> None:
    told = {count.sign.word: count.count for count in view().counts}
    assert told == {"前倒し": 0, "順調": 0, "やや遅れ": 1, "遅れ": 1, "未報告": 1}
    assert view().about.endswith("・3取組事項・3件")


@pytest.mark.parametrize(
    ("word", "shown", "progress"),
    [("対象外", "対象外", "―"), (STOPPED, STOPPED, "10%"), ("評価困難", "評価困難", "10%")],
)
def test_what_is_outside_keeps_its_own_word(word: str, shown: str, progress: str) -> None:
    (row,) = view(snapshot([action("A0")], [report("A0", SECOND, word)])).table.rows
    assert (row.sign.word, row.progress_text) == (shown, progress)


def test_a_row_names_the_unit_that_answers_in_the_year_shown() -> None:
    old, new = PLAN.departments[:2]
    ended = replace(old, valid_to=FIRST.fiscal_year, successor=new.code)
    state = replace(
        snapshot([action("A0")], [report("A0", SECOND)]), departments=(ended, *PLAN.departments[1:])
    )
    now = view(state).table.rows[0]
    later = view(state, PeriodKey(FIRST.fiscal_year + 1, 0)).table.rows[0]
    assert (now.department, later.department) == (old.code, OTHER)


def told(columns, rows) -> list[dict[str, object]]:
    return [dict(zip([column.label for column in columns], row, strict=True)) for row in rows]


def test_the_file_holds_the_same_figures_and_leaves_silence_empty() -> None:
    records = told(COLUMNS, export_rows(view().table))
    assert [
        (r["個別取組コード"], r["評価"], r["前期評価"], r["進捗率(%)"], r["計画進捗率(%)"]) for r in records
    ] == [
        ("A0", "やや遅れ", "順調", 15.0, 20.0),
        ("B0", "遅れ", "順調", 5.0, 20.0),
        ("C2", "", "", None, None),
    ]
    assert [(r["報告"], r["分母に入れない理由"]) for r in records] == [
        ("報告済み", ""), ("報告済み", ""), ("未報告", "未報告"),
    ]  # fmt: skip
    assert {(r["年度"], r["期"]) for r in records} == {(FIRST.fiscal_year, "下期")}


def test_codes_and_names_stand_in_columns_of_their_own() -> None:
    plan = view().table.rows[0]
    record = told(COLUMNS, export_rows(view().table))[0]
    assert (record["取組事項コード"], record["取組事項"]) == (plan.initiative, plan.initiative_name)
    assert plan.initiative not in str(record["取組事項"])
    assert (record["担当課コード"], record["担当課"]) == (plan.department, plan.department_name)


def test_the_course_over_the_periods_is_a_long_table_of_its_own() -> None:
    table = view().table
    records = told(COURSE_COLUMNS, course_rows(table))
    assert len(records) == sum(len(row.trail) for row in table.rows)
    own = [r for r in records if r["個別取組コード"] == "A0"]
    assert [(r["年度"], r["期"], r["進捗率(%)"], r["計画進捗率(%)"]) for r in own] == [
        (FIRST.fiscal_year, "上期", 10.0, 10.0), (FIRST.fiscal_year, "下期", 15.0, 20.0),
    ]  # fmt: skip


def test_every_measure_of_a_full_store_counts_what_the_tally_counts() -> None:
    state = rich_snapshot(120, 7)
    key = PLAN.period_keys[6]
    seen = 0
    for measure in PLAN.measures:
        told = measure_view(state, key, measure.code, today=TODAY)
        tally = Tally(standings(state, key, measure=measure.code))
        assert sum(count.count for count in told.counts) == len(told.table.rows) == tally.total
        assert sum(count.count for count in told.counts if not count.outside) == tally.rated
        seen += tally.total
    assert seen == Tally(standings(state, key)).total


@pytest.mark.parametrize(
    "plan_file", [PLAN_FILE, PLAN_FILE.parents[1] / "tests" / "plans" / "second_plan.toml"]
)
@pytest.mark.parametrize("actions", [0, 1, 60])
def test_any_plan_and_any_size_has_a_page(plan_file, actions: int) -> None:
    plan = load_plan(plan_file)
    state = rich_snapshot(actions, 2, plan) if actions else empty_snapshot(plan)
    for measure in plan.measures:
        told = measure_view(state, plan.period_keys[1], measure.code, today=TODAY)
        assert told.headline
        assert len(told.table.groups) == len(measure.initiatives)
        assert told.table.empty
