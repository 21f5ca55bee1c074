"""Standing and tally: who is in which denominator, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import NOT_APPLICABLE, UPDATED, Action, Report, Snapshot
from miharu_dx.domain.standing import (
    Direction,
    Outside,
    Tally,
    moves,
    rounded,
    share,
    standings,
)

PLAN = load_plan(Path(__file__).resolve().parents[2] / "data" / "plan.toml")
H1, H2 = PeriodKey(2025, 0), PeriodKey(2025, 1)


def action(code: str, initiative: str = "1-1", department: str = "soumu", **more: int) -> Action:
    return Action(code, f"サンプル{code}", initiative, department, **more)


def report(code: str, stage: str | None, rating: str | None, period: str = "H2", **more: object) -> Report:
    values = {"declaration": UPDATED, "stage": stage, "rating": rating} | more
    return Report(action=code, fiscal_year=2025, period=period, **values)  # type: ignore[arg-type]


def snapshot(actions: list[Action], reports: list[Report]) -> Snapshot:
    return Snapshot(
        plan=PLAN, store_kind="demo", version=2, latest_version=2, at=datetime(2026, 4, 20, tzinfo=UTC),
        departments=PLAN.departments, actions=tuple(actions), reports=tuple(reports),
    )  # fmt: skip


TEN = [action(f"A{n}") for n in range(10)]
LIFE = snapshot(
    TEN,
    [
        report("A0", "実施中", "前倒し"),
        report("A1", "実施中", "順調"),
        report("A2", "完了", "順調"),
        report("A3", "準備中", "やや遅れ"),
        report("A4", "検討中", "遅れ"),
        report("A5", "実施中", "評価困難"),
        report("A6", None, None, declaration=NOT_APPLICABLE),
        report("A7", "中止", None),
        report("A9", "実施中", "対象外"),
    ],
)


def test_every_action_is_counted_once_and_shares_name_their_denominator() -> None:
    tally = Tally(standings(LIFE, H2))
    assert (tally.total, tally.rated, tally.good) == (10, 5, 3)
    assert dict(tally.by_rating) == {"前倒し": 1, "順調": 2, "やや遅れ": 1, "遅れ": 1}
    assert tally.by_outside == {
        Outside.UNRATED: 1, Outside.EXCLUDED: 2, Outside.STOPPED: 1, Outside.UNREPORTED: 1,
    }  # fmt: skip
    assert tally.rated + sum(tally.by_outside.values()) == tally.total
    assert tally.share_good == 60
    assert (tally.reported, tally.asked, tally.running, tally.done) == (9, 10, 9, 1)


def test_an_action_stopped_earlier_owes_no_further_report() -> None:
    seen = snapshot([action("A0")], [report("A0", "中止", None, period="H1")])
    tally = Tally(standings(seen, H2))
    assert (tally.by_outside[Outside.STOPPED], tally.asked, tally.reported) == (1, 0, 0)


def test_silence_is_not_the_last_rating() -> None:
    seen = snapshot([action("A0")], [report("A0", "実施中", "順調", period="H1")])
    assert Tally(standings(seen, H2)).by_outside == {Outside.UNREPORTED: 1}


def test_nothing_rated_has_no_share() -> None:
    assert Tally(()).share_good is None
    assert share(0, 0) is None


@pytest.mark.parametrize(("value", "printed"), [(62.5, 63), (62.4, 62), (0.4, 0), (99.5, 100), (-2.5, -3)])
def test_half_rounds_up(value: float, printed: int) -> None:
    assert rounded(value) == printed


def test_only_actions_of_the_year_measure_and_department_are_asked() -> None:
    seen = snapshot(
        [
            action("A0"),
            action("B0", initiative="3-1", department="jumin"),
            action("C0", first_fiscal_year=2026),
            action("D0", last_fiscal_year=2024),
            action("E0", initiative="ない"),
        ],
        [],
    )
    assert [s.action.code for s in standings(seen, H2)] == ["A0", "B0"]
    assert [s.action.code for s in standings(seen, H2, measure="MEGO-3")] == ["B0"]
    assert [s.action.code for s in standings(seen, H2, department="soumu")] == ["A0"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("順調", "遅れ", Direction.WORSE),
        ("遅れ", "やや遅れ", Direction.BETTER),
        ("順調", "順調", Direction.SAME),
        (None, "順調", Direction.NEWLY_RATED),
        ("評価困難", "順調", Direction.NEWLY_RATED),
        ("順調", "評価困難", Direction.LOST),
        (None, None, Direction.SAME),
    ],
)
def test_a_move_is_told_from_the_order_of_the_plan(
    before: str | None, after: str | None, expected: Direction
) -> None:
    reports = [
        report("A0", "実施中", word, period) for word, period in ((before, "H1"), (after, "H2")) if word
    ]
    seen = snapshot([action("A0")], reports)
    (move,) = moves(standings(seen, H1), standings(seen, H2))
    assert move.direction is expected


def test_worse_moves_stand_before_better_and_new_actions_are_told_apart() -> None:
    seen = snapshot(
        [action("A0"), action("A1"), action("A2")],
        [
            report("A0", "実施中", "やや遅れ", "H1"), report("A0", "実施中", "順調"),
            report("A1", "実施中", "順調", "H1"), report("A1", "実施中", "やや遅れ"),
        ],
    )  # fmt: skip
    later = replace(seen, actions=seen.actions)
    found = moves(standings(seen, H1)[:2], standings(later, H2))
    assert [(m.after.action.code, m.direction) for m in found] == [
        ("A1", Direction.WORSE), ("A0", Direction.BETTER), ("A2", Direction.NEW),
    ]  # fmt: skip
