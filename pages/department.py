"""担当課: what one department must do now, and how it has handed in."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.services.department import DepartmentView, department, department_file
from miharu_dx.ui import (
    action_dialog,
    action_table,
    cache,
    decisions_open,
    department_panels,
    filters,
    frame,
    overview_panels,
    page,
    review_pieces,
    take_away,
)

context = page.begin(need=Permission.VIEW)


def view_of(chosen: filters.Filters) -> DepartmentView:
    """Return 担当課 of what was chosen."""
    return cache.view(context, department, chosen.key, chosen.department, today=context.today())


def tools(chosen: filters.Filters) -> None:
    """Draw what takes the table away and the way to hand in, at the end of the filters."""
    take_away.buttons(
        context,
        lambda: department_file(context, view_of(chosen)),
        f"担当課_{chosen.department}_{chosen.key.fiscal_year}{context.plan.period_at(chosen.key).name}",
        key="department",
    )
    department_panels.to_submit(context, chosen)


chosen = filters.choose(context, department="one", tools=tools)
view = view_of(chosen)

department_panels.headline(view)
overview_panels.dates(view.dates)
review_pieces.returned(view.returned)
with st.container(key="department_body"):
    left, right = st.columns([1080, 728])
    with (
        left,
        frame.panel(
            "actions", view.table.title, view.table.caption or None, aside=action_table.legend(view.table)
        ),
    ):
        action_dialog.choose(context, chosen.key, view.table.rows)
        action_table.place(view.table, key="department")
    with right:
        decisions_open.panel(context, chosen.department)
        department_panels.punctuality(view.punctuality)
        department_panels.record(view.record)
