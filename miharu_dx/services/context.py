"""What every use case needs: the store, the plan, who acts and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from miharu_dx.domain.access import Actor, Permission
from miharu_dx.domain.calendar import date_label, fiscal_year_label
from miharu_dx.domain.plan import Department, PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal

if TYPE_CHECKING:
    from miharu_dx.store import Store


def local_now() -> datetime:
    """Return the present moment in the machine's own zone."""
    return datetime.now().astimezone()


# What may be done while the past is shown: everything that writes nothing.
READING = frozenset({Permission.VIEW, Permission.EXPORT, Permission.REMIND})


@dataclass(frozen=True)
class Context:
    """A use case's surroundings; ``clock`` is the only source of the present moment.

    ``at`` is the version somebody reads the store as of, none for the latest; ``on`` is the day they
    named, none where they named a version; ``meeting`` is the number of the meeting whose edition they
    read, none for any other state. While the past is read nothing can be written.
    """

    store: Store
    plan: Plan
    actor: Actor
    clock: Callable[[], datetime] = local_now
    at: int | None = None
    on: date | None = None
    meeting: int | None = None

    def require(self, permission: Permission, department: Department | None = None) -> None:
        """Refuse what the actor may not do, and all writing while the past is read."""
        self.require_reading(permission)
        if department is None:
            self.actor.require(permission)
        else:
            self.actor.require(permission, department.code, department.label)

    def require_reading(self, permission: Permission) -> None:
        """Refuse what writes while the past is read, whoever acts."""
        if self.at is not None and permission not in READING:
            raise Refusal("past.no_writing", day=date_label(self.today()), version=self.at)

    def today(self) -> date:
        """Return the day of the reader: today where the machine stands, or the day the past is read as of.

        What was late, ended or still to come follows this day, so a page of the past reads as it
        did then. A version's own day is the one it was committed on.
        """
        if self.on is not None:
            return self.on
        now = self.clock()
        if self.at is not None:
            return self.store.snapshot(self.at).at.astimezone(now.tzinfo).date()
        return now.date()

    def snapshot(self, version: int | None = None) -> Snapshot:
        """Return the store's state as of a version, or as of the one being read; for anybody who may view."""
        self.require(Permission.VIEW)
        return self.store.snapshot(self.at if version is None else version)


def department_named(snapshot: Snapshot, name: str, fiscal_year: int) -> Department:
    """Return the department of a code, 課 or full label in a fiscal year; refuse any other."""
    alive = [d for d in snapshot.departments if d.exists_in(fiscal_year)]
    for same in (
        [d for d in alive if d.code == name],
        [d for d in alive if d.label == name],
        [d for d in alive if d.name == name],
    ):
        if len(same) == 1:
            return same[0]
    raise Refusal(
        "department.unknown",
        name=name,
        fiscal_year_label=fiscal_year_label(fiscal_year),
        known="・".join(d.label for d in alive),
    )


def reporting_period(snapshot: Snapshot, today: date) -> PeriodKey:
    """Return the period being collected now: the last one whose end has come."""
    return snapshot.plan.last_ended(today)
