"""決定の記録 and 指示への回答 on a real store: numbers, refusals, one version each, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from miharu_dx.config import DECISION_CHARACTERS
from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.decision import open_instructions
from miharu_dx.domain.records_meeting import Decision
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.version_kinds import MEETING
from miharu_dx.services import decisions
from tests.services.desk import Desk

HELD = date(2026, 9, 20)
TEXT = "再公告の時期を報告する"


@pytest.fixture
def met(desk: Desk) -> Desk:
    """Yield a desk whose store knows one meeting."""
    with desk.store.transaction(actor="事務局", kind=MEETING, note="第1回", at=desk.clock()) as tx:
        tx.put("meeting", [{"number": 1, "name": "サンプル会議", "held_on": HELD}], None)
    return desk


def instruct(desk: Desk, **more: object) -> Decision:
    values: dict[str, object] = {
        "meeting": 1, "subject": "A1", "kind": "instruct", "text": TEXT,
        "department": "soumu", "due": date(2026, 12, 1), **more,
    }  # fmt: skip
    return decisions.record(desk.ctx, **values)  # type: ignore[arg-type]


def test_a_decision_is_one_version_and_carries_who_and_when(met: Desk) -> None:
    before = met.store.version
    found = instruct(met, seconds=240, signal_on=date(2026, 9, 1))
    assert (found.number, found.meeting, found.subject, found.text) == (1, 1, "A1", TEXT)
    assert (found.seconds, found.signal_on) == (240, date(2026, 9, 1))
    assert found.actor == met.actor.name
    assert found.from_version == met.store.version == before + 1
    assert met.store.snapshot().decisions == (found,)
    note = met.store.audit(1)[0]["note"]
    assert "第1回 サンプル会議" in note
    assert TEXT in note


def test_the_department_may_be_named_as_people_say_it(met: Desk) -> None:
    assert instruct(met, department="住民課").department == "jumin"


REFUSED: Mapping[str, tuple[dict[str, object], str]] = {
    "no text": ({"text": "  "}, "decision.text_missing"),
    "no department": ({"department": ""}, "decision.department_missing"),
    "unknown department": ({"department": "うみ課"}, "department.unknown"),
    "unknown meeting": ({"meeting": 7}, "decision.meeting_unknown"),
    "unknown action": ({"subject": "Z9"}, "decision.subject_unknown"),
    "due before the meeting": ({"due": HELD - timedelta(days=1)}, "decision.due_too_early"),
    "due before today": ({"meeting": None, "due": date(2026, 9, 30)}, "decision.due_too_early"),
    "signal to come": ({"signal_on": date(2026, 10, 2)}, "decision.signal_too_late"),
    "too long": ({"text": "長" * (DECISION_CHARACTERS + 1)}, "decision.too_long"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_carried_out_is_refused_and_nothing_is_written(met: Desk, case: str) -> None:
    before = met.store.version
    changed, code = REFUSED[case]
    with pytest.raises(Refusal) as refused:
        instruct(met, **changed)
    assert refused.value.code == code
    assert met.store.version == before


def test_only_an_instruction_needs_words_and_a_department(met: Desk) -> None:
    found = instruct(met, kind="approve", text="", department="", due=None)
    assert (found.kind, found.text, found.department) == ("approve", "", "")


def test_a_second_click_records_nothing_and_tomorrow_it_is_a_new_decision(met: Desk) -> None:
    first = instruct(met, seconds=60)
    version = met.store.version
    assert instruct(met, seconds=75) == first
    assert met.store.version == version
    met.clock.now += timedelta(days=1)
    assert instruct(met).number == 2


def test_a_number_is_never_used_again(met: Desk) -> None:
    instruct(met)
    second = instruct(met, text="別のこと")
    decisions.take_back(met.ctx, second.number, "書き間違い")
    assert [row.number for row in met.store.snapshot().decisions] == [1]
    assert instruct(met, text="三つめ").number == 3


def test_many_at_once_get_numbers_of_their_own(met: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: instruct(met, text=f"指示{n}"), range(8)))
    assert sorted(row.number for row in found) == list(range(1, 9))


def test_amending_keeps_the_meeting_the_subject_and_the_reply(met: Desk) -> None:
    first = instruct(met)
    decisions.answer(met.ctx, 1, state="doing", text="協議している")
    found = decisions.amend(
        met.ctx, 1, kind="instruct", text="費用も報告する", department="jumin", seen=first.from_version
    )
    assert (found.number, found.meeting, found.subject, found.department) == (1, 1, "A1", "jumin")
    assert (found.text, found.due) == ("費用も報告する", None)
    assert [row.text for row in met.store.snapshot().replies] == ["協議している"]
    with pytest.raises(Refusal) as refused:
        decisions.amend(met.ctx, 1, kind="approve", seen=first.from_version)
    assert refused.value.code == "decision.moved"


def test_taking_back_takes_the_reply_along_and_needs_a_reason(met: Desk) -> None:
    instruct(met)
    decisions.answer(met.ctx, 1, state="doing", text="協議している")
    with pytest.raises(Refusal) as refused:
        decisions.take_back(met.ctx, 1, " ")
    assert refused.value.code == "decision.reason_missing"
    before = met.store.version
    version = decisions.take_back(met.ctx, 1, "議題を取り違えた")
    now = met.store.snapshot()
    assert (version, now.decisions, now.replies) == (before + 1, (), ())
    assert len(met.store.snapshot(before).replies) == 1
    with pytest.raises(Refusal) as refused:
        decisions.take_back(met.ctx, 1, "もう一度")
    assert refused.value.code == "decision.unknown"


def test_an_answer_replaces_the_one_before_and_closes_the_instruction(met: Desk) -> None:
    instruct(met)
    first = decisions.answer(met.as_department("soumu").ctx, 1, state="doing", text="協議\nしている")
    assert (first.text, first.author) == ("協議 している", "サンプル担当")
    assert [row.number for row in open_instructions(met.store.snapshot(), "soumu")] == [1]
    done = decisions.answer(
        met.ctx, 1, state="done", text="報告した", done_on=date(2026, 9, 30), author="サンプル係"
    )
    assert (done.state, done.done_on, done.author) == ("done", date(2026, 9, 30), "サンプル係")
    assert open_instructions(met.store.snapshot(), "soumu") == ()
    version = met.store.version
    decisions.answer(
        met.ctx, 1, state="done", text="報告した", done_on=date(2026, 9, 30), author="サンプル係"
    )
    assert met.store.version == version


ANSWERS: Mapping[str, tuple[dict[str, object], str]] = {
    "no words": ({"text": ""}, "reply.text_missing"),
    "a day, not done": ({"state": "doing", "done_on": date(2026, 9, 1)}, "reply.day_not_done"),
    "a day to come": ({"done_on": date(2026, 10, 2)}, "reply.day_future"),
    "too long": ({"text": "長" * (DECISION_CHARACTERS + 1)}, "decision.too_long"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_a_contradicting_answer_is_refused(met: Desk, case: str) -> None:
    instruct(met)
    changed, code = ANSWERS[case]
    values: dict[str, object] = {"state": "done", "text": "報告した", **changed}
    with pytest.raises(Refusal) as refused:
        decisions.answer(met.ctx, 1, **values)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert met.store.snapshot().replies == ()


def test_only_an_instruction_is_answered_and_only_one_that_stands(met: Desk) -> None:
    instruct(met, kind="hold", text="", department="")
    for number, code in ((1, "reply.not_instruction"), (9, "decision.unknown")):
        with pytest.raises(Refusal) as refused:
            decisions.answer(met.ctx, number, state="done", text="した")
        assert refused.value.code == code


def test_two_people_who_saw_different_answers_do_not_overwrite_each_other(met: Desk) -> None:
    instruct(met)
    seen = decisions.answer(met.ctx, 1, state="doing", text="協議している", seen=0).from_version
    decisions.answer(met.ctx, 1, state="doing", text="見積りを取った", seen=seen)
    with pytest.raises(Refusal) as refused:
        decisions.answer(met.ctx, 1, state="done", text="終えた", seen=seen)
    assert refused.value.code == "reply.moved"


def test_an_answer_the_asker_had_not_seen_is_not_overwritten(met: Desk) -> None:
    instruct(met)
    decisions.answer(met.ctx, 1, state="doing", text="協議している")
    with pytest.raises(Refusal) as refused:
        decisions.answer(met.ctx, 1, state="done", text="終えた", seen=0)
    assert refused.value.code == "reply.moved"


WHO: Mapping[str, tuple[Actor, bool, bool]] = {
    "the 事務局": (Actor("a", Role.SECRETARIAT), True, True),
    "its department": (Actor("b", Role.DEPARTMENT, frozenset({"soumu"})), False, True),
    "another department": (Actor("c", Role.DEPARTMENT, frozenset({"jumin"})), False, False),
    "the committee": (Actor("d", Role.COMMITTEE), False, False),
    "a viewer": (Actor("e", Role.VIEWER), False, False),
    "the projector": (Actor("f", Role.PROJECTOR), False, False),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_decide_and_who_may_answer(met: Desk, who: str) -> None:
    instruct(met)
    actor, decides, answers = WHO[who]
    desk = Desk(met.store, met.plan, met.clock, actor)
    for allowed, action in (
        (answers, lambda: decisions.answer(desk.ctx, 1, state="doing", text="協議している")),
        (decides, lambda: instruct(desk, text="別のこと")),
        (decides, lambda: decisions.amend(desk.ctx, 1, kind="approve")),
        (decides, lambda: decisions.take_back(desk.ctx, 1, "理由")),
    ):
        if allowed:
            action()
            continue
        with pytest.raises(Refusal) as refused:
            action()
        assert refused.value.code.startswith("access.")


def test_nothing_is_decided_or_answered_in_the_past(met: Desk) -> None:
    instruct(met)
    past = replace(met.ctx, at=met.store.version)
    for action in (
        lambda: decisions.take_back(past, 1, "理由"),
        lambda: decisions.answer(past, 1, state="doing", text="協議している"),
    ):
        with pytest.raises(Refusal) as refused:
            action()
        assert refused.value.code == "past.no_writing"
