"""会議: the meeting being prepared and its agenda, each matter with its reasons, in the order to be talked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.agenda import AgendaItem
from miharu_dx.domain.meeting_changes import unchanged_limit
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Meeting
from miharu_dx.domain.standing import Outside, Standing, answering, standings
from miharu_dx.present.palette import Sign, standing_sign
from miharu_dx.present.views.common import Dates, dates, period_name

_LATER = "話さない"


@dataclass(frozen=True)
class AgendaRow:
    """One matter on the agenda; ``order`` counts from 1, 0 for one that is left out.

    ``state`` says in a word what a person did with it, blank where the weight alone speaks. ``first``
    and ``last`` tell that it cannot go further up or down among its like.
    """

    order: int
    code: str
    name: str
    place: str
    department: str
    sign: Sign
    reasons: tuple[str, ...]
    request: str
    weight: str
    state: str
    pinned: bool
    dropped: bool
    marked: bool
    first: bool
    last: bool


@dataclass(frozen=True)
class MeetingView:
    """Everything the preparation of the next meeting shows.

    ``others`` are (code, words) of the actions that are not on the list and may be put there; ``known``
    tells that something of the meeting is kept already; ``unchanged`` is the number of periods from which
    standing still is a reason.
    """

    headline: str
    dates: Dates
    number: int
    title: str
    name: str
    held_on: date | None
    period: str
    compared: str
    rows: tuple[AgendaRow, ...]
    dropped: tuple[AgendaRow, ...]
    others: tuple[tuple[str, str], ...]
    caption: str
    empty: str
    ready: bool
    known: bool
    unchanged: int


@dataclass(frozen=True)
class Coming:
    """The meeting being prepared: its number, what is known of it, and the one before it, if any."""

    number: int
    meeting: Meeting | None
    before: Meeting | None


def meeting_view(
    snapshot: Snapshot,
    key: PeriodKey,
    items: Sequence[AgendaItem],
    coming: Coming,
    *,
    today: date,
) -> MeetingView:
    """Return the preparation of the next meeting from its agenda (``items``) for a period."""
    plan = snapshot.plan
    known = standings(snapshot, key)
    by_code = {item.action.code: item for item in known}
    live = [item for item in items if not item.dropped]
    rows = tuple(
        _row(snapshot, by_code[item.subject], item, order, _ends(live, order - 1))
        for order, item in enumerate(live, start=1)
    )
    dropped = tuple(
        _row(snapshot, by_code[item.subject], item, 0, (True, True)) for item in items if item.dropped
    )
    listed = {row.code for row in (*rows, *dropped)}
    return MeetingView(
        headline=_headline(snapshot, known, rows, dropped, coming.number),
        dates=dates(snapshot, key, known, today, shares=False),
        number=coming.number,
        title=coming.meeting.title if coming.meeting else f"第{coming.number}回",
        name=_name(snapshot, coming),
        held_on=coming.meeting.held_on if coming.meeting else None,
        period=plan.period_label(key),
        compared=_compared(snapshot, key, coming.before),
        rows=rows,
        dropped=dropped,
        others=tuple(
            (item.action.code, f"{item.action.code} {item.action.meeting_name}")
            for item in known
            if item.action.code not in listed
        ),
        caption=f"{len(rows)}件" + (f"・{_LATER}と決めたもの{len(dropped)}件" if dropped else ""),
        empty=_empty(snapshot, known),
        ready=bool(snapshot.actions),
        known=coming.meeting is not None,
        unchanged=unchanged_limit(snapshot),
    )


def _name(snapshot: Snapshot, coming: Coming) -> str:
    """Return the name the meeting has, or the one it would likely have: like the last one."""
    known = coming.meeting or coming.before
    if known is not None:
        return known.name
    body = snapshot.plan.headquarters
    return body if body.endswith("会議") else f"{body}会議"


def _row(
    snapshot: Snapshot, item: Standing, told: AgendaItem, order: int, ends: tuple[bool, bool]
) -> AgendaRow:
    report, plan = item.report, snapshot.plan
    state = "先頭に固定" if told.pinned else _LATER if told.dropped else "順番を変えた" if told.place else ""
    return AgendaRow(
        order=order,
        code=told.subject,
        name=item.action.meeting_name,
        place=f"{plan.measure_of(item.action.initiative).code}　{told.subject}",
        department=snapshot.department_name(answering(snapshot, item.action, item.key.fiscal_year)),
        sign=standing_sign(plan, item),
        reasons=told.reasons,
        request=" ".join(report.request.split()) if report is not None else "",
        weight=f"{told.weight:.1f}",
        state=state,
        pinned=told.pinned,
        dropped=told.dropped,
        marked=told.pinned or told.dropped or told.place is not None,
        first=ends[0],
        last=ends[1],
    )


def _ends(live: Sequence[AgendaItem], place: int) -> tuple[bool, bool]:
    """Return whether a matter is the first and the last of those it may change places with."""
    own = live[place].pinned
    first = place == 0 or live[place - 1].pinned != own
    return first, place == len(live) - 1 or live[place + 1].pinned != own


def _headline(
    snapshot: Snapshot,
    known: Sequence[Standing],
    rows: Sequence[AgendaRow],
    dropped: Sequence[AgendaRow],
    number: int,
) -> str:
    if not known or not any(item.reported for item in known):
        return f"第{number}回の議題はまだない。{_empty(snapshot, known)}"
    if not rows:
        left = f"（{_LATER}と決めたもの{len(dropped)}件）" if dropped else ""
        return f"第{number}回に取り上げる例外はない{left}"
    asking = sum(1 for row in rows if row.request)
    unreported = {item.action.code for item in known if item.outside is Outside.UNREPORTED}
    silent = sum(1 for row in rows if row.code in unreported)
    parts = [f"判断を求めるもの{asking}件"] if asking else []
    parts += [f"報告のないもの{silent}件"] if silent else []
    told = f"。うち{'、'.join(parts)}" if parts else ""
    return f"第{number}回で話すのは{len(rows)}件{told}"


def _compared(snapshot: Snapshot, key: PeriodKey, before: Meeting | None) -> str:
    if before is not None:
        return f"{before.title}の会議版と比べて並べた"
    past = snapshot.plan.before(key)
    if past is None:
        return "比べる期がまだない"
    return f"まだ会議版がないため、{period_name(snapshot.plan, past)}と比べて並べた"


def _empty(snapshot: Snapshot, known: Sequence[Standing]) -> str:
    if not snapshot.actions:
        return "計画ワークブックで個別取組を登録すると、話す順が決まる"
    if not any(item.reported for item in known):
        return "この期の報告が届くと、話す順が決まる"
    return "取り上げる例外はない"
