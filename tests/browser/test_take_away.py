"""A file that cannot be made: the reason stands on the page at once, with no further step of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from miharu_dx.domain.refusal import Refusal
from tests.chromium import browser_path
from tests.serve import ROOT, running_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = """
from miharu_dx.domain.refusal import Refusal
from miharu_dx.ui import take_away

def refused() -> bytes:
    raise Refusal("export.format_unknown", value="サンプル")

def broken() -> bytes:
    raise ValueError("内緒")

take_away.file_button("断られる", refused, "a.xlsx", "text/plain", key="refused")
take_away.file_button("壊れている", broken, "b.xlsx", "text/plain", key="broken")
take_away.file_button("作れる", lambda: b"ok", "c.txt", "text/plain", key="fine")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    browser_path()
    root = tmp_path_factory.mktemp("site")
    (root / "app.py").write_text(SCRIPT, encoding="utf-8")
    with running_server(root=Path(root), env={"PYTHONPATH": str(ROOT)}) as found:
        yield found


def test_a_refusal_a_bug_and_a_file_are_told_apart_at_once(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site)
    page.add_script_tag(path=ROOT / "static" / "reasons.js")
    toast = page.locator('[data-testid="stToast"]')

    page.get_by_role("button", name="断られる").click()
    toast.first.wait_for()
    reason = Refusal("export.format_unknown", value="サンプル")
    assert reason.message in toast.first.inner_text()
    assert reason.next_step in toast.first.inner_text()

    page.get_by_role("button", name="壊れている").click()
    toast.filter(has_text="番号").wait_for()
    assert "内緒" not in page.inner_text("body")

    with page.expect_download() as made:
        page.get_by_role("button", name="作れる").click()
    assert made.value.suggested_filename == "c.txt"
    assert toast.count() <= 2
    page.close()
