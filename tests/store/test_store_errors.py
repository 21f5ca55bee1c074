"""What DuckDB says, in the words it really uses, becomes a refusal or stays a bug."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from miharu_dx.store.errors import opening_refusal, refusal_of

IO, COMMIT, FATAL = duckdb.IOException, duckdb.TransactionException, duckdb.FatalException


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (IO, 'Could not set lock on file "/x": Conflicting lock is held in /bin/python (PID 7).', "store.locked"),
        (IO, 'Cannot open file "C:\\a": The process cannot access the file because it is being used by another process.', "store.locked"),
        (IO, 'Cannot open file "C:\\a": プロセスはファイルにアクセスできません。別のプロセスが使用中です。', "store.locked"),
        (IO, "Trying to read a database file with version number 69, but we can only read versions between 64 and 68.", "store.newer"),
        (COMMIT, 'Failed to commit: Could not write file "/x.wal": No space left on device', "store.disk_full"),
        (COMMIT, 'Failed to commit: Could not write file "C:\\x.wal": ディスクに十分な空き領域がありません。', "store.disk_full"),
        (COMMIT, 'Failed to commit: Could not write file "/x.wal": Input/output error', "store.write_failed"),
        (FATAL, 'Failed to create checkpoint because of error: Could not write file "/x": Input/output error', "store.write_failed"),
        (IO, 'Cannot open file "/x.wal": Read-only file system', "store.read_only"),
        (IO, "Corrupt database file: computed checksum 1 does not match stored checksum 2 in block 3", "store.damaged"),
        (IO, 'Could not read enough bytes from file "/x": attempted to read 6144 bytes', "store.damaged"),
        (IO, 'Something new about "/no space left/read-only/checksum"', None),
        (duckdb.ConstraintException, "CHECK constraint failed on table report", None),
        (duckdb.BinderException, "Referenced column not found", None),
    ],
)  # fmt: skip
def test_what_duckdb_says_becomes_what_a_person_can_do(
    kind: type[duckdb.Error], text: str, code: str | None
) -> None:
    found = refusal_of(kind(text), Path("/"))
    assert (found.code if found else None) == code
    assert opening_refusal(kind(text), Path("/")).code == (code or "store.damaged")
