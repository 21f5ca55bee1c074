"""管理: begin in earnest, keep the plan, hand out the forms."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.present.views.admin import admin_view
from miharu_dx.ui import admin_panels, frame, page, submit_choose

context = page.begin(need=Permission.EDIT_PLAN)

view = admin_view(context.snapshot(), context.today())
frame.headline(view.headline, "管理")

if context.store.kind == "demo":
    admin_panels.start_real(context)
else:
    admin_panels.setup_steps(view)
admin_panels.plan_book(context)
admin_panels.hand_out(context, view)
with frame.panel("plan_record", "計画の変更の記録", "新しい順"):
    submit_choose.plan_record(context)
