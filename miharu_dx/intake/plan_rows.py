"""Rows of the plan workbook as records: codes in their stored spelling, words turned into codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from miharu_dx.domain.plan import Department, Plan
from miharu_dx.domain.records import (
    DIRECTIONS,
    INDICATOR_KINDS,
    Action,
    Direction,
    Indicator,
    IndicatorKind,
    Schedule,
    Target,
)
from miharu_dx.domain.rules_plan_years import PlannedIndicator
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.table import TableRow

CONFIRMED = "確認済"
UNCONFIRMED = "未確認"
Spell = Callable[[str], str]
_DIRECTIONS: dict[str, Direction] = {word: word for word in DIRECTIONS}
_KINDS: dict[str, IndicatorKind] = {word: word for word in INDICATOR_KINDS}


@dataclass(frozen=True)
class Choices:
    """The words people choose for initiatives and departments, each with its code.

    ``listed`` are the words of departments that stand in the drop-down; more are understood.
    """

    initiatives: Mapping[str, str]
    departments: Mapping[str, str]
    listed: tuple[str, ...] = ()


def choices_of(plan: Plan, printed: Iterable[Department], present: Iterable[Department]) -> Choices:
    """Return the words of the drop-downs; a department is also known by its code or, alone, its 課.

    ``printed`` are the departments the workbook was made with: a new unit of the same name does
    not make the word that stands on many rows ambiguous. ``present`` are those as they would stand.
    """
    units, before = tuple(present), tuple(printed)
    found: dict[str, str] = {}
    for group in (before, units):
        labels = [unit.label for unit in group]
        found |= {u.label: u.code for u in group if labels.count(u.label) == 1 and u.label not in found}
    names = [unit.name for unit in units]
    for unit in units:
        if names.count(unit.name) == 1:
            found.setdefault(unit.name, unit.code)
        found.setdefault(f"{unit.label} {unit.code}", unit.code)
        found.setdefault(unit.code, unit.code)
    listed = tuple(dict.fromkeys(unit.label for unit in units))
    return Choices({initiative.label: initiative.code for initiative in plan.initiatives}, found, listed)


class Spelling:
    """Codes that mean the same get one spelling: the first one known, which is the stored one."""

    def __init__(self, stored: Iterable[str]) -> None:
        """Begin with the stored spellings."""
        self._known: dict[str, str] = {}
        for code in stored:
            self.learn(code)

    def learn(self, code: str) -> None:
        """Take a spelling in, where its code is not known yet."""
        if code:
            self._known.setdefault(word_key(code), code)

    def __call__(self, code: str) -> str:
        """Return the one spelling of a code, itself where it is not known."""
        return self._known.get(word_key(code), code)


def department_of(row: TableRow, spell: Spell) -> Department:
    """Return the department of a row; what is blank or at fault gets the value that judges nothing."""
    return Department(
        code=spell(row.text("code")),
        name=row.text("name"),
        group=row.text("group"),
        valid_from=_year(row, "valid_from") or Department.valid_from,
        valid_to=_year(row, "valid_to"),
        successor=spell(row.text("successor")),
        confirmed=row.text("confirmed") == CONFIRMED,
    )


def action_of(row: TableRow, spell: Spell, choices: Choices) -> Action:
    """Return the action of a row; a blank last year means that no end is set."""
    return Action(
        code=spell(row.text("code")),
        name=row.text("name"),
        initiative=choices.initiatives.get(row.text("initiative"), ""),
        department=choices.departments.get(row.text("department"), ""),
        short_name=row.text("short_name"),
        first_fiscal_year=_year(row, "first_fiscal_year") or Action.first_fiscal_year,
        last_fiscal_year=_year(row, "last_fiscal_year") or Action.last_fiscal_year,
        description=row.text("description"),
    )


def schedule_of(row: TableRow, spell: Spell) -> Schedule:
    """Return the schedule of a row that names action and fiscal year."""
    return Schedule(
        action=spell(row.text("action")),
        fiscal_year=_year(row, "fiscal_year") or 0,
        planned_stage=row.text("planned_stage") or None,
        planned_progress=_number(row, "planned_progress"),
    )


def planned_indicator_of(row: TableRow, spell: Spell, named: Callable[[str, str], str]) -> PlannedIndicator:
    """Return indicator and target of a row that names action, indicator and fiscal year.

    ``named`` gives the stored spelling of an action's indicator. A blank direction or kind has its
    own finding and takes the first word of its list.
    """
    action = spell(row.text("action"))
    name = named(action, row.text("indicator"))
    indicator = Indicator(
        action=action,
        name=name,
        unit=row.text("unit"),
        direction=_DIRECTIONS.get(row.text("direction"), DIRECTIONS[0]),
        kind=_KINDS.get(row.text("kind"), INDICATOR_KINDS[0]),
        baseline=_number(row, "baseline"),
    )
    year = _year(row, "fiscal_year") or 0
    return PlannedIndicator(indicator, Target(action, name, year, _number(row, "target")))


def _number(row: TableRow, field: str) -> float | None:
    value = row.cells[field].value
    return float(value) if isinstance(value, int | float) else None


def _year(row: TableRow, field: str) -> int | None:
    value = row.cells[field].value
    return int(value) if isinstance(value, int | float) else None
