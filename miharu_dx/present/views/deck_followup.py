"""⑤ 前回の決定事項とその後: what was decided last time, what is still open from before, worst first."""

from __future__ import annotations

from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.decision import InstructionState, owner_of, replies_by_decision, standing_of
from miharu_dx.domain.records_meeting import DECISION_WORDS, REPLY_WORDS, Decision, Meeting, Reply
from miharu_dx.present.views.common import NOTHING
from miharu_dx.present.views.deck_fit import (
    BODY,
    COLUMN_HEAD,
    SMALLEST,
    cut,
    dealt,
    headline_cut,
    height,
    room,
)
from miharu_dx.present.views.deck_material import Material, part
from miharu_dx.present.views.deck_model import FollowCount, FollowRow, FollowScreen

KICKER = "5　前回の決定事項とその後"
_TEXT, _AFTER, _UNIT = 552, 372, 168
_ROW, _COUNTS = 88, 96
_TEXT_EM, _AFTER_EM = 96, 48
_DONE, _DOING, _WAITING, _LATE, _SETTLED, _HELD = (
    "対応済",
    "対応中",
    "これから",
    "期限超過",
    "決定済",
    "保留中",
)


def followup_screens(material: Material) -> tuple[FollowScreen, ...]:
    """Return ⑤: the decisions of the last meeting that took any, and older instructions still open."""
    last = _last_meeting(material)
    chosen = _chosen(material, last)
    if not chosen:
        return (_nothing(last),)
    replies = replies_by_decision(material.latest)
    rows = [_row(material, row, replies.get(row.number)) for row in chosen]
    told = sorted(zip(rows, chosen, strict=True), key=lambda pair: (_RANK[pair[0].state], pair[1].number))
    ordered = tuple(row for row, _ in told)
    headline = headline_cut(_headline(ordered, chosen, last))
    parts = dealt(ordered, row_height, room(headline) - COLUMN_HEAD - _COUNTS)
    return tuple(
        FollowScreen(
            kind="followup",
            kicker=KICKER,
            headline=headline,
            part=part(number, len(parts)),
            subjects=(),
            counts=_counts(ordered),
            note=_note(chosen, last),
            rows=shown,
        )
        for number, shown in enumerate(parts)
    )


_RANK = {_LATE: 0, _WAITING: 1, _DOING: 2, _HELD: 3, _DONE: 4, _SETTLED: 5}
_MARKS = {
    _LATE: "square",
    _WAITING: "dots",
    _DOING: "half",
    _DONE: "check",
    _SETTLED: "check",
    _HELD: "clock",
}


def _last_meeting(material: Material) -> Meeting | None:
    """Return the last meeting before this one that decided anything."""
    here = material.meeting.number if material.meeting is not None else None
    took = {row.meeting for row in material.latest.decisions}
    found = [m for m in material.latest.meetings if m.number in took and (here is None or m.number < here)]
    return max(found, key=lambda meeting: meeting.number, default=None)


def _chosen(material: Material, last: Meeting | None) -> tuple[Decision, ...]:
    here = material.meeting.number if material.meeting is not None else None
    replies = replies_by_decision(material.latest)
    number = last.number if last is not None else None

    def wanted(row: Decision) -> bool:
        if last is not None and row.meeting == number:
            return True
        if here is not None and row.meeting is not None and row.meeting >= here:
            return False
        state = standing_of(row, replies.get(row.number), material.day)
        return state is not None and state is not InstructionState.DONE

    return tuple(row for row in material.latest.decisions if wanted(row))


def _row(material: Material, row: Decision, reply: Reply | None) -> FollowRow:
    state = _state(material, row, reply)
    owner = owner_of(material.latest, row, material.key.fiscal_year) if row.department else ""
    own = [known for known in material.latest.decisions if known.meeting == row.meeting]
    place = 1 + sorted(known.number for known in own).index(row.number)
    after = "" if reply is None else reply.text
    if reply is not None and reply.done_on is not None:
        after = (
            f"{reply.done_on.month}月{reply.done_on.day}日に対応。{after}"
            if after
            else f"{date_label(reply.done_on)}に対応"
        )
    return FollowRow(
        number=f"{row.meeting}-{place}" if row.meeting is not None else f"外-{place}",
        kind=DECISION_WORDS[row.kind],
        text=cut(row.text or row.question or _subject(material, row), _TEXT_EM),
        department=material.latest.department_name(owner) if owner else NOTHING,
        due=date_label(row.due) if row.due is not None else NOTHING,
        mark=_MARKS[state],
        state=state,
        bad=state == _LATE,
        after=cut(after, _AFTER_EM) if after else (NOTHING if row.kind != "instruct" else "回答なし"),
    )


def _subject(material: Material, row: Decision) -> str:
    action = material.latest.actions_by_code.get(row.subject)
    return action.meeting_name if action else NOTHING


def _state(material: Material, row: Decision, reply: Reply | None) -> str:
    standing = standing_of(row, reply, material.day)
    if standing is None:
        return _HELD if row.kind == "hold" else _SETTLED
    if standing is InstructionState.OVERDUE:
        return _LATE
    if standing is InstructionState.DONE:
        return _DONE
    return REPLY_WORDS[reply.state] if reply is not None else _WAITING


def row_height(row: FollowRow) -> float:
    """Return the height of a decision's row."""
    return max(
        _ROW,
        height(row.text, _TEXT, BODY) + 12,
        height(row.after, _AFTER, SMALLEST) + 12,
        height(row.department, _UNIT, 28) + 12,
    )


def _counts(rows: tuple[FollowRow, ...]) -> tuple[FollowCount, ...]:
    told = []
    for state in (_DONE, _SETTLED, _HELD, _DOING, _WAITING, _LATE):
        count = sum(1 for row in rows if row.state == state)
        if count or state in (_DONE, _LATE):
            told.append(FollowCount(_MARKS[state], state, count, state == _LATE and count > 0))
    return tuple(told)


def _headline(rows: tuple[FollowRow, ...], chosen: tuple[Decision, ...], last: Meeting | None) -> str:
    asked = [row for row in rows if row.state not in (_SETTLED, _HELD)]
    done = sum(1 for row in asked if row.state == _DONE)
    late = sum(1 for row in asked if row.state == _LATE)
    if not asked:
        return f"前回の決定{len(chosen)}件に、指示はなかった"
    only = last is not None and all(row.meeting == last.number for row in chosen)
    subject = "前回の指示" if only else "前回までの指示"
    told = f"{subject}{len(asked)}件のうち、対応済は{done}件"
    return f"{told}。{late}件が期限を過ぎている" if late else f"{told}。期限を過ぎたものはない"


def _note(chosen: tuple[Decision, ...], last: Meeting | None) -> str:
    own = [row for row in chosen if last is not None and row.meeting == last.number]
    older = len(chosen) - len(own)
    told = []
    if last is not None and own:
        day = f"（{date_label(last.held_on)}）" if last.held_on else ""
        told.append(f"第{last.number}回{day}の決定 {len(own)}件")
    if older:
        told.append(f"それより前の終わっていない指示 {older}件")
    return "　".join(told)


def _nothing(last: Meeting | None) -> FollowScreen:
    headline = "前回の決定事項はない" if last is None else "前回からの持ち越しはない"
    return FollowScreen(
        kind="followup", kicker=KICKER, headline=headline, part="", subjects=(), counts=(), note="", rows=(),
        empty="これまでの会議で記録した決定はない。該当なし",
    )  # fmt: skip
