"""Reads everything the views need as of one version."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
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
from miharu_dx.domain.records_cycle import Closing, Deadline, Mapping, Review, Setting, Withdrawal
from miharu_dx.domain.records_meeting import AgendaMark, Decision, Edition, Meeting, Reply, Revision
from miharu_dx.domain.refusal import Refusal
from miharu_dx.store.reading import fetched

_COUNTS_FROM = 8  # 提出の列のうち、行数の四つが始まる所


def read_snapshot(
    cursor: duckdb.DuckDBPyConnection,
    plan: Plan,
    store_kind: Literal["demo", "real"],
    version: int | None = None,
) -> Snapshot:
    """Return the state at a version, none for the latest; refuse a version that does not exist.

    Every table is read as of the same version, so a commit that falls in between does not show.
    """
    latest: int = fetched(cursor, "latest_version")[0][0]
    wanted = latest if version is None else version
    reading = _Reading(cursor, wanted)
    if wanted not in reading.commits:
        raise Refusal("version.unknown", version=wanted, latest=latest)
    state = Snapshot(
        plan=plan,
        store_kind=store_kind,
        store_id=fetched(cursor, "identity")[0][0],
        version=wanted,
        latest_version=latest,
        at=reading.commits[wanted][0],
        departments=(),
        actions=(),
        submissions=tuple(
            _submission(row, *reading.commits[row[1]])
            for row in fetched(cursor, "submissions_until", version=wanted)
        ),
    )
    return replace(state, **reading.tables(_TABLES))


def read_next(
    cursor: duckdb.DuckDBPyConnection, before: Snapshot, touched: Collection[str], latest: int
) -> Snapshot:
    """Return the state one version after ``before``, reading only the tables that version wrote into."""
    reading = _Reading(cursor, before.version + 1)
    found = fetched(cursor, "version_submissions", version=reading.version)
    at, actor = found[0][:2]
    fresh = tuple(_submission(row[2:], at, actor) for row in found if row[2] is not None)
    return replace(
        before,
        version=reading.version,
        latest_version=latest,
        at=at,
        submissions=before.submissions + fresh,
        **reading.tables(touched),
    )


class _Reading:
    """Reads history tables as of one version."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, version: int) -> None:
        self._cursor = cursor
        self.version = version

    @cached_property
    def commits(self) -> dict[int, tuple[datetime, str]]:
        """When and by whom each version up to this one was written."""
        rows = fetched(self._cursor, "versions_until", version=self.version)
        return {number: (at, actor) for number, at, actor in rows}

    def tables(self, names: Collection[str]) -> dict[str, Any]:
        """Return the records of tables by the snapshot's field they belong in."""
        return {
            field: tuple(self._records(kind, fetched(self._cursor, field, version=self.version)))
            for name in names
            for field, kind in (_TABLES[name],)
        }

    def _records(self, kind: Callable[..., object], rows: list[tuple[Any, ...]]) -> Iterator[object]:
        for row in rows:
            # 確認・締切・取消・会議の記録は、だれがいつしたかまでが一つの記録である。
            yield (
                kind(*row[:-1], *reversed(self.commits[row[-1]]), row[-1]) if kind in _SIGNED else kind(*row)
            )


# 表の名 → 状態の欄の名（問合せの名でもある）と、一行の形。
_TABLES: dict[str, tuple[str, Callable[..., object]]] = {
    "department": ("departments", Department),
    "action": ("actions", Action),
    "schedule": ("schedules", Schedule),
    "indicator": ("indicators", Indicator),
    "target": ("targets", Target),
    "report": ("reports", Report),
    "indicator_value": ("values", IndicatorValue),
    "deadline": ("deadlines", Deadline),
    "closing": ("closings", Closing),
    "setting": ("settings", Setting),
    "review": ("reviews", Review),
    "withdrawal": ("withdrawals", Withdrawal),
    "mapping": ("mappings", Mapping),
    "meeting": ("meetings", Meeting),
    "edition": ("editions", Edition),
    "agenda": ("agenda_marks", AgendaMark),
    "decision": ("decisions", Decision),
    "reply": ("replies", Reply),
    "revision": ("revisions", Revision),
}
_SIGNED: frozenset[Callable[..., object]] = frozenset(
    {Closing, Review, Withdrawal, Meeting, Edition, Decision, Reply, Revision}
)


def _submission(row: tuple[Any, ...], at: datetime, actor: str) -> Submission:
    values: list[Any] = [*row[:_COUNTS_FROM], actor, at, *row[_COUNTS_FROM:]]
    return Submission(*values)
