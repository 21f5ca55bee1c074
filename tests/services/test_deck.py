"""会議モード through the services: an edition stays as it was frozen, what was decided since stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.deck_model import DecideScreen, Deck, FollowScreen
from miharu_dx.services import decisions, editions
from miharu_dx.services.deck import deck
from tests.pages.opened import stored
from tests.rich import rich_snapshot
from tests.services.desk import Desk, desk_on

KEY = PeriodKey(2026, 0)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk at a store of 45 actions whose first meeting has an edition."""
    path = tmp_path / "miharu_dx.duckdb"
    stored(path, rich_snapshot(45, 7), "real")
    found = desk_on(path)
    found.clock.now = found.clock.now.replace(month=11, day=22)
    editions.create_edition(found.ctx, "推進本部会議", key=KEY, held_on=date(2026, 11, 24))
    return found


def first_question(found: Deck) -> DecideScreen:
    return next(screen for screen in found.screens if isinstance(screen, DecideScreen) and screen.records)


def test_an_edition_names_itself_and_does_not_move_with_later_plans(desk: Desk) -> None:
    before = deck(desk.ctx, 1)
    assert before.number == 1
    edition = editions.edition_named(desk.ctx, 1)
    assert edition.short_hash in before.foot.edition
    with desk.store.transaction(actor="試験", kind="submit_plan", note="", at=desk.clock()) as tx:
        gone = desk.store.snapshot().actions[0].code
        tx.withdraw("action", [(gone,)])
    assert deck(desk.ctx, 1) == before
    assert deck(desk.ctx).screens != before.screens


def test_a_decision_stands_on_its_screen_and_opens_the_next_meeting(desk: Desk) -> None:
    asked = first_question(deck(desk.ctx, 1))
    decisions.record(
        desk.ctx, meeting=1, subject=asked.subject, kind="instruct", text="見積りを取り直す", question=asked.question,
        department=asked.department, due=deck(desk.ctx, 1).due, seconds=65, signal_on=asked.signal_on,
    )  # fmt: skip
    assert "見積りを取り直す" in first_question(deck(desk.ctx, 1)).recorded
    editions.create_edition(desk.ctx, "推進本部会議", key=KEY)
    followed = next(screen for screen in deck(desk.ctx, 2).screens if isinstance(screen, FollowScreen))
    assert [row.text for row in followed.rows] == ["見積りを取り直す"]
    assert first_question(deck(desk.ctx, 2)).recorded == ""


def test_the_rehearsal_shows_the_state_that_is_read(desk: Desk) -> None:
    then = replace(desk.ctx, at=2)
    assert deck(then).number is None
    assert "版2" in deck(then).foot.edition


def test_a_number_without_an_edition_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        deck(desk.ctx, 9)
    assert refused.value.code == "edition.unknown"


def test_the_projector_may_look(desk: Desk) -> None:
    shown = replace(desk.ctx, actor=Actor("投影", Role.PROJECTOR))
    assert deck(shown, 1) == deck(desk.ctx, 1)
