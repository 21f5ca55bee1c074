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
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import files, upload
from miharu_dx.services.context import Context
from miharu_dx.services.forms import FormFile
from miharu_dx.services.returned import returned_book, returned_name

_NOTHING = ChangeCounts(0, 0, 0)
_SEVERITY_NAMES = {Severity.BLOCK: "要修正", Severity.WARN: "注意"}


@dataclass(frozen=True)
class FileResult:
    """What became of one file: a refusal, findings, or a preview; ``version`` once it was committed.

    A file that could be read keeps its ``preview``, also where its commit was refused.
    """

    file: str
    ok: bool
    refusal: Refusal | None = None
    findings: tuple[Finding, ...] = ()
    changes: ChangeCounts = _NOTHING
    version: int | None = None
    already: bool = False
    preview: Preview | None = None

    @property
    def blocks(self) -> int:
        """Findings that stop the commit."""
        return sum(finding.severity is Severity.BLOCK for finding in self.findings)

    @property
    def asks(self) -> int:
        """Values somebody has to decide about before the commit."""
        return 0 if self.preview is None or self.version is not None else len(self.preview.questions)

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
            },
        }
        if self.asks:
            told |= {"both_sides": self.asks}
        if self.version is not None:
            told |= {"version": self.version, "already": self.already}
        return told

    def text(self) -> str:
        """Return the result for a reader, all findings at once."""
        if self.refusal is not None:
            return f"{self.file}: 受け付けられません\n  {self.refusal.message}\n  {self.refusal.next_step}"
        counts = f"新しい{self.changes.new}件・変わる{self.changes.changed}件・変わらない{self.changes.unchanged}件"
        if self.blocks:
            head = f"直すところが{self.blocks}か所あります。何も登録していません"
        elif self.already:
            head = f"同じ内容が登録済みです。何も変わりません（版{self.version}）"
        elif self.version is not None:
            head = f"確定しました（版{self.version}）。{counts}"
        elif self.preview is not None and self.preview.earlier is not None:
            head = f"この内容は登録済みです。渡しても何も変わりません（版{self.preview.earlier.version}）"
        elif self.asks:
            head = f"直すところはありませんが、ほかの人も変えた値が{self.asks}か所あります。{counts}"
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


def judged(ctx: Context, file: str, data: bytes) -> FileResult:
    """Judge a file for its own department and period; a refusal is part of the result."""
    try:
        preview = upload.prepare(ctx, PurePosixPath(file).name, data)
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
    ctx: Context, path: Path, *, keep: bool, on_both: Chosen | None = None, reason: str = ""
) -> FileResult:
    """Judge a file and, with ``keep``, commit it where nothing stops it."""
    try:
        data = files.read(path)
    except Refusal as refusal:
        return FileResult(str(path), False, refusal)
    found = replace(judged(ctx, path.name, data), file=str(path))
    return committed(ctx, found, data, on_both=on_both, reason=reason) if keep else found


def results(
    ctx: Context, paths: Iterable[Path], *, keep: bool, on_both: Chosen | None = None, reason: str = ""
) -> Iterator[FileResult]:
    """Yield what becomes of each file, those of a folder in the order of their names."""
    for path in paths:
        try:
            found = files.workbooks_in(path) if path.is_dir() else [path]
        except Refusal as refusal:
            yield FileResult(str(path), False, refusal)
            continue
        for file in found:
            yield file_result(ctx, file, keep=keep, on_both=on_both, reason=reason)


def twins(found: Sequence[FileResult]) -> frozenset[str]:
    """Return the files that are for the same department and period as another one: nobody can tell which counts."""
    forms = {
        result.file: (result.preview.kind, result.preview.department, result.preview.key)
        for result in found
        if result.preview is not None and result.ready
    }
    counted = Counter(forms.values())
    return frozenset(file for file, form in forms.items() if counted[form] > 1)


def returned_zip(ctx: Context, found: Iterable[tuple[FileResult, bytes]]) -> FormFile:
    """Return the 返却ブック of every file that has to be mended, in one .zip; same names are told apart."""
    unfinished = BytesIO()
    taken: Counter[str] = Counter()
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for result, data in found:
            if result.preview is None or not result.blocks:
                continue
            name = returned_name(result.preview.file_name)
            taken[name] += 1
            if taken[name] > 1:
                name = f"{name.removesuffix('.xlsx')}（{taken[name]}）.xlsx"
            archive.writestr(name, returned_book(ctx, result.preview, data).data)
    return FormFile("返却ブック一式.zip", unfinished.getvalue())
