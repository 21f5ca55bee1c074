"""One desk per test, on a copy of a store that was filled once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.desk import Desk, desk_on, opened_desk


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed store that holds three actions."""
    path = tmp_path_factory.mktemp("filled") / "miharu_dx.duckdb"
    opened_desk(path).store.close()
    return path


@pytest.fixture
def desk(filled_store: Path, tmp_path: Path) -> Iterator[Desk]:
    """Yield a desk on a store of its own."""
    path = tmp_path / filled_store.name
    shutil.copy(filled_store, path)
    found = desk_on(path)
    yield found
    found.store.close()
