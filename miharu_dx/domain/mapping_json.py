"""A mapping as JSON text and back: the same data, with the number of the form it is written in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from miharu_dx.domain.mapping import ColumnMapping, Fixed, MappingSpec, TableMapping, Target
from miharu_dx.domain.records import INDICATOR_KINDS
from miharu_dx.domain.refusal import Refusal

VERSION = 1
Data = Mapping[str, Any]


def to_json(spec: MappingSpec) -> str:
    """Return a mapping as text that ``from_json`` reads back as the same mapping."""
    data = {"version": VERSION, "tables": [_table(table) for table in spec.tables]}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> MappingSpec:
    """Return the mapping a text holds.

    :raises Refusal: ``mapping.newer`` for a later form, ``mapping.damaged`` for what is no mapping.
    """
    try:
        data = json.loads(text)
        version = int(data["version"])
        if version <= VERSION:
            return MappingSpec(tuple(_table_of(table) for table in data["tables"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal("mapping.damaged") from error
    raise Refusal("mapping.newer", found=version, known=VERSION)


def _table(table: TableMapping) -> dict[str, object]:
    return {
        "signature": list(table.signature),
        "head_rows": table.head_rows,
        "used": table.used,
        "columns": [_column(column) for column in table.columns],
        "fixed": {name: {"value": f.value, "carried": f.carried} for name, f in table.fixed.items()},
        "filled_down": sorted(table.filled_down),
        "joined": sorted(table.joined),
        "rows": dict(table.rows),
        "indicators": dict(table.indicators),
    }


def _column(column: ColumnMapping) -> dict[str, object]:
    return {
        "path": column.path,
        "heading": column.heading,
        "targets": [_target(target) for target in column.targets],
        "ignored": column.ignored,
        "fiscal_year": column.fiscal_year,
    }


def _target(target: Target) -> dict[str, object]:
    return {
        "field": target.field,
        "words": dict(target.words),
        "indicator": target.indicator,
        "labels": dict(target.labels),
        "unit": target.unit,
        "scale": target.scale,
        "kind": target.kind,
    }


def _table_of(data: Data) -> TableMapping:
    return TableMapping(
        signature=tuple(str(path) for path in data["signature"]),
        head_rows=int(data["head_rows"]),
        used=bool(data["used"]),
        columns=tuple(_column_of(column) for column in data["columns"]),
        fixed={
            str(name): Fixed(str(one["value"]), bool(one["carried"])) for name, one in data["fixed"].items()
        },
        filled_down=frozenset(str(name) for name in data["filled_down"]),
        joined=frozenset(str(name) for name in data["joined"]),
        rows=_words(data["rows"]),
        indicators=_words(data["indicators"]),
    )


def _column_of(data: Data) -> ColumnMapping:
    year = data["fiscal_year"]
    return ColumnMapping(
        path=str(data["path"]),
        heading=str(data["heading"]),
        targets=tuple(_target_of(target) for target in data["targets"]),
        ignored=str(data["ignored"]),
        fiscal_year=None if year is None else int(year),
    )


def _target_of(data: Data) -> Target:
    kind = data["kind"]
    if kind is not None and kind not in INDICATOR_KINDS:
        raise ValueError(kind)
    return Target(
        field=str(data["field"]),
        words=_words(data["words"]),
        indicator=str(data["indicator"]),
        labels=_words(data["labels"]),
        unit=str(data["unit"]),
        scale=float(data["scale"]),
        kind=kind,
    )


def _words(data: Data) -> dict[str, str]:
    return {str(theirs): str(ours) for theirs, ours in data.items()}
