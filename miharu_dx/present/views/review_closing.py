"""締切: which ended periods are closed, by whom, and what changed after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.calendar import date_label, moment_label
from miharu_dx.domain.closing import LateChange, closing_of, late_changes
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.present.views.common import period_name


@dataclass(frozen=True)
class LateLine:
    """One change after the closing: when, by whom and why."""

    at: str
    actor: str
    reason: str
    version: int


@dataclass(frozen=True)
class ClosingLine:
    """One period that has ended: closed or not, and what came after."""

    key: PeriodKey
    name: str
    closed: bool
    told: str
    late: int


@dataclass(frozen=True)
class ClosingView:
    """The closing of the period shown, with the other ended periods, the newest first."""

    period: str
    closed: bool
    may_close: bool
    told: str
    late: tuple[LateLine, ...]
    periods: tuple[ClosingLine, ...]


def closing_view(snapshot: Snapshot, key: PeriodKey, today: date) -> ClosingView:
    """Return whether a period is closed; one that has not ended cannot be closed yet."""
    plan = snapshot.plan
    ended = [one for one in reversed(plan.period_keys) if plan.end_date(one) <= today]
    return ClosingView(
        period=plan.period_label(key),
        closed=closing_of(snapshot, key) is not None,
        may_close=key in ended,
        told=_told(snapshot, key, today),
        late=tuple(_late(change) for change in late_changes(snapshot, key)),
        periods=tuple(_line(snapshot, one) for one in ended),
    )


def _told(snapshot: Snapshot, key: PeriodKey, today: date) -> str:
    closing, end = closing_of(snapshot, key), snapshot.plan.end_date(key)
    if closing is not None:
        why = f"：{closing.reason}" if closing.reason else ""
        return f"{moment_label(closing.at.astimezone())}に{closing.actor}が締め切りました{why}"
    if end > today:
        return f"基準日（{date_label(end)}）を過ぎると、締め切れます"
    return "まだ締め切っていません。担当課は、理由を書かずに直せます"


def _late(change: LateChange) -> LateLine:
    at = moment_label(change.at.astimezone()) if change.at is not None else ""
    return LateLine(at, change.actor, change.reason, change.version)


def _line(snapshot: Snapshot, key: PeriodKey) -> ClosingLine:
    closing = closing_of(snapshot, key)
    late = len(late_changes(snapshot, key))
    told = "締め切っていない"
    if closing is not None:
        told = f"{date_label(closing.at.astimezone().date())}に締切"
    return ClosingLine(key, period_name(snapshot.plan, key), closing is not None, told, late)
