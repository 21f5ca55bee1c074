"""Rows as a department wrote them, before anything is stored, and what they would become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import (
    DECLARATIONS,
    NOT_APPLICABLE,
    UNCHANGED,
    Declaration,
    Indicator,
    Report,
)


class Fault(NamedTuple):
    """A fault of one field of a row: the code of its finding and what the wording needs."""

    code: str
    field: str
    args: Mapping[str, object] = {}


@dataclass(frozen=True)
class RowDraft:
    """One progress row as read; None and blank text mean that nothing was written.

    ``progress`` in per cent. Fields in ``unreadable`` hold something that could not be understood
    and has its own finding: they count as neither blank nor filled.
    """

    action: str
    declaration: Declaration | None = None
    stage: str | None = None
    rating: str | None = None
    progress: float | None = None
    achievement: str = ""
    issue: str = ""
    next_step: str = ""
    request: str = ""
    as_of_date: date | None = None
    author: str = ""
    unreadable: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Whether a field holds something, readable or not."""
        return name in self.unreadable or getattr(self, name) not in (None, "")

    def lacks(self, name: str) -> bool:
        """Whether a field was left blank."""
        return not self.has(name)

    @property
    def silent(self) -> bool:
        """Whether nothing at all was said: no 申告区分 and no input."""
        return not any(self.has(name) for name in ("declaration", *INPUTS))


INPUTS: tuple[str, ...] = (
    "stage",
    "rating",
    "progress",
    "achievement",
    "issue",
    "next_step",
    "request",
    "as_of_date",
    "author",
)
CARRIED: tuple[str, ...] = ("stage", "rating", "progress", "issue", "next_step")
COMPARED: tuple[str, ...] = (*CARRIED, "achievement")


def declared(word: object) -> Declaration | None:
    """Return a word as a declaration, none for any other value."""
    return next((known for known in DECLARATIONS if known == word), None)


def report_of(draft: RowDraft, previous: Report | None, plan: Plan, key: PeriodKey) -> Report | None:
    """Return the report a row without blocking findings becomes; none for a row without declaration.

    変更なし carries stage, rating, progress, issue and next step over from ``previous`` (its last
    report); 該当なし holds neither stage nor rating nor progress. A blank 基準日 is the period's end.
    """
    if draft.declaration is None:
        return None
    values: dict[str, object] = {name: getattr(draft, name) for name in COMPARED}
    if draft.declaration == UNCHANGED and previous is not None:
        values |= {name: getattr(previous, name) for name in CARRIED}
    if draft.declaration == NOT_APPLICABLE:
        values |= {"stage": None, "rating": None, "progress": None}
    return Report(
        action=draft.action,
        fiscal_year=key.fiscal_year,
        period=plan.period_at(key).code,
        declaration=draft.declaration,
        request=draft.request,
        as_of_date=draft.as_of_date or plan.end_date(key),
        author=draft.author,
        **values,  # type: ignore[arg-type]
    )


@dataclass(frozen=True)
class RowContext:
    """What a progress row is judged against.

    ``previous`` is the action's last report before ``key`` and ``previous_key`` its period,
    ``current`` what is already stored for ``key``; ``expected`` the planned progress (per cent) at the period's end, none where none is planned.
    """

    plan: Plan
    key: PeriodKey
    today: date
    previous: Report | None = None
    previous_key: PeriodKey | None = None
    current: Report | None = None
    expected: float | None = None


@dataclass(frozen=True)
class IndicatorDraft:
    """One indicator row as read: the actual value of an indicator for a fiscal year, in its unit."""

    action: str
    indicator: str
    fiscal_year: int
    actual: float | None


@dataclass(frozen=True)
class IndicatorContext:
    """What an indicator row is judged against.

    ``actuals`` holds the known values by fiscal year: those stored, and over them those of the
    same sheet for other years; ``stored`` is what is stored for the row's own year.
    """

    key: PeriodKey
    indicator: Indicator
    target: float | None = None
    stored: float | None = None
    actuals: Mapping[int, float] = field(default_factory=dict[int, float])
