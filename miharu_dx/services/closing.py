"""締切: the 事務局 closes a period, and opens it again with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.closing import closing_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.reasons import told_reason
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.version_kinds import PERIOD_CLOSE, PERIOD_OPEN
from miharu_dx.services.context import Context


@dataclass(frozen=True)
class ClosingReceipt:
    """What closing or opening did; ``already`` means that the period stood so before."""

    version: int
    already: bool


def close_period(ctx: Context, key: PeriodKey, reason: str = "") -> ClosingReceipt:
    """Close a period: from now on its reports change only with a reason. Refuses one that has not ended."""
    return close_periods(ctx, (key,), reason)


def close_periods(ctx: Context, keys: Sequence[PeriodKey], reason: str = "") -> ClosingReceipt:
    """Close several periods in one version, all of them or none; see ``close_period``."""
    ctx.require(Permission.SET_UP)
    for key in keys:
        end = ctx.plan.end_date(key)
        if end > ctx.today():
            raise Refusal("period.not_ended", period=ctx.plan.period_label(key), end=date_label(end))
    return _turn(ctx, keys, told_reason(reason), closed=True)


def open_period(ctx: Context, key: PeriodKey, reason: str) -> ClosingReceipt:
    """Open a closed period again, which needs a reason."""
    ctx.require(Permission.SET_UP)
    told = told_reason(reason)
    if not told:
        raise Refusal("period.reason_missing")
    return _turn(ctx, (key,), told, closed=False)


def _turn(ctx: Context, keys: Sequence[PeriodKey], reason: str, *, closed: bool) -> ClosingReceipt:
    plan, kind = ctx.plan, PERIOD_CLOSE if closed else PERIOD_OPEN
    note = "・".join(plan.period_label(key) for key in keys) + (f"：{reason}" if reason else "")
    with ctx.store.transaction(actor=ctx.actor.name, kind=kind, note=note, at=ctx.clock()) as tx:
        now = tx.snapshot()
        turned = [key for key in keys if (closing_of(now, key) is not None) != closed]
        rows = [
            {
                "fiscal_year": key.fiscal_year,
                "period": plan.period_at(key).code,
                "closed": closed,
                "reason": reason,
            }
            for key in turned
        ]
        tx.put("closing", rows, None)
        return ClosingReceipt(tx.version if turned else tx.base, not turned)
