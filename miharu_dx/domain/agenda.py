"""例外順アジェンダ: what a meeting talks about, in which order, and why each matter is on the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.decision import InstructionState, replies_by_decision, standing_of
from miharu_dx.domain.meeting_changes import MeetingChanges, Slip, changes_since
from miharu_dx.domain.meeting_words import behind_words, move_words, silent_words, slip_words, unchanged_words
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import AgendaMark, Decision
from miharu_dx.domain.slips import ScheduleStep
from miharu_dx.domain.standing import Direction, Move, Standing, standings

# 掛け合わせる四つの値への足し分。評価と計画のずれは、悪い評価一つを1として決めた。
_BAD, _WARN, _WORSE, _BEHIND, _PUT_OFF = 1.0, 0.4, 0.4, 0.4, 0.4
_AGAIN, _STILL, _SILENT = 0.1, 0.15, 0.3  # 一期あたり
_OPEN, _OVERDUE = 0.3, 0.6  # 指示一つあたり
_REQUEST = 0.8
_PERIODS_COUNTED = 4  # 二年より古いことは、順番をもう変えない
_PLACES = 6
_ADDED = "事務局が加えた"


@dataclass(frozen=True)
class AgendaItem:
    """One action (code) to talk about; ``weight`` is above 0 for each that has a reason of its own.

    ``place`` is where a person put it, counted from 1 among those that are not pinned (or among the
    pinned), none where the weight alone says it. A dropped one is not talked about.
    """

    subject: str
    reasons: tuple[str, ...]
    weight: float
    pinned: bool = False
    dropped: bool = False
    place: int | None = None


def agenda(
    now: Snapshot,
    before: Snapshot | None,
    key: PeriodKey,
    marks: Iterable[AgendaMark],
    today: date,
    *,
    steps: Iterable[ScheduleStep] = (),
) -> tuple[AgendaItem, ...]:
    """Return what to talk about, in the order to be talked about, the dropped ones last.

    The weight is slip × staleness × open instructions × request for a decision, each 1 where there is
    nothing of it, less 1 for all together. Pinned ones come first, placed ones stand at their place,
    the rest by weight and then in the plan's order. ``marks`` are those of one meeting.
    """
    changes = changes_since(now, before, key, steps=steps)
    found = _weighed(now, key, changes, today)
    said = {mark.subject: mark for mark in marks}
    pinned: list[AgendaItem] = []
    rest: list[AgendaItem] = []
    dropped: list[AgendaItem] = []
    for item in found:
        mark = said.get(item.subject)
        state = mark.state if mark is not None else ""
        place = mark.place if mark is not None else None
        if state == "pinned":
            reasons = item.reasons or (_ADDED,)
            pinned.append(replace(item, pinned=True, place=place, reasons=reasons))
        elif not item.reasons:
            continue
        elif state == "dropped":
            dropped.append(replace(item, dropped=True))
        else:
            rest.append(replace(item, place=place))
    return (*arranged(pinned), *arranged(rest), *arranged(dropped))


def arranged(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return items by weight, the heaviest first, those with a place moved to it; equal ones keep their order."""
    free = sorted((item for item in items if item.place is None), key=lambda item: -item.weight)
    placed = sorted((item for item in items if item.place is not None), key=lambda item: item.place or 0)
    for item in placed:
        free.insert(max((item.place or 1) - 1, 0), item)
    return tuple(free)


def _weighed(now: Snapshot, key: PeriodKey, changes: MeetingChanges, today: date) -> list[AgendaItem]:
    told = _Told(now, changes, today)
    return [told.item(standing) for standing in standings(now, key)]


class _Told:
    """Says of each action what there is to talk about; every source is looked up once."""

    def __init__(self, now: Snapshot, changes: MeetingChanges, today: date) -> None:
        self._today = today
        self._moves = {move.after.action.code: move for move in changes.moves}
        self._compared = changes.before_key is not None
        self._slips = {row.standing.action.code: row for row in changes.slips}
        self._behind = {row.standing.action.code: row for row in changes.behind}
        self._unchanged = {row.standing.action.code: row for row in changes.unchanged}
        self._silent = {row.standing.action.code: row for row in changes.silent}
        replies = replies_by_decision(now)
        self._open: dict[str, list[tuple[Decision, InstructionState]]] = {}
        for decision in now.decisions:
            state = standing_of(decision, replies.get(decision.number), today)
            if state is not None and state is not InstructionState.DONE and decision.subject:
                self._open.setdefault(decision.subject, []).append((decision, state))

    def item(self, standing: Standing) -> AgendaItem:
        """Return one action with its weight and its reasons, in the order of the factors."""
        reasons: list[str] = []
        weight = 1.0
        for factor in (self._slip, self._still, self._instructed, self._asking):
            more, told = factor(standing)
            weight *= 1 + more
            reasons += told
        return AgendaItem(standing.action.code, tuple(reasons), round(weight - 1, _PLACES))

    def _slip(self, standing: Standing) -> tuple[float, list[str]]:
        code = standing.action.code
        more, told = self._rating(standing, self._moves.get(code))
        slip: Slip | None = self._slips.get(code)
        if slip is not None:
            more += _PUT_OFF * min(slip.times, _PERIODS_COUNTED)
            told.append(slip_words(slip))
        behind = self._behind.get(code)
        if behind is not None:
            more += _BEHIND + _AGAIN * (min(behind.periods, _PERIODS_COUNTED) - 1)
            told.append(behind_words(behind))
        return more, told

    def _rating(self, standing: Standing, move: Move | None) -> tuple[float, list[str]]:
        meaning = standing.rating.meaning if standing.rating is not None else ""
        more = {"bad": _BAD, "warn": _WARN}.get(meaning, 0.0)
        if move is not None and move.direction is Direction.WORSE:
            return more + _WORSE, [move_words(move)]
        if not more:
            return 0.0, []
        return more, [f"評価は{standing.word}" + ("のまま" if move is None and self._compared else "")]

    def _still(self, standing: Standing) -> tuple[float, list[str]]:
        code = standing.action.code
        silent, unchanged = self._silent.get(code), self._unchanged.get(code)
        if silent is not None:
            return _SILENT * min(silent.periods, _PERIODS_COUNTED), [silent_words(silent)]
        if unchanged is not None:
            return _STILL * min(unchanged.periods, _PERIODS_COUNTED), [unchanged_words(unchanged)]
        return 0.0, []

    def _instructed(self, standing: Standing) -> tuple[float, list[str]]:
        more, told = 0.0, list[str]()
        for decision, state in self._open.get(standing.action.code, []):
            late = state is InstructionState.OVERDUE
            more += _OVERDUE if late else _OPEN
            due = "" if decision.due is None else f"（{date_label(decision.due)}まで）"
            told.append(f"前の指示が{'期限を過ぎても' if late else 'まだ'}終わっていない{due}")
        return more, told

    def _asking(self, standing: Standing) -> tuple[float, list[str]]:
        asking = standing.report is not None and bool(standing.report.request.strip())
        return (_REQUEST, ["判断を求めている"]) if asking else (0.0, [])
