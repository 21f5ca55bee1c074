"""The other town's installation: a store filled once by workbooks, and its pages, files and commands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from miharu_dx.config import SAMPLES, Settings
from miharu_dx.services import running
from miharu_dx.services.house import House
from tests.pages.opened import Pages
from tests.plans.screen import Screen
from tests.plans.second_town import PLAN_FILE, TODAY, second_town
from tests.plans.vocabulary import FIRST_PLAN, own_words
from tests.services.desk import Clock, Desk

FILE = "miharu_dx.duckdb"


@pytest.fixture(scope="session")
def town_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed store of the other town with six quarters."""
    path = tmp_path_factory.mktemp("town") / FILE
    second_town(path).store.close()
    return path


@pytest.fixture(scope="session")
def foreign() -> frozenset[str]:
    """Return every word of the product's own plan that means nothing in the other town."""
    return own_words(FIRST_PLAN, PLAN_FILE)


def _installed(monkeypatch: pytest.MonkeyPatch, place: Path) -> Pages:
    clock = Clock(TODAY)
    house = House(Settings(PLAN_FILE, place, SAMPLES), clock)
    st.cache_resource.clear()
    monkeypatch.setattr(running, "_house", house)
    return Pages(house, clock)


@pytest.fixture
def town(town_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Yield the pages of the other town on a store of their own."""
    place = tmp_path / "store" / FILE
    place.parent.mkdir()
    shutil.copy(town_file, place)
    pages = _installed(monkeypatch, place)
    yield pages
    pages.house.close()
    st.cache_resource.clear()


@pytest.fixture
def new_town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Yield the pages of the other town on its first start, with no store yet."""
    pages = _installed(monkeypatch, tmp_path / "store" / FILE)
    yield pages
    pages.house.close()
    st.cache_resource.clear()


@pytest.fixture
def desk(town: Pages) -> Desk:
    """Return the desk at which the other town's workbooks are handed out and in."""
    return town.desk


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Return what listens to everything the pages of a test send."""
    return Screen(monkeypatch)
