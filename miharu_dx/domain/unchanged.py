"""Which silent rows of a department can be answered 変更なし, and why the others cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from miharu_dx.domain.collection import Collected
from miharu_dx.domain.records import NOT_APPLICABLE, Action, Report, Snapshot


class Obstacle(StrEnum):
    """Why there is nothing to carry over."""

    FIRST_PERIOD = "first_period"
    SILENT_BEFORE = "silent_before"
    EXCLUDED_BEFORE = "excluded_before"


@dataclass(frozen=True)
class Carried:
    """A silent row with the report of the period before, or with what stands in the way of it."""

    action: Action
    previous: Report | None
    obstacle: Obstacle | None

    @property
    def can(self) -> bool:
        """Whether 変更なし would have something to carry over."""
        return self.obstacle is None


def carried_rows(snapshot: Snapshot, collected: Collected) -> tuple[Carried, ...]:
    """Return every silent row; only a report of the very period before is carried over."""
    before = snapshot.plan.before(collected.key)
    found: list[Carried] = []
    for item in collected.silent:
        previous = snapshot.report(item.action.code, before)
        obstacle: Obstacle | None = None
        if before is None:
            obstacle = Obstacle.FIRST_PERIOD
        elif previous is None:
            obstacle = Obstacle.SILENT_BEFORE
        elif previous.declaration == NOT_APPLICABLE:
            obstacle = Obstacle.EXCLUDED_BEFORE
        found.append(Carried(item.action, previous, obstacle))
    return tuple(found)
