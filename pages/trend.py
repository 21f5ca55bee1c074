"""年度推移: ahead of the plan or behind it, is the gap growing, and where the road leads."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.services.trend import TrendView, curve_file, trend
from miharu_dx.ui import cache, filters, frame, overview_panels, page, take_away, trend_panels

context = page.begin(need=Permission.VIEW)


def view_of(chosen: filters.Filters) -> TrendView:
    """Return 年度推移 of what was chosen."""
    return cache.view(
        context,
        trend,
        chosen.key,
        today=context.today(),
        measure=chosen.measure,
        department=chosen.department,
        unit=chosen.own(trend_panels.UNIT.name),
        reference=chosen.own(trend_panels.LINE.name) == trend_panels.LINE_ON,
    )


def tools(chosen: filters.Filters) -> None:
    """Draw what takes the figures away, at the end of the filters."""
    take_away.buttons(
        context,
        lambda: curve_file(context, view_of(chosen)),
        f"進捗率の推移_{chosen.key.fiscal_year}{context.plan.period_at(chosen.key).name}",
        key="trend",
    )


extras = (trend_panels.UNIT, trend_panels.LINE)
view = view_of(filters.choose(context, measure="any", department="any", extras=extras, tools=tools))

frame.headline(view.headline)
overview_panels.dates(view.dates)
with st.container(key="trend_body"):
    left, right = st.columns([620, 1188])
    with left:
        trend_panels.total(context, view.chart)
        trend_panels.parts(context, view)
    with right:
        trend_panels.road(context, view)
