"""The demo: sample workbooks made the way departments make them, and a store built by importing them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import books, files
from miharu_dx.services.context import local_now
from miharu_dx.services.demo_counter import Arrival, demo_store, read_arrivals, take_in
from miharu_dx.services.demo_meetings import Proceeding, proceed, read_proceedings
from miharu_dx.services.demo_reviews import Saying, perform, read_sayings
from miharu_dx.store import Store

_READ_AHEAD = 6  # 読み終えたブックを覚えておける数（books.KEPT_IN_MEMORY）より少なく


def write_samples(out_dir: Path) -> list[Path]:
    """Write every sample workbook and 受付.csv; the same scenario always gives the same bytes.

    Returns the files, none where the scenario was written for another plan.
    """
    # ブックに書き込むライブラリは、見本を作るときにだけ要る。画面の起動を遅くしない。
    from miharu_dx.services import demo_writing

    return demo_writing.write_samples(out_dir)


def build_demo_store(path: Path, plan: Plan, samples_dir: Path) -> None:
    """Make the demo store of a plan by handing in every sample workbook in the order they came.

    What reviewers, meetings and the 事務局 did in between is done in its place.

    The store appears under its name only when it is whole; refuses a place that is taken. A plan
    without samples gets a demo store that holds its departments only.
    """
    if path.exists():
        raise Refusal("store.exists", path=path)
    files.prepare_folder(path.parent)
    arrivals = read_arrivals(samples_dir, plan)
    first = arrivals[0].received if arrivals else local_now().replace(tzinfo=None)
    unfinished = path.with_name(f"{path.stem}.{uuid4().hex[:8]}.unfinished{path.suffix}")
    try:
        with demo_store(unfinished, plan, first) as store:
            told = (*read_sayings(samples_dir, plan), *read_proceedings(samples_dir, plan))
            waiting = deque(sorted(told, key=lambda item: item.moment))
            for arrival, data in _read_ahead(samples_dir, arrivals):
                _perform(store, plan, waiting, arrival.received)
                take_in(store, plan, arrival, data)
            _perform(store, plan, waiting, None)
        unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _perform(store: Store, plan: Plan, waiting: deque[Saying | Proceeding], until: datetime | None) -> None:
    """Do what was done before a moment (local, without a zone), all that is left for none."""
    while waiting and (until is None or waiting[0].moment < until):
        item = waiting.popleft()
        moment = item.moment.astimezone()
        if isinstance(item, Saying):
            perform(store, plan, item, moment)
        else:
            proceed(store, plan, item, moment)


def _read_ahead(samples_dir: Path, arrivals: Sequence[Arrival]) -> Iterator[tuple[Arrival, bytes]]:
    """Yield each workbook in order while the readers are already at the next ones."""

    def read(arrival: Arrival) -> bytes:
        data = files.read(samples_dir / arrival.file_name)
        books.read_ahead(arrival.file_name, data)
        return data

    waiting: deque[tuple[Arrival, Future[bytes]]] = deque()
    with ThreadPoolExecutor(INTAKE_LIMITS.reader_count) as pool:
        for arrival in arrivals:
            waiting.append((arrival, pool.submit(read, arrival)))
            if len(waiting) > _READ_AHEAD:
                ready, future = waiting.popleft()
                yield ready, future.result()
        for ready, future in waiting:
            yield ready, future.result()
