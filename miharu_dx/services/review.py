"""確認 and 差戻し: each step says what it thinks of submissions, many at once in one version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.reasons import told_reason
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.records_cycle import Review, ReviewStep
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.review import (
    STATE_WORDS,
    STEP_PERMISSIONS,
    STEP_WORDS,
    State,
    Status,
    route_of,
    statuses,
    withdrawn,
)
from miharu_dx.domain.review_rows import answering, origins, standing_on
from miharu_dx.domain.succession import responsible
from miharu_dx.domain.version_kinds import REVIEW_CONFIRM, REVIEW_RETURN
from miharu_dx.services.context import Context
from miharu_dx.store import Transaction

_NAMES_TOLD = 3  # 版の記録で名を挙げる課の数。残りは数で示す

Steps = Mapping[int, ReviewStep]


@dataclass(frozen=True)
class ReviewReceipt:
    """What a review did; ``done`` are the numbers it was written for, none where all stood so already."""

    version: int
    done: tuple[int, ...]

    @property
    def already(self) -> bool:
        """Whether nothing had to be written."""
        return not self.done


def confirm(ctx: Context, steps: Steps, *, seen: int) -> ReviewReceipt:
    """Confirm submissions (by number), each at a step, all of them or none, in one version.

    ``seen`` is the store version somebody looked at: what was said of a submission since then by
    others refuses the whole. What is confirmed at that step already stays as it is.
    """
    return _say(ctx, steps, "", seen)


def send_back(ctx: Context, steps: Steps, reason: str, *, seen: int) -> ReviewReceipt:
    """Return submissions (by number) with a reason, all of them or none, in one version; see ``confirm``."""
    told = told_reason(reason)
    if not told:
        raise Refusal("review.reason_missing")
    return _say(ctx, steps, told, seen)


def steps_asked(ctx: Context, number: int, *, back: bool = False) -> Steps:
    """Return a submission (number) with the step whose turn it is, to confirm it or, ``back``, to return it.

    A returned one belongs to the step that returned it; a confirmed one goes back from the last step.
    """
    snapshot = ctx.snapshot()
    route, known = route_of(snapshot), statuses(snapshot)
    if not route.set:
        raise Refusal("review.no_route")
    status = known.get(number)
    able: list[ReviewStep] = []
    if status is not None:
        able = [step for step in route.steps if (status.returnable if back else status.confirmable)(step)]
    return {number: able[-1] if able else route.steps[-1]}


def _say(ctx: Context, steps: Steps, reason: str, seen: int) -> ReviewReceipt:
    state = "returned" if reason else "confirmed"
    kind = REVIEW_RETURN if reason else REVIEW_CONFIRM
    now = ctx.store.snapshot()
    _require(ctx, steps, now)
    note = _note(now, [row for row in now.submissions if row.id in steps], steps, reason)
    with ctx.store.transaction(actor=ctx.actor.name, kind=kind, note=note, at=ctx.clock()) as tx:
        if tx.base != now.version:
            now = tx.snapshot()
            _require(ctx, steps, now)
        ground = _Ground.of(now, steps)
        done = tuple(
            number
            for number, step in steps.items()
            if not ground.stands(number, step, reason, seen, ctx.actor.name)
        )
        _write(tx, {number: steps[number] for number in done}, state, reason)
        return ReviewReceipt(tx.version if done else tx.base, done)


def _write(tx: Transaction, steps: Steps, state: str, reason: str) -> None:
    """Write what was said anew: the same words may be said of it again after it was returned."""
    tx.withdraw("review", list(steps.items()))
    rows = [
        {"subject": number, "step": step, "state": state, "reason": reason} for number, step in steps.items()
    ]
    tx.put("review", rows, None)


def _require(ctx: Context, steps: Steps, now: Snapshot) -> None:
    if not route_of(now).set:
        raise Refusal("review.no_route")
    by_number = {row.id: row for row in now.submissions if row.kind == "progress"}
    for number, step in steps.items():
        if number not in by_number:
            raise Refusal("review.unknown", number=number)
        department = now.departments_by_code.get(owner(now, by_number[number]))
        ctx.require(STEP_PERMISSIONS[step], department)


def owner(snapshot: Snapshot, submission: Submission) -> str:
    """Return the code of the department that answers for a submission in its fiscal year."""
    units = snapshot.departments_by_code
    return responsible(units, submission.department, submission.fiscal_year or 0)


def period_of(snapshot: Snapshot, submission: Submission) -> PeriodKey:
    """Return the period of a progress submission."""
    assert submission.fiscal_year is not None
    assert submission.period is not None
    return snapshot.plan.key(submission.fiscal_year, submission.period)


@dataclass(frozen=True)
class _Ground:
    """The state against which something is said: where submissions stand and which still hold rows."""

    snapshot: Snapshot
    known: Mapping[int, Status]
    taken_back: frozenset[int]
    holding: frozenset[int]

    @classmethod
    def of(cls, snapshot: Snapshot, steps: Steps) -> _Ground:
        keys = {period_of(snapshot, row) for row in snapshot.submissions if row.id in steps}
        holding = {number for key in keys for number in standing_on(origins(snapshot, key))}
        return cls(
            snapshot, statuses(snapshot), withdrawn(snapshot), frozenset(holding) | answering(snapshot)
        )

    def stands(self, number: int, step: ReviewStep, reason: str, seen: int, actor: str) -> bool:
        """Whether it stands so already; refuse what cannot be said of a submission now."""
        submission = next(row for row in self.snapshot.submissions if row.id == number)
        name = _name(self.snapshot, submission)
        if number in self.taken_back:
            raise Refusal("review.withdrawn", number=number, name=name)
        status = self.known[number]
        if _said_so(status, step, reason, seen, actor):
            return True
        if number not in self.holding:
            raise Refusal("review.replaced", number=number, name=name)
        told = {"number": number, "name": name, "state": STATE_WORDS[status.state]}
        newest = _newest(self.snapshot, number)
        if newest is not None and newest.from_version > seen:
            raise Refusal("review.moved", **told, actor=newest.actor)
        if not (status.returnable(step) if reason else status.confirmable(step)):
            raise Refusal("review.not_asked", **told, step=STEP_WORDS[step])
        return False


def _said_so(status: Status, step: ReviewStep, reason: str, seen: int, actor: str) -> bool:
    """Whether this very thing was said already: a second click, or somebody else of the same mind."""
    if not reason:
        return status.state is not State.RETURNED and status.confirmed_at(step)
    back = status.returned
    if back is None or status.state is not State.RETURNED:
        return False
    return (back.step, back.reason, back.actor) == (step, reason, actor) and back.from_version > seen


def _newest(now: Snapshot, number: int) -> Review | None:
    own = [row for row in now.reviews if row.subject == number]
    return max(own, key=lambda row: row.from_version, default=None)


def _name(snapshot: Snapshot, submission: Submission) -> str:
    key = period_of(snapshot, submission)
    return f"{snapshot.department_name(submission.department)}・{snapshot.plan.period_label(key)}"


def _note(snapshot: Snapshot, found: list[Submission], steps: Steps, reason: str) -> str:
    """Return the line of the record: which step, which periods, whose, and why."""
    whose = list(dict.fromkeys(snapshot.department_name(row.department) for row in found))
    names = "・".join(whose[:_NAMES_TOLD]) + (
        f"ほか{len(whose) - _NAMES_TOLD}課" if len(whose) > _NAMES_TOLD else ""
    )
    by = "・".join(dict.fromkeys(STEP_WORDS[steps[row.id]] for row in found))
    keys = sorted({period_of(snapshot, row) for row in found})
    periods = "・".join(snapshot.plan.period_label(key) for key in keys)
    return f"{by}：{periods} {names}（提出{len(found)}件）" + (f"：{reason}" if reason else "")
