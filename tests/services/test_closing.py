"""A closed period: what changes it needs a reason, and who closed it is on record."""

from __future__ import annotations

import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.closing import closing_of, late_changes
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import closing, upload
from tests.services.desk import Desk, spoken

WHY = "集計の誤りが見つかったため"


def first_half(desk: Desk) -> PeriodKey:
    return desk.plan.key(2026, "上期")


def form(desk: Desk, progress: int = 40) -> bytes:
    return desk.form(進捗={("A1",): spoken(progress=progress)})


def test_closing_is_recorded_with_who_and_when_and_twice_is_once(desk: Desk) -> None:
    key = first_half(desk)
    done = closing.close_period(desk.ctx, key, "会議の資料にしたため")
    again = closing.close_period(desk.ctx, key)
    assert (done.already, again.already, again.version) == (False, True, done.version)
    found = closing_of(desk.store.snapshot(), key)
    assert found is not None
    assert (found.actor, found.at, found.reason) == (desk.actor.name, desk.clock.now, "会議の資料にしたため")
    record = desk.store.audit(1)[0]
    assert record["kind"] == "period_close"
    assert desk.plan.period_label(key) in record["note"]


def test_opening_needs_a_reason_and_makes_changes_free_again(desk: Desk) -> None:
    key = first_half(desk)
    assert closing.open_period(desk.ctx, key, WHY).already
    closing.close_period(desk.ctx, key)
    with pytest.raises(Refusal) as refused:
        closing.open_period(desk.ctx, key, " ")
    assert refused.value.code == "period.reason_missing"
    assert not closing.open_period(desk.ctx, key, WHY).already
    assert desk.store.audit(1)[0]["kind"] == "period_open"
    assert desk.hand_in(form(desk)).submission is not None


def test_several_periods_are_closed_in_one_version(desk: Desk) -> None:
    keys = [desk.plan.key(2025, "上期"), desk.plan.key(2025, "下期")]
    before = desk.store.version
    closing.close_period(desk.ctx, keys[0])
    done = closing.close_periods(desk.ctx, keys)
    assert (done.version, desk.store.version) == (before + 2, before + 2)
    assert all(closing_of(desk.store.snapshot(), key) for key in keys)


def test_a_period_that_has_not_ended_cannot_be_closed(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        closing.close_period(desk.ctx, desk.plan.key(2026, "下期"))
    assert refused.value.code == "period.not_ended"


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.COMMITTEE, Role.VIEWER])
def test_only_the_office_closes_and_opens(desk: Desk, role: Role) -> None:
    other = Desk(desk.store, desk.plan, desk.clock, Actor("誰か", role, frozenset({"soumu"})))
    for act in (lambda: closing.close_period(other.ctx, first_half(desk)),
                lambda: closing.open_period(other.ctx, first_half(desk), WHY)):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "access.denied"


def test_a_change_of_a_closed_period_is_refused_without_a_reason_and_kept_with_it(desk: Desk) -> None:
    key = first_half(desk)
    desk.hand_in(form(desk))
    closing.close_period(desk.ctx, key)
    data = form(desk, 55)
    preview = desk.check(data)
    version = desk.store.version
    with pytest.raises(Refusal) as refused:
        upload.commit(desk.ctx, preview, data, reason=" ")
    assert (refused.value.code, desk.store.version) == ("period.closed", version)
    upload.commit(desk.ctx, preview, data, reason=WHY)
    seen = desk.store.snapshot()
    assert seen.submissions[-1].reason == WHY
    assert [late.reason for late in late_changes(seen, key)] == [WHY]


def test_a_period_closed_between_the_preview_and_the_commit_asks_for_a_reason(desk: Desk) -> None:
    data = form(desk)
    preview = desk.check(data)
    closing.close_period(desk.ctx, first_half(desk))
    with pytest.raises(Refusal) as refused:
        upload.commit(desk.ctx, preview, data)
    assert refused.value.code == "period.closed"


def test_an_open_period_keeps_no_reason_and_is_changed_while_another_is_closed(desk: Desk) -> None:
    closing.close_period(desk.ctx, desk.plan.key(2025, "下期"))
    data = form(desk)
    upload.commit(desk.ctx, desk.check(data), data, reason="要らない言葉")
    assert desk.store.snapshot().submissions[-1].reason == ""


def test_a_plan_workbook_that_moves_the_targets_of_a_closed_year_needs_a_reason(desk: Desk) -> None:
    closing.close_period(desk.ctx, first_half(desk))
    for sheets, needed in (
        ({"工程": {("A1", "2026"): {"年度末の計画進捗率(%)": 70}}}, True),
        ({"工程": {("A1", "2027"): {"年度末の計画進捗率(%)": 90}}}, False),
    ):
        data = desk.plan_book(**sheets)  # type: ignore[arg-type]
        preview = desk.check(data, "計画.xlsx")
        if needed:
            with pytest.raises(Refusal) as refused:
                upload.commit(desk.ctx, preview, data)
            assert refused.value.code == "period.closed"
        upload.commit(desk.ctx, preview, data, reason=WHY)
        assert desk.store.snapshot().submissions[-1].reason == (WHY if needed else "")
