"""Files handed over from outside the pages: each is judged, or kept, and its result told the same way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from miharu_dx.domain.changes import ChangeCounts
from miharu_dx.domain.finding import Finding, Severity
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import files, upload
from miharu_dx.services.context import Context

_NOTHING = ChangeCounts(0, 0, 0)
_SEVERITY_NAMES = {Severity.BLOCK: "要修正", Severity.WARN: "注意"}


@dataclass(frozen=True)
class FileResult:
    """What became of one file: a refusal, findings, or a preview; ``version`` once it was committed."""

    file: str
    ok: bool
    refusal: Refusal | None = None
    findings: tuple[Finding, ...] = ()
    changes: ChangeCounts = _NOTHING
    version: int | None = None
    already: bool = False

    def plain(self) -> dict[str, object]:
        """Return the result for programs."""
        refusal = self.refusal
        told: dict[str, object] = {
            "file": self.file,
            "ok": self.ok,
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
        if self.version is not None:
            told |= {"version": self.version, "already": self.already}
        return told

    def text(self) -> str:
        """Return the result for a reader, all findings at once."""
        if self.refusal is not None:
            return f"{self.file}: 受け付けられません\n  {self.refusal.message}\n  {self.refusal.next_step}"
        blocks = sum(finding.severity is Severity.BLOCK for finding in self.findings)
        counts = f"新しい{self.changes.new}件・変わる{self.changes.changed}件・変わらない{self.changes.unchanged}件"
        if blocks:
            head = f"直すところが{blocks}か所あります。何も登録していません"
        elif self.already:
            head = f"同じ内容が登録済みです。何も変わりません（版{self.version}）"
        elif self.version is not None:
            head = f"確定しました（版{self.version}）。{counts}"
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


def file_result(ctx: Context, path: Path, *, keep: bool) -> FileResult:
    """Judge a file and, with ``keep``, commit it where nothing stops it; a refusal is part of the result."""
    try:
        data = files.read(path)
        preview = upload.prepare(ctx, path.name, data)
        if not (keep and preview.ok):
            return FileResult(str(path), preview.ok, None, preview.findings, preview.counts)
        receipt = upload.commit(ctx, preview, data)
    except Refusal as refusal:
        return FileResult(str(path), False, refusal)
    return FileResult(
        str(path), True, None, preview.findings, receipt.counts, receipt.version, receipt.already
    )
