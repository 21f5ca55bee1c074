"""A schema changes on a copy, step by step; the old file stays, and stays good when a step fails."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from miharu_dx.store import migrations
from miharu_dx.store.columns import BOOKKEEPING
from miharu_dx.store.migrations import Migration, known_migrations
from miharu_dx.store.tables import TABLES
from tests.store.stores import PLAN, made, moment, opened, progress_of, refused, report, submitted, writing

GOOD = "ALTER TABLE submission ADD COLUMN reviewer VARCHAR; UPDATE submission SET reviewer = '委員会';"
BAD = "ALTER TABLE submission ADD COLUMN judged BOOLEAN; UPDATE no_such_table SET x = 1;"


def knowing(monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    """Let the program know further steps."""
    known = list(known_migrations())
    known += [Migration(len(known) + n, f"step_{n}", sql) for n, sql in enumerate(steps, start=1)]
    monkeypatch.setattr(migrations, "known_migrations", lambda: tuple(known))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a store with a report in version 2, in a folder whose name needs care."""
    path = tmp_path / "it's 町の" / "my-store.duckdb"
    with made(path) as store, writing(store) as transaction:
        transaction.put("report", [report()], submitted(transaction))
    return path


def names(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()}


def test_a_store_that_is_behind_is_migrated_and_the_old_file_is_kept(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = len(known_migrations())
    knowing(monkeypatch, GOOD, "CREATE TABLE sample (id INTEGER);")
    with opened(old) as store:
        assert (store.version, progress_of(store)) == (2, {"A-01": 40.0})
        assert [row["number"] for row in store.rows("migrations")] == list(range(1, steps + 3))
        with writing(store) as transaction:
            transaction.put("report", [report(progress=50)], submitted(transaction, data=b"2"))
        assert [progress_of(store, version) for version in (1, 2, 3)] == [{}, {"A-01": 40.0}, {"A-01": 50.0}]
    assert names(old) == {"my-store.duckdb", f"my-store.duckdb.bak-{steps}"}
    monkeypatch.undo()
    with refused("store.newer"):
        opened(old)
    with opened(old.with_name(f"my-store.duckdb.bak-{steps}")) as store:
        assert (store.version, progress_of(store)) == (2, {"A-01": 40.0})


def test_a_migrated_store_keeps_its_checks(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    knowing(monkeypatch, GOOD)
    with opened(old) as store:
        with pytest.raises(duckdb.ConstraintException), writing(store) as transaction:
            transaction.put("report", [report(progress=101)], None)
        with pytest.raises(duckdb.ConstraintException), writing(store) as transaction:
            submitted(transaction, new=-1)
    with duckdb.connect(str(old)) as bare, pytest.raises(duckdb.ConstraintException):
        bare.execute("INSERT INTO version SELECT * FROM version")


@pytest.mark.parametrize("steps", [(BAD,), (GOOD, BAD)])
def test_a_step_that_fails_leaves_the_old_file_working(
    old: Path, monkeypatch: pytest.MonkeyPatch, steps: tuple[str, ...]
) -> None:
    knowing(monkeypatch, *steps)
    for _ in range(2):
        with refused("store.migration_failed"):
            opened(old)
        assert names(old) == {"my-store.duckdb"}
    monkeypatch.undo()
    with opened(old) as store:
        assert len(store.rows("migrations")) == len(known_migrations())
        assert progress_of(store) == {"A-01": 40.0}
        with writing(store) as transaction:
            transaction.put("report", [report(progress=50)], None)


def test_an_old_file_that_was_kept_before_is_not_lost(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = old.with_name(f"my-store.duckdb.bak-{len(known_migrations())}")
    kept.write_bytes(b"kept before")
    knowing(monkeypatch, GOOD)
    opened(old).close()
    assert kept.read_bytes() == b"kept before"
    assert names(old) == {"my-store.duckdb", kept.name, f"{kept.name}.1"}


def test_a_disk_without_links_keeps_the_old_file_as_a_copy(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr("miharu_dx.store.files.os.link", no_links)
    knowing(monkeypatch, GOOD)
    opened(old).close()
    (kept,) = names(old) - {"my-store.duckdb"}
    opened(old).close()
    assert "bak" in kept
    made(old.with_name("new.duckdb")).close()
    with refused("store.exists"):
        made(old.with_name("new.duckdb"))


def test_commits_that_lie_in_the_log_only_are_migrated_too(
    tmp_path: Path, blank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, crashed = tmp_path / "live.duckdb", tmp_path / "crashed.duckdb"
    shutil.copy(blank, live)
    with opened(live) as store:
        with writing(store) as transaction:
            transaction.put("report", [report()], submitted(transaction))
        for suffix in ("", ".wal"):
            shutil.copy(f"{live}{suffix}", f"{crashed}{suffix}")
    knowing(monkeypatch, GOOD)
    with opened(crashed) as store:
        assert (store.version, progress_of(store)) == (2, {"A-01": 40.0})
    assert not Path(f"{crashed}.wal").exists()


def test_a_plan_that_does_not_fit_stops_before_anything_is_migrated(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing(monkeypatch, GOOD)
    with refused("store.plan_differs"):
        opened(old, replace(PLAN, code="other"))
    assert names(old) == {"my-store.duckdb"}


def test_a_store_that_is_up_to_date_is_not_copied(old: Path) -> None:
    opened(old).close()
    assert names(old) == {"my-store.duckdb"}


def test_steps_are_numbered_from_1_without_a_gap() -> None:
    known = known_migrations()
    assert [step.number for step in known] == list(range(1, len(known) + 1))
    assert all(step.sql.strip() and step.name for step in known)


def test_the_schema_has_exactly_the_columns_the_tables_declare(blank: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    shutil.copy(blank, path)
    with duckdb.connect(str(path)) as bare:
        found = bare.execute(
            "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns()"
        ).fetchall()
    for name, table in TABLES.items():
        columns = {column: (kind, empty) for of, column, kind, empty in found if of == name}
        assert set(columns) == table.names | BOOKKEEPING
        assert {field.name: (field.type, field.nullable) for field in table.fields} == {
            field.name: columns[field.name] for field in table.fields
        }


def test_a_record_says_when_a_step_was_taken(tmp_path: Path) -> None:
    with made(tmp_path / "a.duckdb", at=moment(7)) as store:
        assert store.rows("migrations")[0]["applied_at"] == moment(7)
