"""One submission in 確認: what it changed, old → new, and who has said what of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.changes import ChangeCounts
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.records_cycle import Review
from miharu_dx.domain.review import STATE_WORDS, STEP_WORDS, State
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.present.views.review import STATE_MARKS
from miharu_dx.present.views.submit import DiffGroup, diff_view
from miharu_dx.present.views.submit_record import counts_text

_STATES = {"confirmed": State.CONFIRMED, "returned": State.RETURNED}


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened to a submission: when, who, what, and why."""

    at: str
    actor: str
    what: str
    mark: str
    reason: str
    version: int


@dataclass(frozen=True)
class ChangeTable:
    """Values that a submission brought, by action; ``before`` is the head of the column of old values."""

    title: str
    caption: str
    before: str
    groups: tuple[DiffGroup, ...]


@dataclass(frozen=True)
class Brought:
    """What a submission brought: first reports held against each action's report before, and corrections."""

    fresh: Preview
    corrected: Preview


@dataclass(frozen=True)
class ReviewDetail:
    """What a submission brought when it came, and everything that was said of it, oldest first."""

    number: int
    title: str
    about: str
    tables: tuple[ChangeTable, ...]
    replaced: str
    history: tuple[HistoryLine, ...]


def review_detail(
    snapshot: Snapshot, submission: Submission, brought: Brought, before: Snapshot, said: Iterable[Review]
) -> ReviewDetail:
    """Return one submission in full; ``before`` is the state it came to, ``said`` are all reviews."""
    plan = snapshot.plan
    period = plan.period_label(plan.key(submission.fiscal_year or 0, submission.period or ""))
    counts = ChangeCounts(submission.new, submission.changed, submission.unchanged)
    return ReviewDetail(
        number=submission.id,
        title=f"{snapshot.department_name(submission.department)}　{period}",
        about=f"番号{submission.id}（{counts_text(counts)}）・{submission.file_name}・{moment_label(submission.at.astimezone())}"
        f"・{submission.actor}・版{submission.version}",
        tables=tuple(_tables(brought, before)),
        replaced=_replaced(snapshot, submission, brought),
        history=_history(snapshot, submission, [row for row in said if row.subject == submission.id]),
    )


def _tables(brought: Brought, before: Snapshot) -> Iterator[ChangeTable]:
    for preview, title, caption, head in (
        (brought.fresh, "この期の初めての報告", "それぞれの一つ前の報告と違うところ", "前の報告"),
        (
            brought.corrected,
            _kinds(brought.corrected),
            "この提出の前と違うところ",
            f"前（版{before.version}）",
        ),
    ):
        groups = diff_view(preview, before, None).groups
        if groups:
            items = sum(len(group.rows) for group in groups)
            yield ChangeTable(f"{title}　{len(groups)}件・{items}項目", caption, head, groups)


def _kinds(preview: Preview) -> str:
    """Return what the rows are: corrected reports, answers to instructions or both."""
    tables = {change.entry.table for change in preview.changes}
    kinds = (["直した報告"] if tables - {"reply"} else []) + (
        [INSTRUCTIONS.name] if "reply" in tables else []
    )
    return "・".join(kinds)


def _replaced(snapshot: Snapshot, submission: Submission, brought: Brought) -> str:
    """Return which of its reports a later submission has written anew."""
    changes = (*brought.fresh.changes, *brought.corrected.changes)
    own = {change.entry.group for change in changes if change.entry.table == "report"}
    standing = {
        row.action
        for row in snapshot.reports
        if row.submission == submission.id
        and (row.fiscal_year, row.period) == (submission.fiscal_year, submission.period)
    }
    gone = [
        snapshot.actions_by_code[code].name if code in snapshot.actions_by_code else code
        for code in sorted(own - standing)
    ]
    return f"この後の提出で置きかわったもの：{'、'.join(gone)}" if gone else ""


def _history(snapshot: Snapshot, submission: Submission, said: Sequence[Review]) -> tuple[HistoryLine, ...]:
    lines = [_line(submission.at, submission.actor, "提出", "", submission.reason, submission.version)]
    for review in said:
        state = _STATES[review.state]
        what = f"{STEP_WORDS[review.step]}：{STATE_WORDS[state]}"
        lines.append(
            _line(review.at, review.actor, what, STATE_MARKS[state], review.reason, review.from_version)
        )
    for row in snapshot.withdrawals:
        if row.subject == submission.id:
            lines.append(_line(row.at, row.actor, "取消", "", row.reason, row.from_version))
    return tuple(sorted(lines, key=lambda line: line.version))


def _line(at: datetime, actor: str, what: str, mark: str, reason: str, version: int) -> HistoryLine:
    return HistoryLine(moment_label(at.astimezone()), actor, what, mark, reason, version)
