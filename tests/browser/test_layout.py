"""Nothing leaves its panel or the window, whatever the width; and the calendar speaks Japanese to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.watch import Watch
from tests.chromium import browser_path
from tests.pages.opened import stored
from tests.rich import rich_snapshot
from tests.serve import ROOT, running_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WINDOWS = [(1920, 1080), (1536, 864), (1440, 900), (1366, 768), (1280, 720)]
ACTIONS, PERIODS = 300, 7

PAGER = """
from miharu_dx.ui import paging

paging.pager(15, 10, key="few")
"""
# What stands right of its panel or of the window, by its class and where it ends.
OVER = """() => [...document.querySelectorAll('[data-testid="stMain"] .mdx *')].flatMap((element) => {
  const box = element.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || element.closest(".mdx-scroll, svg")) return [];
  const panel = element.closest('[class*="st-key-panel_"]');
  const end = Math.min(innerWidth, panel ? panel.getBoundingClientRect().right : innerWidth);
  return box.right > end + 1 ? [`${element.className} ${Math.round(box.right)}>${Math.round(end)}`] : [];
})"""
CHIPS = """() => [...document.querySelectorAll(".mdx-chip")].map((chip) => {
  const box = chip.getBoundingClientRect();
  return [Math.round(box.top), Math.round(box.width)];
})"""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server over 300 actions."""
    browser_path()
    path = tmp_path_factory.mktemp("full") / "miharu_dx.duckdb"
    stored(path, rich_snapshot(ACTIONS, PERIODS), "real")
    with running_server(path) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page of a browser whose language is English."""
    context = browser.new_context(locale="en-US")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", ["overview", "collection", "measure", "department"])
def test_nothing_leaves_its_panel_at_any_width(name: str, page: Page, full: str) -> None:
    page.goto(f"{full}/{name}")
    Watch(page, full).settled()
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(f"innerWidth === {width}")
        assert page.evaluate(OVER) == [], width


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_the_counts_beside_the_sentence_stand_in_equal_cells(
    width: int, height: int, page: Page, full: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{full}/measure")
    Watch(page, full).settled()
    chips = page.evaluate(CHIPS)
    assert len(chips) > 1
    assert len({width for _, width in chips}) == 1
    assert len({top for top, _ in chips}) == (1 if len(chips) <= 5 else 2)


def test_the_calendar_is_japanese_though_the_browser_is_not(page: Page, full: str) -> None:
    page.goto(f"{full}/overview")
    Watch(page, full).settled()
    page.get_by_role("button", name="時点を選ぶ").click()
    field = page.locator('[data-testid="stDateInput"]')
    field.locator("button").first.click()
    page.get_by_text("水", exact=True).first.wait_for()
    assert page.get_by_text("Wed", exact=False).count() == 0


def test_a_pager_of_two_pages_shows_both_numbers(page: Page, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(PAGER, encoding="utf-8")
    with running_server(root=tmp_path, env={"PYTHONPATH": str(ROOT)}) as site:
        page.goto(site)
        pager = page.locator(".st-key-few")
        pager.get_by_text("1", exact=True).wait_for()
        assert {"1", "2"} <= set(pager.inner_text().split())
