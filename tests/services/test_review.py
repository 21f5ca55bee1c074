"""確認 and 差戻し on a real store: one version, all or nothing, and never over somebody else's word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from miharu_dx.config import REASON_CHARACTERS
from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.review import ROUTES, State, statuses
from miharu_dx.domain.review_rows import count_rows
from miharu_dx.domain.standing import standings
from miharu_dx.domain.version_kinds import VERSION_KIND_WORDS
from miharu_dx.services import review, review_page, upload
from miharu_dx.services.review_settings import choose_route
from miharu_dx.services.withdrawal import withdraw_submission
from tests.services.desk import Desk, spoken

MEMBER = Actor("委員会 サンプル委員", Role.COMMITTEE)
WHY = "割合の数え方が前期と違います"


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Yield a desk whose committee confirms, with two submissions of two departments."""
    choose_route(desk.ctx, "committee")
    soumu(desk)
    desk.hand_in(desk.form("jumin", 進捗={("B1",): spoken()}))
    return desk


def soumu(desk: Desk, progress: int = 40, actions: tuple[str, ...] = ("A1", "A2")) -> int:
    data = desk.form(進捗={(code,): spoken(progress=progress) for code in actions})
    number = desk.hand_in(data).submission
    assert number is not None
    return number


def as_member(desk: Desk) -> Desk:
    return Desk(desk.store, desk.plan, desk.clock, MEMBER)


def numbers(desk: Desk) -> list[int]:
    return [row.id for row in desk.store.snapshot().submissions if row.kind == "progress"]


def state(desk: Desk, number: int) -> State:
    return statuses(desk.store.snapshot())[number].state


def confirm(desk: Desk, *wanted: int, seen: int | None = None) -> review.ReviewReceipt:
    steps = dict.fromkeys(wanted, "committee")
    return review.confirm(as_member(desk).ctx, steps, seen=desk.store.version if seen is None else seen)


def send_back(desk: Desk, number: int, why: str = WHY, seen: int | None = None) -> review.ReviewReceipt:
    at = desk.store.version if seen is None else seen
    return review.send_back(as_member(desk).ctx, {number: "committee"}, why, seen=at)


def confirmed(desk: Desk) -> tuple[int, int]:
    seen = desk.store.snapshot()
    key = seen.plan.key(2026, "上期")
    found = count_rows(seen, key, standings(seen, key))
    return found.confirmed, found.total


def test_several_submissions_are_confirmed_in_one_version_with_its_record(asked: Desk) -> None:
    before = asked.store.version
    done = confirm(asked, *numbers(asked))
    assert (done.version, done.already) == (before + 1, False)
    assert confirmed(asked) == (3, 3)
    (record, *_) = asked.store.audit(1)
    assert (record["kind"], record["actor"]) == ("review_confirm", MEMBER.name)
    assert "総務課・住民課" in record["note"]


def test_a_second_click_and_somebody_of_the_same_mind_change_nothing(asked: Desk) -> None:
    seen = asked.store.version
    first = confirm(asked, *numbers(asked), seen=seen)
    again = confirm(asked, *numbers(asked), seen=seen)
    assert (again.version, again.already, asked.store.version) == (first.version, True, first.version)
    back = send_back(asked, numbers(asked)[0])
    assert send_back(asked, numbers(asked)[0], seen=back.version - 1).already
    assert asked.store.version == back.version


def test_two_reviewers_who_disagree_at_once_are_told_of_each_other(asked: Desk) -> None:
    number, seen = numbers(asked)[0], asked.store.version

    def one(act: object) -> str:
        try:
            act()  # type: ignore[operator]
        except Refusal as refusal:
            return refusal.code
        return "done"

    acts = [lambda: confirm(asked, number, seen=seen), lambda: send_back(asked, number, seen=seen)]
    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(one, acts))
    assert told == ["done", "review.moved"]
    assert asked.store.version == seen + 1


def test_what_somebody_said_since_the_page_was_drawn_stops_the_whole(asked: Desk) -> None:
    first, second = numbers(asked)
    seen = asked.store.version
    send_back(asked, first)
    with pytest.raises(Refusal) as refused:
        confirm(asked, first, second, seen=seen)
    assert refused.value.code == "review.moved"
    assert state(asked, second) is State.SUBMITTED


def test_a_return_needs_a_reason_of_some_words(asked: Desk) -> None:
    for text, code in ((" \n", "review.reason_missing"), ("長" * (REASON_CHARACTERS + 1), "reason.too_long")):
        with pytest.raises(Refusal) as refused:
            send_back(asked, numbers(asked)[0], text)
        assert refused.value.code == code
    assert state(asked, numbers(asked)[0]) is State.SUBMITTED


def test_a_return_is_answered_by_the_next_submission_for_all_that_is_left_of_it(asked: Desk) -> None:
    first = numbers(asked)[0]
    send_back(asked, first)
    assert state(asked, first) is State.RETURNED
    with pytest.raises(Refusal) as refused:
        send_back(asked, first, "もう一度")
    assert refused.value.code == "review.not_asked"
    second = soumu(asked, progress=55, actions=("A1",))
    assert (state(asked, first), state(asked, second)) == (State.SUBMITTED, State.SUBMITTED)
    confirm(asked, second)
    assert confirmed(asked) == (1, 3)
    confirm(asked, first)
    assert confirmed(asked) == (2, 3)


def test_the_same_words_may_be_said_again_of_what_was_handed_in_again(asked: Desk) -> None:
    first = numbers(asked)[0]
    send_back(asked, first)
    soumu(asked, progress=55, actions=("A1",))
    assert not send_back(asked, first).already
    assert state(asked, first) is State.RETURNED


def test_a_return_may_be_taken_back_by_who_gave_it(asked: Desk) -> None:
    first = numbers(asked)[0]
    send_back(asked, first)
    confirm(asked, first)
    assert state(asked, first) is State.CONFIRMED


def test_a_correction_after_the_confirmation_makes_its_rows_and_no_others_wait_again(asked: Desk) -> None:
    confirm(asked, *numbers(asked))
    soumu(asked, progress=60, actions=("A2",))
    assert confirmed(asked) == (2, 3)


def test_what_was_replaced_or_taken_back_meanwhile_is_refused(asked: Desk) -> None:
    first, other = numbers(asked)
    seen = asked.store.version
    soumu(asked, progress=70)
    with pytest.raises(Refusal) as replaced:
        confirm(asked, first, seen=seen)
    assert replaced.value.code == "review.replaced"
    withdraw_submission(asked.ctx, other, "別の課のファイル")
    with pytest.raises(Refusal) as gone:
        confirm(asked, other, seen=seen)
    assert gone.value.code == "review.withdrawn"


def test_taking_a_correction_back_brings_the_confirmation_of_the_rows_before_back(asked: Desk) -> None:
    confirm(asked, *numbers(asked))
    correction = soumu(asked, progress=60, actions=("A2",))
    assert confirmed(asked) == (2, 3)
    withdraw_submission(asked.ctx, correction, "誤って渡した")
    assert confirmed(asked) == (3, 3)


@pytest.mark.parametrize("number", [1, 99])
def test_a_plan_workbook_and_an_unknown_number_are_no_submission_to_confirm(asked: Desk, number: int) -> None:
    for act in (confirm, send_back):
        with pytest.raises(Refusal) as refused:
            act(asked, number)
        assert refused.value.code == "review.unknown"
    with pytest.raises(Refusal):
        review_page.submission(asked.ctx, number)


def test_without_an_order_nothing_is_confirmed(desk: Desk) -> None:
    number = soumu(desk)
    with pytest.raises(Refusal) as refused:
        confirm(desk, number)
    assert refused.value.code == "review.no_route"


def test_each_step_waits_for_its_turn_and_for_its_own_people(asked: Desk) -> None:
    choose_route(asked.ctx, "manager_committee")
    number = numbers(asked)[0]
    with pytest.raises(Refusal) as early:
        confirm(asked, number)
    assert early.value.code == "review.not_asked"
    own, other = asked.as_department("soumu"), asked.as_department("jumin")
    for desk, code in ((other, "access.other_department"), (as_member(asked), "access.denied")):
        with pytest.raises(Refusal) as denied:
            review.confirm(desk.ctx, {number: "manager"}, seen=asked.store.version)
        assert denied.value.code == code
    with pytest.raises(Refusal) as wrong_step:
        review.confirm(own.ctx, {number: "committee"}, seen=asked.store.version)
    assert wrong_step.value.code == "access.denied"
    review.confirm(own.ctx, {number: "manager"}, seen=asked.store.version)
    assert state(asked, number) is State.SUBMITTED
    confirm(asked, number)
    assert state(asked, number) is State.CONFIRMED


def test_a_return_by_the_second_step_asks_the_first_one_again(asked: Desk) -> None:
    choose_route(asked.ctx, "manager_committee")
    first = numbers(asked)[0]
    own = asked.as_department("soumu")
    review.confirm(own.ctx, {first: "manager"}, seen=asked.store.version)
    send_back(asked, first)
    soumu(asked, progress=55, actions=("A1",))
    assert statuses(asked.store.snapshot())[first].waiting_for == "manager"
    assert not review.confirm(own.ctx, {first: "manager"}, seen=asked.store.version).already
    assert statuses(asked.store.snapshot())[first].waiting_for == "committee"


def test_the_order_is_set_by_the_office_alone_and_once(desk: Desk) -> None:
    version = choose_route(desk.ctx, "committee_manager")
    assert choose_route(desk.ctx, "committee_manager") == version == desk.store.version
    assert desk.store.audit(1)[0]["kind"] == "setting"
    with pytest.raises(Refusal):
        choose_route(as_member(desk).ctx, "none")
    with pytest.raises(Refusal) as unknown:
        choose_route(desk.ctx, "chief")
    assert unknown.value.code == "review.route_unknown"


def test_nothing_is_said_while_the_past_is_read(asked: Desk) -> None:
    past = replace(as_member(asked).ctx, at=asked.store.version)
    with pytest.raises(Refusal) as refused:
        review.confirm(past, {numbers(asked)[0]: "committee"}, seen=asked.store.version)
    assert refused.value.code == "past.no_writing"


def test_who_said_what_is_read_in_full_also_what_was_taken_back(asked: Desk) -> None:
    first = numbers(asked)[0]
    send_back(asked, first)
    confirm(asked, first)
    detail = review_page.submission(asked.ctx, first)
    assert [line.what for line in detail.history] == ["提出", "委員会：差戻し", "委員会：確認済"]
    assert [line.reason for line in detail.history] == ["", WHY, ""]
    assert {line.actor for line in detail.history[1:]} == {MEMBER.name}


def test_a_first_report_is_held_against_the_report_before_and_a_correction_against_what_stood(
    desk: Desk,
) -> None:
    choose_route(desk.ctx, "committee")
    old = desk.form(
        period="下期", year=2025, 進捗={("A1",): spoken(progress=30), ("A2",): spoken(progress=10)}
    )
    desk.hand_in(old)
    first = soumu(desk, progress=40)
    correction = soumu(desk, progress=45, actions=("A1",))
    (table,) = review_page.submission(desk.ctx, first).tables
    moved = {(group.subject, row.label): (row.old, row.new) for group in table.groups for row in group.rows}
    assert moved["サンプル申請の電子化", "進捗率(%)"] == ("30%", "40%")
    assert moved["サンプル決裁の電子化", "進捗率(%)"] == ("10%", "40%")
    (again,) = review_page.submission(desk.ctx, correction).tables
    assert [(row.old, row.new) for group in again.groups for row in group.rows] == [("40%", "45%")]
    assert "サンプル申請の電子化" in review_page.submission(desk.ctx, first).replaced


def test_every_kind_of_version_that_is_written_has_its_word(asked: Desk) -> None:
    confirm(asked, numbers(asked)[1])
    send_back(asked, numbers(asked)[0])
    withdraw_submission(asked.ctx, numbers(asked)[0], "誤り")
    assert {row["kind"] for row in asked.store.audit()} <= set(VERSION_KIND_WORDS)
    assert len(set(VERSION_KIND_WORDS.values())) == len(VERSION_KIND_WORDS)


def test_a_correction_can_be_handed_in_while_a_return_is_open_without_asking_anything(asked: Desk) -> None:
    number = numbers(asked)[0]
    data = asked.form(進捗={("A1",): spoken(progress=50)})
    preview = asked.check(data)
    send_back(asked, number)
    assert upload.commit(asked.ctx, preview, data).submission is not None
    assert state(asked, number) is State.SUBMITTED


def test_all_orders_can_be_walked_to_the_end(asked: Desk) -> None:
    number = numbers(asked)[1]
    for route in ROUTES[1:]:
        choose_route(asked.ctx, route.code)
        for _ in route.steps:
            if state(asked, number) is not State.CONFIRMED:
                review.confirm(asked.ctx, review.steps_asked(asked.ctx, number), seen=asked.store.version)
        assert state(asked, number) is State.CONFIRMED
