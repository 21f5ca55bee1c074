"""What every use case needs: the store, the plan, who acts and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from miharu_dx.domain.access import Actor, Permission
from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import Department, PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal

if TYPE_CHECKING:
    from miharu_dx.store import Store


def local_now() -> datetime:
    """Return the present moment in the machine's own zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Context:
    """A use case's surroundings; ``clock`` is the only source of the present moment."""

    store: Store
    plan: Plan
    actor: Actor
    clock: Callable[[], datetime] = local_now

    def require(self, permission: Permission, department: Department | None = None) -> None:
        """Refuse what the actor may not do."""
        if department is None:
            self.actor.require(permission)
        else:
            self.actor.require(permission, department.code, department.label)

    def today(self) -> date:
        """Return today's date where the machine stands."""
        return self.clock().date()

    def snapshot(self, version: int | None = None) -> Snapshot:
        """Return the store's state now or as of a version, for anybody who may view."""
        self.require(Permission.VIEW)
        return self.store.snapshot(version)


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
