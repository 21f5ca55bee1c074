"""What meetings leave behind, as plain records: meetings, editions, agenda marks, decisions, replies, revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

AgendaState = Literal["pinned", "dropped", "placed"]
DecisionKind = Literal["approve", "hold", "instruct"]
ReplyState = Literal["done", "doing", "waiting"]

DECISION_WORDS: dict[DecisionKind, str] = {"approve": "承認", "hold": "保留", "instruct": "指示"}
REPLY_WORDS: dict[ReplyState, str] = {"done": "対応済", "doing": "対応中", "waiting": "これから"}


@dataclass(frozen=True)
class Meeting:
    """A meeting of the steering body; ``attendees`` and ``remarks`` hold one person or opinion a line.

    ``begins`` and ``ends`` are times of day as people write them (13:30).
    """

    number: int
    name: str
    held_on: date | None
    place: str
    begins: str
    ends: str
    attendees: str
    remarks: str
    actor: str
    at: datetime
    from_version: int = 0

    @property
    def title(self) -> str:
        """The number and the name, as they stand on every screen and hand-out of the meeting."""
        return f"第{self.number}回 {self.name}"


@dataclass(frozen=True)
class Edition:
    """A version frozen for a meeting; ``before`` is the version it is compared with, none for the first.

    ``content_hash`` is the SHA-256 (hex) of everything the version holds, so two hand-outs of one
    edition can be told to agree.
    """

    meeting: int
    frozen_version: int
    fiscal_year: int
    period: str
    before: int | None
    content_hash: str
    actor: str
    at: datetime
    from_version: int = 0

    @property
    def short_hash(self) -> str:
        """The first eight places of the content hash, for a foot line."""
        return self.content_hash[:8]


@dataclass(frozen=True)
class AgendaMark:
    """What the 事務局 said of one action (code) on the agenda of a meeting (number) before it begins."""

    meeting: int
    subject: str
    state: AgendaState
    place: int | None


@dataclass(frozen=True)
class Decision:
    """What was decided; ``meeting`` is none outside a meeting, ``subject`` an action's code or blank.

    An instruction names the department (code) that carries it out and says what to do; ``question``
    is the request it answers, ``signal_on`` the day the matter first showed, ``seconds`` the time it took.
    """

    number: int
    meeting: int | None
    subject: str
    kind: DecisionKind
    text: str
    question: str
    department: str
    due: date | None
    seconds: int | None
    signal_on: date | None
    actor: str
    at: datetime
    from_version: int = 0


@dataclass(frozen=True)
class Reply:
    """The last answer to an instruction (number of the decision); ``done_on`` is the day it was carried out."""

    decision: int
    state: ReplyState
    text: str
    done_on: date | None
    author: str
    actor: str
    at: datetime
    from_version: int = 0


@dataclass(frozen=True)
class Revision:
    """Why a plan workbook (``subject``, its submission's number) changed the plan, and who decided it when."""

    subject: int
    reason: str
    decided_on: date | None
    decision: int | None
    actor: str
    at: datetime
    from_version: int = 0
