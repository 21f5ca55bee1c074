"""データの定義 for somebody who may view it."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.present.views.definitions import DefinitionsView, definitions_view
from miharu_dx.services.context import Context


def definitions(ctx: Context) -> DefinitionsView:
    """Return every definition as the plan in force has it."""
    ctx.require(Permission.VIEW)
    return definitions_view(ctx.plan, ctx.snapshot().deadlines)
