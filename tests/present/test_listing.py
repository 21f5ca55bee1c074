"""一覧: every action once, the totals it adds up to, and the same rows in the file."""

from __future__ import annotations

from datetime import date

import pytest

from miharu_dx.domain.records import DECLARATIONS
from miharu_dx.domain.standing import Outside, Tally, badness, standings
from miharu_dx.present.views.listing import Order, export_columns, export_rows, listing_view
from miharu_dx.present.views.standing_words import LEFT_OUT, standing_codes
from tests.rich import empty_snapshot, rich_snapshot
from tests.samples import CLASS, DESK, ONLINE, TALLY, small_snapshot

TODAY = date(2026, 11, 22)
SMALL = small_snapshot()
SECOND = SMALL.plan.period_keys[1]


def small(**chosen: object):
    return listing_view(SMALL, SECOND, today=TODAY, **chosen)  # type: ignore[arg-type]


def test_rows_and_totals_are_those_counted_by_hand() -> None:
    view = small()
    assert [row.code for row in view.rows] == [ONLINE, TALLY, DESK, CLASS]
    assert [row.rating.word if row.rating else "" for row in view.rows] == [
        "やや遅れ",
        "順調",
        "対象外",
        "遅れ",
    ]
    counted = {total.sign.word: total.count for total in view.totals if total.count}
    assert counted == {"順調": 1, "やや遅れ": 1, "遅れ": 1, "対象外": 1}
    assert view.headline == "4件の個別取組。報告は4件、やや遅れ・遅れは2件（評価した3件のうち）"
    assert [(row.previous, row.progress) for row in view.rows] == [
        ("順調", 15.0), ("順調", 12.5), ("順調", None), ("", 0.0),
    ]  # fmt: skip


def test_the_totals_add_up_to_the_rows_whatever_is_chosen() -> None:
    seen = rich_snapshot(120, 7)
    for key in seen.plan.period_keys[:7]:
        for measure in (None, *(m.code for m in seen.plan.measures)):
            view = listing_view(seen, key, today=TODAY, measure=measure)
            assert sum(total.count for total in view.totals) == len(view.rows) == view.tally.total
            tally = Tally(standings(seen, key, measure=measure))
            assert sum(t.count for t in view.totals if t.counted) == tally.rated


def test_the_worst_comes_first_where_asked_and_equals_keep_the_plans_order() -> None:
    seen = rich_snapshot(120, 7)
    key = seen.plan.period_keys[6]
    plain = [row.code for row in listing_view(seen, key, today=TODAY).rows]
    view = listing_view(seen, key, today=TODAY, order=Order.WORST)
    ranks = [badness(row.standing) for row in view.rows]
    assert ranks == sorted(ranks)
    assert sorted(plain) == sorted(row.code for row in view.rows)
    for rank in set(ranks):
        same = [row.code for row in view.rows if badness(row.standing) == rank]
        assert same == [code for code in plain if code in set(same)]


@pytest.mark.parametrize("order", list(Order))
def test_the_file_holds_the_rows_of_the_page_in_their_order(order: Order) -> None:
    view = small(order=order)
    labels = [column.label for column in export_columns(SMALL.plan.measure_term)]
    records = [dict(zip(labels, row, strict=True)) for row in export_rows(view)]
    assert [record["個別取組コード"] for record in records] == [row.code for row in view.rows]
    by_code = {record["個別取組コード"]: record for record in records}
    assert by_code[DESK]["進捗率(%)"] is None
    assert by_code[CLASS]["進捗率(%)"] == 0.0
    assert by_code[CLASS]["評価"] == "遅れ"


def test_what_was_not_reported_stays_empty_in_the_file_and_is_never_zero() -> None:
    third = SMALL.plan.period_keys[2]
    view = listing_view(SMALL, third, today=TODAY)
    labels = [column.label for column in export_columns(SMALL.plan.measure_term)]
    for row in export_rows(view):
        record = dict(zip(labels, row, strict=True))
        assert (record["評価"], record["進捗率(%)"], record["今期の実績"]) == ("", None, "")
        assert (record["報告"], record["申告区分"], record[LEFT_OUT]) == ("未報告", "", "未報告")


def test_every_column_holds_words_of_one_axis_only() -> None:
    seen = rich_snapshot(120, 7)
    plan = seen.plan
    ratings = {"", *(rating.name for rating in plan.ratings)}
    told: dict[str, set[object]] = {}
    for key in plan.period_keys[:7]:
        labels = [column.label for column in export_columns(plan.measure_term)]
        for row in export_rows(listing_view(seen, key, today=TODAY)):
            for label, value in zip(labels, row, strict=True):
                told.setdefault(label, set()).add(value)
    assert told["評価"] <= ratings
    assert told["前期評価"] <= ratings
    assert told["実施段階"] <= {"", *(stage.name for stage in plan.stages)}
    assert told["申告区分"] <= {"", *DECLARATIONS}
    words = {row.list: set() for row in standing_codes(plan)}
    for row in standing_codes(plan):
        words[row.list].add("" if row.word == "（空欄）" else row.word)
    assert told["報告"] == words["報告"]
    assert told[LEFT_OUT] == words[LEFT_OUT]
    assert told[f"前期の{LEFT_OUT}"] <= words[LEFT_OUT]


def test_codes_and_names_stand_in_columns_of_their_own() -> None:
    plan = SMALL.plan
    labels = [column.label for column in export_columns(plan.measure_term)]
    for row in export_rows(small()):
        record = dict(zip(labels, row, strict=True))
        measure = plan.measure(str(record[f"{plan.measure_term}コード"]))
        initiative = plan.initiative(str(record["取組事項コード"]))
        assert (record[plan.measure_term], record["取組事項"]) == (measure.name, initiative.name)


def test_what_was_stopped_earlier_stays_stopped_by_its_stage_and_has_no_rating() -> None:
    seen = rich_snapshot(60, 7)
    key = seen.plan.period_keys[6]
    rows = [
        row for row in listing_view(seen, key, today=TODAY).rows if row.standing.outside is Outside.STOPPED
    ]
    assert rows
    for row in rows:
        assert row.stage is not None
        assert row.stage.meaning == "stopped"
        assert (row.rating, row.left_out) == (None, row.stage.name)
        assert row.reported == ("報告済み" if row.standing.reported else "求めない")


def test_nothing_registered_is_a_sentence() -> None:
    view = listing_view(empty_snapshot(), SECOND, today=TODAY)
    assert (view.rows, view.tally.total) == ((), 0)
    assert view.headline.startswith("個別取組の登録はまだない")
    other = next(m.code for m in SMALL.plan.measures if not small(measure=m.code).rows)
    assert small(measure=other).headline == "この条件に当てはまる個別取組はない"
