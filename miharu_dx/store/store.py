"""The store as the services see it: open, read as of any version, write one version at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self
from uuid import uuid4

import duckdb

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.undo import RowStep
from miharu_dx.store import migrations
from miharu_dx.store.connection import Claim, Connection, refuse_foreign, rolled_back
from miharu_dx.store.errors import is_durable, opening_refusal, refusal_of
from miharu_dx.store.files import discard, placed, refuse_existing, unfinished_beside
from miharu_dx.store.identity import Identity, identity_of, new_store_id, refuse_lost_words, refuse_other_plan
from miharu_dx.store.reading import as_dicts, as_frame, fetched, stored_moment
from miharu_dx.store.row_steps import row_steps
from miharu_dx.store.snapshot import read_next, read_snapshot
from miharu_dx.store.statements import write_statement
from miharu_dx.store.transaction import Transaction

if TYPE_CHECKING:
    import pandas as pd

_log = logging.getLogger(__name__)
_SNAPSHOTS_KEPT = 4  # 今の版と、様式のもとになった版。一つが数MBになる


class Store:
    """One store file, owned by one process and opened once in it; its history only ever grows.

    Any number of threads may read and write: readers each have a cursor, writers wait for their turn.
    """

    def __init__(
        self, path: Path, connection: Connection, identity: Identity, plan: Plan, claim: Claim | None
    ) -> None:
        """Stand on an examined connection; use ``open`` or ``create``."""
        self.path = path
        self.plan = plan
        self.kind: Literal["demo", "real"] = identity.kind
        self.store_id = identity.store_id
        # 同じ番号と版でも中身の違う写しや復元がある。覚えた結果は、この一回の開きにだけ結び付ける。
        self.opening = uuid4().hex
        self._connection = connection
        self._claim = claim
        # この開きで書いた版が、どの表を書き換えたか。ほかの表は一つ前の版の内容をそのまま使う。
        self._touched: dict[int, frozenset[str]] = {}
        self._writer = threading.Lock()
        self._writer_thread: int | None = None
        self._snapshots: dict[int, Snapshot] = {}
        self._keeping = threading.Lock()
        self._reading = threading.RLock()
        self._version: int = connection.read(lambda cursor: fetched(cursor, "latest_version"))[0][0]

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        kind: Literal["demo", "real"],
        plan: Plan,
        store_id: str | None = None,
        at: datetime,
        actor: str,
    ) -> Self:
        """Make a store whose version 1 holds the plan's departments, and open it.

        The file appears under its name only when it is whole; refuses a place that is taken.
        """
        path = Path(path)
        refuse_existing(path)
        identity = Identity(store_id or new_store_id(), kind, plan.code, plan.name)
        unfinished = unfinished_beside(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            cls._build(unfinished, identity, plan, at, actor)
            placed(unfinished, path)
        except OSError as error:
            raise Refusal("file.unwritable", path=path) from error
        finally:
            discard(unfinished)
        return cls.open(path, plan=plan)

    @classmethod
    def _build(cls, path: Path, identity: Identity, plan: Plan, at: datetime, actor: str) -> None:
        connection = Connection(path)
        try:
            migrations.apply(connection, migrations.known_migrations(), at)
            with connection.cursor() as cursor:
                cursor.execute(
                    write_statement("insert_identity"),
                    {**asdict(identity), "created_at": stored_moment(at)},
                )
            store = cls(path, connection, identity, plan, None)
            with store.transaction(
                actor=actor, kind="create", note="データベースを作成", at=at
            ) as transaction:
                transaction.put("department", [asdict(unit) for unit in plan.departments], None)
        finally:
            connection.close()

    @classmethod
    def open(cls, path: Path, *, plan: Plan) -> Self:
        """Open a store, bringing its schema up to date on a copy first where it is behind.

        A second opening of the same file, here or in another process, is refused. A file that may
        only be read opens for reading.
        """
        path = Path(path)
        claim = Claim(path)
        connection: Connection | None = None
        try:
            refuse_foreign(path)
            connection = Connection(path)
            known = migrations.known_migrations()
            outdated = connection.read(lambda cursor: migrations.steps_missing(cursor, path, known))
            identity = connection.read(identity_of)
            refuse_other_plan(identity, plan)
            if outdated:
                connection.close()
                kept = migrations.migrate(path.resolve(), known)
                _log.warning("the schema was brought up to date; the old file is %s", kept)
                connection = Connection(path)
            connection.read(lambda cursor: refuse_lost_words(cursor, plan))
            return cls(path, connection, identity, plan, claim)
        except BaseException as error:
            if connection is not None:
                connection.close()
            claim.release()
            if isinstance(error, duckdb.Error):
                raise opening_refusal(error, path) from error
            raise

    @property
    def version(self) -> int:
        """The latest committed version."""
        return self._version

    @property
    def read_only(self) -> bool:
        """Whether the file could be opened for reading only."""
        return self._connection.read_only

    def close(self) -> None:
        """Close the file once writers and readers are done; nothing is left beside it."""
        if self._writer_thread == threading.get_ident():
            raise RuntimeError("a store cannot be closed inside its own transaction")
        with self._writer:
            self._connection.close()
            self._snapshots.clear()
            if self._claim is not None:
                self._claim.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def rows(self, query: str, /, **params: Any) -> list[dict[str, Any]]:
        """Return the rows of the query ``sql/<query>.sql`` by column name, moments in UTC."""
        return self._connection.read(lambda cursor: as_dicts(cursor, query, **params))

    def frame(self, query: str, /, **params: Any) -> pd.DataFrame:
        """Return the rows of the query ``sql/<query>.sql`` as a frame, moments in UTC."""
        return self._connection.read(lambda cursor: as_frame(cursor, query, **params))

    def row_steps(self, table: str, version: int) -> tuple[RowStep, ...]:
        """Return every state of each row of a history table that a version wrote, by row and in time."""
        return self._connection.read(lambda cursor: row_steps(cursor, table, version))

    def audit(self, limit: int | None = None) -> list[dict[str, Any]]:
        """Return who committed what and when, the latest first."""
        return self.rows("versions", limit=limit)

    def snapshot(self, version: int | None = None) -> Snapshot:
        """Return the state as of a version, none for the latest; refuse a version that does not exist.

        The last few are kept, because a state never changes: only what the latest version is does.
        """
        latest = self._version
        wanted = latest if version is None else version
        kept = self._kept(wanted)
        if kept is None:
            # 確定の直後は何人もが同じ版を求める。一人が読み、ほかの人はそれを使う。
            with self._reading:
                kept = self._kept(wanted) or self._read(version, wanted, latest)
        return kept if kept.latest_version >= latest else replace(kept, latest_version=latest)

    def _read(self, version: int | None, wanted: int, latest: int) -> Snapshot:
        touched = self._touched.get(wanted)
        before = None if touched is None else self._kept(wanted - 1)
        if touched is None or before is None:
            found = self._connection.read(lambda c: read_snapshot(c, self.plan, self.kind, version))
        else:
            found = self._connection.read(lambda c: read_next(c, before, touched, latest))
        self._keep(found)
        return found

    def _kept(self, version: int) -> Snapshot | None:
        with self._keeping:
            found = self._snapshots.pop(version, None)
            if found is not None:
                self._snapshots[version] = found
            return found

    def _keep(self, snapshot: Snapshot) -> None:
        # 読む側が書く側より先に新しい版を知ることがある。後から古い版へ戻って見えないようにする。
        self._advance(snapshot.latest_version)
        with self._keeping:
            self._snapshots[snapshot.version] = snapshot
            while len(self._snapshots) > _SNAPSHOTS_KEPT:
                del self._snapshots[next(iter(self._snapshots))]

    def _advance(self, version: int) -> None:
        with self._keeping:
            self._version = max(self._version, version)

    def version_at(self, moment: datetime) -> int:
        """Return the last version committed at or before a moment; 1 for any moment before the first."""
        stored = stored_moment(moment)
        return self._connection.read(lambda c: fetched(c, "version_at", moment=stored))[0][0]

    @contextmanager
    def transaction(self, *, actor: str, kind: str, note: str, at: datetime) -> Iterator[Transaction]:
        """Write one version with its audit record: all of it, or nothing whatever goes wrong.

        Waits for its turn. An exception undoes everything; a body that wrote nothing leaves the
        version as it was, without complaint. ``at`` carries its zone.
        """
        moment = stored_moment(at)
        if self.read_only:
            raise Refusal("store.read_only")
        with self._turn():
            with self._connection.cursor() as cursor:
                cursor.begin()
                try:
                    record = {"at": moment, "actor": actor, "kind": kind, "note": note}
                    cursor.execute(write_statement("insert_version"), record)
                    ((version,),) = cursor.fetchall()
                    base = version - 1
                    transaction = Transaction(cursor, before=lambda: self.snapshot(base), base=base)
                    yield transaction
                except BaseException:
                    rolled_back(cursor)
                    raise
                if not transaction.written:
                    rolled_back(cursor)
                    return
                failure = self._connection.commit(cursor)
            if failure is not None:
                self._settle(failure, transaction.version)
            self._touched[transaction.version] = frozenset(transaction.touched)
            self._advance(transaction.version)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._writer_thread == threading.get_ident():
            raise RuntimeError("a transaction cannot begin inside another one")
        with self._writer:
            self._writer_thread = threading.get_ident()
            try:
                yield
            finally:
                self._writer_thread = None

    def _settle(self, failure: duckdb.Error, version: int) -> None:
        """Return when a commit that complained is on the disk all the same; else raise what stopped it."""
        if is_durable(failure):
            _log.warning("version %d is committed: %s", version, failure)
            return
        try:
            recorded = self._connection.read(lambda c: fetched(c, "version_row", version=version))
        except (Refusal, duckdb.Error) as error:
            raise Refusal("store.uncertain") from error
        if not recorded:
            raise refusal_of(failure, self.path) or failure from failure
