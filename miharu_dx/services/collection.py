"""提出状況 for somebody who may view it, and the tables to take away."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present.views.collection import CollectionView, collection_view
from miharu_dx.present.views.collection_table import (
    collection_columns,
    collection_rows,
    missing_columns,
    missing_rows,
)
from miharu_dx.services.context import Context
from miharu_dx.services.listing import TableFile, notes_of

__all__ = ["CollectionView", "collection", "collection_file", "missing_file"]


def collection(
    ctx: Context,
    key: PeriodKey,
    *,
    today: date,
    department: str | None = None,
    version: int | None = None,
) -> CollectionView:
    """Return 提出状況 of a period as the store stood at ``version``, now by default."""
    ctx.require(Permission.VIEW)
    return collection_view(ctx.snapshot(version), key, today=today, department=department)


def collection_file(ctx: Context, view: CollectionView) -> TableFile:
    """Return every department in every period of the grid as a table to be taken away."""
    ctx.require(Permission.EXPORT)
    return TableFile("提出状況", collection_columns(), collection_rows(view, ctx.plan), _notes(ctx, view))


def missing_file(ctx: Context, view: CollectionView) -> TableFile:
    """Return the rows a period still lacks as a table to be taken away, the same as on the page."""
    ctx.require(Permission.EXPORT)
    return TableFile("未報告の個別取組", missing_columns(), missing_rows(view), _notes(ctx, view))


def _notes(ctx: Context, view: CollectionView) -> list[tuple[str, object]]:
    notes = notes_of(ctx, view.dates, view.period)
    notes.insert(2, ("提出期限", " ".join(part for part in (view.due.day, view.due.origin) if part)))
    return notes
