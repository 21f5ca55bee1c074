"""取消: the rows of a submission go back to what the others say of them, and nothing else moves."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.undo import Outcome, Why
from miharu_dx.present.views.history_undo import undo_sentence
from miharu_dx.services import upload
from miharu_dx.services.withdrawal import (
    prepare_restoration,
    prepare_withdrawal,
    restore_submission,
    withdraw_submission,
)
from tests.services.desk import ACTIONS, Desk, spoken

H1 = PeriodKey(2026, 0)
LATE = {"評価": "遅れ", "課題": "サンプル：入札が不調だった"}
WHY = "別の課のファイルだったため"


def progress(desk: Desk) -> dict[str, float | None]:
    return {row.action: row.progress for row in desk.store.snapshot().reports}


def number_of(desk: Desk, **rows: object) -> int:
    """Hand in a form of 総務課 and return the submission's number."""
    told = {(code,): row for code, row in rows.items()}
    found = desk.hand_in(desk.form(進捗=told), "総務課.xlsx").submission
    assert found is not None
    return found


def test_new_rows_are_gone_and_older_ones_have_their_values_again(desk: Desk) -> None:
    first = number_of(desk, A1=spoken(progress=40))
    second = number_of(desk, A1=spoken(progress=60), A2=spoken("準備中", progress=20))
    seen = prepare_withdrawal(desk.ctx, second)
    assert {(row.key.split("/")[0], row.outcome) for row in seen.rows} == {
        ("A1", Outcome.BACK), ("A2", Outcome.GONE),
    }  # fmt: skip
    before = desk.store.version
    done = withdraw_submission(desk.ctx, second, WHY, seen=seen)
    assert (done.version, done.already) == (before + 1, False)
    assert progress(desk) == {"A1": 40}
    state = desk.store.snapshot()
    report = state.report("A1", H1)
    assert report is not None
    assert report.submission == first
    (taken,) = state.withdrawals
    assert (taken.subject, taken.reason, taken.from_version) == (second, WHY, done.version)
    assert desk.store.snapshot(before).report("A1", H1).progress == 60


def test_what_was_changed_later_stays_field_by_field_and_is_said_before(desk: Desk) -> None:
    number_of(desk, A1=spoken(progress=10), A2=spoken(progress=10))
    middle = number_of(
        desk, A1=spoken(progress=40, rating="やや遅れ", 課題="サンプル：混み合った"), A2=spoken(progress=40)
    )
    number_of(desk, A2=spoken(progress=50))
    number_of(desk, A1=spoken(progress=70, rating="やや遅れ", 課題="サンプル：混み合った"))
    seen = prepare_withdrawal(desk.ctx, middle)
    rows = {row.key.split("/")[0]: row for row in seen.rows}
    assert rows["A1"].outcome is Outcome.PARTLY
    assert {item.field for item in rows["A1"].fields} == {"rating", "issue"}
    assert {item.field for item in rows["A1"].kept} == {"progress"}
    assert (rows["A2"].outcome, rows["A2"].why) == (Outcome.KEPT, Why.LATER)
    assert undo_sentence(seen) == (
        "1行を前の値に戻し、1行は後から変更されているためそのまま残します。"
        "戻す行のうち1行は、後から変更された項目だけを残します。"
    )
    withdraw_submission(desk.ctx, middle, WHY)
    report = desk.store.snapshot().report("A1", H1)
    assert report is not None
    assert (report.progress, report.rating, report.issue) == (70, "順調", "")
    assert progress(desk)["A2"] == 50


def test_an_undo_is_undone_and_the_submission_counts_as_if_nothing_had_been(desk: Desk) -> None:
    first = number_of(desk, A1=spoken(progress=40))
    second = number_of(desk, A1=spoken(progress=60), A2=spoken(progress=30))
    before = desk.store.snapshot()
    withdraw_submission(desk.ctx, second, WHY)
    withdraw_submission(desk.ctx, first, WHY)
    assert progress(desk) == {}
    seen = prepare_restoration(desk.ctx, second)
    assert {row.outcome for row in seen.rows} == {Outcome.AGAIN}
    restore_submission(desk.ctx, second, "確かめた結果、正しかったため", seen=seen)
    restore_submission(desk.ctx, first, "確かめた結果、正しかったため")
    after = desk.store.snapshot()
    assert [replace(row, from_version=0) for row in after.reports] == [
        replace(row, from_version=0) for row in before.reports
    ]
    assert after.withdrawals == ()
    assert withdraw_submission(desk.ctx, second, WHY).already is False
    assert progress(desk) == {"A1": 40}


def test_a_second_click_changes_nothing_and_says_so(desk: Desk) -> None:
    number = number_of(desk, A1=spoken())
    done = withdraw_submission(desk.ctx, number, WHY)
    again = withdraw_submission(desk.ctx, number, WHY)
    assert (again.already, again.version) == (True, done.version)
    assert restore_submission(desk.ctx, number, WHY).already is False
    assert restore_submission(desk.ctx, number, WHY).already is True
    assert prepare_restoration(desk.ctx, number).already


def test_two_people_at_once_make_one_version(desk: Desk) -> None:
    number = number_of(desk, A1=spoken())
    before = desk.store.version
    done: list[bool] = []
    start = threading.Barrier(2)

    def act() -> None:
        start.wait()
        done.append(withdraw_submission(desk.ctx, number, WHY).already)

    people = [threading.Thread(target=act) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(done) == [False, True]
    assert desk.store.version == before + 1


def test_a_preview_that_somebody_overtook_is_refused_and_nothing_moves(desk: Desk) -> None:
    number = number_of(desk, A1=spoken(progress=40))
    seen = prepare_withdrawal(desk.ctx, number)
    number_of(desk, A1=spoken(progress=60))
    before = desk.store.version
    with pytest.raises(Refusal) as refused:
        withdraw_submission(desk.ctx, number, WHY, seen=seen)
    assert refused.value.code == "withdraw.stale"
    assert desk.store.version == before


def test_a_preview_is_good_as_long_as_its_own_rows_stand(desk: Desk) -> None:
    number = number_of(desk, A1=spoken(progress=40))
    seen = prepare_withdrawal(desk.ctx, number)
    number_of(desk, A2=spoken(progress=60))
    withdraw_submission(desk.ctx, number, WHY, seen=seen)
    assert progress(desk) == {"A2": 60}


def test_the_same_file_may_be_handed_in_again_after_the_undo(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken(progress=40)})
    first = desk.hand_in(data)
    assert desk.hand_in(data).already
    assert first.submission is not None
    withdraw_submission(desk.ctx, first.submission, WHY)
    again = desk.hand_in(data)
    assert (again.already, again.submission) == (False, first.submission + 1)
    assert progress(desk) == {"A1": 40}
    # Both say the same now: taking the second one back leaves the first one's undo in force.
    withdraw_submission(desk.ctx, again.submission, WHY)
    assert progress(desk) == {}


def test_indicator_values_go_back_with_their_reports(desk: Desk) -> None:
    place = ("A1", "オンライン申請の数", "2026")
    desk.hand_in(desk.form(進捗={("A1",): spoken()}, 指標={place: {"実績値": 100}}))
    second = desk.hand_in(desk.form(進捗={("A1",): spoken()}, 指標={place: {"実績値": 150}})).submission
    assert second is not None
    withdraw_submission(desk.ctx, second, WHY)
    assert desk.store.snapshot().values_by_key["A1", "オンライン申請の数", 2026] == 100


def test_a_row_of_the_plan_that_others_need_stays_and_the_reason_is_said(desk: Desk) -> None:
    number_of(desk, A1=spoken())
    (plan,) = [row.id for row in desk.store.snapshot().submissions if row.kind == "plan"]
    seen = prepare_withdrawal(desk.ctx, plan)
    kept = {(row.table, row.key): row for row in seen.staying}
    assert set(kept) == {("action", "A1")}
    assert kept["action", "A1"].why is Why.TIED
    assert [(tie.table, tie.count) for tie in kept["action", "A1"].ties] == [("report", 1)]
    withdraw_submission(desk.ctx, plan, WHY)
    state = desk.store.snapshot()
    assert [action.code for action in state.actions] == ["A1"]
    assert (state.schedules, state.indicators, state.targets) == ((), (), ())
    assert progress(desk) == {"A1": 40}


def test_a_plan_without_reports_is_taken_back_whole_and_comes_again(desk: Desk) -> None:
    before = desk.store.snapshot()
    withdraw_submission(desk.ctx, 1, WHY)
    state = desk.store.snapshot()
    assert (state.actions, state.schedules, state.indicators) == ((), (), ())
    assert state.departments == before.departments
    restore_submission(desk.ctx, 1, WHY)
    after = desk.store.snapshot()
    assert (after.actions, after.schedules, after.indicators, after.targets) == (
        before.actions, before.schedules, before.indicators, before.targets,
    )  # fmt: skip


def test_a_report_does_not_come_again_without_its_action(desk: Desk) -> None:
    number = number_of(desk, A1=spoken())
    withdraw_submission(desk.ctx, number, WHY)
    withdraw_submission(desk.ctx, 1, WHY)
    assert desk.store.snapshot().actions == ()
    seen = prepare_restoration(desk.ctx, number)
    assert [(row.outcome, row.why) for row in seen.rows] == [(Outcome.KEPT, Why.ORPHAN)]
    restore_submission(desk.ctx, number, WHY)
    assert desk.store.snapshot().reports == ()


def test_a_change_of_the_plan_goes_back_and_leaves_the_rest(desk: Desk) -> None:
    renamed = {("A1",): {**ACTIONS["A1",], "個別取組名": "サンプル申請の電子化（第2期）"}}
    number = desk.hand_in(desk.plan_book(個別取組=renamed), "計画2.xlsx").submission
    assert number is not None
    withdraw_submission(desk.ctx, number, WHY)
    assert desk.store.snapshot().actions_by_code["A1"].name == "サンプル申請の電子化"
    assert len(desk.store.snapshot().actions) == 3


@pytest.mark.parametrize(
    ("codes", "number_from", "code"),
    [(("jumin",), "soumu", "access.other_department"), (("soumu",), "plan", "access.denied")],
)
def test_a_department_takes_back_its_own_submissions_only(desk: Desk, codes, number_from, code) -> None:
    own = number_of(desk, A1=spoken())
    before = desk.store.version
    with pytest.raises(Refusal) as refused:
        withdraw_submission(desk.as_department(*codes).ctx, own if number_from == "soumu" else 1, WHY)
    assert refused.value.code in (code, "access.other_department")
    assert desk.store.version == before
    assert withdraw_submission(desk.as_department("soumu").ctx, own, WHY).already is False


def test_in_a_closed_period_only_the_office_takes_back(desk: Desk) -> None:
    number = number_of(desk, A1=spoken())
    with desk.store.transaction(actor="事務局", kind="period_close", note="", at=desk.clock()) as tx:
        tx.put("closing", [{"fiscal_year": 2026, "period": "H1", "closed": True}], None)
    with pytest.raises(Refusal) as refused:
        withdraw_submission(desk.as_department("soumu").ctx, number, WHY)
    assert refused.value.code == "withdraw.closed"
    assert withdraw_submission(desk.ctx, number, WHY).already is False


@pytest.mark.parametrize(
    ("number", "reason", "code"), [(99, WHY, "withdraw.unknown"), (1, "　 ", "withdraw.reason_missing")]
)
def test_an_undo_needs_a_submission_and_a_reason(desk: Desk, number, reason, code) -> None:
    with pytest.raises(Refusal) as refused:
        withdraw_submission(desk.ctx, number, reason)
    assert refused.value.code == code


def test_nothing_is_undone_while_the_past_is_read(desk: Desk) -> None:
    number = number_of(desk, A1=spoken())
    with pytest.raises(Refusal) as refused:
        withdraw_submission(replace(desk.ctx, at=2), number, WHY)
    assert refused.value.code == "past.no_writing"
    with pytest.raises(Refusal):
        upload.prepare(replace(desk.ctx, at=2), "様式.xlsx", desk.form())
