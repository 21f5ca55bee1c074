"""Every page in every state of a store: a headline, no failure, and nothing silently missing."""

from __future__ import annotations

import pytest

from miharu_dx.ui.frame import PAGES
from tests.pages.opened import headline, healthy, words

STATES = ("demo_pages", "empty_pages", "begun_pages", "full_pages")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("page", [entry.url_path for entry in PAGES])
def test_a_page_says_its_finding_and_does_not_fail(
    page: str, state: str, request: pytest.FixtureRequest
) -> None:
    pages = request.getfixturevalue(state)
    app = pages.open(page)
    healthy(app)
    assert len(headline(app)) > 5
    assert ("見本データ" in words(app)) == (state == "demo_pages")
