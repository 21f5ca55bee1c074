"""The history tables as declared facts: natural key, values, kinds and defaults of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from miharu_dx.store.columns import Field, Table


def _table(name: str, keys: Iterable[Field], values: Iterable[Field]) -> Table:
    return Table(name, tuple(keys), tuple(values))


_CODE = Field("code", "VARCHAR")
_ACTION = Field("action", "VARCHAR")
_INDICATOR = Field("indicator", "VARCHAR")
_FISCAL_YEAR = Field("fiscal_year", "INTEGER")
_PERIOD = Field("period", "VARCHAR")
_SUBJECT = Field("subject", "INTEGER")
_NUMBER = Field("number", "INTEGER")
_MEETING = Field("meeting", "INTEGER")

_MEETING_TABLES = (
    _table(
        "meeting",
        [_NUMBER],
        [
            Field("name", "VARCHAR"),
            Field("held_on", "DATE", None),
            Field("place", "VARCHAR", ""),
            Field("begins", "VARCHAR", ""),
            Field("ends", "VARCHAR", ""),
            Field("attendees", "VARCHAR", ""),
            Field("remarks", "VARCHAR", ""),
        ],
    ),
    _table(
        "edition",
        [_MEETING],
        [
            Field("frozen_version", "INTEGER"),
            _FISCAL_YEAR,
            _PERIOD,
            Field("before", "INTEGER", None),
            Field("content_hash", "VARCHAR"),
        ],
    ),
    _table(
        "agenda",
        [_MEETING, Field("subject", "VARCHAR")],
        [Field("state", "VARCHAR"), Field("place", "INTEGER", None)],
    ),
    _table(
        "decision",
        [_NUMBER],
        [
            Field("meeting", "INTEGER", None),
            Field("subject", "VARCHAR", ""),
            Field("kind", "VARCHAR"),
            Field("text", "VARCHAR", ""),
            Field("question", "VARCHAR", ""),
            Field("department", "VARCHAR", ""),
            Field("due", "DATE", None),
            Field("seconds", "INTEGER", None),
            Field("signal_on", "DATE", None),
        ],
    ),
    _table(
        "reply",
        [Field("decision", "INTEGER")],
        [
            Field("state", "VARCHAR"),
            Field("text", "VARCHAR", ""),
            Field("done_on", "DATE", None),
            Field("author", "VARCHAR", ""),
        ],
    ),
    _table(
        "revision",
        [_SUBJECT],
        [
            Field("reason", "VARCHAR"),
            Field("decided_on", "DATE", None),
            Field("decision", "INTEGER", None),
        ],
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "department",
            [_CODE],
            [
                Field("name", "VARCHAR"),
                Field("group", "VARCHAR", ""),
                Field("valid_from", "INTEGER", 0),
                Field("valid_to", "INTEGER", None),
                Field("successor", "VARCHAR", ""),
                Field("confirmed", "BOOLEAN", True),
            ],
        ),
        _table(
            "action",
            [_CODE],
            [
                Field("name", "VARCHAR"),
                Field("short_name", "VARCHAR", ""),
                Field("initiative", "VARCHAR"),
                Field("department", "VARCHAR"),
                Field("first_fiscal_year", "INTEGER", 0),
                Field("last_fiscal_year", "INTEGER", 9999),
                Field("description", "VARCHAR", ""),
            ],
        ),
        _table(
            "schedule",
            [_ACTION, _FISCAL_YEAR],
            [Field("planned_stage", "VARCHAR", None), Field("planned_progress", "DOUBLE", None)],
        ),
        _table(
            "indicator",
            [_ACTION, Field("name", "VARCHAR")],
            [
                Field("unit", "VARCHAR"),
                Field("direction", "VARCHAR"),
                Field("kind", "VARCHAR"),
                Field("baseline", "DOUBLE", None),
            ],
        ),
        _table("target", [_ACTION, _INDICATOR, _FISCAL_YEAR], [Field("target", "DOUBLE", None)]),
        _table(
            "report",
            [_ACTION, _FISCAL_YEAR, _PERIOD],
            [
                Field("declaration", "VARCHAR"),
                Field("stage", "VARCHAR", None),
                Field("rating", "VARCHAR", None),
                Field("progress", "DOUBLE", None),
                Field("achievement", "VARCHAR", ""),
                Field("issue", "VARCHAR", ""),
                Field("next_step", "VARCHAR", ""),
                Field("request", "VARCHAR", ""),
                Field("as_of_date", "DATE", None),
                Field("author", "VARCHAR", ""),
            ],
        ),
        _table("indicator_value", [_ACTION, _INDICATOR, _FISCAL_YEAR], [Field("actual", "DOUBLE", None)]),
        _table("deadline", [_FISCAL_YEAR, _PERIOD], [Field("due", "DATE", None)]),
        _table(
            "closing", [_FISCAL_YEAR, _PERIOD], [Field("closed", "BOOLEAN"), Field("reason", "VARCHAR", "")]
        ),
        _table("setting", [Field("name", "VARCHAR")], [Field("value", "VARCHAR")]),
        _table(
            "review",
            [_SUBJECT, Field("step", "VARCHAR")],
            [Field("state", "VARCHAR"), Field("reason", "VARCHAR", "")],
        ),
        _table("withdrawal", [_SUBJECT], [Field("reason", "VARCHAR", "")]),
        _table(
            "mapping",
            [Field("department", "VARCHAR"), Field("name", "VARCHAR")],
            [Field("spec", "VARCHAR")],
        ),
        *_MEETING_TABLES,
    )
}


def table_named(name: str) -> Table:
    """Return a history table; an unknown name is a programming error."""
    if name not in TABLES:
        raise ValueError(f"no history table {name!r}; known: {', '.join(TABLES)}")
    return TABLES[name]


def entity_key(table: str, key: Sequence[Any] | Mapping[str, Any]) -> str:
    """Return the text under which the store knows a row: its key parts in the table's order.

    ``entity_key("report", ("A-01", 2025, "H1"))`` is the form ``value_trail`` and ``keep_cells`` take.
    """
    spec = table_named(table)
    return spec.key_of(key) if isinstance(key, Mapping) else spec.key_text(key)
