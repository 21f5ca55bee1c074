"""What 提出 tells: one sentence to act on, findings in tiers, old → new with what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from miharu_dx.domain.changes import Entry, FieldChange, RowChange, Source
from miharu_dx.domain.deadlines import due_of
from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected, Preview, Receipt, consequence
from miharu_dx.present.views.submit import diff_view
from miharu_dx.present.views.submit_choose import choose_view, remaining
from miharu_dx.present.views.submit_findings import (
    CELLS_SHOWN,
    EXPORT_COLUMNS,
    FINDINGS_SHOWN,
    GROUPED_FROM,
    export_rows,
    findings_view,
)
from miharu_dx.present.views.submit_record import counts_text, handed_in, receipt_text, submission_rows
from miharu_dx.present.views.submit_values import shown
from tests.samples import CLASS, ONLINE, TALLY, small_snapshot

SEEN = small_snapshot()
PLAN = SEEN.plan
FIRST, SECOND = PLAN.period_keys[:2]
UNIT = PLAN.departments[0].code
OK, WARN, BAD = (
    next(r.name for r in PLAN.ratings if r.meaning == meaning) for meaning in ("ok", "warn", "bad")
)


def preview(
    *changes: RowChange,
    findings: tuple[Finding, ...] = (),
    base: int = 5,
    silent: tuple[str, ...] = (),
    rows_read: int = 0,
) -> Preview:
    return Preview(
        kind="progress",
        expected=Expected("progress", UNIT, SECOND),
        file_name="様式.xlsx",
        sha256="0" * 64,
        department=UNIT,
        key=SECOND,
        base_version=base,
        seen_version=SEEN.version,
        findings=findings,
        changes=changes,
        silent=silent,
        rows_read=rows_read,
    )


def moved(action: str, **values: tuple[object, object]) -> RowChange:
    name = SEEN.actions_by_code[action].name
    stored = SEEN.report(action, SECOND)
    new = {field: after for field, (_, after) in values.items()}
    kept = (
        {
            field: getattr(stored, field, None)
            for field in ("declaration", "stage", "rating", "progress", "achievement", "issue", "next_step")
            if field not in new
        }
        if stored
        else {"declaration": "更新"}
    )
    entry = Entry(
        "report", (action, SECOND.fiscal_year, PLAN.period_at(SECOND).code), {**kept, **new}, name, action
    )
    fields = tuple(
        FieldChange(field, field, old, after, Source(Location("進捗", 2, 10, field), str(after)))
        for field, (old, after) in values.items()
    )
    return RowChange(entry, "changed" if fields else "unchanged", fields)


def any_finding(row: int) -> Finding:
    return Finding("row.required_blank", Location("進捗", row, 8, "stage"), "", {}, f"取組{row}", "実施段階")


HEADER = Finding(
    "header.sheet_missing",
    Location("進捗"),
    "",
    {"name": "進捗", "sheet": "進捗", "found": "表", "sheets": "表", "names": "表"},
)
FILE_WARN = Finding("header.sheet_hidden", Location("進捗"), "", {"sheet": "進捗"})
ROW_WARN = Finding("row.author_blank", Location("進捗", 3, 21, "author"), "", {}, "取組", "記入者")


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2023, 10, 13), "期限まで7日"),
        (date(2023, 10, 20), "期限は今日"),
        (date(2023, 10, 21), "期限を1日超過"),
    ],
)
def test_what_is_left_until_the_deadline_is_told_in_days(today: date, told: str) -> None:
    assert PLAN.deadline(FIRST) == date(2023, 10, 20)
    assert remaining(due_of(SEEN, FIRST), today) == told


def test_the_headline_says_what_to_do_next() -> None:
    today = date(2023, 10, 13)
    done = choose_view(SEEN, UNIT, FIRST, today)
    assert (done.waiting, done.headline) == (0, "2件すべて報告済みです。直すときは、もう一度渡してください")
    other = choose_view(SEEN, PLAN.departments[1].code, FIRST, today)
    assert other.headline == "2件のうち1件が未報告です。記入して渡してください（期限まで7日）"
    later = choose_view(SEEN, UNIT, PeriodKey(2024, 0), date(2024, 10, 20))
    assert later.headline == "様式を受け取り、Excelで記入して渡してください（期限は今日）"
    assert choose_view(SEEN, None, FIRST, today).count == 0


def test_a_tier_with_a_fault_hides_the_ones_below_it_and_says_so() -> None:
    view = findings_view(preview(findings=(HEADER, any_finding(2), ROW_WARN)))
    assert [row.message for row in view.structure.rows] == [HEADER.message]
    assert not view.blocks.any
    assert not view.warnings.any
    assert "まだ確かめていません" in view.hidden_note
    assert (view.total, view.headline) == (1, "直すところが1か所あります。直すまで確定できません")


def test_every_finding_stands_in_its_tier_by_cell() -> None:
    view = findings_view(preview(findings=(FILE_WARN, any_finding(7), ROW_WARN), rows_read=9))
    assert (view.structure.mark, len(view.structure.rows)) == ("diamond", 1)
    assert [(row.cell, row.shown) for row in view.blocks.rows] == [("H7", "（空白）")]
    assert [row.cell for row in view.warnings.rows] == ["U3"]
    assert (view.hidden_note, view.total, view.listed) == ("", 3, 3)
    assert view.file_line == "9行を確かめました"


def test_no_finding_at_all_is_said() -> None:
    view = findings_view(preview())
    assert view.headline == "指摘はありません"
    assert (view.structure.mark, view.structure.any) == ("check", False)


def test_more_than_fifty_are_counted_and_none_is_silently_left_out() -> None:
    findings = tuple(any_finding(row) for row in range(2, 2 + FINDINGS_SHOWN + 10))
    view = findings_view(preview(findings=findings))
    assert (len(view.blocks.rows), view.blocks.rest) == (FINDINGS_SHOWN, 10)
    assert (view.total, view.listed) == (FINDINGS_SHOWN + 10, FINDINGS_SHOWN)
    assert len(export_rows(findings)) == len(findings)
    assert all(len(row) == len(EXPORT_COLUMNS) for row in export_rows(findings))


def test_many_of_one_kind_are_said_once_with_their_cells() -> None:
    rating = Finding("row.required_blank", Location("進捗", 5, 10, "rating"), "", {}, "取組5", "評価")
    findings = (*(any_finding(row) for row in range(2, 2 + GROUPED_FROM)), rating)
    view = findings_view(preview(findings=findings))
    assert not view.blocks.rows
    first, second = view.blocks.clusters
    assert (first.label, first.count, second.label, second.count) == ("実施段階", GROUPED_FROM, "評価", 1)
    assert first.cells.startswith("H2、H3、")
    assert first.cells.endswith(f"ほか{GROUPED_FROM - CELLS_SHOWN}か所")
    assert view.listed == view.total


def test_old_and_new_stand_side_by_side_with_what_to_watch() -> None:
    change = moved(ONLINE, stage=("実施中", "完了"), progress=(15.0, 10.0), rating=(WARN, BAD))
    view = diff_view(preview(change, moved(TALLY)), SEEN, None)
    assert view.headline == "1件・3項目が変わります。内容を確かめて確定してください"
    assert [(row.label, row.old, row.new, row.note) for row in view.rows] == [
        ("rating", WARN, BAD, "悪くなった"),
        ("progress", "15%", "10%", "下がった・計画 20%"),
        ("stage", "実施中", "完了", ""),
    ]
    assert view.rows[0].new_sign is not None
    assert view.rows[0].new_sign.style.bold
    assert [row.cell for row in view.rows] == ["J2"] * 3
    assert view.unchanged == (SEEN.actions_by_code[TALLY].name,)
    assert (view.old_version, view.new_version) == (5, 6)


def test_the_consequence_counts_what_the_store_would_hold() -> None:
    told = preview(moved(ONLINE, rating=(WARN, BAD)))
    view = diff_view(told, SEEN, consequence(SEEN, told))
    assert view.ratings == f"{SEEN.department_name(UNIT)}の評価"
    assert [(line.label, line.before, line.after, line.worse) for line in view.rating_lines] == [
        (WARN, 1, 0, False),
        (BAD, 0, 1, True),
    ]
    assert view.consequence == ()


def test_what_moves_against_the_plan_stands_first() -> None:
    good = moved(TALLY, issue=("", "サンプル"), progress=(15.0, 90.0))
    bad = moved(ONLINE, issue=("", "サンプル"), rating=(OK, WARN))
    view = diff_view(preview(good, bad), SEEN, None)
    assert [(group.subject, group.against) for group in view.groups] == [
        (SEEN.actions_by_code[ONLINE].name, True), (SEEN.actions_by_code[TALLY].name, False),
    ]  # fmt: skip
    assert [(row.label, row.against) for row in view.groups[0].rows] == [("rating", True), ("issue", False)]
    assert view.against_count == 1


@pytest.mark.parametrize(
    ("field", "old", "new", "note", "against"),
    [
        ("rating", OK, BAD, "悪くなった", True),
        ("rating", BAD, OK, "良くなった", False),
        ("stage", "実施中", "準備中", "段階が戻った", True),
        ("stage", "準備中", "実施中", "", False),
        ("progress", 30.0, 25.0, "下がった・計画 20%", True),
        ("progress", None, 0.0, "計画 20%", True),
        ("progress", 15.0, 19.0, "計画 20%", False),
        ("issue", "", "サンプル", "", False),
    ],
)
def test_a_move_against_the_plan_is_told_by_the_field(
    field: str, old: object, new: object, note: str, against: bool
) -> None:
    (row,) = diff_view(preview(moved(ONLINE, **{field: (old, new)})), SEEN, None).rows
    assert (row.note, row.against) == (note, against)


@pytest.mark.parametrize(
    ("direction", "old", "new", "against"),
    [
        ("高い方が良い", 10.0, 9.0, True),
        ("高い方が良い", 10.0, 11.0, False),
        ("低い方が良い", 10.0, 11.0, True),
        ("低い方が良い", 10.0, 9.0, False),
        ("高い方が良い", None, 9.0, False),
    ],
)
def test_an_actual_value_moves_against_the_plan_by_its_own_direction(
    direction: str, old: float | None, new: float, against: bool
) -> None:
    indicator = next(row for row in SEEN.indicators if row.direction == direction)
    entry = Entry("indicator_value", (indicator.action, indicator.name, 2023), {"actual": new}, "取組", "A")
    change = RowChange(entry, "changed", (FieldChange("actual", "実績値", old, new, None),))
    (row,) = diff_view(preview(change), SEEN, None).rows
    assert (row.against, row.note) == (against, "目標から遠ざかった" if against else "")


def test_a_first_report_is_held_against_the_period_before() -> None:
    key = PeriodKey(SECOND.fiscal_year + 1, 0)
    entry = Entry(
        "report", (ONLINE, key.fiscal_year, PLAN.period_at(key).code), {"rating": BAD}, "取組", ONLINE
    )
    change = RowChange(entry, "new", (FieldChange("rating", "評価", None, BAD, None),))
    (row,) = diff_view(replace(preview(change), key=key), SEEN, None).rows
    assert (row.note, row.against) == ("前の期より悪くなった", True)


def test_nothing_that_changes_is_said_and_silence_is_named() -> None:
    view = diff_view(preview(moved(TALLY), silent=(CLASS,)), SEEN, None)
    assert view.headline == "登録されている内容と同じです。変わるところはありません"
    assert not view.any
    assert view.silent == (SEEN.actions_by_code[CLASS].name,)


@pytest.mark.parametrize(
    ("value", "field", "told"),
    [
        (None, "", "（空白）"),
        ("", "issue", "（空白）"),
        (0.0, "progress", "0%"),
        (45.5, "progress", "45.5%"),
        (1234567.25, "actual", "1,234,567.25"),
        (2027, "last_fiscal_year", "令和9年度（2027年度）"),
        (9999, "last_fiscal_year", "定めなし"),
        (True, "confirmed", "確認済"),
        (False, "confirmed", "未確認"),
        (date(2026, 9, 30), "as_of_date", "令和8年9月30日"),
        (datetime(2026, 9, 30, 9, 5, tzinfo=UTC), "", "令和8年9月30日 9:05"),
        ("=1+1", "issue", "=1+1"),
    ],
)
def test_values_are_shown_as_people_read_them_and_nothing_is_never_zero(
    value: object, field: str, told: str
) -> None:
    assert shown(value, field) == told


def test_the_record_is_newest_first_and_names_what_occurred() -> None:
    rows = submission_rows(SEEN, SEEN.submissions)
    assert [row.version for row in rows] == [5, 4, 3, 2]
    assert rows[0].department == SEEN.department_name(SEEN.submissions[-1].department)
    assert rows[0].result == "新しい2件"
    assert counts_text(preview().counts) == "0件"


def test_what_was_handed_in_before_is_said_in_one_sentence() -> None:
    earlier = SEEN.submissions[1]
    told = handed_in(earlier)
    assert told.endswith(
        f"に{earlier.actor}が渡した内容と同じなので、何も変わりません（版{earlier.version}）"
    )
    view = diff_view(replace(preview(), earlier=earlier), SEEN, None)
    assert view.headline == told
    assert receipt_text(Receipt(earlier.version, None, True, preview().counts, earlier)) == told


def test_a_commit_of_answers_alone_says_what_it_did() -> None:
    told = receipt_text(Receipt(9, 3, False, preview().counts, answered=2))
    assert told == "確定しました。2か所の選んだ結果を記録し、版9になりました"
