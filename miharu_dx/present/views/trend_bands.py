"""Stretches of time with a stage: what the thin and the thick band of the road map are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from miharu_dx.domain.calendar import fiscal_year_bounds, fiscal_year_name
from miharu_dx.domain.plan import PeriodKey, Plan, Stage
from miharu_dx.domain.standing import Outside, outside_word
from miharu_dx.present.views.trend_stages import Kind, State


@dataclass(frozen=True)
class Band:
    """A stretch of one kind and stage from ``start`` to the day before ``end``; ``done`` ends in a tick.

    ``word`` is the stage as one reads it; where there is none, the reason.
    """

    start: date
    end: date
    kind: Kind
    stage: Stage | None
    done: bool
    when: str
    word: str

    @property
    def last_day(self) -> date:
        """The last day of the stretch."""
        return self.end - timedelta(days=1)


def planned_bands(plan: Plan, states: Sequence[tuple[PeriodKey, State]]) -> tuple[Band, ...]:
    """Return the stretches of a plan, a fiscal year each, joined where they go on alike."""
    bands: list[Band] = []
    for key, state in states:
        first, last = fiscal_year_bounds(key.fiscal_year, plan.fiscal_year_start_month)
        _add(bands, plan, state, first, last + timedelta(days=1), f"{fiscal_year_name(key.fiscal_year)}年度")
    return tuple(bands)


def actual_bands(plan: Plan, states: Sequence[tuple[PeriodKey, State]]) -> tuple[Band, ...]:
    """Return the stretches that were reported, a period each, joined where they go on alike."""
    bands: list[Band] = []
    for key, state in states:
        before = plan.before(key)
        first, _ = fiscal_year_bounds(key.fiscal_year, plan.fiscal_year_start_month)
        start = first if before is None or key.order == 0 else plan.end_date(before) + timedelta(days=1)
        when = f"{fiscal_year_name(key.fiscal_year)}年度{plan.period_at(key).name}"
        _add(bands, plan, state, start, plan.end_date(key) + timedelta(days=1), when)
    return tuple(bands)


def _add(bands: list[Band], plan: Plan, state: State, start: date, end: date, when: str) -> None:
    """Add a stretch, or lengthen the last one where it goes on alike."""
    if state.kind is Kind.NONE:
        return
    stage = state.stage
    if state.done:
        # The tick is the finish; up to it the work was in its last active stage.
        stage = next((s for s in reversed(plan.stages) if s.meaning == "active"), state.stage)
    last = bands[-1] if bands else None
    alike = last is not None and last.end == start and not last.done
    if last is not None and alike and (last.kind, last.stage) == (state.kind, stage):
        bands[-1] = replace(last, end=end, done=state.done, when=f"{last.when.split('〜')[0]}〜{when}")
    else:
        reason = Outside.UNREPORTED if state.kind is Kind.SILENT else Outside.EXCLUDED
        word = stage.name if stage else outside_word(plan, reason)
        bands.append(Band(start, end, state.kind, stage, state.done, when, word))
