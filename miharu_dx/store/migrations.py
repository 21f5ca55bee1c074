"""Ordered schema changes, each in its own transaction with its record, run on a copy that is swapped in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import duckdb

from miharu_dx.domain.refusal import Refusal
from miharu_dx.store.connection import Connection, rolled_back
from miharu_dx.store.files import discard, kept_aside, unfinished_beside
from miharu_dx.store.reading import fetched, stored_moment
from miharu_dx.store.statements import quoted, write_statement

_FILE = re.compile(r"(\d{4})_(\w+)\.sql")
_OWN_TABLES = {"migration", "store_identity", "version"}


@dataclass(frozen=True)
class Migration:
    """A step of the schema; a number that has been released never changes its text."""

    number: int
    name: str
    sql: str


def known_migrations() -> tuple[Migration, ...]:
    """Return every step this program knows, numbered from 1 without a gap."""
    found: list[Migration] = []
    for file in resources.files("miharu_dx.store").joinpath("schema").iterdir():
        if match := _FILE.fullmatch(file.name):
            found.append(Migration(int(match[1]), match[2], file.read_text(encoding="utf-8")))
    found.sort(key=lambda migration: migration.number)
    if [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise ValueError("schema files must be numbered from 0001 without a gap")
    return tuple(found)


def steps_missing(
    cursor: duckdb.DuckDBPyConnection, path: Path, known: Sequence[Migration]
) -> tuple[Migration, ...]:
    """Return the steps a file still needs; refuse another program's file, or one ahead of this program."""
    names = {row[0] for row in fetched(cursor, "table_names")}
    if not names >= _OWN_TABLES:
        raise Refusal("store.foreign", path=path)
    done: int = max((row[0] for row in fetched(cursor, "migrations")), default=0)
    if done > len(known):
        raise Refusal("store.newer", found=done, known=len(known))
    return tuple(known[done:])


def apply(connection: Connection, steps: Sequence[Migration], at: datetime) -> None:
    """Run steps one by one, then bring everything into the one file; a failing step leaves no trace."""
    with connection.cursor() as cursor:
        for step in steps:
            cursor.begin()
            try:
                cursor.execute(step.sql)
                cursor.execute(
                    write_statement("insert_migration"),
                    {"number": step.number, "name": step.name, "applied_at": stored_moment(at)},
                )
                cursor.commit()
            except duckdb.Error:
                rolled_back(cursor)
                raise
        cursor.execute(write_statement("checkpoint"))


def migrate(path: Path, known: Sequence[Migration]) -> Path:
    """Replace an outdated file by a migrated copy and return where the old file now lies.

    Whatever goes wrong before the copy is whole and checked in, the old file stays as it was.
    """
    copy = unfinished_beside(path)
    connection = Connection(path, copying=True)
    try:
        if connection.read_only:
            raise Refusal("store.read_only")
        with connection.cursor() as cursor:
            steps = steps_missing(cursor, path, known)
            before = steps[0].number - 1
            _copy_whole(cursor, copy)
        _migrate_copy(copy, steps)
    except BaseException:
        connection.close()
        discard(copy)
        raise
    connection.close()
    try:
        kept = kept_aside(path, before)
        copy.replace(path)
    except OSError as error:
        discard(copy)
        raise Refusal("store.read_only") from error
    return kept


def _copy_whole(cursor: duckdb.DuckDBPyConnection, target: Path) -> None:
    # 写した後の元のファイルには、続きのファイル（.wal）を残さない。
    cursor.execute(write_statement("checkpoint"))
    source: str = fetched(cursor, "database_name")[0][0]
    cursor.execute(
        write_statement("copy_whole", target=str(target).replace("'", "''"), source=quoted(source))
    )


def _migrate_copy(copy: Path, steps: Sequence[Migration]) -> None:
    connection = Connection(copy)
    try:
        apply(connection, steps, datetime.now(UTC))
    except duckdb.Error as error:
        raise Refusal("store.migration_failed", step=steps[-1].number) from error
    finally:
        connection.close()
