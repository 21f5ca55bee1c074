"""資料1 概要: the whole on one page of A4 landscape, from the view model of 全体状況."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from miharu_dx.present import palette
from miharu_dx.present.paper.press import printed
from miharu_dx.present.paper.stamp import Stamp
from miharu_dx.present.paper.words import one_line, sign_words
from miharu_dx.present.views.common import Share
from miharu_dx.present.views.overview import OverviewView
from miharu_dx.present.views.overview_events import ChangeRow, RequestRow
from miharu_dx.present.views.overview_grid import Grid, GridRow, Segment

# What one page holds; the rest stands in the list of all actions.
CHANGES = 9
REQUESTS = 4
_NAME = 26
_REQUEST = 60
_ROOM_POINTS = 290  # 表に使える高さ。施策が増えるほど、行の上下の余白を詰める
_LINE_POINTS = 19.0
_TINTS = {"high": palette.SHARE_HIGH, "middle": palette.SHARE_MIDDLE}


def summary_pdf(view: OverviewView, stamp: Stamp, title: str, rest: str, made_at: datetime) -> bytes:
    """Return 資料1 as PDF of one page; ``rest`` names the paper in which what was cut off stands."""
    return printed("summary", summary_words(view, stamp, title, rest), made_at)


def summary_words(view: OverviewView, stamp: Stamp, title: str, rest: str) -> Mapping[str, object]:
    """Return everything that stands on 資料1, in its final words."""
    grid = view.grid
    rows = (*grid.rows, grid.total)
    return {
        "stamp": stamp.words(),
        "title": title,
        "headline": view.headline,
        "tiles": [
            {
                "label": tile.label,
                "figure": tile.figure,
                "unit": tile.unit,
                "change": tile.change,
                "note": tile.note,
                "worse": tile.worse,
            }
            for tile in view.tiles
        ],
        "grid_title": grid.title,
        "legend": [sign_words(sign) for sign in (*grid.legend, *grid.legend_outside)],
        "measure_head": grid.measure_head,
        "bar_head": grid.bar_head,
        "years": [name.replace("（", "\n（").replace("）", "）\n") for name in grid.share_years.values()],
        "most": max((row.total for row in grid.rows), default=0) or 1,
        "row_inset": max(0.8, min(5.5, (_ROOM_POINTS / len(rows) - _LINE_POINTS) / 2)),
        "rows": [_row(grid, row, total=row is grid.total) for row in rows],
        "empty_row": grid.empty_row,
        "note": f"{grid.share_head}は、順に割合と分数。{'。'.join(view.dates.remarks)}",
        "changes_title": view.changes.title,
        "changes": [_change(row) for row in view.changes.rows[:CHANGES]],
        "changes_empty": view.changes.empty,
        "changes_rest": _rest(view.changes.rows, CHANGES, rest),
        "requests_title": view.requests.title,
        "requests": [_request(row) for row in view.requests.rows[:REQUESTS]],
        "requests_empty": view.requests.empty,
        "requests_rest": _rest(view.requests.rows, REQUESTS, rest),
        "reporting_title": view.reporting.title,
        "reporting": _reporting(view),
    }


def _row(grid: Grid, row: GridRow, *, total: bool) -> dict[str, object]:
    segments: Sequence[Segment] = () if total else row.segments
    drawn: list[dict[str, object]] = []
    for segment in (one for one in segments if one.count):
        style = segment.sign.style
        first_outside = segment.outside and not any(one["outside"] for one in drawn)
        drawn.append(
            {
                "count": segment.count,
                "glyph": segment.sign.glyph,
                "fill": style.fill,
                "on_fill": style.on_fill,
                "outline": style.outline,
                "dashed": style.dashed,
                "outside": segment.outside,
                "gap": first_outside and bool(drawn),
            }
        )
    return {
        "name": row.name if total else f"{row.code}　{row.name}",
        "count": "" if total else f"{row.total}件",
        "total": total,
        "segments": drawn,
        "words": [sign_words(one.sign) | {"count": str(one.count)} for one in row.segments if one.count]
        if total
        else [],
        "shares": [
            _share(next((one.share for one in row.shares if one.fiscal_year == year), None))
            for year in grid.share_years
        ],
    }


def _share(share: Share | None) -> dict[str, object]:
    if share is None:
        return {"percent": "", "fraction": "", "fill": "", "low": False}
    return {
        "percent": share.percent,
        "fraction": share.fraction,
        "fill": _TINTS.get(share.tone, ""),
        "low": share.tone == "low",
    }


def _change(row: ChangeRow) -> dict[str, object]:
    return {
        "before": sign_words(row.before) if row.before else None,
        "after": sign_words(row.after),
        "name": one_line(row.name, _NAME),
        "department": row.department,
    }


def _request(row: RequestRow) -> dict[str, object]:
    return {
        "text": one_line(row.text, _REQUEST),
        "sign": sign_words(row.sign),
        "name": one_line(row.name, _NAME),
        "department": row.department,
    }


def _rest(rows: Sequence[object], shown: int, paper: str) -> str:
    return f"ほか{len(rows) - shown}件は{paper}" if len(rows) > shown else ""


def _reporting(view: OverviewView) -> str:
    told = view.reporting
    missing = [row for row in told.rows if not row.complete]
    whole = f"{told.reported}/{told.asked}件の報告があります。"
    if not missing:
        return whole
    return whole + "未報告のある担当課：" + "、".join(f"{row.name} {row.count}" for row in missing)
