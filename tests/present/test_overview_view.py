"""全体状況 on a store small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from miharu_dx.domain.plan import Department, PeriodKey
from miharu_dx.domain.records import NOT_APPLICABLE, UPDATED, Action, Report, Snapshot, Submission
from miharu_dx.present.views.overview import OverviewView, overview_view
from tests.rich import empty_snapshot, rich_snapshot

H1, H2 = PeriodKey(2025, 0), PeriodKey(2025, 1)
TODAY = date(2026, 4, 25)

ACTIONS = (
    Action("A1", "申請", "1-1", "soumu"),
    Action("A2", "窓口", "1-1", "jumin"),
    Action("A3", "決済", "1-2", "soumu"),
    Action("A4", "可視化", "2-1", "soumu"),
    Action("A5", "自動化", "2-2", "jumin"),
    Action("A6", "標準化", "3-1", "zeimu"),
    Action("A7", "台帳", "3-1", "zeimu"),
    Action("A8", "防災", "4-1", "jumin"),
    Action("A9", "循環", "5-1", "zeimu"),
    Action("B1", "来年から", "1-3", "soumu", first_fiscal_year=2026),
)
BEFORE = {
    "A1": "順調", "A2": "順調", "A3": "やや遅れ", "A4": "遅れ", "A5": "前倒し",
    "A6": "順調", "A7": "中止", "A9": "評価困難",
}  # fmt: skip
NOW = {
    "A1": "順調", "A2": "遅れ", "A3": "順調", "A4": "遅れ", "A5": "順調", "A8": "前倒し", "A9": "対象外",
}  # fmt: skip
REQUESTS = {"A3": "予算を認めてほしい", "A4": "  期限を\n延ばしてほしい ", "A1": " "}


def reports(words: dict[str, str], key: PeriodKey) -> list[Report]:
    found: list[Report] = []
    for code, word in words.items():
        told = Report(code, key.fiscal_year, f"H{key.order + 1}", UPDATED, "実施中", word, 50.0)
        if word == "中止":
            told = replace(told, stage="中止", rating=None)
        if word == "対象外":
            told = replace(told, declaration=NOT_APPLICABLE, stage=None, rating=None, progress=None)
        if key == H2:
            told = replace(told, request=REQUESTS.get(code, ""))
            if code in ("A1", "A5"):
                told = replace(told, stage="完了")
        found.append(told)
    return found


def store(**more: object) -> Snapshot:
    rows = (*reports(BEFORE, H1), *reports(NOW, H2))
    return replace(empty_snapshot(), actions=ACTIONS, reports=rows, **more)  # type: ignore[arg-type]


def seen(snapshot: Snapshot | None = None, **more: object) -> OverviewView:
    wanted = {"today": TODAY, "compare": H1} | more
    return overview_view(snapshot or store(), H2, **wanted)  # type: ignore[arg-type]


def counts(view: OverviewView, code: str) -> dict[str, int]:
    row = next(row for row in (*view.grid.rows, view.grid.total) if row.code == code)
    return {segment.sign.word: segment.count for segment in row.segments}


def test_every_measure_shows_its_counts_and_only_its_own() -> None:
    view = seen()
    assert [row.code for row in view.grid.rows] == [m.code for m in store().plan.measures]
    assert counts(view, "MEGO-1") == {"順調": 2, "遅れ": 1}
    assert counts(view, "MEGO-2") == {"順調": 1, "遅れ": 1}
    assert counts(view, "MEGO-3") == {"未報告": 1, "対象外・中止": 1}
    assert counts(view, "MEGO-4") == {"前倒し": 1}
    assert counts(view, "MEGO-5") == {"対象外・中止": 1}
    assert counts(view, "MEGO-6") == {}
    assert counts(view, "全体") == {"前倒し": 1, "順調": 3, "遅れ": 2, "未報告": 1, "対象外・中止": 2}


def test_the_total_row_is_the_sum_of_the_measures() -> None:
    for snapshot in (store(), rich_snapshot(), rich_snapshot(300)):
        grid = overview_view(snapshot, H2, today=TODAY, compare=H1).grid
        for word, whole in {s.sign.word: s.count for s in grid.total.segments}.items():
            parts = sum(s.count for row in grid.rows for s in row.segments if s.sign.word == word)
            assert parts == whole, word
        for column, cell in enumerate(grid.total.shares):
            assert sum(row.shares[column].good for row in grid.rows) == cell.good
            assert sum(row.shares[column].rated for row in grid.rows) == cell.rated
        for column, (_, planned) in enumerate(grid.total.planned):
            assert sum(row.planned[column][1] for row in grid.rows) == planned
        assert grid.total.total == sum(row.total for row in grid.rows)


def test_shares_name_their_fraction_and_few_ratings_show_no_percentage() -> None:
    total = seen().grid.total
    first = next(row for row in seen().grid.rows if row.code == "MEGO-1").shares[-1]
    second = next(row for row in seen().grid.rows if row.code == "MEGO-2").shares[-1]
    silent = next(row for row in seen().grid.rows if row.code == "MEGO-6").shares[-1]
    assert (total.shares[-1].share.text, total.shares[-1].share.tone) == ("67% 4/6", "middle")
    assert (first.share.text, first.share.tone) == ("67% 2/3", "middle")
    assert (second.share.text, second.share.tone) == ("1/2", "few")
    assert (silent.share.text, silent.share.tone) == ("―", "none")


def test_years_before_show_the_same_period_and_years_to_come_planned_counts() -> None:
    total = seen().grid.total
    assert [cell.fiscal_year for cell in total.shares] == [2023, 2024, 2025]
    assert [cell.share.tone for cell in total.shares] == ["none", "none", "middle"]
    # A7 は前の期に中止。B1 は令和8年度から始まる。
    assert total.planned == ((2026, 9), (2027, 9))


def test_tiles_state_figure_change_and_denominator() -> None:
    tiles = {tile.label: tile for tile in seen().tiles}
    good, bad, warn = tiles["順調以上の割合"], tiles["遅れ"], tiles["やや遅れ"]
    assert (good.figure, good.unit, good.change) == ("67", "%", "変わらず")
    # 両方の期に評価したのは A1〜A5 の5件。A6 は今回未報告、A8 は今回が初めて。
    assert good.note == "4件／評価した6件　前回も評価した5件では60%→60%"
    assert (bad.figure, bad.change, bad.worse) == ("2", "↑ 1件増", True)
    assert bad.note == "評価した6件のうち　同じ5件では1→2件"
    assert (warn.figure, warn.change, warn.worse) == ("0", "↓ 1件減", False)
    done = tiles["実施段階が「完了」"]
    assert (done.figure, done.change, done.note) == (
        "2",
        "↑ 2件増",
        "中止1件を除く8件のうち　同じ6件では0→2件",
    )
    reported = tiles["報告した課"]
    assert (reported.figure, reported.unit) == ("2", "／3課")
    assert (reported.change, reported.change_mark, reported.worse) == ("期限超過 1課・1件", "square", True)
    assert reported.note == "報告を求めた8件のうち7件　期限 4月17日(金)"


def test_no_figure_is_shown_as_zero_where_nothing_was_reported() -> None:
    view = overview_view(store(), PeriodKey(2026, 0), today=date(2026, 9, 1))
    assert [tile.figure for tile in view.tiles] == ["―", "―", "―", "―", "0"]
    assert [tile.change for tile in view.tiles[:4]] == ["", "", "", ""]


def test_what_became_of_each_action_is_counted_and_worse_comes_first() -> None:
    changes = seen().changes
    assert dict(changes.counts) == {
        "悪くなった": 2, "良くなった": 1, "新たに評価": 1, "評価なしへ": 1, "変化なし": 4,
    }  # fmt: skip
    told = [(row.code, row.before.word if row.before else "", row.after.word) for row in changes.rows]
    assert told == [
        ("A2", "順調", "遅れ"),
        ("A5", "前倒し", "順調"),
        ("A3", "やや遅れ", "順調"),
        ("A8", "未報告", "前倒し"),
        ("A6", "順調", "未報告"),
    ]


@pytest.mark.parametrize(
    ("snapshot", "key", "compare", "said"),
    [
        (store(), H1, None, "前の期がないため、比べるものがない"),
        (store(), H2, PeriodKey(2024, 1), "比べる期の報告がない"),
        (store(), PeriodKey(2026, 0), H2, "この期の報告がまだない"),
        (replace(store(), reports=tuple(reports(NOW, H1) + reports(NOW, H2))), H2, H1, "変化はない"),
    ],
    ids=["first period", "silence before", "silence now", "nothing changed"],
)
def test_an_empty_list_of_changes_says_why(
    snapshot: Snapshot, key: PeriodKey, compare: PeriodKey | None, said: str
) -> None:
    changes = overview_view(snapshot, key, today=TODAY, compare=compare).changes
    assert changes.rows == ()
    assert changes.empty == said


def test_a_list_of_changes_is_cut_at_seven_and_keeps_the_rest() -> None:
    changes = overview_view(rich_snapshot(300), H2, today=TODAY, compare=H1).changes
    assert len(changes.top) == changes.shown == 7
    assert len(changes.rows) == sum(count for word, count in changes.counts if word != "変化なし")


def test_comparing_with_another_period_names_it() -> None:
    snapshot = replace(store(), reports=(*reports(BEFORE, PeriodKey(2024, 0)), *reports(NOW, H2)))
    view = seen(snapshot, compare=PeriodKey(2024, 0))
    assert view.changes.title == "令和6 上期からの変化"
    assert "令和6 上期も評価した5件では" in view.tiles[0].note


def test_requests_are_the_worst_rated_first_and_blank_ones_are_none() -> None:
    asked = [(row.measure, row.initiative, row.text, row.department) for row in seen().requests.rows]
    assert asked == [
        ("MEGO-2", "2-1", "期限を 延ばしてほしい", "総務課"),
        ("MEGO-1", "1-2", "予算を認めてほしい", "総務課"),
    ]


def test_a_department_has_reported_when_nothing_is_missing() -> None:
    told = seen().reporting
    rows = [(row.department, row.reported, row.asked, row.complete) for row in told.rows]
    # A7 は前の期に中止したので、税務課が報告するのは A6 と A9 の2件。
    assert rows == [("soumu", 3, 3, True), ("zeimu", 1, 2, False), ("jumin", 3, 3, True)]
    assert (told.complete, told.waiting, told.overdue) == (2, 1, True)
    assert told.caption == "報告済み2課・未報告1課　期限 4月17日(金)を過ぎた"


@pytest.mark.parametrize(
    ("today", "overdue"), [(date(2026, 4, 17), False), (date(2026, 4, 18), True), (date(2026, 10, 1), False)]
)
def test_only_the_period_being_collected_can_be_overdue(today: date, overdue: bool) -> None:
    assert seen(today=today).reporting.overdue is overdue


def test_a_department_filter_narrows_every_figure_alike() -> None:
    view = seen(department="soumu")
    assert view.headline.startswith("総務課：")
    assert view.grid.total.total == 3
    assert counts(view, "全体") == {"順調": 2, "遅れ": 1}
    assert view.tiles[0].note == "2件／評価した3件　前回33%（1／3件）"
    assert {row.department for row in view.requests.rows} == {"総務課"}
    assert [row.department for row in view.reporting.rows] == ["soumu"]


def test_a_department_that_was_succeeded_reports_under_its_successor() -> None:
    snapshot = store()
    departments = tuple(
        replace(row, valid_to=2024, successor="zaisei") if row.code == "zeimu" else row
        for row in snapshot.departments
    )
    merged = replace(
        snapshot, departments=(*departments, Department("zaisei", "財政税務課", valid_from=2025))
    )
    rows = {row.department: row.asked for row in seen(merged).reporting.rows}
    assert rows == {"soumu": 3, "jumin": 3, "zaisei": 2}
    assert seen(merged, department="zaisei").grid.total.total == 3


def submission(at: datetime, department: str = "soumu", period: str = "H2") -> Submission:
    return Submission(1, 2, "progress", department, 2025, period, "様式.xlsx", "0" * 64, "試験", at)


def test_dates_name_the_day_the_last_workbook_and_how_much_was_handed_in() -> None:
    late = datetime(2026, 4, 20, 10, 5).astimezone()
    snapshot = store(submissions=(submission(late), submission(late + timedelta(days=9), period="H1")))
    told = seen(snapshot).dates
    assert told.as_of == "令和8年3月31日"
    assert told.updated == "令和8年4月20日 10:05"
    assert told.source == "進捗報告様式（3課・7件）"
    assert told.remarks == ("割合は四捨五入",)


def test_a_state_from_before_the_deadline_says_that_later_ones_are_missing() -> None:
    early = datetime(2026, 4, 17, 23, 59).astimezone()
    snapshot = store(submissions=(submission(early),))
    assert seen(snapshot).dates.remarks[0] == "期限後の提出を含まない"
    assert "期限後の提出を含まない" not in seen(snapshot, today=date(2026, 4, 17)).dates.remarks


def test_the_past_says_which_version_is_the_newest() -> None:
    assert seen(store(version=5, latest_version=9)).dates.version == "5（最新は版9）"


def test_an_empty_store_says_what_to_do_and_counts_nothing() -> None:
    view = overview_view(empty_snapshot(), H2, today=TODAY, compare=H1)
    assert view.headline.startswith("個別取組の登録はまだない")
    assert [tile.figure for tile in view.tiles] == ["―"] * 5
    assert all(row.segments == () for row in view.grid.rows)
    assert (view.changes.rows, view.requests.rows, view.reporting.rows) == ((), (), ())
