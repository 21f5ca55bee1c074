"""その時点で on every page: the address, the strip, the way back, and nothing that writes."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from miharu_dx.ui.frame import PAGES
from tests.pages.opened import JST, Pages, buttons, headline, healthy, words
from tests.services.desk import spoken

WRITE = ("submit", "admin")
READ = tuple(entry.url_path for entry in PAGES if entry.url_path not in WRITE and not entry.hidden)


@pytest.fixture
def lived_pages(begun_pages: Pages) -> Pages:
    """Pages over a store made on 1 October, with reports of 5 and 9 October, read on 22 November."""
    for day, told in ((5, 40), (9, 60)):
        begun_pages.clock.now = datetime(2026, 10, day, 10, 0, tzinfo=JST)
        desk = begun_pages.desk
        desk.hand_in(desk.form(進捗={("A1",): spoken(progress=told)}), f"{day}日.xlsx")
    begun_pages.clock.now = datetime(2026, 11, 22, 9, 0, tzinfo=JST)
    return begun_pages


def elsewhere(app: AppTest, page: str) -> AppTest:
    """Follow a link of the navigation: the same session, another page, a bare address."""
    app._page_hash = calc_hash(page)
    app.query_params.clear()
    return app.run()


def address(app: AppTest, name: str) -> str:
    """Return what stands in the address under a name."""
    found = app.query_params.get(name, "")
    return found if isinstance(found, str) else found[-1]


@pytest.mark.parametrize("page", READ)
@pytest.mark.parametrize(
    ("at", "told"), [("3", "令和8年10月5日時点（版3）"), ("2026-10-08", "令和8年10月8日時点（版3）")]
)
def test_a_page_can_be_read_as_of_a_version_or_a_day(
    lived_pages: Pages, page: str, at: str, told: str
) -> None:
    app = lived_pages.open(page, at=at)
    healthy(app)
    assert f"{told}の状態を表示しています。最新ではありません（この後に1回の確定）。" in words(app)
    assert address(app, "at") == at
    assert len(headline(app)) > 5
    assert buttons(app)["最新に戻る"]


@pytest.mark.parametrize("page", WRITE)
def test_a_page_that_writes_says_why_it_does_not(lived_pages: Pages, page: str) -> None:
    before = lived_pages.house.store.version
    app = lived_pages.open(page, at="3")
    healthy(app)
    assert "ここでは登録も変更もできません" in words(app)
    assert "令和8年10月5日・版3" in words(app)
    assert not app.file_uploader
    assert not app.download_button
    assert set(buttons(app)) <= {"最新に戻る", "履歴で、ほかの版を探す"}
    assert lived_pages.house.store.version == before
    app = press_first(app, "最新に戻る")
    healthy(app)
    assert "at" not in app.query_params
    assert "ここでは登録も変更もできません" not in words(app)


def press_first(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_the_way_back_is_on_the_strip_and_shows_the_newest(lived_pages: Pages) -> None:
    app = lived_pages.open("actions", at="3")
    assert "40" in words(app)
    app = press_first(app, "最新に戻る")
    assert "時点（版" not in words(app)
    assert "at" not in app.query_params
    assert "60" in words(app)


def test_the_point_in_time_is_carried_to_the_next_page(lived_pages: Pages) -> None:
    app = lived_pages.open("overview", at="3")
    app = elsewhere(app, "actions")
    healthy(app)
    assert "令和8年10月5日時点（版3）" in words(app)
    assert address(app, "at") == "3"
    app = elsewhere(app, "submit")
    assert "ここでは登録も変更もできません" in words(app)


def test_an_address_without_the_point_on_the_same_page_is_the_newest_again(lived_pages: Pages) -> None:
    app = lived_pages.open("overview", at="3")
    del app.query_params["at"]
    app = app.run()
    assert "時点（版" not in words(app)
    assert "時点（版" not in words(elsewhere(app, "trend"))


@pytest.mark.parametrize("page", ["overview", "history", "submit"])
@pytest.mark.parametrize("at", ["999", "昨日", "2026-09-30", "2030-01-01", "<b>"])
def test_a_point_that_means_nothing_is_said_and_the_newest_is_shown(
    lived_pages: Pages, page: str, at: str
) -> None:
    app = lived_pages.open(page, at=at)
    healthy(app)
    assert "最新の状態を表示しています。" in words(app)
    assert "at" not in app.query_params
    assert "時点（版" not in words(app)
    assert "<b>時点" not in words(app)


def test_a_day_and_a_commit_are_chosen_in_the_frame(lived_pages: Pages) -> None:
    app = lived_pages.open("overview")
    (day,) = app.date_input
    assert (day.min, day.max) == (date(2026, 10, 1), date(2026, 11, 22))
    app = day.set_value(date(2026, 10, 6)).run()
    assert address(app, "at") == "2026-10-06"
    assert "令和8年10月6日時点（版3）" in words(app)
    (commits,) = [radio for radio in app.radio if radio.label == "最近の確定から選ぶ"]
    assert [label.split("　")[0] for label in commits.options] == ["版4", "版3", "版2", "版1"]
    app = commits.set_value(2).run()
    assert address(app, "at") == "2"
    assert "令和8年10月1日時点（版2）" in words(app)


def test_the_link_of_a_view_says_which_time_it_shows(lived_pages: Pages) -> None:
    app = lived_pages.open("overview", at="2026-10-06", department="soumu")
    (link,) = [block.value for block in app.code]
    assert "at=2026-10-06" in link
    assert "department=soumu" in link


def test_every_page_offers_the_choice(lived_pages: Pages) -> None:
    for entry in (entry for entry in PAGES if not entry.hidden):
        app = lived_pages.open(entry.url_path)
        assert [box.label for box in app.date_input if "その日の終わり" in box.label], entry.title
        assert "時点（版" not in words(app)
