"""The content hash of a state: equal exactly where everything that was kept is equal."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from miharu_dx.domain.records import Snapshot

# 版の番号や作った時刻ではなく、中身を比べる。計画の語は plan.toml が持ち、版には入らない。
_NOT_CONTENT = frozenset({"plan", "store_kind", "version", "latest_version", "at", "store_id"})


def content_hash(snapshot: Snapshot) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of every row a state holds, table by table."""
    digest = sha256()
    for item in fields(snapshot):
        if item.name in _NOT_CONTENT:
            continue
        digest.update(item.name.encode())
        for row in getattr(snapshot, item.name):
            digest.update(_line(row).encode(errors="surrogatepass"))
    return digest.hexdigest()


def _line(row: object) -> str:
    assert is_dataclass(row)
    values = {item.name: _plain(getattr(row, item.name)) for item in fields(row)}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> str | float | bool | None:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no content hash of {type(value).__name__}")
