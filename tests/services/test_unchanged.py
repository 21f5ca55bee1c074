"""変更なし at once: our own form by the same path as any other, the rows shown and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from miharu_dx.domain.access import Permission
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UNCHANGED
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import closing, unchanged, upload
from tests.services.desk import JST, Desk, spoken

H1, H2 = PeriodKey(2026, 0), PeriodKey(2026, 1)


@pytest.fixture
def reported(desk: Desk) -> Desk:
    """Return a desk whose first department reported one period, on the day after the next one began."""
    desk.hand_in(
        desk.form(進捗={
            ("A1",): spoken(rating="やや遅れ", progress=45, 課題="サンプル：入札", 今後の対応="サンプル：再入札"),
            ("A2",): spoken("準備中"),
        })
    )  # fmt: skip
    desk.clock.now = datetime(2027, 4, 5, 9, 0, tzinfo=JST)
    return desk


def test_the_offer_lists_the_silent_rows_that_can_be_carried_over_and_the_others_with_the_reason(
    desk: Desk,
) -> None:
    desk.hand_in(desk.form(進捗={("A1",): spoken(), ("A2",): {"申告区分": "該当なし"}}))
    desk.clock.now = datetime(2027, 4, 5, 9, 0, tzinfo=JST)
    shown = unchanged.offer(desk.ctx, "soumu", H2)
    assert shown.codes == ("A1",)
    assert [(row.code, row.note) for row in shown.unit.left] == [
        ("A2", "前の期が「該当なし」のため、記入が必要")
    ]
    assert unchanged.offer(desk.ctx, "soumu", H1).codes == ()
    assert [row.note for row in unchanged.offer(desk.ctx, "jumin", H1).unit.left] == [
        "前の期の報告がないため、記入が必要"
    ]


def test_what_is_handed_in_carries_the_period_before_over_and_its_form_is_kept(reported: Desk) -> None:
    before = reported.store.version
    shown = unchanged.offer(reported.ctx, "soumu", H2)
    receipt = unchanged.hand_in(reported.ctx, shown)
    assert (receipt.version, receipt.already, receipt.counts.new) == (before + 1, False, 2)
    seen = reported.store.snapshot()
    now, then = seen.report("A1", H2), seen.report("A1", H1)
    assert now is not None
    assert then is not None
    assert now.declaration == UNCHANGED
    assert (now.stage, now.rating, now.progress, now.issue, now.next_step) == (
        then.stage, then.rating, then.progress, then.issue, then.next_step,
    )  # fmt: skip
    assert (now.achievement, now.submission) == ("", receipt.submission)
    last = seen.submissions[-1]
    assert (last.department, last.fiscal_year, last.period, last.file_name) == (
        "soumu", 2026, "H2", "様式_総務課_R08下期_変更なし.xlsx",
    )  # fmt: skip
    (kept,) = reported.store.rows("workbook_bytes", sha256=last.sha256)
    read = upload.prepare(reported.ctx, last.file_name, bytes(kept["data"]))
    assert (read.department, read.key, read.counts.any) == ("soumu", H2, False)
    trail = reported.store.rows("value_trail", entity="report", entity_key="A1/2026/H2", field="declaration")
    assert [(row["sheet"], row["raw"], row["file_name"]) for row in trail] == [
        ("進捗", UNCHANGED, last.file_name)
    ]


def test_rows_that_were_answered_stay_as_they_are(reported: Desk) -> None:
    reported.hand_in(reported.form(period="下期", 進捗={("A2",): spoken("実施中", progress=70)}))
    shown = unchanged.offer(reported.ctx, "soumu", H2)
    assert shown.codes == ("A1",)
    unchanged.hand_in(reported.ctx, shown)
    seen = reported.store.snapshot()
    assert seen.report("A2", H2).progress == 70
    assert seen.report("A2", H2).declaration == "更新"
    assert seen.report("A1", H2).declaration == UNCHANGED


def test_a_second_press_does_nothing_and_says_so(reported: Desk) -> None:
    shown = unchanged.offer(reported.ctx, "soumu", H2)
    unchanged.hand_in(reported.ctx, shown)
    version = reported.store.version
    with pytest.raises(Refusal) as refused:
        unchanged.hand_in(reported.ctx, shown)
    assert refused.value.code == "unchanged.nothing"
    assert reported.store.version == version


def test_rows_answered_since_they_were_shown_are_not_handed_in_unseen(reported: Desk) -> None:
    shown = unchanged.offer(reported.ctx, "soumu", H2)
    reported.hand_in(reported.form(period="下期", 進捗={("A2",): spoken("実施中", progress=70)}))
    version = reported.store.version
    with pytest.raises(Refusal) as refused:
        unchanged.hand_in(reported.ctx, shown)
    assert refused.value.code == "unchanged.moved"
    assert reported.store.version == version


def test_a_department_answers_for_itself_and_for_no_other(reported: Desk) -> None:
    own, other = reported.as_department("soumu"), reported.as_department("jumin")
    with pytest.raises(Refusal) as refused:
        unchanged.offer(other.ctx, "soumu", H2)
    assert refused.value.code == "access.other_department"
    shown = unchanged.offer(own.ctx, "soumu", H2)
    with pytest.raises(Refusal):
        unchanged.hand_in(other.ctx, shown)
    assert not unchanged.hand_in(own.ctx, shown).already
    assert reported.store.snapshot().submissions[-1].actor == own.actor.name


def test_a_period_that_has_not_begun_is_not_answered(reported: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        unchanged.offer(reported.ctx, "soumu", PeriodKey(2027, 1))
    assert refused.value.code == "unchanged.not_begun"


def test_a_closed_period_asks_for_a_reason(reported: Desk) -> None:
    closing.close_period(reported.ctx, H2)
    reported.clock.now += timedelta(days=1)
    shown = unchanged.offer(reported.ctx, "soumu", H2)
    assert shown.closed
    with pytest.raises(Refusal) as refused:
        unchanged.hand_in(reported.ctx, shown)
    assert refused.value.code == "period.closed"
    done = unchanged.hand_in(reported.ctx, shown, reason="サンプル：提出を忘れていたため")
    assert not done.already
    assert reported.store.snapshot().submissions[-1].reason == "サンプル：提出を忘れていたため"


def test_while_the_past_is_read_nothing_is_handed_in(reported: Desk) -> None:
    past = replace(reported.ctx, at=1)
    assert past.actor.may(Permission.SUBMIT, "soumu")
    with pytest.raises(Refusal) as refused:
        unchanged.offer(past, "soumu", H2)
    assert refused.value.code == "past.no_writing"
