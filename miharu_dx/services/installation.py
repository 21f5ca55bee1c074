"""管理 for the 事務局: how far the preparation has come, what the store is and who changed it when."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.present.views.admin import AdminView, VersionRow, admin_view, version_rows
from miharu_dx.services.context import Context


def installation(ctx: Context, today: date) -> AdminView:
    """Return the state of this installation."""
    ctx.require(Permission.EDIT_PLAN)
    created = ctx.store.rows("identity")[0]["created_at"]
    return admin_view(ctx.snapshot(), today, created=created, file_name=ctx.store.path.name)


def versions(ctx: Context) -> tuple[VersionRow, ...]:
    """Return who made which version, when and by what, the latest first."""
    ctx.require(Permission.EDIT_PLAN)
    return version_rows(ctx.store.audit())
