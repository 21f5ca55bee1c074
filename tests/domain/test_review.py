"""The state machine of 確認: who is asked next, what a return undoes, and what answers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from miharu_dx.domain.records import Indicator, IndicatorValue, Report, Snapshot, Submission
from miharu_dx.domain.records_cycle import Review, ReviewState, ReviewStep, Setting, Withdrawal
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.review import (
    NO_ROUTE,
    ROUTE_SETTING,
    ROUTES,
    Route,
    State,
    Status,
    answered_by,
    open_returns,
    route_named,
    route_of,
    status_of,
    statuses,
)
from miharu_dx.domain.review_rows import count_rows, origins, row_state, standing_on
from miharu_dx.domain.standing import standings
from tests.rich import empty_snapshot, rich_snapshot

AT = datetime(2026, 10, 20, 1, 0, tzinfo=UTC)
CONFIRMED, RETURNED, SUBMITTED = State.CONFIRMED, State.RETURNED, State.SUBMITTED
COMMITTEE, BOTH, REVERSED = ROUTES[1], ROUTES[2], ROUTES[3]


def handed_in(number: int, version: int, department: str = "soumu", period: str = "H1") -> Submission:
    return Submission(
        number, version, "progress", department, 2026, period, "様式.xlsx", "0" * 64, "担当", AT, new=1
    )


def said(step: ReviewStep, state: ReviewState, version: int, subject: int = 1) -> Review:
    reason = "数が合いません" if state == "returned" else ""
    return Review(subject, step, state, reason, "委員", AT, version)


def stands(route: Route, *reviews: Review, later: tuple[int, ...] = ()) -> Status:
    first = handed_in(1, 10)
    answers = [handed_in(number, version) for number, version in enumerate(later, start=2)]
    return status_of(first, reviews, route, [first, *answers])


@pytest.mark.parametrize(
    ("route", "reviews", "later", "state", "waiting"),
    [
        (NO_ROUTE, [], (), SUBMITTED, None),
        (NO_ROUTE, [said("committee", "confirmed", 11)], (), SUBMITTED, None),
        (COMMITTEE, [], (), SUBMITTED, "committee"),
        (COMMITTEE, [said("committee", "confirmed", 11)], (), CONFIRMED, None),
        (COMMITTEE, [said("committee", "returned", 11)], (), RETURNED, None),
        (COMMITTEE, [said("manager", "confirmed", 11)], (), SUBMITTED, "committee"),
        (COMMITTEE, [said("manager", "returned", 11)], (), SUBMITTED, "committee"),
        (COMMITTEE, [said("committee", "returned", 11)], (12,), SUBMITTED, "committee"),
        (COMMITTEE, [said("committee", "confirmed", 11)], (12,), CONFIRMED, None),
        (BOTH, [], (), SUBMITTED, "manager"),
        (BOTH, [said("manager", "confirmed", 11)], (), SUBMITTED, "committee"),
        (BOTH, [said("committee", "confirmed", 11)], (), SUBMITTED, "manager"),
        (BOTH, [said("manager", "confirmed", 11), said("committee", "confirmed", 12)], (), CONFIRMED, None),
        (BOTH, [said("manager", "confirmed", 11), said("committee", "returned", 12)], (), RETURNED, None),
        (
            BOTH,
            [said("manager", "confirmed", 11), said("committee", "returned", 12)],
            (13,),
            SUBMITTED,
            "manager",
        ),
        (
            BOTH,
            [said("manager", "confirmed", 14), said("committee", "returned", 12)],
            (13,),
            SUBMITTED,
            "committee",
        ),
        (REVERSED, [], (), SUBMITTED, "committee"),
        (REVERSED, [said("committee", "confirmed", 11)], (), SUBMITTED, "manager"),
    ],
)
def test_where_a_submission_stands_follows_from_what_each_step_said_last(
    route: Route, reviews: list[Review], later: tuple[int, ...], state: State, waiting: str | None
) -> None:
    found = stands(route, *reviews, later=later)
    assert (found.state, found.waiting_for) == (state, waiting)


@pytest.mark.parametrize(
    ("route", "reviews", "confirmable", "returnable"),
    [
        (COMMITTEE, [], {"committee"}, {"committee"}),
        (COMMITTEE, [said("committee", "confirmed", 11)], set(), {"committee"}),
        (COMMITTEE, [said("committee", "returned", 11)], {"committee"}, set()),
        (BOTH, [], {"manager"}, {"manager"}),
        (BOTH, [said("manager", "confirmed", 11)], {"committee"}, {"manager", "committee"}),
        (BOTH, [said("manager", "confirmed", 11), said("committee", "returned", 12)], {"committee"}, set()),
        (NO_ROUTE, [], set(), set()),
    ],
)
def test_only_the_step_whose_turn_it_is_may_confirm_and_only_its_own_return_is_taken_back(
    route: Route, reviews: list[Review], confirmable: set[str], returnable: set[str]
) -> None:
    found = stands(route, *reviews)
    steps: tuple[ReviewStep, ...] = ("manager", "committee")
    assert {step for step in steps if found.confirmable(step)} == confirmable
    assert {step for step in steps if found.returnable(step)} == returnable


def test_an_answered_return_is_remembered_without_holding_anything_up() -> None:
    found = stands(COMMITTEE, said("committee", "returned", 11), later=(12,))
    assert found.answered
    assert found.returned is not None
    assert not stands(COMMITTEE, said("committee", "returned", 11)).answered


def filed(*submissions: Submission, reviews: tuple[Review, ...] = (), route: Route = COMMITTEE) -> Snapshot:
    """Return a store that holds submissions, and a review of some."""
    settings = (Setting(ROUTE_SETTING, route.code),)
    return replace(empty_snapshot(), submissions=submissions, reviews=reviews, settings=settings)


def test_a_submission_of_another_department_or_period_answers_nothing() -> None:
    seen = filed(
        handed_in(1, 10),
        handed_in(2, 12, department="jumin"),
        handed_in(3, 13, period="H2"),
        reviews=(said("committee", "returned", 11),),
    )
    assert statuses(seen)[1].state is RETURNED
    assert [row.subject for row in open_returns(seen, {"soumu"}, 2026, "H1")] == [1]
    assert open_returns(seen, {"jumin"}, 2026, "H1") == ()


def test_an_answer_that_is_taken_back_leaves_the_return_open() -> None:
    seen = filed(handed_in(1, 10), handed_in(2, 12), reviews=(said("committee", "returned", 11),))
    assert statuses(seen)[1].state is SUBMITTED
    taken = replace(seen, withdrawals=(Withdrawal(2, "誤り", "担当", AT, 13),))
    assert set(statuses(taken)) == {1}
    assert statuses(taken)[1].state is RETURNED


def test_only_the_first_submission_after_a_return_answers_it() -> None:
    returned = said("committee", "returned", 11)
    seen = filed(handed_in(1, 10), handed_in(2, 12), handed_in(3, 14), reviews=(returned,))
    told = {number: answered_by(seen, seen.submissions_by_id[number], [returned]) for number in (1, 2, 3)}
    assert told == {1: None, 2: returned, 3: None}


def test_an_order_of_confirmation_is_none_until_it_is_set_and_an_unknown_one_is_refused() -> None:
    assert route_of(empty_snapshot()) is NO_ROUTE
    assert route_of(filed(route=REVERSED)) is REVERSED
    assert route_of(replace(empty_snapshot(), settings=(Setting(ROUTE_SETTING, "?"),))) is NO_ROUTE
    assert [route_named(route.code) for route in ROUTES] == list(ROUTES)
    with pytest.raises(Refusal) as refused:
        route_named("chief")
    assert refused.value.code == "review.route_unknown"


# 報告の行ごとの数え方


def reported() -> Snapshot:
    """Return two reports of one submission, one of them with an indicator's value of another."""
    whole = rich_snapshot(4, 1)
    key = whole.plan.period_keys[0]
    period = whole.plan.period_at(key).code
    first, second = whole.actions[:2]
    own = [
        Submission(n, 9 + n, "progress", "soumu", key.fiscal_year, period, "a.xlsx", "0", "担当", AT)
        for n in (1, 2)
    ]
    reports = tuple(
        Report(action.code, key.fiscal_year, period, "更新", from_version=10, submission=1)
        for action in (first, second)
    )
    value = IndicatorValue(second.code, "件数", key.fiscal_year, 3.0, 11, 2)
    return replace(
        whole,
        reports=reports,
        values=(value,),
        indicators=(Indicator(second.code, "件数", "件", "高い方が良い", "単年度", None),),
        submissions=tuple(own),
        settings=(Setting(ROUTE_SETTING, COMMITTEE.code),),
    )


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        ((), (2, 0, 0)),
        ((said("committee", "confirmed", 20, 1),), (1, 1, 0)),
        ((said("committee", "confirmed", 20, 2),), (2, 0, 0)),
        ((said("committee", "confirmed", 20, 1), said("committee", "confirmed", 20, 2)), (0, 2, 0)),
        ((said("committee", "confirmed", 20, 1), said("committee", "returned", 20, 2)), (0, 1, 1)),
    ],
)
def test_a_row_is_confirmed_only_where_everything_it_stands_on_is(
    reviews: tuple[Review, ...], expected: tuple[int, int, int]
) -> None:
    seen = replace(reported(), reviews=reviews)
    key = seen.plan.period_keys[0]
    found = count_rows(seen, key, standings(seen, key))
    assert (found.submitted, found.confirmed, found.returned) == expected
    assert found.total == 2


def test_a_row_that_a_later_submission_wrote_is_no_longer_confirmed_and_the_other_one_still_is() -> None:
    seen = replace(reported(), values=(), reviews=(said("committee", "confirmed", 20, 1),))
    key = seen.plan.period_keys[0]
    first, second = seen.reports
    moved = replace(seen, reports=(replace(first, submission=2, from_version=21), second))
    assert count_rows(seen, key, standings(seen, key)).share == 100
    assert count_rows(moved, key, standings(moved, key)).share == 50
    assert standing_on(origins(moved, key)) == {1: (second.action,), 2: (first.action,)}


def test_nothing_reported_has_no_share_and_a_row_of_no_submission_is_not_confirmed() -> None:
    seen = empty_snapshot()
    key = seen.plan.period_keys[0]
    assert count_rows(seen, key, ()).share is None
    assert row_state((), {}) is SUBMITTED
    loose = replace(reported(), reports=(replace(reported().reports[0], submission=None),), values=())
    assert count_rows(loose, key, standings(loose, key)).confirmed == 0
