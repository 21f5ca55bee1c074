"""The one connection of a store file: a cursor per call, and a new start after a fatal error."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from weakref import WeakValueDictionary

import duckdb

from miharu_dx.domain.refusal import Refusal
from miharu_dx.store.errors import is_permission, locked, opening_refusal, refusal_of

T = TypeVar("T")

# 実行中に何も取りに行かず、渡されたファイルのほかに触れない。
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
    # 数千行の表では、二つ目のスレッドに渡す手間の方が、計算より長い。
    "threads": 1,
}
_COPYING = {**_CLOSED, "enable_external_access": "true"}

_MARK_AT = 8
_MARK = b"DUCK"


class Claim:
    """The right of one store object to a file within this process; ends with the object."""

    __slots__ = ("__weakref__", "_key")

    def __init__(self, path: Path) -> None:
        """Claim a file; refuse when another store of this process has it open."""
        self._key = os.path.normcase(os.path.realpath(path))
        with _claims_lock:
            if self._key in _claims:
                raise locked(own=True)
            _claims[self._key] = self

    def release(self) -> None:
        """Let the next one open the file."""
        with _claims_lock:
            if _claims.get(self._key) is self:
                del _claims[self._key]


def refuse_foreign(path: Path) -> None:
    """Refuse a path that holds no DuckDB file before DuckDB guesses what it might be."""
    try:
        with path.open("rb") as file:
            head = file.read(_MARK_AT + len(_MARK))
    except FileNotFoundError:
        raise Refusal("store.missing", path=path) from None
    except PermissionError:
        if path.is_dir():
            raise Refusal("store.foreign", path=path) from None
        # Windows では、ほかのプログラムが開いているファイルはここで読めない。開けば理由が分かる。
        return
    except OSError:
        raise Refusal("store.foreign", path=path) from None
    if head[_MARK_AT:] != _MARK:
        raise Refusal("store.foreign", path=path)


_claims: WeakValueDictionary[str, Claim] = WeakValueDictionary()
_claims_lock = threading.Lock()


class Connection:
    """Hands out cursors of one DuckDB instance; every caller has its own, so threads never meet.

    After a fatal error DuckDB answers nothing until it is opened anew; the next caller does that
    once the cursors in use are back. ``read_only`` tells that the file could not be opened for writing.
    """

    def __init__(self, path: Path, *, copying: bool = False) -> None:
        """Open a file that exists or, where there is none, make it; ``copying`` may write other files."""
        self.path = path
        self.read_only = False
        self._config = _COPYING if copying else _CLOSED
        self._gate = threading.Condition()
        self._mine = threading.local()
        self._users = 0
        self._spoiled = False
        self._closed = False
        self._root: duckdb.DuckDBPyConnection | None = self._connect()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        try:
            return duckdb.connect(str(self.path), read_only=self.read_only, config=self._config)
        except duckdb.Error as error:
            if self.read_only or not is_permission(error):
                raise opening_refusal(error, self.path) from error
        try:
            root = duckdb.connect(str(self.path), read_only=True, config=self._config)
        except duckdb.Error as error:
            if is_permission(error):
                raise Refusal("store.unreadable", path=self.path) from error
            raise opening_refusal(error, self.path) from error
        self.read_only = True
        return root

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a cursor for this thread; expected errors of DuckDB leave as refusals."""
        cursor = self._take()
        try:
            yield cursor
        except duckdb.Error as error:
            if isinstance(error, duckdb.FatalException):
                self._spoiled = True
            refusal = refusal_of(error, self.path)
            if refusal is None:
                raise
            raise refusal from error
        finally:
            self._give_back(cursor)

    def read(self, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Return what reading with a cursor gives; once more where somebody's fatal error was in the way."""
        try:
            with self.cursor() as cursor:
                return work(cursor)
        except (duckdb.Error, Refusal):
            if not self._spoiled:
                raise
        with self.cursor() as cursor:
            return work(cursor)

    def commit(self, cursor: duckdb.DuckDBPyConnection) -> duckdb.Error | None:
        """Commit and return the error, if there was one: it does not yet tell what is on the disk."""
        try:
            cursor.commit()
        except duckdb.Error as error:
            if isinstance(error, duckdb.FatalException):
                self._spoiled = True
            return error
        return None

    def _take(self) -> duckdb.DuckDBPyConnection:
        with self._gate:
            depth: int = getattr(self._mine, "depth", 0)
            # 自分のカーソルを持ったまま待つと、いつまでも開き直せない。
            while self._spoiled and self._users and not depth:
                self._gate.wait()
            if self._closed:
                raise RuntimeError("the store is closed")
            if self._spoiled and not depth:
                self._drop()
                self._spoiled = False
            root = self._root = self._root or self._connect()
            cursor = root.cursor()
            self._users += 1
            self._mine.depth = depth + 1
            return cursor

    def _give_back(self, cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.close()
        with self._gate:
            self._users -= 1
            self._mine.depth -= 1
            self._gate.notify_all()

    def _drop(self) -> None:
        root, self._root = self._root, None
        if root is not None:
            root.close()

    def close(self) -> None:
        """Wait for the cursors in use, then close; what was committed is then in the one file."""
        with self._gate:
            while self._users:
                self._gate.wait()
            self._closed = True
            self._drop()


def rolled_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """End a transaction that failed; DuckDB may have ended it already."""
    try:
        cursor.rollback()
    except duckdb.Error:
        return
