"""Which period stands for now, and which for each year."""

from __future__ import annotations

from datetime import date

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.services.status import Grouping, latest_reported, status
from tests.services.desk import Desk, spoken


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 11, 22), PeriodKey(2026, 0)), (date(2027, 4, 1), PeriodKey(2026, 1))],
)
def test_an_early_form_does_not_turn_the_pages_to_an_unfinished_period(
    desk: Desk, today: date, expected: PeriodKey
) -> None:
    desk.hand_in(desk.form(period="上期", 進捗={("A1",): spoken()}))
    desk.hand_in(desk.form(period="下期", 進捗={("A1",): spoken()}))
    assert latest_reported(desk.store.snapshot(), today) == expected


def test_every_year_is_counted_at_the_same_period(desk: Desk) -> None:
    desk.hand_in(desk.form(year=2025, period="下期", 進捗={("A1",): spoken()}))
    desk.hand_in(desk.form(year=2026, period="上期", 進捗={("A1",): spoken()}))
    rows = {row.code: row.tally.rated for row in status(desk.ctx, Grouping.FISCAL_YEAR).rows}
    assert (rows["2025"], rows["2026"]) == (0, 1)
