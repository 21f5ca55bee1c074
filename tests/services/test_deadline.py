"""提出期限: kept as history, set by the 事務局 alone, and one for every page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.deadlines import DeadlineOrigin, due_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.version_kinds import DEADLINE
from miharu_dx.services.deadline import deadline_steps, due, reset_deadline, set_deadline
from tests.services.desk import Desk

H1 = PeriodKey(2026, 0)
PLANNED = date(2026, 10, 20)


def test_a_deadline_is_set_changed_and_taken_back_and_every_step_is_kept(desk: Desk) -> None:
    begun = desk.store.version
    assert due(desk.ctx, H1).day == PLANNED
    set_deadline(desk.ctx, H1, date(2026, 10, 25))
    desk.clock.now += timedelta(days=1)
    assert due(desk.ctx, H1).day == date(2026, 10, 25)
    set_deadline(desk.ctx, H1, None)
    assert (due(desk.ctx, H1).day, due(desk.ctx, H1).origin) == (None, DeadlineOrigin.SET)
    back = reset_deadline(desk.ctx, H1)
    assert (back.day, back.origin) == (PLANNED, DeadlineOrigin.PLAN)
    assert desk.store.version == begun + 3
    assert [(step.told, step.version - begun) for step in deadline_steps(desk.ctx, H1)] == [
        ("計画の期限に戻す", 3), ("期限なし", 2), ("令和8年10月25日（日）", 1),
    ]  # fmt: skip
    assert {step.actor for step in deadline_steps(desk.ctx, H1)} == {desk.actor.name}
    assert due_of(desk.store.snapshot(begun + 1), H1).day == date(2026, 10, 25)
    assert not deadline_steps(desk.ctx, PeriodKey(2026, 1))


def test_the_steps_as_of_a_version_are_those_known_then(desk: Desk) -> None:
    set_deadline(desk.ctx, H1, date(2026, 10, 25))
    then = desk.store.version
    reset_deadline(desk.ctx, H1)
    past = replace(desk.ctx, at=then)
    assert [step.told for step in deadline_steps(past, H1)] == ["令和8年10月25日（日）"]
    assert due(past, H1).day == date(2026, 10, 25)


def test_setting_what_is_set_already_makes_no_version(desk: Desk) -> None:
    set_deadline(desk.ctx, H1, date(2026, 10, 25))
    version = desk.store.version
    set_deadline(desk.ctx, H1, date(2026, 10, 25))
    reset_deadline(desk.ctx, PeriodKey(2026, 1))
    assert desk.store.version == version


def test_the_record_of_versions_names_period_and_day(desk: Desk) -> None:
    set_deadline(desk.ctx, H1, date(2026, 10, 25))
    latest = desk.store.audit(1)[0]
    assert latest["kind"] == DEADLINE
    assert latest["note"] == "令和8年度（2026年度）上期：令和8年10月25日（日）"


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.VIEWER, Role.COMMITTEE, Role.PROJECTOR])
def test_nobody_but_the_secretariat_sets_it(desk: Desk, role: Role) -> None:
    other = Desk(desk.store, desk.plan, desk.clock, Actor("試験", role, frozenset({"soumu"})))
    for change in (
        lambda: set_deadline(other.ctx, H1, date(2026, 10, 25)),
        lambda: reset_deadline(other.ctx, H1),
    ):
        with pytest.raises(Refusal) as refused:
            change()
        assert refused.value.code == "access.denied"


def test_a_day_that_cannot_be_is_refused_and_nothing_changes(desk: Desk) -> None:
    version = desk.store.version
    with pytest.raises(Refusal) as refused:
        set_deadline(desk.ctx, H1, date(2026, 3, 31))
    assert refused.value.code == "deadline.out_of_range"
    assert desk.store.version == version
