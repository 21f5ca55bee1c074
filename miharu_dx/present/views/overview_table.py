"""The grid of 全体状況 as rows of a table to take away: the same counts as on the page."""

from __future__ import annotations

from miharu_dx.domain.sheetspec import Kind
from miharu_dx.domain.standing import share
from miharu_dx.present.views.overview_grid import Grid, GridRow
from miharu_dx.present.workbook.model import ExportColumn


def overview_columns(grid: Grid) -> tuple[ExportColumn, ...]:
    """Return the columns: measure, counts by rating, what is outside, shares by year, planned counts."""
    columns = [
        ExportColumn(f"{grid.measure_head}コード", Kind.CODE, 16),
        ExportColumn(grid.measure_head, Kind.TEXT, 34),
        ExportColumn("柱", Kind.TEXT, 14),
        ExportColumn("個別取組(件)", Kind.NUMBER, 12),
    ]
    columns += [ExportColumn(f"{sign.word}(件)", Kind.NUMBER, 11) for sign in grid.legend]
    columns += [
        ExportColumn(f"分母に入れない{sign.word}(件)", Kind.NUMBER, 15) for sign in grid.legend_outside
    ]
    for year in grid.share_years.values():
        columns += [
            ExportColumn(f"{year} {grid.good_word}(件)", Kind.NUMBER, 17),
            ExportColumn(f"{year} 評価した件数(件)", Kind.NUMBER, 17),
            ExportColumn(f"{year} {grid.good_word}の割合(%)", Kind.NUMBER, 17),
        ]
    columns += [ExportColumn(f"{year} 予定件数(件)", Kind.NUMBER, 17) for year in grid.planned_years.values()]
    return tuple(columns)


def overview_rows(grid: Grid) -> tuple[tuple[object, ...], ...]:
    """Return one row per measure and the total last; a share of nothing is empty, not 0."""
    return tuple(_row(grid, row) for row in (*grid.rows, grid.total))


def _row(grid: Grid, row: GridRow) -> tuple[object, ...]:
    counts = {segment.sign.word: segment.count for segment in row.segments}
    cells: list[object] = [row.code, row.name, row.pillar, row.total]
    cells += [counts.get(sign.word, 0) for sign in (*grid.legend, *grid.legend_outside)]
    for year in row.shares:
        value = share(year.good, year.rated)
        cells += [year.good, year.rated, None if value is None else round(value, 1)]
    cells += [count for _, count in row.planned]
    return tuple(cells)
