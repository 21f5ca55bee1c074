"""What 確認 says: the share with its fraction, whose turn it is, and what is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from miharu_dx.domain.records import Report, Snapshot, Submission
from miharu_dx.domain.records_cycle import Closing, Review, ReviewState, ReviewStep, Setting, Withdrawal
from miharu_dx.domain.review import ROUTE_SETTING
from miharu_dx.present.views.department import department_view
from miharu_dx.present.views.listing import export_columns, export_rows, listing_view
from miharu_dx.present.views.measure_action import action_detail
from miharu_dx.present.views.overview import overview_view
from miharu_dx.present.views.review import Show, review_view
from miharu_dx.present.views.review_closing import closing_view
from miharu_dx.present.views.review_words import returns_told, review_line, submission_marks
from miharu_dx.present.views.submit_choose import choose_view
from miharu_dx.present.views.submit_record import submission_rows
from tests.rich import empty_snapshot, rich_snapshot

AT = datetime(2026, 10, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
WHOLE = rich_snapshot(12, 7)
KEY = WHOLE.plan.period_keys[6]
PERIOD = WHOLE.plan.period_at(KEY).code
UNITS = [unit.code for unit in WHOLE.plan.departments[:2]]
WHY = "割合の数え方が違います"


def submission(number: int, unit: str, version: int, reason: str = "") -> Submission:
    return Submission(
        number,
        version,
        "progress",
        unit,
        KEY.fiscal_year,
        PERIOD,
        "様式.xlsx",
        "0",
        "担当",
        AT,
        2,
        0,
        0,
        0,
        reason,
    )


def said(subject: int, state: ReviewState, version: int, step: ReviewStep = "committee") -> Review:
    return Review(subject, step, state, WHY if state == "returned" else "", "委員", AT, version)


def seen(*reviews: Review, route: str = "committee", more: tuple[Submission, ...] = ()) -> Snapshot:
    """Return two departments with two reports each, handed in once, and later submissions of one row each."""
    own = [action for action in WHOLE.actions if action.runs_in(KEY.fiscal_year)]
    actions = tuple(
        replace(action, department=UNITS[place // 2], code=f"A{place}")
        for place, action in enumerate(own[:4])
    )
    reports = [
        Report(action.code, KEY.fiscal_year, PERIOD, "更新", "実施中", "順調", 40.0, from_version=10 + place // 2,
               submission=1 + place // 2)
        for place, action in enumerate(actions)
    ]  # fmt: skip
    for item in more:
        reports[0] = replace(reports[0], submission=item.id, from_version=item.version)
    return replace(
        empty_snapshot(),
        actions=actions,
        reports=tuple(reports),
        submissions=(submission(1, UNITS[0], 10), submission(2, UNITS[1], 11), *more),
        settings=(Setting(ROUTE_SETTING, route),),
        reviews=reviews,
    )


@pytest.mark.parametrize(
    ("reviews", "headline"),
    [
        ((), "報告4件のうち0件が確認済。確認を待つ提出が2件"),
        ((said(1, "confirmed", 20),), "報告4件のうち2件が確認済。確認を待つ提出が1件"),
        (
            (said(1, "confirmed", 20), said(2, "returned", 20)),
            "報告4件のうち2件が確認済。差戻し中の提出が1件",
        ),
        ((said(1, "confirmed", 20), said(2, "confirmed", 20)), "報告4件がすべて確認済です"),
    ],
)
def test_the_headline_says_what_is_confirmed_and_what_waits(
    reviews: tuple[Review, ...], headline: str
) -> None:
    assert review_view(seen(*reviews), KEY, today=TODAY).headline == headline


def test_without_an_order_or_a_report_that_is_said_and_no_share_is_shown() -> None:
    loose = review_view(seen(route="none"), KEY, today=TODAY)
    assert "決めていません" in loose.headline
    assert (loose.count_line, [row.steps for row in loose.rows]) == ("", [(), ()])
    empty = review_view(empty_snapshot(), KEY, today=TODAY)
    assert "まだありません" in empty.headline
    assert (empty.rows, bool(empty.empty)) == ((), True)


def test_what_waits_stands_first_and_each_row_tells_whose_turn_it_is() -> None:
    view = review_view(
        seen(said(1, "confirmed", 20), said(2, "confirmed", 20, "manager"), route="manager_committee"),
        KEY,
        today=TODAY,
    )
    told = [(row.number, [(step.word, step.kind) for step in row.steps], row.steps_now) for row in view.rows]
    assert told == [
        (1, [("課長", "asked"), ("委員会", "done")], ("manager",)),
        (2, [("課長", "done"), ("委員会", "asked")], ("committee",)),
    ]


def test_the_list_is_narrowed_by_state_while_the_counts_stay() -> None:
    whole = seen(said(1, "confirmed", 20))
    for show, numbers in (
        (Show.ALL, [2, 1]),
        (Show.WAITING, [2]),
        (Show.CONFIRMED, [1]),
        (Show.RETURNED, []),
    ):
        view = review_view(whole, KEY, today=TODAY, show=show)
        assert [row.number for row in view.rows] == numbers
        assert view.totals == ((Show.ALL, 2), (Show.WAITING, 1), (Show.RETURNED, 0), (Show.CONFIRMED, 1))
        assert view.count_line == "確認済 50%（2件／報告4件）　確認待ち 2件"


def test_a_department_narrows_list_and_counts_alike() -> None:
    view = review_view(seen(said(1, "confirmed", 20)), KEY, today=TODAY, department=UNITS[0])
    assert ([row.number for row in view.rows], view.count_line) == ([1], "確認済 100%（2件／報告2件）")


def test_a_resubmission_tells_what_was_returned_and_why_also_once_it_is_confirmed() -> None:
    returned = said(1, "returned", 20)
    whole = seen(said(1, "confirmed", 40), more=(submission(3, UNITS[0], 30),))
    view = review_view(whole, KEY, today=TODAY, said=(returned, *whole.reviews))
    told = {row.number: row.resubmitted for row in view.rows}
    assert WHY in told[3]
    assert not told[1]


def test_what_was_replaced_or_taken_back_is_listed_last_and_cannot_be_confirmed() -> None:
    whole = seen(more=(submission(3, UNITS[0], 30),))
    moved = replace(
        whole,
        reports=tuple(replace(row, submission=3) if row.submission == 1 else row for row in whole.reports),
        withdrawals=(Withdrawal(2, "誤り", "担当", AT, 31),),
    )
    rows = {row.number: row for row in review_view(moved, KEY, today=TODAY).rows}
    assert list(rows) == [3, 1, 2]
    assert (rows[1].over, rows[2].over) == ("後の提出にすべて置きかわった", "取り消された")
    assert not any(rows[number].steps_now or rows[number].steps_back for number in (1, 2))


# ほかの画面に添えるもの


def closed(whole: Snapshot, version: int = 50) -> Snapshot:
    row = Closing(KEY.fiscal_year, PERIOD, True, "会議の前に", "事務局", AT, version)
    return replace(whole, closings=(row,))


def late() -> Snapshot:
    return closed(seen(said(2, "confirmed", 20), more=(submission(3, UNITS[0], 60, "集計の誤り"),)))


def test_the_wall_and_the_department_say_the_share_with_its_fraction_and_the_closing() -> None:
    whole = late()
    view = overview_view(whole, KEY, today=TODAY)
    assert view.reporting.review.share == "確認済 50%（2件／報告4件）"
    assert "確認済 50%（2件／報告4件）" in view.tiles[-1].note
    assert view.reporting.review.late == "締切後の変更 1件"
    assert "締切済" in view.reporting.review.closed
    own = department_view(whole, KEY, UNITS[1], today=TODAY)
    assert own.record.review.share == "確認済 100%（2件／報告2件）"
    loose = overview_view(seen(route="none"), KEY, today=TODAY)
    assert not loose.reporting.review.any
    assert "確認済" not in loose.tiles[-1].note


def test_a_return_stands_on_the_page_of_the_department_and_where_it_hands_in() -> None:
    whole = seen(said(1, "returned", 20))
    (told,) = returns_told(whole, UNITS[0], KEY)
    assert WHY in told
    assert department_view(whole, KEY, UNITS[0], today=TODAY).returned == (told,)
    assert department_view(whole, KEY, UNITS[1], today=TODAY).returned == ()
    assert "差し戻されています" in choose_view(whole, UNITS[0], KEY, TODAY).headline
    assert "差し戻" not in choose_view(whole, UNITS[1], KEY, TODAY).headline


def test_a_change_after_the_closing_is_marked_where_the_report_shows() -> None:
    whole = late()
    rows = {row.code: row for row in listing_view(whole, KEY, today=TODAY).rows}
    assert "集計の誤り" in rows["A0"].late
    assert [rows[code].late for code in ("A1", "A2", "A3")] == [""] * 3
    view = listing_view(whole, KEY, today=TODAY)
    columns = [column.label for column in export_columns("施策")]
    records = [dict(zip(columns, record, strict=True)) for record in export_rows(view)]
    marked = {row["個別取組コード"]: (row["確認"], bool(row["締切後の変更"])) for row in records}
    assert marked == {
        "A0": ("提出済", True), "A1": ("提出済", False), "A2": ("確認済", False), "A3": ("確認済", False),
    }  # fmt: skip
    detail = action_detail(whole, "A0", KEY)
    assert detail is not None
    assert (detail.periods[0].review, "集計の誤り" in detail.periods[0].late) == ("提出済", True)
    assert detail.periods[1].late == ""


def test_the_record_of_submissions_says_what_became_of_each() -> None:
    whole = replace(late(), withdrawals=(Withdrawal(1, "誤り", "担当", AT, 61),))
    marks = submission_marks(whole, whole.submissions)
    assert marks == {1: ("取消済",), 2: ("確認済",), 3: ("◆ 締切後の変更",)}
    results = {row.version: row.result for row in submission_rows(whole, whole.submissions)}
    assert results[60].endswith("◆ 締切後の変更")


def test_the_closing_names_who_and_when_and_the_changes_after_it() -> None:
    view = closing_view(late(), KEY, TODAY)
    assert (view.closed, view.may_close) == (True, True)
    assert "事務局" in view.told
    assert "会議の前に" in view.told
    assert [(line.reason, line.version) for line in view.late] == [("集計の誤り", 60)]
    assert [line.late for line in view.periods][:2] == [1, 0]
    future = WHOLE.plan.period_keys[7]
    assert not closing_view(late(), future, TODAY).may_close
    assert review_line(late(), future, ()).any is False
