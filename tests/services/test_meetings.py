"""会議 and its agenda on a real store: what is kept of a meeting, and what the 事務局 does to the order."""

from __future__ import annotations

from datetime import date

import pytest

from miharu_dx.domain.meeting_changes import unchanged_limit
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.services import agenda, editions, meetings
from miharu_dx.services.meetings import MeetingDraft
from tests.services.desk import Desk, spoken
from tests.services.test_editions import refused

HERE = PeriodKey(2026, 0)
ASKING = {"本部に求める判断・支援": "決めてほしい"}
LATE = {"rating": "遅れ", "課題": "サンプル", "今後の対応": "サンプル"}


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Yield a desk at which everything is an exception, A1 the heaviest and B1 the lightest."""
    desk.hand_in(desk.form(進捗={("A1",): spoken(**LATE, **ASKING), ("A2",): spoken(**LATE)}))
    light = {**LATE, "rating": "やや遅れ"}
    desk.hand_in(desk.form("jumin", 進捗={("B1",): spoken(**light)}))
    return desk


def order(desk: Desk) -> list[str]:
    return [item.subject for item in agenda.coming_agenda(desk.ctx, HERE) if not item.dropped]


def move(desk: Desk, subject: str, by: int) -> int:
    return agenda.move(desk.ctx, subject, by, agenda.coming_agenda(desk.ctx, HERE))


def test_a_meeting_is_kept_as_stated_and_what_is_the_same_makes_no_version(desk: Desk) -> None:
    draft = MeetingDraft(
        "第３回　サンプル会議", held_on=date(2026, 11, 20), place=" 庁議室 ", begins="１３：３０", ends="14時05分",
        attendees="サンプル 太郎\n\n サンプル 花子 ", remarks="急ぐべきである。",
    )  # fmt: skip
    kept = meetings.keep_meeting(desk.ctx, draft)
    assert (kept.number, kept.name, kept.place) == (3, "サンプル会議", "庁議室")
    assert (kept.begins, kept.ends, kept.attendees) == ("13:30", "14:05", "サンプル 太郎\nサンプル 花子")
    assert meetings.meetings(desk.ctx) == (kept,)
    version = desk.store.version
    assert meetings.keep_meeting(desk.ctx, draft) == kept
    assert desk.store.version == version


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("meeting.time_unreadable", {"begins": "25:00"}),
        ("meeting.time_unreadable", {"ends": "昼すぎ"}),
        ("meeting.time_order", {"begins": "15:00", "ends": "14:00"}),
        ("meeting.too_long", {"place": "あ" * 61}),
        ("meeting.number_wrong", {"number": 1000}),
    ],
)
def test_what_no_meeting_can_have_is_refused(desk: Desk, code: str, more) -> None:
    refused(code, meetings.keep_meeting, desk.ctx, MeetingDraft("サンプル会議", **more))


def test_the_meeting_being_prepared_gets_the_edition_and_keeps_what_is_known(told: Desk) -> None:
    meetings.keep_meeting(told.ctx, MeetingDraft("下書き", 4, date(2026, 11, 20), place="庁議室"))
    assert meetings.next_number(told.store.snapshot()) == 4
    made = editions.create_edition(told.ctx, "サンプル会議")
    kept = meetings.meeting_named(told.ctx, made.meeting)
    assert (kept.number, kept.name, kept.held_on, kept.place) == (
        4,
        "サンプル会議",
        date(2026, 11, 20),
        "庁議室",
    )
    assert meetings.next_number(told.store.snapshot()) == 5


def test_another_number_takes_the_agenda_along_and_one_in_use_is_refused(told: Desk) -> None:
    agenda.pin(told.ctx, "B1")
    meetings.prepare_meeting(told.ctx, "サンプル会議", number=7, held_on=None, was=1)
    assert meetings.next_number(told.store.snapshot()) == 7
    assert order(told) == ["B1", "A1", "A2"]
    editions.create_edition(told.ctx, "サンプル会議")
    meetings.keep_meeting(told.ctx, MeetingDraft("次", 8))
    was = {"held_on": None}
    refused("meeting.number_taken", meetings.prepare_meeting, told.ctx, "x", number=7, was=8, **was)
    refused("meeting.number_used", meetings.prepare_meeting, told.ctx, "x", number=9, was=7, **was)
    refused("meeting.unknown", meetings.meeting_named, told.ctx, 1)


def test_pinned_dropped_and_put_back(told: Desk) -> None:
    assert order(told) == ["A1", "A2", "B1"]
    agenda.pin(told.ctx, "B1")
    agenda.drop(told.ctx, "A1")
    assert order(told) == ["B1", "A2"]
    assert agenda.coming_agenda(told.ctx, HERE)[-1].subject == "A1"
    version = told.store.version
    assert agenda.drop(told.ctx, "A1") == version
    agenda.unmark(told.ctx, "A1")
    agenda.unmark(told.ctx, "B1")
    assert order(told) == ["A1", "A2", "B1"]
    version = told.store.version
    assert agenda.unmark(told.ctx, "A1") == version
    refused("agenda.subject_unknown", agenda.pin, told.ctx, "Z9")


def test_moved_ones_stay_where_they_were_put_and_past_an_end_nothing_happens(told: Desk) -> None:
    move(told, "B1", -1)
    assert order(told) == ["A1", "B1", "A2"]
    move(told, "B1", -1)
    assert order(told) == ["B1", "A1", "A2"]
    version = told.store.version
    assert move(told, "B1", -1) == version
    move(told, "A1", 1)
    assert order(told) == ["B1", "A2", "A1"]
    assert [item.place for item in agenda.coming_agenda(told.ctx, HERE)] == [1, None, 3]
    refused("agenda.subject_unknown", move, told, "Z9", 1)


def test_pinned_ones_change_places_among_themselves(told: Desk) -> None:
    agenda.pin(told.ctx, "A2")
    agenda.pin(told.ctx, "B1")
    assert order(told) == ["A2", "B1", "A1"]
    move(told, "B1", -1)
    assert order(told) == ["B1", "A2", "A1"]
    move(told, "A2", 1)
    assert order(told) == ["B1", "A2", "A1"]


def test_the_order_an_edition_froze_stays_and_the_next_meeting_begins_anew(told: Desk) -> None:
    agenda.pin(told.ctx, "B1")
    editions.create_edition(told.ctx, "サンプル会議")
    assert [item.subject for item in agenda.edition_agenda(told.ctx, 1)] == ["B1", "A1", "A2"]
    agenda.drop(told.ctx, "B1")
    assert [item.subject for item in agenda.edition_agenda(told.ctx, 1)] == ["B1", "A1", "A2"]
    assert order(told) == ["A1", "A2"]


def test_from_how_many_periods_standing_still_is_told_is_set(desk: Desk) -> None:
    version = desk.store.version
    assert agenda.choose_unchanged(desk.ctx, 2) == version
    assert agenda.choose_unchanged(desk.ctx, 1) == version + 1
    assert unchanged_limit(desk.store.snapshot()) == 1
    refused("agenda.periods_wrong", agenda.choose_unchanged, desk.ctx, 0)
    refused("access.denied", agenda.choose_unchanged, desk.as_department("soumu").ctx, 3)
