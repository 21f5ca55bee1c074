"""会議モード on the wall: every screen measured at both sizes, with everyday texts and with the longest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright import sync_api as playwright

from miharu_dx.present.views.deck_model import DecideScreen, Deck
from miharu_dx.services.deck import deck
from tests.browser.meeting_store import EXCEPTIONS, LONG, RARE, SHORT, meeting_store
from tests.browser.projector_lint import SIZES, SMALLEST_PX, Seen, measured, tofu
from tests.browser.watch import Watch, watched
from tests.chromium import browser_path
from tests.pages.opened import NOW
from tests.serve import running_server
from tests.services.desk import desk_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("server")


KINDS = ("changes", "whole", "measure", "decide", "followup", "listing")
AGAIN_MS = 15_000
OF_A_KIND = 5  # 同じ組み方の画面は、これだけ測れば足りる


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    browser_path()
    path = tmp_path_factory.mktemp("store") / "miharu_dx.duckdb"
    meeting_store(path)
    return path


@pytest.fixture(scope="module")
def decks(store: Path) -> dict[int, Deck]:
    """Return both decks as the view model has them."""
    desk = desk_on(store)
    desk.clock.now = NOW
    found = {number: deck(desk.ctx, number) for number in (SHORT, LONG)}
    desk.store.close()
    return found


@pytest.fixture(scope="module")
def wall(browser: Browser, store: Path, decks: dict[int, Deck]) -> Iterator[Watch]:
    """Yield the one page of a server whose store has a short and a long meeting."""
    with running_server(store) as address, watched(browser, address, *SIZES[0]) as watch:
        yield watch


def some(found: Deck) -> list[int]:
    """Return the first screens of each kind and the last one, counted from 1."""
    chosen: list[int] = []
    for kind in KINDS:
        own = [number for number, screen in enumerate(found.screens, 1) if screen.kind == kind]
        chosen += [*own[: OF_A_KIND - 1], *own[OF_A_KIND - 1 :][-1:]]
    return chosen


def opened(wall: Watch, meeting: int, screen: int = 1) -> int:
    """Open a screen of a meeting and return how many it has."""
    wall.open(f"/meeting_mode?edition={meeting}&screen={screen}")
    return int(wall.page.locator(".mdx-deck-count").inner_text().split("／")[1])


def shown(wall: Watch) -> int:
    return int(wall.page.locator(".mdx-deck-count b").inner_text())


def pressed(wall: Watch, key: str, screen: int) -> None:
    """Press a key and wait until a screen stands on the wall; once more, as a speaker would, where none came."""
    stands = "n => document.querySelector('.mdx-deck-count b').innerText === n"
    wall.settled()
    wall.page.keyboard.press(key)
    try:
        wall.page.wait_for_function(stands, arg=str(screen), timeout=AGAIN_MS)
    except playwright.TimeoutError:
        wall.page.keyboard.press(key)
        wall.page.wait_for_function(stands, arg=str(screen))
    wall.settled()


@pytest.mark.parametrize("meeting", [SHORT, LONG])
def test_every_kind_of_screen_can_be_read_from_the_last_row(
    wall: Watch, decks: dict[int, Deck], meeting: int
) -> None:
    found = decks[meeting]
    assert tuple(dict.fromkeys(screen.kind for screen in found.screens)) == KINDS
    letters: set[str] = set()
    assert opened(wall, meeting) == len(found.screens)
    for screen in some(found):
        if screen == shown(wall) + 1:
            pressed(wall, "PageDown", screen)
        elif screen != 1:
            opened(wall, meeting, screen)
        assert wall.headline().replace("\n", "") == found.screens[screen - 1].headline
        for seen in measured(wall.page):
            assert seen.complaints() == [], f"meeting {meeting}, screen {screen}, width {seen.width}"
            letters |= seen.letters()
    if meeting == LONG:
        assert sum(screen.kind == "decide" for screen in found.screens) >= EXCEPTIONS
        assert set(RARE) <= letters
    assert tofu(wall.page, letters) == []
    assert wall.english() == []
    assert wall.strangers() == []
    assert wall.complaints == []


def test_a_screen_that_broke_a_rule_would_be_noticed(wall: Watch) -> None:
    opened(wall, SHORT)
    assert tofu(wall.page, {"あ", "\u0379"}) == ["\u0379"]
    page = wall.page
    for style, word in (
        ("font-size:1.4rem", "px"),
        ("color:#999", "contrast"),
        ("opacity:.8", "faint"),
        ("white-space:nowrap;width:200rem", "outside"),
        ("color:#ce0000", "red alone"),
    ):
        page.evaluate("s => { document.querySelector('.mdx-headline').style.cssText = s }", style)
        if "nowrap" in style:
            page.evaluate("() => { document.querySelector('.mdx-headline').append('あ'.repeat(99)) }")
        told = [line for seen in measured(page) for line in seen.complaints()]
        assert any(word in line for line in told), style
    assert isinstance(measured(page)[0], Seen)
    assert SMALLEST_PX * SIZES[1][0] / SIZES[0][0] == 16


def test_keys_walk_and_the_address_follows(wall: Watch) -> None:
    last = opened(wall, SHORT)
    assert wall.page.locator(".stAppHeader, [data-testid=stSidebar]").filter(visible=True).count() == 0
    for key, screen in (
        ("ArrowRight", 2), ("ArrowLeft", 1), ("PageDown", 2), (" ", 3), ("PageUp", 2), ("End", last), ("Home", 1),
    ):  # fmt: skip
        pressed(wall, key, screen)
        assert f"screen={screen}" in wall.page.url, key
    wall.page.keyboard.press("Escape")
    wall.page.locator(".stAppHeader").wait_for()
    wall.settled()
    assert "meeting_mode" not in wall.page.url


def test_what_is_decided_is_recorded_in_two_clicks_and_a_line_and_stands_on_the_wall(
    wall: Watch, decks: dict[int, Deck]
) -> None:
    page = wall.page
    screen = next(
        n for n, one in enumerate(decks[LONG].screens, 1) if isinstance(one, DecideScreen) and one.records
    )
    opened(wall, LONG, screen)
    entry = page.locator(".st-key-deck_entry")
    entry.get_by_role("radio", name="指示").or_(entry.get_by_role("button", name="指示")).first.click()
    line = entry.locator("[data-testid=stTextInput] input")
    entry.get_by_text("指示の内容").wait_for()
    for seen in measured(page):
        assert seen.complaints() == []
    line.fill("サンプルの見積りを取り直して報告する")
    line.press("ArrowLeft")
    assert shown(wall) == screen, "an arrow in a line of text moves in the text"
    page.get_by_role("button", name="記録して次へ").click()
    page.wait_for_function(
        "n => document.querySelector('.mdx-deck-count b').innerText !== n", arg=str(screen)
    )
    wall.settled()
    opened(wall, LONG, screen)
    told = page.locator(".mdx-deck-recorded").inner_text()
    assert "指示" in told
    assert "サンプルの見積りを取り直して報告する" in told
    for seen in measured(page):
        assert seen.complaints() == []
    page.get_by_role("button", name="書き直す").click()
    entry.get_by_text("添える言葉").wait_for()


def test_any_screen_takes_a_decision_and_says_why_it_does_not(wall: Watch) -> None:
    opened(wall, LONG)
    page = wall.page
    page.get_by_role("button", name="決定を記録").click()
    panel = page.locator(".st-key-deck_panel")
    panel.wait_for()
    wall.settled()
    panel.get_by_role("button", name="記録する").click()
    panel.locator(".mdx-deck-wrong").wait_for()
    wall.page.keyboard.press("Escape")
    panel.wait_for(state="detached")
    assert shown(wall) == 1
