"""The sentence of 重点施策: one finding, its figures, and silence where there is nothing to say."""

from __future__ import annotations

import pytest

from miharu_dx.domain.standing import standings
from miharu_dx.present.views.measure import measure_view
from tests.present.measure_cases import MEASURE, SECOND, STOPPED, TODAY, rated
from tests.rich import empty_snapshot

OK, WARN, BAD = "順調", "やや遅れ", "遅れ"
CODE = MEASURE.initiatives[1].code


@pytest.mark.parametrize(
    ("now", "before", "initiatives", "said"),
    [
        ([OK, OK, "前倒し"], [OK, OK, OK], [], "「遅れ」はない。評価した3件すべてが順調以上"),
        ([OK, OK, WARN], [OK, OK, OK], [], "順調以上は3件中2件（67%）。「遅れ」はなく、「やや遅れ」が1件"),
        ([OK, OK, WARN], [OK, OK, BAD], [], "順調以上は3件中2件（67%）。「遅れ」は1件からなくなった"),
        ([OK, OK, BAD], [OK, OK, OK], [], "順調以上は3件中2件（67%）。サンプルA2が今回「遅れ」になった"),
        ([OK, BAD, BAD], [OK, WARN, OK], [0, 1, 1], f"順調以上は3件中1件（33%）。取組事項{CODE}の2件が今回「遅れ」になった"),
        ([OK, BAD, BAD], [OK, WARN, OK], [0, 1, 2], "順調以上は3件中1件（33%）。2件が今回「遅れ」になった"),
        ([OK, OK, BAD], [OK, OK, BAD], [], "順調以上は3件中2件（67%）。「遅れ」はサンプルA2の1件"),
        ([OK, BAD, BAD, WARN], [OK, BAD, BAD, BAD], [], "順調以上は4件中1件（25%）。「遅れ」は3件から2件に減った"),
        ([OK, BAD, BAD], [OK, BAD, BAD], [], "順調以上は3件中1件（33%）。「遅れ」は2件で、新たなものはない"),
        ([OK, BAD, BAD], [], [], "順調以上は3件中1件（33%）。「遅れ」は2件"),
        ([OK, WARN, None], [], [], "順調以上は評価した2件中1件。「遅れ」はなく、「やや遅れ」が1件"),
        (
            [OK, None, None], [], [],
            "報告は3件のうち1件。そのうち「遅れ」はない。評価した1件すべてが順調以上",
        ),
        ([None, None], [], [], "令和5年度（2023年度）下期の報告はまだない。報告を求めたのは2件"),
        (["評価困難"], [], [], "令和5年度（2023年度）下期に報告のあった1件に、評価したものはまだない"),
        ([None], [STOPPED], [], "令和5年度（2023年度）下期に報告を求める個別取組はない"),
    ],
)  # fmt: skip
def test_the_finding(now: list, before: list, initiatives: list, said: str) -> None:
    told = measure_view(rated(now, before, initiatives), SECOND, MEASURE.code, today=TODAY)
    assert told.headline == said


def test_a_store_without_actions_says_what_to_do_and_an_empty_measure_that_it_is_empty() -> None:
    told = measure_view(empty_snapshot(), SECOND, MEASURE.code, today=TODAY)
    assert told.headline == "個別取組の登録はまだない。計画ワークブックで登録すると、ここに状況が出る"
    state = rated([OK])
    other = next(one for one in state.plan.measures if not standings(state, SECOND, measure=one.code))
    told = measure_view(state, SECOND, other.code, today=TODAY)
    assert told.headline == "令和5年度（2023年度）下期の個別取組はない"
