"""One browser and one server on a store of its own for the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.chromium import browser_path, open_browser
from tests.serve import running_server
from tests.services.desk import opened_desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a running browser; without one the test says so or fails."""
    with open_browser() as found:
        yield found


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server whose real store holds three actions and no report."""
    browser_path()
    path = tmp_path_factory.mktemp("store") / "miharu_dx.duckdb"
    opened_desk(path).store.close()
    with running_server(path) as found:
        yield found
