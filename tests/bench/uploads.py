"""Thirty uploads of 300 rows at one moment against one alone: check and commit, each in a thread of its own.

Wall time is what people wait; on a machine with something else to do the server's own processor time,
printed beside it, is the figure to compare.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from miharu_dx.services import books, upload
from miharu_dx.web.garbage import collect_seldom
from tests.bench.measure import Row
from tests.services.crowd import filled_form, settle, units
from tests.services.desk import Desk, opened_desk

TOGETHER = 30
ALONE = 4
ROWS = 300
GOAL_MS = 5_000


def rows() -> Iterator[Row]:
    """Yield the waiting times of thirty at once and of one alone."""
    with tempfile.TemporaryDirectory() as folder:
        desk = opened_desk(Path(folder) / "miharu_dx.duckdb")
        everybody = units(TOGETHER + ALONE)
        settle(desk, everybody, ROWS)
        forms = [filled_form(desk, unit) for unit in everybody]
        books.warm()
        collect_seldom()
        base = median([_sent(desk, data) for data in forms[TOGETHER:]][1:])
        used = process_time()
        together = threading.Barrier(TOGETHER)

        def send(data: bytes) -> float:
            together.wait()
            return _sent(desk, data)

        with ThreadPoolExecutor(TOGETHER) as threads:
            waits = list(threads.map(send, forms[:TOGETHER]))
        used = process_time() - used
        desk.store.close()
    twentieths = quantiles(waits, n=20, method="inclusive")
    yield Row(f"{ROWS}行を一人で渡して確定", base)
    yield Row(f"{TOGETHER}人が同時に渡して確定: 中央値", twentieths[9], base)
    yield Row(f"{TOGETHER}人が同時に渡して確定: 95パーセンタイル", twentieths[18], base, f"{GOAL_MS}")
    yield Row("そのうちサーバーの演算時間（一人あたり）", used * 1000 / TOGETHER, base)


def _sent(desk: Desk, data: bytes) -> float:
    """Return how long one person waits for check and commit, in milliseconds."""
    start = perf_counter()
    preview = desk.check(data)
    receipt = upload.commit(desk.ctx, preview, data)
    if receipt.already:
        raise RuntimeError("the form changed nothing, so nothing was measured")
    return (perf_counter() - start) * 1000
