"""The 計画ワークブック: departments, actions, schedules and indicators for the 事務局 to keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.records import DIRECTIONS, INDICATOR_KINDS, Action, Snapshot
from miharu_dx.domain.sheetspec import Entry, SheetSpec, Vocabulary
from miharu_dx.domain.sheetspec_form import FORM_KIND_PLAN
from miharu_dx.domain.sheetspec_plan import (
    PLAN_ACTIONS,
    PLAN_DEPARTMENTS,
    PLAN_INDICATORS,
    PLAN_SCHEDULE,
    PLAN_SHEETS,
)
from miharu_dx.present.workbook.code_table import (
    CONFIRMED_WORDS,
    cell_rows,
    department_words,
    list_ranges,
    list_rows,
    surroundings,
)
from miharu_dx.present.workbook.filling import in_plan_order
from miharu_dx.present.workbook.form_info import SAMPLE_WORD, plan_info
from miharu_dx.present.workbook.progress_form import SAMPLE_MARK, Surroundings, foot, write_back_matter
from miharu_dx.present.workbook.sheet import Row, Running, Table, write_table
from miharu_dx.present.workbook.style import Book
from miharu_dx.present.workbook.validation import Rules

SPARE_ROWS = 1_000  # 行を足しても、まだ足せる数
LEAST_ROWS = 2_000  # 空の計画に書き込むとき、300件の5年分（1,500行）が入る
_FILLED = frozenset((Entry.KEY, Entry.INPUT))
_LISTS = (
    Vocabulary.INITIATIVE,
    Vocabulary.DEPARTMENT,
    Vocabulary.STAGE,
    Vocabulary.DIRECTION,
    Vocabulary.INDICATOR_KIND,
    Vocabulary.CONFIRMED,
)
_OPEN_LISTS = frozenset((Vocabulary.DEPARTMENT,))  # 同じブックで書き足した担当課も選べるように
_NAMED_COLUMNS = 2


def plan_surroundings(snapshot: Snapshot, made_at: datetime) -> Surroundings:
    """Return what stands around the tables of a 計画ワークブック."""
    plan = snapshot.plan
    title = FORM_KIND_PLAN + (SAMPLE_MARK if snapshot.store_kind == "demo" else "")
    years = f"{fiscal_year_label(plan.first_fiscal_year)}〜{fiscal_year_label(plan.last_fiscal_year)}"
    codes = (
        *(row for name in _LISTS for row in list_rows(name, plan, snapshot.departments)),
        *surroundings(plan),
        *cell_rows(protected=False),
    )
    return Surroundings(
        title,
        plan.name,
        made_at,
        Running(left=f"{title} {plan.short_title}", right=years, foot=foot(plan, snapshot.version, made_at)),
        codes,
        Rules(plan, plan.end_date(plan.period_keys[0]), list_ranges(codes, _LISTS), _OPEN_LISTS),
    )


def plan_table(spec: SheetSpec, rows: Sequence[Row], snapshot: Snapshot, around: Surroundings) -> Table:
    """Return one of the four sheets of the plan with these rows, ready for further ones."""
    return Table(
        spec,
        rows,
        around.running,
        _FILLED,
        around.rules,
        frozen_columns=_NAMED_COLUMNS,
        protected=False,
        spare_rows=max(SPARE_ROWS, LEAST_ROWS - len(rows)),
        example=_examples(snapshot.plan, snapshot)[spec.key],
    )


def plan_rows(snapshot: Snapshot) -> dict[str, list[Row]]:
    """Return the rows of the plan as stored, by the key of their sheet."""
    actions = tuple(in_plan_order(snapshot.plan, snapshot.actions))
    return {
        PLAN_DEPARTMENTS.key: _departments(snapshot),
        PLAN_ACTIONS.key: _actions(snapshot, actions),
        PLAN_SCHEDULE.key: _schedule(snapshot, actions),
        PLAN_INDICATORS.key: _indicators(snapshot, actions),
    }


def plan_form(snapshot: Snapshot, made_at: datetime) -> bytes:
    """Return the 計画ワークブック as an .xlsx file, prefilled and ready for further rows."""
    around = plan_surroundings(snapshot, made_at)
    book = Book(around.title, around.subject, made_at)
    rows = plan_rows(snapshot)
    for spec in PLAN_SHEETS:
        write_table(book, plan_table(spec, rows[spec.key], snapshot, around))
    write_back_matter(book, around.codes, plan_info(snapshot, made_at), around.running)
    return book.close()


def _departments(snapshot: Snapshot) -> list[Row]:
    confirmed, unconfirmed = CONFIRMED_WORDS
    return [
        {
            "code": unit.code,
            "name": unit.name,
            "group": unit.group,
            "valid_from": unit.valid_from or snapshot.plan.first_fiscal_year,
            "valid_to": unit.valid_to,
            "successor": unit.successor,
            "confirmed": confirmed if unit.confirmed else unconfirmed,
        }
        for unit in snapshot.departments
    ]


def _actions(snapshot: Snapshot, actions: tuple[Action, ...]) -> list[Row]:
    plan = snapshot.plan
    words = department_words(snapshot.departments)
    return [
        {
            "code": action.code,
            "name": action.name,
            "short_name": action.short_name,
            "initiative": plan.initiative(action.initiative).label,
            "department": words.get(action.department, action.department),
            "first_fiscal_year": action.first_fiscal_year or plan.first_fiscal_year,
            "last_fiscal_year": None if action.last_fiscal_year == _NO_END else action.last_fiscal_year,
            "description": action.description,
        }
        for action in actions
    ]


_NO_END = Action.__dataclass_fields__["last_fiscal_year"].default


def _years(plan: Plan, action: Action) -> list[int]:
    return [year for year in plan.fiscal_years if action.runs_in(year)]


def _schedule(snapshot: Snapshot, actions: tuple[Action, ...]) -> list[Row]:
    rows: list[Row] = []
    for action in actions:
        for year in _years(snapshot.plan, action):
            schedule = snapshot.schedules_by_key.get((action.code, year))
            rows.append(
                {
                    "action": action.code,
                    "name": action.name,
                    "fiscal_year": year,
                    "planned_stage": schedule.planned_stage if schedule else None,
                    "planned_progress": schedule.planned_progress if schedule else None,
                }
            )
    return rows


def _indicators(snapshot: Snapshot, actions: tuple[Action, ...]) -> list[Row]:
    return [
        {
            "action": action.code,
            "name": action.name,
            "indicator": indicator.name,
            "fiscal_year": year,
            "unit": indicator.unit,
            "direction": indicator.direction,
            "kind": indicator.kind,
            "baseline": indicator.baseline,
            "target": snapshot.targets_by_key.get((action.code, indicator.name, year)),
        }
        for action in actions
        for indicator in snapshot.indicators_by_action.get(action.code, ())
        for year in _years(snapshot.plan, action)
    ]


def _examples(plan: Plan, snapshot: Snapshot) -> dict[str, dict[str, str]]:
    """Return one whole row per sheet in words, so that nobody has to clear a sample row away."""
    year = str(plan.first_fiscal_year)
    initiative = plan.initiatives[0]
    unit = (*snapshot.departments, *plan.departments)[0]
    code = f"A{initiative.code}-01"
    name = f"（{SAMPLE_WORD}）{initiative.name}の準備"
    return {
        PLAN_DEPARTMENTS.key: {
            "code": unit.code,
            "name": unit.name,
            "group": unit.group,
            "valid_from": year,
            "confirmed": next(iter(CONFIRMED_WORDS)),
        },
        PLAN_ACTIONS.key: {
            "code": code,
            "name": name,
            "initiative": initiative.label,
            "department": unit.label,
            "first_fiscal_year": year,
        },
        PLAN_SCHEDULE.key: {
            "action": code,
            "fiscal_year": year,
            "planned_stage": plan.stages[0].name,
            "planned_progress": "20",
        },
        PLAN_INDICATORS.key: {
            "action": code,
            "indicator": "利用件数",
            "fiscal_year": year,
            "unit": "件",
            "direction": DIRECTIONS[0],
            "kind": INDICATOR_KINDS[0],
            "baseline": "100",
            "target": "150",
        },
    }
