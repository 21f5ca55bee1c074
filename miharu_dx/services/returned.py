"""Hand a checked workbook back: what was written in a clean form of ours, every finding in its cell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from miharu_dx.domain.access import Permission
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec import SheetSpec
from miharu_dx.domain.sheetspec_form import FORM_KIND_PLAN, FORM_KIND_PROGRESS, FORM_SHEETS, INSTRUCTIONS
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.domain.sheetspec_returned import Reason
from miharu_dx.intake.form_info import FormInfo, read_form
from miharu_dx.intake.header import sheet_named
from miharu_dx.intake.kept import KeptBook, KeptTable, Stray, kept
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.present.views.review_words import returns_told
from miharu_dx.present.workbook.filling import form_of
from miharu_dx.present.workbook.form_info import info_row, plan_info, progress_info
from miharu_dx.present.workbook.model import ProgressForm
from miharu_dx.present.workbook.plan_form import plan_rows
from miharu_dx.present.workbook.progress_form import form_tables
from miharu_dx.present.workbook.returned import returned_list, returned_plan, returned_progress
from miharu_dx.present.workbook.returned_model import OtherEntry, Returned, ReturnedTable
from miharu_dx.present.workbook.sheet import Row
from miharu_dx.services import books
from miharu_dx.services.context import Context
from miharu_dx.services.forms import FormFile
from miharu_dx.services.returned_remarks import Desk
from miharu_dx.services.returned_rows import LaidTable, as_typed, carried_entries, on_form, others_of

PREFIX = "返却_"
ROWS_KEPT = 5_000  # 1つの課の様式は数百行。これより多い表は様式ではなく、書き直しても人が直せない
ENTRIES_LISTED = 5_000  # 人が見て書き写せる量をはるかにこえる数
FINDINGS_LISTED = 2_000  # 一度に直せる数をこえる。残りは、直した後にもう一度示す
# 別の計画や別の種類のファイルは、そのファイルとして正しい。書かれたことを様式に移さない。
_FOREIGN = frozenset({"file.form_kind", "file.form_other_plan"})


@dataclass(frozen=True)
class _ProgressGround:
    """The form a progress 返却ブック is printed from; ``renewed`` when the file's own could not be used."""

    form: ProgressForm
    info: Sequence[Row]
    renewed: bool


@dataclass(frozen=True)
class _PlanGround:
    """The state of the plan a plan 返却ブック is made from, with its 様式情報."""

    snapshot: Snapshot
    form: FormInfo | None

    @property
    def renewed(self) -> bool:
        """Whether the file's own 様式情報 could not be used."""
        return self.form is None


def returned_name(file_name: str) -> str:
    """Return the name of the 返却ブック of a file, marked once however often it comes back."""
    return PREFIX + PurePath(file_name).stem.removeprefix(PREFIX) + ".xlsx"


def returned_book(ctx: Context, preview: Preview, data: bytes) -> FormFile:
    """Return the 返却ブック of a checked workbook; the bytes must be those that were checked.

    It is a new workbook of ours, made from the same store version as the file's own form, and may
    be filled in and handed in again. Without a form that could be told, it lists what is wrong and
    what was written. Raises Refusal for other bytes and for somebody who may not hand them in.
    """
    if hashlib.sha256(data).hexdigest() != preview.sha256:
        raise Refusal("upload.changed_bytes")
    present = ctx.store.snapshot()
    _require(ctx, preview, present)
    book = books.cells_of(preview.file_name, data)
    name = returned_name(preview.file_name)
    if preview.kind == "plan":
        plan_ground = _plan_ground(ctx, preview, book, present)
        if plan_ground is not None:
            return FormFile(name, _plan_book(ctx, preview, book, plan_ground, present))
    else:
        ground = _progress_ground(ctx, preview, book, present)
        if ground is not None:
            _require_department(ctx, ground.form.department.code, present)
            return FormFile(name, _progress_book(preview, book, ground))
    return FormFile(name, _list_only(ctx, preview, book))


def _require(ctx: Context, preview: Preview, present: Snapshot) -> None:
    if preview.kind == "plan":
        ctx.require(Permission.EDIT_PLAN)
    elif preview.department in present.departments_by_code:
        _require_department(ctx, preview.department, present)
    else:
        ctx.require(Permission.VIEW)


def _require_department(ctx: Context, code: str, present: Snapshot) -> None:
    ctx.require(Permission.SUBMIT, present.departments_by_code[code])


def _foreign(preview: Preview) -> bool:
    return any(finding.code in _FOREIGN for finding in preview.findings)


def _relabelled(preview: Preview) -> bool:
    """Whether 様式情報 names another period than the one the form was printed for."""
    return any(finding.code == "file.form_relabelled" for finding in preview.findings)


def _progress_ground(
    ctx: Context, preview: Preview, book: WorkbookCells, present: Snapshot
) -> _ProgressGround | None:
    """Return the file's own form as it was handed out, else a new one for whom the uploader chose."""
    info, _ = read_form(book, FORM_KIND_PROGRESS, present)
    own = None if info is None or _relabelled(preview) else _own_form(ctx, info, present)
    if info is not None and own is not None:
        rows = tuple(
            replace(row, fingerprint=info.fingerprints.get(row.action.code, row.fingerprint))
            for row in own.rows
        )
        # 差戻しは、様式を作った後にもある。今の理由を載せる。
        asked = tuple(
            replace(
                row,
                fingerprint=info.reply_fingerprints.get(str(row.decision.number), row.fingerprint),
            )
            for row in own.instructions
        )
        returns = returns_told(present, own.department.code, own.key)
        own = replace(own, rows=rows, instructions=asked, returns=returns)
        there = {row.action.code for row in rows}
        more = [
            info_row("fingerprint", mark, code)
            for code, mark in info.fingerprints.items()
            if code not in there
        ]
        asked_here = {str(row.decision.number) for row in asked}
        more += [
            info_row("reply_fingerprint", mark, number)
            for number, mark in info.reply_fingerprints.items()
            if number not in asked_here
        ]
        return _ProgressGround(own, [*progress_info(own), *more], renewed=False)
    expected = preview.expected
    if expected.department not in present.departments_by_code or expected.key is None or _foreign(preview):
        return None
    form = form_of(present, expected.department, expected.key, ctx.clock())
    return _ProgressGround(form, progress_info(form), renewed=True)


def _own_form(ctx: Context, info: FormInfo, present: Snapshot) -> ProgressForm | None:
    plan = present.plan
    if info.fiscal_year is None or info.fiscal_year not in plan.fiscal_years:
        return None
    try:
        key = plan.key(info.fiscal_year, info.period)
    except Refusal:
        return None
    base = _at(ctx, info.store_version, present)
    if info.department not in base.departments_by_code or info.department not in present.departments_by_code:
        return None
    return form_of(base, info.department, key, info.made_at or ctx.clock())


def _at(ctx: Context, version: int, present: Snapshot) -> Snapshot:
    return present if version == present.version else ctx.store.snapshot(version)


def _plan_ground(
    ctx: Context, preview: Preview, book: WorkbookCells, present: Snapshot
) -> _PlanGround | None:
    info, _ = read_form(book, FORM_KIND_PLAN, present)
    if info is not None:
        return _PlanGround(_at(ctx, info.store_version, present), info)
    return None if _foreign(preview) else _PlanGround(present, None)


def _progress_book(preview: Preview, book: WorkbookCells, ground: _ProgressGround) -> bytes:
    printed: dict[SheetSpec, list[Row]] = dict(form_tables(ground.form))
    if sheet_named(book, INSTRUCTIONS.name) is not None:
        printed.setdefault(INSTRUCTIONS, [])
    found = kept(book, tuple(printed))
    tables, cut = _within_limits(found)
    moved = {finding.entity for finding in preview.findings if finding.cells}
    laid = {
        spec.key: on_form(tables.get(spec.key), spec, rows, as_it_stands=spec.key in moved)
        for spec, rows in printed.items()
    }
    content = _content(preview, laid, found, ground.info, cut, renewed=ground.renewed)
    return returned_progress(ground.form, replace(content, returns=ground.form.returns))


def _plan_book(
    ctx: Context, preview: Preview, book: WorkbookCells, ground: _PlanGround, present: Snapshot
) -> bytes:
    found = kept(book, PLAN_SHEETS)
    tables, cut = _within_limits(found)
    stored = plan_rows(present)
    laid = {spec.key: as_typed(tables.get(spec.key), spec, stored[spec.key]) for spec in PLAN_SHEETS}
    made_at = ground.form.made_at if ground.form and ground.form.made_at else ctx.clock()
    info = plan_info(ground.snapshot, made_at)
    content = _content(preview, laid, found, info, cut, renewed=ground.renewed)
    return returned_plan(ground.snapshot, made_at, content)


def _within_limits(found: KeptBook) -> tuple[dict[str, KeptTable], int]:
    """Return the tables as far as they are written again, and how many cells are not."""
    tables = {key: replace(table, rows=table.rows[:ROWS_KEPT]) for key, table in found.tables.items()}
    cut = sum(len(row.cells) for table in found.tables.values() for row in table.rows[ROWS_KEPT:])
    return tables, cut


def _content(
    preview: Preview,
    laid: Mapping[str, LaidTable],
    found: KeptBook,
    info: Sequence[Row],
    cut: int,
    *,
    renewed: bool,
) -> Returned:
    others = [
        *others_of(found.strays),
        *(entry for table in laid.values() for entry in table.others),
        *carried_entries(found.carried),
    ]
    listed = others[:ENTRIES_LISTED]
    desk = Desk(laid, info, listed, renewed)
    return Returned(
        preview.file_name,
        tuple(desk.remark(finding) for finding in preview.findings[:FINDINGS_LISTED]),
        tuple(listed),
        tuple(ReturnedTable(table.spec, table.rows, table.merged) for table in laid.values()),
        info,
        max(len(preview.findings) - FINDINGS_LISTED, 0),
        len(others) - len(listed) + cut,
    )


def _list_only(ctx: Context, preview: Preview, book: WorkbookCells) -> bytes:
    found = KeptBook({}, ()) if _foreign(preview) else kept(book, FORM_SHEETS)
    others: list[OtherEntry] = others_of([*_unplaced(found), *found.strays])
    others += carried_entries(found.carried)
    listed = others[:ENTRIES_LISTED]
    content = Returned(
        preview.file_name,
        tuple(Desk({}, (), listed, renewed=False).remark(f) for f in preview.findings[:FINDINGS_LISTED]),
        tuple(listed),
        findings_left_out=max(len(preview.findings) - FINDINGS_LISTED, 0),
        entries_left_out=len(others) - len(listed),
    )
    return returned_list(content, ctx.clock())


def _unplaced(found: KeptBook) -> Iterator[Stray]:
    """Yield the cells of tables for which there is no form."""
    for table in found.tables.values():
        for row in table.rows:
            for name, cell in row.cells.items():
                yield Stray(table.sheet, cell, Reason.NO_FORM, table.spec.column(name).label, row.raw("name"))
