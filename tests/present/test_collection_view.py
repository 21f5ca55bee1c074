"""提出状況 on states counted by hand: silence is drawn unlike 変更なし, and every count adds up."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import date
from itertools import combinations

import pytest

from miharu_dx.domain.collection import Answer, Timing
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import UNCHANGED, Snapshot
from miharu_dx.domain.records_cycle import Deadline
from miharu_dx.domain.standing import Tally, standings
from miharu_dx.present.views.collection import PERIODS_SHOWN, CollectionView, collection_view
from miharu_dx.present.views.collection_signs import (
    ANSWER_SIGNS,
    TIMING_MEANINGS,
    TIMING_SIGNS,
    days_label,
)
from miharu_dx.present.views.collection_table import (
    collection_columns,
    collection_rows,
    missing_columns,
    missing_rows,
)
from miharu_dx.ui.marks import MARKS, sign_html
from tests.present.measure_cases import DESK, FIRST, OTHER, PLAN, SECOND, action, handed_in, report, snapshot
from tests.rich import PLAN_FILE, empty_snapshot, rich_snapshot

AFTER = date(2024, 5, 1)


def view(state: Snapshot, today: date = AFTER, key: PeriodKey = SECOND, **more: str) -> CollectionView:
    return collection_view(state, key, today=today, **more)


def two_units() -> Snapshot:
    """Return DESK with 更新, 変更なし and a silent row, and OTHER with one silent row."""
    return snapshot(
        [action("A0"), action("A1"), action("A2"), action("B0", department=OTHER)],
        [report("A0", SECOND), report("A1", SECOND, declaration=UNCHANGED), report("A2", FIRST)],
        submissions=(handed_in(DESK, SECOND, date(2024, 4, 15)),),
    )


def test_silence_and_no_change_differ_in_mark_word_and_colour() -> None:
    silent, same = ANSWER_SIGNS[Answer.SILENT], ANSWER_SIGNS[Answer.UNCHANGED]
    assert (silent.word, same.word) == ("未報告", "変更なし")
    assert silent.mark != same.mark
    assert silent.glyph != same.glyph
    for part in ("fill", "outline", "ink"):
        assert getattr(silent.style, part) != getattr(same.style, part), part
    assert (silent.style.dashed, bool(silent.style.hatch)) == (True, True)
    assert (same.style.dashed, bool(same.style.hatch)) == (False, False)
    assert sign_html(silent) != sign_html(replace(same, word=silent.word))


@pytest.mark.parametrize("signs", [ANSWER_SIGNS, TIMING_SIGNS], ids=["answers", "timings"])
def test_no_two_signs_of_a_set_share_mark_word_or_colours(signs) -> None:
    for one, other in combinations(signs.values(), 2):
        assert one.word != other.word
        assert one.mark != other.mark
        assert astuple(one.style) != astuple(other.style), (one.word, other.word)
    assert {sign.mark for sign in signs.values()} <= set(MARKS)


def test_every_answer_and_every_timing_has_a_sign_and_every_timing_is_explained() -> None:
    assert set(ANSWER_SIGNS) == set(Answer)
    assert set(TIMING_SIGNS) == set(TIMING_MEANINGS) == set(Timing)


def test_a_department_is_told_in_figures_and_in_words() -> None:
    told = view(two_units())
    row, other = told.rows[0], told.rows[1]
    assert (row.sign.word, row.told, row.counts, row.handed, row.days) == (
        "一部", "あと1件", (1, 1, 0, 1), "4月15日(月)", "2日前",
    )  # fmt: skip
    assert (other.sign.word, other.counts, other.handed, other.days) == ("未提出", (0, 0, 0, 1), "―", "")
    assert (told.totals, told.asked, told.reported) == ((1, 1, 0, 2), 4, 2)
    assert told.heads == ("R5 上期", "R5 下期", "R6 上期")
    assert [cell.sign.word for cell in row.cells] == ["一部", "一部", "受付中"]
    assert row.cells[1].told == (
        "令和5年度（2023年度）下期：一部。3件のうち2件を報告。最初の提出は期限の2日前"
    )
    assert (told.current, [row.selected for row in told.rows][:2]) == (1, [False, False])


def test_the_missing_rows_are_named_with_what_can_be_done_about_them() -> None:
    told = view(two_units())
    assert [(unit.department, [(row.code, row.carries) for row in unit.rows]) for unit in told.missing] == [
        (DESK, [("A2", True)]), (OTHER, [("B0", False)]),
    ]  # fmt: skip
    assert told.missing[0].rows[0].previous == "準備中・順調・10%"
    assert told.missing[0].told == "3件のうち1件が未報告"
    assert [unit.department for unit in view(two_units(), department=OTHER).missing] == [OTHER]
    assert [row.department for row in view(two_units(), department=OTHER).rows if row.selected] == [OTHER]


@pytest.mark.parametrize(
    ("state", "today", "said"),
    [
        (two_units(), AFTER, "2課のうち0課が報告済み。期限を過ぎて、未提出1課・一部1課"),
        (
            two_units(),
            date(2024, 4, 16),
            "2課のうち0課が報告済み。受付中1課・一部1課（期限まであと1日）",
        ),
        (two_units(), date(2024, 4, 17), "2課のうち0課が報告済み。受付中1課・一部1課（期限は今日）"),
        (
            replace(two_units(), deadlines=(Deadline(2023, "H2", None),)),
            AFTER,
            "2課のうち0課が報告済み。未提出1課・一部1課（期限の設定なし）",
        ),
        (
            two_units(),
            date(2023, 9, 1),
            "令和5年度（2023年度）下期はまだ始まっていない。始まるのは令和5年10月1日",
        ),
        (
            empty_snapshot(),
            AFTER,
            "個別取組の登録はまだない。計画ワークブックで登録すると、ここに提出の状況が出る",
        ),
        (
            snapshot([action("A0", first_fiscal_year=2024)]),
            AFTER,
            "令和5年度（2023年度）下期に報告を求める個別取組はない",
        ),
        (
            snapshot(
                [action("A0")],
                [report("A0", SECOND)],
                submissions=(handed_in(DESK, SECOND, date(2024, 4, 18)),),
            ),
            AFTER,
            "報告を求めた1課すべてが報告済み。期限の後になったのは1課",
        ),
    ],
)
def test_the_finding(state: Snapshot, today: date, said: str) -> None:
    assert view(state, today).headline == said


@pytest.mark.parametrize(
    ("deadlines", "day", "origin", "left", "stated"),
    [
        ((), "令和6年4月17日（水）", "計画の定義による", "14日過ぎた", True),
        ((Deadline(2023, "H2", date(2024, 5, 1)),), "令和6年5月1日（水）", "事務局が設定", "今日まで", True),
        ((Deadline(2023, "H2", date(2024, 5, 8)),), "令和6年5月8日（水）", "事務局が設定", "あと7日", True),
        ((Deadline(2023, "H2", None),), "期限なし", "事務局が設定", "", True),
    ],
)
def test_the_deadline_is_told_with_who_said_it(deadlines, day, origin, left, stated) -> None:
    due = view(replace(two_units(), deadlines=deadlines)).due
    assert (due.day, due.origin, due.left, due.stated) == (day, origin, left, stated)


def test_a_deadline_that_has_passed_is_trouble_only_where_rows_are_missing() -> None:
    whole = replace(two_units(), actions=two_units().actions[:2])
    assert view(two_units()).due.overdue
    assert (view(whole).due.left, view(whole).due.overdue) == ("14日過ぎた", False)
    assert not view(two_units(), date(2024, 4, 17)).due.overdue


def test_that_no_deadline_is_set_is_said(tmp_path) -> None:
    lines = PLAN_FILE.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "plan.toml"
    path.write_text("\n".join(line for line in lines if not line.startswith("deadline_days")), "utf-8")
    told = view(empty_snapshot(load_plan(path)))
    assert (told.due.day, told.due.origin, told.due.stated) == ("期限は設定されていません", "", False)


def test_a_period_that_has_not_begun_misses_nothing() -> None:
    told = view(replace(two_units(), reports=(), submissions=()), date(2023, 9, 1))
    assert (told.begun, told.missing) == (False, ())
    assert [row.told for row in told.rows[:2]] == ["報告を求めるのは3件", "報告を求めるのは1件"]


@pytest.mark.parametrize(
    ("key", "first", "shown"),
    [(PLAN.period_keys[-1], 0, 10), (PLAN.period_keys[0], 0, 10)],
)
def test_every_period_that_has_begun_has_a_column(key: PeriodKey, first: int, shown: int) -> None:
    told = view(rich_snapshot(30, 4), date(2028, 6, 1), key)
    assert told.periods == PLAN.period_keys[first : first + shown]
    assert told.periods[told.current] == key
    assert {len(row.cells) for row in told.rows} == {shown}


def test_a_plan_of_many_periods_shows_the_newest_and_says_so_and_an_old_one_its_own_past() -> None:
    plan = load_plan(PLAN_FILE.parents[1] / "tests" / "plans" / "second_plan.toml")
    state = rich_snapshot(12, 3, plan)
    newest = view(state, date(2028, 6, 1), plan.period_keys[-1])
    assert newest.periods == plan.period_keys[-PERIODS_SHOWN:]
    assert f"{len(plan.period_keys)}期のうち{PERIODS_SHOWN}期" in newest.caption
    oldest = view(state, date(2028, 6, 1), plan.period_keys[0])
    assert oldest.periods == plan.period_keys[:1]
    assert oldest.current == 0


@pytest.mark.parametrize("actions", [0, 1, 60, 300])
def test_the_lines_add_up_to_the_whole(actions: int) -> None:
    state = rich_snapshot(actions, 7) if actions else empty_snapshot()
    key = PLAN.period_keys[6]
    told = view(state, date(2026, 11, 22), key)
    whole = Tally(standings(state, key))
    assert (told.asked, told.reported) == (whole.asked, whole.reported)
    assert sum(len(unit.rows) for unit in told.missing) == told.totals[-1] == whole.asked - whole.reported
    for row in told.rows:
        assert sum(row.counts) == row.collected.asked


def test_the_table_taken_away_holds_what_the_page_shows() -> None:
    told = view(two_units())
    columns = [column.label for column in collection_columns()]
    rows = [dict(zip(columns, row, strict=True)) for row in collection_rows(told, PLAN)]
    assert len(rows) == len(told.rows) * len(told.periods)
    (row,) = [row for row in rows if (row["担当課コード"], row["年度"], row["期"]) == (DESK, 2023, "下期")]
    assert (row["提出の時期"], row["報告を求めた件数(件)"], row["報告した件数(件)"]) == ("一部", 3, 2)
    assert (row["更新(件)"], row["変更なし(件)"], row["該当なし(件)"], row["未報告(件)"]) == (1, 1, 0, 1)
    assert (row["提出期限"], row["最初に提出した日"], row["期限からの日数(日)"]) == (
        date(2024, 4, 17), date(2024, 4, 15), -2,
    )  # fmt: skip
    unasked = next(row for row in rows if row["提出の時期"] == "対象なし")
    assert unasked["未報告(件)"] is None
    names = [column.label for column in missing_columns()]
    missing = [dict(zip(names, row, strict=True)) for row in missing_rows(told)]
    assert [(row["担当課コード"], row["個別取組コード"]) for row in missing] == [(DESK, "A2"), (OTHER, "B0")]


@pytest.mark.parametrize(("days", "told"), [(-3, "3日前"), (0, "期限日"), (5, "5日後"), (None, "―")])
def test_days_are_said_as_people_say_them(days: int | None, told: str) -> None:
    assert days_label(days) == told
