"""履歴: who made which version, what a submission changed, where a value comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from miharu_dx.domain.access import Permission
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.history import HistoryFilter, HistoryView, history_view
from miharu_dx.present.views.history_past import Commit, PastView, commit_label, past_view
from miharu_dx.present.views.history_records import Record, action_choices, action_records, trail_headline
from miharu_dx.present.views.history_submission import SubmissionDetail, said_of, submission_detail
from miharu_dx.present.views.history_trail import TrailLine, ends_of, told_rows, trail_lines
from miharu_dx.services.as_of import AsOf, first_day
from miharu_dx.services.context import Context
from miharu_dx.services.editions import edition_told
from miharu_dx.services.forms import FormFile
from miharu_dx.services.withdrawal import TABLES, submission_of
from miharu_dx.store import entity_key

__all__ = [
    "actions",
    "history",
    "may_take_file",
    "past",
    "recent",
    "records",
    "submission",
    "submission_file",
    "trail",
    "trail_headline",
    "trail_rows",
]

RECENT = 6  # 窓の中で、送らずに選べる行数


def past(ctx: Context) -> PastView:
    """Return what a page of the past says of itself."""
    return past_view(ctx.snapshot(), ctx.today(), edition_told(ctx))


def recent(ctx: Context) -> tuple[tuple[Commit, ...], date]:
    """Return the last commits and the day of the first one: the places in time one may go to."""
    ctx.require(Permission.VIEW)
    latest = ctx.store.snapshot()
    rows = ctx.store.rows("versions", limit=RECENT)
    return tuple(commit_label(latest, row) for row in rows), first_day(ctx)


def frozen(ctx: Context) -> tuple[tuple[str, str], ...]:
    """Return the last editions as (code of the point in time, title), the newest first."""
    ctx.require(Permission.VIEW)
    latest = ctx.store.snapshot()
    titles = {row.number: row.title for row in latest.meetings}
    rows = sorted(latest.editions, key=lambda row: -row.meeting)[:RECENT]
    return tuple((AsOf(row.frozen_version, meeting=row.meeting).code, titles[row.meeting]) for row in rows)


def history(ctx: Context, chosen: HistoryFilter = HistoryFilter()) -> HistoryView:  # noqa: B008 - frozen
    """Return the record of versions up to the one being read, the newest first."""
    snapshot = ctx.snapshot()
    return history_view(snapshot, ctx.store.audit(), *_said(ctx, snapshot), chosen)


def _said(ctx: Context, snapshot: Snapshot) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return every undo and every review up to a version, in time."""
    version = snapshot.version
    undone = [row for row in ctx.store.rows("withdrawal_steps") if row["from_version"] <= version]
    for row in undone:
        if row["to_version"] is not None and row["to_version"] > version:
            row["to_version"] = None
    return undone, ctx.store.rows("review_steps", version=version)


def submission(ctx: Context, number: int) -> SubmissionDetail:
    """Return one submission in full, as of the version being read; refuse a number nobody has."""
    snapshot = ctx.snapshot()
    item = submission_of(snapshot, number)
    undone, reviews = _said(ctx, snapshot)
    audit = [row for row in ctx.store.audit() if row["version"] <= snapshot.version]
    own = [row for row in audit if row["version"] == item.version]
    (line,) = history_view(snapshot, own, (), (), HistoryFilter()).lines
    steps = [
        step
        for table in TABLES[item.kind]
        for step in ctx.store.row_steps(table, item.version)
        if step.version <= snapshot.version
    ]
    return submission_detail(
        snapshot,
        line,
        item,
        steps,
        ctx.store.rows("submission_cells", submission=number),
        ctx.store.rows("answers", submission=number),
        said_of(item, reviews, undone, audit),
    )


def may_take_file(ctx: Context, item: Submission | SubmissionDetail) -> bool:
    """Whether somebody may have a submitted workbook: its own department, whoever confirms, the 事務局."""
    return ctx.actor.may(Permission.REVIEW) or ctx.actor.may(Permission.WITHDRAW, item.department)


def submission_file(ctx: Context, number: int) -> FormFile:
    """Return a submitted workbook, byte for byte as it was handed in."""
    item = submission_of(ctx.snapshot(), number)
    if not may_take_file(ctx, item):
        raise Refusal("withdraw.file")
    (kept,) = ctx.store.rows("workbook_bytes", sha256=item.sha256)
    return FormFile(item.file_name, bytes(kept["data"]))


def trail_rows(ctx: Context, table: str, key: Sequence[object]) -> list[dict[str, Any]]:
    """Return the store's own rows of every value of one stored row, up to the version being read.

    Each carries the file and cell its value truly comes from, also where an undo brought it back.
    """
    ctx.require(Permission.VIEW)
    rows = ctx.store.rows("value_trail", entity=table, entity_key=entity_key(table, key))
    undone = ctx.store.rows("withdrawal_steps")
    return told_rows(rows, undone, ctx.snapshot().version)


def actions(ctx: Context, department: str = "") -> tuple[tuple[str, str], ...]:
    """Return the actions whose values may be followed, as (code, words)."""
    return action_choices(ctx.snapshot(), department)


def records(ctx: Context, code: str, today: date) -> tuple[Record, ...]:
    """Return the records of an action (code) whose values may be followed."""
    return action_records(ctx.snapshot(), code, today)


def trail(ctx: Context, table: str, key: Sequence[object]) -> tuple[TrailLine, ...]:
    """Return where each value of one stored row comes from, the newest value of a field first."""
    rows = trail_rows(ctx, table, key)
    ends = {number: ctx.store.rows("version_row", version=number)[0] for number in ends_of(rows)}
    return trail_lines(ctx.snapshot(), table, rows, ends)
