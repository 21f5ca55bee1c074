"""What a deck is made from: the frozen state, the one before it, and what was said since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from miharu_dx.domain.agenda import AgendaItem
from miharu_dx.domain.meeting_changes import MeetingChanges
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Edition, Meeting
from miharu_dx.domain.standing import Standing, answering, standings
from miharu_dx.present.views.deck_model import Subject


@dataclass(frozen=True)
class Material:
    """``now`` is what the meeting sees, ``before`` what the one before it saw, none for the first.

    ``latest`` is the newest state: decisions and replies come from there, because they are made after
    the freezing. ``today`` is the day the figures are read as of, ``day`` the day of the reader, by which
    instructions fall due. ``meeting`` and ``edition`` are none in a rehearsal. ``agenda`` is in the order
    to be talked about, dropped items last.
    """

    now: Snapshot
    before: Snapshot | None
    latest: Snapshot
    key: PeriodKey
    today: date
    day: date
    changes: MeetingChanges
    agenda: Sequence[AgendaItem] = field(default=())
    meeting: Meeting | None = None
    edition: Edition | None = None

    @property
    def plan(self) -> Plan:
        """The plan the figures are judged by."""
        return self.now.plan

    @cached_property
    def items(self) -> tuple[Standing, ...]:
        """Every action as it stands."""
        return standings(self.now, self.key)

    @cached_property
    def by_code(self) -> dict[str, Standing]:
        """The standings by the code of the action."""
        return {item.action.code: item for item in self.items}

    @cached_property
    def past(self) -> tuple[Standing, ...] | None:
        """Every action as the meeting before saw it, none where there is nothing to compare with."""
        if self.changes.before_key is None:
            return None
        return standings(self.before or self.now, self.changes.before_key)

    @cached_property
    def talked(self) -> tuple[AgendaItem, ...]:
        """The items of the agenda that are talked about."""
        return tuple(item for item in self.agenda if not item.dropped)

    def unit(self, item: Standing) -> str:
        """Return the name of the department that answers for an action."""
        return self.now.department_name(answering(self.now, item.action, self.key.fiscal_year))

    def subject(self, item: Standing) -> Subject:
        """Return an action as something to decide about."""
        code = answering(self.now, item.action, self.key.fiscal_year)
        return Subject(item.action.code, item.action.meeting_name, code)


def part(number: int, count: int) -> str:
    """Return which of several screens of one kind this is, blank where there is one."""
    return f"{number + 1}／{count}" if count > 1 else ""
