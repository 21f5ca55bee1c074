"""Check, preview, commit: nothing is stored unless the whole workbook passes, and only what was shown."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest

from miharu_dx.domain.changes import ChangeCounts
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import consequence
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import upload
from tests.services.desk import ACTIONS, Desk, spoken

H1 = PeriodKey(2026, 0)


def codes(preview) -> set[tuple[str, str, str]]:
    return {(f.location.sheet, f.location.a1, f.code) for f in preview.findings}


def test_a_plan_workbook_becomes_actions_schedules_indicators_and_targets(desk: Desk) -> None:
    seen = desk.store.snapshot()
    assert {a.code: (a.initiative, a.department) for a in seen.actions} == {
        "A1": ("1-1", "soumu"), "A2": ("2-4", "soumu"), "B1": ("1-2", "jumin"),
    }  # fmt: skip
    assert seen.schedules_by_key["A1", 2026].planned_progress == 80
    assert [(i.name, i.unit, i.baseline) for i in seen.indicators] == [("オンライン申請の数", "件", 10)]
    assert seen.targets_by_key["A1", "オンライン申請の数", 2026] == 200
    assert [(s.kind, s.new) for s in seen.submissions] == [("plan", 3)]


def test_a_filled_form_is_previewed_cell_by_cell_and_committed_whole(desk: Desk) -> None:
    data = desk.form(
        進捗={
            ("A1",): spoken(progress="４５％", 基準日="R8.9.30"),
            ("A2",): spoken("準備中", "やや遅れ", 20, 課題="サンプル：入札が不調だった"),
        },
        指標={("A1", "オンライン申請の数", "2026"): {"実績値": "１，２３４"}},
    )
    before = desk.store.version
    preview = desk.check(data)
    assert preview.ok, codes(preview)
    assert desk.store.version == before
    assert (preview.counts.new, preview.counts.changed, preview.counts.unchanged) == (2, 0, 0)
    shown = {
        (c.entry.key[0], f.field): (f.new, f.source.raw if f.source else "")
        for c in preview.moved
        for f in c.fields
    }
    assert shown["A1", "progress"] == (45.0, "４５％")
    assert shown["A1", "as_of_date"] == (date(2026, 9, 30), "R8.9.30")

    receipt = upload.commit(desk.ctx, preview, data)
    seen = desk.store.snapshot()
    assert (receipt.version, receipt.already) == (before + 1, False)
    assert seen.report("A1", H1).progress == 45.0
    assert seen.report("A2", H1).rating == "やや遅れ"
    assert seen.values_by_key["A1", "オンライン申請の数", 2026] == 1234.0


def test_every_stored_value_is_traced_back_to_file_sheet_and_cell(desk: Desk) -> None:
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress="約半分")}), "総務課_上期.xlsx")
    trail = desk.store.rows("value_trail", entity="report", entity_key="A1/2026/H1", field="progress")
    assert [(t["file_name"], t["sheet"], t["raw"], t["parsed"]) for t in trail] == [
        ("総務課_上期.xlsx", "進捗", "約半分", "50.0")
    ]
    assert trail[0]["how"]


def test_one_blocking_cell_keeps_the_whole_workbook_out_and_all_faults_are_told_at_once(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken(progress="120"), ("A2",): spoken(rating="遅延")})
    preview = desk.check(data)
    assert {code for _, _, code in codes(preview)} >= {"cell.out_of_range", "cell.not_in_list"}
    before = desk.store.version
    with pytest.raises(Refusal) as refused:
        upload.commit(desk.ctx, preview, data)
    assert refused.value.code == "upload.has_findings"
    assert desk.store.version == before
    assert not desk.store.snapshot().reports


def test_the_same_workbook_twice_changes_nothing_and_says_so(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken()})
    first = desk.hand_in(data)
    again = desk.hand_in(data)
    assert (again.already, again.version, again.submission) == (True, first.version, None)
    assert len(desk.store.snapshot().submissions) == 2


def test_the_same_workbook_again_tells_how_much_it_says_that_is_stored(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken(), ("A2",): spoken()})
    desk.hand_in(data)
    assert desk.check(data).counts == ChangeCounts(0, 0, 2)


def test_actions_that_bring_values_of_indicators_alone_are_counted_apart(desk: Desk) -> None:
    place = ("A1", "オンライン申請の数", "2026")
    preview = desk.check(desk.form(進捗={("A2",): spoken()}, 指標={place: {"実績値": 100}}))
    assert preview.counts == ChangeCounts(2, 0, 0, figures_only=1)
    assert preview.figures_only == {"A1"}


def test_an_answer_that_was_lost_can_be_asked_for_again(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken()})
    preview = desk.check(data)
    upload.commit(desk.ctx, preview, data)
    repeated = upload.commit(desk.ctx, preview, data)
    assert repeated.already


def test_a_preview_that_somebody_overtook_is_refused(desk: Desk) -> None:
    slow, quick = (
        desk.form(進捗={("A1",): spoken(progress=40)}),
        desk.form(進捗={("A1",): spoken(progress=60)}),
    )
    preview = desk.check(slow)
    desk.hand_in(quick)
    with pytest.raises(Refusal) as refused:
        upload.commit(desk.ctx, preview, slow)
    assert refused.value.code == "upload.stale"
    assert desk.store.snapshot().report("A1", H1).progress == 60


def test_somebody_elses_commit_of_another_department_does_not_disturb(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken()})
    preview = desk.check(data)
    desk.hand_in(desk.form("jumin", 進捗={("B1",): spoken()}))
    assert not upload.commit(desk.ctx, preview, data).already


def test_other_bytes_than_those_previewed_are_refused(desk: Desk) -> None:
    preview = desk.check(desk.form(進捗={("A1",): spoken()}))
    with pytest.raises(Refusal) as refused:
        upload.commit(desk.ctx, preview, desk.form(進捗={("A1",): spoken(progress=90)}))
    assert refused.value.code == "upload.changed_bytes"


def test_no_change_carries_the_last_values_and_silence_does_not(desk: Desk) -> None:
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress=30), ("A2",): spoken("準備中", "順調", 10)}))
    desk.clock.now += timedelta(days=190)
    data = desk.form(period="下期", 進捗={("A1",): {"申告区分": "変更なし", "記入者": "サンプル担当"}})
    preview = desk.check(data)
    assert preview.silent == ("A2",)
    upload.commit(desk.ctx, preview, data)
    seen = desk.store.snapshot()
    later = PeriodKey(2026, 1)
    assert (seen.report("A1", later).progress, seen.report("A1", later).declaration) == (30, "変更なし")
    assert seen.report("A2", later) is None


def test_what_becomes_of_the_counts_is_known_before_the_commit(desk: Desk) -> None:
    desk.hand_in(desk.form(進捗={("A1",): spoken(rating="順調")}))
    data = desk.form(進捗={("A1",): spoken(rating="遅れ", 課題="サンプル：納期が延びた")})
    told = consequence(desk.store.snapshot(), desk.check(data))
    assert (told.before.by_rating["遅れ"], told.after.by_rating["遅れ"]) == (0, 1)
    desk.hand_in(data)
    assert consequence(desk.store.snapshot(), desk.check(data)).before.by_rating["遅れ"] == 1


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ({"department": "jumin", "key": H1}, "file.other_department"),
        ({"department": "soumu", "key": PeriodKey(2025, 0)}, "file.other_fiscal_year"),
        ({"department": "soumu", "key": PeriodKey(2026, 1)}, "file.other_period"),
        ({"kind": "plan"}, "file.form_kind"),
    ],
)
def test_a_form_for_something_else_than_chosen_is_blocked(desk: Desk, expected: dict, code: str) -> None:
    preview = desk.check(desk.form(進捗={("A1",): spoken()}), **expected)
    assert [f.code for f in preview.blocks] == [code]
    assert not preview.changes


def test_a_form_of_another_store_is_blocked(desk: Desk, tmp_path) -> None:
    from tests.services.desk import opened_desk

    other = opened_desk(tmp_path / "other" / "miharu_dx.duckdb")
    foreign = other.form(進捗={("A1",): spoken()})
    other.store.close()
    assert [f.code for f in desk.check(foreign).blocks] == ["file.other_store"]


def test_a_department_hands_in_its_own_form_and_no_other(desk: Desk) -> None:
    ours, theirs = desk.form(進捗={("A1",): spoken()}), desk.form("jumin", 進捗={("B1",): spoken()})
    person = desk.as_department("soumu")
    assert not person.hand_in(ours).already
    for refused_call in (
        lambda: person.check(theirs),
        lambda: person.form("jumin"),
        lambda: person.plan_book(個別取組=ACTIONS),
    ):
        with pytest.raises(Refusal) as refused:
            refused_call()
        assert refused.value.code.startswith("access.")


def test_many_departments_at_once_lose_nothing_and_double_nothing(desk: Desk) -> None:
    books = [desk.form(進捗={("A1",): spoken()}), desk.form("jumin", 進捗={("B1",): spoken()})] * 4
    errors: list[BaseException] = []

    def hand_in(data: bytes) -> None:
        try:
            desk.hand_in(data)
        except Refusal as refusal:
            if refusal.code != "upload.stale":
                errors.append(refusal)
        except BaseException as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [threading.Thread(target=hand_in, args=(data,)) for data in books]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    seen = desk.store.snapshot()
    assert len(seen.reports) == 2
    assert [s.department for s in seen.submissions if s.kind == "progress"].count("soumu") == 1


def test_a_blank_day_that_lies_ahead_is_pointed_out(desk: Desk) -> None:
    preview = desk.check(desk.form(period="下期", 進捗={("A1",): spoken()}))
    assert ("進捗", "T2", "row.as_of_assumed_future") in codes(preview)


def test_far_more_rows_than_a_form_has_are_refused_before_they_are_judged(desk: Desk) -> None:
    rows = {(f"X{n:05d}",): {"個別取組名": "サンプル"} for n in range(10_001)}
    with pytest.raises(Refusal) as refused:
        desk.check(desk.form(進捗=rows))
    assert refused.value.code == "file.too_many_rows"
