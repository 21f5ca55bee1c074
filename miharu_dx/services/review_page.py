"""確認 for somebody who may view it: the list of a period, one submission in full, and the closing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.changes import Entry, Key, Source, Stored, Value
from miharu_dx.domain.finding import Location
from miharu_dx.domain.merge import Ground, merge
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected, Preview
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.records_cycle import Review
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.domain.standing import latest_report
from miharu_dx.present.views.review import ReviewView, Show, review_view
from miharu_dx.present.views.review_closing import ClosingView, closing_view
from miharu_dx.present.views.review_detail import Brought, ReviewDetail, review_detail
from miharu_dx.services.context import Context
from miharu_dx.services.entries import KEYS, instruction_name, stored_rows
from miharu_dx.services.review import period_of
from miharu_dx.store.tables import entity_key

__all__ = ["ClosingView", "ReviewDetail", "ReviewView", "Show", "closing", "review", "submission"]

_SPECS = {"report": PROGRESS, "indicator_value": INDICATORS, "reply": INSTRUCTIONS}


def review(
    ctx: Context,
    key: PeriodKey,
    *,
    today: date,
    department: str | None = None,
    show: Show = Show.ALL,
) -> ReviewView:
    """Return the submissions of a period and where each stands."""
    ctx.require(Permission.VIEW)
    snapshot = ctx.snapshot()
    said = _said(ctx, snapshot)
    return review_view(snapshot, key, today=today, department=department, show=show, said=said)


def _said(ctx: Context, snapshot: Snapshot) -> tuple[Review, ...]:
    return tuple(Review(**row) for row in ctx.store.rows("review_steps", version=snapshot.version))


def closing(ctx: Context, key: PeriodKey, *, today: date) -> ClosingView:
    """Return whether a period and the ones before it are closed."""
    ctx.require(Permission.VIEW)
    return closing_view(ctx.snapshot(), key, today)


def submission(ctx: Context, number: int) -> ReviewDetail:
    """Return one progress submission (number) in full; refuse one that does not exist."""
    ctx.require(Permission.VIEW)
    snapshot = ctx.snapshot()
    found = snapshot.submissions_by_id.get(number)
    if found is None or found.kind != "progress":
        raise Refusal("review.unknown", number=number)
    after, before = ctx.store.snapshot(found.version), ctx.store.snapshot(found.version - 1)
    entries = tuple(_entries(ctx, after, found))
    then = stored_rows(before, [(entry.table, entry.key) for entry in entries])
    first = {
        entry.group for entry in entries if entry.table == "report" and ("report", entry.key) not in then
    }
    key = period_of(snapshot, found)
    brought = Brought(
        _preview(found, key, before, [e for e in entries if e.group in first], _past(before, key, first)),
        _preview(found, key, before, [e for e in entries if e.group not in first], then),
    )
    return review_detail(snapshot, found, brought, before, _said(ctx, snapshot))


def _past(before: Snapshot, key: PeriodKey, actions: Iterable[str]) -> Stored:
    """Return what each action's last report before a period said, in the place of its first one of it."""
    earlier = before.plan.before(key)
    found: dict[tuple[str, Key], Mapping[str, Value]] = {}
    for action in actions:
        report = latest_report(before, action, earlier)
        if report is not None:
            own = (action, report.fiscal_year, report.period)
            found["report", _key(before, action, key)] = stored_rows(before, [("report", own)])["report", own]
    return found


def _key(snapshot: Snapshot, action: str, key: PeriodKey) -> Key:
    return (action, key.fiscal_year, snapshot.plan.period_at(key).code)


def _preview(
    found: Submission, key: PeriodKey, before: Snapshot, entries: Sequence[Entry], then: Stored
) -> Preview:
    return Preview(
        kind="progress",
        expected=Expected(),
        file_name=found.file_name,
        sha256=found.sha256,
        department=found.department,
        key=key,
        base_version=before.version,
        seen_version=before.version,
        findings=(),
        changes=merge(entries, Ground(then, then, {})),
    )


def _entries(ctx: Context, after: Snapshot, found: Submission) -> Iterator[Entry]:
    """Yield every row a submission wrote, with the cells it came from."""
    sources: dict[tuple[str, str], dict[str, Source]] = {}
    for cell in ctx.store.rows("submission_cells", submission=found.id):
        place = Location(cell["sheet"], cell["excel_row"], cell["excel_column"], cell["field"])
        own = sources.setdefault((cell["entity"], cell["entity_key"]), {})
        own[cell["field"]] = Source(place, cell["raw"] or "", cell["how"])
    written = {
        "report": [row for row in after.reports if row.submission == found.id],
        "indicator_value": [row for row in after.values if row.submission == found.id],
        "reply": [row for row in after.replies if row.from_version == found.version],
    }
    keys = [
        (table, tuple(asdict(row)[name] for name in KEYS[table]))
        for table, rows in written.items()
        for row in rows
    ]
    names = {code: action.name for code, action in after.actions_by_code.items()}
    orders = {row.number: instruction_name(row.number, row.text) for row in after.decisions}
    for (table, key), values in stored_rows(after, keys).items():
        group = str(key[0])
        subject = names.get(group, group)
        if table == "reply":
            group, subject = f"{INSTRUCTIONS.key}/{group}", orders.get(int(key[0]), group)
        labels = {column.field: column.label for column in _SPECS[table].inputs}
        yield Entry(
            table, key, values, subject, group, sources.get((table, entity_key(table, key)), {}), labels
        )
