"""年度推移 for somebody who may view it."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.standing import Outside, outside_word
from miharu_dx.present.views.trend import TrendView, trend_view
from miharu_dx.present.views.trend_road import Unit
from miharu_dx.present.views.trend_table import curve_columns, curve_rows, road_columns, road_rows
from miharu_dx.services.context import Context
from miharu_dx.services.listing import TableFile, notes_of

__all__ = ["TrendView", "Unit", "curve_file", "road_file", "trend"]


def trend(
    ctx: Context,
    key: PeriodKey,
    *,
    today: date,
    measure: str | None = None,
    department: str | None = None,
    unit: str = Unit.INITIATIVE.value,
    reference: bool = True,
    version: int | None = None,
) -> TrendView:
    """Return 年度推移 as of a period as the store stood at ``version``, now by default."""
    ctx.require(Permission.VIEW)
    return trend_view(
        ctx.snapshot(version),
        key,
        today=today,
        measure=measure,
        department=department,
        unit=Unit(unit),
        reference=reference,
    )


def curve_file(ctx: Context, view: TrendView) -> TableFile:
    """Return the figures of all curves as a table to be taken away, the whole first."""
    ctx.require(Permission.EXPORT)
    columns = curve_columns(view.part_term, outside_word(ctx.plan, Outside.STOPPED))
    return TableFile("進捗率の推移", columns, curve_rows(view.chart), _notes(ctx, view, view.chart.notes))


def road_file(ctx: Context, view: TrendView) -> TableFile:
    """Return every stretch of the road map as a table to be taken away."""
    ctx.require(Permission.EXPORT)
    columns = road_columns(view.road, view.measure_term)
    return TableFile(view.road.title, columns, road_rows(view.road), _notes(ctx, view, (view.road.note,)))


def _notes(ctx: Context, view: TrendView, remarks: tuple[str, ...]) -> list[tuple[str, object]]:
    notes = notes_of(ctx, view.dates, view.period)
    if view.subject:
        notes.insert(1, ("対象", view.subject))
    return [*notes, *(("数え方", remark) for remark in remarks)]
