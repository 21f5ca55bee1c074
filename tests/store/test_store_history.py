"""Nothing is ever overwritten: any past version gives exactly what was true then."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from miharu_dx.domain.records import Action, Indicator, IndicatorValue, Report, Schedule, Target
from miharu_dx.store import PutCounts, Store
from miharu_dx.store import snapshot as snapshots
from tests.store.stores import (
    BEGIN,
    PERIOD,
    PLAN,
    RATING,
    STAGE,
    YEAR,
    action,
    moment,
    progress_of,
    refused,
    report,
    submitted,
    writing,
)


def test_a_new_store_holds_the_departments_of_the_plan_as_version_1(store: Store) -> None:
    snapshot = store.snapshot()
    assert (store.version, snapshot.version, snapshot.latest_version) == (1, 1, 1)
    assert snapshot.departments == PLAN.departments
    assert snapshot.actions == snapshot.reports == snapshot.submissions == ()
    assert snapshot.at == BEGIN
    assert (snapshot.store_kind, snapshot.plan) == ("real", PLAN)


def test_every_table_comes_back_as_the_record_that_went_in(store: Store) -> None:
    with writing(store) as transaction:
        number = submitted(transaction, new=1, warnings=2)
        transaction.put("action", [action(short_name="短い名", last_fiscal_year=YEAR)], number)
        transaction.put(
            "schedule",
            [{"action": "A-01", "fiscal_year": YEAR, "planned_stage": STAGE, "planned_progress": 25}],
            number,
        )
        transaction.put(
            "indicator",
            [
                {
                    "action": "A-01",
                    "name": "件数",
                    "unit": "件",
                    "direction": "高い方が良い",
                    "kind": "累計",
                    "baseline": 3,
                }
            ],
            number,
        )
        key = {"action": "A-01", "indicator": "件数", "fiscal_year": YEAR}
        transaction.put("target", [{**key, "target": 120}], number)
        transaction.put("indicator_value", [{**key, "actual": None}], number)
        transaction.put("report", [report()], number)
    snapshot = store.snapshot()
    assert snapshot.actions == (
        Action(
            "A-01",
            "サンプルの取組",
            PLAN.initiatives[0].code,
            PLAN.departments[0].code,
            short_name="短い名",
            last_fiscal_year=YEAR,
        ),
    )
    assert snapshot.schedules == (Schedule("A-01", YEAR, STAGE, 25.0),)
    assert snapshot.indicators == (Indicator("A-01", "件数", "件", "高い方が良い", "累計", 3.0),)
    assert snapshot.targets == (Target("A-01", "件数", YEAR, 120.0),)
    assert snapshot.values == (IndicatorValue("A-01", "件数", YEAR, None, 2, number),)
    assert snapshot.reports == (
        Report(
            "A-01",
            YEAR,
            PERIOD,
            "更新",
            STAGE,
            RATING,
            40.0,
            "サンプルの実績",
            as_of_date=date(YEAR, 6, 30),
            author="サンプル",
            from_version=2,
            submission=number,
        ),
    )
    (submission,) = snapshot.submissions
    assert (submission.id, submission.version, submission.actor) == (number, 2, "担当者")
    assert (submission.at, submission.new, submission.warnings) == (moment(1), 1, 2)


def test_a_past_version_shows_neither_later_values_nor_later_submissions(store: Store) -> None:
    for day, progress in enumerate((10.0, 20.0, 30.0), start=1):
        with writing(store, day) as transaction:
            number = submitted(transaction, data=str(day).encode())
            transaction.put("report", [report(progress=progress)], number)
    assert [progress_of(store, version) for version in (1, 2, 3, 4)] == [
        {},
        {"A-01": 10.0},
        {"A-01": 20.0},
        {"A-01": 30.0},
    ]
    past = store.snapshot(3)
    assert (past.version, past.latest_version, past.at) == (3, 4, moment(2))
    assert [row.version for row in past.submissions] == [2, 3]


@pytest.mark.parametrize("version", [0, -1, 2, 2_000_000_000])
def test_a_version_that_does_not_exist_is_refused(store: Store, version: int) -> None:
    with refused("version.unknown"):
        store.snapshot(version)


def test_the_same_rows_again_change_nothing_and_are_counted_as_unchanged(store: Store) -> None:
    rows = [report("A-01"), report("A-02"), report("A-03")]
    with writing(store) as transaction:
        assert transaction.put("report", rows, None) == PutCounts(new=3)
    with writing(store) as transaction:
        assert transaction.put("report", rows, None) == PutCounts(unchanged=3)
    assert store.version == 2
    rows[1] = report("A-02", progress=41)
    with writing(store) as transaction:
        counts = transaction.put("report", [*rows, report("A-04")], None)
    assert counts == PutCounts(new=1, changed=1, unchanged=2)
    assert [row.from_version for row in store.snapshot().reports] == [2, 3, 2, 3]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"progress": 40}, {"progress": 40.0}),
        ({"stage": None}, {"stage": ""}),
        ({"issue": ""}, {"issue": None}),
        ({"progress": None}, {}),
    ],
)
def test_two_ways_of_saying_the_same_are_no_change(
    store: Store, before: dict[str, Any], after: dict[str, Any]
) -> None:
    with writing(store) as transaction:
        transaction.put("report", [report(**before)], None)
    row = {name: value for name, value in report(**after).items() if name not in before or name in after}
    with writing(store) as transaction:
        assert transaction.put("report", [row], None).unchanged == 1


def test_a_value_a_row_does_not_state_stays_as_it_is(store: Store) -> None:
    with writing(store) as transaction:
        transaction.put("action", [action(description="内容", short_name="短い名")], None)
    with writing(store) as transaction:
        transaction.put("action", [{"code": "A-01", "name": "新しい名"}], None)
    (found,) = store.snapshot().actions
    assert (found.name, found.short_name, found.description) == ("新しい名", "短い名", "内容")


def test_rows_keep_their_order_when_they_change_or_come_back(store: Store) -> None:
    with writing(store) as transaction:
        transaction.put("action", [action("C"), action("A"), action("B")], None)
    with writing(store) as transaction:
        transaction.put("action", [action("D"), action("C", name="新しい名")], None)
        transaction.withdraw("action", ["A"])
    assert [row.code for row in store.snapshot().actions] == ["C", "B", "D"]
    with writing(store) as transaction:
        transaction.put("action", [action("E"), action("A")], None)
    assert [row.code for row in store.snapshot().actions] == ["C", "A", "B", "D", "E"]


def test_undo_is_a_new_version_that_restores_old_rows_and_takes_added_ones_away(store: Store) -> None:
    with writing(store) as transaction:
        first = submitted(transaction)
        transaction.put("report", [report("A-01", progress=10)], first)
    with writing(store) as transaction:
        second = submitted(transaction, data=b"second")
        transaction.put("report", [report("A-01", progress=90), report("A-02")], second)
    old = store.snapshot(2)
    with writing(store, kind="undo") as transaction:
        counts = transaction.put("report", [asdict(row) for row in old.reports], None)
        assert (counts, transaction.withdraw("report", [("A-02", YEAR, PERIOD)])) == (PutCounts(changed=1), 1)
    (row,) = store.snapshot().reports
    assert (row.progress, row.from_version, row.submission) == (10.0, 4, first)
    assert progress_of(store, 3) == {"A-01": 90.0, "A-02": 40.0}


def test_a_row_put_twice_in_one_transaction_leaves_one_history_row(store: Store) -> None:
    with writing(store) as transaction:
        transaction.put("report", [report(progress=1)], None)
        transaction.put("report", [report(progress=2)], None)
        transaction.put("action", [action()], None)
        transaction.withdraw("action", ["A-01"])
    assert progress_of(store) == {"A-01": 2.0}
    assert store.snapshot().actions == ()
    trail = store.rows("value_trail", entity="report", entity_key=f"A-01/{YEAR}/{PERIOD}", field="progress")
    assert [row["value"] for row in trail] == ["2.0"]


def test_the_version_of_a_moment_is_the_last_one_committed_by_then(store: Store) -> None:
    for day in (5, 9):
        with writing(store, day) as transaction:
            transaction.put("report", [report(progress=day)], None)
    minute = timedelta(minutes=1)
    asked = (moment(-300), BEGIN, moment(5) - minute, moment(5), moment(9) - minute, moment(9), moment(99))
    assert [store.version_at(at) for at in asked] == [1, 1, 1, 2, 2, 3, 3]


def test_moments_mean_the_same_in_every_zone_and_come_back_with_one(store: Store) -> None:
    far = timezone(timedelta(hours=9))
    with writing(store, at=datetime(2025, 5, 1, 8, 30, tzinfo=far)) as transaction:
        transaction.put("report", [report()], submitted(transaction))
    expected = datetime(2025, 4, 30, 23, 30, tzinfo=UTC)
    snapshot = store.snapshot()
    assert snapshot.at == snapshot.submissions[0].at == store.audit(1)[0]["at"] == expected
    assert all(at.tzinfo is not None for at in (snapshot.at, snapshot.submissions[0].at))
    assert store.frame("versions")["at"].iloc[0] == expected
    with pytest.raises(ValueError, match="zone"), writing(store, at=datetime(2025, 5, 1)):
        pass


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("report", {"action": "A-01"}),
        ("report", report(progres=1)),
        ("report", report(progress="40")),
        ("report", report(progress=float("nan"))),
        ("report", report(fiscal_year=2025.5)),
        ("report", report(as_of_date=datetime(2025, 6, 30))),
        ("report", report(declaration=None)),
        ("action", {"code": "A-01"}),
        ("department", {"code": "x", "name": "課", "confirmed": "はい"}),
        ("reports", report()),
    ],
)
def test_rows_that_make_no_sense_are_bugs_and_change_nothing(
    store: Store, table: str, row: dict[str, Any]
) -> None:
    with pytest.raises(ValueError), writing(store) as transaction:
        transaction.put("action", [action("A-09")], None)
        transaction.put(table, [row], None)
    assert (store.version, store.snapshot().actions) == (1, ())


def test_the_same_key_twice_in_one_put_is_a_bug(store: Store) -> None:
    with pytest.raises(ValueError, match="twice"), writing(store) as transaction:
        transaction.put("report", [report(progress=1), report(progress=2)], None)


def test_a_state_read_again_is_the_same_and_only_learns_of_later_versions(store: Store) -> None:
    first = store.snapshot(1)
    assert store.snapshot() is first
    for day in range(1, 8):
        with writing(store, day) as transaction:
            transaction.put("report", [report(progress=day)], None)
        assert progress_of(store) == {"A-01": float(day)}
    assert [store.snapshot(version).latest_version for version in range(1, 9)] == [8] * 8
    assert [progress_of(store, version).get("A-01") for version in range(1, 9)] == [
        None,
        *map(float, range(1, 8)),
    ]


def test_a_commit_that_falls_between_two_tables_does_not_show(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def commit(progress: float) -> None:
        with writing(store) as transaction:
            number = submitted(transaction, data=str(progress).encode())
            transaction.put("action", [action(name=f"取組{progress}")], number)
            transaction.put("report", [report(progress=progress)], number)

    commit(10)
    fetched = snapshots.fetched

    def interrupted(cursor: Any, query: str, **params: Any) -> list[tuple[Any, ...]]:
        if query == "reports" and store.version == 2:
            commit(20)
        return fetched(cursor, query, **params)

    monkeypatch.setattr(snapshots, "fetched", interrupted)
    seen = store.snapshot()
    assert (seen.version, seen.actions[0].name, seen.reports[0].progress) == (2, "取組10", 10.0)
    assert [row.version for row in seen.submissions] == [2]
    assert progress_of(store) == {"A-01": 20.0}
