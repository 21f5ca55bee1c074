"""提出: receive the form, hand the filled one over, mend, compare, commit."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.ui import frame, page, submit_choose, submit_flow, submit_panels

context = page.begin(need=Permission.TEMPLATE)

choice, filters = submit_choose.chosen(context)
preview = submit_flow.judge(context, choice)
step = submit_flow.step_of(preview)

frame.headline(*submit_choose.headline(context, choice, preview))
submit_panels.steps(step)

if preview is None:
    done = submit_flow.receipt(choice.kind)
    if done is not None:
        submit_flow.show_receipt(done)
    left, right = st.columns(2, gap="small")
    with left:
        submit_choose.receive_panel(context, choice, filters)
    with right:
        submit_choose.hand_over_panel(context, choice)
else:
    submit_flow.show_step(context, choice, preview)

with frame.panel("record", "提出の記録", "新しい順。すべての課"):
    submit_choose.record(context, choice, everything=True)

submit_choose.foot(context, choice)
