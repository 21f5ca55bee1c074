"""Reads everything the views need as of one version, all of it from the same moment."""

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

_SUBMISSION_COLUMNS = 14


def read_snapshot(
    cursor: duckdb.DuckDBPyConnection,
    plan: Plan,
    kind: Literal["demo", "real"],
    version: int | None = None,
) -> Snapshot:
    """Return the state at a version, none for the latest; refuse a version that does not exist.

    The cursor must stand in a transaction, or a commit could fall between two of the tables.
    """
    latest: int = fetched(cursor, "latest_version")[0][0]
    wanted = latest if version is None else version
    found = fetched(cursor, "version_row", version=wanted)
    if not found:
        raise Refusal("version.unknown", version=wanted, latest=latest)
    at: datetime = found[0][1]

    def rows(query: str) -> list[tuple[Any, ...]]:
        return fetched(cursor, query, version=wanted)

    return Snapshot(
        plan=plan,
        store_kind=kind,
        store_id=fetched(cursor, "identity")[0][0],
        version=wanted,
        latest_version=latest,
        at=at,
        departments=tuple(Department(*row) for row in rows("departments")),
        actions=tuple(Action(*row) for row in rows("actions")),
        schedules=tuple(Schedule(*row) for row in rows("schedules")),
        indicators=tuple(Indicator(*row) for row in rows("indicators")),
        targets=tuple(Target(*row) for row in rows("targets")),
        reports=tuple(Report(*row) for row in rows("reports")),
        values=tuple(IndicatorValue(*row) for row in rows("indicator_values")),
        submissions=tuple(Submission(*row[:_SUBMISSION_COLUMNS]) for row in rows("submissions")),
    )
