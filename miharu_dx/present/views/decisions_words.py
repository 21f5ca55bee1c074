"""How a decision and its state are drawn and told: a mark and a word for each, days as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.decision import INSTRUCTION_WORDS, InstructionState
from miharu_dx.domain.records_meeting import DECISION_WORDS, REPLY_WORDS, DecisionKind, Reply
from miharu_dx.present.palette import GROUP, TEXT, TROUBLE, WHITE, RatingStyle, Sign

_SLATE = "#626D84"
_PLAIN = RatingStyle(WHITE, TEXT, _SLATE, "#262F45")
_DONE = RatingStyle(GROUP, TEXT, "#8E96A8", TEXT)
_LATE = RatingStyle(TROUBLE, WHITE, TROUBLE, TROUBLE, bold=True)

KIND_SIGNS: Mapping[DecisionKind, Sign] = {
    "approve": Sign(DECISION_WORDS["approve"], "check", "√", _DONE),
    "hold": Sign(DECISION_WORDS["hold"], "clock", "…", _PLAIN),
    "instruct": Sign(DECISION_WORDS["instruct"], "tray", "↓", _PLAIN),
}
STATE_SIGNS: Mapping[InstructionState, Sign] = {
    InstructionState.OVERDUE: Sign(INSTRUCTION_WORDS[InstructionState.OVERDUE], "square", "■", _LATE),
    InstructionState.OPEN: Sign(INSTRUCTION_WORDS[InstructionState.OPEN], "half", "／", _PLAIN),
    InstructionState.DONE: Sign(INSTRUCTION_WORDS[InstructionState.DONE], "check", "√", _DONE),
}
NO_REPLY = "回答はまだありません"


def days_told(due: date | None, state: InstructionState | None, today: date) -> str:
    """Return how far a due date lies, as people say it; blank where nothing is waited for."""
    if due is None or state in (None, InstructionState.DONE):
        return ""
    days = (due - today).days
    if days < 0:
        return f"{-days}日超過"
    return "今日まで" if days == 0 else f"あと{days}日"


def reply_told(reply: Reply) -> str:
    """Return an answer in one line: 対応済（令和8年4月1日）：報告した."""
    day = f"（{date_label(reply.done_on)}）" if reply.done_on else ""
    return f"{REPLY_WORDS[reply.state]}{day}：{reply.text}"
