"""Two editions side by side: each with its own period and counts, and every action that differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from miharu_dx.domain.meeting_changes import MeetingChanges, changes_since
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Edition, Meeting
from miharu_dx.domain.slips import ScheduleStep
from miharu_dx.domain.standing import Standing, Tally, standings


@dataclass(frozen=True)
class EditionState:
    """An edition with its meeting, the period it speaks of and the state it froze."""

    meeting: Meeting
    edition: Edition
    key: PeriodKey
    snapshot: Snapshot


@dataclass(frozen=True)
class ComparedAction:
    """One action as each edition shows it; none where it is not in an edition's period."""

    code: str
    first: Standing | None
    second: Standing | None


@dataclass(frozen=True)
class EditionComparison:
    """Two editions: all counts of each, what changed from the first to the second, and the actions that differ.

    An action differs where rating, stage or progress are not the same; they stand in the plan's order.
    """

    first: EditionState
    second: EditionState
    before: Tally
    after: Tally
    changes: MeetingChanges
    rows: tuple[ComparedAction, ...]


def compared_editions(
    first: EditionState, second: EditionState, steps: Iterable[ScheduleStep] = ()
) -> EditionComparison:
    """Return what differs from one edition to a later one; see ``changes_since`` for ``steps``."""
    past = standings(first.snapshot, first.key)
    after = standings(second.snapshot, second.key)
    old = {item.action.code: item for item in past}
    new = {item.action.code: item for item in after}
    rows = [ComparedAction(code, old.get(code), item) for code, item in new.items()]
    rows += [ComparedAction(code, item, None) for code, item in old.items() if code not in new]
    return EditionComparison(
        first=first,
        second=second,
        before=Tally(past),
        after=Tally(after),
        changes=changes_since(second.snapshot, first.snapshot, second.key, steps=steps),
        rows=tuple(row for row in rows if _shown(row.first) != _shown(row.second)),
    )


def _shown(item: Standing | None) -> tuple[object, ...] | None:
    if item is None:
        return None
    report = item.report
    return (item.word, report.stage, report.progress) if report is not None else (item.word, None, None)
