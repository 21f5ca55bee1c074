"""The agenda of a meeting for whoever may view it; the 事務局 pins, drops and moves what stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from miharu_dx.domain.access import Permission
from miharu_dx.domain.agenda import AgendaItem, agenda
from miharu_dx.domain.meeting_changes import MOST_UNCHANGED, UNCHANGED_SETTING, unchanged_limit
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import AgendaMark, AgendaState
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.version_kinds import AGENDA, SETTING
from miharu_dx.services.context import Context
from miharu_dx.services.editions import edition_context, edition_named, last_frozen, schedule_steps
from miharu_dx.services.meetings import next_number


def choose_unchanged(ctx: Context, periods: int) -> int:
    """Set from how many periods on an action that stands still is told, and return the version.

    The number in force makes none. Refuses whoever does not keep the settings.
    """
    ctx.require(Permission.SET_UP)
    if not 1 <= periods <= MOST_UNCHANGED:
        raise Refusal("agenda.periods_wrong", value=periods, limit=MOST_UNCHANGED)
    note = f"動きのない取組として挙げるまでの期の数：{periods}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=SETTING, note=note, at=ctx.clock()) as tx:
        if unchanged_limit(tx.snapshot()) == periods:
            return tx.base
        tx.put("setting", [{"name": UNCHANGED_SETTING, "value": str(periods)}], None)
        return tx.version


def edition_agenda(ctx: Context, number: int) -> tuple[AgendaItem, ...]:
    """Return the agenda an edition (number of its meeting) froze, in the order to be talked about."""
    edition = edition_named(ctx, number)
    frozen = edition_context(ctx, number)
    key = ctx.plan.key(edition.fiscal_year, edition.period)
    return _agenda(frozen, frozen.snapshot(), key, number, edition.before)


def coming_agenda(ctx: Context, key: PeriodKey) -> tuple[AgendaItem, ...]:
    """Return the agenda of the meeting being prepared, for a period, as of the version being read."""
    now = ctx.snapshot()
    return _agenda(ctx, now, key, next_number(now), last_frozen(now))


def _agenda(
    ctx: Context, now: Snapshot, key: PeriodKey, number: int, before: int | None
) -> tuple[AgendaItem, ...]:
    past = None if before is None else ctx.store.snapshot(before)
    steps = schedule_steps(ctx, now.version)
    return agenda(now, past, key, _marks(now, number), ctx.today(), steps=steps)


def _marks(snapshot: Snapshot, number: int) -> tuple[AgendaMark, ...]:
    return tuple(mark for mark in snapshot.agenda_marks if mark.meeting == number)


def pin(ctx: Context, subject: str) -> int:
    """Put an action (code) among the first to be talked about, whether it is on the list or not."""
    return _mark(ctx, subject, "pinned", f"{subject} を先頭で話す")


def drop(ctx: Context, subject: str) -> int:
    """Leave an action (code) out of the next meeting; it stays on the list as one that was left out."""
    return _mark(ctx, subject, "dropped", f"{subject} を今回は話さない")


def unmark(ctx: Context, subject: str) -> int:
    """Let the weight alone say again where an action (code) stands, and return the version."""
    ctx.require(Permission.PREPARE_MEETING)
    note = f"{subject} の並びを元に戻す"
    with ctx.store.transaction(actor=ctx.actor.name, kind=AGENDA, note=note, at=ctx.clock()) as tx:
        now = tx.snapshot()
        number = _open_number(now)
        if all(mark.subject != subject for mark in _marks(now, number)):
            return tx.base
        tx.withdraw("agenda", [(number, subject)])
        return tx.version


def _mark(ctx: Context, subject: str, state: AgendaState, note: str) -> int:
    ctx.require(Permission.PREPARE_MEETING)
    with ctx.store.transaction(actor=ctx.actor.name, kind=AGENDA, note=note, at=ctx.clock()) as tx:
        now = tx.snapshot()
        if subject not in now.actions_by_code:
            raise Refusal("agenda.subject_unknown", subject=subject)
        number = _open_number(now)
        standing = [(mark.state, mark.place) for mark in _marks(now, number) if mark.subject == subject]
        if standing and standing[0][0] == state:
            return tx.base
        tx.put("agenda", [_row(number, subject, state, None)], None)
        return tx.version


def move(ctx: Context, subject: str, by: int, shown: Sequence[AgendaItem]) -> int:
    """Move an action (code) up (``by`` below 0) or down among its like, and return the version.

    ``shown`` is the agenda somebody looked at: everything a person placed keeps the place it has there,
    so nothing but the two that change places moves. Past an end nothing happens.
    """
    ctx.require(Permission.PREPARE_MEETING)
    item = next((row for row in shown if row.subject == subject and not row.dropped), None)
    if item is None:
        raise Refusal("agenda.subject_unknown", subject=subject)
    group = [row for row in shown if row.pinned == item.pinned and not row.dropped]
    old = group.index(item)
    new = min(max(old + by, 0), len(group) - 1)
    if new == old:
        return ctx.store.version
    group.insert(new, group.pop(old))
    return _placed(ctx, subject, group)


def _placed(ctx: Context, subject: str, group: Sequence[AgendaItem]) -> int:
    """Write the places of the one that was moved and of all that had one."""
    note = f"{subject} の順番を変える"
    with ctx.store.transaction(actor=ctx.actor.name, kind=AGENDA, note=note, at=ctx.clock()) as tx:
        number = _open_number(tx.snapshot())
        rows = list(_places(number, subject, group))
        counts = tx.put("agenda", rows, None)
        return tx.version if counts.new or counts.changed else tx.base


def _places(number: int, subject: str, group: Sequence[AgendaItem]) -> Iterable[dict[str, object]]:
    for place, item in enumerate(group, start=1):
        if item.pinned or item.place is not None or item.subject == subject:
            yield _row(number, item.subject, "pinned" if item.pinned else "placed", place)


def _row(number: int, subject: str, state: AgendaState, place: int | None) -> dict[str, object]:
    return {"meeting": number, "subject": subject, "state": state, "place": place}


def _open_number(now: Snapshot) -> int:
    """Return the number of the meeting whose agenda may still be changed."""
    number = next_number(now)
    if any(row.meeting == number for row in now.editions):
        raise Refusal("agenda.frozen", number=number)
    return number
