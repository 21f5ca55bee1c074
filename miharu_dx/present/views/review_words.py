"""What other pages say of 確認 and 締切: one line under what was handed in, returns that wait, late changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from miharu_dx.domain.calendar import date_label, moment_label
from miharu_dx.domain.closing import LateChange, closing_of, late_changes, late_rows
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.records_cycle import Review
from miharu_dx.domain.review import (
    STATE_WORDS,
    STEP_WORDS,
    State,
    open_returns,
    route_of,
    statuses,
    withdrawn,
)
from miharu_dx.domain.review_rows import ReviewCount, count_rows, origins, row_state
from miharu_dx.domain.standing import Standing, rounded
from miharu_dx.domain.succession import responsible

LATE_WORD = "締切後の変更"
LATE_GLYPH = "◆"


@dataclass(frozen=True)
class ReviewLine:
    """The share of 確認済 with its fraction, the closing, and the changes after it; blank where none is.

    ``confirmed`` adds to the share what is not 確認済.
    """

    share: str = ""
    confirmed: str = ""
    closed: str = ""
    late: str = ""

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.confirmed or self.closed)


NO_LINE = ReviewLine()


def review_line(snapshot: Snapshot, key: PeriodKey, items: Iterable[Standing]) -> ReviewLine:
    """Return the line of some actions in a period; the share only where an order of 確認 is set."""
    count = count_rows(snapshot, key, items) if route_of(snapshot).set else ReviewCount()
    closing, late = closing_of(snapshot, key), len(late_changes(snapshot, key))
    day = "" if closing is None else date_label(closing.at.astimezone().date())
    return ReviewLine(
        share_text(count),
        count_line(count),
        f"締切済（{day}）" if closing is not None else "",
        f"{LATE_WORD} {late}件" if late else "",
    )


def share_text(count: ReviewCount) -> str:
    """Return the share of 確認済 with its fraction; blank where nothing is reported."""
    if count.share is None:
        return ""
    return f"確認済 {rounded(count.share)}%（{count.confirmed}件／報告{count.total}件）"


def count_line(count: ReviewCount) -> str:
    """Return the share of 確認済 with its fraction, and what is not; blank where nothing is reported."""
    if count.share is None:
        return ""
    parts = [share_text(count)]
    if count.returned:
        parts.append(f"差戻し {count.returned}件")
    if count.submitted:
        parts.append(f"確認待ち {count.submitted}件")
    return "　".join(parts)


def return_text(review: Review) -> str:
    """Return who returned something when, and why, in one line."""
    return f"{STEP_WORDS[review.step]}から差戻し（{moment_label(review.at.astimezone())}）：{review.reason}"


def submission_marks(snapshot: Snapshot, submissions: Iterable[Submission]) -> dict[int, tuple[str, ...]]:
    """Return in words what became of each submission (by number) after it came: nothing for most."""
    known, gone, asked = statuses(snapshot), withdrawn(snapshot), route_of(snapshot).set
    found: dict[int, tuple[str, ...]] = {}
    for row in submissions:
        words = ["取消済"] if row.id in gone else []
        if asked and row.id in known and known[row.id].state is not State.SUBMITTED:
            words.append(STATE_WORDS[known[row.id].state])
        if row.reason:
            words.append(f"{LATE_GLYPH} {LATE_WORD}")
        found[row.id] = tuple(words)
    return found


def row_words(snapshot: Snapshot, key: PeriodKey) -> dict[str, str]:
    """Return where each reported row of a period stands, by action; nothing where no order is set."""
    if not route_of(snapshot).set:
        return {}
    known = statuses(snapshot)
    return {
        action: STATE_WORDS[row_state(numbers, known)] for action, numbers in origins(snapshot, key).items()
    }


def late_words(snapshot: Snapshot, key: PeriodKey) -> dict[str, str]:
    """Return why, by whom and when each row of a period was changed after the closing, by action."""
    return {action: late_text(change) for action, change in late_rows(snapshot, key).items()}


def returns_told(snapshot: Snapshot, department: str, key: PeriodKey) -> tuple[str, ...]:
    """Return the returns a department (code) has not answered in a period, oldest first, one line each.

    Those of units it succeeded are among them.
    """
    units = snapshot.departments_by_code
    own = [code for code in units if responsible(units, code, key.fiscal_year) == department]
    period = snapshot.plan.period_at(key).code
    return tuple(return_text(row) for row in open_returns(snapshot, own, key.fiscal_year, period))


def late_text(change: LateChange) -> str:
    """Return why, by whom and when something changed after the closing."""
    when = "" if change.at is None else f"（{moment_label(change.at.astimezone())} {change.actor}）"
    return f"{change.reason or '取消などによる変更'}{when}"
