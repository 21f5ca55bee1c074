"""重点施策: one measure, its actions against the plan, its indicators and what has changed."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.services.measure import MeasureView, measure, measure_file
from miharu_dx.ui import (
    action_dialog,
    action_table,
    cache,
    filters,
    frame,
    measure_panels,
    overview_panels,
    page,
    take_away,
)

context = page.begin(need=Permission.VIEW)


def view_of(chosen: filters.Filters) -> MeasureView:
    """Return 重点施策 of what was chosen."""
    return cache.view(context, measure, chosen.key, chosen.measure, today=context.today())


def tools(chosen: filters.Filters) -> None:
    """Draw what takes the table away, at the end of the filters."""
    take_away.buttons(
        context,
        lambda: measure_file(context, view_of(chosen)),
        f"{chosen.measure}_{chosen.key.fiscal_year}{context.plan.period_at(chosen.key).name}",
        key="measure",
    )


chosen = filters.choose(context, measure="one", department="none", tools=tools)
view = view_of(chosen)

measure_panels.headline(view)
overview_panels.dates(view.dates)
with st.container(key="measure_body"):
    left, right = st.columns([1244, 564])
    with left, frame.panel("actions", view.table.title, aside=action_table.legend(view.table)):
        action_dialog.choose(context, chosen.key, view.table.rows)
        action_table.place(view.table, key="measure")
    with right:
        measure_panels.indicators(context, view.indicators)
        measure_panels.history(view.history)
