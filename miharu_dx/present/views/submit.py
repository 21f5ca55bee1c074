"""What the page 提出 tells of changes: old and new side by side, the consequences, the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from miharu_dx.domain.calendar import date_label, day_label, moment_label
from miharu_dx.domain.changes import FieldChange, RowChange, Value
from miharu_dx.domain.expectation import expected_progress
from miharu_dx.domain.plan import PeriodKey, Plan, Rating
from miharu_dx.domain.preview import Consequence, Preview
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.standing import rounded

BLANK = "（空白）"


@dataclass(frozen=True)
class DiffRow:
    """One value that changes; ``rating`` marks are drawn where the value is a 評価 of the plan."""

    cell: str
    sheet: str
    subject: str
    label: str
    old: str
    new: str
    note: str
    old_rating: Rating | None = None
    new_rating: Rating | None = None
    both_sides: bool = False
    how: str = ""


@dataclass(frozen=True)
class DiffView:
    """The third step: old → new per cell, grouped by action, and what will become of the counts."""

    headline: str
    rows: tuple[DiffRow, ...]
    unchanged: tuple[str, ...]
    silent: tuple[str, ...]
    new_count: int
    changed_count: int
    unchanged_count: int
    consequence: tuple[str, ...]
    overlap: str
    old_version: int
    new_version: int


def diff_view(preview: Preview, snapshot: Snapshot, result: Consequence | None) -> DiffView:
    """Return the differences; fields that moved against the plan's judgement come first in a row."""
    counts = preview.counts
    moved = [change for change in preview.changes if change.fields]
    items = sum(len(change.fields) for change in moved)
    what = counts.new + counts.changed
    headline = (
        f"{what}件・{items}項目が変わります。内容を確かめて確定してください"
        if counts.any
        else "登録されている内容と同じです。変わるところはありません"
    )
    rows = [row for change in moved for row in _diff_rows(change, preview, snapshot)]
    names = {change.entry.group: change.entry.subject for change in preview.changes}
    actions = snapshot.actions_by_code
    overlap = (
        f"{len(preview.both_sides)}件は、様式を作った後（版{preview.base_version}より後）にほかの提出でも変わっています。"
        "前の値は今の登録内容です。確かめてから確定してください。"
        if preview.both_sides
        else f"なし（版{preview.base_version}の後、同じ項目の変更はありません）"
    )
    return DiffView(
        headline,
        tuple(rows),
        tuple(names[group] for group, state in preview.groups.items() if state == "unchanged"),
        tuple(actions[code].name for code in preview.silent if code in actions),
        counts.new,
        counts.changed,
        counts.unchanged,
        _consequence_lines(result, snapshot.plan),
        overlap,
        preview.seen_version,
        preview.seen_version + 1,
    )


_ORDER = {"rating": 0, "progress": 1, "stage": 2, "declaration": 3, "request": 4}


def _diff_rows(change: RowChange, preview: Preview, snapshot: Snapshot) -> list[DiffRow]:
    plan = snapshot.plan
    rows: list[DiffRow] = []
    for item in sorted(change.fields, key=lambda field: _ORDER.get(field.field, 9)):
        location = item.source.location if item.source else None
        rating = item.field == "rating"
        rows.append(
            DiffRow(
                location.a1 if location else "",
                location.sheet if location else "",
                _subject(change),
                item.label,
                shown(item.old, item.field),
                shown(item.new, item.field),
                _note(change, item, preview, snapshot),
                plan.ratings_by_name.get(str(item.old)) if rating else None,
                plan.ratings_by_name.get(str(item.new)) if rating else None,
                item.both_sides,
                item.source.how if item.source else "",
            )
        )
    return rows


def _subject(change: RowChange) -> str:
    entry = change.entry
    if entry.table in ("indicator_value", "target"):
        return f"{entry.subject}｜{entry.key[1]}（{entry.key[2]}年度）"
    if entry.table == "indicator":
        return f"{entry.subject}｜{entry.key[1]}"
    if entry.table == "schedule":
        return f"{entry.subject}（{entry.key[1]}年度）"
    return entry.subject


def _note(change: RowChange, item: FieldChange, preview: Preview, snapshot: Snapshot) -> str:
    notes: list[str] = []
    plan = snapshot.plan
    if item.field == "rating":
        old, new = plan.ratings_by_name.get(str(item.old)), plan.ratings_by_name.get(str(item.new))
        if old and new and old.counted and new.counted and old.order != new.order:
            notes.append("悪くなった" if new.order > old.order else "良くなった")
    if item.field == "progress" and preview.key is not None:
        planned = planned_at(snapshot, change.entry.group, preview.key)
        if planned is not None:
            notes.append(f"計画 {rounded(planned)}%")
    if item.both_sides:
        notes.append("ほかの提出でも変わった項目")
    if item.source and item.source.how:
        notes.append(item.source.how)
    return "・".join(notes)


def planned_at(snapshot: Snapshot, action: str, key: PeriodKey) -> float | None:
    """Return the progress (per cent) an action is planned to have in a period."""
    schedules = [row for row in snapshot.schedules if row.action == action]
    return expected_progress(schedules, snapshot.plan, key)


def _consequence_lines(result: Consequence | None, plan: Plan) -> tuple[str, ...]:
    if result is None:
        return ()
    lines: list[str] = []
    for rating in plan.ratings:
        if not rating.counted:
            continue
        before, after = result.before.by_rating[rating.name], result.after.by_rating[rating.name]
        if before != after:
            lines.append(f"{rating.name} {before} → {after}件")
    if result.before.reported != result.after.reported:
        lines.append(
            f"報告した取組 {result.before.reported} → {result.after.reported}件（{result.after.total}件中）"
        )
    return tuple(lines) or ("評価の件数は変わりません",)


def shown(value: Value, field: str = "") -> str:
    """Return a stored value as a person reads it; nothing is written as （空白）, never as 0."""
    match value:
        case None | "":
            return BLANK
        case datetime():
            return moment_label(value)
        case date():
            return date_label(value)
        case float() | int() if field in ("progress", "planned_progress"):
            return f"{value:g}%"
        case float():
            return f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}"
        case _:
            return str(value)


@dataclass(frozen=True)
class SubmissionRow:
    """One line of the record of submissions."""

    at: str
    department: str
    period: str
    file_name: str
    result: str
    version: int


def submission_rows(snapshot: Snapshot, submissions: Sequence[Submission]) -> tuple[SubmissionRow, ...]:
    """Return submissions, newest first."""
    plan = snapshot.plan
    found: list[SubmissionRow] = []
    for item in sorted(submissions, key=lambda row: row.id, reverse=True):
        period = (
            plan.period_label(plan.key(item.fiscal_year, item.period))
            if item.fiscal_year is not None and item.period
            else "計画"
        )
        result = f"新しい{item.new}件・変わる{item.changed}件・変わらない{item.unchanged}件"
        if item.warnings:
            result += f"・注意{item.warnings}か所"
        found.append(
            SubmissionRow(
                moment_label(item.at.astimezone()),
                snapshot.department_name(item.department) if item.department else "事務局",
                period,
                item.file_name,
                result,
                item.version,
            )
        )
    return tuple(found)


def deadline_text(plan: Plan, key: PeriodKey, today: date) -> str:
    """Return how long is left until a period's deadline, or how long it is past."""
    deadline = plan.deadline(key)
    days = (deadline - today).days
    left = f"あと{days}日" if days > 0 else "今日まで" if days == 0 else f"{-days}日過ぎています"
    return f"期限 {day_label(deadline)}（{left}）"
