"""会議 for somebody who may view it: the next meeting, the editions, what changed after one, two compared."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present.views.meeting import AgendaRow, Coming, MeetingView, meeting_view
from miharu_dx.present.views.meeting_editions import (
    AfterRow,
    AfterView,
    CompareRow,
    CompareView,
    EditionLine,
    after_view,
    compare_view,
    edition_lines,
)
from miharu_dx.services import editions as edition_service
from miharu_dx.services.agenda import coming_agenda
from miharu_dx.services.context import Context
from miharu_dx.services.meetings import meeting_in, next_number

__all__ = [
    "AfterRow",
    "AfterView",
    "AgendaRow",
    "CompareRow",
    "CompareView",
    "EditionLine",
    "MeetingView",
    "after",
    "coming",
    "compare",
    "editions",
]


def coming(ctx: Context, key: PeriodKey, *, today: date) -> MeetingView:
    """Return the meeting being prepared, for a period, as of the version being read."""
    ctx.require(Permission.VIEW)
    snapshot = ctx.snapshot()
    number = next_number(snapshot)
    known = {row.number: row for row in snapshot.meetings}
    last = max((row.meeting for row in snapshot.editions), default=None)
    told = Coming(number, known.get(number), None if last is None else known.get(last))
    return meeting_view(snapshot, key, coming_agenda(ctx, key), told, today=today)


def editions(ctx: Context) -> tuple[EditionLine, ...]:
    """Return the editions, the newest first; of that one it is told how much changed after it."""
    snapshot = ctx.snapshot()
    newest = max((row.meeting for row in snapshot.editions), default=None)
    changed = {} if newest is None else {newest: len(after(ctx, newest).rows)}
    return edition_lines(snapshot, changed, ctx.clock().tzinfo)


def after(ctx: Context, number: int) -> AfterView:
    """Return 会議後の変更 of an edition (number of its meeting)."""
    snapshot = ctx.snapshot()
    return after_view(snapshot, meeting_in(snapshot, number), edition_service.changes_after(ctx, number))


def compare(ctx: Context, first: int, second: int) -> CompareView:
    """Return two editions (numbers of their meetings) side by side, the earlier one first."""
    return compare_view(edition_service.compare(ctx, first, second))
