"""Several files handed over at once, on a page or by a command: each judged and kept for itself."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from miharu_dx.domain.changes import ChangeCounts, Chosen
from miharu_dx.domain.finding import Finding, Severity
from miharu_dx.domain.merge import all_answered
from miharu_dx.domain.preview import Expected, Fallback, Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import files, upload
from miharu_dx.services.context import Context, department_named
from miharu_dx.services.forms import FormFile
from miharu_dx.services.mapped import ANSWERED_BY_MAPPING
from miharu_dx.services.returned import returned_book, returned_name

_NOTHING = ChangeCounts(0, 0, 0)
_TOLD = "file.mapping_assumed"
_OPENED = ANSWERED_BY_MAPPING | {"file.mapping_none", "file.mapping_period", "file.mapping_told_apart"}
_SEVERITY_NAMES = {Severity.BLOCK: "要修正", Severity.WARN: "注意"}


@dataclass(frozen=True)
class FileResult:
    """What became of one file: a refusal, findings, or a preview; ``version`` once it was committed.

    A file that could be read keeps its ``preview``, also where its commit was refused. One that is no
    table is ``passed_over`` in a folder: it is named and nothing is said of it.
    """

    file: str
    ok: bool
    refusal: Refusal | None = None
    findings: tuple[Finding, ...] = ()
    changes: ChangeCounts = _NOTHING
    version: int | None = None
    already: bool = False
    preview: Preview | None = None
    passed_over: bool = False

    @property
    def blocks(self) -> int:
        """Findings that stop the commit."""
        return sum(finding.severity is Severity.BLOCK for finding in self.findings)

    @property
    def asks(self) -> int:
        """Values somebody has to decide about before the commit."""
        return 0 if self.preview is None or self.version is not None else len(self.preview.questions)

    @property
    def unmapped(self) -> bool:
        """Whether it is a table of somebody's own of which a person has only to tell how to read it, or whose."""
        blocks = [finding for finding in self.findings if finding.severity is Severity.BLOCK]
        return bool(blocks) and all(finding.code in _OPENED for finding in blocks)

    @property
    def told(self) -> str:
        """From where its department, year and period were taken, blank for a form that holds them."""
        return next((finding.message for finding in self.findings if finding.code == _TOLD), "")

    @property
    def passes(self) -> bool:
        """Whether nothing is left to be mended or decided."""
        return self.ok and not self.asks

    @property
    def ready(self) -> bool:
        """Whether a commit would store it without asking anybody."""
        return self.passes and self.version is None and self.changes.any

    def plain(self) -> dict[str, object]:
        """Return the result for programs."""
        refusal = self.refusal
        told: dict[str, object] = {
            "file": self.file,
            "ok": self.passes,
            "refusal": None
            if refusal is None
            else {"code": refusal.code, "message": refusal.message, "next_step": refusal.next_step},
            "findings": [_plain(finding) for finding in self.findings],
            "changes": {
                "new": self.changes.new,
                "changed": self.changes.changed,
                "unchanged": self.changes.unchanged,
                "figures_only": self.changes.figures_only,
                "replies": self.changes.replies,
            },
        }
        if self.asks:
            told |= {"both_sides": self.asks}
        if self.version is not None:
            told |= {"version": self.version, "already": self.already}
        if self.passed_over:
            told |= {"passed_over": True}
        return told

    def text(self) -> str:
        """Return the result for a reader, all findings at once."""
        if self.passed_over:
            return f"{self.file}: 表のファイル（.xlsx・.csv）ではないので、読んでいません"
        if self.refusal is not None:
            return f"{self.file}: 受け付けられません\n  {self.refusal.message}\n  {self.refusal.next_step}"
        counts = f"新しい{self.changes.new}件・変わる{self.changes.changed}件・変わらない{self.changes.unchanged}件"
        if self.changes.figures_only:
            counts += f"（うち{self.changes.figures_only}件は、指標の値だけ）"
        if self.changes.replies:
            counts += f"（うち{self.changes.replies}件は、指示への回答）"
        if self.blocks:
            head = f"直すところが{self.blocks}か所あります。何も登録していません"
        elif self.already:
            head = f"同じ内容が登録済みです。何も変わりません（版{self.version}）"
        elif self.version is not None:
            head = f"確定しました（版{self.version}）。{counts}"
        elif self.preview is not None and self.preview.earlier is not None:
            head = f"この内容は登録済みです。渡しても何も変わりません（版{self.preview.earlier.version}）"
        elif self.asks:
            head = f"直すところはありませんが、別の提出でも変わった値が{self.asks}か所あります。{counts}"
        else:
            head = f"直すところはありません。{counts}"
        return "\n".join([f"{self.file}: {head}", *(_line(finding) for finding in self.findings)])


def _line(finding: Finding) -> str:
    place = f"{finding.location.sheet} {finding.location.a1}".strip()
    shown = f"「{finding.shown}」" if finding.shown else ""
    subject = f"（{finding.subject}）" if finding.subject else ""
    return (
        f"  [{_SEVERITY_NAMES[finding.severity]}] {place} {finding.label}{subject}{shown} "
        f"{finding.message} → {finding.fix}"
    )


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.location.sheet,
        "cell": finding.location.a1,
        "field": finding.location.field,
        "message": finding.message,
        "fix": finding.fix,
    }


def judged(ctx: Context, file: str, data: bytes, fallback: Fallback | None = None) -> FileResult:
    """Judge a file for its own department and period; a refusal is part of the result.

    ``fallback`` holds where the file is no form of ours and does not say whose it is.
    """
    try:
        preview = upload.prepare(ctx, PurePosixPath(file).name, data, Expected(fallback=fallback))
    except Refusal as refusal:
        return FileResult(file, False, refusal)
    return FileResult(file, preview.ok, None, preview.findings, preview.counts, preview=preview)


def committed(
    ctx: Context, result: FileResult, data: bytes, *, on_both: Chosen | None = None, reason: str = ""
) -> FileResult:
    """Commit a judged file where nothing stops it; ``on_both`` answers every question alike.

    ``reason`` is kept with a change of a closed period.
    """
    preview = result.preview
    if preview is None or not result.ok:
        return result
    answers = all_answered(preview.questions, on_both) if on_both else upload.NO_ANSWERS
    try:
        receipt = upload.commit(ctx, preview, data, answers=answers, reason=reason)
    except Refusal as refusal:
        return FileResult(result.file, False, refusal, result.findings, result.changes, preview=preview)
    return FileResult(
        result.file, True, None, result.findings, receipt.counts, receipt.version, receipt.already, preview
    )


def file_result(
    ctx: Context,
    path: Path,
    *,
    keep: bool,
    on_both: Chosen | None = None,
    reason: str = "",
    fallback: Fallback | None = None,
) -> FileResult:
    """Judge a file and, with ``keep``, commit it where nothing stops it."""
    try:
        data = files.read(path)
    except Refusal as refusal:
        return FileResult(str(path), False, refusal)
    found = replace(judged(ctx, path.name, data, fallback), file=str(path))
    return committed(ctx, found, data, on_both=on_both, reason=reason) if keep else found


def results(
    ctx: Context,
    paths: Iterable[Path],
    *,
    keep: bool,
    on_both: Chosen | None = None,
    reason: str = "",
    fallback: Fallback | None = None,
) -> Iterator[FileResult]:
    """Yield what becomes of each file, those of a folder in the order of their names."""
    for path in paths:
        try:
            found = files.in_folder(path) if path.is_dir() else files.InFolder((path,), ())
        except Refusal as refusal:
            yield FileResult(str(path), False, refusal)
            continue
        for file in found.tables:
            yield file_result(ctx, file, keep=keep, on_both=on_both, reason=reason, fallback=fallback)
        for file in found.others:
            yield FileResult(str(file), True, passed_over=True)


def fallback_of(
    ctx: Context, department: str | None, fiscal_year: int | None, period: str | None, source: str
) -> Fallback | None:
    """Return what was said of files that do not say whose they are, none where nothing was.

    :raises Refusal: an unknown department or period, a year without a period or the other way round.
    """
    if not department and fiscal_year is None and not period:
        return None
    if (fiscal_year is None) != (not period):
        raise Refusal("command.year_with_period")
    plan = ctx.plan
    key = (
        plan.key(plan.checked_fiscal_year(fiscal_year), period)
        if fiscal_year is not None and period
        else None
    )
    year = key.fiscal_year if key else plan.last_fiscal_year
    unit = department_named(ctx.store.snapshot(), department, year).code if department else None
    return Fallback(unit, key, source, binding=True)


def twins(found: Sequence[FileResult]) -> frozenset[str]:
    """Return the files of which nobody can tell which counts: for one department and period, as another one.

    Departments' own tables are often one for each action: of these only those that speak of the same
    action, or give the same value, are.
    """
    forms: dict[object, list[FileResult]] = {}
    for result in found:
        if result.preview is not None and result.ready:
            whose = (result.preview.kind, result.preview.department, result.preview.key)
            forms.setdefault(whose, []).append(result)
    return frozenset(
        one.file
        for same in forms.values()
        for one in same
        if any(other is not one and _collide(one, other) for other in same)
    )


def _collide(one: FileResult, other: FileResult) -> bool:
    if not (one.told and other.told):
        return True
    rows = [
        {(change.entry.table, change.entry.key) for change in result.preview.changes}
        for result in (one, other)
        if result.preview is not None
    ]
    return not rows[0].isdisjoint(rows[1])


def returned_zip(ctx: Context, found: Iterable[tuple[FileResult, bytes]]) -> FormFile:
    """Return the 返却ブック of every file that has to be mended, in one .zip; same names are told apart."""
    unfinished = BytesIO()
    taken: Counter[str] = Counter()
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for result, data in found:
            if result.preview is None or not result.blocks or result.unmapped:
                continue
            name = returned_name(result.preview.file_name)
            taken[name] += 1
            if taken[name] > 1:
                name = f"{name.removesuffix('.xlsx')}（{taken[name]}）.xlsx"
            archive.writestr(name, returned_book(ctx, result.preview, data).data)
    return FormFile("返却ブック一式.zip", unfinished.getvalue())
