"""提出の時期: days against the deadline by the first workbook; 未提出, not asked and not yet due differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.collection import Timing
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_cycle import Deadline
from miharu_dx.present.views.department_punctuality import PERIODS_SHOWN, Punctuality, punctuality_of
from tests.present.measure_cases import (
    DESK,
    FIRST,
    OTHER,
    PLAN,
    SECOND,
    STOPPED,
    action,
    handed_in,
    report,
    snapshot,
)

AFTER = date(2024, 5, 1)


def grid(state: Snapshot, today: date = AFTER, key: PeriodKey = SECOND) -> Punctuality:
    return punctuality_of(state, key, DESK, today)


def texts(told: Punctuality, department: str = DESK) -> list[str]:
    (row,) = [row for row in told.rows if row.department == department]
    return [cell.text for cell in row.cells]


# The deadline of SECOND is 17 April 2024.
@pytest.mark.parametrize(
    ("day", "text", "timing", "days"),
    [
        (date(2024, 4, 10), "7日前", Timing.ON_TIME, -7),
        (date(2024, 4, 17), "期限日", Timing.ON_TIME, 0),
        (date(2024, 4, 18), "1日後", Timing.LATE, 1),
        (date(2024, 5, 17), "30日後", Timing.LATE, 30),
    ],
)
def test_days_count_from_the_deadline(day: date, text: str, timing: Timing, days: int) -> None:
    told = grid(snapshot([action("A0")], [report("A0", SECOND)], submissions=(handed_in(DESK, SECOND, day),)))
    cell = told.rows[0].cells[1]
    assert (cell.text, cell.timing, cell.days) == (text, timing, days)


def test_the_deadline_that_was_set_counts_and_not_the_plans() -> None:
    state = snapshot(
        [action("A0")], [report("A0", SECOND)], submissions=(handed_in(DESK, SECOND, date(2024, 4, 18)),)
    )
    assert texts(grid(state))[1] == "1日後"
    period = PLAN.period_at(SECOND).code
    later = replace(state, deadlines=(Deadline(SECOND.fiscal_year, period, date(2024, 4, 20)),))
    assert texts(grid(later))[1] == "2日前"
    none = replace(state, deadlines=(Deadline(SECOND.fiscal_year, period, None),))
    assert texts(grid(none))[1] == "提出済"


def test_rows_left_out_are_seen_however_early_the_workbook_came() -> None:
    state = snapshot(
        [action("A0"), action("A1")],
        [report("A0", SECOND)],
        submissions=(handed_in(DESK, SECOND, date(2024, 4, 10)),),
    )
    assert texts(grid(state)) == ["未提出", "一部"]


def test_a_correction_afterwards_does_not_make_a_department_late() -> None:
    state = snapshot(
        [action("A0")],
        [report("A0", SECOND)],
        submissions=(
            handed_in(DESK, SECOND, date(2024, 4, 25), 2),
            handed_in(DESK, SECOND, date(2024, 4, 15), 1),
        ),
    )
    assert texts(grid(state)) == ["未提出", "2日前"]


def test_silence_not_asked_and_not_yet_due_are_three_things() -> None:
    state = snapshot([action("A0"), action("B0", 0, OTHER, first_fiscal_year=FIRST.fiscal_year + 1)])
    told = grid(state, date(2024, 4, 1))
    assert texts(told) == ["未提出", "受付中"]
    assert [cell.timing for cell in told.rows[1].cells] == [Timing.NOT_ASKED, Timing.NOT_ASKED]
    assert texts(grid(state, date(2024, 4, 18))) == ["未提出", "未提出"]


def test_a_stopped_action_owes_nothing_any_more() -> None:
    state = snapshot([action("A0")], [report("A0", FIRST, STOPPED)])
    assert [cell.timing for cell in grid(state).rows[0].cells] == [Timing.HANDED, Timing.NOT_ASKED]


def test_only_ended_periods_have_a_column_and_the_one_shown_is_known() -> None:
    state = snapshot([action("A0")])
    told = grid(state)
    assert (told.heads, told.current) == (("R5 上期", "R5 下期"), 1)
    later = grid(state, key=PLAN.period_keys[2])
    assert (later.heads, later.current) == (("R5 上期", "R5 下期"), None)
    assert [row.department for row in told.rows if row.selected] == [DESK]


def test_columns_left_out_are_said() -> None:
    told = grid(snapshot([action("A0")]), date(2028, 6, 1), PLAN.period_keys[-1])
    assert len(told.heads) == PERIODS_SHOWN
    assert told.caption.endswith(f"終わった{len(PLAN.period_keys)}期のうち新しい{PERIODS_SHOWN}期")


def test_merged_units_are_as_late_as_the_last_of_them() -> None:
    first, second, new = PLAN.departments[:3]
    year = FIRST.fiscal_year
    state = replace(
        snapshot(
            [action("A0", department=first.code), action("B0", department=second.code)],
            [report("A0", FIRST), report("B0", FIRST), report("A0", SECOND)],
            submissions=(
                handed_in(first.code, FIRST, date(2023, 10, 20), 1),
                handed_in(second.code, FIRST, date(2023, 10, 22), 2),
                handed_in(first.code, SECOND, date(2024, 4, 17), 3),
            ),
        ),
        departments=(
            replace(first, valid_to=year, successor=new.code),
            replace(second, valid_to=year, successor=new.code),
            *PLAN.departments[2:],
        ),
    )
    told = grid(state, key=PeriodKey(year + 1, 0))
    assert texts(told, new.code) == ["2日後", "一部"]


def test_before_anything_was_asked_a_sentence_stands_in_its_place() -> None:
    told = grid(snapshot([]))
    assert (told.rows, told.empty) == ((), "報告を求めた期がまだない")
