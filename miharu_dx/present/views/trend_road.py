"""The road map: planned stages by fiscal year above reported stages by period, one row per unit.

A fiscal year carries the stage planned for its end, a period the stage reported for its end. What was
finished is a tick at that end and nothing afterwards; a silent period is empty and never continued.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypedDict

from miharu_dx.domain.calendar import era_of_year, era_year, fiscal_year_bounds, fiscal_year_name
from miharu_dx.domain.plan import Measure, PeriodKey, Plan, Stage
from miharu_dx.domain.records import Action, Snapshot
from miharu_dx.domain.standing import Outside, Standing, answering, badness, standing_of
from miharu_dx.present.palette import Sign, standing_sign
from miharu_dx.present.views.common import stage_words
from miharu_dx.present.views.standing_words import left_out_word, rating_word
from miharu_dx.present.views.trend_bands import Band, actual_bands, planned_bands
from miharu_dx.present.views.trend_progress import until_end
from miharu_dx.present.views.trend_stages import Kind, joint, planned_states, reported_states


class Unit(StrEnum):
    """What one row of the road map is; the values stand in the address."""

    INITIATIVE = "initiative"
    ACTION = "action"


_ACTION_NOTE = "帯は、計画が年度末の段階、実績が期末の段階"
UNIT_WORDS = {Unit.INITIATIVE: "取組事項", Unit.ACTION: "個別取組"}


@dataclass(frozen=True)
class RoadRow:
    """One initiative or action; ``sign`` is the worst standing at the chosen period, if it has begun.

    ``rating`` and ``left_out`` say the same standing on one axis each, blank where there is nothing.
    """

    code: str
    name: str
    measure: str
    department: str
    sign: Sign | None
    rating: str
    left_out: str
    planned: tuple[Band, ...]
    actual: tuple[Band, ...]
    registered: bool


@dataclass(frozen=True)
class RoadYear:
    """A fiscal year above the bands."""

    start: date
    end: date
    label: str
    fiscal_year: int
    current: bool


@dataclass(frozen=True)
class Road:
    """The road map of one page of rows; ``as_of`` is where the blue line stands."""

    title: str
    caption: str
    term: str
    head: str
    note: str
    rows: tuple[RoadRow, ...]
    years: tuple[RoadYear, ...]
    period_ends: tuple[date, ...]
    as_of: date
    as_of_text: str
    legend: tuple[Stage, ...]
    done_word: str
    silent: bool
    unit: Unit
    alt: str
    empty: str

    @property
    def start(self) -> date:
        """The first day of the plan."""
        return self.years[0].start

    @property
    def end(self) -> date:
        """The day after the plan's last."""
        return self.years[-1].end


def road_of(
    snapshot: Snapshot,
    key: PeriodKey,
    actions: Sequence[Action],
    unit: Unit,
    *,
    measure: str | None,
    narrowed: bool,
) -> Road:
    """Return the whole road map of some actions; ``narrowed`` drops initiatives that have none of them."""
    plan = snapshot.plan
    measures = [plan.measure(measure)] if measure else list(plan.measures)
    make = _initiative_rows if unit is Unit.INITIATIVE else _action_rows
    rows = tuple(row for one in measures for row in make(snapshot, key, actions, one, narrowed=narrowed))
    as_of = plan.end_date(key)
    joined = unit is Unit.INITIATIVE
    return Road(
        title="工程表",
        caption=f"{UNIT_WORDS[unit]}{len(rows)}件・{_span(plan)}",
        term=plan.measure_term,
        head=f"{UNIT_WORDS[unit]}（印は最も悪い評価）" if joined else f"{UNIT_WORDS[unit]}（印は評価）",
        note=_joint_note(plan) if joined else _ACTION_NOTE,
        rows=rows,
        years=_years(plan, key),
        period_ends=tuple(plan.end_date(k) + timedelta(days=1) for k in plan.period_keys),
        as_of=as_of,
        as_of_text=f"基準日 {as_of.month}月{as_of.day}日",
        legend=_legend(plan, rows),
        done_word=stage_words(plan, "done"),
        silent=any(band.kind is Kind.SILENT for row in rows for band in row.actual),
        unit=unit,
        alt=_alt(plan, key, rows, unit),
        empty="個別取組を登録すると、ここに工程が出る",
    )


def _span(plan: Plan) -> str:
    first, last = plan.first_fiscal_year, plan.last_fiscal_year
    alike = era_of_year(first) == era_of_year(last)
    return f"{fiscal_year_name(first)}〜{era_year(last) if alike else fiscal_year_name(last)}年度"


def _years(plan: Plan, key: PeriodKey) -> tuple[RoadYear, ...]:
    found: list[RoadYear] = []
    for year in plan.fiscal_years:
        first, last = fiscal_year_bounds(year, plan.fiscal_year_start_month)
        label = f"{fiscal_year_name(year)}年度"
        found.append(RoadYear(first, last + timedelta(days=1), label, year, year == key.fiscal_year))
    return tuple(found)


def _joint_note(plan: Plan) -> str:
    return (
        "帯は、個別取組の過半数が達した段階（計画は年度末、実績は期末）。"
        f"{stage_words(plan, 'done')}は、すべての個別取組が終えたとき"
    )


def _legend(plan: Plan, rows: Sequence[RoadRow]) -> tuple[Stage, ...]:
    """Return the moving stages; one that nobody starts with is left out where no band has it."""
    used = {band.stage for row in rows for band in (*row.planned, *row.actual)}
    return tuple(
        stage
        for stage in plan.stages
        if stage.meaning == "active" or (stage.meaning in ("waiting", "stopped") and stage in used)
    )


def _action_rows(
    snapshot: Snapshot, key: PeriodKey, actions: Sequence[Action], measure: Measure, *, narrowed: bool
) -> list[RoadRow]:
    del narrowed  # An action that is not among ``actions`` has no row anyway.
    return [
        RoadRow(
            code=action.code,
            name=action.name,
            measure=measure.code,
            department=snapshot.department_name(answering(snapshot, action, key.fiscal_year)),
            **_judged(snapshot, [action], key),
            planned=planned_bands(snapshot.plan, planned_states(snapshot, action)),
            actual=actual_bands(snapshot.plan, reported_states(snapshot, action, key)),
            registered=True,
        )
        for action in actions
        if snapshot.plan.measure_of(action.initiative).code == measure.code
    ]


def _initiative_rows(
    snapshot: Snapshot, key: PeriodKey, actions: Sequence[Action], measure: Measure, *, narrowed: bool
) -> list[RoadRow]:
    plan = snapshot.plan
    rows: list[RoadRow] = []
    for initiative in measure.initiatives:
        own = [action for action in actions if action.initiative == initiative.code]
        if not own and narrowed:
            continue
        planned = joint(plan, [planned_states(snapshot, action) for action in own])
        actual = joint(plan, [reported_states(snapshot, action, key) for action in own])
        units = dict.fromkeys(
            snapshot.department_name(answering(snapshot, action, key.fiscal_year)) for action in own
        )
        rows.append(
            RoadRow(
                code=initiative.code,
                name=initiative.name,
                measure=measure.code,
                department="・".join(units),
                **_judged(snapshot, own, key),
                planned=planned_bands(plan, planned),
                actual=actual_bands(plan, actual),
                registered=bool(own),
            )
        )
    return rows


_OUTSIDE_FIRST = (Outside.UNREPORTED, Outside.UNRATED, Outside.EXCLUDED, Outside.STOPPED)


class _Judged(TypedDict):
    sign: Sign | None
    rating: str
    left_out: str


def _judged(snapshot: Snapshot, actions: Sequence[Action], key: PeriodKey) -> _Judged:
    """Return the worst standing as a row says it; ended actions speak only where nothing runs any more."""
    plan = snapshot.plan
    begun = [action for action in actions if action.first_fiscal_year <= key.fiscal_year]
    running = [action for action in begun if action.runs_in(key.fiscal_year)]
    found = [standing_of(snapshot, action, until_end(action, key, plan)) for action in running or begun]
    worst = min(found, key=_worst_first, default=None)
    return {
        "sign": standing_sign(plan, worst) if worst else None,
        "rating": rating_word(plan, worst),
        "left_out": left_out_word(plan, worst),
    }


def _worst_first(item: Standing) -> tuple[int, int]:
    if item.outside is None:
        return badness(item)
    return (len(_OUTSIDE_FIRST) + 2, _OUTSIDE_FIRST.index(item.outside))


def _alt(plan: Plan, key: PeriodKey, rows: Sequence[RoadRow], unit: Unit) -> str:
    done = sum(1 for row in rows if any(band.done for band in row.actual))
    silent = sum(
        1
        for row in rows
        if row.actual and row.actual[-1].kind is Kind.SILENT and row.actual[-1].end > plan.end_date(key)
    )
    said = f"、{plan.period_label(key)}が未報告なのは{silent}件" if silent else ""
    return (
        f"工程表。{UNIT_WORDS[unit]}{len(rows)}件の計画の段階と報告された段階を{_span(plan)}の時間の順に示す。"
        f"{stage_words(plan, 'done')}は{done}件{said}。"
    )
