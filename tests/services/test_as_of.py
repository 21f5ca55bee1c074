"""その時点で: a version or a day names a state, every view reads it, and nothing can be written there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from miharu_dx.domain.access import Permission
from miharu_dx.domain.collection import Timing
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import listing
from miharu_dx.services.as_of import AsOf, as_of, first_day, reading
from miharu_dx.services.context import READING
from miharu_dx.services.department import department
from miharu_dx.services.history import trail, trail_rows
from miharu_dx.services.measure import measure
from miharu_dx.services.overview import overview
from miharu_dx.services.status import Grouping, status
from miharu_dx.services.trend import trend
from tests.services.desk import JST, Desk, spoken

H1 = PeriodKey(2026, 0)
KEY = ("A1", 2026, "H1")


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """Return a desk whose store was made on 1 October; A1 was reported on 5 and on 9 October."""
    for day, told in ((5, 40), (9, 60)):
        desk.clock.now = datetime(2026, 10, day, 10, 0, tzinfo=JST)
        desk.hand_in(desk.form(進捗={("A1",): spoken(progress=told)}), f"{day}日.xlsx")
    desk.clock.now = datetime(2026, 11, 22, 9, 0, tzinfo=JST)
    return desk


@pytest.mark.parametrize(
    ("text", "version", "day"),
    [
        ("1", 1, None),
        (" 3 ", 3, None),
        ("2026-10-01", 2, date(2026, 10, 1)),
        ("2026-10-04", 2, date(2026, 10, 4)),
        ("2026-10-05", 3, date(2026, 10, 5)),
        ("2026/10/8", 3, date(2026, 10, 8)),
        ("2026-11-22", 4, date(2026, 11, 22)),
    ],
)
def test_a_version_or_a_day_names_a_state_and_a_day_means_its_end(lived: Desk, text, version, day) -> None:
    found = as_of(lived.ctx, text)
    assert found == AsOf(version, day)
    assert as_of(lived.ctx, found.code) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "version.unknown"),
        ("5", "version.unknown"),
        ("999999999", "version.unknown"),
        ("", "past.not_understood"),
        ("-1", "past.not_understood"),
        ("１", "past.not_understood"),
        ("昨日", "past.not_understood"),
        ("2026-02-30", "past.not_understood"),
        ("9999999999", "past.not_understood"),
        ("2026-09-30", "past.before_first"),
        ("2026-11-23", "past.not_yet"),
    ],
)
def test_what_names_no_state_is_refused(lived: Desk, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        as_of(lived.ctx, text)
    assert refused.value.code == code


def test_the_first_day_is_that_of_the_first_version(lived: Desk) -> None:
    assert first_day(lived.ctx) == date(2026, 10, 1)


def test_today_is_the_day_that_is_read(lived: Desk) -> None:
    assert lived.ctx.today() == date(2026, 11, 22)
    assert reading(lived.ctx, AsOf(3)).today() == date(2026, 10, 5)
    past = reading(lived.ctx, AsOf(3, date(2026, 10, 8)))
    assert past.today() == date(2026, 10, 8)
    assert reading(past, None).today() == date(2026, 11, 22)


def test_every_view_reads_the_state_of_that_time(lived: Desk) -> None:
    past = reading(lived.ctx, as_of(lived.ctx, "2026-10-06"))
    day = past.today()
    shown = "3（最新は版4）"
    assert past.snapshot().report("A1", H1).progress == 40
    assert overview(past, H1, today=day).dates.version == shown
    assert trend(past, H1, today=day).dates.version == shown
    assert measure(past, H1, "MEGO-1", today=day).dates.version == shown
    assert department(past, H1, "soumu", today=day).dates.version == shown
    found = listing.listing(past, H1, today=day)
    assert found.dates.version == shown
    assert (status(past, Grouping.MEASURE).version, status(past, Grouping.MEASURE).key) == (3, H1)
    rows = {row.code: row for row in department(past, H1, "soumu", today=day).table.rows}
    assert rows["A1"].progress_text == "40%"


def test_deadlines_are_told_from_the_day_that_is_read(lived: Desk) -> None:
    late = "期限後の提出を含まない"
    assert late in department(lived.ctx, H1, "soumu", today=lived.ctx.today()).dates.remarks
    then = reading(lived.ctx, as_of(lived.ctx, "2026-10-10"))
    assert late not in department(then, H1, "soumu", today=then.today()).dates.remarks
    early = reading(lived.ctx, as_of(lived.ctx, "2026-10-01"))
    (own,) = [r for r in department(early, H1, "soumu", today=early.today()).punctuality.rows if r.selected]
    assert own.cells[-1].timing is Timing.OPEN


def test_a_file_that_is_taken_away_says_which_time_it_is_of(lived: Desk) -> None:
    past = reading(lived.ctx, AsOf(3, date(2026, 10, 8)))
    view = listing.listing(past, H1, today=past.today())
    notes = dict(listing.listing_file(past, view).notes)
    assert notes["時点"].startswith("令和8年10月8日時点（版3）")
    assert "最新ではありません" in notes["時点"]
    assert notes["版"] == "3（最新は版4）"
    now = listing.listing(lived.ctx, H1, today=lived.ctx.today())
    assert "時点" not in dict(listing.listing_file(lived.ctx, now).notes)


def test_the_trail_ends_where_the_reading_does(lived: Desk) -> None:
    past = reading(lived.ctx, AsOf(3))
    (line,) = [line for line in trail(past, "report", KEY) if line.label == "進捗率(%)"]
    assert (line.value, line.file_name, line.current) == ("40%", "5日.xlsx", True)
    assert {row["from_version"] for row in trail_rows(past, "report", KEY)} == {3}
    assert {row["to_version"] for row in trail_rows(past, "report", KEY)} == {None}
    assert trail(reading(lived.ctx, AsOf(2)), "report", KEY) == ()


@pytest.mark.parametrize("permission", sorted(set(Permission) - READING))
def test_nothing_that_writes_is_allowed_in_the_past(lived: Desk, permission: Permission) -> None:
    past = replace(lived.ctx, at=3)
    with pytest.raises(Refusal) as refused:
        past.require(permission)
    assert refused.value.code == "past.no_writing"
    assert "版3" in refused.value.message
    lived.ctx.require(permission)


def test_a_moment_on_the_edge_of_a_day_belongs_to_its_own_day(desk: Desk) -> None:
    desk.clock.now = datetime(2026, 10, 5, 0, 0, tzinfo=JST) - timedelta(microseconds=1)
    desk.hand_in(desk.form(進捗={("A1",): spoken()}))
    desk.clock.now += timedelta(days=2)
    assert as_of(desk.ctx, "2026-10-03").version == 2
    assert as_of(desk.ctx, "2026-10-04").version == 3
