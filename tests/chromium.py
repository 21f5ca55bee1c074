"""Chromium for tests in a browser; without one they say so, or fail where one is required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge")


def browser_path() -> str:
    """Return where the browser is; skip the test where none is, or fail if one is required."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    missing = "Chromium が見つからないため、画面の試験を行いません。"
    if os.environ.get("MIHARU_DX_BROWSER_REQUIRED") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Yield a running browser without a window."""
    path = browser_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
