"""What the store holds, as plain records: plan rows, reports, indicator values, submissions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from miharu_dx.domain.plan import Department, PeriodKey, Plan
from miharu_dx.domain.records_cycle import Closing, Deadline, Mapping, Review, Setting, Withdrawal
from miharu_dx.domain.records_meeting import AgendaMark, Decision, Edition, Meeting, Reply, Revision

Declaration = Literal["更新", "変更なし", "該当なし"]
UPDATED: Declaration = "更新"
UNCHANGED: Declaration = "変更なし"
NOT_APPLICABLE: Declaration = "該当なし"
DECLARATIONS: tuple[Declaration, ...] = (UPDATED, UNCHANGED, NOT_APPLICABLE)

Direction = Literal["高い方が良い", "低い方が良い"]
DIRECTIONS: tuple[Direction, ...] = ("高い方が良い", "低い方が良い")
IndicatorKind = Literal["単年度", "累計"]
INDICATOR_KINDS: tuple[IndicatorKind, ...] = ("単年度", "累計")


@dataclass(frozen=True)
class Action:
    """An 個別取組 of one department under one initiative; fiscal years bound its life, inclusive."""

    code: str
    name: str
    initiative: str
    department: str
    short_name: str = ""
    first_fiscal_year: int = 0
    last_fiscal_year: int = 9999
    description: str = ""

    @property
    def meeting_name(self) -> str:
        """The short name for meetings where one is given, else the full name."""
        return self.short_name or self.name

    def runs_in(self, fiscal_year: int) -> bool:
        """Whether a report is asked for in a fiscal year."""
        return self.first_fiscal_year <= fiscal_year <= self.last_fiscal_year


@dataclass(frozen=True)
class Schedule:
    """The stage and progress (per cent, 0–100) an action is planned to have at a fiscal year's end."""

    action: str
    fiscal_year: int
    planned_stage: str | None
    planned_progress: float | None


@dataclass(frozen=True)
class Indicator:
    """A KPI of an action; ``baseline`` is its value before the plan, in ``unit``."""

    action: str
    name: str
    unit: str
    direction: Direction
    kind: IndicatorKind
    baseline: float | None


@dataclass(frozen=True)
class Target:
    """The value an indicator is meant to reach at a fiscal year's end, in the indicator's unit."""

    action: str
    indicator: str
    fiscal_year: int
    target: float | None


@dataclass(frozen=True)
class Report:
    """What a department said of one action in one period; ``progress`` in per cent, 0–100.

    A report declared 変更なし holds the values carried over from the period before; one declared
    該当なし holds neither stage nor rating. ``from_version`` is the store version that wrote it.
    """

    action: str
    fiscal_year: int
    period: str
    declaration: Declaration
    stage: str | None = None
    rating: str | None = None
    progress: float | None = None
    achievement: str = ""
    issue: str = ""
    next_step: str = ""
    request: str = ""
    as_of_date: date | None = None
    author: str = ""
    from_version: int = 0
    submission: int | None = None


@dataclass(frozen=True)
class IndicatorValue:
    """The actual value of an indicator for a fiscal year, in the indicator's unit."""

    action: str
    indicator: str
    fiscal_year: int
    actual: float | None
    from_version: int = 0
    submission: int | None = None


@dataclass(frozen=True)
class Submission:
    """One committed workbook; ``new``/``changed``/``unchanged`` count rows of actions."""

    id: int
    version: int
    kind: Literal["progress", "plan"]
    department: str
    fiscal_year: int | None
    period: str | None
    file_name: str
    sha256: str
    actor: str
    at: datetime
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    warnings: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Snapshot:
    """Everything the views need, as it stood at ``version``; immutable, so it may be cached and shared.

    ``store_kind`` is ``demo`` or ``real``; ``latest_version`` tells whether this is the past;
    ``store_id`` names the store a workbook was made from.
    """

    plan: Plan
    store_kind: Literal["demo", "real"]
    version: int
    latest_version: int
    at: datetime
    departments: tuple[Department, ...]
    actions: tuple[Action, ...]
    schedules: tuple[Schedule, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    reports: tuple[Report, ...] = ()
    values: tuple[IndicatorValue, ...] = ()
    submissions: tuple[Submission, ...] = field(default=())
    store_id: str = ""
    deadlines: tuple[Deadline, ...] = ()
    closings: tuple[Closing, ...] = ()
    settings: tuple[Setting, ...] = ()
    reviews: tuple[Review, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    mappings: tuple[Mapping, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    editions: tuple[Edition, ...] = ()
    agenda_marks: tuple[AgendaMark, ...] = ()
    decisions: tuple[Decision, ...] = ()
    replies: tuple[Reply, ...] = ()
    revisions: tuple[Revision, ...] = ()

    @cached_property
    def departments_by_code(self) -> dict[str, Department]:
        """Departments by code, those of the past included."""
        return {department.code: department for department in self.departments}

    @cached_property
    def actions_by_code(self) -> dict[str, Action]:
        """Actions by code."""
        return {action.code: action for action in self.actions}

    @cached_property
    def submissions_by_id(self) -> dict[int, Submission]:
        """Submissions by number, those taken back included."""
        return {row.id: row for row in self.submissions}

    @cached_property
    def reports_by_key(self) -> dict[tuple[str, PeriodKey], Report]:
        """The report of each action and period."""
        return {
            (report.action, self.plan.key(report.fiscal_year, report.period)): report
            for report in self.reports
        }

    @cached_property
    def reports_by_period(self) -> dict[PeriodKey, dict[str, Report]]:
        """The reports of each period that has any, by action."""
        found: dict[PeriodKey, dict[str, Report]] = {}
        for (action, key), report in self.reports_by_key.items():
            found.setdefault(key, {})[action] = report
        return found

    @cached_property
    def schedules_by_key(self) -> dict[tuple[str, int], Schedule]:
        """The planned state of each action and fiscal year."""
        return {(row.action, row.fiscal_year): row for row in self.schedules}

    @cached_property
    def indicators_by_action(self) -> dict[str, tuple[Indicator, ...]]:
        """Indicators of each action in their stored order."""
        found: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            found.setdefault(indicator.action, []).append(indicator)
        return {action: tuple(rows) for action, rows in found.items()}

    @cached_property
    def targets_by_key(self) -> dict[tuple[str, str, int], float | None]:
        """Target of each action, indicator and fiscal year."""
        return {(row.action, row.indicator, row.fiscal_year): row.target for row in self.targets}

    @cached_property
    def values_by_key(self) -> dict[tuple[str, str, int], float | None]:
        """Actual value of each action, indicator and fiscal year."""
        return {(row.action, row.indicator, row.fiscal_year): row.actual for row in self.values}

    def report(self, action: str, key: PeriodKey | None) -> Report | None:
        """Return the report of an action in a period; none when it stayed silent or key is none."""
        return None if key is None else self.reports_by_key.get((action, key))

    def department_name(self, code: str) -> str:
        """Return 課, with the グループ only where two units of one 課 stand side by side."""
        department = self.departments_by_code.get(code)
        if department is None:
            return code
        twins = [d for d in self.departments if d.name == department.name and d.code != code]
        return department.label if twins else department.name

    @cached_property
    def last_submission(self) -> Submission | None:
        """The last submitted progress workbook that was not taken back."""
        gone = {row.subject for row in self.withdrawals}
        rows = [row for row in self.submissions if row.kind == "progress" and row.id not in gone]
        return max(rows, key=lambda row: row.at, default=None)

    @property
    def updated_at(self) -> datetime | None:
        """The moment of the last submitted progress workbook that was not taken back."""
        return self.last_submission.at if self.last_submission else None
