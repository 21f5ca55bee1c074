"""A progress form as a submission: who reports what of which period, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, PROGRESS_SHEETS, SheetSpec
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_KIND_PROGRESS, FORM_SHEETS, INSTRUCTIONS
from miharu_dx.intake.form_info import FormInfo, read_form
from miharu_dx.intake.header import locate, sheet_named
from miharu_dx.intake.indicator_rows import IndicatorRow, IndicatorSheet, read_indicator_sheet
from miharu_dx.intake.instruction_rows import InstructionRow, InstructionSheet, read_instruction_sheet
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.intake.progress_rows import ProgressRow, ProgressSheet, read_progress_sheet
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.shift_book import of_other_department, of_other_period
from miharu_dx.intake.shift_progress import ProgressMemory


@dataclass(frozen=True)
class Expected:
    """What the uploader chose; none takes the form's own. ``period`` is a code."""

    department: str | None = None
    fiscal_year: int | None = None
    period: str | None = None


@dataclass(frozen=True)
class ProgressSubmission:
    """One progress form as read: rows of known actions and every finding of its lowest sound tier.

    ``department`` and ``period`` are codes. With a finding of tier file there are no rows, with one
    of tier header that blocks there are none of that sheet. ``silent`` holds the codes of actions
    whose rows say nothing.
    """

    form: FormInfo | None
    department: str = ""
    fiscal_year: int | None = None
    period: str = ""
    rows: tuple[ProgressRow, ...] = ()
    indicator_rows: tuple[IndicatorRow, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    silent: tuple[str, ...] = ()
    instruction_rows: tuple[InstructionRow, ...] = ()

    @property
    def reporting(self) -> tuple[ProgressRow, ...]:
        """Rows that become a report."""
        return tuple(row for row in self.rows if row.report is not None)


def read_progress(
    book: WorkbookCells,
    *,
    snapshot: Snapshot,
    today: date,
    base: Snapshot | None = None,
    expected: Expected | None = None,
) -> ProgressSubmission:
    """Return what a progress form says against the present store, judged, with all its findings.

    ``base`` is the store as it stood at the form's version: without it, and where the store has
    moved since, printed cells are not compared. Nothing is raised for a fault of the workbook.
    """
    form, findings = read_form(book, FORM_KIND_PROGRESS, snapshot)
    if form is None:
        return ProgressSubmission(None, findings=findings)
    key, misfits = _belongs(form, snapshot, expected or Expected())
    if key is None or misfits:
        year = key.fiscal_year if key else form.fiscal_year
        return ProgressSubmission(form, form.department, year, form.period, findings=misfits)
    if base is None and form.store_version == snapshot.version:
        base = snapshot
    roll = Roll(snapshot, base, form.department, key.fiscal_year)
    memory = ProgressMemory(roll, key)
    located = locate(book, sheets_of(book, form))
    progress, indicators = ProgressSheet((), (), ()), IndicatorSheet((), ())
    instructions = InstructionSheet((), ())
    if (header := located.headers.get(PROGRESS.key)) is not None:
        progress = read_progress_sheet(header, memory, today, frozenset(form.fingerprints))
    if (header := located.headers.get(INDICATORS.key)) is not None:
        indicators = read_indicator_sheet(header, roll, key)
    if (header := located.headers.get(INSTRUCTIONS.key)) is not None:
        instructions = read_instruction_sheet(header, roll, key, today, form)
    stranger = of_other_department(form, progress.rows, progress.findings, roll) or of_other_period(
        form, progress.rows, memory
    )
    if stranger is not None:
        period = snapshot.plan.period_at(key).code
        return ProgressSubmission(form, form.department, key.fiscal_year, period, findings=(stranger,))
    return ProgressSubmission(
        form=form,
        department=form.department,
        fiscal_year=key.fiscal_year,
        period=snapshot.plan.period_at(key).code,
        rows=progress.rows,
        indicator_rows=indicators.rows,
        findings=(
            *located.findings,
            *in_order(progress.findings),
            *in_order(indicators.findings),
            *in_order(instructions.findings),
        ),
        silent=progress.silent,
        instruction_rows=instructions.rows,
    )


def sheets_of(book: WorkbookCells, form: FormInfo) -> tuple[SheetSpec, ...]:
    """Return the tables a form is read by; 指示への回答 where it was handed out with it, or has it."""
    asked = form.reply_fingerprints or sheet_named(book, INSTRUCTIONS.name) is not None
    return FORM_SHEETS if asked else PROGRESS_SHEETS


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of one sheet from top to bottom, those of the whole sheet first."""

    def place(finding: Finding) -> tuple[int, int]:
        return (finding.location.excel_row or 0, finding.location.excel_column or 0)

    return tuple(sorted(findings, key=place))


def _belongs(
    form: FormInfo, snapshot: Snapshot, expected: Expected
) -> tuple[PeriodKey | None, tuple[Finding, ...]]:
    """Return the period of a form, with findings where it is not what the store or the uploader expects."""
    plan = snapshot.plan
    year = form.fiscal_year
    findings: list[Finding] = []

    def fault(code: str, item: str, shown: object, **args: object) -> None:
        place = form.cells.get(item, Location(FORM_INFO.name))
        findings.append(Finding(code, place, str(shown), args))

    if year is None or year not in plan.fiscal_years:
        first, last = fiscal_year_label(plan.first_fiscal_year), fiscal_year_label(plan.last_fiscal_year)
        fault("file.fiscal_year_unknown", "fiscal_year", year, first=first, last=last)
        return None, tuple(findings)
    try:
        key = plan.key(year, form.period)
    except Refusal:
        known = "・".join(period.name for period in plan.periods)
        fault("file.period_unknown", "period", form.period, known=known)
        return None, tuple(findings)
    unit = snapshot.departments_by_code.get(form.department)
    if unit is None or not unit.exists_in(year):
        fault("file.department_unknown", "department", form.department, year=fiscal_year_label(year))
    elif expected.department not in (None, unit.code):
        chosen = snapshot.departments_by_code.get(expected.department or "")
        name = chosen.label if chosen else expected.department
        fault("file.other_department", "department", unit.code, found=unit.label, expected=name)
    if expected.fiscal_year not in (None, year):
        names = {"found": fiscal_year_label(year), "expected": fiscal_year_label(expected.fiscal_year or 0)}
        fault("file.other_fiscal_year", "fiscal_year", year, **names)
    if expected.period is not None and plan.period(expected.period) != plan.period_at(key):
        names = {"found": plan.period_at(key).name, "expected": plan.period(expected.period).name}
        fault("file.other_period", "period", form.period, **names)
    return key, tuple(findings)
