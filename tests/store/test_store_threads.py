"""Many people at once: every commit gets its own version and every reader sees whole versions."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from miharu_dx.store import Store
from tests.store.stores import report, writing

WRITERS, COMMITS, READERS, READS = 30, 10, 3, 20


def test_thirty_people_commit_ten_times_each_without_an_error(store: Store) -> None:
    start = threading.Barrier(WRITERS + READERS)

    def commit_all(person: int) -> list[int]:
        start.wait()
        versions: list[int] = []
        for turn in range(COMMITS):
            with writing(store, actor=f"person {person}") as transaction:
                rows = [report(f"{person}-{half}", progress=turn) for half in "ab"]
                transaction.put("report", rows, None)
                versions.append(transaction.version)
        return versions

    def read_on() -> None:
        start.wait()
        last = 0
        for _ in range(READS):
            snapshot = store.snapshot()
            pairs: dict[str, set[tuple[float | None, int]]] = {}
            for row in snapshot.reports:
                pairs.setdefault(row.action[:-1], set()).add((row.progress, row.from_version))
            assert all(len(found) == 1 for found in pairs.values())
            written = max((row.from_version for row in snapshot.reports), default=1)
            assert written == snapshot.version == snapshot.latest_version >= last
            last = snapshot.version

    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        readers = [pool.submit(read_on) for _ in range(READERS)]
        writers = [pool.submit(commit_all, person) for person in range(WRITERS)]
        versions = [version for writer in writers for version in writer.result()]
        for reader in readers:
            reader.result()
    assert sorted(versions) == list(range(2, WRITERS * COMMITS + 2))
    assert store.version == WRITERS * COMMITS + 1
    actors = [row["actor"] for row in store.audit()]
    assert all(actors.count(f"person {person}") == COMMITS for person in range(WRITERS))
    assert {row.progress for row in store.snapshot().reports} == {COMMITS - 1.0}
