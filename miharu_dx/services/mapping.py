"""取込の対応付け: look at somebody's own workbook, propose, try, save and take away how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from miharu_dx.domain.access import Permission
from miharu_dx.domain.mapping import MappingSpec
from miharu_dx.domain.mapping_json import to_json
from miharu_dx.domain.plan import Department, PeriodKey
from miharu_dx.domain.preview import Expected
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.version_kinds import MAPPING
from miharu_dx.intake.delimited import written_as
from miharu_dx.intake.free.headings import Calendar
from miharu_dx.intake.free.proposal import Proposal, propose
from miharu_dx.intake.free.reading import MappedReading, read_mapped
from miharu_dx.intake.free.recognition import is_own_form
from miharu_dx.intake.free.table_search import tables_of
from miharu_dx.intake.free.tables import FreeBook
from miharu_dx.services import mapped
from miharu_dx.services.books import cells_of
from miharu_dx.services.context import Context
from miharu_dx.services.mapped import SavedMapping, saved_mappings

__all__ = ["Examined", "MappedReading", "SavedMapping", "examine", "remove", "save", "trial", "used"]

LONGEST_NAME = 60  # 一覧の1行に収まる長さ


@dataclass(frozen=True)
class Examined:
    """A workbook laid out for a mapping: its tables, what they may mean, and the mapping that knows it.

    ``written`` says how a text file's letters were read, blank for a workbook.
    """

    file_name: str
    department: str
    key: PeriodKey
    book: FreeBook
    proposal: Proposal
    saved: SavedMapping | None
    written: str = ""

    @property
    def spec(self) -> MappingSpec:
        """The mapping to begin with."""
        return self.proposal.spec


def examine(
    ctx: Context,
    file_name: str,
    data: bytes,
    department: str,
    key: PeriodKey,
    head_rows: Mapping[str, int] | None = None,
) -> Examined:
    """Return the tables of a workbook with a proposal; nothing is stored.

    ``head_rows`` says how many lines the heading of a table has where a person corrected it.

    :raises Refusal: a file that cannot be read, a form of ours, no table with a heading, no permission.
    """
    present = ctx.store.snapshot()
    ctx.require(Permission.MAP_COLUMNS, _unit(present, department))
    cells = cells_of(file_name, data)
    if is_own_form(cells):
        raise Refusal("mapping.own_form", file_name=file_name)
    found = None if head_rows else mapped.recognised(cells, present, department, key)
    book = found.book if found else tables_of(cells, Calendar.of(present.plan), head_rows)
    if not book.tables:
        raise Refusal("mapping.no_tables", file_name=file_name)
    saved = found.mapping if found else None
    earlier = saved.spec if saved else _earlier(present, department, key)
    proposal = propose(book, present, department, key, earlier)
    return Examined(file_name, department, key, book, proposal, saved, written_as(cells))


def _earlier(present: Snapshot, department: str, key: PeriodKey) -> MappingSpec | None:
    """Return everything the department has said of other tables, the latest first."""
    own = sorted(saved_mappings(present, department, key.fiscal_year), key=lambda one: -one.from_version)
    tables = tuple(table for one in own for table in one.spec.tables)
    return MappingSpec(tables) if tables else None


def trial(ctx: Context, examined: Examined, spec: MappingSpec) -> MappedReading:
    """Return what a workbook would say through a mapping that is not saved yet; nothing is stored."""
    present = ctx.store.snapshot()
    ctx.require(Permission.MAP_COLUMNS, _unit(present, examined.department))
    return read_mapped(
        examined.book,
        spec,
        snapshot=present,
        today=ctx.today(),
        department=examined.department,
        key=examined.key,
        file_name=examined.file_name,
    )


def used(ctx: Context, file_name: str, data: bytes, expected: Expected) -> tuple[str, MappedReading] | None:
    """Return the name of the saved mapping a workbook was read through and what it said; none without one."""
    present = ctx.store.snapshot()
    if expected.department is None or expected.key is None:
        return None
    ctx.require(Permission.SUBMIT, _unit(present, expected.department))
    cells = cells_of(file_name, data)
    found = (
        None if is_own_form(cells) else mapped.recognised(cells, present, expected.department, expected.key)
    )
    reading = mapped.read(ctx, cells, expected, present, file_name)
    return None if found is None or reading is None else (found.mapping.name, reading)


def names_of(ctx: Context, department: str) -> frozenset[str]:
    """Return the names of a department's saved mappings."""
    return frozenset(row.name for row in ctx.store.snapshot().mappings if row.department == department)


def free_name(ctx: Context, department: str) -> str:
    """Return a name for a new mapping that no saved one of the department has: that one would be replaced."""
    taken = names_of(ctx, department)
    base = f"{ctx.store.snapshot().department_name(department)}の進捗表"
    return next(
        name for number in count(1) if (name := base if number == 1 else f"{base}{number}") not in taken
    )


def save(ctx: Context, department: str, name: str, spec: MappingSpec) -> int:
    """Keep a mapping under its department and name and return the store's version; the same again makes none.

    :raises Refusal: no name, a mapping that reads nothing, no permission for the department.
    """
    present = ctx.store.snapshot()
    ctx.require(Permission.MAP_COLUMNS, _unit(present, department))
    title = " ".join(name.split())[:LONGEST_NAME]
    if not title:
        raise Refusal("mapping.name_blank")
    if not spec.used:
        raise Refusal("mapping.nothing_read")
    text = to_json(_tidy(spec))
    if any(
        row.spec == text and (row.department, row.name) == (department, title) for row in present.mappings
    ):
        return present.version
    with ctx.store.transaction(actor=ctx.actor.name, kind=MAPPING, note=title, at=ctx.clock()) as tx:
        tx.put("mapping", [{"department": department, "name": title, "spec": text}], None)
        return tx.version


def _tidy(spec: MappingSpec) -> MappingSpec:
    """Return the mapping without the columns nobody said anything of: they are asked about again."""
    tables = (
        replace(table, columns=tuple(c for c in table.columns if c.targets or c.ignored))
        for table in spec.tables
    )
    return MappingSpec(tuple(tables))


def remove(ctx: Context, department: str, name: str) -> int:
    """Take a saved mapping away and return the store's version; what was read through it stays.

    :raises Refusal: a mapping that is not there, no permission for the department.
    """
    present = ctx.store.snapshot()
    ctx.require(Permission.MAP_COLUMNS, _unit(present, department))
    if not any((row.department, row.name) == (department, name) for row in present.mappings):
        raise Refusal("mapping.missing", name=name)
    with ctx.store.transaction(
        actor=ctx.actor.name, kind=MAPPING, note=f"{name}（削除）", at=ctx.clock()
    ) as tx:
        tx.withdraw("mapping", [(department, name)])
        return tx.version


def _unit(present: Snapshot, department: str) -> Department | None:
    return present.departments_by_code.get(department)
