"""指示への回答 on screen: a department says what became of an instruction, in a version of its own."""

from __future__ import annotations

from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.decision import owner_of, replies_by_decision
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import DECISION_WORDS, REPLY_WORDS, Decision, Reply, ReplyState
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.version_kinds import REPLY
from miharu_dx.services.context import Context
from miharu_dx.services.decision_ground import decision_of, said_in_one_line, today_year


def answer(
    ctx: Context,
    number: int,
    *,
    state: ReplyState,
    text: str,
    done_on: date | None = None,
    author: str = "",
    seen: int | None = None,
) -> Reply:
    """Answer an instruction and return the reply; the answer before stays in the trail.

    For the department that answers for it today, and the 事務局. ``done_on`` belongs to 対応済 and lies
    not ahead. ``seen`` is the version of the reply somebody looked at, 0 where there was none: a
    reply that moved since is refused. The same answer twice makes no version.
    """
    now = ctx.store.snapshot()
    found = _instruction(ctx, now, number)
    row = _checked(ctx, number, state, text, done_on, author)
    note = f"番号{number}（{found.text}）：{REPLY_WORDS[state]}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=REPLY, note=note, at=ctx.clock()) as tx:
        now = tx.snapshot()
        _instruction(ctx, now, number)
        known = replies_by_decision(now).get(number)
        if seen is not None and known is not None and known.from_version != seen:
            raise Refusal("reply.moved", number=number, actor=known.actor)
        tx.put("reply", [row], None)
        return replies_by_decision(tx.snapshot())[number]


def may_answer(ctx: Context, snapshot: Snapshot, decision: Decision) -> bool:
    """Whether somebody may answer an instruction now."""
    if decision.kind != "instruct" or ctx.at is not None:
        return False
    return ctx.actor.may(Permission.REPLY, owner_of(snapshot, decision, today_year(ctx)))


def _instruction(ctx: Context, now: Snapshot, number: int) -> Decision:
    """Return the instruction of a number; refuse other decisions and other people's."""
    found = decision_of(now, number)
    owner = owner_of(now, found, today_year(ctx))
    ctx.require(Permission.REPLY, now.departments_by_code.get(owner))
    if found.kind != "instruct":
        raise Refusal("reply.not_instruction", number=number, kind=DECISION_WORDS[found.kind])
    return found


def _checked(
    ctx: Context, number: int, state: ReplyState, text: str, done_on: date | None, author: str
) -> dict[str, object]:
    told = said_in_one_line("回答", text)
    if not told:
        raise Refusal("reply.text_missing")
    if done_on is not None and state != "done":
        raise Refusal(
            "reply.day_not_done",
            state=REPLY_WORDS[state],
            day=date_label(done_on),
            done=REPLY_WORDS["done"],
        )
    if done_on is not None and done_on > ctx.today():
        raise Refusal("reply.day_future", day=date_label(done_on))
    return {
        "decision": number,
        "state": state,
        "text": told,
        "done_on": done_on,
        "author": said_in_one_line("記入者", author) or ctx.actor.name,
    }
