"""決定事項: every decision with where it stands, the overdue ones first, and what was answered last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miharu_dx.domain.calendar import date_label, moment_label
from miharu_dx.domain.decision import (
    SOON_DAYS,
    InstructionState,
    due_soon,
    meeting_of,
    meeting_title,
    owner_of,
    replies_by_decision,
    standing_of,
)
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Decision, Reply
from miharu_dx.present.palette import Sign
from miharu_dx.present.views.common import NOTHING, Dates, TileView, version_label
from miharu_dx.present.views.decisions_words import KIND_SIGNS, STATE_SIGNS, days_told, reply_told

ANY = ""


class Show(StrEnum):
    """Which decisions are listed; the value stands in the address."""

    ALL = ""
    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"
    DONE = "done"
    OTHER = "other"


SHOW_WORDS: Mapping[Show, str] = {
    Show.ALL: "すべて",
    Show.OVERDUE: "期限超過",
    Show.SOON: f"{SOON_DAYS}日以内",
    Show.OPEN: "未了",
    Show.DONE: "対応済",
    Show.OTHER: "承認・保留",
}


@dataclass(frozen=True)
class Wanted:
    """What of the decisions is asked for; blank for all. ``meeting`` is its number as text."""

    show: Show = Show.ALL
    meeting: str = ANY
    department: str = ANY


@dataclass(frozen=True)
class DecisionRow:
    """One decision as the page shows it: its words, whose it is, until when, and what became of it.

    ``state`` is none for what asks nothing of anybody; ``owner`` is the department (code) that
    answers for it today, ``reply_version`` the version of its last reply, 0 where there is none.
    """

    number: int
    kind: Sign
    text: str
    about: str
    meeting: str
    held: str
    department: str
    owner: str
    due: str
    days: str
    state: InstructionState | None
    sign: Sign | None
    soon: bool
    reply: str
    replied: str
    record: Decision
    last: Reply | None

    @property
    def reply_version(self) -> int:
        """The version that wrote the last reply, 0 where there is none."""
        return self.last.from_version if self.last is not None else 0


@dataclass(frozen=True)
class DecisionsView:
    """Everything 決定事項 says: counts of all, rows of what was asked for."""

    headline: str
    dates: Dates
    tiles: tuple[TileView, ...]
    rows: tuple[DecisionRow, ...]
    totals: tuple[tuple[Show, int], ...]
    meetings: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]
    caption: str
    empty: str
    version: int


def decisions_view(
    snapshot: Snapshot, *, today: date, fiscal_year: int, wanted: Wanted | None = None
) -> DecisionsView:
    """Return the decisions as they stand on a day: overdue first, then by due date, what is done last.

    ``fiscal_year`` is that of the day: a unit that has ended is answered for by its successor then.
    Meeting and department narrow counts and list alike, ``show`` the list alone.
    """
    asked = wanted or Wanted()
    every = decision_rows(snapshot, today=today, fiscal_year=fiscal_year)
    within = [
        row
        for row in every
        if asked.meeting in (ANY, str(row.record.meeting or 0)) and asked.department in (ANY, row.owner)
    ]
    totals = tuple((show, sum(_shown(row, show) for row in within)) for show in Show)
    rows = tuple(row for row in within if _shown(row, asked.show))
    return DecisionsView(
        headline=_headline(within, every),
        dates=_dates(snapshot, today, every),
        tiles=_tiles(within),
        rows=rows,
        totals=totals,
        meetings=_meetings(every),
        departments=_departments(snapshot, every),
        caption=f"{len(rows)}件。期限を過ぎたもの、期限の近いものから",
        empty=_empty(every, asked),
        version=snapshot.version,
    )


def decision_rows(snapshot: Snapshot, *, today: date, fiscal_year: int) -> tuple[DecisionRow, ...]:
    """Return every decision in the order of the page; see ``decisions_view``."""
    replies = replies_by_decision(snapshot)
    rows = [_row(snapshot, row, replies.get(row.number), today, fiscal_year) for row in snapshot.decisions]
    return tuple(sorted(rows, key=_place))


_TURNS = (InstructionState.OVERDUE, InstructionState.OPEN, None, InstructionState.DONE)


def _place(row: DecisionRow) -> tuple[int, date, int]:
    asked = row.state in (InstructionState.OVERDUE, InstructionState.OPEN)
    due = row.record.due if asked and row.record.due is not None else date.max
    return _TURNS.index(row.state), due, -row.number


def _row(
    snapshot: Snapshot, item: Decision, reply: Reply | None, today: date, fiscal_year: int
) -> DecisionRow:
    state = standing_of(item, reply, today)
    owner = owner_of(snapshot, item, fiscal_year)
    action = snapshot.actions_by_code.get(item.subject)
    name = f"{action.code} {action.name}" if action else item.subject
    words = item.text or item.question
    meeting = meeting_of(snapshot, item)
    taken = meeting.held_on if meeting and meeting.held_on else item.at.astimezone().date()
    return DecisionRow(
        number=item.number,
        kind=KIND_SIGNS[item.kind],
        text=words or (action.name if action else NOTHING),
        about="　".join(part for part in (name if words else "", _question(item)) if part),
        meeting=meeting_title(snapshot, item),
        held=date_label(taken),
        department=snapshot.department_name(owner) if owner else NOTHING,
        owner=owner,
        due=date_label(item.due) if item.due else "",
        days=days_told(item.due, state, today),
        state=state,
        sign=STATE_SIGNS[state] if state else None,
        soon=due_soon(item, reply, today),
        reply=reply_told(reply) if reply else "",
        replied=_replied(reply) if reply else "",
        record=item,
        last=reply,
    )


def _question(item: Decision) -> str:
    return f"求められた判断：{item.question}" if item.text and item.question else ""


def _replied(reply: Reply) -> str:
    who = reply.author or reply.actor
    return f"{moment_label(reply.at.astimezone())}　{who}"


def _shown(row: DecisionRow, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.SOON:
            return row.soon
        case Show.OTHER:
            return row.state is None
        case Show.OPEN:
            return row.state in (InstructionState.OPEN, InstructionState.OVERDUE)
        case _:
            return row.state is not None and row.state.value == show.value


def _count(rows: Sequence[DecisionRow], *states: InstructionState | None) -> int:
    return sum(row.state in states for row in rows)


def _headline(rows: Sequence[DecisionRow], every: Sequence[DecisionRow]) -> str:
    if not every:
        return "決定事項はまだありません"
    if not rows:
        return "選んだ会議・担当課の決定事項はありません"
    orders = [row for row in rows if row.state is not None]
    if not orders:
        return f"決定事項{len(rows)}件に、指示はありません"
    overdue, done = _count(rows, InstructionState.OVERDUE), _count(rows, InstructionState.DONE)
    head = f"指示{len(orders)}件のうち{done}件が対応済"
    if overdue:
        return f"{head}。{overdue}件が期限を過ぎています"
    return (
        f"{head}。期限を過ぎたものはありません" if done < len(orders) else f"指示{done}件がすべて対応済です"
    )


def _tiles(rows: Sequence[DecisionRow]) -> tuple[TileView, ...]:
    orders = [row for row in rows if row.state is not None]
    overdue = _count(rows, InstructionState.OVERDUE)
    waiting = sum(row.last is None and row.state is not InstructionState.DONE for row in orders)
    return (
        TileView("期限超過", str(overdue), "件", note=f"指示{len(orders)}件のうち", mark="square" if overdue else "check"),
        TileView(
            f"期限まで{SOON_DAYS}日以内", str(sum(row.soon for row in rows)), "件",
            note="期限を過ぎたものは含まない", mark="diamond",
        ),
        TileView(
            "未了", str(_count(rows, InstructionState.OPEN, InstructionState.OVERDUE)), "件",
            note=f"回答がまだないもの {waiting}件", mark="half",
        ),
        TileView("対応済", str(_count(rows, InstructionState.DONE)), "件",
                 note=f"指示{len(orders)}件のうち", mark="check"),
        TileView("承認・保留", str(_count(rows, None)), "件", note="回答を求めないもの", mark="dash"),
    )  # fmt: skip


def _dates(snapshot: Snapshot, today: date, rows: Sequence[DecisionRow]) -> Dates:
    moments = [row.record.at for row in rows] + [row.last.at for row in rows if row.last is not None]
    met = len({row.record.meeting for row in rows if row.record.meeting is not None})
    return Dates(
        as_of=date_label(today),
        updated=moment_label(max(moments).astimezone()) if moments else NOTHING,
        source=f"会議の記録と、指示への回答（会議{met}回・{len(rows)}件）",
        version=version_label(snapshot),
    )


def _meetings(rows: Sequence[DecisionRow]) -> tuple[tuple[str, str], ...]:
    """Return the meetings that decided something, the newest first; outside a meeting comes last."""
    found = {str(row.record.meeting or 0): row.meeting for row in rows}
    return tuple(sorted(found.items(), key=lambda item: -int(item[0])))


def _departments(snapshot: Snapshot, rows: Sequence[DecisionRow]) -> tuple[tuple[str, str], ...]:
    there = {row.owner for row in rows}
    return tuple(
        (unit.code, snapshot.department_name(unit.code))
        for unit in snapshot.departments
        if unit.code in there
    )


def _empty(rows: Sequence[DecisionRow], asked: Wanted) -> str:
    if not rows:
        return "会議で承認・保留・指示を記録すると、ここに出ます。指示は、担当課の次の様式にも載ります。"
    return f"「{SHOW_WORDS[asked.show]}」に当たる決定事項はありません。絞込みを変えると、ほかのものが出ます。"
