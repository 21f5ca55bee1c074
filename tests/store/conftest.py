"""A fresh store for each test, copied from one that was made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from miharu_dx.store import Store
from tests.store.stores import made, opened


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "blank.duckdb"
    made(path).close()
    return path


@pytest.fixture
def store(blank: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "miharu.duckdb"
    shutil.copy(blank, path)
    with opened(path) as store:
        yield store
