"""The sample life is whole: every initiative and department takes part, and every line could be true."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import NOT_APPLICABLE, UNCHANGED, UPDATED
from miharu_dx.services.demo_lines import indicator_line, report_line, schedule_words
from miharu_dx.services.demo_scenario import StoryAction, load_scenario, working_day
from miharu_dx.services.demo_typing import HABITS

ROOT = Path(__file__).resolve().parents[2]
PLAN = load_plan(ROOT / "data" / "plan.toml")
FOLDER = ROOT / "data" / "samples" / "scenario"
LOADED = load_scenario(FOLDER, PLAN)
assert LOADED is not None
STORY = LOADED
LAST = STORY.periods[-1]
REPORTS = [report for story in STORY.actions for report in story.reports.values()]
PLATFORM_BOUND = re.compile("[①-⑳㈱㈲㎡㍻㍼Ⅰ-Ⅹ]")


def each(stories: tuple[StoryAction, ...] = STORY.actions):
    return pytest.mark.parametrize("story", stories, ids=[story.action.code for story in stories])


def asked(story: StoryAction, key: PeriodKey) -> bool:
    """Whether the action was registered and running when the forms of a period were made."""
    turn = next(turn for turn in STORY.turns if turn.key == story.registered)
    return story.action.runs_in(key.fiscal_year) and turn.received < STORY.forms_made(PLAN, key)


def test_about_sixty_actions_stand_under_every_initiative_and_department():
    assert 58 <= len(STORY.actions) <= 64
    assert len(STORY.by_code) == len(STORY.actions)
    assert {story.action.initiative for story in STORY.actions} == {i.code for i in PLAN.initiatives}
    per_unit = Counter(story.action.department for story in STORY.actions)
    assert set(per_unit) == {unit.code for unit in PLAN.departments}
    assert all(3 <= count <= 10 for count in per_unit.values())


def test_the_periods_run_without_a_gap_from_the_first_of_the_plan():
    assert STORY.periods == PLAN.period_keys[:7]


@each()
def test_an_action_is_marked_as_a_sample_and_fits_the_wall(story: StoryAction):
    action = story.action
    assert action.description.startswith("サンプル：")
    assert len(action.meeting_name) <= 16
    assert len(action.name) <= 24
    measure = PLAN.measure_of(action.initiative).code.removeprefix("MEGO-")
    assert action.code.startswith(f"M{action.initiative}-")
    assert action.initiative.startswith(f"{measure}-")


@each()
def test_a_schedule_covers_the_years_and_moves_forward(story: StoryAction):
    years = [row.fiscal_year for row in story.schedule]
    assert years == list(range(story.action.first_fiscal_year, story.action.last_fiscal_year + 1))
    planned = [row.planned_progress or 0 for row in story.schedule]
    assert planned == sorted(planned)
    assert planned[-1] == 100
    stages = [PLAN.stages_by_name[row.planned_stage or ""] for row in story.schedule]
    assert [stage.order for stage in stages] == sorted(stage.order for stage in stages)
    assert [stage.meaning == "done" for stage in stages] == [value == 100 for value in planned]


def test_the_schedules_are_not_all_one_curve():
    shapes = {tuple(row.planned_progress for row in story.schedule) for story in STORY.actions}
    assert len(shapes) >= 20


def test_about_two_thirds_of_the_actions_are_measured_in_both_directions_and_kinds():
    measured = [story for story in STORY.actions if story.indicators]
    assert 0.6 <= len(measured) / len(STORY.actions) <= 0.95
    assert {len(story.indicators) for story in measured} == {1, 2}
    every = [indicator for story in measured for indicator in story.indicators]
    assert len({indicator.direction for indicator in every}) == 2
    assert len({indicator.kind for indicator in every}) == 2


@each()
def test_a_row_is_told_exactly_where_a_form_was_handed_in(story: StoryAction):
    told = {
        key
        for key in STORY.periods
        if asked(story, key) and STORY.lateness[story.action.department][key] is not None
    }
    assert set(story.reports) == told


@each()
def test_the_words_are_the_plans_and_the_life_makes_sense(story: StoryAction):
    before = None
    for key in sorted(story.reports):
        report = story.reports[key]
        if report.declaration == UNCHANGED:
            assert before is not None
            assert not report.achievement
        if report.declaration != UPDATED:
            continue
        stage, rating = PLAN.stages_by_name[report.stage], PLAN.ratings_by_name[report.rating]
        assert report.progress is not None
        assert (stage.meaning == "done") == (report.progress == 100)
        assert not rating.excluded or stage.meaning == "stopped"
        if rating.meaning in ("warn", "bad") or stage.meaning == "stopped":
            assert report.issue
        assert report.achievement
        assert report.next_step or stage.meaning == "done"
        if before is not None:
            assert before.progress <= report.progress
            assert PLAN.stages_by_name[before.stage].order <= stage.order
        before = report


def test_what_is_written_is_short_whole_and_never_said_twice():
    texts = [
        text
        for report in REPORTS
        for text in (report.achievement, report.issue, report.next_step, report.request)
        if text
    ]
    assert [text for text in texts if not 10 <= len(text) <= 80] == []
    assert [text for text in texts if not text.endswith(("。", "か。"))] == []
    assert [text for text in texts if PLATFORM_BOUND.search(text)] == []
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_most_of_what_was_done_names_a_figure():
    achievements = [report.achievement for report in REPORTS if report.declaration == UPDATED]
    assert sum(bool(re.search(r"\d", text)) for text in achievements) / len(achievements) > 0.65


def test_at_least_eight_departments_hand_in_every_period_and_others_have_gaps():
    faithful = [unit for unit, row in STORY.lateness.items() if None not in row.values()]
    assert len(faithful) >= 8
    assert len(faithful) < len(STORY.lateness)
    assert any(late and late > 0 for row in STORY.lateness.values() for late in row.values())
    assert any(row[LAST] is None for row in STORY.lateness.values())


@pytest.mark.parametrize("unit", list(STORY.lateness))
def test_a_form_comes_on_a_working_day_in_office_hours_after_it_was_handed_out(unit: str):
    for key in STORY.periods:
        moment = STORY.received(PLAN, unit, key)
        if moment is None:
            continue
        assert moment.weekday() < 5
        assert time(8, 40) <= moment.time() < time(17, 0)
        assert moment > STORY.forms_made(PLAN, key)
        late = STORY.lateness[unit][key]
        assert (moment.date() > PLAN.deadline(key)) == (late is not None and late > 0)


@pytest.mark.parametrize(
    ("day", "later", "expected"),
    [
        (date(2024, 10, 18), True, date(2024, 10, 18)),
        (date(2024, 10, 19), False, date(2024, 10, 18)),
        (date(2024, 10, 20), False, date(2024, 10, 18)),
        (date(2024, 10, 19), True, date(2024, 10, 21)),
        (date(2024, 10, 20), True, date(2024, 10, 21)),
    ],
)
def test_a_weekend_gives_way(day: date, later: bool, expected: date):
    assert working_day(day, later=later) == expected


def test_every_habit_of_typing_is_known_and_used():
    assert {word for words in STORY.habits.values() for word in words} == set(HABITS)
    assert set(STORY.habits) == set(STORY.lateness)
    assert any(report.typed for report in REPORTS)


def test_silence_and_not_applicable_both_occur():
    declared = Counter(report.declaration for report in REPORTS)
    assert declared[None] >= 2
    assert declared[NOT_APPLICABLE] >= 5
    assert declared[UNCHANGED] >= 5


def test_the_story_of_another_plan_is_not_told():
    other = load_plan(ROOT / "tests" / "plans" / "second_plan.toml")
    assert load_scenario(FOLDER, other) is None


@pytest.mark.parametrize(
    "broken",
    [
        lambda: report_line("A", LAST, "実施中 順調"),
        lambda: report_line("A", LAST, "実施中 順調 半分"),
        lambda: report_line("A", LAST, "実施中 順調 5 | a | b | c | d | e"),
        lambda: schedule_words("A", range(2023, 2025), "準備中 実施中50"),
        lambda: schedule_words("A", range(2023, 2025), "準備中15"),
        lambda: indicator_line("名 | 件 | 多い方 | 累計 | 0 | 1 2 | 1", range(2023, 2025)),
        lambda: indicator_line("名 | 件 | 高い方が良い | 累計 | 0 | 1 | 1", range(2023, 2025)),
    ],
)
def test_a_line_that_cannot_be_read_stops_the_telling(broken):
    with pytest.raises(ValueError):
        broken()
