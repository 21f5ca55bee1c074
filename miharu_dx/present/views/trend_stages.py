"""Stages over time: what an action was planned to be and was reported to be, and what several make together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from miharu_dx.domain.plan import PeriodKey, Plan, Stage
from miharu_dx.domain.records import Action, Snapshot


class Kind(StrEnum):
    """What a stretch of time shows; the values are codes, never shown."""

    STAGE = "stage"
    SILENT = "silent"
    EXCLUDED = "excluded"
    STOPPED = "stopped"
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

    Finished actions count as having reached every stage, silent ones with the stage they spoke of last;
    the whole is finished when all are. A stretch in which nobody unfinished spoke is silent.
    """
    if len(parts) == 1:
        return parts[0]
    found: list[tuple[PeriodKey, State]] = []
    spoken: dict[int, Stage] = {}
    over = False
    for states in zip(*parts, strict=True):
        now = [state for _, state in states]
        for index, state in enumerate(now):
            if state.kind is Kind.STAGE and state.stage is not None and not state.done:
                spoken[index] = state.stage
            elif state.kind is not Kind.SILENT:
                spoken.pop(index, None)
        joined = _together(plan, now, spoken, over)
        over = joined.done or (over and joined.finished)
        found.append((states[0][0], joined))
    return tuple(found)


def _together(plan: Plan, states: Sequence[State], spoken: Mapping[int, Stage], over: bool) -> State:
    finished = sum(1 for state in states if state.finished or state.done)
    if any(state.kind is Kind.STAGE and not state.done for state in states):
        return State(Kind.STAGE, _reached(plan, list(spoken.values()), finished))
    for kind in (Kind.SILENT, Kind.EXCLUDED):
        if any(state.kind is kind for state in states):
            return State(kind)
    if finished:
        return _FINISHED if over else State(Kind.STAGE, _done(plan), done=True)
    return next((state for state in states if state.kind is Kind.STOPPED), _NOTHING)


def _done(plan: Plan) -> Stage | None:
    return next((stage for stage in plan.stages if stage.meaning == "done"), None)


def _reached(plan: Plan, moving: Sequence[Stage], finished: int) -> Stage:
    """Return the stage that more than half have reached, an unfinished one while anything moves."""
    order = sorted((stage.order for stage in moving), reverse=True)
    level = ([len(plan.stages)] * finished + order)[(finished + len(order)) // 2]
    unfinished = [stage for stage in plan.stages if stage.meaning in ("waiting", "active")]
    return max((stage for stage in unfinished if stage.order <= level), key=lambda stage: stage.order)
