"""提出状況: who has handed in, which rows are missing, and the letters that ask for them."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.services.collection import CollectionView, collection, collection_file
from miharu_dx.services.context import reporting_period
from miharu_dx.ui import (
    cache,
    collection_deadline,
    collection_letter,
    collection_panels,
    filters,
    frame,
    overview_panels,
    page,
    take_away,
)

context = page.begin(need=Permission.VIEW)


def view_of(chosen: filters.Filters) -> CollectionView:
    """Return 提出状況 of what was chosen."""
    return cache.view(context, collection, chosen.key, today=context.today(), department=chosen.department)


def tools(chosen: filters.Filters) -> None:
    """Draw what takes the table away, at the end of the filters."""
    take_away.buttons(
        context,
        lambda: collection_file(context, view_of(chosen)),
        f"提出状況_{chosen.key.fiscal_year}{context.plan.period_at(chosen.key).name}",
        key="collection",
        kinds=("xlsx", "csv"),
    )


newest = reporting_period(cache.snapshot(context), context.today())
chosen = filters.choose(context, department="any", newest=newest, tools=tools)
view = view_of(chosen)

with st.container(key="collection_head", horizontal=True, vertical_alignment="bottom", gap="small"):
    frame.headline(view.headline, aside=collection_panels.due(view.due))
    collection_deadline.button(context, chosen.key, view)
overview_panels.dates(view.dates)
collection_panels.board(view)
with st.container(key="collection_body"):
    left, right = st.columns(2, gap="small")
    with left:
        collection_panels.missing(context, chosen, view)
    with right:
        collection_letter.panel(context, chosen)
