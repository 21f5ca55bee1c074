"""Copying in a closed network: where a plain http address has no clipboard, ours stands in its place."""

from __future__ import annotations

from playwright.sync_api import Route

from tests.chromium import open_browser
from tests.web.site_fixture import ASSETS

PAGE = '<html lang="ja"><body><button id="copy">写す</button><textarea id="paste"></textarea></body></html>'
PLAIN, LOCAL = "http://office.example/", "http://localhost:1/"
TEXT = "件名　お願い\n\n１　提出期限\n　　令和8年10月20日（火）\n"


def test_text_is_copied_whole_over_plain_http_and_the_browsers_own_way_is_kept_elsewhere() -> None:
    with open_browser() as browser:
        page = browser.new_page()

        def answer(route: Route) -> None:
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=PAGE)

        page.route("**/*", answer)
        page.goto(PLAIN)
        assert page.evaluate("() => navigator.clipboard === undefined")
        page.add_script_tag(content=(ASSETS / "clipboard.js").read_text(encoding="utf-8"))
        page.evaluate(
            """(text) => document.getElementById('copy').addEventListener('click', async () => {
              await navigator.clipboard.writeText(text);
              document.getElementById('copy').textContent = '写しました';
            })""",
            TEXT,
        )
        page.click("#copy")
        page.wait_for_function("() => document.getElementById('copy').textContent === '写しました'")
        assert page.locator("textarea").count() == 1
        page.focus("#paste")
        page.keyboard.press("Control+V")
        assert page.input_value("#paste") == TEXT

        page.goto(LOCAL)
        page.add_script_tag(content=(ASSETS / "clipboard.js").read_text(encoding="utf-8"))
        assert page.evaluate("() => navigator.clipboard instanceof Clipboard")
