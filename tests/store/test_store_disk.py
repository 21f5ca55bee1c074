"""A full or failing disk stops a commit with a refusal; nothing changes and the store goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from miharu_dx.domain.refusal import Refusal
from miharu_dx.store import Store
from miharu_dx.store import connection as connections
from tests.store.stores import made, opened, progress_of, refused, report, submitted, writing

resource = pytest.importorskip("resource", reason="ファイルの大きさの上限で、満杯のディスクを真似る")


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let every write beyond a size fail, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def commit(store: Store, progress: float, size: int = 200_000) -> None:
    with writing(store) as transaction:
        number = submitted(transaction, data=os.urandom(size))
        transaction.put("report", [report(progress=progress)], number)


def test_a_full_disk_stops_a_commit_and_changes_nothing(store: Store) -> None:
    commit(store, 10)
    with no_file_beyond(store.path.stat().st_size + 100_000), refused("store.disk_full"):
        commit(store, 20, size=5_000_000)
    assert (store.version, progress_of(store)) == (2, {"A-01": 10.0})
    assert len(store.rows("submissions")) == len(store.audit()) - 1 == 1
    commit(store, 30)
    path, plan = store.path, store.plan
    store.close()
    with opened(path, plan) as again:
        assert [progress_of(again, version) for version in (2, 3)] == [{"A-01": 10.0}, {"A-01": 30.0}]


def test_a_disk_that_fills_up_while_the_log_is_brought_into_the_file_spoils_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eager = {**connections._CLOSED, "checkpoint_threshold": "2MB"}
    monkeypatch.setattr(connections, "_CLOSED", eager)
    commit_for_real = connections.Connection.commit
    complaints: list[duckdb.Error | None] = []

    def commit_noted(self: Any, cursor: Any) -> duckdb.Error | None:
        complaints.append(commit_for_real(self, cursor))
        return complaints[-1]

    path = tmp_path / "a.duckdb"
    answered: list[float | None] = []
    with made(path) as store:
        monkeypatch.setattr(connections.Connection, "commit", commit_noted)
        with no_file_beyond(path.stat().st_size + 500_000):
            for progress in range(1, 7):
                try:
                    commit(store, progress, size=400_000)
                    answered.append(progress)
                except Refusal as refusal:
                    assert refusal.code == "store.disk_full"
                assert store.version == len(answered) + 1
                assert progress_of(store) == {"A-01": answered[-1]}
        assert any(isinstance(error, duckdb.FatalException) for error in complaints)
        assert 0 < len(answered) < len(complaints)
        commit(store, 50)
        answered.append(50)
    with opened(path) as store:
        states = [progress_of(store, version)["A-01"] for version in range(2, store.version + 1)]
        assert states == answered


def test_a_disk_that_fills_up_while_a_store_is_made_leaves_nothing(tmp_path: Path) -> None:
    with no_file_beyond(50_000), refused("store.disk_full"):
        made(tmp_path / "a.duckdb")
    assert list(tmp_path.iterdir()) == []


class _Failing:
    """A cursor whose commit fails in a way the disk decides about."""

    def __init__(self, real: Any, error: duckdb.Error, on_disk: bool) -> None:
        self._real, self._error, self._on_disk = real, error, on_disk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def commit(self) -> None:
        if self._on_disk:
            self._real.commit()
        else:
            self._real.rollback()
        raise self._error


BROKEN = "Could not write file: Input/output error"
DURABLE = "Transaction COMMIT succeeded and is durable, but the autocheckpoint failed. Reopen the database"


@pytest.mark.parametrize("error", [duckdb.TransactionException(BROKEN), duckdb.FatalException(BROKEN)])
@pytest.mark.parametrize("on_disk", [True, False])
def test_after_a_failed_commit_the_disk_decides_what_happened(
    store: Store, monkeypatch: pytest.MonkeyPatch, error: duckdb.Error, on_disk: bool
) -> None:
    real = connections.Connection.commit
    with monkeypatch.context() as patch:
        patch.setattr(
            connections.Connection,
            "commit",
            lambda self, cursor: real(self, _Failing(cursor, error, on_disk)),
        )
        if on_disk:
            commit(store, 10)
        else:
            with refused("store.write_failed"):
                commit(store, 10)
    assert progress_of(store) == ({"A-01": 10.0} if on_disk else {})
    commit(store, 20)
    assert store.version == (3 if on_disk else 2)


def test_where_even_the_disk_does_not_answer_the_refusal_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = connections.Connection.commit

    def broken(self: Any) -> Any:
        raise connections.opening_refusal(duckdb.IOException(BROKEN), self.path)

    with monkeypatch.context() as patch:
        patch.setattr(connections.Connection, "_connect", broken)
        patch.setattr(
            connections.Connection,
            "commit",
            lambda self, cursor: real(self, _Failing(cursor, duckdb.FatalException(BROKEN), True)),
        )
        with refused("store.uncertain"):
            commit(store, 10)
        with refused("store.write_failed"):
            store.snapshot()
    assert progress_of(store) == {"A-01": 10.0}


def test_a_commit_that_duckdb_calls_durable_needs_no_second_look(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = connections.Connection.commit
    error = duckdb.FatalException(DURABLE)
    with monkeypatch.context() as patch:
        patch.setattr(connections.Connection, "_connect", lambda self: pytest.fail("looked again"))
        patch.setattr(
            connections.Connection, "commit", lambda self, cursor: real(self, _Failing(cursor, error, True))
        )
        commit(store, 10)
        assert store.version == 2
    assert progress_of(store) == {"A-01": 10.0}


def test_a_reader_that_meets_a_fatal_error_reads_once_more(store: Store) -> None:
    commit(store, 10)
    tried: list[int] = []

    def read(cursor: Any) -> list[Any]:
        tried.append(1)
        if len(tried) == 1:
            raise duckdb.FatalException("database has been invalidated because of a previous fatal error")
        return cursor.execute("SELECT 1").fetchall()

    assert store._connection.read(read) == [(1,)]
    assert progress_of(store) == {"A-01": 10.0}
