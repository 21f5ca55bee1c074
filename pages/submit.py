"""提出: receive the form, hand the filled one over, mend, compare, commit."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.ui import page, submit_choose, submit_flow, submit_panels, submit_steps

context = page.begin(need=Permission.TEMPLATE)

choice = submit_choose.chosen(context)
preview = submit_flow.judge(context, choice)

submit_choose.headline(context, choice, preview)
done = submit_flow.receipt(choice.kind)
submit_panels.steps(submit_flow.step_of(preview, done))

if preview is None:
    if done is not None:
        submit_steps.show_receipt(context, done)
    left, right = st.columns(2, gap="small")
    with left:
        submit_choose.receive_panel(context, choice)
    with right:
        submit_choose.hand_over_panel(context, choice)
    submit_choose.record_panel(context, kind="progress", title="提出の記録（すべての課）")
else:
    submit_steps.show_step(context, choice, preview)

submit_choose.foot(context, choice, preview)
