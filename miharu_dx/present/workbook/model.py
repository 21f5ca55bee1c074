"""What a workbook is written from: every value final, nothing left to look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from miharu_dx.domain.finding import Severity
from miharu_dx.domain.plan import Department, PeriodKey, Plan
from miharu_dx.domain.records import Action, Indicator, Report
from miharu_dx.domain.records_meeting import Decision
from miharu_dx.domain.sheetspec import Kind


@dataclass(frozen=True)
class ActionRow:
    """One row of 進捗: the action, what was planned, said before and said already for this period.

    ``planned_progress`` in per cent, 0–100; ``initiative`` is the label a reader sees.
    """

    action: Action
    initiative: str
    planned_stage: str | None
    planned_progress: float | None
    previous: Report | None
    current: Report | None
    fingerprint: str


@dataclass(frozen=True)
class IndicatorRow:
    """One row of 指標: an indicator in one fiscal year; values in the indicator's unit.

    ``stored`` is what the store holds, ``actual`` what stands in the cell to fill.
    """

    action: Action
    indicator: Indicator
    fiscal_year: int
    target: float | None
    stored: float | None
    actual: float | None


@dataclass(frozen=True)
class InstructionRow:
    """One row of 指示への回答: an open instruction as it was given, and what was answered last.

    ``fingerprint`` is that of the stored answer; the cells to fill are blank.
    """

    decision: Decision
    meeting: str
    subject: str
    previous: str
    fingerprint: str


@dataclass(frozen=True)
class ProgressForm:
    """The 様式 of one department and period, made from one version of one store.

    ``returns`` are the returns it answers, one line each with who, when and why.
    """

    plan: Plan
    store_id: str
    store_version: int
    store_kind: Literal["demo", "real"]
    department: Department
    key: PeriodKey
    made_at: datetime
    rows: tuple[ActionRow, ...]
    indicators: tuple[IndicatorRow, ...]
    returns: tuple[str, ...] = ()
    instructions: tuple[InstructionRow, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A value somebody typed, written again as the kind of cell it was.

    ``number_format`` is what makes it read the same (0.45 as ``0%``), blank for the column's own.
    """

    value: str | int | float | bool | date | datetime | time | timedelta
    number_format: str = ""


@dataclass(frozen=True)
class CellMark:
    """A finding's mark on a cell: how the cell is drawn and what its comment says.

    ``severity`` is none where the comment alone tells something.
    """

    severity: Severity | None
    comment: str


@dataclass(frozen=True)
class ExportColumn:
    """A column of an exported table; ``label`` names the unit, ``width`` in characters."""

    label: str
    kind: Kind = Kind.TEXT
    width: float = 14


@dataclass(frozen=True)
class Sheet:
    """One more table of an exported workbook: its title, its columns and a value per column and row."""

    title: str
    columns: Sequence[ExportColumn]
    rows: Sequence[Sequence[object]]
