"""Runs named queries and keeps time honest: UTC in the file, moments with their zone outside it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import duckdb

from miharu_dx.store.statements import bound, read_query

if TYPE_CHECKING:
    import pandas as pd


def fetched(cursor: duckdb.DuckDBPyConnection, query: str, **params: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a named query; its moments carry their zone, UTC."""
    text = read_query(query)
    cursor.execute(text, bound(text, params))
    rows = cursor.fetchall()
    moments = [n for n, column in enumerate(cursor.description or ()) if column[1] == "TIMESTAMP"]
    return [_zoned(row, moments) for row in rows] if moments else rows


def as_dicts(cursor: duckdb.DuckDBPyConnection, query: str, **params: Any) -> list[dict[str, Any]]:
    """Return the rows of a named query by column name."""
    rows = fetched(cursor, query, **params)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in rows]


def as_frame(cursor: duckdb.DuckDBPyConnection, query: str, **params: Any) -> pd.DataFrame:
    """Return the rows of a named query as a frame; its moments carry their zone, UTC."""
    text = read_query(query)
    cursor.execute(text, bound(text, params))
    moments = [column[0] for column in cursor.description or () if column[1] == "TIMESTAMP"]
    frame = cursor.df()
    for name in moments:
        frame[name] = frame[name].dt.tz_localize(UTC)
    return frame


def _zoned(row: tuple[Any, ...], moments: list[int]) -> tuple[Any, ...]:
    values = list(row)
    for position in moments:
        if values[position] is not None:
            values[position] = values[position].replace(tzinfo=UTC)
    return tuple(values)


def stored_moment(moment: datetime) -> datetime:
    """Return a moment as the store keeps it: UTC without a zone; a moment without one is a bug."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError(f"a moment needs its zone: {moment!r}")
    return moment.astimezone(UTC).replace(tzinfo=None)
