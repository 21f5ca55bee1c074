"""確認: what departments handed in, confirmed or returned; and the closing of a period."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.services import review_page
from miharu_dx.ui import (
    cache,
    filters,
    frame,
    overview_panels,
    page,
    review_actions,
    review_dialog,
    review_office,
    review_panels,
)

context = page.begin(need=Permission.VIEW)

chosen = filters.choose(context, department="any", extras=(review_panels.CHOICE,))
today = context.today()
show = review_page.Show(chosen.own(review_panels.CHOICE.name))
view = cache.view(
    context, review_page.review, chosen.key, today=today, department=chosen.department, show=show
)

frame.headline(view.headline)
overview_panels.dates(view.dates)
review_actions.show_told()
with st.container(key="review_body"):
    left, right = st.columns([1244, 564])
    with left:
        review_panels.listing(context, view)
    with right:
        closed = cache.view(context, review_page.closing, chosen.key, today=today)
        review_office.closing_panel(context, chosen.key, closed, view)
        review_office.route_panel(context, view.route)
review_dialog.show(context, view)
