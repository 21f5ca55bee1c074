"""決定事項: what meetings decided, who carries it out until when, and what became of it."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.services import decisions_page
from miharu_dx.ui import (
    cache,
    decisions_dialog,
    decisions_forms,
    decisions_panels,
    frame,
    overview_panels,
    page,
    take_away,
)

context = page.begin(need=Permission.VIEW)
today = context.today()

whole = cache.view(context, decisions_page.decisions, decisions_page.Wanted(), today=today)
with st.container(key="decisions_filters", horizontal=True, vertical_alignment="bottom", gap="small"):
    wanted = decisions_panels.choose(whole)
    view = cache.view(context, decisions_page.decisions, wanted, today=today)
    st.space("stretch")
    decisions_forms.record_button(context)
    take_away.buttons(
        context,
        lambda: decisions_page.decisions_file(context, view),
        "決定事項",
        key="decisions",
        kinds=("xlsx", "csv"),
    )

frame.headline(view.headline)
overview_panels.dates(view.dates)
decisions_forms.show_told()
frame.tiles(view.tiles)
decisions_panels.listing(context, view)
decisions_dialog.show(context, whole)
