"""The plan workbook as departments, actions, schedules and targets, with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from miharu_dx.domain.calendar import fiscal_year_name
from miharu_dx.domain.finding import Finding
from miharu_dx.domain.plan import Department
from miharu_dx.domain.records import DIRECTIONS, INDICATOR_KINDS, Action, Schedule, Snapshot
from miharu_dx.domain.rules_plan import PlanState, judge_actions, judge_departments
from miharu_dx.domain.rules_plan_years import PlannedIndicator, judge_indicators, judge_schedule
from miharu_dx.domain.sheetspec import SheetSpec
from miharu_dx.domain.sheetspec_form import FORM_KIND_PLAN
from miharu_dx.domain.sheetspec_plan import (
    PLAN_ACTIONS,
    PLAN_DEPARTMENTS,
    PLAN_INDICATORS,
    PLAN_SCHEDULE,
    PLAN_SHEETS,
)
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.form_info import FormInfo, read_form
from miharu_dx.intake.header import Header, locate
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.intake.plan_rows import (
    CONFIRMED,
    UNCONFIRMED,
    Spelling,
    action_of,
    choices_of,
    department_of,
    planned_indicator_of,
    schedule_of,
)
from miharu_dx.intake.plan_sheet import PlanRow, PlanSheet, read_sheet, subject_of
from miharu_dx.intake.submission import in_order
from miharu_dx.intake.table import RowReader, TableRow, Words

T = TypeVar("T")
_EXAMPLES = 3


@dataclass(frozen=True)
class PlanSubmission:
    """One plan workbook as read: rows that name their thing, and every finding of its lowest sound tier.

    A stored thing without a row stays as it is. ``indicators`` repeat the indicator for each year.
    """

    form: FormInfo | None
    departments: tuple[PlanRow[Department], ...] = ()
    actions: tuple[PlanRow[Action], ...] = ()
    schedule: tuple[PlanRow[Schedule], ...] = ()
    indicators: tuple[PlanRow[PlannedIndicator], ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def read_plan_book(book: WorkbookCells, *, snapshot: Snapshot) -> PlanSubmission:
    """Return what a plan workbook says against the present store, judged, with all its findings.

    Nothing is raised for a fault of the workbook. References may point at the store or at other
    sheets of the same workbook; a sheet without a readable heading leaves the others to be checked.
    """
    form, findings = read_form(book, FORM_KIND_PLAN, snapshot)
    if form is None:
        return PlanSubmission(None, findings=findings)
    located = locate(book, PLAN_SHEETS)
    reading = _PlanReading(snapshot, located.headers)
    units = reading.departments()
    actions = reading.actions(units)
    state = PlanState(
        plan=snapshot.plan,
        departments=snapshot.departments_by_code | {u.code: u for u in units.records.values()},
        actions=snapshot.actions_by_code | {a.code: a for a in actions.records.values()},
    )
    schedule = reading.schedule()
    indicators = reading.indicators()
    rows_findings = (
        units.identified(reading.judged_departments(units, state)),
        actions.identified(reading.judged_actions(actions, state)),
        schedule.identified(reading.judged_schedule(schedule, state)),
        indicators.identified(reading.judged_indicators(indicators, state)),
    )
    ordered = (finding for findings in rows_findings for finding in in_order(findings))
    return PlanSubmission(
        form=form,
        departments=units.rows,
        actions=actions.rows,
        schedule=schedule.rows,
        indicators=indicators.rows,
        findings=(*located.findings, *ordered),
    )


class _PlanReading:
    """Reads the sheets in their order, each with the codes the sheets before it have named."""

    def __init__(self, snapshot: Snapshot, headers: Mapping[str, Header]) -> None:
        self.snapshot = snapshot
        self.headers = headers
        self.unit_codes = Spelling(snapshot.departments_by_code)
        self.action_codes = Spelling(snapshot.actions_by_code)

    def _sheet(
        self,
        spec: SheetSpec,
        words: Words,
        record: Callable[[TableRow], T],
        identity: Callable[[T], object],
        codes: Spelling | None = None,
        listed: Words = MappingProxyType({}),
    ) -> PlanSheet[T]:
        reader = RowReader(words, self.snapshot.plan.fiscal_year_start_month, listed=listed)
        return read_sheet(self.headers.get(spec.key), reader, record, identity, codes)

    def departments(self) -> PlanSheet[Department]:
        return self._sheet(
            PLAN_DEPARTMENTS,
            {"confirmed": (CONFIRMED, UNCONFIRMED)},
            lambda row: department_of(row, self.unit_codes),
            lambda unit: unit.code,
            self.unit_codes,
        )

    def actions(self, units: PlanSheet[Department]) -> PlanSheet[Action]:
        known = self.snapshot.departments_by_code | {unit.code: unit for unit in units.records.values()}
        choices = choices_of(self.snapshot.plan, self.snapshot.departments, known.values())
        return self._sheet(
            PLAN_ACTIONS,
            {"initiative": tuple(choices.initiatives), "department": tuple(choices.departments)},
            lambda row: action_of(row, self.action_codes, choices),
            lambda action: action.code,
            self.action_codes,
            {"department": choices.listed},
        )

    def schedule(self) -> PlanSheet[Schedule]:
        return self._sheet(
            PLAN_SCHEDULE,
            {"planned_stage": tuple(self.snapshot.plan.stages_by_name)},
            lambda row: schedule_of(row, self.action_codes),
            lambda schedule: (schedule.action, schedule.fiscal_year),
        )

    def indicators(self) -> PlanSheet[PlannedIndicator]:
        stored = {(row.action, word_key(row.name)): row.name for row in self.snapshot.indicators}

        def named(action: str, name: str) -> str:
            return stored.setdefault((action, word_key(name)), name)

        return self._sheet(
            PLAN_INDICATORS,
            {"direction": DIRECTIONS, "kind": INDICATOR_KINDS},
            lambda row: planned_indicator_of(row, self.action_codes, named),
            lambda row: (row.target.action, row.target.indicator, row.target.fiscal_year),
        )

    def judged_departments(self, sheet: PlanSheet[Department], state: PlanState) -> list[Finding]:
        findings = [*sheet.findings, *sheet.told(judge_departments(sheet.records, state))]
        there = {unit.code for unit in sheet.records.values()}
        if sheet.header is not None:
            findings += [
                sheet.missing(u.code, u.label) for u in self.snapshot.departments if u.code not in there
            ]
        return findings

    def judged_actions(self, sheet: PlanSheet[Action], state: PlanState) -> list[Finding]:
        findings = [*sheet.findings, *sheet.told(judge_actions(sheet.records, state))]
        there = {action.code for action in sheet.records.values()}
        if sheet.header is not None:
            findings += [sheet.missing(a.code, a.name) for a in self.snapshot.actions if a.code not in there]
        return findings

    def judged_schedule(self, sheet: PlanSheet[Schedule], state: PlanState) -> list[Finding]:
        findings = [
            *sheet.findings,
            *self._references(sheet, lambda row: row.action, state),
            *sheet.told(judge_schedule(sheet.records, self.snapshot.schedules, state)),
        ]
        there = {(row.action, row.fiscal_year) for row in sheet.records.values()}
        absent = [
            (row.action, row.fiscal_year)
            for row in self.snapshot.schedules
            if (row.action, row.fiscal_year) not in there
        ]
        names = [f"{code}の{fiscal_year_name(year)}年度" for code, year in self._running(absent)]
        if sheet.header is not None:
            findings += sheet.missing_rows(names, _EXAMPLES)
        return findings

    def judged_indicators(self, sheet: PlanSheet[PlannedIndicator], state: PlanState) -> list[Finding]:
        unsure = {
            row.excel_row: frozenset(
                name
                for name, placed in row.row.cells.items()
                if placed.unreadable or (placed.column.required and placed.value is None)
            )
            for row in sheet.rows
        }
        findings = [
            *sheet.findings,
            *self._references(sheet, lambda row: row.target.action, state),
            *sheet.told(judge_indicators(sheet.records, unsure, state)),
        ]
        there = {
            (row.target.action, row.target.indicator, row.target.fiscal_year)
            for row in sheet.records.values()
        }
        absent = [
            ((row.action, row.fiscal_year), row.indicator)
            for row in self.snapshot.targets
            if (row.action, row.indicator, row.fiscal_year) not in there
        ]
        running = set(self._running([key for key, _ in absent]))
        names = [
            f"{key[0]}「{name}」の{fiscal_year_name(key[1])}年度" for key, name in absent if key in running
        ]
        if sheet.header is not None:
            findings += sheet.missing_rows(names, _EXAMPLES)
        return findings

    def _running(self, keys: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        """Return the years the workbook was made with: those in which the action runs."""
        known = self.snapshot.actions_by_code
        years = self.snapshot.plan.fiscal_years
        return [(c, y) for c, y in keys if c in known and known[c].runs_in(y) and y in years]

    def _references(
        self, sheet: PlanSheet[T], action: Callable[[T], str], state: PlanState
    ) -> Iterator[Finding]:
        """Yield rows of actions nobody has registered, and rows that carry another action's name."""
        for row in sheet.rows:
            known = state.actions.get(action(row.record))
            printed = row.row.printed("name")
            if known is None and PLAN_ACTIONS.key in self.headers:
                yield row.row.fault("plan_row.action_unknown", "action", subject=subject_of(row.row))
            elif known is not None and printed is not None and printed.raw.strip():
                before = self.snapshot.actions_by_code.get(known.code, known)
                expected = known.name or before.name
                # 名前が空欄のときは、シート「個別取組」の指摘だけで足りる。
                if expected and word_key(printed.raw) not in {word_key(known.name), word_key(before.name)}:
                    args = {"code": known.code, "expected": expected}
                    column = row.row.header.spec.column("name")
                    place = row.row.location("name")
                    shown = printed.raw.strip()
                    yield Finding("plan_row.name_differs", place, shown, args, expected, column.label)
