"""議事録: when and where a meeting was, who came, what was talked about, said and decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import date_label, date_label_full
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import DECISION_WORDS, Decision, Meeting
from miharu_dx.present.views.common import NOTHING

UNWRITTEN = "（記入してください）"


@dataclass(frozen=True)
class MinutesRow:
    """One decision as it stands in the minutes; what does not apply is a dash."""

    number: str
    kind: str
    about: str
    text: str
    department: str
    due: str


@dataclass(frozen=True)
class MinutesView:
    """Everything the minutes say; a fact nobody wrote down is asked for and never left out."""

    title: str
    facts: tuple[tuple[str, str], ...]
    attendees: tuple[str, ...]
    topics: tuple[str, ...]
    remarks: tuple[str, ...]
    decisions: tuple[MinutesRow, ...]
    no_decision: str
    foot: str


def minutes_view(snapshot: Snapshot, meeting: Meeting, topics: Sequence[str], foot: str) -> MinutesView:
    """Return the minutes of a meeting; ``snapshot`` is the newest state, ``topics`` what stood on the agenda."""
    found = sorted(
        (row for row in snapshot.decisions if row.meeting == meeting.number), key=lambda row: row.number
    )
    return MinutesView(
        title=f"{meeting.title}　議事録",
        facts=(("日時", _when(meeting)), ("場所", meeting.place or UNWRITTEN)),
        attendees=_lines(meeting.attendees) or (UNWRITTEN,),
        topics=tuple(topics),
        remarks=_lines(meeting.remarks) or (UNWRITTEN,),
        decisions=tuple(_row(snapshot, row) for row in found),
        no_decision="この会議で記録した決定事項はありません。",
        foot=foot,
    )


def _when(meeting: Meeting) -> str:
    day = date_label_full(meeting.held_on) if meeting.held_on else UNWRITTEN
    if not meeting.begins:
        return day
    return (
        f"{day}　{meeting.begins}から{meeting.ends}まで" if meeting.ends else f"{day}　{meeting.begins}から"
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _row(snapshot: Snapshot, decision: Decision) -> MinutesRow:
    action = snapshot.actions_by_code.get(decision.subject)
    return MinutesRow(
        number=str(decision.number),
        kind=DECISION_WORDS[decision.kind],
        about=f"{action.code} {action.name}" if action else NOTHING,
        text=decision.text or decision.question or NOTHING,
        department=snapshot.department_name(decision.department) if decision.department else NOTHING,
        due=date_label(decision.due) if decision.due else NOTHING,
    )
