"""提出: receive the form, hand the filled one over, mend, compare, commit."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.ui import (
    collection_unchanged,
    mapping_walk,
    page,
    review_pieces,
    submit_choose,
    submit_flow,
    submit_hand_over,
    submit_many,
    submit_panels,
    submit_steps,
)

context = page.begin(need=Permission.TEMPLATE)

choice = submit_choose.chosen(context)
preview = submit_flow.judge(context, choice)

done = submit_flow.receipt(choice.kind)

if preview is None and submit_many.in_hand():
    submit_many.show(context, done)
elif mapping_walk.wanted(context, choice, preview):
    mapping_walk.show(context, choice)
    preview = None
else:
    submit_choose.headline(context, choice, preview)
    submit_panels.steps(submit_flow.step_of(preview, done))
    review_pieces.of_form(context, choice.department, choice.key)
    if preview is not None:
        mapping_walk.entry(context, choice, preview)
        submit_steps.show_step(context, choice, preview)
    else:
        if done is not None:
            submit_steps.show_receipt(context, done)
        left, right = st.columns(2, gap="small")
        with left:
            submit_choose.receive_panel(context, choice)
        with right:
            submit_hand_over.panel(context, choice)
        collection_unchanged.place(context, choice.department, choice.key)
        submit_choose.record_panel(context, kind="progress", title="提出の記録（すべての課）")

submit_choose.foot(context, choice, preview)
