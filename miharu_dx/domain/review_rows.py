"""確認 counted by row: which submissions a reported row comes from, and where the row stands so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.review import State, Status, statuses
from miharu_dx.domain.standing import Standing, share

Origins = Mapping[str, frozenset[int]]
_NOBODY = 0  # 提出によらずに書かれた報告。だれも確認していない


def origins(snapshot: Snapshot, key: PeriodKey) -> Origins:
    """Return the numbers of the submissions that each reported action of a period stands on, by code.

    These are the one that wrote its report and those of the same period that wrote an indicator's
    value; what a later submission replaced is no longer among them.
    """
    period = snapshot.plan.period_at(key).code
    own = {
        row.id
        for row in snapshot.submissions
        if row.kind == "progress" and (row.fiscal_year, row.period) == (key.fiscal_year, period)
    }
    found: dict[str, set[int]] = {}
    for report in snapshot.reports:
        if (report.fiscal_year, report.period) == (key.fiscal_year, period):
            found[report.action] = {report.submission or _NOBODY}
    for value in snapshot.values:
        if value.submission in own and value.action in found:
            found[value.action].add(value.submission)
    return {action: frozenset(numbers) for action, numbers in found.items()}


def standing_on(found: Origins) -> dict[int, tuple[str, ...]]:
    """Return the codes of the actions that stand on each submission; a replaced one is absent."""
    held: dict[int, list[str]] = {}
    for action, numbers in found.items():
        for number in numbers:
            held.setdefault(number, []).append(action)
    return {number: tuple(actions) for number, actions in held.items()}


def answering(snapshot: Snapshot) -> frozenset[int]:
    """Return the numbers of the submissions that brought an answer to an instruction which still stands."""
    versions = {reply.from_version for reply in snapshot.replies}
    return frozenset(row.id for row in snapshot.submissions if row.version in versions)


def row_state(numbers: Iterable[int], known: Mapping[int, Status]) -> State:
    """Return where a row stands: 確認済 only where everything it stands on is, 差戻し where any is."""
    states = {known[number].state if number in known else State.SUBMITTED for number in numbers}
    if State.RETURNED in states:
        return State.RETURNED
    if states == {State.CONFIRMED}:
        return State.CONFIRMED
    return State.SUBMITTED


@dataclass(frozen=True)
class ReviewCount:
    """Reported rows by where they stand; ``total`` is the denominator of every share of 確認済."""

    submitted: int = 0
    confirmed: int = 0
    returned: int = 0

    @property
    def total(self) -> int:
        """All reported rows."""
        return self.submitted + self.confirmed + self.returned

    @property
    def share(self) -> float | None:
        """Per cent of the reported rows that are 確認済; none where nothing was reported."""
        return share(self.confirmed, self.total)


def count_rows(snapshot: Snapshot, key: PeriodKey, items: Iterable[Standing]) -> ReviewCount:
    """Return the reported rows among ``items`` (of one period) by where they stand."""
    known, found = statuses(snapshot), origins(snapshot, key)
    states = [row_state(found.get(item.action.code, ()), known) for item in items if item.reported]
    return ReviewCount(*(states.count(state) for state in (State.SUBMITTED, State.CONFIRMED, State.RETURNED)))
