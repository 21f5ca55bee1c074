"""The sample life of the plan as it is written down: actions, what departments reported, and when."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Action, Schedule
from miharu_dx.services.demo_lines import (
    StoryIndicator,
    StoryReport,
    indicator_line,
    lines,
    report_line,
    schedule_line,
    schedule_words,
    target_line,
)
from miharu_dx.services.demo_reviews import Saying, act_named

MAIN_FILE = "scenario.toml"
_OPENS = time(8, 40)
_OFFICE_MINUTES = 500  # 8時40分から17時まで
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True)
class StoryAction:
    """An action with what was planned, measured and reported; ``registered`` names its plan turn.

    ``reports`` by period; a period the department did not hand in is absent.
    """

    action: Action
    schedule: tuple[Schedule, ...]
    indicators: tuple[StoryIndicator, ...]
    reports: Mapping[PeriodKey, StoryReport]
    registered: str


@dataclass(frozen=True)
class PlanTurn:
    """A plan workbook: the first registers, later ones register what is new and change what is listed."""

    key: str
    file_name: str
    received: datetime
    schedules: tuple[Schedule, ...]
    targets: tuple[tuple[str, str, int, float], ...]


@dataclass(frozen=True)
class Correction:
    """A workbook handed in again ``moved`` days after the first one of the period."""

    department: str
    key: PeriodKey
    moved: int
    reports: tuple[StoryReport, ...]


@dataclass(frozen=True)
class Scenario:
    """The whole story; ``lateness`` in days after the deadline, none for a period never handed in."""

    plan_code: str
    author: str
    periods: tuple[PeriodKey, ...]
    form_days: int
    lateness: Mapping[str, Mapping[PeriodKey, int | None]]
    habits: Mapping[str, tuple[str, ...]]
    corrections: tuple[Correction, ...]
    turns: tuple[PlanTurn, ...]
    actions: tuple[StoryAction, ...]
    sayings: tuple[Saying, ...] = ()
    late_reasons: Mapping[tuple[str, PeriodKey], str] = field(
        default_factory=dict[tuple[str, PeriodKey], str]
    )

    @cached_property
    def by_code(self) -> dict[str, StoryAction]:
        """Actions by code."""
        return {story.action.code: story for story in self.actions}

    def actions_of(self, department: str, fiscal_year: int) -> tuple[StoryAction, ...]:
        """Return the actions a department reports in a fiscal year."""
        return tuple(
            story
            for story in self.actions
            if story.action.department == department and story.action.runs_in(fiscal_year)
        )

    def actual(
        self, story: StoryAction, indicator: StoryIndicator, year: int, key: PeriodKey
    ) -> float | None:
        """Return the value known at a period: a year's own only in the last period told of that year."""
        last = max(told for told in self.periods if told.fiscal_year == key.fiscal_year)
        known = year < key.fiscal_year or key == last
        return indicator.actuals.get(year) if known and story.action.runs_in(year) else None

    def received(self, plan: Plan, department: str, key: PeriodKey) -> datetime | None:
        """Return when a department handed a period in, on a working day in office hours."""
        late = self.lateness[department][key]
        if late is None:
            return None
        # 見本の物語は、期限のある計画のために書かれている。期限のない計画では、期の末日から数える。
        due = plan.deadline(key) or plan.end_date(key)
        day = working_day(due + timedelta(days=late), later=late > 0)
        return office_time(day, f"{department} {key.fiscal_year} {key.order}")

    def corrected(self, plan: Plan, correction: Correction) -> datetime:
        """Return when a corrected workbook came."""
        first = self.received(plan, correction.department, correction.key)
        if first is None:
            raise ValueError(f"{correction.department}: nothing to correct")
        day = working_day(first.date() + timedelta(days=correction.moved), later=True)
        return office_time(day, f"{correction.department} {correction.key} again")

    def forms_made(self, plan: Plan, key: PeriodKey) -> datetime:
        """Return when the forms of a period were handed out."""
        day = working_day(plan.end_date(key) + timedelta(days=self.form_days), later=True)
        return datetime.combine(day, time(9, 0))


def working_day(day: date, *, later: bool) -> date:
    """Return the day itself or, on a weekend, the Monday after or the Friday before it."""
    if day.weekday() == _SATURDAY:
        return day + timedelta(days=2 if later else -1)
    if day.weekday() == _SUNDAY:
        return day + timedelta(days=1 if later else -2)
    return day


def office_time(day: date, seed: str) -> datetime:
    """Return a moment of the day in office hours that is always the same for a seed."""
    minutes = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) % _OFFICE_MINUTES
    return datetime.combine(day, _OPENS) + timedelta(minutes=minutes)


def load_scenario(folder: Path, plan: Plan) -> Scenario | None:
    """Return the story in a folder, or none where it was written for another plan."""
    main = _read(folder / MAIN_FILE)
    if main["plan_code"] != plan.code:
        return None
    periods = tuple(_period(plan, text) for text in main["periods"])
    return Scenario(
        plan_code=main["plan_code"],
        author=main["author"],
        periods=periods,
        form_days=main["form_days"],
        lateness={
            unit: {key: None if late == "-" else late for key, late in zip(periods, row, strict=True)}
            for unit, row in main["submissions"].items()
        },
        habits={unit: tuple(words) for unit, words in main["habits"].items()},
        corrections=tuple(
            Correction(
                row["department"],
                _period(plan, row["period"]),
                row["moved"],
                tuple(_told(plan, line, named=True) for line in lines(row["reports"])),
            )
            for row in main.get("corrections", [])
        ),
        turns=tuple(
            PlanTurn(
                row["key"],
                row["file"],
                row["received"],
                tuple(schedule_line(line) for line in lines(row.get("schedules", ""))),
                tuple(target_line(line) for line in lines(row.get("targets", ""))),
            )
            for row in main["plans"]
        ),
        actions=tuple(_actions(folder, plan, main["plans"][0]["key"])),
        sayings=tuple(_saying(main["plan_code"], row) for row in main.get("sayings", [])),
        late_reasons={
            (row["department"], _period(plan, row["period"])): row["reason"] for row in main.get("late", [])
        },
    )


def _saying(plan_code: str, row: Mapping[str, Any]) -> Saying:
    return Saying(
        plan_code,
        row["at"],
        act_named(row["act"]),
        tuple(row.get("periods", ())),
        tuple(row.get("departments", ())),
        row.get("text", ""),
        row["actor"],
    )


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _actions(folder: Path, plan: Plan, first_turn: str) -> Iterator[StoryAction]:
    for path in sorted(folder.glob("*.toml")):
        if path.name == MAIN_FILE:
            continue
        for row in _read(path)["actions"]:
            first, last = row["years"]
            action = Action(
                code=row["code"],
                name=row["name"],
                initiative=row["initiative"],
                department=row["department"],
                short_name=row.get("short_name", ""),
                first_fiscal_year=first,
                last_fiscal_year=last,
                description=row["description"],
            )
            years = range(first, last + 1)
            told = [_told(plan, line, code=action.code) for line in lines(row["reports"])]
            yield StoryAction(
                action,
                schedule_words(action.code, years, row["plan"]),
                tuple(indicator_line(line, years) for line in lines(row.get("indicators", ""))),
                {report.key: report for report in told},
                row.get("registered", first_turn),
            )


def _told(plan: Plan, line: str, *, code: str = "", named: bool = False) -> StoryReport:
    if named:
        code, _, line = line.partition(" ")
    head, _, rest = line.partition(" ")
    return report_line(code, _period(plan, head), rest)


def _period(plan: Plan, text: str) -> PeriodKey:
    return plan.key(int(text[:4]), text[4:])
