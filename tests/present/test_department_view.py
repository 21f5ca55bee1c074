"""担当課 on states counted by hand: worst first, successors answer, and the sentence says what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Tally, standings
from miharu_dx.present.views.department import DepartmentView, department_view
from tests.present.measure_cases import (
    DESK,
    FIRST,
    OTHER,
    PLAN,
    SECOND,
    TODAY,
    action,
    handed_in,
    rated,
    report,
    small,
    snapshot,
)
from tests.rich import PLAN_FILE, empty_snapshot, rich_snapshot

OK, WARN, BAD = "順調", "やや遅れ", "遅れ"
NEXT_YEAR = PeriodKey(FIRST.fiscal_year + 1, 0)


def view(
    state: Snapshot, department: str = DESK, key: PeriodKey = SECOND, today: date = TODAY
) -> DepartmentView:
    return department_view(state, key, department, today=today)


def test_rows_stand_worst_first_and_keep_the_plans_order_within_a_rating() -> None:
    told = view(rated([OK, BAD, None, WARN, "前倒し", BAD], [OK] * 6))
    assert [(row.code, row.sign.word) for row in told.table.rows] == [
        ("A1", BAD), ("A5", BAD), ("A3", WARN), ("A0", OK), ("A4", "前倒し"), ("A2", "未報告"),
    ]  # fmt: skip
    assert told.table.caption == "評価の悪い順"
    assert not told.table.grouped


def test_only_its_own_actions_are_shown_and_counted() -> None:
    told = view(small(), OTHER)
    assert [row.code for row in told.table.rows] == ["C2"]
    assert told.about == "個別取組1件・1重点施策"
    assert {count.sign.word: count.count for count in told.counts if count.count} == {"未報告": 1}


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ([BAD, BAD, OK], [WARN, WARN, OK], "「遅れ」が2件。2件とも今回「やや遅れ」から悪くなった"),
        ([BAD, BAD, OK], [WARN, OK, OK], "「遅れ」が2件。2件とも今回悪くなった"),
        ([BAD, BAD, OK], [BAD, WARN, OK], "「遅れ」が2件。うち1件は今回「やや遅れ」から悪くなった"),
        ([BAD, OK], [OK, OK], "「遅れ」が1件。今回「順調」から悪くなった"),
        ([BAD, OK], [BAD, OK], "「遅れ」が1件。新たに悪くなったものはない"),
        ([BAD, OK], [], "「遅れ」が1件"),
        ([WARN, OK], [BAD, OK], "「遅れ」はなく、「やや遅れ」が1件"),
        ([OK, "前倒し"], [BAD, OK], "「遅れ」はない。評価した2件すべてが順調以上"),
        ([OK, None], [], "報告は2件のうち1件、未報告が1件。「遅れ」はない。評価した1件すべてが順調以上"),
        (["対象外"], [], "令和5年度（2023年度）下期に報告のあった1件に、評価したものはまだない"),
    ],
)
def test_the_finding(now: list, before: list, said: str) -> None:
    assert view(rated(now, before)).headline == said


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2024, 4, 1), "。期限は4月17日(水)（あと16日）"),
        (date(2024, 4, 17), "。期限は4月17日(水)（今日）"),
        (date(2024, 4, 20), "。期限の4月17日(水)を3日過ぎた"),
        (date(2025, 6, 1), ""),
    ],
)
def test_a_silent_period_is_said_with_its_deadline_while_it_is_collected(today: date, end: str) -> None:
    told = view(rated([None, None]), today=today)
    assert told.headline == f"令和5年度（2023年度）下期の報告はまだない。報告を求めたのは2件{end}"


def test_a_unit_that_ended_keeps_its_years_and_its_successor_has_the_later_ones() -> None:
    old, new = PLAN.departments[:2]
    ended = replace(old, valid_to=FIRST.fiscal_year, successor=new.code)
    state = replace(
        snapshot(
            [action("A0")],
            [report("A0", SECOND, OK), report("A0", NEXT_YEAR, BAD)],
            submissions=(
                handed_in(old.code, SECOND, date(2024, 4, 16), 1),
                handed_in(new.code, NEXT_YEAR, date(2024, 10, 21), 2),
            ),
        ),
        departments=(ended, *PLAN.departments[1:]),
    )
    today = date(2024, 11, 1)
    then, now = view(state, old.code, SECOND, today), view(state, new.code, NEXT_YEAR, today)
    assert [row.code for row in then.table.rows] == [row.code for row in now.table.rows] == ["A0"]
    assert view(state, new.code, SECOND, today).table.rows == ()
    assert now.headline == "「遅れ」が1件。今回「順調」から悪くなった"
    assert [row.version for row in now.record.rows] == [3]
    assert [row.version for row in now.record.all_rows] == [3, 2]
    assert [row.department for row in now.punctuality.rows] == [d.code for d in PLAN.departments[1:]]
    mine = now.punctuality.rows[0]
    assert [cell.text for cell in mine.cells] == ["未提出", "1日前", "1日後"]


def test_the_record_lists_the_period_and_keeps_the_rest_within_reach() -> None:
    state = replace(
        small(),
        submissions=(
            handed_in(DESK, FIRST, date(2023, 10, 10), 1),
            handed_in(DESK, SECOND, date(2024, 4, 16), 2),
            handed_in(DESK, SECOND, date(2024, 4, 18), 3),
            handed_in(OTHER, SECOND, date(2024, 4, 18), 4),
        ),
    )
    record = view(state).record
    assert [row.version for row in record.rows] == [4, 3]
    assert [row.version for row in record.all_rows] == [4, 3, 2]
    assert record.caption == "令和5年度（2023年度）下期・期限 4月17日(水)"


def test_the_departments_of_a_full_store_add_up_to_the_whole() -> None:
    state, key = rich_snapshot(120, 7), PLAN.period_keys[6]
    told = [view(state, department.code, key) for department in PLAN.departments]
    whole = Tally(standings(state, key))
    assert sum(len(one.table.rows) for one in told) == whole.total
    rated_ones = sum(count.count for one in told for count in one.counts if not count.outside)
    assert rated_ones == whole.rated


@pytest.mark.parametrize(
    "plan_file", [PLAN_FILE, PLAN_FILE.parents[1] / "tests" / "plans" / "second_plan.toml"]
)
@pytest.mark.parametrize("actions", [0, 1, 60])
def test_any_plan_and_any_size_has_a_page(plan_file, actions: int) -> None:
    plan = load_plan(plan_file)
    state = rich_snapshot(actions, 2, plan) if actions else empty_snapshot(plan)
    for department in plan.departments:
        told = department_view(state, plan.period_keys[1], department.code, today=TODAY)
        assert told.headline
        assert told.table.empty
