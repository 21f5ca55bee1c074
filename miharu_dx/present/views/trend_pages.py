"""The road map a page at a time, where it is longer than a screen."""

from __future__ import annotations

from dataclasses import replace

from miharu_dx.present.views.trend_road import Road

# A page of the road map: what stands on one screen at 1080 lines; a measure is never torn apart.
ROWS_TOGETHER = 25


def pages_of(road: Road) -> tuple[tuple[str, int, int], ...]:
    """Return the pages as (label, first row, row after the last); a measure stays on one page."""
    groups: list[tuple[str, int]] = []
    for row in road.rows:
        if groups and groups[-1][0] == row.measure:
            groups[-1] = (row.measure, groups[-1][1] + 1)
        else:
            groups.append((row.measure, 1))
    pages: list[tuple[str, str, int]] = []
    for code, count in groups:
        if pages and pages[-1][2] + count <= ROWS_TOGETHER:
            first, _, before = pages[-1]
            pages[-1] = (first, code, before + count)
        else:
            pages.append((code, code, count))
    found: list[tuple[str, int, int]] = []
    start = 0
    for first, last, count in pages:
        name = first if first == last else f"{first}〜{last}"
        found.append((f"{name}（{count}件）", start, start + count))
        start += count
    return tuple(found)


def page_of(road: Road, start: int, end: int) -> Road:
    """Return the road map with the rows of one page only."""
    return replace(road, rows=road.rows[start:end])
