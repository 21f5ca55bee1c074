"""Judgement of one answer to an instruction: whole or not there, and nothing that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.drafts import Fault
from miharu_dx.domain.records_meeting import REPLY_WORDS, Decision, ReplyState

REPLY_INPUTS: tuple[str, ...] = ("state", "text", "done_on", "author")
_QUOTED = 40  # 指摘の文が2行でおさまる長さ


@dataclass(frozen=True)
class ReplyDraft:
    """One answer as read; fields in ``unreadable`` hold something that has its own finding."""

    state: ReplyState | None = None
    text: str = ""
    done_on: date | None = None
    author: str = ""
    unreadable: frozenset[str] = field(default=frozenset())

    @property
    def silent(self) -> bool:
        """Whether nothing at all was written."""
        return not self.unreadable & set(REPLY_INPUTS) and not any(
            getattr(self, name) for name in REPLY_INPUTS
        )


def judge_reply(draft: ReplyDraft, today: date) -> tuple[Fault, ...]:
    """Return every fault of an answer; a row without any has none."""
    return () if draft.silent else tuple(_faults(draft, today))


def _faults(draft: ReplyDraft, today: date) -> Iterator[Fault]:
    done = REPLY_WORDS["done"]
    if draft.state is None and "state" not in draft.unreadable:
        yield Fault("instruction.state_blank", "state")
    if not draft.text and "text" not in draft.unreadable:
        yield Fault("instruction.text_blank", "text")
    if draft.done_on is not None and draft.state not in (None, "done"):
        args = {"state": REPLY_WORDS[draft.state], "done": done}
        yield Fault("instruction.day_not_done", "done_on", args)
    if draft.done_on is not None and draft.done_on > today:
        yield Fault("instruction.day_future", "done_on")
    if draft.done_on is None and draft.state == "done" and "done_on" not in draft.unreadable:
        yield Fault("instruction.day_blank", "done_on", {"done": done})
    if not draft.author and "author" not in draft.unreadable:
        yield Fault("row.author_blank", "author")


def unanswered(decision: Decision, today: date) -> Fault:
    """Return the fault of an open instruction that a form leaves without an answer."""
    due = ""
    if decision.due is not None:
        late = "。期限を過ぎています" if today > decision.due else ""
        due = f"（期限 {date_label(decision.due)}{late}）"
    return Fault(
        "instruction.unanswered",
        "state",
        {"number": decision.number, "told": quoted(decision.text), "due": due},
    )


def quoted(text: str) -> str:
    """Return an instruction as it is quoted in a sentence; a long one ends in …."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
