"""The record of submissions: who handed in what, and what became of it, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.changes import ChangeCounts
from miharu_dx.domain.preview import Receipt
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.present.views.common import period_name

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
    if receipt.already:
        return f"同じ内容が登録済みです。何も変わりません（版{receipt.version}）"
    number = receipt.counts.new + receipt.counts.changed
    return f"確定しました。{number}件を登録し、版{receipt.version}になりました"


def repeated(snapshot: Snapshot, sha256: str) -> str:
    """Return when and as which version the same file was committed before; nothing where it was not."""
    same = [row for row in snapshot.submissions if row.sha256 == sha256]
    if not same:
        return ""
    return f"このファイルは{moment_label(same[-1].at.astimezone())}に版{same[-1].version}として登録済みです。"
