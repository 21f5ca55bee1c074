"""Rows of the sheet 進捗: read, told apart, judged, with everything that is wrong at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from miharu_dx.domain.changes import Source
from miharu_dx.domain.drafts import CARRIED, INPUTS, RowContext, RowDraft, declared, report_of
from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import (
    DECLARATIONS,
    NOT_APPLICABLE,
    UNCHANGED,
    Action,
    Report,
    Schedule,
    Snapshot,
)
from miharu_dx.domain.row_context import row_context
from miharu_dx.domain.rules import judge_row, stopped
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.standing import latest_report
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.entities import entity, identified
from miharu_dx.intake.header import Header
from miharu_dx.intake.printed import overwritten
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.shift_findings import aligned
from miharu_dx.intake.shift_progress import ProgressMemory, progress_table
from miharu_dx.intake.table import Placed, RowReader, TableRow, read_rows

_TEXTS = ("achievement", "issue", "next_step", "request", "author")
_CARRIED_HOW = "申告区分「変更なし」により、前の報告から引き継いだ"
_PERIOD_END_HOW = "空欄なので、期の末日とみなした"


@dataclass(frozen=True)
class ProgressRow:
    """One row of a known action: its cells as read, the row they make and the report it becomes.

    ``report`` is none for a row without 申告区分; ``previous`` is the report it was judged beside.
    """

    action: Action
    row: TableRow
    draft: RowDraft
    previous: Report | None
    report: Report | None

    @property
    def excel_row(self) -> int:
        """The row's number in Excel."""
        return self.row.excel_row

    @property
    def sources(self) -> dict[str, Source]:
        """The cell each value of ``report`` came from, carried and assumed values included."""
        found = dict(self.row.sources)
        if self.draft.declaration == UNCHANGED:
            word = self.row.cells["declaration"]
            carried = Source(word.location, word.reading.raw, _CARRIED_HOW)
            found |= {name: carried for name in CARRIED if name not in found}
        if self.report is not None and self.draft.as_of_date is None:
            found["as_of_date"] = Source(self.row.location("as_of_date"), "", _PERIOD_END_HOW)
        return found


@dataclass(frozen=True)
class ProgressSheet:
    """What the sheet 進捗 holds: rows of known actions, codes left without a word, findings."""

    rows: tuple[ProgressRow, ...]
    silent: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_progress_sheet(
    header: Header, memory: ProgressMemory, today: date, printed_codes: frozenset[str]
) -> ProgressSheet:
    """Return the rows of 進捗 with their findings; ``printed_codes`` are those the form was made with."""
    roll, key = memory.roll, memory.key
    table, findings = read_rows(header, progress_reader(roll.snapshot.plan, key))
    judged = judge_progress(header, table, findings, roll, key, today, printed_codes)
    return replace(judged, findings=aligned(progress_table(table, memory), judged.findings))


def judge_progress(
    header: Header,
    table: Iterable[TableRow],
    found: Iterable[Finding],
    roll: Roll,
    key: PeriodKey,
    today: date,
    printed_codes: frozenset[str] = frozenset(),
) -> ProgressSheet:
    """Return rows that have been read as rows of known actions, judged; ``found`` joins their findings."""
    table, findings = tuple(table), list(found)
    judge = _Judge(roll, key, today)
    rows: list[ProgressRow] = []
    places: dict[str, Location] = {}
    strangers: set[str] = set()
    for line in table:
        action, faults = roll.action_of(line)
        findings += [*line.findings(action.name if action else line.text("name")), *faults]
        if action is None:
            strangers |= {word_key(line.text("name")), word_key(line.text("action"))}
        elif action.code in places:
            place = line.location("action")
            args = {"other": places[action.code].a1, "here": place.a1}
            findings.append(line.fault("row.duplicate", "action", args, action.name))
        else:
            places[action.code] = line.location("action")
            row, faults = judge.row(line, action)
            rows.append(row)
            findings += faults
    absent = [
        action
        for action in roll.expected
        if action.code not in places
        and not strangers & {word_key(action.code), word_key(action.name)}
        and not judge.stopped_before(action)
    ]
    findings += [_missing(header, action, printed_codes) for action in absent]
    silent = tuple(row.action.code for row in rows if row.draft.silent)
    return ProgressSheet(tuple(rows), silent, tuple(identified(findings, PROGRESS.key, table)))


def _missing(header: Header, action: Action, printed_codes: frozenset[str]) -> Finding:
    added = bool(printed_codes) and action.code not in printed_codes
    args = {"name": action.name, "code": action.code}
    code = "row.missing_added" if added else "row.missing"
    place, whose = Location(header.sheet.name), entity(PROGRESS.key, action.code)
    return Finding(code, place, action.code, args, action.name, entity=whose)


def progress_reader(plan: Plan, key: PeriodKey) -> RowReader:
    """Return how the cells of a progress row are read: the plan's words, days near its period."""
    words = {
        "declaration": DECLARATIONS,
        "stage": tuple(plan.stages_by_name),
        "rating": tuple(plan.ratings_by_name),
    }

    def optional(before: Mapping[str, Placed]) -> frozenset[str]:
        """Stage, rating and progress are asked for only where they are reported."""
        word = before["declaration"].value if "declaration" in before else None
        stage = plan.stages_by_name.get(before["stage"].text) if "stage" in before else None
        if word in (UNCHANGED, NOT_APPLICABLE):
            return frozenset({"stage", "rating", "progress"})
        if stage is not None and stage.meaning == "stopped":
            return frozenset({"rating", "progress"})
        return frozenset()

    return RowReader(words, plan.fiscal_year_start_month, plan.end_date(key), optional=optional)


@dataclass(frozen=True)
class _Judge:
    """Judges rows beside what the store holds of their actions."""

    roll: Roll
    key: PeriodKey
    today: date

    @cached_property
    def _schedules(self) -> Mapping[str, list[Schedule]]:
        by_action: dict[str, list[Schedule]] = defaultdict(list)
        for schedule in self.roll.snapshot.schedules:
            by_action[schedule.action].append(schedule)
        return by_action

    def row(self, line: TableRow, action: Action) -> tuple[ProgressRow, list[Finding]]:
        draft = _draft(line, action)
        context = self._context(action)
        report = report_of(draft, context.previous, context.plan, self.key)
        found = [
            line.fault(fault.code, fault.field, fault.args, action.name)
            for fault in judge_row(draft, context)
        ]
        found += overwritten(line, self._printed(action), action.name)
        return ProgressRow(action, line, draft, context.previous, report), found

    def stopped_before(self, action: Action) -> bool:
        return stopped(self._previous(self.roll.snapshot, action), self.roll.snapshot.plan)

    def _previous(self, snapshot: Snapshot, action: Action) -> Report | None:
        return latest_report(snapshot, action.code, snapshot.plan.before(self.key))

    def _context(self, action: Action) -> RowContext:
        schedules = self._schedules.get(action.code, ())
        return row_context(self.roll.snapshot, action.code, self.key, self.today, schedules)

    def _printed(self, action: Action) -> dict[str, object]:
        """Return what the form showed of the period before; nothing where its version is not known."""
        base = self.roll.base
        if base is None:
            return {}
        before = base.report(action.code, base.plan.before(self.key))
        return {
            f"previous_{name}": getattr(before, name) if before else None
            for name in ("stage", "rating", "progress")
        }


def _draft(line: TableRow, action: Action) -> RowDraft:
    values: dict[str, object] = {
        name: line.text(name) if name in _TEXTS else line.cells[name].value for name in INPUTS
    }
    return RowDraft(
        action=action.code,
        declaration=declared(line.cells["declaration"].value),
        unreadable=line.unreadable,
        **values,  # type: ignore[arg-type]
    )
