"""取消: a submission stops counting, or counts again; what was written after it stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from miharu_dx.domain.access import Permission
from miharu_dx.domain.closing import closing_of
from miharu_dx.domain.reasons import told_reason
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.undo import KEYS, Outcome, RowStep, Undo, row_undo
from miharu_dx.domain.undo_ties import tied
from miharu_dx.domain.version_kinds import RESTORE, WITHDRAW
from miharu_dx.services.context import Context
from miharu_dx.store import Transaction

Steps = Callable[[str, int], tuple[RowStep, ...]]

# 一つの提出が書く表。ほかの表は読まない。
TABLES: Mapping[str, tuple[str, ...]] = {
    "progress": ("report", "indicator_value", "reply"),
    "plan": ("department", "action", "schedule", "indicator", "target"),
}


@dataclass(frozen=True)
class UndoReceipt:
    """What an undo did; ``already`` means that it stood so before and nothing was written."""

    number: int
    version: int
    already: bool
    undo: Undo


def prepare_withdrawal(ctx: Context, number: int) -> Undo:
    """Return what taking a submission back would do, row by row; nothing is stored."""
    return _prepare(ctx, number, taking_back=True)


def prepare_restoration(ctx: Context, number: int) -> Undo:
    """Return what letting a withdrawn submission count again would do; nothing is stored."""
    return _prepare(ctx, number, taking_back=False)


def withdraw_submission(ctx: Context, number: int, reason: str, *, seen: Undo | None = None) -> UndoReceipt:
    """Take a submission back in a new version, and say why; a second time changes nothing.

    Each row goes back to what the other submissions say of it, field by field; the judgement is made
    again inside the transaction and refused where it differs from the one that was ``seen``.
    """
    return _undo(ctx, number, reason, seen, taking_back=True)


def restore_submission(ctx: Context, number: int, reason: str, *, seen: Undo | None = None) -> UndoReceipt:
    """Let a withdrawn submission count again, as if it had never been taken back; see the opposite."""
    return _undo(ctx, number, reason, seen, taking_back=False)


def submission_of(snapshot: Snapshot, number: int) -> Submission:
    """Return a submission by its number; refuse a number nobody has."""
    found = snapshot.submissions_by_id.get(number)
    if found is None:
        raise Refusal("withdraw.unknown", number=number)
    return found


def undo_name(snapshot: Snapshot, item: Submission) -> str:
    """Return what a submission is called in the record: its number, whose it is and of which period."""
    whose = snapshot.department_name(item.department) if item.department else ""
    if item.fiscal_year is None or item.period is None:
        return f"番号{item.id}（{item.file_name}）"
    period = snapshot.plan.period_label(snapshot.plan.key(item.fiscal_year, item.period))
    return f"番号{item.id}（{whose}・{period}）"


def may_undo(ctx: Context, snapshot: Snapshot, item: Submission) -> bool:
    """Whether somebody may take a submission back, were it to be done now."""
    try:
        _require(ctx, snapshot, item)
    except Refusal:
        return False
    return True


def _require(ctx: Context, snapshot: Snapshot, item: Submission) -> None:
    unit = snapshot.departments_by_code.get(item.department)
    ctx.require(Permission.WITHDRAW, unit)
    if item.kind == "plan":
        ctx.require(Permission.EDIT_PLAN)
    elif item.fiscal_year is not None and item.period is not None:
        key = snapshot.plan.key(item.fiscal_year, item.period)
        if closing_of(snapshot, key) is not None and not ctx.actor.may(Permission.SET_UP):
            raise Refusal("withdraw.closed", period=snapshot.plan.period_label(key))


def _prepare(ctx: Context, number: int, *, taking_back: bool) -> Undo:
    snapshot = ctx.store.snapshot()
    item = submission_of(snapshot, number)
    _require(ctx, snapshot, item)
    return _judge(ctx.store.row_steps, snapshot, item, taking_back)


def _judge(steps: Steps, snapshot: Snapshot, item: Submission, taking_back: bool) -> Undo:
    uncounted = {row.subject for row in snapshot.withdrawals}
    if (item.id in uncounted) == taking_back:
        return Undo(item.id, taking_back, snapshot.version, already=True)
    uncounted ^= {item.id}
    rows = [
        row_undo(list(life), item.id, uncounted)
        for table in TABLES[item.kind]
        for _, life in groupby(steps(table, item.version), key=attrgetter("key"))
    ]
    return Undo(item.id, taking_back, snapshot.version, tied(rows, snapshot, uncounted))


def _undo(ctx: Context, number: int, reason: str, seen: Undo | None, *, taking_back: bool) -> UndoReceipt:
    now = ctx.store.snapshot()
    item = submission_of(now, number)
    _require(ctx, now, item)
    told = told_reason(reason)
    if not told:
        raise Refusal("withdraw.reason_missing")
    kind = WITHDRAW if taking_back else RESTORE
    note = f"{undo_name(now, item)}：{told}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=kind, note=note, at=ctx.clock()) as tx:
        present = now if tx.base == now.version else tx.snapshot()
        _require(ctx, present, item)
        undo = _judge(tx.row_steps, present, item, taking_back)
        if undo.already:
            return UndoReceipt(number, tx.base, True, undo)
        if seen is not None and seen.effect != undo.effect:
            raise Refusal("withdraw.stale", base=seen.version, latest=tx.base)
        _write(tx, undo, told)
        return UndoReceipt(number, tx.version, False, undo)


def _write(tx: Transaction, undo: Undo, reason: str) -> None:
    for table in KEYS:
        own = [row for row in undo.moved if row.table == table]
        gone = [row.key for row in own if row.outcome is Outcome.GONE]
        put = [{**row.after, "submission": row.submission} for row in own if row.after is not None]
        if put:
            tx.put(table, put, None)
        if gone:
            tx.withdraw(table, gone)
    if undo.taking_back:
        tx.put("withdrawal", [{"subject": undo.number, "reason": reason}], None)
    else:
        tx.withdraw("withdrawal", [(undo.number,)])
