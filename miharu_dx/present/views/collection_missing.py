"""The rows a period still lacks, named by department, and whether 変更なし could answer them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from miharu_dx.domain.collection import Collected, PeriodCollection, Timing
from miharu_dx.domain.records import Report, Snapshot
from miharu_dx.domain.standing import rounded
from miharu_dx.domain.unchanged import Obstacle, carried_rows
from miharu_dx.present.palette import Sign
from miharu_dx.present.views.collection_signs import TIMING_SIGNS

OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.FIRST_PERIOD: "前の期がないため、記入が必要",
    Obstacle.SILENT_BEFORE: "前の期の報告がないため、記入が必要",
    Obstacle.EXCLUDED_BEFORE: "前の期が「該当なし」のため、記入が必要",
}
CAN_CARRY = "「変更なし」にできる"


@dataclass(frozen=True)
class MissingRow:
    """A row without an answer; ``carries`` tells whether the period before can be carried over.

    ``previous`` is what would be carried over, in words; blank where nothing can.
    """

    code: str
    name: str
    carries: bool
    note: str
    previous: str = ""


@dataclass(frozen=True)
class MissingUnit:
    """A department (code) with the rows it still owes; ``sign`` is how it stands with the period."""

    department: str
    label: str
    name: str
    timing: Timing
    sign: Sign
    overdue: bool
    asked: int
    rows: tuple[MissingRow, ...]

    @property
    def carried(self) -> tuple[MissingRow, ...]:
        """Rows that 変更なし could answer."""
        return tuple(row for row in self.rows if row.carries)

    @property
    def left(self) -> tuple[MissingRow, ...]:
        """Rows that have to be written."""
        return tuple(row for row in self.rows if not row.carries)

    @property
    def told(self) -> str:
        """How many rows are missing, of those asked for."""
        return f"{self.asked}件のうち{len(self.rows)}件が未報告"


def missing_units(
    snapshot: Snapshot, period: PeriodCollection, department: str | None = None
) -> tuple[MissingUnit, ...]:
    """Return the departments that still owe rows of a begun period, in their own order."""
    if period.today < period.begins:
        return ()
    order = {unit.code: place for place, unit in enumerate(snapshot.departments)}
    codes = sorted(period.asked, key=lambda code: order.get(code, len(order)))
    found = (missing_unit(snapshot, code, period.of({code})) for code in codes if department in (None, code))
    return tuple(unit for unit in found if unit.rows)


def missing_unit(snapshot: Snapshot, code: str, collected: Collected) -> MissingUnit:
    """Return what one department still owes."""
    rows = tuple(
        MissingRow(
            row.action.code,
            row.action.name,
            row.can,
            CAN_CARRY if row.obstacle is None else OBSTACLES[row.obstacle],
            _said(row.previous) if row.can else "",
        )
        for row in carried_rows(snapshot, collected)
    )
    unit = snapshot.departments_by_code.get(code)
    return MissingUnit(
        department=code,
        label=unit.label if unit else code,
        name=snapshot.department_name(code),
        timing=collected.timing,
        sign=TIMING_SIGNS[collected.timing],
        overdue=collected.overdue,
        asked=collected.asked,
        rows=rows,
    )


def _said(previous: Report | None) -> str:
    if previous is None:
        return ""
    progress = "" if previous.progress is None else f"{rounded(previous.progress)}%"
    return "・".join(part for part in (previous.stage, previous.rating, progress) if part)
