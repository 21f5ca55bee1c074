"""会議版: a version frozen for a meeting, what it shows, what changed before and after it, two side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.content_hash import content_hash
from miharu_dx.domain.edition_compare import EditionComparison, EditionState, compared_editions
from miharu_dx.domain.meeting_changes import MeetingChanges, changes_since
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.reasons import told_reason
from miharu_dx.domain.records import Schedule, Snapshot
from miharu_dx.domain.records_meeting import Edition
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.slips import ScheduleStep
from miharu_dx.domain.value_changes import ValueChange, value_changes
from miharu_dx.domain.version_kinds import EDITION
from miharu_dx.services.context import Context
from miharu_dx.services.meetings import MeetingDraft, checked, draft_of, meeting_in, next_number, put_meeting
from miharu_dx.services.status import latest_reported


def create_edition(
    ctx: Context,
    name: str,
    *,
    number: int | None = None,
    key: PeriodKey | None = None,
    held_on: date | None = None,
) -> Edition:
    """Freeze the present version for a meeting, the meeting being prepared where no number is given.

    ``key`` is the period it speaks of, by default the latest one with a report. What is known of the
    meeting already stays, but for the name and, where one is given, the day. Refuses a second edition
    of one meeting, a store without actions and a period that has not begun.
    """
    ctx.require(Permission.PREPARE_MEETING)
    told = checked(MeetingDraft(name, number, held_on))
    title = told.name if told.number is None else f"第{told.number}回 {told.name}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=EDITION, note=title, at=ctx.clock()) as tx:
        now = tx.snapshot()
        if not now.actions:
            raise Refusal("edition.nothing")
        wanted = key or latest_reported(now, ctx.today())
        _require_begun(ctx, wanted)
        meeting = told.number or next_number(now)
        _require_free(now, meeting)
        put_meeting(tx, now, _merged(now, told, meeting))
        row = {
            "meeting": meeting,
            "frozen_version": tx.base,
            "fiscal_year": wanted.fiscal_year,
            "period": ctx.plan.period_at(wanted).code,
            "before": _before(now, meeting),
            "content_hash": content_hash(now),
        }
        tx.put("edition", [row], None)
        return edition_in(tx.snapshot(), meeting)


def _require_begun(ctx: Context, key: PeriodKey) -> None:
    begins = ctx.plan.begin_date(key)
    if begins > ctx.today():
        raise Refusal("edition.not_begun", period=ctx.plan.period_label(key), begins=date_label(begins))


def _require_free(now: Snapshot, number: int) -> None:
    for row in now.editions:
        if row.meeting == number:
            raise Refusal("edition.exists", number=number, version=row.frozen_version)


def _merged(now: Snapshot, told: MeetingDraft, number: int) -> MeetingDraft:
    known = next((row for row in now.meetings if row.number == number), None)
    if known is None:
        return replace(told, number=number)
    return replace(draft_of(known), name=told.name, held_on=told.held_on or known.held_on)


def _before(now: Snapshot, number: int) -> int | None:
    """Return the frozen version of the meeting before; none for the first one that has an edition."""
    earlier = [row for row in now.editions if row.meeting < number]
    return max(earlier, key=lambda row: row.meeting).frozen_version if earlier else None


def withdraw_edition(ctx: Context, number: int, reason: str) -> int:
    """Take an edition back, so that it can be made again, and return the version; the record keeps it.

    Refuses one without a reason, one on which something was decided and one a later edition follows.
    """
    ctx.require(Permission.PREPARE_MEETING)
    told = told_reason(reason)
    if not told:
        raise Refusal("edition.reason_missing")
    note = f"第{number}回の会議版を取消：{told}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=EDITION, note=note, at=ctx.clock()) as tx:
        now = tx.snapshot()
        edition_in(now, number)
        count = sum(1 for row in now.decisions if row.meeting == number)
        if count:
            raise Refusal("edition.decided", number=number, count=count)
        later = min((row.meeting for row in now.editions if row.meeting > number), default=None)
        if later is not None:
            raise Refusal("edition.followed", number=number, later=later)
        tx.withdraw("edition", [(number,)])
        return tx.version


def editions(ctx: Context) -> tuple[Edition, ...]:
    """Return every edition by its meeting's number, as of the version being read."""
    return tuple(sorted(ctx.snapshot().editions, key=lambda row: row.meeting))


def edition_named(ctx: Context, number: int) -> Edition:
    """Return the edition of a meeting (number), from the newest state; refuse a number without one."""
    ctx.require(Permission.VIEW)
    return edition_in(ctx.store.snapshot(), number)


def edition_in(snapshot: Snapshot, number: int) -> Edition:
    """Return the edition of a meeting in a state; refuse a number without one."""
    found = next((row for row in snapshot.editions if row.meeting == number), None)
    if found is None:
        raise Refusal("edition.unknown", number=number)
    return found


def edition_key(ctx: Context, edition: Edition) -> PeriodKey:
    """Return the period an edition speaks of."""
    return ctx.plan.key(edition.fiscal_year, edition.period)


def edition_context(ctx: Context, number: int) -> Context:
    """Return the surroundings in which an edition is read: its frozen version, on the day it was frozen.

    So what was late on that day stays late, however long after the edition is opened.
    """
    edition = edition_named(ctx, number)
    day = edition.at.astimezone(ctx.clock().tzinfo).date()
    return replace(ctx, at=edition.frozen_version, on=day, meeting=number)


def edition_told(ctx: Context) -> str:
    """Return which edition is being read, with its day, version and mark; blank where none is."""
    if ctx.meeting is None:
        return ""
    edition = edition_named(ctx, ctx.meeting)
    title = meeting_in(ctx.store.snapshot(), ctx.meeting).title
    told = f"{date_label(ctx.today())}・版{edition.frozen_version}・内容の印 {edition.short_hash}"
    return f"{title}の会議版（{told}）"


def changes(ctx: Context, key: PeriodKey, before: int | None) -> MeetingChanges:
    """Return what changed up to a period since the last meeting's version, as of the version being read."""
    now = ctx.snapshot()
    past = None if before is None else ctx.store.snapshot(before)
    return changes_since(now, past, key, steps=schedule_steps(ctx, now.version))


def last_frozen(snapshot: Snapshot) -> int | None:
    """Return the frozen version of the last edition a state knows: what the next meeting is compared with."""
    return _before(snapshot, 1 + max((row.meeting for row in snapshot.editions), default=0))


def schedule_steps(ctx: Context, version: int) -> tuple[ScheduleStep, ...]:
    """Return the schedule's rows of all versions up to one, in the order they were written."""
    return tuple(
        ScheduleStep(
            Schedule(row["action"], row["fiscal_year"], row["planned_stage"], row["planned_progress"]),
            row["from_version"],
            row["to_version"],
        )
        for row in ctx.store.rows("schedule_steps", version=version)
    )


def changes_after(ctx: Context, number: int) -> tuple[ValueChange, ...]:
    """Return 会議後の変更: every value that is not what an edition shows, as of the version being read.

    None where the version being read lies before the edition.
    """
    edition, now = edition_named(ctx, number), ctx.snapshot()
    if now.version <= edition.frozen_version:
        return ()
    return value_changes(ctx.store.snapshot(edition.frozen_version), now)


def compare(ctx: Context, first: int, second: int) -> EditionComparison:
    """Return two editions (numbers of their meetings) side by side, the earlier one first."""
    if first == second:
        raise Refusal("edition.same")
    before, after = (_state(ctx, number) for number in sorted((first, second)))
    steps = schedule_steps(ctx, after.edition.frozen_version)
    return compared_editions(before, after, steps)


def _state(ctx: Context, number: int) -> EditionState:
    edition = edition_named(ctx, number)
    latest = ctx.store.snapshot()
    return EditionState(
        meeting_in(latest, number),
        edition,
        edition_key(ctx, edition),
        ctx.store.snapshot(edition.frozen_version),
    )
