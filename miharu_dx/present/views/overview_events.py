"""From event to chore: what changed since last time, what needs a decision, who has reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.calendar import day_label
from miharu_dx.domain.deadlines import due_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Direction, Outside, Standing, answering, badness, moves
from miharu_dx.present.palette import Sign, standing_sign
from miharu_dx.present.views.common import period_name
from miharu_dx.present.views.review_words import NO_LINE, ReviewLine, review_line

CHANGES_SHOWN = 7
REQUESTS_SHOWN = 3


@dataclass(frozen=True)
class ChangeRow:
    """One action whose rating is not what it was; ``before`` is none for one that is new."""

    initiative: str
    name: str
    department: str
    before: Sign | None
    after: Sign
    direction: str
    code: str = ""


@dataclass(frozen=True)
class Changes:
    """Every change, worse before better; the first ``shown`` of ``rows`` stand on the page."""

    title: str
    caption: str
    counts: tuple[tuple[str, int], ...]
    rows: tuple[ChangeRow, ...]
    shown: int
    empty: str

    @property
    def top(self) -> tuple[ChangeRow, ...]:
        """The rows that stand on the page."""
        return self.rows[: self.shown]


@dataclass(frozen=True)
class RequestRow:
    """What a department asks the headquarters to decide or to support."""

    measure: str
    initiative: str
    name: str
    text: str
    department: str
    sign: Sign
    code: str = ""


@dataclass(frozen=True)
class Requests:
    """Every request of the period, the worst rated action first."""

    title: str
    caption: str
    rows: tuple[RequestRow, ...]
    shown: int
    empty: str

    @property
    def top(self) -> tuple[RequestRow, ...]:
        """The rows that stand on the page."""
        return self.rows[: self.shown]


@dataclass(frozen=True)
class ReportingRow:
    """A department that owes reports, with how many of them are in."""

    department: str
    name: str
    reported: int
    asked: int

    @property
    def complete(self) -> bool:
        """Whether every report asked for is in."""
        return self.reported == self.asked

    @property
    def count(self) -> str:
        """Reports in, of those asked for."""
        return f"{self.reported}/{self.asked}件"


@dataclass(frozen=True)
class Reporting:
    """Every department that owes a report of the period, in the order of the list of departments."""

    title: str
    caption: str
    rows: tuple[ReportingRow, ...]
    reported: int
    asked: int
    deadline: str
    overdue: bool
    empty: str
    review: ReviewLine = NO_LINE

    @property
    def complete(self) -> int:
        """Departments with every report in."""
        return sum(1 for row in self.rows if row.complete)

    @property
    def waiting(self) -> int:
        """Departments with a report missing."""
        return len(self.rows) - self.complete


def changes_of(
    snapshot: Snapshot,
    before: Sequence[Standing] | None,
    after: Sequence[Standing],
    key: PeriodKey,
    compare: PeriodKey | None,
) -> Changes:
    """Return what changed from ``compare`` to ``key``; ``before`` is none where nothing was reported then."""
    plan = snapshot.plan
    title = "前回からの変化"
    if compare is None:
        return Changes(title, "", (), (), CHANGES_SHOWN, "前の期がないため、比べるものがない")
    caption = f"{period_name(plan, compare)} → {period_name(plan, key)}"
    if compare != plan.before(key):
        title = f"{period_name(plan, compare)}からの変化"
    if before is None:
        return Changes(title, caption, (), (), CHANGES_SHOWN, "比べる期の報告がない")
    if not any(item.reported for item in after):
        return Changes(title, caption, (), (), CHANGES_SHOWN, "この期の報告がまだない")
    found = moves(before, after)
    counted = Counter(move.direction for move in found)
    counts = tuple((_word(direction), counted[direction]) for direction in Direction if counted[direction])
    rows = tuple(
        ChangeRow(
            initiative=move.after.action.initiative,
            name=move.after.action.meeting_name,
            department=_unit(snapshot, move.after),
            before=None if move.before is None else standing_sign(plan, move.before),
            after=standing_sign(plan, move.after),
            direction=_word(move.direction),
            code=move.after.action.code,
        )
        for move in found
        if move.direction is not Direction.SAME
    )
    return Changes(title, caption, counts, rows, CHANGES_SHOWN, "変化はない")


def _word(direction: Direction) -> str:
    return "評価なしへ" if direction is Direction.LOST else direction.value


def _unit(snapshot: Snapshot, item: Standing) -> str:
    return snapshot.department_name(answering(snapshot, item.action, item.key.fiscal_year))


def requests_of(snapshot: Snapshot, items: Sequence[Standing]) -> Requests:
    """Return the requests in the reports of a period, worst rated first, else in the plan's order."""
    plan = snapshot.plan
    asking = [item for item in items if item.report is not None and item.report.request.strip()]
    asking.sort(key=badness)
    rows = tuple(
        RequestRow(
            measure=plan.measure_of(item.action.initiative).code,
            initiative=item.action.initiative,
            name=item.action.meeting_name,
            text=" ".join(item.report.request.split()),
            department=_unit(snapshot, item),
            sign=standing_sign(plan, item),
            code=item.action.code,
        )
        for item in asking
        if item.report is not None
    )
    caption = f"{len(rows)}件（評価の悪い順）" if rows else ""
    return Requests("判断を求める事項", caption, rows, REQUESTS_SHOWN, "判断を求める事項はない")


def reporting_of(snapshot: Snapshot, key: PeriodKey, items: Sequence[Standing], today: date) -> Reporting:
    """Return who has reported; an action stopped earlier owes nothing, a silent row is missing.

    ``overdue`` only speaks of the period being collected: what was never reported of older ones
    stays 未報告.
    """
    plan = snapshot.plan
    owing = [item for item in items if item.reported or item.outside is not Outside.STOPPED]
    asked = Counter(answering(snapshot, item.action, key.fiscal_year) for item in owing)
    spoken = Counter(answering(snapshot, item.action, key.fiscal_year) for item in owing if item.reported)
    order = {department.code: place for place, department in enumerate(snapshot.departments)}
    rows = tuple(
        ReportingRow(code, snapshot.department_name(code), spoken[code], asked[code])
        for code in sorted(asked, key=lambda code: order.get(code, len(order)))
    )
    due = due_of(snapshot, key)
    deadline = "設定なし" if due.day is None else day_label(due.day)
    missing = len(owing) - sum(spoken.values())
    complete = sum(1 for row in rows if row.complete)
    overdue = missing > 0 and due.passed(today) and key >= plan.last_ended(today)
    caption = f"報告済み{complete}課"
    if missing:
        caption += f"・未報告{len(rows) - complete}課　期限 {deadline}"
        caption += "を過ぎた" if due.passed(today) else ""
    return Reporting(
        title="報告の状況",
        caption=caption if rows else "",
        rows=rows,
        reported=sum(spoken.values()),
        asked=len(owing),
        deadline=deadline,
        overdue=overdue,
        empty="報告を求める個別取組がない",
        review=review_line(snapshot, key, items),
    )
