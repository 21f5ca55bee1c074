"""When each department handed in, against the deadline: every department × every ended period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.calendar import fiscal_year_short
from miharu_dx.domain.collection import Collected, Timing, collection_of, lines_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Standing
from miharu_dx.domain.succession import responsible
from miharu_dx.present.views.collection_signs import TIMING_SIGNS, days_label

PERIODS_SHOWN = 8  # 一列に「未提出」の語が入る列の数


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

    It judges as 提出状況 does. A row takes over the periods of the units it succeeded.
    """
    plan = snapshot.plan
    ended = [past for past in plan.period_keys if plan.end_date(past) <= today]
    keys = ended[-PERIODS_SHOWN:]
    caption = "期限日との差。選んだ課を青い線で囲む"
    if len(keys) < len(ended):
        caption += f"。終わった{len(ended)}期のうち新しい{len(keys)}期"
    periods = [collection_of(snapshot, past, today) for past in keys]
    units = snapshot.departments_by_code
    rows = tuple(
        PunctualityRow(
            code,
            snapshot.department_name(code),
            code == department,
            tuple(_cell(period.of(own.get(period.key, frozenset()))) for period in periods),
        )
        for code, own in lines_of(snapshot, key.fiscal_year, periods)
        if units[code].exists_in(key.fiscal_year)
    )
    return Punctuality(
        title="提出の時期",
        caption=caption,
        heads=tuple(f"{fiscal_year_short(past.fiscal_year)} {plan.period_at(past).name}" for past in keys),
        current=keys.index(key) if key in keys else None,
        rows=rows if any(period.asked for period in periods) else (),
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


def _cell(found: Collected) -> PunctualityCell:
    """Return how it stands, in days where the whole of it came in time or after it."""
    if found.timing in (Timing.ON_TIME, Timing.LATE):
        return PunctualityCell(found.timing, days_label(found.days), found.days)
    return PunctualityCell(found.timing, TIMING_SIGNS[found.timing].word)
