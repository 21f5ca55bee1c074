"""The demo store is what the sample workbooks say, taken in like any other and in the order they came."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from miharu_dx.domain.closing import closed_keys, late_changes
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import UNCHANGED, UPDATED, Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.review import State, route_of, statuses
from miharu_dx.domain.review_rows import count_rows
from miharu_dx.domain.standing import Direction, Outside, Tally, moves, standings
from miharu_dx.services.demo import build_demo_store
from miharu_dx.services.demo_apart import build_apart
from miharu_dx.services.demo_counter import read_arrivals
from miharu_dx.services.demo_meetings import read_proceedings
from miharu_dx.services.demo_reviews import act_named, read_sayings, sayings_text
from miharu_dx.services.demo_scenario import load_scenario
from miharu_dx.store import Store

ROOT = Path(__file__).resolve().parents[2]
PLAN = load_plan(ROOT / "data" / "plan.toml")
OTHER_PLAN = load_plan(ROOT / "tests" / "plans" / "second_plan.toml")
SAMPLES = ROOT / "data" / "samples"
LOADED = load_scenario(SAMPLES / "scenario", PLAN)
assert LOADED is not None
STORY = LOADED
LAST, BEFORE = STORY.periods[-1], STORY.periods[-2]
ARRIVALS = read_arrivals(SAMPLES, PLAN)
SAYINGS = read_sayings(SAMPLES, PLAN)
PROCEEDINGS = read_proceedings(SAMPLES, PLAN)

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("demo") / "miharu_dx.duckdb"
    build_demo_store(path, PLAN, SAMPLES)
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    with Store.open(path, plan=PLAN) as opened:
        yield opened


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Snapshot:
    return store.snapshot()


def test_every_sample_workbook_stands_in_the_receipts_and_none_is_missing():
    assert {item.file_name for item in ARRIVALS} == {path.name for path in SAMPLES.glob("*.xlsx")}
    assert all("（サンプル）" in item.file_name for item in ARRIVALS)
    assert all("サンプル担当" in item.sender for item in ARRIVALS)


def test_it_is_a_demo_store_that_is_always_the_same_one(store: Store):
    assert (store.kind, store.store_id) == ("demo", f"demo-{PLAN.code}")


def test_every_workbook_was_committed_at_the_moment_it_came(snapshot: Snapshot):
    committed = [(item.file_name, item.at.astimezone().replace(tzinfo=None)) for item in snapshot.submissions]
    assert sorted(committed) == sorted((item.file_name, item.received) for item in ARRIVALS)
    assert [at for _, at in committed] == sorted(at for _, at in committed)
    assert {item.kind for item in snapshot.submissions} == {"plan", "progress"}


def test_some_workbooks_passed_with_warnings(snapshot: Snapshot):
    assert sum(item.warnings > 0 for item in snapshot.submissions) >= 5


def test_the_plan_is_the_one_that_was_told(snapshot: Snapshot):
    stored = {action.code: action for action in snapshot.actions}
    assert stored == {story.action.code: story.action for story in STORY.actions}
    revised = {(row.action, row.fiscal_year): row for turn in STORY.turns for row in turn.schedules}
    told = {(row.action, row.fiscal_year): row for story in STORY.actions for row in story.schedule}
    assert {key: row for key, row in snapshot.schedules_by_key.items() if key in told} == told | revised


def test_every_report_is_the_one_that_was_told(snapshot: Snapshot):
    corrected = {(row.action, row.key): row for item in STORY.corrections for row in item.reports}
    told = {(code, key): row for code, story in STORY.by_code.items() for key, row in story.reports.items()}
    spoken = {place: row for place, row in (told | corrected).items() if row.declaration is not None}
    assert set(snapshot.reports_by_key) == set(spoken)
    for place, row in spoken.items():
        report = snapshot.reports_by_key[place]
        assert report.declaration == row.declaration
        assert report.author == STORY.author
        assert report.as_of_date == PLAN.end_date(row.key)
        if row.declaration == UPDATED:
            words = (report.stage, report.rating, report.progress, report.achievement, report.issue)
            assert words == (row.stage, row.rating, row.progress, row.achievement, row.issue)
            assert (report.next_step, report.request) == (row.next_step, row.request)
        if row.declaration == UNCHANGED:
            assert report.stage


def test_every_value_is_the_one_that_was_told(snapshot: Snapshot):
    stored = {key: value for key, value in snapshot.values_by_key.items() if value is not None}
    told = {
        (code, indicator.name, year): value
        for code, story in STORY.by_code.items()
        for indicator in story.indicators
        for year, value in indicator.actuals.items()
    }
    assert stored == told


def test_targets_and_schedules_that_were_revised_keep_their_past(store: Store, snapshot: Snapshot):
    turn = STORY.turns[1]
    version = next(item.version for item in snapshot.submissions if item.file_name == turn.file_name)
    past, then = store.snapshot(version - 1), store.snapshot(version)
    for action, name, year, target in turn.targets:
        assert then.targets_by_key[action, name, year] == target
        assert past.targets_by_key[action, name, year] != target
    for row in turn.schedules:
        assert then.schedules_by_key[row.action, row.fiscal_year] == row
    assert any(past.schedules_by_key[r.action, r.fiscal_year] != r for r in turn.schedules)
    assert len(then.actions) > len(past.actions)


def tally(snapshot: Snapshot, key: PeriodKey) -> Tally:
    return Tally(standings(snapshot, key))


def test_the_last_period_looks_like_a_meeting_with_something_to_decide(snapshot: Snapshot):
    now = tally(snapshot, LAST)
    assert 70 <= (now.share_good or 0) <= 80
    assert 4 <= now.by_meaning["bad"] <= 6
    assert 8 <= now.by_meaning["warn"] <= 10
    assert now.by_outside[Outside.UNRATED] == 2
    assert now.by_outside[Outside.UNREPORTED] >= 5
    assert now.by_outside[Outside.STOPPED] >= 1
    assert now.by_outside[Outside.EXCLUDED] >= 1
    assert 3 <= sum(bool(item.report and item.report.request) for item in now.items) <= 4
    assert 0.2 <= now.done / now.total <= 0.35


def test_between_the_last_two_meetings_some_got_worse_and_some_better(snapshot: Snapshot):
    found = [move.direction for move in moves(standings(snapshot, BEFORE), standings(snapshot, LAST))]
    assert found.count(Direction.WORSE) >= 3
    assert found.count(Direction.BETTER) >= 3


def test_every_department_is_quiet_or_late_in_some_period_but_eight_never_are_quiet(snapshot: Snapshot):
    heard = {
        key: {item.department for item in snapshot.submissions if item.kind == "progress" and PLAN.key(item.fiscal_year or 0, item.period or "") == key}
        for key in STORY.periods
    }  # fmt: skip
    always = set.intersection(*heard.values())
    assert len(always) >= 8
    assert any(len(units) < len(PLAN.departments) for units in heard.values())


def test_the_committee_has_confirmed_returned_and_been_answered(snapshot: Snapshot):
    assert route_of(snapshot).set
    for key in STORY.periods[:-1]:
        assert count_rows(snapshot, key, standings(snapshot, key)).share == 100
    last = count_rows(snapshot, LAST, standings(snapshot, LAST))
    assert last.confirmed > last.total / 2
    assert last.submitted
    assert last.returned
    known = statuses(snapshot).values()
    assert sum(status.state is State.RETURNED for status in known) == 1
    assert sum(saying.act == "差戻し" for saying in SAYINGS) == 3


def test_early_periods_are_closed_and_one_workbook_came_after_with_its_reason(snapshot: Snapshot):
    assert closed_keys(snapshot) == STORY.periods[:-1]
    late = {key: late_changes(snapshot, key) for key in STORY.periods}
    assert {key for key, changes in late.items() if changes} == {BEFORE}
    assert [change.reason for change in late[BEFORE]] == [item.reason for item in ARRIVALS if item.reason]


def test_what_the_office_and_the_committee_do_makes_few_versions(store: Store):
    kinds = [row["kind"] for row in store.audit()]
    here = [row for row in PROCEEDINGS if not row.form]
    assert sum(not kind.startswith(("submit_", "create")) for kind in kinds) == len(SAYINGS) + len(here)
    assert len(SAYINGS) <= 9
    assert len(here) <= 25


def test_a_plan_without_samples_gets_a_demo_store_with_its_departments(tmp_path: Path):
    path = tmp_path / "miharu_dx.duckdb"
    build_demo_store(path, OTHER_PLAN, SAMPLES)
    with Store.open(path, plan=OTHER_PLAN) as opened:
        found = opened.snapshot()
    assert (opened.kind, found.actions, len(found.departments)) == ("demo", (), len(OTHER_PLAN.departments))


def few(folder: Path, plan: Plan) -> list[str]:
    """Lay the first two sample workbooks out alone."""
    kept = read_arrivals(SAMPLES, plan)[:2]
    for item in kept:
        shutil.copy(SAMPLES / item.file_name, folder)
    text = (SAMPLES / "受付.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (folder / "受付.csv").write_text("".join(text[:3]), encoding="utf-8-sig")
    return [item.file_name for item in kept]


def test_a_place_that_is_taken_stays_as_it_is(tmp_path: Path):
    path = tmp_path / "miharu_dx.duckdb"
    path.write_bytes(b"somebody else's")
    with pytest.raises(Refusal) as caught:
        build_demo_store(path, PLAN, SAMPLES)
    assert caught.value.code == "store.exists"
    assert path.read_bytes() == b"somebody else's"


def test_a_sample_that_cannot_be_read_leaves_no_store_behind(tmp_path: Path):
    names = few(tmp_path, PLAN)
    (tmp_path / names[1]).write_bytes(b"no workbook")
    with pytest.raises(Refusal):
        build_demo_store(tmp_path / "miharu_dx.duckdb", PLAN, tmp_path)
    assert list(tmp_path.glob("*.duckdb*")) == []


def test_samples_are_taken_in_from_any_folder(tmp_path: Path):
    names = few(tmp_path, PLAN)
    path = tmp_path / "store" / "miharu_dx.duckdb"
    build_demo_store(path, PLAN, tmp_path)
    with Store.open(path, plan=PLAN) as opened:
        assert [item.file_name for item in opened.snapshot().submissions] == names


def test_the_story_of_the_review_is_written_as_it_is_read(tmp_path: Path):
    assert read_sayings(tmp_path, PLAN) == ()
    (tmp_path / "確認.csv").write_text(sayings_text(SAYINGS), encoding="utf-8-sig")
    assert read_sayings(tmp_path, PLAN) == SAYINGS == STORY.sayings
    assert read_sayings(tmp_path, OTHER_PLAN) == ()
    with pytest.raises(ValueError, match="承認"):
        act_named("承認")


def test_a_folder_that_takes_no_file_is_refused_by_its_own_name(tmp_path: Path) -> None:
    taken = tmp_path / "見本"
    taken.write_bytes(b"")
    for build in (
        lambda: build_demo_store(taken / "store.duckdb", PLAN, tmp_path),
        lambda: build_apart(taken / "store.duckdb", PLAN, ROOT / "data" / "plan.toml", tmp_path),
    ):
        with pytest.raises(Refusal) as stopped:
            build()
        assert stopped.value.code == "file.folder_unwritable"
        assert str(taken) in stopped.value.message
        assert "unfinished" not in stopped.value.message
