"""One commit in the making: rows, workbook, submission and provenance of the version being written."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.undo import RowStep
from miharu_dx.store.columns import SqlType, Table
from miharu_dx.store.incoming import ANSWER_TYPES, CELL_TYPES, ROW_TYPES, as_text, incoming_table
from miharu_dx.store.reading import as_dicts
from miharu_dx.store.row_steps import row_steps
from miharu_dx.store.snapshot import read_next
from miharu_dx.store.statements import quoted, write_statement
from miharu_dx.store.tables import entity_key, table_named

_SUBMISSION_OPTIONAL: dict[str, Any] = {
    "base_version": None,
    "fiscal_year": None,
    "period": None,
    "new": 0,
    "changed": 0,
    "unchanged": 0,
    "warnings": 0,
    "reason": "",
}
_SUBMISSION_REQUIRED = frozenset({"kind", "department", "file_name", "sha256", "content_hash"})


@dataclass(frozen=True)
class PutCounts:
    """Rows by what became of them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: PutCounts) -> PutCounts:
        """Return the counts of two puts together."""
        return PutCounts(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True)
class _Present:
    """A row as it stands: the version that wrote it and its values."""

    from_version: int
    values: tuple[Any, ...]


@dataclass(frozen=True)
class _Known:
    """What a table holds of some keys: the present rows, and the place in the order each key ever had."""

    present: Mapping[str, _Present]
    places: Mapping[str, int]
    last: int

    def ordinals(self, keys: Iterable[str]) -> dict[str, int]:
        """Return a place for every key: its own where it ever had one, else one after the last."""
        fresh = itertools.count(self.last + 1)
        return {key: self.places[key] if key in self.places else next(fresh) for key in keys}


class Transaction:
    """Writes one version; nothing of it is seen by others before the whole is committed.

    ``version`` is being written, ``base`` is the latest before it. Used in one thread only.
    """

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        *,
        before: Callable[[], Snapshot],
        base: int,
    ) -> None:
        """Stand on a cursor whose transaction has begun; ``before`` returns the state at ``base``."""
        self.version = base + 1
        self.base = base
        self.written = False
        self.touched: set[str] = set()
        self._cursor = cursor
        self._before = before

    def snapshot(self) -> Snapshot:
        """Return the present state as this transaction sees it, its own writes included."""
        return read_next(self._cursor, self._before(), self.touched, self.version)

    def rows(self, query: str, /, **params: Any) -> list[dict[str, Any]]:
        """Return the rows of a named query as this transaction sees them."""
        return as_dicts(self._cursor, query, **params)

    def row_steps(self, table: str, version: int) -> tuple[RowStep, ...]:
        """Return every state of each row that a version wrote, this transaction's own writes included."""
        return row_steps(self._cursor, table, version)

    def keep_workbook(self, data: bytes, file_name: str) -> str:
        """Keep a workbook's bytes and return their SHA-256; the same bytes are stored once."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._write(
            "insert_workbook",
            sha256=sha256,
            file_name=file_name,
            size=len(data),
            data=data,
            version=self.version,
        )
        return sha256

    def add_submission(self, **columns: Any) -> int:
        """Record the workbook this commit comes from and return the submission's number.

        Needs kind, department, file_name, sha256 and content_hash, for kind ``progress`` also
        fiscal_year and period; takes base_version, new, changed, unchanged, warnings and reason. Who and
        when come from the version.
        """
        if unknown := set(columns) - _SUBMISSION_REQUIRED - set(_SUBMISSION_OPTIONAL):
            raise TypeError(f"a submission has no {', '.join(sorted(unknown))}")
        if missing := _SUBMISSION_REQUIRED - set(columns):
            raise TypeError(f"a submission needs {', '.join(sorted(missing))}")
        values = {**_SUBMISSION_OPTIONAL, **columns}
        return self._write("insert_submission", version=self.version, **values)[0][0]

    def put(self, table: str, rows: Sequence[Mapping[str, Any]], submission: int | None) -> PutCounts:
        """Bring rows to the stated values; only a row in which some value differs is written.

        The present row of a changed key is closed and the new one follows it. A column that a row
        does not state stays as it is, or takes its default in a new row. A row may carry its own
        ``submission``, as rows of an earlier state do, which counts where the argument is none.
        """
        spec = table_named(table)
        self.touched.add(table)
        stated = {spec.key_of(row): spec.checked(row) for row in rows}
        if len(stated) != len(rows):
            raise ValueError(f"{table}: the same key stands twice in one put")
        known = self._known(spec, list(stated))
        present = known.present
        whole = {
            key: spec.normal(row, present[key].values if key in present else None)
            for key, row in stated.items()
        }
        new = [key for key in whole if key not in present]
        changed = [key for key in whole if key in present and present[key].values != whole[key]]
        if new or changed:
            self._close(spec, changed, present)
            origins = {
                key: stated[key].get("submission") if submission is None else submission
                for key in (*changed, *new)
            }
            written = {key: whole[key] for key in (*changed, *new)}
            self._insert(spec, written, known.ordinals(written), origins)
        return PutCounts(len(new), len(changed), len(whole) - len(new) - len(changed))

    def withdraw(self, table: str, keys: Iterable[Sequence[Any] | Mapping[str, Any] | str]) -> int:
        """Close the present rows of keys, so that they are gone from this version on; return how many.

        This undoes rows that a version added; the rows stay in every version that had them.
        """
        spec = table_named(table)
        self.touched.add(table)
        wanted = list(dict.fromkeys(_key_text(table, key) for key in keys))
        present = self._known(spec, wanted).present
        self._close(spec, list(present), present)
        return len(present)

    def keep_cells(self, submission: int, cells: Sequence[Mapping[str, Any]]) -> None:
        """Keep which cell each value came from: sheet, row, column, text as typed, value, how it was read.

        Each cell states sheet, excel_row, excel_column, entity (a table), entity_key (the key's
        parts in the table's order, or the text ``entity_key`` makes of them), field, raw, parsed, how.
        """
        if not cells:
            return
        for cell in cells:
            if cell.keys() != CELL_TYPES.keys():
                raise ValueError(f"a cell states {', '.join(CELL_TYPES)}; not {', '.join(cell)}")
        columns: dict[str, list[Any]] = {name: [cell[name] for cell in cells] for name in CELL_TYPES}
        columns["entity_key"] = [_key_text(cell["entity"], cell["entity_key"]) for cell in cells]
        columns["raw"] = [as_text(value) for value in columns["raw"]]
        columns["parsed"] = [as_text(value) for value in columns["parsed"]]
        columns["how"] = [value or "" for value in columns["how"]]
        self._write_many("insert_cells", {}, columns, CELL_TYPES, submission=submission)

    def keep_answers(self, submission: int, answers: Sequence[Mapping[str, Any]]) -> None:
        """Keep what somebody chose where a value had changed on both sides; never changed afterwards.

        Each answer states entity (a table), entity_key as ``keep_cells`` takes it, field, base,
        theirs, mine and chosen, which is ``theirs`` or ``mine``.
        """
        if not answers:
            return
        for answer in answers:
            if answer.keys() != ANSWER_TYPES.keys():
                raise ValueError(f"an answer states {', '.join(ANSWER_TYPES)}; not {', '.join(answer)}")
        columns: dict[str, list[Any]] = {name: [row[name] for row in answers] for name in ANSWER_TYPES}
        columns["entity_key"] = [_key_text(row["entity"], row["entity_key"]) for row in answers]
        for name in ("base", "theirs", "mine"):
            columns[name] = [as_text(value) for value in columns[name]]
        self._write_many("insert_answers", {}, columns, ANSWER_TYPES, submission=submission)

    def _known(self, spec: Table, keys: list[str]) -> _Known:
        if not keys:
            return _Known({}, {}, -1)
        found = self._fetch("known_rows", {"keys": keys}, table=quoted(spec.name), columns=spec.columns)
        rows = [row for row in found if row[0] is not None]
        return _Known(
            {row[0]: _Present(row[2], row[4:]) for row in rows if row[3] is None},
            {row[0]: row[1] for row in rows},
            next(row[1] for row in found if row[0] is None),
        )

    def _close(self, spec: Table, keys: list[str], present: Mapping[str, _Present]) -> None:
        own = [key for key in keys if present[key].from_version == self.version]
        earlier = [key for key in keys if present[key].from_version < self.version]
        for statement, group in (("drop_own_rows", own), ("close_rows", earlier)):
            if group:
                self._write(statement, {"table": quoted(spec.name)}, keys=group, version=self.version)

    def _insert(
        self,
        spec: Table,
        rows: Mapping[str, tuple[Any, ...]],
        ordinals: Mapping[str, int],
        origins: Mapping[str, int | None],
    ) -> None:
        columns: dict[str, list[Any]] = {
            "entity_key": list(rows),
            "ordinal": [ordinals[key] for key in rows],
            "submission": [origins[key] for key in rows],
        }
        for position, field in enumerate(spec.fields):
            columns[field.name] = [row[position] for row in rows.values()]
        types: dict[str, SqlType] = {**ROW_TYPES, **spec.types}
        names = {"table": quoted(spec.name), "columns": spec.columns}
        self._write_many("insert_rows", names, columns, types, version=self.version)

    def _write(
        self, statement: str, names: Mapping[str, str] | None = None, /, **params: Any
    ) -> list[tuple[Any, ...]]:
        found = self._fetch(statement, params, **(names or {}))
        self.written = self.written or found[0][0] > 0
        return found

    def _write_many(
        self,
        statement: str,
        names: Mapping[str, str],
        columns: Mapping[str, list[Any]],
        types: Mapping[str, SqlType],
        **params: Any,
    ) -> None:
        self._cursor.register("incoming", incoming_table(columns, types))
        try:
            self._write(statement, names, **params)
        finally:
            self._cursor.unregister("incoming")

    def _fetch(self, statement: str, params: Mapping[str, Any], **names: str) -> list[tuple[Any, ...]]:
        self._cursor.execute(write_statement(statement, **names), dict(params))
        return self._cursor.fetchall()


def _key_text(table: str, key: Sequence[Any] | Mapping[str, Any] | str) -> str:
    if not isinstance(key, str):
        return entity_key(table, key)
    parts = key.replace("\\\\", "").replace("\\/", "").count("/") + 1
    if parts != len(table_named(table).keys):
        raise ValueError(f"{table}: {key!r} is no key of this table")
    return key
