"""Stages over time: what an action was planned to be and was reported to be, and what several make together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from miharu_dx.domain.plan import PeriodKey, Plan, Stage
from miharu_dx.domain.records import Action, Snapshot


class Kind(StrEnum):
    """What a stretch of time shows."""

    STAGE = "段階"
    SILENT = "未報告"
    EXCLUDED = "対象外"
    STOPPED = "中止"
    NONE = ""


@dataclass(frozen=True)
class State:
    """One action, or several together, in one period or fiscal year.

    ``done`` is the stretch at whose end the work was finished; ``finished`` is any time after that.
    """

    kind: Kind
    stage: Stage | None = None
    done: bool = False
    finished: bool = False


_NOTHING = State(Kind.NONE)
_FINISHED = State(Kind.NONE, finished=True)

States = tuple[tuple[PeriodKey, State], ...]


def planned_states(snapshot: Snapshot, action: Action) -> States:
    """Return the planned state of every fiscal year, keyed by its last period."""
    plan = snapshot.plan
    last = len(plan.periods) - 1
    found: list[tuple[PeriodKey, State]] = []
    after: State | None = None
    for year in plan.fiscal_years:
        row = snapshot.schedules_by_key.get((action.code, year))
        stage = plan.stages_by_name.get(row.planned_stage or "") if row else None
        state, after = _next(stage, _NOTHING, after)
        found.append((PeriodKey(year, last), state))
    return tuple(found)


def reported_states(snapshot: Snapshot, action: Action, until: PeriodKey) -> States:
    """Return the reported state of every period up to ``until``; silence is a state of its own."""
    plan = snapshot.plan
    found: list[tuple[PeriodKey, State]] = []
    after: State | None = None
    for key in plan.period_keys:
        if key > until:
            break
        report = snapshot.report(action.code, key)
        stage = plan.stages_by_name.get(report.stage or "") if report else None
        if report is not None:
            without = State(Kind.EXCLUDED)
        else:
            without = State(Kind.SILENT) if action.runs_in(key.fiscal_year) else _NOTHING
        state, after = _next(stage, without, after)
        found.append((key, state))
    return tuple(found)


def _next(stage: Stage | None, without: State, after: State | None) -> tuple[State, State | None]:
    """Return the state of a stretch, and what every later one is until another stage is named.

    ``without`` stands where no stage is named and nothing has ended, ``after`` where something has.
    """
    if stage is None:
        return after or without, after
    if stage.meaning == "stopped":
        again = after is not None and not after.finished
        return (_NOTHING if again else State(Kind.STOPPED, stage)), _NOTHING
    if stage.meaning == "done":
        again = after is not None and after.finished
        return (_FINISHED if again else State(Kind.STAGE, stage, done=True)), _FINISHED
    return State(Kind.STAGE, stage), None


def joint(plan: Plan, parts: Sequence[States]) -> States:
    """Return what several actions make together: the stage that more than half of them have reached.

    Finished actions count as having reached every stage; the whole is finished when all are. A
    stretch in which nobody unfinished spoke is silent.
    """
    if len(parts) == 1:
        return parts[0]
    found: list[tuple[PeriodKey, State]] = []
    over = False
    for states in zip(*parts, strict=True):
        key = states[0][0]
        state = _together(plan, [state for _, state in states], over)
        over = state.done or (over and state.finished)
        found.append((key, state))
    return tuple(found)


def _together(plan: Plan, states: Sequence[State], over: bool) -> State:
    spoken = [s for s in states if s.kind is Kind.STAGE]
    finished = [s for s in states if s.finished or s.done]
    moving = [s for s in spoken if not s.done]
    silent = any(s.kind is Kind.SILENT for s in states)
    excluded = any(s.kind is Kind.EXCLUDED for s in states)
    if not moving:
        if silent:
            return State(Kind.SILENT)
        if excluded:
            return State(Kind.EXCLUDED)
        if finished:
            return _FINISHED if over else State(Kind.STAGE, _done(plan), done=True)
        return next((s for s in states if s.kind is Kind.STOPPED), _NOTHING)
    return State(Kind.STAGE, _reached(plan, [s.stage for s in moving if s.stage], len(finished)))


def _done(plan: Plan) -> Stage | None:
    return next((stage for stage in plan.stages if stage.meaning == "done"), None)


def _reached(plan: Plan, moving: Sequence[Stage], finished: int) -> Stage:
    """Return the stage that more than half have reached, an active one while anything moves."""
    order = sorted((stage.order for stage in moving), reverse=True)
    ahead = [len(plan.stages)] * finished + order
    level = ahead[len(ahead) // 2]
    active = [stage for stage in plan.stages if stage.meaning in ("waiting", "active")]
    return max((stage for stage in active if stage.order <= level), key=lambda stage: stage.order)
