"""Check, preview and commit a workbook: one path, the same bytes, one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from miharu_dx.domain import merge_rules
from miharu_dx.domain.access import Permission
from miharu_dx.domain.changes import Entry, TheirChange, Value
from miharu_dx.domain.closing import closed_by, reason_kept
from miharu_dx.domain.finding import Finding
from miharu_dx.domain.merge import NO_ANSWERS, Answers, Overtaken
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.preview import Expected, Preview, Receipt
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec_form import FORM_KIND_PLAN, FORM_KIND_PROGRESS
from miharu_dx.intake import plan_book, submission
from miharu_dx.intake.form_info import FormInfo, kind_of, made_from
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.present.views.submit_merge import moves_text
from miharu_dx.services import mapped, merge
from miharu_dx.services.books import cells_of
from miharu_dx.services.context import Context
from miharu_dx.services.entries import as_cells, as_row, content_hash, plan_entries, progress_entries
from miharu_dx.services.files import shown_name
from miharu_dx.services.judged import Judged, judgements, turns
from miharu_dx.store import Transaction

ANYTHING = Expected()


def prepare(ctx: Context, file_name: str, data: bytes, expected: Expected = ANYTHING) -> Preview:
    """Return what a workbook would do; nothing is stored.

    Raises Refusal for a file that cannot be read at all or that the actor may not hand in.
    """
    name = shown_name(file_name)
    cells_of(name, data)
    with turns:
        return _judge(ctx, name, data, expected, ctx.store.snapshot())


def _judge(ctx: Context, file_name: str, data: bytes, expected: Expected, present: Snapshot) -> Preview:
    """Return the judgement of these bytes against this version; the same question is answered once.

    A judgement also holds for later versions in which nothing it rests on has changed.

    What is remembered holds nothing of the asker, so the permission is checked on every call.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    question = (sha256, file_name, expected, ctx.store.opening, ctx.today())
    earlier = judgements.known(question)
    preview = earlier.at(present) if earlier else None
    if preview is None:
        preview = _examine(ctx, file_name, sha256, data, expected, present)
    if earlier is None or preview is not earlier.preview:
        judgements.keep(question, Judged.of(preview, present))
    _require(ctx, preview, present)
    return preview


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
    book = cells_of(file_name, data)
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
    mine = mapped.read(ctx, book, expected, present, file_name)
    version = made_from(book, FORM_KIND_PROGRESS, present)
    if mine is not None:
        told = _key_of(mine.submission, plan) or expected.key
        version = mapped.base_version(present, mine.submission.department, told)
    base = None if version is None else _base_of(ctx, version, present)
    wanted = expected.held_against
    chosen = submission.Expected(
        wanted.department,
        wanted.key.fiscal_year if wanted.key else None,
        plan.period_at(wanted.key).code if wanted.key else None,
    )
    found = (
        submission.read_progress(book, snapshot=present, today=ctx.today(), base=base, expected=chosen)
        if mine is None
        else mine.submission
    )
    own = _key_of(found, plan)
    key = own if (found.rows or mine is not None) and own is not None else wanted.key
    entries = tuple(progress_entries(found))
    preview = Preview(
        kind="progress",
        expected=expected,
        file_name=file_name,
        sha256=sha256,
        department=found.department or expected.department,
        key=key,
        base_version=version or 0,
        seen_version=present.version,
        findings=found.findings,
        changes=(),
        silent=found.silent,
        rows_read=len(found.rows) or len(found.indicator_rows),
        form=Expected("progress", found.department or None, own) if own is not None else None,
    )
    return _held_against(ctx, preview, entries, present, base, found.form)


def _key_of(found: submission.ProgressSubmission, plan: Plan) -> PeriodKey | None:
    """Return the period the form is for, none where it names no period of the plan."""
    if found.fiscal_year not in plan.fiscal_years:
        return None
    return next(
        (
            PeriodKey(found.fiscal_year, period.order)
            for period in plan.periods
            if found.period in (period.code, period.name)
        ),
        None,
    )


def _judge_plan(
    ctx: Context, file_name: str, sha256: str, book: WorkbookCells, expected: Expected, present: Snapshot
) -> Preview:
    found = plan_book.read_plan_book(book, snapshot=present)
    version = found.form.store_version if found.form else None
    base = None if version is None else _base_of(ctx, version, present)
    preview = Preview(
        kind="plan",
        expected=expected,
        file_name=file_name,
        sha256=sha256,
        department=None,
        key=None,
        base_version=version or 0,
        seen_version=present.version,
        findings=found.findings,
        changes=(),
        rows_read=len(found.departments) + len(found.actions) + len(found.schedule) + len(found.indicators),
    )
    return _held_against(ctx, preview, tuple(plan_entries(found, present)), present, base, None)


def _held_against(
    ctx: Context,
    preview: Preview,
    entries: Sequence[Entry],
    present: Snapshot,
    base: Snapshot | None,
    form: FormInfo | None,
) -> Preview:
    """Return the judgement with what its rows change; a form that was handed in before changes nothing."""
    earlier = None
    if entries:
        # 様式でない表は、同じファイルを別の期にも、対応付けを直した後にも渡すことがある。
        own = form is not None or preview.kind == "plan"
        earlier = merge.earlier_submission(ctx.store, present, preview, content_hash(entries), same_bytes=own)
    if earlier is not None:
        since = merge.differing(ctx.store, entries, present, earlier.version)
        repeated = len({entry.group for entry in entries})
        return replace(preview, findings=(), silent=(), untouched=since, earlier=earlier, repeated=repeated)
    found = merge.merged(ctx.store, entries, present, base, form=form, preview=preview, today=ctx.today())
    whole = replace(preview, changes=found.changes, untouched=found.untouched, scope=found.scope)
    if whole.questions:
        return whole
    return replace(whole, findings=(*whole.findings, *clashes(ctx, whole, {}, present)))


def clashes(
    ctx: Context, preview: Preview, answers: Answers, present: Snapshot | None = None
) -> tuple[Finding, ...]:
    """Return what stops the rows as these answers would merge them, as findings at their cells."""
    seen = present or ctx.store.snapshot(preview.seen_version)
    return merge_rules.clashes(seen, preview.changes, answers, preview.key, ctx.today())


def overtaken(ctx: Context, preview: Preview) -> tuple[TheirChange, ...]:
    """Return what others changed of a judgement's rows since it was made: old → new, who and when."""
    if ctx.store.version == preview.seen_version:
        return ()
    return merge.moves_since(ctx.store, preview, ctx.store.snapshot())


def commit(
    ctx: Context, preview: Preview, data: bytes, *, answers: Answers = NO_ANSWERS, reason: str = ""
) -> Receipt:
    """Store what a preview showed, all of it or nothing, and return the new version.

    The same bytes are judged again inside the transaction. Refuses a workbook with a blocking
    finding, other bytes than those previewed, and a store in which somebody has changed a row of
    this workbook since. A workbook that changes nothing makes no version. ``answers`` say of each
    question which value counts; they are kept with the submission. A change of a closed period
    needs a ``reason``.
    """
    if hashlib.sha256(data).hexdigest() != preview.sha256:
        raise Refusal("upload.changed_bytes")
    with turns:
        return _committed(ctx, preview, data, answers, reason)


def _committed(ctx: Context, preview: Preview, data: bytes, answers: Answers, reason: str) -> Receipt:
    again = _judge(ctx, preview.file_name, data, preview.expected, ctx.store.snapshot())
    _refuse_blocked(again)
    if not again.counts.any:
        return _nothing_to_do(again)
    with ctx.store.transaction(
        actor=ctx.actor.name, kind=f"submit_{preview.kind}", note=preview.file_name, at=ctx.clock()
    ) as tx:
        # 順番が来るまでの間に、ほかの人の登録が終わっていることがある。
        present = ctx.store.snapshot(tx.base)
        again = _judge(ctx, preview.file_name, data, preview.expected, present)
        _refuse_blocked(again)
        if not again.counts.any:
            return _nothing_to_do(again)
        _refuse_overtaken(ctx, preview, again, present)
        settled = _settled(ctx, again, answers, present)
        late = closed_by(present, settled.changes, settled.key)
        content = content_hash(change.entry for change in again.changes)
        number = _write(ctx.plan, tx, settled, data, content, reason_kept(ctx.plan, late, reason))
        tx.keep_answers(number, merge.answer_rows(again, answers))
        return Receipt(tx.version, number, False, settled.counts, answered=len(again.questions))


def _nothing_to_do(preview: Preview) -> Receipt:
    earlier = preview.earlier
    version = earlier.version if earlier else preview.seen_version
    return Receipt(version, None, True, preview.counts, earlier)


def _refuse_blocked(preview: Preview) -> None:
    if preview.blocks:
        raise Refusal("upload.has_findings", count=len(preview.blocks))


def _refuse_overtaken(ctx: Context, preview: Preview, again: Preview, present: Snapshot) -> None:
    moves = merge.moves_since(ctx.store, preview, present)
    if moves or again.effect != preview.effect:
        told = moves_text(moves, present)
        raise Overtaken(moves, base=preview.seen_version, latest=present.version, told=told)


def _settled(ctx: Context, preview: Preview, answers: Answers, present: Snapshot) -> Preview:
    known = {question.id for question in preview.questions}
    if strangers := set(answers) - known:
        raise ValueError(f"nobody asked {', '.join(sorted(strangers))}")
    if known - set(answers):
        raise Refusal("upload.both_sides", count=len(known), base=preview.base_version)
    wrong = clashes(ctx, preview, answers, present)
    if wrong:
        raise Refusal("upload.clash", count=len(wrong))
    return preview.settled(answers)


def _write(plan: Plan, tx: Transaction, preview: Preview, data: bytes, content: str, reason: str) -> int:
    counts = preview.counts
    sha256 = tx.keep_workbook(data, preview.file_name)
    number = tx.add_submission(
        kind=preview.kind,
        department=preview.department or "",
        fiscal_year=preview.key.fiscal_year if preview.key else None,
        period=plan.period_at(preview.key).code if preview.key else None,
        file_name=preview.file_name,
        sha256=sha256,
        content_hash=content,
        base_version=min(preview.base_version, tx.base),
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        warnings=len(preview.warnings),
        reason=reason,
    )
    rows: dict[str, list[Mapping[str, Value]]] = {}
    cells: list[Mapping[str, Value]] = []
    for change in preview.moved:
        rows.setdefault(change.entry.table, []).append(as_row(change.entry))
        cells.extend(as_cells(change))
    for table, entries in rows.items():
        tx.put(table, entries, number)
    tx.keep_cells(number, cells)
    return number
