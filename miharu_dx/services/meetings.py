"""会議: its number, name, day, place, times, attendees and opinions, before and after it is held."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Meeting
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.version_kinds import MEETING
from miharu_dx.services.context import Context
from miharu_dx.store import Transaction

_NUMBERED = re.compile(r"第\s*([0-9]{1,6})\s*回\s*")
_TIME = re.compile(r"([0-9]{1,2})[:時]([0-9]{2})分?", re.ASCII)
HIGHEST = 999
NAME_CHARACTERS = 40  # 画面の上の一行に、回の番号と並んで入る長さ
PLACE_CHARACTERS = 60
LINES_CHARACTERS = 8_000  # 十数人が話した三十分の、主な意見の長さの数倍


@dataclass(frozen=True)
class MeetingDraft:
    """What somebody says of a meeting; without a number it is the next one that is being prepared."""

    name: str
    number: int | None = None
    held_on: date | None = None
    place: str = ""
    begins: str = ""
    ends: str = ""
    attendees: str = ""
    remarks: str = ""


def meetings(ctx: Context) -> tuple[Meeting, ...]:
    """Return every meeting by number, as of the version being read."""
    return tuple(sorted(ctx.snapshot().meetings, key=lambda row: row.number))


def meeting_named(ctx: Context, number: int) -> Meeting:
    """Return a meeting by its number, from the newest state; refuse a number nobody has."""
    ctx.require(Permission.VIEW)
    return meeting_in(ctx.store.snapshot(), number)


def meeting_in(snapshot: Snapshot, number: int) -> Meeting:
    """Return a meeting of a state by its number; refuse a number nobody has."""
    found = next((row for row in snapshot.meetings if row.number == number), None)
    if found is None:
        raise Refusal("meeting.unknown", number=number)
    return found


def prepared(snapshot: Snapshot) -> Meeting | None:
    """Return the meeting that is being prepared: the first after the last edition; none where none is."""
    frozen = max((row.meeting for row in snapshot.editions), default=0)
    coming = [row for row in snapshot.meetings if row.number > frozen]
    return min(coming, key=lambda row: row.number, default=None)


def next_number(snapshot: Snapshot) -> int:
    """Return the number of the meeting being prepared, or the one it will get."""
    coming = prepared(snapshot)
    if coming is not None:
        return coming.number
    return 1 + max((row.number for row in snapshot.meetings), default=0)


def keep_meeting(ctx: Context, draft: MeetingDraft, *, was: int | None = None) -> Meeting:
    """Write what is known of a meeting, all of it as stated; what is the same already makes no version.

    ``was`` is the number it had so far: its agenda goes along to the new one. Refuses a number that
    another meeting has, and another number for a meeting that has an edition or decisions.
    """
    ctx.require(Permission.PREPARE_MEETING)
    told = checked(draft)
    note = told.name if told.number is None else f"第{told.number}回 {told.name}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=MEETING, note=note, at=ctx.clock()) as tx:
        now = tx.snapshot()
        if was is not None and told.number not in (None, was):
            _renumber(tx, now, was, told.number or was)
        number = put_meeting(tx, now, told)
        return meeting_in(tx.snapshot(), number)


def prepare_meeting(
    ctx: Context, name: str, *, number: int, held_on: date | None, was: int | None = None
) -> Meeting:
    """Write number, name and day of the meeting being prepared; what else is known of it stays.

    ``was`` is the number it had so far; see ``keep_meeting``.
    """
    known = next((row for row in ctx.store.snapshot().meetings if row.number == (was or number)), None)
    base = MeetingDraft(name) if known is None else draft_of(known)
    return keep_meeting(ctx, replace(base, name=name, number=number, held_on=held_on), was=was)


def _renumber(tx: Transaction, now: Snapshot, old: int, new: int) -> None:
    if any(row.number == new for row in now.meetings):
        raise Refusal("meeting.number_taken", number=new)
    used = {row.meeting for row in now.editions} | {row.meeting for row in now.decisions}
    if old in used:
        raise Refusal("meeting.number_used", number=old)
    marks = [asdict(mark) for mark in now.agenda_marks if mark.meeting == old]
    tx.put("agenda", [{**mark, "meeting": new} for mark in marks], None)
    tx.withdraw("agenda", [(old, mark["subject"]) for mark in marks])
    if any(row.number == old for row in now.meetings):
        tx.withdraw("meeting", [(old,)])


def put_meeting(tx: Transaction, now: Snapshot, draft: MeetingDraft) -> int:
    """Write a checked draft inside a transaction and return the meeting's number."""
    number = draft.number or next_number(now)
    tx.put("meeting", [{**asdict(draft), "number": number}], None)
    return number


def draft_of(meeting: Meeting) -> MeetingDraft:
    """Return a meeting as a draft, so that a part of it can be changed."""
    return MeetingDraft(
        name=meeting.name,
        number=meeting.number,
        held_on=meeting.held_on,
        place=meeting.place,
        begins=meeting.begins,
        ends=meeting.ends,
        attendees=meeting.attendees,
        remarks=meeting.remarks,
    )


def checked(draft: MeetingDraft) -> MeetingDraft:
    """Return a draft as it is kept; refuse what no meeting can have.

    A name that begins with 第N回 gives its number away and is kept without it.
    """
    name, number = _named(" ".join(draft.name.split()), draft.number)
    begins, ends = _time(draft.begins), _time(draft.ends)
    if begins and ends and ends <= begins:
        raise Refusal("meeting.time_order", begins=_shown(begins), ends=_shown(ends))
    return MeetingDraft(
        name=_within(name, "会議の名前", NAME_CHARACTERS),
        number=number,
        held_on=draft.held_on,
        place=_within(" ".join(draft.place.split()), "場所", PLACE_CHARACTERS),
        begins=_shown(begins),
        ends=_shown(ends),
        attendees=_within(_lines(draft.attendees), "出席者", LINES_CHARACTERS),
        remarks=_within(_lines(draft.remarks), "主な意見", LINES_CHARACTERS),
    )


def _named(name: str, number: int | None) -> tuple[str, int | None]:
    found = _NUMBERED.match(unicodedata.normalize("NFKC", name))
    if found is not None:
        told = int(found[1])
        if number not in (None, told):
            raise Refusal("meeting.number_differs", told=told, number=number)
        number, name = told, re.sub(r"^第.*?回\s*", "", name, count=1)
    if number is not None and not 1 <= number <= HIGHEST:
        raise Refusal("meeting.number_wrong", number=number, limit=HIGHEST)
    if not name:
        raise Refusal("meeting.name_missing")
    return name, number


def _time(text: str) -> tuple[int, int] | None:
    told = unicodedata.normalize("NFKC", text).strip()
    if not told:
        return None
    found = _TIME.fullmatch(told)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Refusal("meeting.time_unreadable", value=text.strip()[:20])
    return int(found[1]), int(found[2])


def _shown(time: tuple[int, int] | None) -> str:
    return "" if time is None else f"{time[0]}:{time[1]:02d}"


def _lines(text: str) -> str:
    return "\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


def _within(text: str, field: str, limit: int) -> str:
    if len(text) > limit:
        raise Refusal("meeting.too_long", field=field, count=len(text), limit=limit)
    return text
