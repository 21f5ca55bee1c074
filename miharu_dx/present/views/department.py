"""担当課: what one department must do now, its actions worst first, and how it has handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.calendar import day_label
from miharu_dx.domain.deadlines import due_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.standing import Standing, Tally, badness, standings
from miharu_dx.domain.succession import responsible
from miharu_dx.present.views.common import Dates, dates
from miharu_dx.present.views.department_headline import headline_of
from miharu_dx.present.views.department_punctuality import Punctuality, answering, punctuality_of
from miharu_dx.present.views.progress_table import ActionGroup, ActionTable, action_rows, table_of
from miharu_dx.present.views.progress_words import Count, counts_of
from miharu_dx.present.views.review_words import NO_LINE, ReviewLine, returns_told, review_line
from miharu_dx.present.views.submit_record import SubmissionRow, submission_rows

RECORD_SHOWN = 4


@dataclass(frozen=True)
class Record:
    """The committed workbooks of a department and of the units it succeeded.

    ``rows`` are of the period shown, ``all_rows`` of every period.
    """

    title: str
    caption: str
    rows: tuple[SubmissionRow, ...]
    all_rows: tuple[SubmissionRow, ...]
    shown: int
    empty: str
    review: ReviewLine = NO_LINE

    @property
    def top(self) -> tuple[SubmissionRow, ...]:
        """The rows that stand on the page."""
        return self.rows[: self.shown]


@dataclass(frozen=True)
class DepartmentView:
    """Everything the page 担当課 says; every count is of the actions of ``table``."""

    code: str
    name: str
    about: str
    period: str
    headline: str
    dates: Dates
    counts: tuple[Count, ...]
    table: ActionTable
    punctuality: Punctuality
    record: Record
    returned: tuple[str, ...] = ()


def department_view(snapshot: Snapshot, key: PeriodKey, department: str, *, today: date) -> DepartmentView:
    """Return a department (code) in a period, with what it took over from units that have ended."""
    plan = snapshot.plan
    unit = snapshot.departments_by_code[department]
    items = answering(snapshot, standings(snapshot, key), department)
    # Worst first; within one rating the plan's order stays.
    rows = action_rows(snapshot, sorted(items, key=badness), key)
    tally = Tally(items)
    measures = {plan.initiative(item.action.initiative).measure for item in items}
    return DepartmentView(
        code=department,
        name=unit.label,
        about=f"個別取組{tally.total}件・{len(measures)}{plan.measure_term}" if items else "個別取組なし",
        period=plan.period_label(key),
        headline=headline_of(snapshot, key, items, _before(snapshot, key, items), today),
        dates=dates(snapshot, key, items, today, shares=False),
        counts=counts_of(plan, tally) if items else (),
        table=table_of(
            snapshot,
            (ActionGroup("", rows),),
            key,
            title="個別取組の進み具合",
            caption="評価の悪い順" if rows else "",
            empty="この年度にこの課の個別取組はない。「管理」で登録し、様式を渡すとここに出る",
        ),
        punctuality=punctuality_of(snapshot, key, department, today),
        record=_record(snapshot, key, department, items),
        returned=returns_told(snapshot, department, key),
    )


def _before(snapshot: Snapshot, key: PeriodKey, items: tuple[Standing, ...]) -> tuple[Standing, ...] | None:
    """Return where the same actions stood one period earlier, none where none of them was reported then."""
    earlier = snapshot.plan.before(key)
    if earlier is None:
        return None
    own = {item.action.code for item in items}
    found = tuple(item for item in standings(snapshot, earlier) if item.action.code in own)
    return found if any(item.reported for item in found) else None


def _record(snapshot: Snapshot, key: PeriodKey, department: str, items: tuple[Standing, ...]) -> Record:
    plan = snapshot.plan
    units = snapshot.departments_by_code
    own = [
        row
        for row in snapshot.submissions
        if row.kind == "progress" and responsible(units, row.department, key.fiscal_year) == department
    ]
    now = [row for row in own if _of(row, key, snapshot)]
    return Record(
        title="提出の記録",
        caption=f"{plan.period_label(key)}・{_due(snapshot, key)}",
        rows=submission_rows(snapshot, now),
        all_rows=submission_rows(snapshot, own),
        shown=RECORD_SHOWN,
        empty="この期の提出はまだない",
        review=review_line(snapshot, key, items),
    )


def _due(snapshot: Snapshot, key: PeriodKey) -> str:
    day = due_of(snapshot, key).day
    return "期限の設定なし" if day is None else f"期限 {day_label(day)}"


def _of(row: Submission, key: PeriodKey, snapshot: Snapshot) -> bool:
    return (row.fiscal_year, row.period) == (key.fiscal_year, snapshot.plan.period_at(key).code)
