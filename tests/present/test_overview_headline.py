"""The sentence at the top of 全体状況, one situation after another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED, Action, Report
from miharu_dx.present.views.overview import overview_view
from tests.rich import empty_snapshot, rich_snapshot

H1, H2 = PeriodKey(2025, 0), PeriodKey(2025, 1)
TODAY = date(2026, 4, 25)
FAST, WELL, LATE, BAD, UNCLEAR, SILENT = "前倒し", "順調", "やや遅れ", "遅れ", "評価困難", ""
ELSEWHERE = ("1-1", "2-1", "3-1", "4-1", "5-1")


def headline(now: list[str], before: list[str] | None, *, initiatives: list[str] | None = None) -> str:
    places = initiatives or [ELSEWHERE[index % len(ELSEWHERE)] for index in range(len(now))]
    actions = tuple(Action(f"A{i:02d}", f"取組{i}", place, "soumu") for i, place in enumerate(places))
    rows = [
        Report(f"A{index:02d}", 2025, period, UPDATED, "実施中", word)
        for period, words in (("H1", before or []), ("H2", now))
        for index, word in enumerate(words)
        if word
    ]
    snapshot = replace(empty_snapshot(), actions=actions, reports=tuple(rows))
    return overview_view(snapshot, H2, today=TODAY, compare=H1).headline


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ([WELL] * 4 + [FAST], [WELL] * 5, "遅れはない。評価した5件すべてが順調以上"),
        ([WELL] * 3 + [LATE], [WELL] * 4, "遅れはない。順調以上は75%に下がり、やや遅れは1件"),
        ([WELL] * 3 + [LATE], None, "遅れはない。順調以上は75%（3／4件）、やや遅れは1件"),
        ([WELL] * 3 + [LATE], [WELL] * 2 + [BAD] * 2, "遅れは2件からなくなった。順調以上は75%に上がり、やや遅れは1件"),
        ([WELL] * 4 + [BAD] * 2, [WELL] * 5 + [BAD], "順調以上は67%に下がり、遅れは1件から2件に増えた"),
        ([WELL] * 4 + [BAD] * 2, [WELL] * 3 + [LATE] * 2 + [BAD], "順調以上は67%に上がったが、遅れは1件から2件に増えた"),
        ([WELL] * 4 + [BAD] * 2, [WELL] * 3 + [BAD] * 3, "順調以上は67%に上がり、遅れは3件から2件に減った"),
        ([WELL] * 2 + [LATE] * 2 + [BAD] * 2, [WELL] * 3 + [BAD] * 3, "順調以上は33%に下がったが、遅れは3件から2件に減った"),
        ([WELL] * 4 + [BAD] * 2, [WELL] * 4 + [BAD] * 2, "順調以上は67%のままで、遅れは2件のまま変わらない"),
        ([WELL] * 4 + [BAD] * 2, [WELL] * 6, "順調以上は67%に下がり、遅れが新たに2件出た"),
        ([WELL] * 4 + [BAD] * 2, None, "順調以上は67%（4／6件）、遅れは2件"),
        ([WELL, BAD], None, "順調以上は2件のうち1件、遅れは1件。MEGO-2 DXの推進と業務効率化の1件"),
        ([SILENT] * 5, [WELL] * 5, "令和7年度（2025年度）下期の報告はまだない。報告を求めたのは5件"),
        ([UNCLEAR] * 3, [WELL] * 3, "令和7年度（2025年度）下期に報告のあった3件に、評価したものはまだない"),
        ([WELL] * 3 + [SILENT] * 7, None, "報告は10件のうち3件。そのうち遅れはない。評価した3件すべてが順調以上"),
    ],
    ids=[
        "nothing wrong", "slight trouble", "one period", "trouble gone", "worse", "better but more trouble",
        "better", "worse but less trouble", "the same", "new trouble", "trouble in one period",
        "too few for a percentage", "nothing reported", "nothing rated", "few reports",
    ],
)  # fmt: skip
def test_the_sentence_says_what_happened(now: list[str], before: list[str] | None, said: str) -> None:
    assert headline(now, before) == said


@pytest.mark.parametrize(
    ("initiatives", "ending"),
    [
        (["1-1", "1-1", "3-1", "3-1"], "遅れは4件"),
        (["3-1", "3-2", "3-1", "1-1"], "。うち3件はMEGO-3 デジタル基盤の整備"),
        (["3-1", "3-2", "3-1", "3-3"], "。すべてMEGO-3 デジタル基盤の整備"),
        (["1-1", "2-1", "3-1", "4-1"], "遅れは4件"),
    ],
    ids=["two alike", "one stands out", "all in one", "everywhere"],
)
def test_the_measure_is_named_only_where_trouble_gathers(initiatives: list[str], ending: str) -> None:
    assert headline([BAD] * 4, None, initiatives=initiatives).endswith(ending)


def test_a_department_without_actions_is_told_so() -> None:
    view = overview_view(rich_snapshot(5), H2, today=TODAY, department="shogai")
    assert view.headline == "生涯学習課：令和7年度（2025年度）下期の個別取組はない"


def test_three_hundred_actions_still_make_one_short_sentence() -> None:
    said = overview_view(rich_snapshot(300), H2, today=TODAY, compare=H1).headline
    assert "件" in said
    assert len(said) <= 60
