"""② 全体: every measure by rating on one scale, shares with their fractions, the whole above them."""

from __future__ import annotations

from miharu_dx.present.views.deck_fit import (
    COLUMN_HEAD,
    PANEL_HEAD,
    dealt,
    headline_cut,
    height,
    room,
)
from miharu_dx.present.views.deck_material import Material, part
from miharu_dx.present.views.deck_model import Segment, WholeRow, WholeScreen
from miharu_dx.present.views.overview import overview_view
from miharu_dx.present.views.overview_grid import GridRow

KICKER = "2　全体"
_ROW, _NAME, _TOTALS = 60, 510, 72
_NAME_PX = 28


def whole_screens(material: Material) -> tuple[WholeScreen, ...]:
    """Return ② on as many screens as the plan's measures take."""
    plan = material.plan
    seen = overview_view(material.now, material.key, today=material.today, compare=plan.before(material.key))
    headline = headline_cut(seen.headline)
    rows = tuple(_row(row, seen.grid.empty_row) for row in seen.grid.rows)
    left = room(headline) - PANEL_HEAD - _TOTALS - COLUMN_HEAD - _ROW
    parts = dealt(rows, lambda row: max(_ROW, height(row.name, _NAME, _NAME_PX) + 14), left)
    total = _row(seen.grid.total, "")
    return tuple(
        WholeScreen(
            kind="whole",
            kicker=KICKER,
            headline=headline,
            part=part(number, len(parts)),
            subjects=(),
            title=f"{plan.measure_term}別の評価（個別取組の件数）",
            totals=total.segments,
            share_word=seen.grid.good_word,
            total_percent=total.percent,
            total_fraction=total.fraction,
            rows=shown,
            most=max([1, *(row.total for row in seen.grid.rows)]),
            note=f"割合の分母は評価した件数。■は{plan.thresholds.share_low:g}%未満",
            measure_head=seen.grid.measure_head,
        )
        for number, shown in enumerate(parts or ((),))
    )


def _row(row: GridRow, empty: str) -> WholeRow:
    now = next((year.share for year in row.shares if year.current), None)
    return WholeRow(
        code=row.code,
        name=row.name,
        segments=tuple(Segment(one.sign, one.count, one.outside) for one in row.segments),
        percent=now.percent if now else "",
        fraction=(f"{row.good}／{row.rated}件" if row.rated else "評価なし"),
        low=now is not None and now.tone == "low",
        empty="" if row.total else empty,
    )
