"""Judgement of a progress row: every rule, at its limits, cited by (field, code)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from miharu_dx.domain import rules
from miharu_dx.domain.drafts import Fault, RowContext, RowDraft, declared, report_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import NOT_APPLICABLE, UNCHANGED, UPDATED, Report
from miharu_dx.domain.rules import judge_row

PLAN = load_plan(Path(__file__).resolve().parents[2] / "data" / "plan.toml")
KEY = PeriodKey(2025, 1)
BEFORE = PeriodKey(2025, 0)
LAST = Report(
    "S-01", 2025, "H1", UPDATED, "準備中", "順調", 40.0,
    achievement="試した", issue="人手", next_step="続ける", request="応援",
)  # fmt: skip
ROW = RowDraft(
    "S-01", UPDATED, "準備中", "順調", 50.0,
    achievement="広げた", issue="人手", next_step="続ける", author="担当",
)  # fmt: skip
CONTEXT = RowContext(
    plan=PLAN, key=KEY, today=date(2026, 4, 10), previous=LAST, previous_key=BEFORE, expected=60.0
)


def cited(draft: RowDraft, context: RowContext = CONTEXT) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in judge_row(draft, context)]


def test_a_sound_row_has_no_fault() -> None:
    assert cited(ROW) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"stage": None}, [("stage", "row.required_blank_again")]),
        ({"rating": None}, [("rating", "row.required_blank_again")]),
        ({"progress": None}, [("progress", "row.required_blank_again")]),
        ({"progress": 0.0}, [("rating", "row.behind_plan"), ("progress", "row.progress_fell")]),
        ({"achievement": ""}, [("achievement", "row.achievement_blank")]),
        ({"author": ""}, [("author", "row.author_blank")]),
        ({"stage": "完了", "progress": 99.9}, [("progress", "row.done_below_100")]),
        ({"stage": "完了", "progress": 100.0}, []),
        ({"stage": "実施中", "progress": 100.0}, [("stage", "row.not_done_at_100")]),
        ({"stage": "未着手"}, [("progress", "row.waiting_with_progress"), ("stage", "row.stage_back")]),
        ({"stage": "検討中"}, [("stage", "row.stage_back")]),
        ({"progress": 39.9}, [("rating", "row.behind_plan"), ("progress", "row.progress_fell")]),
        ({"progress": 40.0}, [("rating", "row.behind_plan")]),
        ({"progress": 40.1}, []),
        ({"rating": "前倒し"}, [("rating", "row.good_but_behind")]),
        ({"rating": "前倒し", "progress": 60.0}, []),
        ({"rating": "やや遅れ", "progress": 40.0}, []),
        ({"rating": "遅れ", "progress": 40.0}, []),
        ({"rating": "遅れ", "progress": 60.0}, [("rating", "row.bad_but_ahead")]),
        ({"rating": "遅れ", "issue": ""}, [("issue", "row.bad_without_issue")]),
        ({"rating": "やや遅れ", "issue": ""}, []),
        ({"stage": "中止", "rating": None, "progress": None}, []),
        (
            {"stage": "中止", "rating": None, "progress": None, "issue": "", "next_step": ""},
            [("issue", "row.stopped_without_reason")],
        ),
        ({"rating": "対象外", "progress": None}, []),
        ({"rating": "評価困難", "progress": None}, [("progress", "row.required_blank_again")]),
        ({"as_of_date": date(2026, 3, 31)}, []),
        ({"as_of_date": date(2026, 4, 1)}, [("as_of_date", "row.as_of_outside_year")]),
        ({"as_of_date": date(2025, 3, 31)}, [("as_of_date", "row.as_of_outside_year")]),
        ({"as_of_date": date(2025, 9, 30)}, [("as_of_date", "row.as_of_before_period")]),
        ({"as_of_date": date(2025, 10, 1)}, []),
        (
            {"progress": 40.0, "achievement": "試した", "request": "応援", "rating": "順調"},
            [("rating", "row.behind_plan"), ("declaration", "row.nothing_changed")],
        ),
    ],
)
def test_an_update_is_judged(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert cited(replace(ROW, **changes)) == expected  # type: ignore[arg-type]


def test_a_blank_field_of_a_first_report_cannot_repeat_the_last() -> None:
    first = replace(CONTEXT, previous=None, previous_key=None)
    assert cited(replace(ROW, stage=None), first) == [("stage", "row.required_blank")]


def test_a_field_with_its_own_finding_is_neither_blank_nor_judged() -> None:
    spoiled = replace(ROW, stage=None, progress=None, unreadable=frozenset({"stage", "progress"}))
    assert cited(spoiled) == []


def test_a_stopped_action_that_goes_on_is_asked_about() -> None:
    stopped = replace(CONTEXT, previous=replace(LAST, stage="中止", progress=None))
    assert cited(ROW, stopped) == [("stage", "row.stage_resumed")]


def test_without_a_plan_for_the_year_no_distance_is_judged() -> None:
    free = replace(CONTEXT, expected=None)
    assert cited(replace(ROW, rating="前倒し", progress=41.0), free) == []


def test_the_limit_of_the_distance_is_the_plans() -> None:
    wide = replace(PLAN, thresholds=replace(PLAN.thresholds, gap_points=21))
    assert cited(replace(ROW, progress=40.0, rating="順調"), replace(CONTEXT, plan=wide)) == []


def test_the_distance_is_told_in_whole_points_that_add_up() -> None:
    fault = next(f for f in judge_row(replace(ROW, progress=40.4), replace(CONTEXT, expected=70.5)))
    assert (fault.args["progress"], fault.args["planned"], fault.args["gap"]) == (40, 71, 31)


@pytest.mark.parametrize(
    ("day", "today", "code"),
    [
        (date(2025, 9, 30), date(2025, 10, 1), None),
        (date(2025, 10, 2), date(2025, 10, 1), "row.as_of_future"),
        (date(2025, 10, 1), date(2025, 10, 1), "row.as_of_after_period"),
    ],
)
def test_the_day_of_a_first_half_report(day: date, today: date, code: str | None) -> None:
    context = replace(CONTEXT, key=BEFORE, today=today, previous=None, previous_key=None, expected=None)
    draft = replace(ROW, declaration=NOT_APPLICABLE, stage=None, rating=None, progress=None, as_of_date=day)
    assert cited(draft, context) == ([("as_of_date", code)] if code else [])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"stage": "準備中", "progress": 40.0, "achievement": "試した"}, []),
        ({"achievement": "見守った"}, [("achievement", "row.unchanged_with_text")]),
        ({"request": "新しい相談", "author": "別の人"}, []),
        (
            {
                "stage": "実施中",
                "rating": "遅れ",
                "progress": 41.0,
                "achievement": "x",
                "issue": "y",
                "next_step": "z",
            },
            [
                (name, "row.unchanged_differs")
                for name in ("stage", "rating", "progress", "issue", "next_step")
            ]
            + [("achievement", "row.unchanged_with_text")],
        ),
        ({"unreadable": frozenset({"progress"})}, []),
    ],
)
def test_unchanged_is_held_to_its_word(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert cited(replace(RowDraft("S-01", UNCHANGED), **changes)) == expected  # type: ignore[arg-type]


def test_a_long_text_is_told_by_its_beginning() -> None:
    long = replace(CONTEXT, previous=replace(LAST, issue="長い\n" * 40))
    (fault,) = judge_row(RowDraft("S-01", UNCHANGED, issue="短い"), long)
    assert fault.args["previous"] == "「" + "長い " * 10 + "…」"


def test_unchanged_needs_something_to_carry() -> None:
    row = RowDraft("S-01", UNCHANGED)
    assert cited(row, replace(CONTEXT, previous=None, previous_key=None)) == [
        ("declaration", "row.unchanged_first")
    ]
    excluded = replace(CONTEXT, previous=replace(LAST, declaration=NOT_APPLICABLE))
    assert cited(row, excluded) == [("declaration", "row.unchanged_after_excluded")]
    earlier = replace(CONTEXT, previous_key=PeriodKey(2024, 1))
    assert cited(row, earlier) == [("declaration", "row.unchanged_from_earlier")]


def test_a_row_without_a_word_is_silent_and_never_unchanged() -> None:
    row = RowDraft("S-01")
    assert row.silent
    assert cited(row) == [("declaration", "row.silent")]
    assert cited(row, replace(CONTEXT, current=LAST)) == [("declaration", "row.silent_keeps")]
    assert cited(row, replace(CONTEXT, previous=replace(LAST, stage="中止"))) == []
    assert report_of(row, LAST, PLAN, KEY) is None


def test_a_row_with_values_must_say_what_they_are() -> None:
    row = RowDraft("S-01", progress=10.0)
    assert not row.silent
    assert cited(row) == [("declaration", "row.declaration_blank")]
    assert cited(RowDraft("S-01", unreadable=frozenset({"declaration"}))) == []


def test_not_applicable_contradicts_values_but_not_the_plans_word_for_it() -> None:
    row = RowDraft("S-01", NOT_APPLICABLE, "準備中", "対象外", 10.0)
    assert cited(row) == [("stage", "row.excluded_with_values"), ("progress", "row.excluded_with_values")]


def test_a_day_that_cannot_be_read_is_not_taken_for_a_blank_one() -> None:
    early = replace(CONTEXT, today=date(2025, 10, 1))
    blank = replace(ROW, as_of_date=None)
    assert cited(blank, early) == [("as_of_date", "row.as_of_assumed_future")]
    assert cited(replace(blank, unreadable=frozenset({"as_of_date"})), early) == []


def test_a_report_carries_assumes_and_leaves_out_what_its_declaration_says() -> None:
    carried = report_of(replace(ROW, declaration=UNCHANGED, achievement=""), LAST, PLAN, KEY)
    assert carried is not None
    assert (carried.progress, carried.achievement, carried.request) == (40.0, "", "")
    assert carried.as_of_date == date(2026, 3, 31)
    out = report_of(replace(ROW, declaration=NOT_APPLICABLE), LAST, PLAN, KEY)
    assert out is not None
    assert (out.stage, out.rating, out.progress, out.issue) == (None, None, None, "人手")


def test_only_the_three_words_are_declarations() -> None:
    assert [declared(word) for word in ("更新", "変更なし", "該当なし", "未更新", None, 1)] == [
        UPDATED, UNCHANGED, NOT_APPLICABLE, None, None, None,
    ]  # fmt: skip


def test_a_rule_that_crashes_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(draft: RowDraft, context: RowContext):
        raise ZeroDivisionError
        yield Fault("row.silent", "declaration")

    monkeypatch.setitem(rules.RULES, UPDATED, (broken,))
    with pytest.raises(ZeroDivisionError):
        judge_row(ROW, CONTEXT)
