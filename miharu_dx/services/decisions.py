"""決定の記録: what was decided is written, amended and taken back; each in a version of its own."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.plan import Department
from miharu_dx.domain.reasons import told_reason
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import DECISION_WORDS, Decision, DecisionKind
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.version_kinds import DECISION
from miharu_dx.services.context import Context, department_named
from miharu_dx.services.decision_ground import decision_of, said_in_one_line, today_year
from miharu_dx.services.replies import answer, may_answer

__all__ = ["amend", "answer", "decision_of", "may_answer", "record", "take_back"]

_SIGNED = ("actor", "at", "from_version")


def record(
    ctx: Context,
    *,
    meeting: int | None,
    subject: str,
    kind: DecisionKind,
    text: str = "",
    question: str = "",
    department: str = "",
    due: date | None = None,
    seconds: int | None = None,
    signal_on: date | None = None,
) -> Decision:
    """Record a decision in a version of its own and return it; its number was never used before.

    ``meeting`` is its number, none outside a meeting; ``subject`` an action's code or blank;
    ``department`` a code or name. The same thing said twice on one day is recorded once. An
    instruction needs a text and a department. Always goes to the newest state.
    """
    ctx.require(Permission.DECIDE)
    draft = _Draft(kind, said_in_one_line("内容", text), said_in_one_line("問い", question), department, due)
    now = ctx.store.snapshot()
    wanted = draft.checked(ctx, now, meeting)
    _require_place(now, meeting, subject)
    if signal_on is not None and signal_on > ctx.today():
        raise Refusal("decision.signal_too_late", day=date_label(signal_on))
    row = {**wanted, "meeting": meeting, "subject": subject, "seconds": seconds, "signal_on": signal_on}
    note = _note(now, meeting, kind, str(wanted["text"] or wanted["question"]), subject)
    with ctx.store.transaction(actor=ctx.actor.name, kind=DECISION, note=note, at=ctx.clock()) as tx:
        earlier = _said_before(ctx, tx.snapshot(), row)
        if earlier is not None:
            return earlier
        number = tx.rows("decision_numbers")[0]["last"] + 1
        tx.put("decision", [{"number": number, **row}], None)
        return decision_of(tx.snapshot(), number)


def amend(
    ctx: Context,
    number: int,
    *,
    kind: DecisionKind,
    text: str = "",
    question: str = "",
    department: str = "",
    due: date | None = None,
    seen: int | None = None,
) -> Decision:
    """Put a decision into other words, and return it as it now stands; what it said before stays in the trail.

    Every value is stated anew. ``seen`` is the version that wrote what somebody looked at
    (``Decision.from_version``): a decision that moved since is refused. The reply to it stays.
    """
    ctx.require(Permission.DECIDE)
    draft = _Draft(kind, said_in_one_line("内容", text), said_in_one_line("問い", question), department, due)
    before = decision_of(ctx.store.snapshot(), number)
    note = f"番号{number}を直す：{_shown(before, draft)}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=DECISION, note=note, at=ctx.clock()) as tx:
        now = tx.snapshot()
        before = _unmoved(now, number, seen)
        row = {**asdict(before), **draft.checked(ctx, now, before.meeting)}
        tx.put("decision", [{name: row[name] for name in row if name not in _SIGNED}], None)
        return decision_of(tx.snapshot(), number)


def take_back(ctx: Context, number: int, reason: str, *, seen: int | None = None) -> int:
    """Take a decision back with a reason, and the reply to it, and return the version; it stays in the trail.

    Its number is not used again. See ``amend`` for ``seen``.
    """
    ctx.require(Permission.DECIDE)
    told = told_reason(reason)
    if not told:
        raise Refusal("decision.reason_missing")
    found = decision_of(ctx.store.snapshot(), number)
    note = f"番号{number}を取り消す（{DECISION_WORDS[found.kind]}）：{told}"
    with ctx.store.transaction(actor=ctx.actor.name, kind=DECISION, note=note, at=ctx.clock()) as tx:
        _unmoved(tx.snapshot(), number, seen)
        tx.withdraw("reply", [(number,)])
        tx.withdraw("decision", [(number,)])
        return tx.version


@dataclass(frozen=True)
class _Draft:
    """What somebody wants to have decided, before it is held against the store."""

    kind: DecisionKind
    text: str
    question: str
    department: str
    due: date | None

    def checked(self, ctx: Context, now: Snapshot, meeting: int | None) -> dict[str, object]:
        """Return the values as they are stored; refuse what cannot be carried out."""
        if self.kind == "instruct" and not self.text:
            raise Refusal("decision.text_missing")
        if self.kind == "instruct" and not self.department:
            raise Refusal("decision.department_missing")
        unit: Department | None = None
        if self.department:
            unit = department_named(now, self.department, today_year(ctx))
        held_on = next((row.held_on for row in now.meetings if row.number == meeting), None)
        since = held_on if meeting is not None else ctx.today()
        if self.due is not None and since is not None and self.due < since:
            since_word = "会議の日" if meeting is not None else "今日"
            raise Refusal("decision.due_too_early", due=date_label(self.due), since=since_word)
        return {
            "kind": self.kind,
            "text": self.text,
            "question": self.question,
            "department": unit.code if unit else "",
            "due": self.due,
        }


def _require_place(now: Snapshot, meeting: int | None, subject: str) -> None:
    if meeting is not None and meeting not in {row.number for row in now.meetings}:
        raise Refusal("decision.meeting_unknown", number=meeting)
    if subject and subject not in now.actions_by_code:
        raise Refusal("decision.subject_unknown", subject=subject)


def _said_before(ctx: Context, now: Snapshot, row: dict[str, object]) -> Decision | None:
    """Return the decision that says this very thing already today: a second click."""
    compared = [name for name in row if name not in ("seconds", "signal_on")]
    zone = ctx.clock().tzinfo
    for known in now.decisions:
        if known.at.astimezone(zone).date() == ctx.clock().date() and all(
            getattr(known, name) == row[name] for name in compared
        ):
            return known
    return None


def _unmoved(now: Snapshot, number: int, seen: int | None) -> Decision:
    found = decision_of(now, number)
    if seen is not None and found.from_version != seen:
        raise Refusal("decision.moved", number=number, actor=found.actor)
    return found


def _shown(before: Decision, draft: _Draft) -> str:
    words = DECISION_WORDS
    head = words[draft.kind] if draft.kind == before.kind else f"{words[before.kind]}→{words[draft.kind]}"
    return f"{head} {draft.text or draft.question}".strip()


def _note(now: Snapshot, meeting: int | None, kind: DecisionKind, text: str, subject: str) -> str:
    """Return the line of the record: where, what kind, of what, in which words."""
    where = "会議の外"
    if meeting is not None:
        where = next((row.title for row in now.meetings if row.number == meeting), f"第{meeting}回")
    action = now.actions_by_code.get(subject)
    name = action.meeting_name if action else ""
    return f"{where}：{DECISION_WORDS[kind]} {name}" + (f"（{text}）" if text else "")
