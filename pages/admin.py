"""管理: begin in earnest, keep the plan, hand out the forms, see who changed what."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.services.installation import installation
from miharu_dx.ui import admin_panels, cache, frame, mapping_saved, page

context = page.begin(need=Permission.EDIT_PLAN)

preview = admin_panels.plan_preview(context)
if preview is not None:
    admin_panels.plan_step(context, preview)
else:
    view = cache.view(context, installation, context.today())
    frame.headline(view.headline)
    if context.store.kind == "demo":
        admin_panels.start_real(context)
    else:
        admin_panels.setup_steps(view)
    admin_panels.plan_book(context, view)
    admin_panels.hand_out(context, view)
    mapping_saved.panel(context)
    admin_panels.facts(view)
    admin_panels.versions(context)
