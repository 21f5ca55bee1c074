"""How long each page's script runs on the demo store, by itself."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measure import Row


def rows() -> Iterator[Row]:
    """Yield the figures of the pages."""
    yield from ()
