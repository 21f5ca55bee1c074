"""What a person answers on top of a proposal, written shortly: which words mean what, which rows are whose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from miharu_dx.domain.mapping import ColumnMapping, Fixed, MappingSpec, TableMapping, Target
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report, Snapshot
from miharu_dx.intake.free.proposal import propose
from miharu_dx.intake.free.reading import MappedReading, read_mapped
from miharu_dx.intake.free.tables import FreeBook
from tests.intake.free.town import H1, TODAY, snapshot

Answer = Callable[[TableMapping], TableMapping]


def word(field: str, **words: str) -> Answer:
    """Answer what words of the columns of a field mean; a name of two letters may stand for a sign."""
    return words_of(field, words)


def words_of(field: str, words: Mapping[str, str]) -> Answer:
    """Answer what words of the columns of a field mean."""

    def answer(table: TableMapping) -> TableMapping:
        for said in table.columns_for(field):
            targets = tuple(
                replace(one, words={**one.words, **words}) if one.field == field else one
                for one in said.targets
            )
            table = table.with_column(replace(said, targets=targets))
        return table

    return answer


def actual(**changes: object) -> Answer:
    """Answer how the values of every column of actual values are written."""

    def answer(table: TableMapping) -> TableMapping:
        for said in table.columns_for("actual"):
            targets = tuple(
                replace(one, **changes) if one.field == "actual" else one  # type: ignore[arg-type]
                for one in said.targets
            )
            table = table.with_column(replace(said, targets=targets))
        return table

    return answer


def column(path: str, *fields: str, ignored: str = "") -> Answer:
    """Answer what the columns of a path are."""
    return lambda table: table.with_column(
        ColumnMapping(path, path, tuple(Target(field) for field in fields), ignored)
    )


def carried(*fields: str) -> Answer:
    """Answer that fields without a column stay as they were reported before."""

    def answer(table: TableMapping) -> TableMapping:
        for name in fields:
            table = table.with_fixed(name, Fixed(carried=True))
        return table

    return answer


def rows(**answers: str) -> Answer:
    """Answer which action rows are of, by their names; keys as ``row_answer`` makes them."""
    return lambda table: replace(table, rows={**table.rows, **answers})


def rows_of(answers: Mapping[str, str]) -> Answer:
    """Answer which action rows are of."""
    return lambda table: replace(table, rows={**table.rows, **answers})


def answered(spec: MappingSpec, *answers: Answer) -> MappingSpec:
    """Return a mapping in which every table is answered alike."""
    tables = []
    for table in spec.tables:
        for answer in answers:
            table = answer(table)
        tables.append(table)
    return MappingSpec(tuple(tables))


def proposed(
    book: FreeBook, department: str = "soumu", key: PeriodKey = H1, state: Snapshot | None = None
) -> MappingSpec:
    """Return what is proposed for a workbook."""
    return propose(book, state or snapshot(), department, key).spec


def read(
    book: FreeBook,
    spec: MappingSpec,
    *reports: Report,
    department: str = "soumu",
    key: PeriodKey = H1,
) -> MappedReading:
    """Return what a workbook says through a mapping, with these reports stored before."""
    return read_mapped(book, spec, snapshot=snapshot(*reports), today=TODAY, department=department, key=key)
