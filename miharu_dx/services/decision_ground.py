"""What recording and answering decisions stand on: the decision meant, the year, words on one line."""

from __future__ import annotations

from miharu_dx.config import DECISION_CHARACTERS
from miharu_dx.domain.calendar import fiscal_year_of
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Decision
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services.context import Context


def decision_of(snapshot: Snapshot, number: int) -> Decision:
    """Return a decision by its number; refuse a number nobody has."""
    found = next((row for row in snapshot.decisions if row.number == number), None)
    if found is None:
        raise Refusal("decision.unknown", number=number)
    return found


def today_year(ctx: Context) -> int:
    """Return the fiscal year of the present day."""
    return fiscal_year_of(ctx.today(), ctx.plan.fiscal_year_start_month)


def said_in_one_line(field: str, text: str) -> str:
    """Return words as they are kept, on one line; refuse those too long for the wall."""
    told = " ".join(text.split())
    if len(told) > DECISION_CHARACTERS:
        raise Refusal("decision.too_long", field=field, count=len(told), limit=DECISION_CHARACTERS)
    return told
