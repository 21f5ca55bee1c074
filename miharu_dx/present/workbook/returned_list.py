"""修正一覧 and そのほかの記入: every finding with a link to its cell, and what found no place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from miharu_dx.domain.finding import Severity, Tier, column_letters
from miharu_dx.domain.sheetspec import SheetSpec
from miharu_dx.domain.sheetspec_returned import FIX_LIST, OTHER_ENTRIES
from miharu_dx.present.workbook.model import CellMark
from miharu_dx.present.workbook.returned_model import OtherEntry, Remark, Returned, Target
from miharu_dx.present.workbook.sheet import Place, Row, Running, Table, write_table
from miharu_dx.present.workbook.style import Book, Look

SEVERITY_WORDS: Mapping[Severity, str] = {Severity.BLOCK: "■ 要修正", Severity.WARN: "◆ 注意"}
RETURNED_WORD = "■ 差戻し"
_BLANK = "（空白）"
_COLUMN = {column.field: index for index, column in enumerate(FIX_LIST.columns)}
_FROZEN = 4  # セルへのリンクまでは、横に動かしても残す


def in_list_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the findings as people mend them: file and headings, then what stops, then the rest."""

    def order(remark: Remark) -> tuple[bool, bool]:
        finding = remark.finding
        return (finding.tier is Tier.ROW, finding.severity is not Severity.BLOCK)

    return tuple(sorted(remarks, key=order))


def tally(remarks: Sequence[Remark], left_out: int = 0) -> str:
    """Return the counts in one line."""
    blocks = sum(remark.finding.severity is Severity.BLOCK for remark in remarks)
    more = f"・ほか{left_out}件" if left_out else ""
    return f"要修正 {blocks}件・注意 {len(remarks) - blocks}件{more}"


def write_fix_list(book: Book, content: Returned, specs: Mapping[str, SheetSpec], running: Running) -> None:
    """Write 修正一覧: what was returned and why, then one line a finding, each linked to its cell."""
    rows = [_returned(text) for text in content.returns]
    above = len(rows)
    rows += [_row(number, remark, specs) for number, remark in enumerate(content.remarks, start=1)]
    if content.findings_left_out:
        rows.append(_more(content.findings_left_out))
    counts = tally(content.remarks, content.findings_left_out)
    table = Table(
        FIX_LIST,
        rows,
        replace(running, left=f"{FIX_LIST.name} {running.left}", right=f"{running.right} {counts}"),
        frozen_columns=_FROZEN,
        protected=False,
        plain=True,
        marks=_marks(content.remarks, counts, above),
    )
    sheet = write_table(book, table)
    sheet.autofilter(0, 0, max(len(rows), 1), len(FIX_LIST.columns) - 1)
    for number, remark in enumerate(content.remarks, start=above + 1):
        if remark.target is not None:
            name = a1(remark.target, specs)
            _write_link(book, sheet, (number, _COLUMN["cell"]), specs[remark.target.sheet], name)


def _write_link(book: Book, sheet: Worksheet, place: tuple[int, int], spec: SheetSpec, name: str) -> None:
    sheet.write_url(*place, f"internal:'{spec.name}'!{name}", book.format(Look.LINK), name)


def a1(target: Target, specs: Mapping[str, SheetSpec]) -> str:
    """Return the cell of a target as people name it."""
    fields = [column.field for column in specs[target.sheet].columns]
    return f"{column_letters(fields.index(target.field) + 1)}{target.row + 1}"


def _row(number: int, remark: Remark, specs: Mapping[str, SheetSpec]) -> Row:
    finding, target = remark.finding, remark.target
    place = finding.location
    at_a_cell = place.excel_row is not None and place.excel_column is not None
    return {
        "number": number,
        "severity": SEVERITY_WORDS[finding.severity],
        "sheet": specs[target.sheet].name if target else place.sheet,
        "cell": a1(target, specs) if target else "",
        "label": finding.label,
        "subject": finding.subject,
        "shown": finding.shown if finding.shown.strip() else _BLANK if at_a_cell else "",
        "message": finding.message,
        "fix": finding.fix,
        "treatment": str(remark.treatment),
        "origin": f"{place.sheet} {place.a1}".strip(),
    }


def _returned(text: str) -> Row:
    return {
        "severity": RETURNED_WORD,
        "message": text,
        "fix": "理由のとおりに直して、もう一度渡してください。直したものを確認します。",
    }


def _more(count: int) -> Row:
    return {
        "message": f"ほかに{count}件の指摘があります。",
        "fix": "上の指摘を直してから、もう一度渡してください。残りの指摘を示します。",
    }


def _marks(remarks: Sequence[Remark], counts: str, above: int) -> dict[Place, CellMark]:
    columns = {column.field: column.comment for column in FIX_LIST.columns if column.comment}
    told: dict[Place, CellMark] = {(0, name): CellMark(None, words) for name, words in columns.items()}
    told[0, "number"] = CellMark(
        None,
        f"{counts}です。直してから、このブックのまま渡せます。このシートは読み込みません。",
    )
    for number in range(1, above + 1):
        told[number, "severity"] = CellMark(Severity.BLOCK, "")
    for number, remark in enumerate(remarks, start=above + 1):
        told[number, "severity"] = CellMark(remark.finding.severity, "")
    return told


def comments(remarks: Sequence[Remark]) -> dict[Target, CellMark]:
    """Return the mark of each cell with all that is to be said of it, the gravest first."""
    numbered: dict[Target, list[tuple[int, Remark]]] = {}
    for number, remark in enumerate(remarks, start=1):
        for target in remark.marked:
            numbered.setdefault(target, []).append((number, remark))
    return {
        target: CellMark(
            Severity.BLOCK
            if any(remark.finding.severity is Severity.BLOCK for _, remark in own)
            else Severity.WARN,
            "\n\n".join(_words(number, remark) for number, remark in own),
        )
        for target, own in numbered.items()
    }


def _words(number: int, remark: Remark) -> str:
    finding = remark.finding
    lines = [f"{SEVERITY_WORDS[finding.severity]}（修正一覧の{number}番）", finding.message]
    if remark.typed:
        lines.append(f"書かれていた値：{remark.typed}")
    return "\n".join((*lines, f"【直し方】{finding.fix}"))


def write_others(book: Book, entries: Sequence[OtherEntry], left_out: int, running: Running) -> None:
    """Write そのほかの記入, one line a cell, with where it stood."""
    rows: list[Row] = [entry.row for entry in entries]
    if left_out:
        rows.append(
            {
                "value": f"ほかに{left_out}個のセルに記入があります。もとのファイルを見てください。",
                "reason": "多すぎて載せきれません",
            }
        )
    table = Table(
        OTHER_ENTRIES,
        rows,
        replace(running, left=f"{OTHER_ENTRIES.name} {running.left}"),
        protected=False,
        plain=True,
        frozen_columns=2,
        marks={(0, OTHER_ENTRIES.columns[0].field): CellMark(None, OTHER_ENTRIES.comment)},
    )
    write_table(book, table)
