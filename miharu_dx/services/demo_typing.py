"""How departments type: the same value in the many ways people write it, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from miharu_dx.domain.calendar import date_label, era_year
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import UPDATED
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, SheetSpec
from miharu_dx.domain.sheetspec_plan import PLAN_ACTIONS, PLAN_INDICATORS, PLAN_SCHEDULE
from miharu_dx.present.workbook.fill import CellEntry, RowKey, Typed
from miharu_dx.services.demo_lines import StoryReport
from miharu_dx.services.demo_scenario import PlanTurn, Scenario, StoryAction

WIDE = "全角"
PERCENT_TEXT = "％付き"
PERCENT_CELL = "％書式"
ERA_DOTS = "和暦点"
ERA_WORDS = "和暦"
SLASHES = "斜線"
NO_DATE = "空欄"
TRAILING_SPACE = "前後空白"
WITH_UNIT = "単位付き"
HABITS = (
    WIDE, PERCENT_TEXT, PERCENT_CELL, ERA_DOTS, ERA_WORDS, SLASHES, NO_DATE, TRAILING_SPACE, WITH_UNIT,
)  # fmt: skip

_WIDE_DIGITS = str.maketrans("0123456789.", "０１２３４５６７８９．")
SheetRows = dict[RowKey, dict[str, CellEntry]]


def progress_rows(
    reports: Iterable[StoryReport], plan: Plan, author: str, habits: tuple[str, ...]
) -> SheetRows:
    """Return what a department writes on 進捗, by action code; a silent row is left as it is."""
    rows: SheetRows = {}
    for report in reports:
        if report.declaration is None:
            continue
        values: dict[str, CellEntry] = {
            "declaration": report.declaration,
            "achievement": report.achievement,
            "author": author,
        }
        if report.declaration == UPDATED:
            values |= {
                "stage": _word(report.stage, habits),
                "rating": _word(report.rating, habits),
                "progress": report.typed or _percent(report.progress or 0, habits),
                "issue": report.issue,
                "next_step": report.next_step,
                "request": report.request,
                "as_of_date": _day(plan.end_date(report.key), habits),
            }
        rows[(report.action,)] = _labelled(PROGRESS, values)
    return rows


def indicator_rows(
    scenario: Scenario,
    stories: Iterable[StoryAction],
    key: PeriodKey,
    stored: Mapping[tuple[str, str, int], float | None],
    habits: tuple[str, ...],
) -> SheetRows:
    """Return what a department writes on 指標: every value known by then that does not stand there yet."""
    rows: SheetRows = {}
    for story in stories:
        code = story.action.code
        for indicator in story.indicators:
            for year in range(story.action.first_fiscal_year, key.fiscal_year + 1):
                value = scenario.actual(story, indicator, year, key)
                if value is None or value == stored.get((code, indicator.name, year)):
                    continue
                typed = _measured(value, indicator.unit, habits)
                rows[(code, indicator.name, str(year))] = _labelled(INDICATORS, {"actual": typed})
    return rows


def plan_rows(
    scenario: Scenario, turn: PlanTurn, plan: Plan, departments: Mapping[str, str]
) -> dict[str, SheetRows]:
    """Return what the 事務局 writes on each sheet of a plan workbook.

    ``departments`` holds the word to choose for each department code.
    """
    new = [story for story in scenario.actions if story.registered == turn.key]
    actions: SheetRows = {}
    schedule: SheetRows = {}
    targets: SheetRows = {}
    for story in new:
        action = story.action
        actions[(action.code,)] = _labelled(
            PLAN_ACTIONS,
            {
                "name": action.name,
                "short_name": action.short_name or None,
                "initiative": plan.initiative(action.initiative).label,
                "department": departments[action.department],
                "first_fiscal_year": action.first_fiscal_year,
                "last_fiscal_year": action.last_fiscal_year,
                "description": action.description,
            },
        )
        for indicator in story.indicators:
            for year, target in indicator.targets.items():
                targets[(action.code, indicator.name, str(year))] = _labelled(
                    PLAN_INDICATORS,
                    {
                        "unit": indicator.unit,
                        "direction": indicator.direction,
                        "kind": indicator.kind,
                        "baseline": None if indicator.baseline is None else _plain(indicator.baseline),
                        "target": _plain(target),
                    },
                )
    for row in (*(row for story in new for row in story.schedule), *turn.schedules):
        schedule[(row.action, str(row.fiscal_year))] = _labelled(
            PLAN_SCHEDULE,
            {
                "planned_stage": row.planned_stage,
                "planned_progress": None if row.planned_progress is None else _plain(row.planned_progress),
            },
        )
    for code, name, year, target in turn.targets:
        targets[(code, name, str(year))] = _labelled(PLAN_INDICATORS, {"target": _plain(target)})
    sheets = ((PLAN_ACTIONS, actions), (PLAN_SCHEDULE, schedule), (PLAN_INDICATORS, targets))
    return {spec.name: rows for spec, rows in sheets if rows}


def _labelled(spec: SheetSpec, values: Mapping[str, CellEntry]) -> dict[str, CellEntry]:
    return dict(_filled(spec, values))


def _filled(spec: SheetSpec, values: Mapping[str, CellEntry]) -> Iterator[tuple[str, CellEntry]]:
    for field, value in values.items():
        if value not in (None, ""):
            yield spec.column(field).label, value


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _word(word: str, habits: tuple[str, ...]) -> str:
    return word + "　" if TRAILING_SPACE in habits else word


def _percent(value: float, habits: tuple[str, ...]) -> CellEntry:
    number = _plain(value)
    if PERCENT_CELL in habits:
        return Typed(value / 100, "0%")
    if PERCENT_TEXT in habits:
        return f"{number}%"
    return str(number).translate(_WIDE_DIGITS) if WIDE in habits else number


def _measured(value: float, unit: str, habits: tuple[str, ...]) -> CellEntry:
    number = _plain(value)
    if WITH_UNIT in habits:
        return f"{number}{unit}"
    return str(number).translate(_WIDE_DIGITS) if WIDE in habits else number


def _day(day: date, habits: tuple[str, ...]) -> CellEntry:
    if NO_DATE in habits:
        return None
    if ERA_DOTS in habits:
        return f"R{era_year(day.year)}.{day.month}.{day.day}"
    if ERA_WORDS in habits:
        written = date_label(day)
        return written.translate(_WIDE_DIGITS) if WIDE in habits else written
    return f"{day.year}/{day.month}/{day.day}" if SLASHES in habits else day
