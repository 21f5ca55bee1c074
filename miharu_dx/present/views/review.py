"""確認: the submissions of a period, where each stands, and whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.records_cycle import Review, ReviewStep
from miharu_dx.domain.review import (
    STATE_WORDS,
    STEP_WORDS,
    Route,
    State,
    Status,
    answered_by,
    route_of,
    status_of,
    statuses,
    withdrawn,
)
from miharu_dx.domain.review_rows import ReviewCount, answering, count_rows, origins, standing_on
from miharu_dx.domain.standing import Standing, standings
from miharu_dx.domain.succession import responsible
from miharu_dx.present.views.common import Dates, dates
from miharu_dx.present.views.review_words import count_line, return_text

STATE_MARKS: Mapping[State, str] = {
    State.SUBMITTED: "dash",
    State.CONFIRMED: "check",
    State.RETURNED: "square",
}


class Show(StrEnum):
    """Which submissions are listed; the value stands in the address."""

    ALL = "all"
    WAITING = "waiting"
    RETURNED = "returned"
    CONFIRMED = "confirmed"


SHOW_WORDS = {
    Show.ALL: "すべて",
    Show.WAITING: "確認待ち",
    Show.RETURNED: "差戻し",
    Show.CONFIRMED: "確認済",
}
_TURNS = (State.SUBMITTED, State.RETURNED, State.CONFIRMED)
_STATES = {Show.WAITING: State.SUBMITTED, Show.RETURNED: State.RETURNED, Show.CONFIRMED: State.CONFIRMED}


@dataclass(frozen=True)
class StepLine:
    """What one step has said of a submission; ``kind`` is done, asked, later or returned."""

    word: str
    kind: str
    told: str


@dataclass(frozen=True)
class ReviewRow:
    """One submission: ``rows`` reports stand on it now, of ``all_rows`` it once wrote.

    ``over`` says why nothing can be done with it any more, blank where something can. ``steps_now``
    are the steps that may confirm it, ``steps_back`` those that may return it.
    """

    number: int
    department: str
    name: str
    state: State
    word: str
    mark: str
    rows: int
    at: str
    actor: str
    file_name: str
    steps: tuple[StepLine, ...]
    returned: str
    resubmitted: str
    late: str
    over: str
    steps_now: tuple[ReviewStep, ...]
    steps_back: tuple[ReviewStep, ...]
    last_version: int


@dataclass(frozen=True)
class ReviewView:
    """Everything the list of 確認 says of one period."""

    headline: str
    period: str
    dates: Dates
    route: Route
    count: ReviewCount
    count_line: str
    rows: tuple[ReviewRow, ...]
    totals: tuple[tuple[Show, int], ...]
    shown: Show
    order: str
    empty: str
    version: int


def review_view(
    snapshot: Snapshot,
    key: PeriodKey,
    *,
    today: date,
    department: str | None = None,
    show: Show = Show.ALL,
    said: Sequence[Review] = (),
) -> ReviewView:
    """Return the submissions of a period: what waits first, then by department and the newest first.

    ``said`` are all reviews there ever were, in time, also those that others took the place of.
    ``department`` (code) narrows list and counts alike; ``show`` narrows the list alone.
    """
    items = standings(snapshot, key, department=department)
    route, count = route_of(snapshot), count_rows(snapshot, key, items)
    rows = _rows(snapshot, key, department, said)
    live = [row for row in rows if not row.over]
    wanted = _STATES.get(show)
    shown = rows if wanted is None else tuple(row for row in live if row.state is wanted)
    totals = ((Show.ALL, len(rows)), *((one, _number(live, state)) for one, state in _STATES.items()))
    return ReviewView(
        headline=_headline(snapshot, key, route, count, live, items),
        period=snapshot.plan.period_label(key),
        dates=dates(snapshot, key, items, today, shares=route.set),
        route=route,
        count=count,
        count_line=count_line(count) if route.set else "",
        rows=shown,
        totals=totals,
        shown=show,
        order=_order(live, totals) if route.set else "",
        empty=_empty(rows, show),
        version=snapshot.version,
    )


def _number(rows: Sequence[ReviewRow], state: State) -> int:
    return sum(row.state is state for row in rows)


def _headline(
    snapshot: Snapshot,
    key: PeriodKey,
    route: Route,
    count: ReviewCount,
    live: Sequence[ReviewRow],
    items: Sequence[Standing],
) -> str:
    period = snapshot.plan.period_label(key)
    if not any(item.reported for item in items):
        return f"{period}の提出はまだありません"
    if not route.set:
        return f"確認の順序は決めていません。提出{len(live)}件は、出されたまま使われます"
    waiting, back = _number(live, State.SUBMITTED), _number(live, State.RETURNED)
    if not waiting and not back:
        return f"報告{count.total}件がすべて確認済です"
    told = f"報告{count.total}件のうち{count.confirmed}件が確認済"
    parts = ([f"確認を待つ提出が{waiting}件"] if waiting else []) + (
        [f"差戻し中の提出が{back}件"] if back else []
    )
    return f"{told}。{'、'.join(parts)}"


def _order(live: Sequence[ReviewRow], totals: Sequence[tuple[Show, int]]) -> str:
    if not live:
        return ""
    told = [f"{SHOW_WORDS[one]}{number}件" for one, number in totals if one is not Show.ALL and number]
    return f"提出は{'・'.join(told)}" + ("の順" if len(told) > 1 else "")


def _empty(rows: Sequence[ReviewRow], show: Show) -> str:
    if not rows:
        return "この期の提出はまだありません。担当課が「提出」で確定すると、ここに出ます。"
    return f"「{SHOW_WORDS[show]}」の提出はありません。"


def _rows(
    snapshot: Snapshot, key: PeriodKey, department: str | None, said: Sequence[Review]
) -> tuple[ReviewRow, ...]:
    known, gone = statuses(snapshot), withdrawn(snapshot)
    held = standing_on(origins(snapshot, key))
    period = snapshot.plan.period_at(key).code
    units = snapshot.departments_by_code
    found: list[ReviewRow] = []
    for item in snapshot.submissions:
        if item.kind != "progress" or (item.fiscal_year, item.period) != (key.fiscal_year, period):
            continue
        owner = responsible(units, item.department, key.fiscal_year)
        if department is None or owner == department:
            status = known.get(item.id) or status_of(item, (), route_of(snapshot))
            row = _row(snapshot, status, owner, len(held.get(item.id, ())), gone, said)
            found.append(row)
    order = {unit.code: place for place, unit in enumerate(snapshot.departments)}
    found.sort(
        key=lambda row: (
            bool(row.over),
            _TURNS.index(row.state),
            order.get(row.department, len(order)),
            -row.number,
        )
    )
    return tuple(found)


def _row(
    snapshot: Snapshot,
    status: Status,
    owner: str,
    rows: int,
    gone: frozenset[int],
    said: Sequence[Review],
) -> ReviewRow:
    item, route = status.submission, route_of(snapshot)
    over = _over(item, rows or item.id in answering(snapshot), gone)
    live = route.set and not over
    return ReviewRow(
        number=item.id,
        department=owner,
        name=snapshot.department_name(item.department),
        state=status.state,
        word=STATE_WORDS[status.state],
        mark=STATE_MARKS[status.state],
        rows=rows,
        at=_short(item.at),
        actor=item.actor,
        file_name=item.file_name,
        steps=tuple(_step(status, step) for step in route.steps) if live else (),
        returned=return_text(status.returned) if status.state is State.RETURNED and status.returned else "",
        resubmitted=_resubmitted(snapshot, item, said),
        late=item.reason,
        over=over,
        steps_now=tuple(step for step in route.steps if live and status.confirmable(step)),
        steps_back=tuple(step for step in route.steps if live and status.returnable(step)),
        last_version=status.last_version,
    )


def _short(at: datetime) -> str:
    """Return day and time without the year, which the page's period tells."""
    moment = at.astimezone()
    return f"{moment.month}月{moment.day}日 {moment.hour}:{moment.minute:02d}"


def _over(item: Submission, holds: int | bool, gone: frozenset[int]) -> str:
    if item.id in gone:
        return "取り消された"
    return "" if holds else "後の提出にすべて置きかわった"


def _step(status: Status, step: ReviewStep) -> StepLine:
    word = STEP_WORDS[step]
    if status.state is State.RETURNED and status.returned is not None and status.returned.step == step:
        return StepLine(word, "returned", f"差戻し {_by(status.returned)}")
    done = next((review for review in status.confirmations if review.step == step), None)
    if done is not None:
        return StepLine(word, "done", f"確認済 {_by(done)}")
    return (
        StepLine(word, "asked", "確認待ち") if status.waiting_for == step else StepLine(word, "later", "まだ")
    )


def _by(review: Review) -> str:
    day = review.at.astimezone()
    return f"{day.month}月{day.day}日（{review.actor}）"


def _resubmitted(snapshot: Snapshot, item: Submission, said: Sequence[Review]) -> str:
    answered = answered_by(snapshot, item, said)
    return "" if answered is None else return_text(answered)
