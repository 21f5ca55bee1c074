"""What is kept around the reports, as plain records: deadlines, closing, settings, reviews, withdrawals, mappings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

ReviewStep = Literal["manager", "committee"]
ReviewState = Literal["confirmed", "returned"]


@dataclass(frozen=True)
class Deadline:
    """The last day on which a period's workbooks are asked for; none where the 事務局 has set none."""

    fiscal_year: int
    period: str
    due: date | None


@dataclass(frozen=True)
class Closing:
    """Whether a period is closed, and by whom: a later change of it needs a reason."""

    fiscal_year: int
    period: str
    closed: bool
    reason: str
    actor: str
    at: datetime
    from_version: int = 0


@dataclass(frozen=True)
class Setting:
    """A setting of this installation that is kept with the data, by name."""

    name: str
    value: str


@dataclass(frozen=True)
class Review:
    """What one step of the 確認 said of the submission numbered ``subject``; a return has a reason."""

    subject: int
    step: ReviewStep
    state: ReviewState
    reason: str
    actor: str
    at: datetime
    from_version: int = 0


@dataclass(frozen=True)
class Withdrawal:
    """The submission numbered ``subject`` was taken back."""

    subject: int
    reason: str
    actor: str
    at: datetime
    from_version: int = 0


@dataclass(frozen=True)
class Mapping:
    """How one department's own kind of sheet is read; ``spec`` is the mapping as JSON."""

    department: str
    name: str
    spec: str
    from_version: int = 0
