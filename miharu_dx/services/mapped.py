"""Workbooks that are no form of ours, read through a department's saved mapping on the way of every upload."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.mapping import MappingSpec
from miharu_dx.domain.mapping_json import from_json
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_cycle import Mapping
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.succession import responsible
from miharu_dx.intake.free.headings import Calendar
from miharu_dx.intake.free.occasion import Listener
from miharu_dx.intake.free.reading import MappedReading, read_mapped
from miharu_dx.intake.free.recognition import fit, is_own_form, looks_like_form, tables_for
from miharu_dx.intake.free.table_search import tables_of
from miharu_dx.intake.free.tables import FreeBook
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.intake.submission import ProgressSubmission
from miharu_dx.services.context import Context
from miharu_dx.services.mapped_occasion import Settled, settled

_KEPT = 64
ANSWERED_BY_MAPPING = frozenset(
    {
        "header.mapping_missing", "row.mapping_unknown", "row.mapping_several", "row.mapping_indicator",
        "row.mapping_department", "cell.mapping_word", "cell.mapping_label", "cell.mapping_unit",
    }
)  # fmt: skip


@dataclass(frozen=True)
class SavedMapping:
    """A mapping as it is saved: whose it is, its name, what it says and since which version."""

    department: str
    name: str
    spec: MappingSpec
    from_version: int


@dataclass(frozen=True)
class Recognised:
    """A workbook's tables with the saved mapping that knows them."""

    book: FreeBook
    mapping: SavedMapping


def saved_mappings(
    snapshot: Snapshot, department: str | None = None, fiscal_year: int | None = None
) -> tuple[SavedMapping, ...]:
    """Return the mappings that can be read, of one department or of all.

    In a fiscal year a unit also has those of the units it has taken over from.
    """
    units = snapshot.departments_by_code

    def own(row: Mapping) -> bool:
        if department in (None, row.department):
            return True
        return fiscal_year is not None and responsible(units, row.department, fiscal_year) == department

    found = (_saved(row) for row in snapshot.mappings if own(row))
    return tuple(one for one in found if one is not None)


def _saved(row: Mapping) -> SavedMapping | None:
    try:
        return SavedMapping(row.department, row.name, _spec(row.spec), row.from_version)
    except Refusal:
        return None


@lru_cache(maxsize=_KEPT)
def _spec(text: str) -> MappingSpec:
    return from_json(text)


def recognised(
    book: WorkbookCells, snapshot: Snapshot, department: str | None, key: PeriodKey | None = None
) -> Recognised | None:
    """Return the mapping that reads the most tables of a workbook, the latest of equals; none for none.

    Without a department all are tried, and the mappings of two departments that fit say nothing.
    """
    saved = saved_mappings(snapshot, department, key.fiscal_year if key else None)
    if not saved:
        return None
    tables = tables_for(book, Calendar.of(snapshot.plan), [one.spec for one in saved])
    fits = [(fit(tables, one.spec), one.from_version, one) for one in saved]
    fits = [found for found in fits if found[0]]
    if not fits or (department is None and len({one.department for _, _, one in fits}) > 1):
        return None
    best = max(fits, key=lambda found: found[:2])[2]
    return Recognised(tables, best)


def read(
    ctx: Context, book: WorkbookCells, expected: Expected, present: Snapshot, file_name: str = ""
) -> MappedReading | None:
    """Return what a workbook that is no form of ours says, judged as one of ours is.

    Where no mapping knows it, that is its finding. None for a form of ours, for one whose 様式情報 is
    gone, and for a workbook without any table. Whose it is, and of which period, is what somebody
    chose for it, else what ``settled`` finds said.
    """
    if is_own_form(book):
        return None
    listener = Listener.of(present)
    chosen = expected.department is not None and expected.key is not None
    plain = FreeBook(book, (), ()) if chosen else tables_of(book, listener.calendar)
    given = settled(listener, plain, file_name, expected)
    found = recognised(book, present, given.department, given.key)
    if found is None:
        plain = tables_of(book, listener.calendar) if chosen else plain
        if not plain.tables or looks_like_form(book):
            return None
        if given.department is None and any(fit(plain, one.spec) for one in saved_mappings(present)):
            return _stopped(given, present, given.unsaid(plain.tables))
        place = Location(plain.tables[0].sheet.name, plain.tables[0].place[0])
        return _stopped(given, present, Finding("file.mapping_none", place))
    if not given.chosen:
        spec = found.mapping.spec
        read_here = [
            (table, said)
            for table in found.book.tables
            if (said := spec.table(table.signature)) is not None and said.used
        ]
        given = settled(
            listener, found.book, file_name, expected, read_here, found.mapping.department, found.mapping.name
        )
    if given.faults:
        return _stopped(given, present, *given.faults)
    if given.key is None or given.department is None:
        return _stopped(given, present, given.unsaid(found.book.tables))
    reading = read_mapped(
        found.book,
        found.mapping.spec,
        snapshot=present,
        today=ctx.today(),
        department=given.department,
        key=given.key,
        file_name=file_name,
    )
    if given.note is None:
        return reading
    submission = reading.submission
    return replace(reading, submission=replace(submission, findings=(given.note, *submission.findings)))


def _stopped(given: Settled, present: Snapshot, *findings: Finding) -> MappedReading:
    key = given.key
    return MappedReading(
        ProgressSubmission(
            None,
            given.department or "",
            key.fiscal_year if key else None,
            present.plan.period_at(key).code if key else "",
            findings=findings,
        )
    )


def base_version(present: Snapshot, department: str, key: PeriodKey | None) -> int | None:
    """Return the version at which a department left a period the last time, none where it has not yet.

    A sheet of its own carries no version, so what changed since then was changed by others.
    """
    return max(_versions(present, department, key), default=None) if key is not None else None


def _versions(present: Snapshot, department: str, key: PeriodKey) -> Iterator[int]:
    taken_back = {row.subject for row in present.withdrawals}
    period = present.plan.period_at(key).code
    for row in present.submissions:
        own = (row.kind, row.department, row.fiscal_year, row.period)
        if own == ("progress", department, key.fiscal_year, period) and row.id not in taken_back:
            yield row.version
