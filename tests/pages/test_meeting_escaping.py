"""What people typed never becomes markup on the screens of a meeting, however it is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.services import decisions, meetings
from miharu_dx.services.editions import create_edition
from tests.pages.opened import Pages, healthy, markup
from tests.services.desk import spoken

NASTY = '<img src=x onerror="alert(1)">\'&'


@pytest.fixture
def held(begun_pages: Pages) -> Pages:
    """Yield pages over a meeting in which everything that can be typed is markup."""
    desk = begun_pages.desk
    action = {
        "個別取組名": f"取組{NASTY}",
        "取組事項": "2-1 業務の可視化とBPRの推進",
        "担当課": "税務課",
        "開始年度": 2023,
    }
    desk.hand_in(desk.plan_book(個別取組={("T001",): action}), "計画.xlsx")
    said = spoken("準備中", "遅れ", 5, 課題=NASTY, 今後の対応=NASTY, 今期の実績=NASTY)
    row = {**said, "本部に求める判断・支援": NASTY}
    desk.hand_in(desk.form("税務課", 進捗={("T001",): row}))
    edition = create_edition(desk.ctx, f"会議{NASTY}", held_on=date(2026, 10, 5))
    meeting = meetings.draft_of(meetings.meeting_named(desk.ctx, edition.meeting))
    meetings.keep_meeting(desk.ctx, replace(meeting, place=NASTY, attendees=NASTY, remarks=NASTY))
    number = decisions.record(
        desk.ctx, meeting=edition.meeting, subject="T001", kind="instruct", text=NASTY, question=NASTY,
        department="zeimu", due=date(2026, 12, 1),
    ).number  # fmt: skip
    decisions.answer(desk.ctx, number, state="doing", text=NASTY, author=NASTY)
    return begun_pages


def test_no_page_of_a_meeting_lets_typed_markup_through(held: Pages) -> None:
    seen = 0
    pages: list[tuple[str, dict[str, str]]] = [
        ("meeting", {}),
        ("decisions", {}),
        ("decisions", {"decision": "1"}),
    ]
    pages += [("meeting_mode", {"edition": "1", "screen": str(number)}) for number in range(1, 9)]
    for page, address in pages:
        app = held.open(page, **address)
        healthy(app)
        drawn = markup(app)
        assert "<img src=x" not in drawn, (page, address)
        seen += "&lt;img src=x" in drawn
    assert seen >= 4
