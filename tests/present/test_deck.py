"""The deck: six kinds of screens in one order, nothing lost between them, every sentence true to its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from miharu_dx.domain.records_meeting import AgendaMark
from miharu_dx.domain.standing import Tally, badness
from miharu_dx.present.views.deck import deck_view
from miharu_dx.present.views.deck_changes import LINES_MOST, line_height
from miharu_dx.present.views.deck_decide import decide_screens, usual_due
from miharu_dx.present.views.deck_fit import COLUMN_HEAD, PANEL_HEAD, WIDTH, room
from miharu_dx.present.views.deck_followup import followup_screens
from miharu_dx.present.views.deck_followup import row_height as follow_height
from miharu_dx.present.views.deck_listing import row_height as listing_height
from miharu_dx.present.views.deck_measure import ROWS_MOST, SCREENS_MOST, attention
from miharu_dx.present.views.deck_measure import row_height as measure_height
from miharu_dx.present.views.deck_model import (
    ActionLine,
    ChangesScreen,
    Deck,
    FollowScreen,
    ListingScreen,
    MeasureScreen,
    WholeScreen,
)
from tests.present.deck_cases import KEY, TODAY, decision, long_snapshot, material, meeting, reply
from tests.rich import empty_snapshot, rich_snapshot

KINDS = ["changes", "whole", "measure", "decide", "followup", "listing"]


def of(deck: Deck, kind: type) -> list:
    return [screen for screen in deck.screens if isinstance(screen, kind)]


@pytest.mark.parametrize(
    "seen",
    [rich_snapshot(45, 7), rich_snapshot(300, 7), long_snapshot(), empty_snapshot(), rich_snapshot(12, 1)],
)
def test_every_kind_of_screen_stands_in_its_order_and_fits(seen: object) -> None:
    deck = deck_view(material(seen))  # type: ignore[arg-type]
    assert list(dict.fromkeys(screen.kind for screen in deck.screens)) == KINDS
    assert all(screen.headline and screen.kicker for screen in deck.screens)
    for screen in deck.screens:
        assert used(screen) <= room(screen.headline), (screen.kind, screen.part)


def used(screen: object) -> float:
    """Return the height of what is listed on a screen; a row that fills a screen alone is no overflow."""
    if isinstance(screen, ChangesScreen):
        width = 1072 if screen.pairs else WIDTH
        return sum(
            PANEL_HEAD + sum(line_height(line, width) for line in block.lines) for block in screen.blocks
        )
    if isinstance(screen, MeasureScreen):
        return PANEL_HEAD + COLUMN_HEAD + sum(measure_height(row) for row in screen.rows)
    if isinstance(screen, FollowScreen):
        return COLUMN_HEAD + sum(follow_height(row) for row in screen.rows)
    if isinstance(screen, ListingScreen):
        return COLUMN_HEAD + sum(listing_height(row) for row in screen.rows)
    return 0.0


@pytest.mark.parametrize("seen", [rich_snapshot(45, 7), long_snapshot(), rich_snapshot(300, 7)])
def test_the_listing_holds_every_action_once_with_its_whole_name(seen: object) -> None:
    told = material(seen)  # type: ignore[arg-type]
    rows = [
        row
        for screen in of(deck_view(told), ListingScreen)
        for row in screen.rows
        if isinstance(row, ActionLine)
    ]
    assert [row.code for row in rows] == [item.action.code for item in told.items]
    assert [row.name for row in rows] == [item.action.name for item in told.items]
    for screen in of(deck_view(told), ListingScreen):
        assert isinstance(screen.rows[0], str), "a screen begins with its heading"
        assert isinstance(screen.rows[-1], ActionLine), "a heading never stands alone at the end"


def test_the_counts_of_the_whole_are_those_of_the_standings() -> None:
    told = material()
    whole: WholeScreen = of(deck_view(told), WholeScreen)[0]
    now = Tally(told.items)
    assert sum(one.count for one in whole.totals) == now.total
    assert whole.total_fraction == f"{now.good}／{now.rated}件"
    assert sum(one.count for row in whole.rows for one in row.segments) == now.total


def test_the_pairs_say_how_it_was_and_is() -> None:
    told = material()
    first: ChangesScreen = of(deck_view(told), ChangesScreen)[0]
    assert first.pairs is not None
    now, before = Tally(told.items), Tally(told.past or ())
    for bar in first.pairs.bars:
        assert (bar.now, bar.before) == (now.by_rating[bar.sign.word], before.by_rating[bar.sign.word])
        assert bar.change == "", "totals of different actions are not subtracted"
    moved = [
        line.code
        for screen in of(deck_view(told), ChangesScreen)
        for block in screen.blocks
        for line in block.lines
        if line.before
    ]
    assert moved == [move.after.action.code for move in (*told.changes.worse, *told.changes.better)]


def test_what_lies_still_is_told_worst_first_and_the_rest_is_counted() -> None:
    told = material(rich_snapshot(60, 7))
    still = [
        block
        for screen in of(deck_view(told), ChangesScreen)
        for block in screen.blocks
        if block.lines and block.lines[0].detail
    ]
    assert len(told.changes.behind) > LINES_MOST
    named = [
        line.code for block in still if block.title.startswith("進捗が計画を下回る") for line in block.lines
    ]
    assert named == [row.standing.action.code for row in told.changes.behind[:LINES_MOST]]
    assert f"ほか{len(told.changes.behind) - LINES_MOST}件" in still[0].note


def test_without_a_meeting_before_the_first_screen_says_so() -> None:
    deck = deck_view(material(rich_snapshot(12, 1)))
    assert deck.screens[0].headline


def test_measures_with_trouble_have_a_screen_in_the_order_of_the_agenda() -> None:
    told = material()
    codes = [measure.code for measure in attention(told)]
    shown = [screen.measure for screen in of(deck_view(told), MeasureScreen)]
    assert list(dict.fromkeys(shown)) == codes
    first = next(
        item
        for item in told.talked
        if told.plan.initiative(told.by_code[item.subject].action.initiative).measure in codes
    )
    assert codes[0] == told.plan.initiative(told.by_code[first.subject].action.initiative).measure
    for screen in of(deck_view(told), MeasureScreen):
        ranks = [badness(told.by_code[row.code]) for row in screen.rows]
        assert ranks == sorted(ranks)
        assert len(screen.rows) <= ROWS_MOST
    assert max(shown.count(code) for code in codes) <= SCREENS_MOST


def test_a_measure_with_more_rows_than_two_screens_says_how_many_are_elsewhere() -> None:
    told = material(rich_snapshot(300, 7))
    for code in {screen.measure for screen in of(deck_view(told), MeasureScreen)}:
        own = [screen for screen in of(deck_view(told), MeasureScreen) if screen.measure == code]
        total = sum(told.plan.initiative(item.action.initiative).measure == code for item in told.items)
        rest = total - sum(len(screen.rows) for screen in own)
        assert own[-1].rest == (f"ほか{rest}件は「全項目」に" if rest else "")


def test_a_pinned_action_is_decided_on_and_brings_its_measure_though_it_is_well() -> None:
    told = material()
    well = next(item for item in told.items if item.good and not (item.report and item.report.request))
    code = well.action.code
    pinned = material(marks=(AgendaMark(1, code, "pinned", None),))
    assert told.plan.measure_of(well.action.initiative) in attention(pinned)
    first = decide_screens(pinned)[0]
    assert first.subject == code
    assert well.action.name in first.question


def test_a_dropped_request_is_not_asked() -> None:
    told = material()
    asked = [screen.subject for screen in decide_screens(told)]
    assert asked
    dropped = material(marks=(AgendaMark(1, asked[0], "dropped", None),))
    assert asked[0] not in [screen.subject for screen in decide_screens(dropped)]


def test_what_this_meeting_decided_stands_on_its_screen_and_nothing_else_does() -> None:
    held = meeting(3)
    first = decide_screens(material(held=held))[0]
    said = decision(
        9,
        of=3,
        subject=first.subject,
        question=first.question,
        text="来月までに報告する",
        due=date(2026, 12, 28),
    )
    other = replace(said, number=10, meeting=2, text="前の会議の言葉")
    shown = decide_screens(material(held=held, meetings=(held,), decisions=(other, said)))[0]
    assert shown.recorded_number == 9
    old = replace(said, at=said.at - timedelta(days=1))
    kept = decide_screens(material(held=held, meetings=(held,), decisions=(old,)))[0]
    assert (kept.recorded, kept.recorded_number) == (shown.recorded, None), "what has begun is not put anew"
    assert "来月までに報告する" in shown.recorded
    assert "前の会議の言葉" not in shown.recorded
    assert [tab.state for tab in shown.tabs[:2]] == ["指示", "これから"]
    assert shown.tabs[0].done


def test_a_long_request_has_a_screen_of_its_own_before_the_one_that_records() -> None:
    screens = decide_screens(material(long_snapshot()))
    telling = [place for place, screen in enumerate(screens) if not screen.records]
    assert len(telling) == 12
    for told, asked in ((screens[place], screens[place + 1]) for place in telling):
        assert asked.records
        assert told.subject == asked.subject
        assert told.full == told.question
        assert asked.headline.endswith("…")


@pytest.mark.parametrize(
    ("held_on", "due"),
    [
        (None, date(2026, 12, 31)),
        (date(2026, 12, 1), date(2027, 1, 31)),
        (date(2026, 1, 5), date(2026, 12, 31)),
    ],
)
def test_an_instruction_is_due_at_the_end_of_the_month_after_the_meeting(
    held_on: date | None, due: date
) -> None:
    assert usual_due(material(held=meeting(3, held_on))) == due


def test_the_last_meetings_decisions_and_older_open_instructions_are_followed_worst_first() -> None:
    rows = (
        decision(1, of=1, due=date(2026, 10, 1)), decision(2, of=1), decision(3, kind="approve", department=""),
        decision(4, due=date(2026, 11, 21)), decision(5, due=TODAY), decision(6), decision(7, of=3), decision(8, of=None),
        decision(9, kind="hold", department=""),
    )  # fmt: skip
    replies = (reply(2), reply(5, "doing", "調べている"), reply(6, done_on=date(2026, 11, 20)))
    held = meeting(3)
    told = material(held=held, meetings=(meeting(1), meeting(2), held), decisions=rows, replies=replies)
    (screen,) = followup_screens(told)
    assert [(row.number, row.state) for row in screen.rows] == [
        ("1-1", "期限超過"), ("2-2", "期限超過"), ("外-1", "これから"), ("2-3", "対応中"), ("2-5", "保留中"), ("2-4", "対応済"), ("2-1", "決定済"),
    ]  # fmt: skip
    assert screen.headline == "前回までの指示5件のうち、対応済は1件。2件が期限を過ぎている"
    assert "11月20日" in screen.rows[5].after
    assert sum(one.count for one in screen.counts) == len(screen.rows)


def test_without_any_decision_the_screen_is_kept_and_says_so() -> None:
    (screen,) = followup_screens(material())
    assert screen.empty
    assert screen.headline == "前回の決定事項はない"


def test_the_foot_names_the_edition_with_its_version_and_hash_and_a_rehearsal_as_none() -> None:
    deck = deck_view(material(held=meeting(3)))
    assert deck.title == "第3回 推進本部会議　令和8年11月24日（火）"
    assert "第3回" in deck.foot.edition
    assert "01234567" in deck.foot.edition
    assert deck.foot.sample
    rehearsal = deck_view(material())
    assert rehearsal.number is None
    assert "会議版ではない" in rehearsal.foot.edition
    assert rehearsal.foot.as_of == "令和8年9月30日"
    assert KEY.fiscal_year == 2026
