"""Reads everything the views need as of one version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, TypeVar

import duckdb

from miharu_dx.domain.plan import Department, Plan
from miharu_dx.domain.records import (
    Action,
    Closing,
    Deadline,
    Indicator,
    IndicatorValue,
    Mapping,
    Report,
    Review,
    Schedule,
    Setting,
    Snapshot,
    Submission,
    Target,
    Withdrawal,
)
from miharu_dx.domain.refusal import Refusal
from miharu_dx.store.reading import fetched

T = TypeVar("T")

_COUNTS_FROM = 8  # 提出の列のうち、行数の四つが始まる所


class Step(NamedTuple):
    """How a version came about: the state before it and the tables it wrote into."""

    before: Snapshot
    touched: frozenset[str]


def read_snapshot(
    cursor: duckdb.DuckDBPyConnection,
    plan: Plan,
    store_kind: Literal["demo", "real"],
    version: int | None = None,
    *,
    known: Callable[[int], Step | None] = lambda _version: None,
) -> Snapshot:
    """Return the state at a version, none for the latest; refuse a version that does not exist.

    Every table is read as of the same version, so a commit that falls in between does not show.
    ``known`` may tell the step that led to a version: tables it did not write into are taken from
    the state before it and not read again.
    """
    latest: int = fetched(cursor, "latest_version")[0][0]
    wanted = latest if version is None else version
    commits: dict[int, tuple[datetime, str]] = {
        number: (at, actor) for number, at, actor in fetched(cursor, "versions_until", version=wanted)
    }
    if wanted not in commits:
        raise Refusal("version.unknown", version=wanted, latest=latest)

    step = known(wanted)

    def table(name: str, query: str, kind: Callable[..., T], earlier: tuple[T, ...]) -> tuple[T, ...]:
        if step is not None and name not in step.touched:
            return earlier
        return tuple(kind(*row) for row in fetched(cursor, query, version=wanted))

    def review(subject: int, step_name: Any, state: Any, reason: str, written: int) -> Review:
        at, actor = commits[written]
        return Review(subject, step_name, state, reason, actor, at, written)

    def withdrawal(subject: int, reason: str, written: int) -> Withdrawal:
        at, actor = commits[written]
        return Withdrawal(subject, reason, actor, at, written)

    old = step.before if step else _nothing(plan, store_kind)

    return Snapshot(
        plan=plan,
        store_kind=store_kind,
        store_id=old.store_id if step else fetched(cursor, "identity")[0][0],
        version=wanted,
        latest_version=latest,
        at=commits[wanted][0],
        departments=table("department", "departments", Department, old.departments),
        actions=table("action", "actions", Action, old.actions),
        schedules=table("schedule", "schedules", Schedule, old.schedules),
        indicators=table("indicator", "indicators", Indicator, old.indicators),
        targets=table("target", "targets", Target, old.targets),
        reports=table("report", "reports", Report, old.reports),
        values=table("indicator_value", "indicator_values", IndicatorValue, old.values),
        deadlines=table("deadline", "deadlines", Deadline, old.deadlines),
        closings=table("closing", "closings", Closing, old.closings),
        settings=table("setting", "settings", Setting, old.settings),
        reviews=table("review", "reviews", review, old.reviews),
        withdrawals=table("withdrawal", "withdrawals", withdrawal, old.withdrawals),
        mappings=table("mapping", "mappings", Mapping, old.mappings),
        submissions=tuple(
            _submission(row, *commits[row[1]]) for row in fetched(cursor, "submissions_until", version=wanted)
        ),
    )


def _nothing(plan: Plan, store_kind: Literal["demo", "real"]) -> Snapshot:
    return Snapshot(plan, store_kind, 0, 0, datetime.min.replace(tzinfo=UTC), (), ())


def _submission(row: tuple[Any, ...], at: datetime, actor: str) -> Submission:
    values: list[Any] = [*row[:_COUNTS_FROM], actor, at, *row[_COUNTS_FROM:]]
    return Submission(*values)
