"""Check, preview and commit a workbook: one path, the same bytes, one transaction."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from miharu_dx.domain.access import Permission
from miharu_dx.domain.changes import Entry, Key, RowChange, Stored, Value, compare
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.preview import Expected, Preview, Receipt
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec_form import FORM_KIND_PLAN, FORM_KIND_PROGRESS
from miharu_dx.intake import child, plan_book, submission, workbook
from miharu_dx.intake.form_info import kind_of, made_from
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.services.context import Context
from miharu_dx.services.entries import as_cells, as_row, plan_entries, progress_entries, stored_rows
from miharu_dx.store import Transaction

KEPT_IN_MEMORY = 16  # 渡してから確定するまでの間のブック。読み直す時間を省く


ANYTHING = Expected()


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _read(sha256: str, file_name: str, book: _Bytes) -> WorkbookCells:  # noqa: ARG001 - the hash is the key
    return workbook.read(book.data, file_name)


@dataclass(frozen=True, eq=False)
class _Bytes:
    """A workbook's bytes that stand for themselves in the memory of books by their SHA-256 alone."""

    data: bytes
    sha256: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bytes) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)


_judged: dict[tuple[object, ...], Preview] = {}
_judged_lock = threading.Lock()


def warm() -> None:
    """Start the readers, so that the first upload does not wait for them."""
    child.shared_readers().warm()


def cells_of(file_name: str, data: bytes) -> WorkbookCells:
    """Return the cells of a workbook, read once for all who ask soon after one another.

    Raises Refusal for a file that cannot be read at all.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    return _read(sha256, file_name, _Bytes(data, sha256))


def read_ahead(file_name: str, data: bytes) -> None:
    """Read a workbook that will be prepared soon, so that its cells are at hand then."""
    cells_of(file_name, data)


def prepare(ctx: Context, file_name: str, data: bytes, expected: Expected = ANYTHING) -> Preview:
    """Return what a workbook would do; nothing is stored.

    Raises Refusal for a file that cannot be read at all or that the actor may not hand in.
    """
    return _judge(ctx, file_name, data, expected, ctx.store.snapshot())


def _judge(ctx: Context, file_name: str, data: bytes, expected: Expected, present: Snapshot) -> Preview:
    """Return the judgement of these bytes against this version; the same question is answered once.

    What is remembered holds nothing of the asker, so the permission is checked on every call.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    question = (sha256, file_name, expected, ctx.store.opening, present.version, ctx.today())
    known = _judged.get(question)
    if known is None:
        known = _examine(ctx, file_name, sha256, data, expected, present)
        with _judged_lock:
            _judged[question] = known
            while len(_judged) > KEPT_IN_MEMORY:
                _judged.pop(next(iter(_judged)))
    _require(ctx, known, present)
    return known


def _require(ctx: Context, preview: Preview, present: Snapshot) -> None:
    if preview.kind == "plan":
        ctx.require(Permission.EDIT_PLAN)
    elif preview.department in present.departments_by_code:
        ctx.require(Permission.SUBMIT, present.departments_by_code[preview.department])
    else:
        ctx.require(Permission.VIEW)


def _examine(
    ctx: Context, file_name: str, sha256: str, data: bytes, expected: Expected, present: Snapshot
) -> Preview:
    book = _read(sha256, file_name, _Bytes(data, sha256))
    kind = expected.kind or ("plan" if kind_of(book) == FORM_KIND_PLAN else "progress")
    if kind == "plan":
        return _judge_plan(ctx, file_name, sha256, book, expected, present)
    return _judge_progress(ctx, file_name, sha256, book, expected, present)


def _base_of(ctx: Context, version: int, present: Snapshot) -> Snapshot:
    return present if version == present.version else ctx.store.snapshot(version)


def _judge_progress(
    ctx: Context, file_name: str, sha256: str, book: WorkbookCells, expected: Expected, present: Snapshot
) -> Preview:
    plan = ctx.plan
    version = made_from(book, FORM_KIND_PROGRESS, present)
    base = None if version is None else _base_of(ctx, version, present)
    chosen = submission.Expected(
        expected.department,
        expected.key.fiscal_year if expected.key else None,
        plan.period_at(expected.key).code if expected.key else None,
    )
    found = submission.read_progress(book, snapshot=present, today=ctx.today(), base=base, expected=chosen)
    key = (
        plan.key(found.fiscal_year, found.period)
        if found.rows and found.fiscal_year is not None
        else expected.key
    )
    return Preview(
        kind="progress",
        expected=expected,
        file_name=file_name,
        sha256=sha256,
        department=found.department or expected.department,
        key=key,
        base_version=version or 0,
        seen_version=present.version,
        findings=found.findings,
        changes=_changes(progress_entries(found), present, base),
        silent=found.silent,
        rows_read=len(found.rows),
    )


def _judge_plan(
    ctx: Context, file_name: str, sha256: str, book: WorkbookCells, expected: Expected, present: Snapshot
) -> Preview:
    found = plan_book.read_plan_book(book, snapshot=present)
    version = found.form.store_version if found.form else None
    base = None if version is None else _base_of(ctx, version, present)
    return Preview(
        kind="plan",
        expected=expected,
        file_name=file_name,
        sha256=sha256,
        department=None,
        key=None,
        base_version=version or 0,
        seen_version=present.version,
        findings=found.findings,
        changes=_changes(plan_entries(found, present), present, base),
        rows_read=len(found.departments) + len(found.actions) + len(found.schedule) + len(found.indicators),
    )


def _changes(entries: Iterable[Entry], present: Snapshot, base: Snapshot | None) -> tuple[RowChange, ...]:
    proposed = tuple(entries)
    places = [(entry.table, entry.key) for entry in proposed]
    now: Stored = stored_rows(present, places)
    then: Stored = now if base is None or base.version == present.version else stored_rows(base, places)
    return compare(proposed, now, then)


def commit(ctx: Context, preview: Preview, data: bytes, *, overwrite: bool = False) -> Receipt:
    """Store what a preview showed, all of it or nothing, and return the new version.

    The same bytes are judged again inside the transaction. Refuses a workbook with a blocking
    finding, other bytes than those previewed, and a store in which what the preview showed has
    moved since. A workbook that changes nothing makes no version. Values that somebody else changed
    since the form was made are only replaced with ``overwrite``, which a person has agreed to.
    """
    if hashlib.sha256(data).hexdigest() != preview.sha256:
        raise Refusal("upload.changed_bytes")
    now = ctx.store.snapshot()
    again = _judge(ctx, preview.file_name, data, preview.expected, now)
    _refuse_blocked(again)
    if not again.counts.any:
        return Receipt(now.version, None, True, again.counts)
    with ctx.store.transaction(
        actor=ctx.actor.name, kind=f"submit_{preview.kind}", note=preview.file_name, at=ctx.clock()
    ) as tx:
        if tx.base != again.seen_version:
            again = _judge(ctx, preview.file_name, data, preview.expected, tx.snapshot())
            _refuse_blocked(again)
        if _effect(again) != _effect(preview):
            raise Refusal("upload.stale", base=preview.seen_version, latest=tx.base)
        if again.both_sides and not overwrite:
            raise Refusal("upload.both_sides", count=len(again.both_sides), base=again.base_version)
        number = _write(ctx.plan, tx, again, data)
        return Receipt(tx.version, number, False, again.counts)


def _refuse_blocked(preview: Preview) -> None:
    if preview.blocks:
        raise Refusal("upload.has_findings", count=len(preview.blocks))


def _effect(preview: Preview) -> dict[tuple[str, Key], list[tuple[str, Value, Value]]]:
    """Return what a preview would write over what, to see whether two previews mean the same."""
    return {
        (change.entry.table, change.entry.key): [(item.field, item.old, item.new) for item in change.fields]
        for change in preview.moved
    }


def _write(plan: Plan, tx: Transaction, preview: Preview, data: bytes) -> int:
    counts = preview.counts
    sha256 = tx.keep_workbook(data, preview.file_name)
    number = tx.add_submission(
        kind=preview.kind,
        department=preview.department or "",
        fiscal_year=preview.key.fiscal_year if preview.key else None,
        period=plan.period_at(preview.key).code if preview.key else None,
        file_name=preview.file_name,
        sha256=sha256,
        content_hash=content_hash(preview),
        base_version=min(preview.base_version, tx.base),
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        warnings=len(preview.warnings),
    )
    rows: dict[str, list[Mapping[str, Value]]] = {}
    cells: list[Mapping[str, Value]] = []
    for change in preview.moved:
        rows.setdefault(change.entry.table, []).append(as_row(change.entry))
        cells.extend(as_cells(change.entry))
    for table, entries in rows.items():
        tx.put(table, entries, number)
    tx.keep_cells(number, cells)
    return number


def content_hash(preview: Preview) -> str:
    """Return a hash that is equal exactly when two workbooks say the same of the same rows."""
    said = sorted(
        (
            change.entry.table,
            repr(change.entry.key),
            sorted((k, repr(v)) for k, v in change.entry.values.items()),
        )
        for change in preview.changes
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()
