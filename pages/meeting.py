"""会議: the next meeting's agenda in the order of its exceptions, its edition, and the editions before."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.services import meeting_page
from miharu_dx.ui import (
    cache,
    filters,
    frame,
    meeting_agenda,
    meeting_editions,
    meeting_mode_link,
    meeting_prepare,
    overview_panels,
    page,
    review_actions,
)

context = page.begin(need=Permission.VIEW)

chosen = filters.choose(context, department="none")
view = cache.view(context, meeting_page.coming, chosen.key, today=context.today())
editions = cache.view(context, meeting_page.editions)

frame.headline(view.headline)
overview_panels.dates(view.dates)
review_actions.show_told()
with st.container(key="meeting_body"):
    left, right = st.columns([1160, 648])
    with left:
        meeting_agenda.listing(context, chosen.key, view)
    with right:
        meeting_prepare.preparing(context, chosen.key, view, meeting_mode_link.address())
        meeting_editions.listing(context, editions, meeting_mode_link.address)
meeting_editions.beside(context, editions)
