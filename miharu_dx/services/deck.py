"""会議モード for somebody who may view it: a frozen edition, or the present state as a rehearsal."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.domain.records_meeting import Edition
from miharu_dx.present.views.deck import deck_view
from miharu_dx.present.views.deck_material import Material
from miharu_dx.present.views.deck_model import Deck
from miharu_dx.services.agenda import coming_agenda, edition_agenda
from miharu_dx.services.context import Context
from miharu_dx.services.editions import changes, edition_context, edition_key, edition_named, last_frozen
from miharu_dx.services.meetings import meeting_in
from miharu_dx.services.status import latest_reported


def deck(ctx: Context, number: int | None = None) -> Deck:
    """Return the screens of an edition (number of its meeting), or of the present state as a rehearsal.

    Reports and plan stay as they were frozen; decisions and replies are those of the newest state.
    Refuses a number without an edition.
    """
    ctx.require(Permission.VIEW)
    return deck_view(deck_material(ctx, number))


def deck_material(ctx: Context, number: int | None = None) -> Material:
    """Return what the screens of an edition, or of the present state, are made from."""
    if number is None:
        return _present(ctx)
    return _frozen(ctx, edition_named(ctx, number))


def _frozen(ctx: Context, edition: Edition) -> Material:
    frozen = edition_context(ctx, edition.meeting)
    key = edition_key(ctx, edition)
    latest = ctx.store.snapshot()
    return Material(
        now=frozen.snapshot(),
        before=None if edition.before is None else ctx.store.snapshot(edition.before),
        latest=latest,
        key=key,
        today=frozen.today(),
        day=ctx.today(),
        changes=changes(frozen, key, edition.before),
        agenda=edition_agenda(ctx, edition.meeting),
        meeting=meeting_in(latest, edition.meeting),
        edition=edition,
    )


def _present(ctx: Context) -> Material:
    now = ctx.snapshot()
    key = latest_reported(now, ctx.today())
    before = last_frozen(now)
    return Material(
        now=now,
        before=None if before is None else ctx.store.snapshot(before),
        latest=now,
        key=key,
        today=ctx.today(),
        day=ctx.today(),
        changes=changes(ctx, key, before),
        agenda=coming_agenda(ctx, key),
    )
