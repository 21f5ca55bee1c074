"""The one store: a DuckDB file whose history rows are never overwritten; the only room that knows DuckDB."""

from __future__ import annotations

from miharu_dx.store.store import Store
from miharu_dx.store.tables import entity_key
from miharu_dx.store.transaction import PutCounts, Transaction

__all__ = ["PutCounts", "Store", "Transaction", "entity_key"]
