"""Which columns of a table speak of the department, year and period somebody reports, and which do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from miharu_dx.domain.mapping import ColumnMapping, TableMapping, Target
from miharu_dx.domain.mapping_fields import REPORTED
from miharu_dx.domain.mapping_left import LeftReason
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.free.tables import BANNER, FreeColumn, FreeTable, named


@dataclass(frozen=True, eq=False)
class Use:
    """A column that is read for a field; ``fiscal_year`` is the year its values are of, where it says one."""

    column: FreeColumn
    mapping: ColumnMapping
    target: Target
    fiscal_year: int | None

    @property
    def field(self) -> str:
        """The field it fills."""
        return self.target.field

    @property
    def heading(self) -> str:
        """Its heading for a reader."""
        return named(self.column)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Our words by theirs, folded."""
        return {word_key(theirs): ours for theirs, ours in self.target.words.items()}


@dataclass(frozen=True, eq=False)
class TableUse:
    """A table with what each of its columns is read for, and why the others are not.

    ``gone`` are fields whose column is there, but not for the year and period that are reported.
    """

    table: FreeTable
    mapping: TableMapping
    uses: tuple[Use, ...]
    left: Mapping[int, tuple[LeftReason, str]]
    gone: frozenset[str] = field(default=frozenset())

    def of(self, name: str) -> tuple[Use, ...]:
        """Return the columns that are read for a field."""
        return self._by_field.get(name, ())

    @cached_property
    def _by_field(self) -> Mapping[str, tuple[Use, ...]]:
        found: dict[str, tuple[Use, ...]] = {}
        for use in self.uses:
            found[use.field] = (*found.get(use.field, ()), use)
        return found

    @cached_property
    def reports(self) -> bool:
        """Whether the table holds anything of the progress of actions."""
        return any(use.field in REPORTED for use in self.uses)


def use_of(table: FreeTable, mapping: TableMapping, key: PeriodKey, plan: Plan) -> TableUse:
    """Return what a table's columns are read for when this period is reported."""
    period = plan.period_at(key)
    last = len(plan.periods) - 1
    uses: list[Use] = []
    left: dict[int, tuple[LeftReason, str]] = {}
    now: set[str] = set()
    gone: set[str] = set()
    for column in table.columns:
        said = mapping.column(column.path)
        if said is None or not said.targets:
            if column.number != BANNER:
                left[column.number] = _aside(said)
            continue
        year = column.heading.fiscal_year or said.fiscal_year
        of_period = column.heading.period
        for target in said.targets:
            reason: LeftReason | None = None
            if target.field == "actual":
                final = year is not None and year < key.fiscal_year
                wanted = plan.periods[last].code if final else period.code
                if of_period not in (None, wanted):
                    reason = LeftReason.OTHER_PERIOD
                elif year is not None and year not in plan.fiscal_years:
                    reason = LeftReason.OUTSIDE_PLAN
            elif target.field in REPORTED:
                if year not in (None, key.fiscal_year):
                    reason = LeftReason.OTHER_YEAR
                elif of_period not in (None, period.code):
                    reason = LeftReason.OTHER_PERIOD
                (now if reason is None else gone).add(target.field)
            if reason is None:
                uses.append(Use(column, said, target, year))
            else:
                left.setdefault(column.number, (reason, ""))
    read = {use.column.number for use in uses}
    rest = {number: why for number, why in left.items() if number not in read}
    return TableUse(table, mapping, tuple(uses), rest, frozenset(gone - now))


def _aside(said: ColumnMapping | None) -> tuple[LeftReason, str]:
    if said is None or not said.ignored:
        return LeftReason.UNDECIDED_COLUMN, ""
    return LeftReason.IGNORED_COLUMN, said.ignored


@dataclass(frozen=True)
class Whose:
    """Whose rows and of which period are read; words of departments and periods are told here."""

    snapshot: Snapshot
    department: str
    key: PeriodKey

    @cached_property
    def _departments(self) -> Mapping[str, str]:
        """Department codes by every way a unit is written; one that two units share names none."""
        found: dict[str, set[str]] = {}
        for unit in self.snapshot.departments:
            if unit.exists_in(self.key.fiscal_year):
                for word in (unit.code, unit.name, unit.label, f"{unit.name}{unit.group}", unit.group):
                    if word:
                        found.setdefault(_plain(word), set()).add(unit.code)
        own = self.snapshot.departments_by_code.get(self.department)
        told = {word: min(codes) for word, codes in found.items() if len(codes) == 1}
        return told | ({_plain(own.label): own.code} if own else {})

    def department_of(self, word: str, use: Use) -> str | None:
        """Return the code of a department as written, blank for one that is none of ours, none to ask."""
        answer = use.words.get(word_key(word))
        return self._departments.get(_plain(word)) if answer is None else answer

    def period_of(self, word: str, use: Use) -> str | None:
        """Return the code of a period as written, blank for what is none, none to ask."""
        answer = use.words.get(word_key(word))
        if answer is not None:
            return answer
        folded = word_key(word)
        for period in self.snapshot.plan.periods:
            if folded in (word_key(period.name), word_key(period.code)):
                return period.code
        return None


def _plain(word: str) -> str:
    """Return a department's name without the brackets people put around it."""
    return word_key(word).strip("【】[]「」()<>＜＞・:：")
