"""Reads the whole life of the rows that one version wrote."""

from __future__ import annotations

import duckdb

from miharu_dx.domain.undo import RowStep
from miharu_dx.store.statements import quoted, write_statement
from miharu_dx.store.tables import table_named


def row_steps(cursor: duckdb.DuckDBPyConnection, table: str, version: int) -> tuple[RowStep, ...]:
    """Return every state of each row of a table that ``version`` wrote, by row and in time."""
    spec = table_named(table)
    columns = ", ".join(f"r.{quoted(field.name)}" for field in spec.fields)
    cursor.execute(
        write_statement("row_steps", table=quoted(spec.name), columns=columns), {"version": version}
    )
    names = [field.name for field in spec.fields]
    return tuple(
        RowStep(
            spec.name,
            key,
            written,
            until,
            submission,
            kind,
            ended_by or "",
            dict(zip(names, values, strict=True)),
        )
        for key, written, until, submission, kind, ended_by, *values in cursor.fetchall()
    )
