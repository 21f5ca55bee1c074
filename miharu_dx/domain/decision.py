"""決定事項: what an instruction asks of a department, whether it was carried out, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from miharu_dx.domain.calendar import fiscal_year_of
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import REPLY_WORDS, Decision, Meeting, Reply, ReplyState
from miharu_dx.domain.succession import responsible

REPLY_CODES: Mapping[str, ReplyState] = {word: state for state, word in REPLY_WORDS.items()}
SOON_DAYS = 14  # 二週間を切ると、課の中の決裁や業者の返事を待つ余裕がなくなる


class InstructionState(StrEnum):
    """Where an instruction stands; the value is a code, never shown."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"


INSTRUCTION_WORDS: Mapping[InstructionState, str] = {
    InstructionState.OVERDUE: "期限超過",
    InstructionState.OPEN: "未了",
    InstructionState.DONE: "対応済",
}


def standing_of(decision: Decision, reply: Reply | None, today: date) -> InstructionState | None:
    """Return where an instruction stands on a day; none for what asks nothing of anybody (承認, 保留).

    It is done once its last reply says so, however late, and overdue from the day after its due date.
    """
    if decision.kind != "instruct":
        return None
    if reply is not None and reply.state == "done":
        return InstructionState.DONE
    if decision.due is not None and today > decision.due:
        return InstructionState.OVERDUE
    return InstructionState.OPEN


def due_soon(decision: Decision, reply: Reply | None, today: date) -> bool:
    """Whether an open instruction falls due within ``SOON_DAYS``, today included."""
    if standing_of(decision, reply, today) is not InstructionState.OPEN or decision.due is None:
        return False
    return (decision.due - today).days <= SOON_DAYS


def replies_by_decision(snapshot: Snapshot) -> dict[int, Reply]:
    """Return the last reply to each decision (number) that has one."""
    return {reply.decision: reply for reply in snapshot.replies}


def owner_of(snapshot: Snapshot, decision: Decision, fiscal_year: int | None = None) -> str:
    """Return the code of the department that answers for a decision; blank where none was named.

    Once a unit has ended its successor answers. Without a fiscal year that of the version's day counts.
    """
    if fiscal_year is None:
        fiscal_year = fiscal_year_of(snapshot.at.date(), snapshot.plan.fiscal_year_start_month)
    return responsible(snapshot.departments_by_code, decision.department, fiscal_year)


def instructions(
    snapshot: Snapshot, department: str | None = None, *, fiscal_year: int | None = None
) -> tuple[Decision, ...]:
    """Return the instructions a department (code) answers for, of all departments for none, by number.

    See ``owner_of`` for what a unit takes over from the ones before it.
    """
    found = [row for row in snapshot.decisions if row.kind == "instruct"]
    if department is not None:
        found = [row for row in found if owner_of(snapshot, row, fiscal_year) == department]
    return tuple(sorted(found, key=lambda row: row.number))


def open_instructions(
    snapshot: Snapshot, department: str | None = None, *, fiscal_year: int | None = None
) -> tuple[Decision, ...]:
    """Return the instructions that no reply has called done, overdue ones included; see ``instructions``."""
    done = {reply.decision for reply in snapshot.replies if reply.state == "done"}
    return tuple(
        row for row in instructions(snapshot, department, fiscal_year=fiscal_year) if row.number not in done
    )


def meeting_of(snapshot: Snapshot, decision: Decision) -> Meeting | None:
    """Return the meeting a decision was taken in, none for one outside a meeting."""
    return next((row for row in snapshot.meetings if row.number == decision.meeting), None)


def meeting_title(snapshot: Snapshot, decision: Decision) -> str:
    """Return where a decision was taken, as it stands on the form, in lists and in hand-outs."""
    meeting = meeting_of(snapshot, decision)
    if meeting is not None:
        return meeting.title
    return "会議の外" if decision.meeting is None else f"第{decision.meeting}回"
