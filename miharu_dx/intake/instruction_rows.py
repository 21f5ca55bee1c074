"""Rows of the sheet 指示への回答: one answer to one instruction that the form was handed out with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.changes import Source
from miharu_dx.domain.decision import (
    REPLY_CODES,
    meeting_title,
    open_instructions,
    owner_of,
    replies_by_decision,
)
from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Decision
from miharu_dx.domain.rules_instruction import REPLY_INPUTS, ReplyDraft, judge_reply, quoted, unanswered
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.entities import entity, identified
from miharu_dx.intake.form_info import FormInfo
from miharu_dx.intake.header import Header
from miharu_dx.intake.printed import overwritten
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.table import RowReader, TableRow, read_rows

_LONGEST_NUMBER = 9


@dataclass(frozen=True)
class InstructionRow:
    """One row of an instruction that still stands; a silent one leaves what is stored as it is."""

    decision: Decision
    draft: ReplyDraft
    row: TableRow

    @property
    def excel_row(self) -> int:
        """The row's number in Excel."""
        return self.row.excel_row

    @property
    def answered(self) -> bool:
        """Whether the row becomes an answer."""
        return self.draft.state is not None

    @property
    def sources(self) -> dict[str, Source]:
        """The cell each value came from."""
        return self.row.sources


@dataclass(frozen=True)
class InstructionSheet:
    """What the sheet 指示への回答 holds: rows of instructions that stand, and findings."""

    rows: tuple[InstructionRow, ...]
    findings: tuple[Finding, ...]


def read_instruction_sheet(
    header: Header, roll: Roll, key: PeriodKey, today: date, form: FormInfo
) -> InstructionSheet:
    """Return the rows of 指示への回答 with their findings; what the form asked and nobody answered is one."""
    words = {"state": tuple(REPLY_CODES)}
    reader = RowReader(words, roll.snapshot.plan.fiscal_year_start_month, today)
    table, findings = read_rows(header, reader)
    finder = _Finder(roll, key, form)
    rows: list[InstructionRow] = []
    places: dict[int, Location] = {}
    for line in table:
        decision, faults = finder.decision(line)
        subject = f"指示{line.text('number')}"
        findings += [*line.findings(subject), *faults]
        if decision is None:
            continue
        if decision.number in places:
            args = {"other": places[decision.number].a1, "here": line.location("number").a1}
            findings.append(line.fault("instruction.duplicate", "number", args, subject))
            continue
        places[decision.number] = line.location("number")
        draft = _draft(line)
        rows.append(InstructionRow(decision, draft, line))
        faults = [line.fault(f.code, f.field, f.args, subject) for f in judge_reply(draft, today)]
        findings += [*faults, *overwritten(line, finder.printed(decision.number), subject)]
    findings += _unanswered(header, finder, rows, today)
    return InstructionSheet(tuple(rows), tuple(identified(findings, INSTRUCTIONS.key, table)))


@dataclass(frozen=True)
class _Finder:
    """Finds the instruction of a row among those the form was made with and those that stand now."""

    roll: Roll
    key: PeriodKey
    form: FormInfo

    def decision(self, line: TableRow) -> tuple[Decision | None, list[Finding]]:
        """Return the instruction of a row; none, with findings, where the row is none that can be answered."""
        draft = _draft(line)
        if "number" in line.unreadable:
            return None, []
        told = line.text("number")
        if not told:
            return None, [] if draft.silent else [line.fault("instruction.number_blank", "number")]
        number = int(told) if told.isdecimal() and len(told) <= _LONGEST_NUMBER else 0
        subject, now = f"指示{told}", _of(self.roll.snapshot, number)
        if now is not None and now.kind == "instruct" and self._owns(self.roll.snapshot, now):
            return now, list(self._worded(line, now, subject))
        if self._asked(number):
            args = {"number": number}
            fault = line.fault("instruction.withdrawn", "number", args, subject)
            return None, [] if draft.silent else [fault]
        if now is None or now.kind != "instruct":
            return None, [line.fault("instruction.unknown", "number", subject=subject)]
        owner = owner_of(self.roll.snapshot, now, self.key.fiscal_year)
        args = {"number": number, "department": self.roll.snapshot.department_name(owner)}
        return None, [line.fault("instruction.other_department", "number", args, subject)]

    def _owns(self, snapshot: Snapshot, decision: Decision) -> bool:
        return owner_of(snapshot, decision, self.key.fiscal_year) == self.roll.department

    def _asked(self, number: int) -> bool:
        """Whether the form was made with this instruction."""
        base = self.roll.base
        then = _of(base, number) if base is not None else None
        if base is not None and then is not None and then.kind == "instruct" and self._owns(base, then):
            return True
        return str(number) in self.form.reply_fingerprints

    def _worded(self, line: TableRow, now: Decision, subject: str) -> Iterator[Finding]:
        """Yield a finding where the words beside the number are not those of the instruction."""
        typed = word_key(line.text("name"))
        then = _of(self.roll.base, now.number) if self.roll.base is not None else None
        if not typed or "name" in line.unreadable or typed == word_key(now.text):
            return
        if then is not None and typed == word_key(then.text):
            args = {"number": now.number, "told": quoted(now.text)}
            yield line.fault("instruction.amended", "name", args, subject)
        else:
            args = {"number": now.number, "expected": quoted(now.text)}
            yield line.fault("instruction.mismatch", "name", args, subject)

    def printed(self, number: int) -> dict[str, object]:
        """Return what the form showed beside an instruction; nothing where its version is not known."""
        base = self.roll.base
        then = _of(base, number) if base is not None else None
        if base is None or then is None:
            return {}
        return {"meeting": meeting_title(base, then), "due": then.due}

    def awaited(self) -> Iterator[Decision]:
        """Yield the open instructions the form asked about that nobody has answered since it was made."""
        replies = replies_by_decision(self.roll.snapshot)
        rows = open_instructions(self.roll.snapshot, self.roll.department, fiscal_year=self.key.fiscal_year)
        for decision in rows:
            reply = replies.get(decision.number)
            since = reply is not None and reply.from_version > self.form.store_version
            if self._asked(decision.number) and not since:
                yield decision


def _of(snapshot: Snapshot, number: int) -> Decision | None:
    return next((row for row in snapshot.decisions if row.number == number), None)


def _draft(line: TableRow) -> ReplyDraft:
    day = line.cells["done_on"].value
    return ReplyDraft(
        state=REPLY_CODES.get(line.text("state")),
        text=line.text("text"),
        done_on=day if isinstance(day, date) else None,
        author=line.text("author"),
        unreadable=line.unreadable & set(REPLY_INPUTS),
    )


def _unanswered(
    header: Header, finder: _Finder, rows: list[InstructionRow], today: date
) -> Iterator[Finding]:
    there = {row.decision.number: row for row in rows}
    for decision in finder.awaited():
        row = there.get(decision.number)
        fault, subject = unanswered(decision, today), f"指示{decision.number}"
        if row is None:
            place = Location(header.sheet.name)
            whose = entity(INSTRUCTIONS.key, decision.number)
            yield Finding(fault.code, place, str(decision.number), fault.args, subject, entity=whose)
        elif row.draft.silent:
            yield row.row.fault(fault.code, fault.field, fault.args, subject)
