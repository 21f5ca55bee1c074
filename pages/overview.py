"""全体状況: the whole in one sentence, then where it is not well."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.present.figures.overview import grid_figure
from miharu_dx.services.overview import OverviewView, overview, overview_file
from miharu_dx.ui import cache, chart, filters, frame, overview_panels, page, take_away

context = page.begin(need=Permission.VIEW)


def view_of(chosen: filters.Filters) -> OverviewView:
    """Return 全体状況 of what was chosen."""
    return cache.view(
        context,
        overview,
        chosen.key,
        today=context.today(),
        compare=chosen.compare,
        department=chosen.department,
    )


def tools(chosen: filters.Filters) -> None:
    """Draw what takes the figures away, at the end of the filters."""
    take_away.buttons(
        context,
        lambda: overview_file(context, view_of(chosen)),
        f"全体状況_{chosen.key.fiscal_year}{context.plan.period_at(chosen.key).name}",
        key="overview",
    )


view = view_of(filters.choose(context, department="any", compare=True, tools=tools))

frame.headline(view.headline)
overview_panels.dates(view.dates)
frame.tiles(view.tiles)
with st.container(key="overview_body"):
    left, right = st.columns([1160, 648])
    with left, frame.panel("grid", view.grid.title, view.grid.caption or None):
        overview_panels.legend(view.grid)
        figure = cache.figure(context, grid_figure, view.grid)
        picked = chart.place_to_pick(figure, key="overview_grid", alt=view.grid.alt)
    with right:
        overview_panels.changes(view.changes)
        overview_panels.requests(view.requests)
        overview_panels.reporting(view.reporting)

overview_panels.open_measure(context, picked)
