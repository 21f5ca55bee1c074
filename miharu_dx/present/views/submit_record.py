"""The record of submissions: who handed in what, and what became of it, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.changes import ChangeCounts
from miharu_dx.domain.preview import Receipt
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.present.views.common import period_name
from miharu_dx.present.views.review_words import submission_marks

OFFICE = "事務局"
PLAN_BOOK = "計画ワークブック"


@dataclass(frozen=True)
class SubmissionRow:
    """One line of the record of submissions."""

    at: str
    department: str
    period: str
    file_name: str
    result: str
    version: int
    actor: str


def submission_rows(snapshot: Snapshot, submissions: Sequence[Submission]) -> tuple[SubmissionRow, ...]:
    """Return submissions, newest first."""
    plan = snapshot.plan
    marks = submission_marks(snapshot, submissions)
    found: list[SubmissionRow] = []
    for item in sorted(submissions, key=lambda row: row.id, reverse=True):
        period = (
            period_name(plan, plan.key(item.fiscal_year, item.period))
            if item.fiscal_year is not None and item.period
            else PLAN_BOOK
        )
        result = counts_text(ChangeCounts(item.new, item.changed, item.unchanged))
        if item.warnings:
            result += f"・注意{item.warnings}か所"
        result = "・".join((result, *marks[item.id]))
        found.append(
            SubmissionRow(
                moment_label(item.at.astimezone()),
                snapshot.department_name(item.department) if item.department else OFFICE,
                period,
                item.file_name,
                result,
                item.version,
                item.actor,
            )
        )
    return tuple(found)


def counts_text(counts: ChangeCounts) -> str:
    """Return what became of the rows, leaving out what did not occur."""
    parts = (("新しい", counts.new), ("変わった", counts.changed), ("変わらない", counts.unchanged))
    return "・".join(f"{name}{number}件" for name, number in parts if number) or "0件"


def receipt_text(receipt: Receipt) -> str:
    """Return in one sentence what a commit did."""
    if receipt.earlier is not None:
        return handed_in(receipt.earlier)
    if receipt.already:
        return f"同じ内容が登録済みです。何も変わりません（版{receipt.version}）"
    number = receipt.counts.new + receipt.counts.changed
    if not number:
        return f"確定しました。{receipt.answered}か所の選んだ結果を記録し、版{receipt.version}になりました"
    return f"確定しました。{number}件を登録し、版{receipt.version}になりました"


def handed_in(submission: Submission) -> str:
    """Return in one sentence that the same content of the same form came before: when, by whom, as which version."""
    moment = moment_label(submission.at.astimezone())
    return f"{moment}に{submission.actor}が渡した内容と同じなので、何も変わりません（版{submission.version}）"
