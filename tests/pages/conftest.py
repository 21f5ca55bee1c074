"""An installation for each test of a page, in the three states an office meets, and in full use.

Each fixture yields ``Pages``: ``pages.open("submit", fy="2026")`` opens a page of it by its address.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st

from miharu_dx.services import running
from miharu_dx.store import Store
from tests.pages.opened import NOW, OFFICE, Pages, house_on, product_plan, stored
from tests.rich import rich_snapshot
from tests.services.desk import Clock, opened_desk

Install = Callable[..., Pages]
FILE = "miharu_dx.duckdb"


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Install]:
    """Yield a function that makes an installation on a copy of a store file the one pages serve."""
    opened: list[Pages] = []

    def make(source: Path | None, *, kind: str = "real", clock: Clock | None = None) -> Pages:
        place = tmp_path / "store" / FILE
        time = clock or Clock(NOW)
        house = house_on(place, time)
        target = place if kind == "real" else house.settings.demo_store_file
        target.parent.mkdir(parents=True, exist_ok=True)
        if source is not None:
            shutil.copy(source, target)
        pages = Pages(house, time)
        opened.append(pages)
        st.cache_resource.clear()
        monkeypatch.setattr(running, "_house", house)
        return pages

    yield make
    for pages in opened:
        pages.house.close()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demo store of 60 actions and 7 periods."""
    path = tmp_path_factory.mktemp("demo") / FILE
    stored(path, rich_snapshot(60, 7), "demo")
    return path


@pytest.fixture(scope="session")
def full_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a real store of 300 actions and 7 periods."""
    path = tmp_path_factory.mktemp("full") / FILE
    stored(path, rich_snapshot(300, 7), "real")
    return path


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a real store just made: the plan's departments and nothing else."""
    path = tmp_path_factory.mktemp("empty") / FILE
    Store.create(path, kind="real", plan=product_plan(), at=NOW, actor=OFFICE.name).close()
    return path


@pytest.fixture(scope="session")
def begun_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a real store with three registered actions and no report."""
    path = tmp_path_factory.mktemp("begun") / FILE
    opened_desk(path).store.close()
    return path


@pytest.fixture
def demo_pages(install: Install, demo_file: Path) -> Pages:
    """Pages over samples only."""
    return install(demo_file, kind="demo")


@pytest.fixture
def empty_pages(install: Install, empty_file: Path) -> Pages:
    """Pages over a real store without any action."""
    return install(empty_file)


@pytest.fixture
def begun_pages(install: Install, begun_file: Path) -> Pages:
    """Pages over three actions, on the day after the period's end; nothing is reported yet."""
    return install(begun_file, clock=Clock())


@pytest.fixture
def full_pages(install: Install, full_file: Path) -> Pages:
    """Pages over 300 actions and 7 periods."""
    return install(full_file)
