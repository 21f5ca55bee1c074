"""What the page 提出 tells of faults: findings in tiers, all at once, by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.finding import Finding, Severity, Tier
from miharu_dx.domain.preview import BookKind, Preview
from miharu_dx.domain.sheetspec import PROGRESS_SHEETS, Kind
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.present.views.submit_values import BLANK
from miharu_dx.present.workbook.model import ExportColumn

FINDINGS_SHOWN = 50  # 一画面で直していける数。残りは数を示し、返却ブックに載せる
GROUPED_FROM = 100  # これだけあるときは、一つずつより、同じ指摘をまとめたほうが直しやすい
CELLS_SHOWN = 24  # 三行に収まる数
FILE_AND_HEADER = "ファイルと見出し"
SEVERITY_NAMES = {Severity.BLOCK: "要修正", Severity.WARN: "注意"}


@dataclass(frozen=True)
class FindingRow:
    """One finding as a line: where, what was typed, what is wrong, what to do."""

    cell: str
    sheet: str
    label: str
    subject: str
    shown: str
    message: str
    fix: str


@dataclass(frozen=True)
class FindingCluster:
    """Findings of one kind in one column: said once, with how many and in which cells."""

    label: str
    sheet: str
    message: str
    fix: str
    count: int
    cells: str


@dataclass(frozen=True)
class FindingGroup:
    """A tier of findings: ``rows``, or ``clusters`` where there are many; ``rest`` are not listed."""

    mark: str
    title: str
    note: str
    rows: tuple[FindingRow, ...] = ()
    clusters: tuple[FindingCluster, ...] = ()
    rest: int = 0

    @property
    def any(self) -> bool:
        """Whether the tier holds a finding."""
        return bool(self.rows or self.clusters)


@dataclass(frozen=True)
class FindingsView:
    """The second step: what is to be mended, all at once, by cell."""

    headline: str
    file_line: str
    structure: FindingGroup
    blocks: FindingGroup
    warnings: FindingGroup
    hidden_note: str
    total: int
    listed: int


def findings_view(preview: Preview) -> FindingsView:
    """Return the findings in tiers; a fault in a tier hides the ones below it and says so."""
    structure = [f for f in preview.findings if f.tier is not Tier.ROW]
    rows = [f for f in preview.findings if f.tier is Tier.ROW]
    hidden = ""
    if preview.stopped_at in (Tier.FILE, Tier.HEADER):
        hidden = "ファイル又は見出しに直すところがあるため、その先の行はまだ確かめていません。直して渡すと、行を確かめます。"
        rows = []
    first = _structure(structure, preview.kind)
    blocks = _group("square", "直さないと確定できません", [f for f in rows if f.severity is Severity.BLOCK])
    warnings = _group("diamond", "このままでも確定できます", [f for f in rows if f.severity is Severity.WARN])
    total = len(structure) + len(rows)
    return FindingsView(
        headline=_headline([*structure, *rows]),
        file_line=f"{preview.rows_read}行を確かめました" if preview.rows_read else "行はまだ確かめていません",
        structure=first,
        blocks=blocks,
        warnings=warnings,
        hidden_note=hidden,
        total=total,
        listed=total - first.rest - blocks.rest - warnings.rest,
    )


def _headline(findings: Sequence[Finding]) -> str:
    count = sum(f.severity is Severity.BLOCK for f in findings)
    if count:
        return f"直すところが{count}か所あります。直すまで確定できません"
    if findings:
        return f"直すところはありません。注意が{len(findings)}か所あります"
    return "指摘はありません"


def _structure(findings: Sequence[Finding], kind: BookKind) -> FindingGroup:
    blocked = sum(f.severity is Severity.BLOCK for f in findings)
    rows = _lines(findings[:FINDINGS_SHOWN])
    rest = len(findings) - len(rows)
    if blocked:
        return FindingGroup(
            "square", f"{FILE_AND_HEADER}：要修正 {blocked}か所", "直さないと先へ進めません", rows, rest=rest
        )
    if findings:
        title = f"{FILE_AND_HEADER}：注意 {len(findings)}か所"
        return FindingGroup("diamond", title, "このままでも確定できます", rows, rest=rest)
    columns = sum(len(sheet.columns) for sheet in (PLAN_SHEETS if kind == "plan" else PROGRESS_SHEETS))
    return FindingGroup("check", f"{FILE_AND_HEADER}：問題なし", f"見出し{columns}列をすべて確認")


def _group(mark: str, note: str, findings: Sequence[Finding]) -> FindingGroup:
    name = SEVERITY_NAMES[findings[0].severity] if findings else ""
    title = f"{name} {len(findings)}か所"
    if len(findings) >= GROUPED_FROM:
        return FindingGroup(mark, title, note, clusters=_clusters(findings))
    listed = findings[:FINDINGS_SHOWN]
    return FindingGroup(mark, title, note, _lines(listed), rest=len(findings) - len(listed))


def _clusters(findings: Sequence[Finding]) -> tuple[FindingCluster, ...]:
    """Return findings by what is wrong in which column, the most frequent first."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.code, finding.location.sheet, finding.label), []).append(finding)
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple(
        FindingCluster(
            label,
            sheet,
            _common([f.message for f in same]),
            _common([f.fix for f in same]),
            len(same),
            _cells(same),
        )
        for (_, sheet, label), same in ordered
    )


def _common(texts: Sequence[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else f"{texts[0]}（ほかの{len(texts) - 1}か所も同じ種類です）"


def _cells(findings: Sequence[Finding]) -> str:
    names = [f.location.a1 for f in findings if f.location.a1]
    rest = len(names) - CELLS_SHOWN
    return "、".join(names[:CELLS_SHOWN]) + (f" ほか{rest}か所" if rest > 0 else "")


def _lines(findings: Sequence[Finding]) -> tuple[FindingRow, ...]:
    return tuple(_line(finding) for finding in findings)


def _line(finding: Finding) -> FindingRow:
    place = finding.location
    typed = (
        finding.shown if finding.shown.strip() else (BLANK if place.excel_column and place.excel_row else "")
    )
    return FindingRow(
        place.a1, place.sheet, finding.label, finding.subject, typed, finding.message, finding.fix
    )


EXPORT_COLUMNS = (
    ExportColumn("区分", Kind.TEXT, 8),
    ExportColumn("シート", Kind.TEXT, 12),
    ExportColumn("セル", Kind.CODE, 8),
    ExportColumn("項目", Kind.TEXT, 16),
    ExportColumn("行の名前", Kind.TEXT, 30),
    ExportColumn("入力された値", Kind.TEXT, 20),
    ExportColumn("指摘", Kind.LONG_TEXT, 44),
    ExportColumn("直し方", Kind.LONG_TEXT, 44),
)


def export_rows(findings: Sequence[Finding]) -> list[list[object]]:
    """Return every finding as a record in the order of ``EXPORT_COLUMNS``, none left out."""
    rows: list[list[object]] = []
    for finding in findings:
        line = _line(finding)
        rows.append([
            SEVERITY_NAMES[finding.severity], line.sheet, line.cell, line.label, line.subject, line.shown,
            line.message, line.fix,
        ])  # fmt: skip
    return rows
