"""The order of 確認: which steps a submission passes, kept as a setting of the installation."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.domain.review import ROUTE_SETTING, route_named, route_of
from miharu_dx.domain.version_kinds import SETTING
from miharu_dx.services.context import Context


def choose_route(ctx: Context, code: str) -> int:
    """Set the route of 確認 (code) and return the version; the route in force makes none.

    What was confirmed stays on record; steps off the new route do not count from now on.
    """
    ctx.require(Permission.SET_UP)
    route = route_named(code)
    note = f"確認の順序：{route.name}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=SETTING, note=note, at=ctx.clock()) as tx:
        if route_of(tx.snapshot()).code == route.code:
            return tx.base
        tx.put("setting", [{"name": ROUTE_SETTING, "value": route.code}], None)
        return tx.version
