"""全体状況 while a period is still being collected: no change is claimed that the reports do not bear.

Ten actions of one department; the earlier period: 5 順調, 2 やや遅れ, 3 遅れ (50 %).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED, Action, Report
from miharu_dx.present.views.overview import OverviewView, overview_view
from tests.rich import empty_snapshot

H1, H2 = PeriodKey(2025, 0), PeriodKey(2025, 1)
WELL, LATE, BAD, SILENT = "順調", "やや遅れ", "遅れ", ""
BEFORE = [WELL] * 5 + [LATE] * 2 + [BAD] * 3
PLACES = ("1-1", "2-1", "3-1", "4-1", "5-1", "6-1", "7-1", "8-1", "9-1", "1-2", "2-2", "3-2")


def seen(now: list[str], *, done: int = 0) -> OverviewView:
    actions = tuple(Action(f"A{i:02d}", f"取組{i}", PLACES[i], "soumu") for i in range(max(len(now), 10)))
    reports = tuple(
        Report(f"A{i:02d}", 2025, period, UPDATED, "完了" if period == "H2" and i < done else "実施中", word)
        for period, words in (("H1", BEFORE), ("H2", now))
        for i, word in enumerate(words)
        if word != SILENT
    )
    store = replace(empty_snapshot(), actions=actions, reports=reports)
    return overview_view(store, H2, today=date(2026, 4, 10), compare=H1)


def told(view: OverviewView) -> list[tuple[str, str]]:
    """Return figure and change of 順調以上の割合, 遅れ, やや遅れ and 完了."""
    return [(tile.figure, tile.change) for tile in view.tiles[:4]]


def test_early_reports_of_good_actions_claim_no_improvement() -> None:
    view = seen([WELL] * 4)
    assert told(view) == [("100", ""), ("0", ""), ("0", ""), ("0", "")]
    assert view.tiles[0].note == "4件／評価した4件　前回も評価したのは10件中4件で、増減は出さない"
    assert view.tiles[1].note == "評価した4件のうち　増減は出さない"
    assert not any(tile.worse for tile in view.tiles[:4])
    assert view.headline == "報告は10件のうち4件。そのうち遅れはない。評価した4件すべてが順調以上"


def test_from_half_of_them_on_the_same_actions_are_compared() -> None:
    # 前回も評価した5件は、前回すべて順調。今回は順調4・遅れ1。
    view = seen([WELL] * 4 + [BAD], done=2)
    assert told(view) == [("80", "↓ −20ポイント"), ("1", "↑ 1件増"), ("0", "変わらず"), ("2", "↑ 2件増")]
    assert view.tiles[0].note == "4件／評価した5件　前回も評価した5件では100%→80%"
    assert view.tiles[1].note == "評価した5件のうち　同じ5件では0→1件"
    assert view.tiles[1].worse
    assert view.tiles[3].note == "10件のうち　同じ5件では0→2件"
    assert (
        view.headline
        == "順調以上は80%、遅れは1件（MEGO-5 住みよい美しい環境で暮らせるDXの1件）。前回も評価した5件では1件増えた"
    )


@pytest.mark.parametrize(
    ("now", "changes", "headline"),
    [
        # 遅れ3件のうち1件が未報告。残る2件は遅れのまま: 減ったのではない。
        (
            [WELL] * 5 + [LATE] * 2 + [BAD] * 2,
            ["変わらず", "変わらず", "変わらず"],
            "順調以上は56%、遅れは2件。前回も評価した9件では変わらない",
        ),
        # 遅れ3件がすべて未報告: なくなったとは言えない。
        (
            [WELL] * 5 + [LATE] * 2,
            ["変わらず", "変わらず", "変わらず"],
            "遅れはない。順調以上は71%（5／7件）、やや遅れは2件",
        ),
        # すべてそろい、遅れ1件がやや遅れになった: 前の期の全体と比べる。
        (
            [WELL] * 5 + [LATE] * 3 + [BAD] * 2,
            ["変わらず", "↓ 1件減", "↑ 1件増"],
            "順調以上は50%のままで、遅れは3件から2件に減った",
        ),
        # 新しい2件が加わり、どちらも遅れ: 同じ10件では変わらない。
        (
            BEFORE + [BAD] * 2,
            ["変わらず", "変わらず", "変わらず"],
            "順調以上は42%、遅れは5件。前回も評価した10件では変わらない",
        ),
    ],
    ids=["one in trouble silent", "all in trouble silent", "whole", "newcomers in trouble"],
)  # fmt: skip
def test_silence_and_newcomers_are_no_change(now: list[str], changes: list[str], headline: str) -> None:
    view = seen(now)
    assert [tile.change for tile in view.tiles[:3]] == changes
    assert view.headline == headline


def test_trouble_that_is_really_gone_is_said_to_be_gone() -> None:
    view = seen([WELL] * 5 + [LATE] * 5)
    assert view.headline == "遅れは3件からなくなった。順調以上は50%のまま、やや遅れは5件"
