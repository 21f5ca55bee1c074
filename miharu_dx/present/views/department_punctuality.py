"""When each department handed in, against the deadline: every department × every ended period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miharu_dx.domain.calendar import fiscal_year_short
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Standing, Tally, standings
from miharu_dx.domain.succession import responsible

PERIODS_SHOWN = 8  # 一列に「未提出」の語が入る列の数


class Timing(StrEnum):
    """How a department handed in one period's workbook."""

    NOT_ASKED = "not_asked"
    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    OPEN = "open"


@dataclass(frozen=True)
class PunctualityCell:
    """One department in one period; ``days`` after the deadline, negative before it."""

    timing: Timing
    text: str
    days: int | None = None


@dataclass(frozen=True)
class PunctualityRow:
    """One department that exists in the fiscal year shown, its predecessors' periods included."""

    department: str
    name: str
    selected: bool
    cells: tuple[PunctualityCell, ...]


@dataclass(frozen=True)
class Punctuality:
    """The grid, periods in time; ``current`` is the column of the period shown, none where it has none."""

    title: str
    caption: str
    heads: tuple[str, ...]
    current: int | None
    rows: tuple[PunctualityRow, ...]
    empty: str


def punctuality_of(snapshot: Snapshot, key: PeriodKey, department: str, today: date) -> Punctuality:
    """Return the grid of the departments of the key's fiscal year, ``department`` (code) picked out.

    Days count from the first workbook of a period. A row takes over the periods of the units it
    succeeded; where several were asked, the last of them counts.
    """
    plan = snapshot.plan
    ended = [past for past in plan.period_keys if plan.end_date(past) <= today]
    keys = ended[-PERIODS_SHOWN:]
    caption = "期限日との差。選んだ課を青い線で囲む"
    if len(keys) < len(ended):
        caption += f"。終わった{len(ended)}期のうち新しい{len(keys)}期"
    first = _first_days(snapshot)
    asked = {past: _asked(snapshot, past) for past in keys}
    units = snapshot.departments_by_code
    rows = tuple(
        PunctualityRow(
            unit.code,
            snapshot.department_name(unit.code),
            unit.code == department,
            tuple(
                _cell(
                    snapshot,
                    past,
                    [code for code in asked[past] if responsible(units, code, key.fiscal_year) == unit.code],
                    first,
                    today,
                )
                for past in keys
            ),
        )
        for unit in snapshot.departments
        if unit.exists_in(key.fiscal_year)
    )
    return Punctuality(
        title="提出の時期",
        caption=caption,
        heads=tuple(f"{fiscal_year_short(past.fiscal_year)} {plan.period_at(past).name}" for past in keys),
        current=keys.index(key) if key in keys else None,
        rows=rows if any(asked.values()) else (),
        empty="報告を求めた期がまだない",
    )


def answering(snapshot: Snapshot, items: Sequence[Standing], department: str) -> tuple[Standing, ...]:
    """Return the standings a department (code) answers for in their fiscal year, predecessors' included."""
    units = snapshot.departments_by_code
    return tuple(
        item
        for item in items
        if responsible(units, item.action.department, item.key.fiscal_year) == department
    )


def _asked(snapshot: Snapshot, key: PeriodKey) -> tuple[str, ...]:
    """Return the units that owed a report of a period."""
    units = snapshot.departments_by_code
    owned: dict[str, list[Standing]] = defaultdict(list)
    for item in standings(snapshot, key):
        owned[responsible(units, item.action.department, key.fiscal_year)].append(item)
    return tuple(code for code, items in owned.items() if Tally(tuple(items)).asked)


def _first_days(snapshot: Snapshot) -> Mapping[tuple[str, int, str], date]:
    found: dict[tuple[str, int, str], date] = {}
    for row in snapshot.submissions:
        if row.kind != "progress" or row.fiscal_year is None or row.period is None:
            continue
        place = (row.department, row.fiscal_year, row.period)
        day = row.at.astimezone().date()
        found[place] = min(found.get(place, day), day)
    return found


def _cell(
    snapshot: Snapshot,
    key: PeriodKey,
    codes: Sequence[str],
    first: Mapping[tuple[str, int, str], date],
    today: date,
) -> PunctualityCell:
    if not codes:
        return PunctualityCell(Timing.NOT_ASKED, "")
    plan = snapshot.plan
    deadline = plan.deadline(key)
    days = [first.get((code, key.fiscal_year, plan.period_at(key).code)) for code in codes]
    handed = [day for day in days if day is not None]
    if len(handed) < len(days):
        if today <= deadline:
            return PunctualityCell(Timing.OPEN, "期限前")
        return PunctualityCell(Timing.MISSING, "未提出")
    late = (max(handed) - deadline).days
    if late > 0:
        return PunctualityCell(Timing.LATE, f"{late}日後", late)
    return PunctualityCell(Timing.ON_TIME, f"{-late}日前" if late else "期限日", late)
