"""確認: which steps a submission passes, where it stands, and what may be done with it next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from miharu_dx.domain.access import Permission
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.records_cycle import Review, ReviewStep
from miharu_dx.domain.refusal import Refusal

ROUTE_SETTING = "review_route"

STEP_WORDS: Mapping[ReviewStep, str] = {"manager": "課長", "committee": "委員会"}
STEP_PERMISSIONS: Mapping[ReviewStep, Permission] = {
    "manager": Permission.CONFIRM_OWN,
    "committee": Permission.REVIEW,
}


@dataclass(frozen=True)
class Route:
    """The steps of 確認 in their order; a route without steps means that nothing is confirmed."""

    code: str
    name: str
    steps: tuple[ReviewStep, ...]

    @property
    def set(self) -> bool:
        """Whether submissions are confirmed at all."""
        return bool(self.steps)


NO_ROUTE = Route("none", "確認しない", ())
ROUTES: tuple[Route, ...] = (
    NO_ROUTE,
    Route("committee", "委員会だけ", ("committee",)),
    Route("manager_committee", "課長が先、委員会が後", ("manager", "committee")),
    Route("committee_manager", "委員会が先、課長が後", ("committee", "manager")),
)


def route_named(code: str) -> Route:
    """Return the route of a code; refuse any other."""
    found = next((route for route in ROUTES if route.code == code), None)
    if found is None:
        raise Refusal("review.route_unknown", value=code, known="・".join(route.code for route in ROUTES))
    return found


def route_of(snapshot: Snapshot) -> Route:
    """Return the route in force; none is in force before one is set."""
    code = next((row.value for row in snapshot.settings if row.name == ROUTE_SETTING), NO_ROUTE.code)
    return next((route for route in ROUTES if route.code == code), NO_ROUTE)


class State(StrEnum):
    """Where a submission, or a row of it, stands; the value is a code, never shown."""

    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


STATE_WORDS: Mapping[State, str] = {
    State.SUBMITTED: "提出済",
    State.CONFIRMED: "確認済",
    State.RETURNED: "差戻し",
}


@dataclass(frozen=True)
class Status:
    """Where a submission stands: ``waiting_for`` is the step asked now, none unless it is 提出済.

    ``confirmations`` are those in force, in the order of the route. ``returned`` is the last return,
    also once it was answered by a later submission of the same department and period.
    """

    submission: Submission
    state: State
    waiting_for: ReviewStep | None = None
    confirmations: tuple[Review, ...] = ()
    returned: Review | None = None

    @property
    def answered(self) -> bool:
        """Whether something was handed in again after it had been returned."""
        return self.returned is not None and self.state is not State.RETURNED

    @property
    def last_version(self) -> int:
        """The version of the last thing that was said of it, its own where nothing was."""
        said = [review.from_version for review in self.confirmations]
        said += [self.returned.from_version] if self.returned else []
        return max((self.submission.version, *said))

    def confirmed_at(self, step: ReviewStep) -> bool:
        """Whether a confirmation of this step is in force."""
        return any(review.step == step for review in self.confirmations)

    def confirmable(self, step: ReviewStep) -> bool:
        """Whether this step may confirm now: it is asked, or it takes its own return back."""
        if self.state is State.RETURNED:
            return self.returned is not None and self.returned.step == step
        return self.waiting_for == step

    def returnable(self, step: ReviewStep) -> bool:
        """Whether this step may return it now: it is asked, or it has confirmed already."""
        return self.state is not State.RETURNED and (self.waiting_for == step or self.confirmed_at(step))


def status_of(
    submission: Submission, reviews: Iterable[Review], route: Route, later: Iterable[Submission] = ()
) -> Status:
    """Return where a submission stands, from what each step said of it last.

    ``later`` are the submissions of the same department and period that count. One that came after
    a return answers it: all steps are asked again then, for what is left of the returned one too.
    Steps that are no longer on the route do not count.
    """
    own = [row for row in reviews if row.subject == submission.id and row.step in route.steps]
    returns = [row for row in own if row.state == "returned"]
    returned = max(returns, key=lambda row: row.from_version, default=None)
    answers = [row for row in later if returned is not None and row.version > returned.from_version]
    since = returned.from_version if returned is not None and answers else 0
    confirmed = {row.step: row for row in own if row.state == "confirmed" and row.from_version > since}
    kept = tuple(confirmed[step] for step in route.steps if step in confirmed)
    if returned is not None and not answers:
        return Status(submission, State.RETURNED, None, kept, returned)
    waiting: ReviewStep | None = next((step for step in route.steps if step not in confirmed), None)
    state = State.CONFIRMED if route.set and waiting is None else State.SUBMITTED
    return Status(submission, state, waiting, kept, returned)


def withdrawn(snapshot: Snapshot) -> frozenset[int]:
    """Return the numbers of the submissions that were taken back."""
    return frozenset(row.subject for row in snapshot.withdrawals)


def statuses(snapshot: Snapshot) -> dict[int, Status]:
    """Return where each progress submission stands, by number; those taken back are left out."""
    route, gone = route_of(snapshot), withdrawn(snapshot)
    reviews: dict[int, list[Review]] = {}
    for row in snapshot.reviews:
        reviews.setdefault(row.subject, []).append(row)
    forms: dict[tuple[object, ...], list[Submission]] = {}
    for item in snapshot.submissions:
        if item.kind == "progress" and item.id not in gone:
            forms.setdefault((item.department, item.fiscal_year, item.period), []).append(item)
    return {
        item.id: status_of(item, reviews.get(item.id, ()), route, same)
        for same in forms.values()
        for item in same
    }


def open_returns(
    snapshot: Snapshot, departments: Iterable[str], fiscal_year: int, period: str
) -> tuple[Review, ...]:
    """Return the returns of a period that some departments (codes) have not answered yet, oldest first."""
    units = set(departments)
    found = [
        status.returned
        for status in statuses(snapshot).values()
        if status.state is State.RETURNED
        and status.returned is not None
        and status.submission.department in units
        and (status.submission.fiscal_year, status.submission.period) == (fiscal_year, period)
    ]
    return tuple(sorted(found, key=lambda review: review.from_version))


def answered_by(snapshot: Snapshot, submission: Submission, said: Iterable[Review]) -> Review | None:
    """Return the return that a submission answers: one that came after the submission before it.

    ``said`` are all reviews there ever were, also those that later ones took the place of.
    """
    gone = withdrawn(snapshot)
    form = (submission.department, submission.fiscal_year, submission.period)
    same = {
        row.id: row.version
        for row in snapshot.submissions
        if row.id not in gone and (row.department, row.fiscal_year, row.period) == form
    }
    before = max((version for version in same.values() if version < submission.version), default=0)
    answered = [
        row
        for row in said
        if row.state == "returned" and row.subject in same and before <= row.from_version < submission.version
    ]
    return max(answered, key=lambda review: review.from_version, default=None)
