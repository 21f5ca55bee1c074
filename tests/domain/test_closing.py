"""What touches a closed period, and which changes came after the closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from miharu_dx.config import REASON_CHARACTERS
from miharu_dx.domain.changes import Entry, FieldChange, Key, RowChange
from miharu_dx.domain.closing import (
    closed_by,
    closed_keys,
    closing_of,
    late_changes,
    late_rows,
    reason_kept,
)
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.reasons import told_reason
from miharu_dx.domain.records import Report, Snapshot, Submission
from miharu_dx.domain.records_cycle import Closing, Withdrawal
from miharu_dx.domain.refusal import Refusal
from tests.rich import rich_snapshot

AT = datetime(2026, 10, 20, 1, 0, tzinfo=UTC)
WHOLE = rich_snapshot(4, 2)
FIRST, SECOND, THIRD = WHOLE.plan.period_keys[:3]
YEAR = FIRST.fiscal_year


def period(key: PeriodKey) -> str:
    return WHOLE.plan.period_at(key).code


def closed(*keys: PeriodKey, version: int = 50, base: Snapshot = WHOLE, shut: bool = True) -> Snapshot:
    rows = tuple(Closing(key.fiscal_year, period(key), shut, "", "事務局", AT, version) for key in keys)
    return replace(base, closings=rows)


def test_a_period_is_closed_from_its_closing_until_it_is_opened() -> None:
    assert closing_of(WHOLE, FIRST) is None
    assert closed_keys(closed(SECOND, FIRST)) == (FIRST, SECOND)
    assert closing_of(closed(FIRST), SECOND) is None
    assert closing_of(closed(FIRST, shut=False), FIRST) is None


ACTION = WHOLE.actions[0]
LIFE = {"name": "名", "first_fiscal_year": YEAR, "last_fiscal_year": YEAR, "department": ACTION.department}


def change(table: str, key: Key, *fields: str, values: dict[str, object] | None = None) -> RowChange:
    moved = tuple(FieldChange(name, name, None, 1, None) for name in fields)
    entry = Entry(table, key, values or {}, "名", str(key[0]))
    return RowChange(entry, "changed" if fields else "unchanged", moved)


@pytest.mark.parametrize(
    ("made", "key", "expected"),
    [
        (change("report", (ACTION.code, YEAR, period(FIRST)), "rating"), FIRST, (FIRST,)),
        (change("indicator_value", (ACTION.code, "件数", YEAR), "actual"), FIRST, (FIRST,)),
        (change("report", (ACTION.code, YEAR, period(FIRST))), FIRST, ()),
        (change("report", (ACTION.code, YEAR, period(SECOND)), "rating"), SECOND, ()),
        (change("schedule", (ACTION.code, YEAR), "planned_progress"), None, (FIRST,)),
        (change("schedule", (ACTION.code, YEAR + 1), "planned_progress"), None, ()),
        (change("target", (ACTION.code, "件数", YEAR), "target"), None, (FIRST,)),
        (change("action", (ACTION.code,), "name", values=LIFE), None, ()),
        (change("action", (ACTION.code,), "last_fiscal_year", values=LIFE), None, (FIRST,)),
        (change("action", ("NEW",), "first_fiscal_year", values=LIFE), None, (FIRST,)),
        (
            change("action", ("NEW",), "first_fiscal_year", values=LIFE | {"first_fiscal_year": YEAR + 1}),
            None,
            (),
        ),
        (change("department", ("soumu",), "name"), None, ()),
    ],
)
def test_a_change_touches_a_closed_period_where_its_figures_would_differ(
    made: RowChange, key: PeriodKey | None, expected: tuple[PeriodKey, ...]
) -> None:
    assert closed_by(closed(FIRST), [made], key) == expected
    assert closed_by(WHOLE, [made], key) == ()


def test_a_reason_is_asked_for_exactly_where_a_closed_period_is_touched() -> None:
    plan = WHOLE.plan
    assert reason_kept(plan, (), "要らない言葉") == ""
    assert reason_kept(plan, (FIRST,), "  集計を\n直した ") == "集計を 直した"
    with pytest.raises(Refusal) as refused:
        reason_kept(plan, (FIRST,), " \n ")
    assert refused.value.code == "period.closed"
    with pytest.raises(Refusal) as long:
        told_reason("長" * (REASON_CHARACTERS + 1))
    assert long.value.code == "reason.too_long"
    assert len(told_reason("長" * REASON_CHARACTERS)) == REASON_CHARACTERS


def submission(number: int, version: int, reason: str = "") -> Submission:
    return Submission(
        number, version, "progress", "soumu", YEAR, period(FIRST), "a.xlsx", "0", "担当", AT, reason=reason
    )


def report(number: int | None, version: int) -> Report:
    return Report(ACTION.code, YEAR, period(FIRST), "更新", from_version=version, submission=number)


def test_changes_after_the_closing_are_counted_with_who_and_why() -> None:
    seen = closed(
        FIRST, base=replace(WHOLE, submissions=(submission(1, 40), submission(2, 60, "集計の誤り")))
    )
    seen = replace(
        seen, withdrawals=(Withdrawal(1, "別の課のもの", "事務局", AT, 61),), reports=(report(2, 60),)
    )
    assert [(late.version, late.reason) for late in late_changes(seen, FIRST)] == [
        (60, "集計の誤り"),
        (61, "別の課のもの"),
    ]
    assert late_changes(seen, SECOND) == ()
    assert late_changes(replace(seen, closings=()), FIRST) == ()


@pytest.mark.parametrize(
    ("row", "shut", "reason"),
    [
        (report(1, 40), True, None),
        (report(2, 60), True, "集計の誤り"),
        (report(2, 60), False, "集計の誤り"),
        (report(1, 61), True, "別の課のもの"),
        (report(1, 62), True, ""),
        (report(1, 61), False, None),
    ],
)
def test_a_row_changed_after_the_closing_says_why_also_once_the_period_is_open_again(
    row: Report, shut: bool, reason: str | None
) -> None:
    base = replace(
        WHOLE,
        submissions=(submission(1, 40), submission(2, 60, "集計の誤り")),
        withdrawals=(Withdrawal(2, "別の課のもの", "事務局", AT, 61),),
        reports=(row,),
    )
    found = late_rows(closed(FIRST, base=base, shut=shut), FIRST)
    assert {code: late.reason for code, late in found.items()} == (
        {} if reason is None else {ACTION.code: reason}
    )


def test_a_change_whose_words_are_not_known_is_counted_too() -> None:
    seen = closed(FIRST, base=replace(WHOLE, submissions=(submission(1, 40),), reports=(report(1, 70),)))
    assert [(late.version, late.at) for late in late_changes(seen, FIRST)] == [(70, None)]
