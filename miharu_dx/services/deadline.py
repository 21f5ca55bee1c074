"""提出期限: the 事務局 sets it for a period, takes it away, or goes back to what the plan states."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import due_label, moment_label
from miharu_dx.domain.deadlines import DeadlineOrigin, Due, checked_due, due_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.version_kinds import DEADLINE
from miharu_dx.services.context import Context
from miharu_dx.store import Transaction

TABLE = "deadline"
BACK_TO_PLAN = "計画の期限に戻す"


@dataclass(frozen=True)
class DeadlineStep:
    """One setting of a period's deadline: what it became, by whom and when."""

    at: datetime
    actor: str
    told: str
    version: int

    @property
    def moment(self) -> str:
        """When it was, where the machine stands."""
        return moment_label(self.at.astimezone())


def set_deadline(ctx: Context, key: PeriodKey, day: date | None) -> Due:
    """Set the deadline of a period, none for no deadline at all, and return what is now in force.

    Setting what is set already makes no version. Refuses a day that cannot be this period's.
    """
    ctx.require(Permission.SET_UP)
    checked_due(ctx.plan, key, day)
    period = ctx.plan.period_at(key).code
    with _written(ctx, key, due_word(day)) as tx:
        tx.put(TABLE, [{"fiscal_year": key.fiscal_year, "period": period, "due": day}], None)
    return due_of(ctx.store.snapshot(), key)


def reset_deadline(ctx: Context, key: PeriodKey) -> Due:
    """Take back what was set for a period, so that the plan's own deadline counts again."""
    ctx.require(Permission.SET_UP)
    with _written(ctx, key, BACK_TO_PLAN) as tx:
        tx.withdraw(TABLE, [(key.fiscal_year, ctx.plan.period_at(key).code)])
    return due_of(ctx.store.snapshot(), key)


def due_word(day: date | None) -> str:
    """Return a deadline as it stands in a record."""
    return "期限なし" if day is None else due_label(day)


def _written(ctx: Context, key: PeriodKey, told: str) -> AbstractContextManager[Transaction]:
    note = f"{ctx.plan.period_label(key)}：{told}"
    return ctx.store.transaction(actor=ctx.actor.name, kind=DEADLINE, note=note, at=ctx.clock())


def deadline_steps(ctx: Context, key: PeriodKey) -> tuple[DeadlineStep, ...]:
    """Return how the deadline of a period was set and taken back, the latest first."""
    ctx.require(Permission.VIEW)
    version = ctx.snapshot().version
    rows = ctx.store.rows(
        "deadline_steps", fiscal_year=key.fiscal_year, period=ctx.plan.period_at(key).code, version=version
    )
    begun = {row["version"] for row in rows}
    steps = [DeadlineStep(row["at"], row["actor"], due_word(row["due"]), row["version"]) for row in rows]
    steps += [
        DeadlineStep(row["ended_at"], row["ended_by"], BACK_TO_PLAN, row["ended"])
        for row in rows
        if row["ended"] is not None and row["ended"] <= version and row["ended"] not in begun
    ]
    return tuple(sorted(steps, key=lambda step: step.version, reverse=True))


def due(ctx: Context, key: PeriodKey) -> Due:
    """Return the deadline in force for a period."""
    return due_of(ctx.snapshot(), key)


def origin_word(found: Due) -> str:
    """Return who said a deadline, for programs and for the command line."""
    return {
        DeadlineOrigin.SET: "設定",
        DeadlineOrigin.PLAN: "計画の定義",
        DeadlineOrigin.NONE: "設定なし",
    }[found.origin]
