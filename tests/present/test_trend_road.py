"""The road map: stages over time as planned and reported, silence never continued, the worst mark first."""

from __future__ import annotations

from datetime import date

import pytest

from miharu_dx.present.views.trend_bands import Band
from miharu_dx.present.views.trend_pages import ROWS_TOGETHER, page_of, pages_of
from miharu_dx.present.views.trend_road import Road, Unit
from miharu_dx.present.views.trend_stages import Kind
from miharu_dx.present.views.trend_table import road_columns, road_rows, road_table
from tests.present.trend_cases import ACTIONS, PLAN, REPORTS, SCHEDULES, SECOND, seen, snapshot
from tests.rich import empty_snapshot, rich_snapshot


def road(of=None, year: int = 2025, order: int = 1, *, unit: Unit = Unit.ACTION, **narrow: str) -> Road:
    return seen(of or snapshot(), year, order, unit=unit, **narrow).road


def row(shown: Road, code: str):
    return next(row for row in shown.rows if row.code == code)


def bands(found: tuple[Band, ...]) -> list[tuple[date, date, str, bool]]:
    return [(band.start, band.last_day, band.word, band.done) for band in found]


def test_a_fiscal_year_carries_the_stage_planned_for_its_end_and_the_finish_is_a_tick() -> None:
    assert bands(row(road(), "A").planned) == [
        (date(2023, 4, 1), date(2024, 3, 31), "検討中", False),
        (date(2024, 4, 1), date(2025, 3, 31), "準備中", False),
        (date(2025, 4, 1), date(2028, 3, 31), "実施中", True),
    ]


def test_a_silent_period_is_a_stretch_of_its_own_and_never_continued() -> None:
    assert bands(row(road(), "A").actual) == [
        (date(2023, 4, 1), date(2023, 9, 30), "未報告", False),
        (date(2023, 10, 1), date(2024, 3, 31), "検討中", False),
        (date(2024, 4, 1), date(2024, 9, 30), "未報告", False),
        (date(2024, 10, 1), date(2025, 3, 31), "準備中", False),
        (date(2025, 4, 1), date(2025, 9, 30), "実施中", False),
        (date(2025, 10, 1), date(2026, 3, 31), "未報告", False),
    ]


def test_nothing_is_drawn_before_an_action_begins_or_after_it_was_stopped() -> None:
    shown = road()
    assert row(shown, "B").planned[0].start == date(2024, 4, 1)
    assert row(shown, "B").actual[0].start == date(2024, 4, 1)
    assert bands(row(shown, "C").actual)[-1] == (date(2024, 10, 1), date(2025, 3, 31), "中止", False)
    assert row(shown, "C").actual[-1].kind is Kind.STOPPED


def test_nothing_is_drawn_after_the_chosen_period() -> None:
    assert row(road(order=0), "A").actual[-1].last_day == date(2025, 9, 30)
    assert road(order=0).as_of == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ((), [("実施中", True)]),
        ((("A", 2024, "H1", "完了", "順調", 100.0),), [("実施中", True)]),
        ((("A", 2024, "H1", "実施中", "順調", 90.0),), [("実施中", True), ("実施中", False)]),
        ((("A", 2024, "H1", None, None, None),), [("実施中", True)]),
    ],
    ids=["silent", "finished again", "begun again", "not applicable"],
)
def test_what_was_finished_is_a_tick_and_nothing_afterwards(later: tuple, words: list) -> None:
    reports = (("A", 2023, "H1", "実施中", "順調", 80.0), ("A", 2023, "H2", "完了", "順調", 100.0), *later)
    of = snapshot(actions=ACTIONS[:1], schedules=(), reports=reports)
    found = row(road(of, 2024, 0), "A").actual
    assert [(band.word, band.done) for band in found] == words


def test_a_period_without_a_stage_is_said_to_be_left_out() -> None:
    of = snapshot(actions=ACTIONS[:1], reports=(("A", 2023, "H1", None, None, None),))
    assert [(band.kind, band.word) for band in row(road(of, 2023, 0), "A").actual] == [
        (Kind.EXCLUDED, "対象外")
    ]


def initiative(*courses: str) -> list[tuple[str, bool]]:
    """Return what actions make together; a letter a period: 検 準 実 完 止, ・ silent, ー left out."""
    words = {"検": "検討中", "準": "準備中", "実": "実施中", "完": "完了", "止": "中止", "ー": None}
    keys = PLAN.period_keys
    of = snapshot(
        actions=tuple((f"A{i}", "1-1", "soumu", 2023, 2027) for i in range(len(courses))),
        schedules=(),
        reports=tuple(
            (f"A{i}", key.fiscal_year, PLAN.period_at(key).code, words[letter], None, 10.0)
            for i, course in enumerate(courses)
            for key, letter in zip(keys, course, strict=False)
            if letter != "・"
        ),
    )
    last = keys[len(courses[0]) - 1]
    shown = road(of, last.fiscal_year, last.order, unit=Unit.INITIATIVE)
    return [(band.word, band.done) for band in row(shown, "1-1").actual]


@pytest.mark.parametrize(
    ("courses", "expected"),
    [
        (("検", "実"), [("検討中", False)]),
        (("検", "実", "準"), [("準備中", False)]),
        (("検", "実", "実", "準"), [("準備中", False)]),
        (("検", "実", "実", "実"), [("実施中", False)]),
        (("検準", "実・"), [("検討中", False), ("準備中", False)]),
        (("検・", "実・"), [("検討中", False), ("未報告", False)]),
        (("検ー", "検ー"), [("検討中", False), ("対象外", False)]),
        (("検検", "止・"), [("検討中", False)]),
        (("止・", "止・"), [("中止", False)]),
        (("実完", "完・"), [("実施中", True)]),
        (("完検", "完・", "完・"), [("実施中", True), ("実施中", False)]),
        (("完・", "検・"), [("検討中", False), ("未報告", False)]),
        (("完・", "検完"), [("検討中", False), ("実施中", True)]),
    ],
)
def test_an_initiative_shows_what_more_than_half_have_reached(courses: tuple, expected: list) -> None:
    assert initiative(*courses) == expected


def test_an_initiatives_mark_is_the_worst_rating_below_it() -> None:
    reports = (
        ("C", 2025, "H2", "実施中", "やや遅れ", 50.0),
        ("D", 2025, "H2", "実施中", "前倒し", 50.0),
        *REPORTS[:4],
    )
    shown = road(snapshot(reports=reports), unit=Unit.INITIATIVE)
    marks = {r.code: r.sign.word if r.sign else None for r in shown.rows if r.registered}
    assert marks == {"1-1": "未報告", "1-2": "未報告", "3-1": "やや遅れ", "3-2": "未報告"}
    assert shown.head == "取組事項（印は最も悪い評価）"


def test_an_action_that_has_not_begun_has_a_plan_and_no_mark() -> None:
    of = snapshot(
        actions=(("A", "1-1", "soumu", 2026, 2027),), schedules=(("A", 2026, "検討中", 50.0),), reports=()
    )
    found = row(road(of), "A")
    assert (found.sign, found.actual, len(found.planned)) == (None, (), 1)


def test_every_initiative_of_the_plan_has_a_row_unless_a_department_was_chosen() -> None:
    whole = road(unit=Unit.INITIATIVE)
    assert [r.code for r in whole.rows] == [i.code for i in PLAN.initiatives]
    assert not row(whole, "9-1").registered
    assert [r.code for r in road(unit=Unit.INITIATIVE, department="jumin").rows] == ["1-2"]


@pytest.mark.parametrize("actions", [1, 25, 60, 300])
def test_pages_hold_every_row_once_and_never_tear_a_measure(actions: int) -> None:
    shown = road(rich_snapshot(actions))
    pages = [page_of(shown, start, end).rows for _, start, end in pages_of(shown)]
    assert tuple(r for page in pages for r in page) == shown.rows
    measures = [{r.measure for r in page} for page in pages]
    assert sum(map(len, measures)) == len(set().union(*measures))
    for page, codes in zip(pages, measures, strict=True):
        assert len(page) <= ROWS_TOGETHER or len(codes) == 1


def test_the_axis_is_the_plans_own_years_and_periods() -> None:
    shown = road(rich_snapshot(30, 5, SECOND), 2026, 0)
    assert [year.label for year in shown.years] == ["令和7年度", "令和8年度", "令和9年度"]
    assert (shown.start, shown.end) == (date(2025, 4, 1), date(2028, 4, 1))
    assert len(shown.period_ends) == 12
    assert [stage.name for stage in shown.legend if stage.meaning == "active"] == ["設計", "構築"]
    assert shown.done_word == "運用"
    assert shown.caption == "個別取組30件・令和7〜9年度"


def test_the_file_holds_every_stretch_with_its_days() -> None:
    shown = road()
    rows = road_rows(shown)
    assert len(rows) == sum(len(r.planned) + len(r.actual) for r in shown.rows)
    assert len(road_columns(shown, "重点施策")) == len(rows[0])
    assert rows[2] == (
        "A", "（サンプル）取組A", "MEGO-1", "総務課", "", "未報告", "計画",
        date(2025, 4, 1), date(2028, 3, 31), "実施中", "", "完了",
    )  # fmt: skip


def test_a_column_of_the_file_holds_words_of_one_axis_only() -> None:
    shown = road(rich_snapshot(60), unit=Unit.ACTION)
    labels = [column.label for column in road_columns(shown, PLAN.measure_term)]
    records = [dict(zip(labels, row, strict=True)) for row in road_rows(shown)]
    assert {r["評価"] for r in records} <= {"", *(rating.name for rating in PLAN.ratings)}
    assert {r["段階"] for r in records} <= {"", *(stage.name for stage in PLAN.stages)}
    assert all(bool(r["段階"]) != bool(r["段階がない理由"]) for r in records)
    assert any(r["段階がない理由"] == "未報告" for r in records)


def test_the_table_on_the_page_tells_the_course_in_words() -> None:
    shown = road()
    told = dict(zip([r.code for r in shown.rows], road_table(shown), strict=True))
    assert told["B"][3] == "検討中（令和6年度） → 準備中（令和7年度） → 実施中・完了（令和8年度〜令和9年度）"
    assert told["E"][3] == "―"
    assert len(SCHEDULES) == 19
    empty = road(empty_snapshot(), unit=Unit.INITIATIVE)
    assert {r[3] for r in road_table(empty)} == {"個別取組の登録なし"}
