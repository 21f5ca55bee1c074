"""The one sentence of 年度推移: every case has its words, and every figure in it can be checked."""

from __future__ import annotations

import pytest

from tests.present.trend_cases import PLAN, SECOND, seen, snapshot
from tests.rich import empty_snapshot

ONE = (("A", "1-1", "soumu", 2023, 2027),)


def case(now: float | None, before: float | None, *, planned: tuple[float, float] = (40.0, 60.0)) -> str:
    """Return the sentence of one action that stood at ``before`` and stands at ``now`` per cent."""
    values = ((2024, before), (2025, now))
    return seen(
        snapshot(
            actions=ONE,
            schedules=(("A", 2024, None, planned[0]), ("A", 2025, None, planned[1])),
            reports=tuple(
                ("A", year, "H2", "実施中", "順調", value) for year, value in values if value is not None
            ),
        ),
        2025,
        1,
    ).headline


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (52, 36, "計画60%に対し実績52%。差は8ポイントで、前年度の4ポイントから広がった"),
        (57, 30, "計画60%に対し実績57%。差は3ポイントで、前年度の10ポイントから縮んだ"),
        (52, 32, "計画60%に対し実績52%。差は8ポイントで、前年度と変わらない"),
        (52, 40, "計画60%に対し実績52%。差は8ポイントで、前年度は計画どおりだった"),
        (52, 45, "計画60%に対し実績52%。差は8ポイントで、前年度は計画を5ポイント上回っていた"),
        (52, None, "計画60%に対し実績52%。差は8ポイント"),
        (65, None, "計画60%に対し実績65%。計画を5ポイント上回る"),
        (65, 42, "計画60%に対し実績65%。計画を5ポイント上回り、前年度の2ポイントから広がった"),
        (61, 42, "計画60%に対し実績61%。計画を1ポイント上回り、前年度の2ポイントから縮んだ"),
        (62, 42, "計画60%に対し実績62%。計画を2ポイント上回り、前年度と変わらない"),
        (62, 40, "計画60%に対し実績62%。計画を2ポイント上回る。前年度は計画どおりだった"),
        (62, 36, "計画60%に対し実績62%。計画を2ポイント上回り、前年度の4ポイントの差を取り戻した"),
        (60, None, "計画60%に対し実績60%で、計画どおり"),
        (60, 40, "計画60%に対し実績60%で、計画どおり"),
        (60, 36, "計画60%に対し実績60%で、計画どおり。前年度の4ポイントの差はなくなった"),
        (60, 45, "計画60%に対し実績60%で、計画どおり。前年度は計画を5ポイント上回っていた"),
    ],
)
def test_the_gap_and_its_course(now: float, before: float | None, words: str) -> None:
    assert case(now, before) == words


def test_within_a_year_it_is_compared_with_the_end_of_the_year_before() -> None:
    assert seen(snapshot(), 2025, 0).headline == (
        "報告は4件のうち1件。計画48%に対し実績30%。差は18ポイントで、前年度末の10ポイントから広がった"
    )


def parts(*gaps: int) -> str:
    """Return the sentence of measures that stand so many points from a plan of 50 per cent."""
    codes = [measure.initiatives[0].code for measure in PLAN.measures][: len(gaps)]
    return seen(
        snapshot(
            actions=tuple((f"A{code}", code, "soumu", 2023, 2027) for code in codes),
            schedules=tuple((f"A{code}", 2023, None, 50.0) for code in codes),
            reports=tuple(
                (f"A{code}", 2023, "H2", "実施中", "順調", 50.0 + gap)
                for code, gap in zip(codes, gaps, strict=True)
            ),
        ),
        2023,
        1,
    ).headline


@pytest.mark.parametrize(
    ("gaps", "end"),
    [
        ((-10, -20), "差は15ポイント。最大はMEGO-2の20ポイント"),
        ((-20, -20), "差は20ポイント。最大はMEGO-1とMEGO-2の20ポイント"),
        ((-20, -20, -20), "差は20ポイント。最大はMEGO-1など3件の20ポイント"),
        ((10, -10), "で、計画どおり。計画に届かないのはMEGO-2の10ポイントが最大"),
        ((20, -10), "計画を5ポイント上回る。計画に届かないのはMEGO-2の10ポイントが最大"),
        ((0, 10), "計画を5ポイント上回る。重点施策2件すべてが計画以上"),
        ((-10,), "差は10ポイント"),
    ],
)
def test_the_part_furthest_behind_is_named(gaps: tuple[int, ...], end: str) -> None:
    assert parts(*gaps).endswith(end)
    assert parts(*gaps).count("。") == end.count("。") + (0 if end.startswith("で、") else 1)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (empty_snapshot(), "個別取組の登録はまだない。計画ワークブックで登録すると、ここに進捗が出る"),
        (snapshot(reports=()), "進捗率の報告はまだない。計画は令和9年度末に88%"),
        (snapshot(reports=(), schedules=()), "進捗率の報告はまだない。計画の進捗率も登録されていない"),
        (
            snapshot(actions=ONE, schedules=()),
            "実績40%。前年度末の30%から10ポイント進んだ。計画の進捗率がないため、差は出せない",
        ),
    ],
    ids=["empty", "nothing reported", "neither", "no schedules"],
)
def test_what_is_missing_is_said(of, words: str) -> None:
    assert seen(of, 2025, 1).headline == words


def test_filters_without_any_action_are_said() -> None:
    assert (
        seen(snapshot(), 2025, 1, measure="MEGO-9").headline == "MEGO-9：この条件に当てはまる個別取組はない"
    )


def test_a_period_with_few_reports_says_so_first() -> None:
    actions = tuple((f"A{i}", "1-1", "soumu", 2023, 2027) for i in range(5))
    of = snapshot(
        actions=actions,
        schedules=tuple((code, 2023, None, 50.0) for code, *_ in actions),
        reports=(("A0", 2023, "H2", "実施中", "順調", 40.0), ("A1", 2023, "H2", "実施中", "順調", 40.0)),
    )
    assert seen(of, 2023, 1).headline == "報告は5件のうち2件。計画50%に対し実績40%。差は10ポイント"


def test_the_words_come_from_the_plan() -> None:
    actions = (("X", "ア", "digital", 2025, 2027), ("Y", "エ", "digital", 2025, 2027))
    of = snapshot(
        of=SECOND,
        actions=actions,
        schedules=tuple((code, 2025, None, 40.0) for code, *_ in actions),
        reports=(("X", 2025, "Q4", "構築", "A", 50.0), ("Y", 2025, "Q4", "構築", "B", 40.0)),
    )
    assert seen(of, 2025, 3).headline.endswith("重点プロジェクト2件すべてが計画以上")
