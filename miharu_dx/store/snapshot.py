"""Reads everything the views need as of one version."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import duckdb

from miharu_dx.domain.plan import Department, Plan
from miharu_dx.domain.records import (
    Action,
    Indicator,
    IndicatorValue,
    Report,
    Schedule,
    Snapshot,
    Submission,
    Target,
)
from miharu_dx.domain.refusal import Refusal
from miharu_dx.store.reading import fetched

_COUNTS_FROM = 8  # 提出の列のうち、行数の四つが始まる所


def read_snapshot(
    cursor: duckdb.DuckDBPyConnection,
    plan: Plan,
    kind: Literal["demo", "real"],
    version: int | None = None,
) -> Snapshot:
    """Return the state at a version, none for the latest; refuse a version that does not exist.

    Every table is read as of the same version, so a commit that falls in between does not show.
    """
    latest: int = fetched(cursor, "latest_version")[0][0]
    wanted = latest if version is None else version
    commits: dict[int, tuple[datetime, str]] = {
        number: (at, actor) for number, at, actor in fetched(cursor, "versions_until", version=wanted)
    }
    if wanted not in commits:
        raise Refusal("version.unknown", version=wanted, latest=latest)

    def rows(query: str) -> list[tuple[Any, ...]]:
        return fetched(cursor, query, version=wanted)

    return Snapshot(
        plan=plan,
        store_kind=kind,
        store_id=fetched(cursor, "identity")[0][0],
        version=wanted,
        latest_version=latest,
        at=commits[wanted][0],
        departments=tuple(Department(*row) for row in rows("departments")),
        actions=tuple(Action(*row) for row in rows("actions")),
        schedules=tuple(Schedule(*row) for row in rows("schedules")),
        indicators=tuple(Indicator(*row) for row in rows("indicators")),
        targets=tuple(Target(*row) for row in rows("targets")),
        reports=tuple(Report(*row) for row in rows("reports")),
        values=tuple(IndicatorValue(*row) for row in rows("indicator_values")),
        submissions=tuple(_submission(row, *commits[row[1]]) for row in rows("submissions_until")),
    )


def _submission(row: tuple[Any, ...], at: datetime, actor: str) -> Submission:
    values: list[Any] = [*row[:_COUNTS_FROM], actor, at, *row[_COUNTS_FROM:]]
    return Submission(*values)
