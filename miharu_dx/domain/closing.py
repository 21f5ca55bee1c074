"""締切: which periods are closed, what touches them, and which changes came after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from miharu_dx.domain.changes import RowChange
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.reasons import told_reason
from miharu_dx.domain.records import Report, Snapshot, Submission
from miharu_dx.domain.records_cycle import Closing, Withdrawal
from miharu_dx.domain.refusal import Refusal

_YEARLY = ("schedule", "target")
_ACTION_LIFE = frozenset({"initiative", "department", "first_fiscal_year", "last_fiscal_year"})


def closing_of(snapshot: Snapshot, key: PeriodKey) -> Closing | None:
    """Return the closing of a period that is closed now; none where it is open."""
    period = snapshot.plan.period_at(key).code
    return next(
        (
            row
            for row in snapshot.closings
            if row.closed and (row.fiscal_year, row.period) == (key.fiscal_year, period)
        ),
        None,
    )


def closed_keys(snapshot: Snapshot) -> tuple[PeriodKey, ...]:
    """Return the periods that are closed now, in time."""
    plan = snapshot.plan
    return tuple(sorted(plan.key(row.fiscal_year, row.period) for row in snapshot.closings if row.closed))


def closed_by(
    snapshot: Snapshot, changes: Iterable[RowChange], key: PeriodKey | None
) -> tuple[PeriodKey, ...]:
    """Return the closed periods that changes touch, in time.

    ``key`` is the period of a progress form. A plan workbook touches a closed period where a schedule
    or a target of its fiscal year changes, or where actions are added to it, taken out of it or moved.
    """
    closed = closed_keys(snapshot)
    if not closed:
        return ()
    found: set[PeriodKey] = set()
    for change in changes:
        # 指示への回答は、期の報告ではない。締め切った期の様式で答えても、理由は要らない。
        if not change.fields or change.entry.table == "reply":
            continue
        if key is not None:
            found |= {key} & set(closed)
        else:
            found |= {one for one in closed if _touches(snapshot, change, one)}
    return tuple(sorted(found))


def _touches(snapshot: Snapshot, change: RowChange, key: PeriodKey) -> bool:
    entry = change.entry
    if entry.table in _YEARLY:
        return entry.key[-1] == key.fiscal_year
    if entry.table != "action" or not any(item.field in _ACTION_LIFE for item in change.fields):
        return False
    before = snapshot.actions_by_code.get(str(entry.key[0]))
    first, last = entry.values.get("first_fiscal_year"), entry.values.get("last_fiscal_year")
    after = isinstance(first, int) and isinstance(last, int) and first <= key.fiscal_year <= last
    return after or (before is not None and before.runs_in(key.fiscal_year))


def reason_kept(plan: Plan, closed: Iterable[PeriodKey], reason: str) -> str:
    """Return the reason to keep with a change of these closed periods, blank where there is none.

    Refuses a change of a closed period without a reason, and a reason that is too long.
    """
    told, keys = told_reason(reason), tuple(closed)
    if not keys:
        return ""
    if not told:
        raise Refusal("period.closed", periods="・".join(plan.period_label(key) for key in keys))
    return told


@dataclass(frozen=True)
class LateChange:
    """A change that came after its period had been closed: why, by whom and when.

    ``at`` is none and the words blank where only the version is known, as when a 取消 was undone.
    """

    reason: str
    actor: str
    at: datetime | None
    version: int


def late_changes(snapshot: Snapshot, key: PeriodKey) -> tuple[LateChange, ...]:
    """Return the changes of a period's reports since it was closed, in time; none while it is open."""
    closing = closing_of(snapshot, key)
    if closing is None:
        return ()
    own = {row.id: row for row in _submissions(snapshot, key)}
    found = [_handed_in(row) for row in own.values() if row.version > closing.from_version]
    found += [
        _taken_back(row)
        for row in snapshot.withdrawals
        if row.subject in own and row.from_version > closing.from_version
    ]
    told = {late.version for late in found}
    written = {row.from_version for row in _reports(snapshot, key)} - told
    found += [_only(version) for version in written if version > closing.from_version]
    return tuple(sorted(found, key=lambda late: late.version))


def _reports(snapshot: Snapshot, key: PeriodKey) -> Iterable[Report]:
    period = snapshot.plan.period_at(key).code
    return (row for row in snapshot.reports if (row.fiscal_year, row.period) == (key.fiscal_year, period))


def _submissions(snapshot: Snapshot, key: PeriodKey) -> Iterable[Submission]:
    period = snapshot.plan.period_at(key).code
    return (
        row
        for row in snapshot.submissions
        if row.kind == "progress" and (row.fiscal_year, row.period) == (key.fiscal_year, period)
    )


def _handed_in(row: Submission) -> LateChange:
    return LateChange(row.reason, row.actor, row.at, row.version)


def _only(version: int) -> LateChange:
    return LateChange("", "", None, version)


def _taken_back(row: Withdrawal) -> LateChange:
    return LateChange(row.reason, row.actor, row.at, row.from_version)


def late_rows(snapshot: Snapshot, key: PeriodKey) -> dict[str, LateChange]:
    """Return what was changed after the closing among a period's reports, by action.

    A report handed in with a reason stays one, also where the period was opened again since; one that
    stands as it does because of an undo counts as long as the period is closed.
    """
    reasons = {row.id: row for row in _submissions(snapshot, key) if row.reason}
    closing = closing_of(snapshot, key)
    undone = {row.from_version: row for row in snapshot.withdrawals}
    found: dict[str, LateChange] = {}
    for report in _reports(snapshot, key):
        late = _late(report, reasons, closing, undone)
        if late is not None:
            found[report.action] = late
    return found


def _late(
    report: Report,
    reasons: dict[int, Submission],
    closing: Closing | None,
    undone: dict[int, Withdrawal],
) -> LateChange | None:
    written = reasons.get(report.submission or 0)
    if written is not None:
        return _handed_in(written)
    if closing is None or report.from_version <= closing.from_version:
        return None
    taken = undone.get(report.from_version)
    return _only(report.from_version) if taken is None else _taken_back(taken)
