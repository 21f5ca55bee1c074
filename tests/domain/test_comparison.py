"""Two periods over the same actions: silence, newcomers and those that ended are never a change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.comparison import rated_in_both, reported_in_both
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED, Action, Report, Snapshot
from miharu_dx.domain.standing import Standing, standings
from tests.rich import empty_snapshot

H1, H2 = PeriodKey(2025, 0), PeriodKey(2025, 1)
WELL, LATE, BAD, UNCLEAR, SILENT, STOPPED = "順調", "やや遅れ", "遅れ", "評価困難", "", "中止"


def state(before: list[str], now: list[str], *, last_year: dict[int, int] | None = None) -> Snapshot:
    ends = last_year or {}
    count = max(len(before), len(now))
    actions = tuple(
        Action(f"A{index}", f"取組{index}", "1-1", "soumu", last_fiscal_year=ends.get(index, 9999))
        for index in range(count)
    )
    reports = tuple(
        Report(
            f"A{index}",
            2025,
            period,
            UPDATED,
            word if word == STOPPED else "実施中",
            None if word == STOPPED else word,
        )
        for period, words in (("H1", before), ("H2", now))
        for index, word in enumerate(words)
        if word != SILENT
    )
    return replace(empty_snapshot(), actions=actions, reports=reports)


def both(before: list[str], now: list[str]) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    seen = state(before, now)
    return standings(seen, H1), standings(seen, H2)


# 前の期、今の期、比べる件数、前の期に評価した件数、足りるか、そろっているか。
CASES = {
    "both whole": ([WELL, BAD], [BAD, WELL], 2, 2, True, True),
    "one silent now": ([WELL, WELL, BAD], [WELL, WELL, SILENT], 2, 3, True, False),
    "half silent": ([WELL, WELL, BAD, BAD], [WELL, WELL, SILENT, SILENT], 2, 4, True, False),
    "more than half silent": ([WELL, WELL, BAD, BAD, BAD], [WELL, WELL], 2, 5, False, False),
    "all silent": ([WELL, BAD], [], 0, 2, False, False),
    "one new": ([WELL, SILENT], [WELL, BAD], 1, 1, True, False),
    "nothing before": ([SILENT, SILENT], [WELL, BAD], 0, 0, False, False),
    "one cannot be judged": ([WELL, BAD], [WELL, UNCLEAR], 1, 2, True, False),
    "one stopped": ([WELL, BAD], [WELL, STOPPED], 1, 2, True, False),
}


@pytest.mark.parametrize(
    ("before", "now", "count", "rated_before", "enough", "exact"), CASES.values(), ids=list(CASES)
)
def test_only_actions_rated_in_both_periods_are_compared(
    before: list[str], now: list[str], count: int, rated_before: int, enough: bool, exact: bool
) -> None:
    seen = rated_in_both(*both(before, now))
    assert (seen.count, seen.whole_before.total, seen.enough, seen.exact) == (
        count,
        rated_before,
        enough,
        exact,
    )
    assert [item.action.code for item in seen.before.items] == [item.action.code for item in seen.now.items]


def test_what_was_late_and_is_silent_is_not_an_improvement() -> None:
    seen = rated_in_both(*both([WELL, WELL, BAD], [WELL, WELL, SILENT]))
    assert (seen.before.by_meaning["bad"], seen.now.by_meaning["bad"]) == (0, 0)
    assert (seen.before.share_good, seen.now.share_good) == (100, 100)


def test_what_ended_between_two_years_is_not_waited_for() -> None:
    seen = state([WELL, BAD, BAD], [], last_year={1: 2025, 2: 2025})
    later = replace(seen, reports=(*seen.reports, Report("A0", 2026, "H1", UPDATED, "実施中", LATE)))
    found = rated_in_both(standings(later, H1), standings(later, PeriodKey(2026, 0)))
    assert (found.count, found.whole_before.total, found.ended) == (1, 1, 2)
    assert (found.enough, found.exact) == (True, False)


def test_finished_work_is_compared_over_what_was_reported_twice() -> None:
    seen = reported_in_both(*both([WELL, UNCLEAR, BAD], [UNCLEAR, WELL, SILENT]))
    assert (seen.count, seen.whole_before.total) == (2, 3)
