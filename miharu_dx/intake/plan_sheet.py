"""One sheet of the plan workbook: rows that name their thing once, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from miharu_dx.domain.changes import Source
from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.rules_plan import PlanFault, duplicates
from miharu_dx.domain.sheetspec import Entry
from miharu_dx.intake.entities import entity, identified
from miharu_dx.intake.header import Header
from miharu_dx.intake.plan_rows import Spelling
from miharu_dx.intake.table import RowReader, TableRow, read_rows

T = TypeVar("T")


@dataclass(frozen=True)
class PlanRow(Generic[T]):
    """One row of the plan workbook that names its thing: its record and its cells as read."""

    record: T
    row: TableRow

    @property
    def excel_row(self) -> int:
        """The row's number in Excel."""
        return self.row.excel_row

    @property
    def sources(self) -> dict[str, Source]:
        """The cell each value came from, by the column's field."""
        return self.row.sources


@dataclass(frozen=True)
class PlanSheet(Generic[T]):
    """The rows of a sheet and its findings so far; a sheet without readable heading has neither.

    ``lines`` are all its rows, those included that name nothing or the same thing again.
    """

    header: Header | None
    rows: tuple[PlanRow[T], ...]
    findings: tuple[Finding, ...]
    lines: tuple[TableRow, ...] = ()

    @property
    def records(self) -> dict[int, T]:
        """The records by Excel row."""
        return {row.excel_row: row.record for row in self.rows}

    def told(self, faults: Iterable[PlanFault]) -> Iterator[Finding]:
        """Yield faults of the domain as findings at their cells; a cell with its own finding has it alone."""
        lines = {row.excel_row: row.row for row in self.rows}
        for fault in faults:
            line = lines[fault.row]
            if fault.field in line.unreadable:
                continue
            here = line.location(fault.field)
            other = lines[fault.other].location(fault.field).a1 if fault.other is not None else "登録済み"
            args = {"here": here.a1, "other": other, **fault.args}
            yield line.fault(fault.code, fault.field, args, subject_of(line))

    def missing(self, code: str, name: str) -> Finding:
        """Return the finding of a stored thing this sheet leaves out."""
        whose = entity(self.header.spec.key if self.header else "", code)
        args = {"code": code, "name": name}
        return Finding("plan_row.missing", self._whole, code, args, name, entity=whose)

    def identified(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings of this sheet, each with the identity of its row."""
        return identified(findings, self.header.spec.key, self.lines) if self.header else []

    def missing_rows(self, names: list[str], shown: int) -> Iterator[Finding]:
        """Yield one finding for all stored rows this sheet leaves out, the first of them named."""
        if names:
            more = "など" if len(names) > shown else ""
            args = {"count": len(names), "examples": "、".join(names[:shown]) + more}
            yield Finding("plan_row.missing_rows", self._whole, args=args)

    @property
    def _whole(self) -> Location:
        return Location(self.header.sheet.name if self.header else "")


def read_sheet(
    header: Header | None,
    reader: RowReader,
    record: Callable[[TableRow], T],
    identity: Callable[[T], object],
    codes: Spelling | None = None,
) -> PlanSheet[T]:
    """Return the rows of a sheet as records, told apart by ``identity``.

    ``codes`` learns the codes of the sheet, top to bottom, before the first record is made.
    """
    if header is None:
        return PlanSheet(None, (), ())
    lines, findings = read_rows(header, reader)
    keys = [column for column in header.spec.columns if column.entry is Entry.KEY]
    key_name = "・".join(column.label for column in keys)
    for line in lines:
        if codes is not None:
            codes.learn(line.text(keys[0].field))
    whole = [line for line in lines if all(line.cells[key.field].value is not None for key in keys)]
    made = {line.excel_row: PlanRow(record(line), line) for line in whole}
    findings += [finding for line in lines for finding in (*line.findings(subject_of(line)), *_blanks(line))]
    for number, first in list(duplicates((n, identity(row.record)) for n, row in made.items())):
        line = made.pop(number).row
        cells = {"here": line.location(keys[0].field).a1, "other": made[first].row.location(keys[0].field).a1}
        findings.append(
            line.fault("plan_row.duplicate", keys[0].field, {"key": key_name, **cells}, subject_of(line))
        )
    return PlanSheet(header, tuple(made.values()), tuple(findings), lines)


def subject_of(line: TableRow) -> str:
    """Return what a reader calls the row: the name on it, else its code."""
    printed = line.printed("name")
    return printed.raw.strip() if printed is not None else ""


def _blanks(line: TableRow) -> Iterator[Finding]:
    """Yield what the row leaves out although its sheet needs it."""
    for placed in line.cells.values():
        if not placed.column.required or placed.unreadable or placed.value is not None:
            continue
        code = "plan_row.key_blank" if placed.column.entry is Entry.KEY else "plan_row.required_blank"
        yield placed.fault(code, subject=subject_of(line))
