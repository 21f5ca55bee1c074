"""Find each table by the words of its heading, wherever its sheet, row and columns have moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from miharu_dx.domain.finding import Finding, Location, Severity, column_letters
from miharu_dx.domain.sheetspec import Column, Entry, SheetSpec
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO
from miharu_dx.domain.sheetspec_returned import RETURNED_SHEETS
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.header_words import Hit, headings, hit
from miharu_dx.intake.model import SheetCells, WorkbookCells

_SEARCHED_ROWS = 100  # 題名や記入の注意が上にあっても、見出しは値のある初めの100行のうちにある
LEAST_HITS = 3  # 表の中身が偶然に見出しの語と同じでも、1行に3つは並ばない
_RENAMED_SHARE = 0.5  # 名前の違うシートは、要る見出しの半分がそろって初めて候補にする


@dataclass(frozen=True)
class Header:
    """The heading of one table: its sheet, its row and the column (from 1) of each field found."""

    spec: SheetSpec
    sheet: SheetCells
    row: int
    columns: Mapping[str, int]

    @cached_property
    def read(self) -> tuple[tuple[Column, int], ...]:
        """The columns whose cells are read, in the order of the spec, with their numbers."""
        return tuple((c, self.columns[c.field]) for c in self.spec.columns if needed(c))

    def location(self, field: str, excel_row: int) -> Location:
        """Return the place of a field in a row; without a column where the sheet has none."""
        return Location(self.sheet.name, excel_row, self.columns.get(field), field)


@dataclass(frozen=True)
class Located:
    """Headers by the key of their spec; a table with a blocking finding has none."""

    headers: Mapping[str, Header]
    findings: tuple[Finding, ...]


def needed(column: Column) -> bool:
    """Whether a table cannot be read without this column."""
    return column.required or column.entry in (Entry.KEY, Entry.INPUT)


def locate(book: WorkbookCells, specs: Sequence[SheetSpec]) -> Located:
    """Return the header of each table of a workbook, with every fault of sheets and headings."""
    headers: dict[str, Header] = {}
    findings: list[Finding] = []
    strangers = _strangers(book, specs)
    read: set[str] = set()
    for spec in specs:
        sheet, faults = _sheet_of(book, spec, strangers)
        findings += _of_table(faults, spec)
        if sheet is None:
            read |= {stranger.name for stranger, fitting in strangers if fitting is spec}
            continue
        read.add(sheet.name)
        header, faults = read_header(sheet, spec)
        findings += _of_table(faults, spec)
        if header is not None:
            headers[spec.key] = header
    for sheet, spec in strangers:
        if sheet.name not in read:
            copy = _fault("header.sheet_copy", sheet.name, shown=sheet.name, name=spec.name)
            findings += _of_table([copy], spec)
    return Located(headers, tuple(findings))


def _of_table(findings: Iterable[Finding], spec: SheetSpec) -> list[Finding]:
    """Return findings of a sheet with the table they are about, whatever the sheet is called."""
    return [replace(finding, entity=spec.key) for finding in findings]


def sheet_named(book: WorkbookCells, name: str) -> SheetCells | None:
    """Return the sheet of a name; other spellings of it count where none has it exactly."""
    exact = book.sheet(name)
    if exact is not None:
        return exact
    return next((sheet for sheet in book.sheets if word_key(sheet.name) == word_key(name)), None)


def read_header(sheet: SheetCells, spec: SheetSpec) -> tuple[Header | None, list[Finding]]:
    """Return the header of a table on its sheet; none, with findings, where it cannot be read."""
    findings: list[Finding] = []
    if sheet.state != "visible":
        findings.append(_fault("header.sheet_hidden", sheet.name, shown=sheet.name))
    row, hits = best_row(sheet, spec)
    if len({hit.field for hit in hits}) < min(LEAST_HITS, len(spec.columns)):
        named = "・".join(column.label for column in spec.columns if needed(column))
        findings.append(_fault("header.not_found", sheet.name, name=sheet.name, columns=named))
        return None, findings
    columns = _columns(hits, spec)
    twins = _duplicates(hits, spec)
    findings += [_duplicate(sheet.name, spec.column(field), own) for field, own in twins.items()]
    findings += _missing(sheet, spec, row, columns)
    findings += _unread(
        sheet, row, {*columns.values(), *(h.cell.column for own in twins.values() for h in own)}
    )
    findings += _hidden_columns(sheet, spec, row, columns)
    if any(finding.severity is Severity.BLOCK for finding in findings):
        return None, findings
    return Header(spec, sheet, row, columns), findings


def best_row(sheet: SheetCells, spec: SheetSpec) -> tuple[int, list[Hit]]:
    """Return the first row that names the most fields of a table, with its hits."""
    known = headings(spec)
    best_hits: list[Hit] = []
    best, most = 0, 0
    for row, cells in islice(sheet.by_row.items(), _SEARCHED_ROWS):
        hits = [found for cell in cells.values() if (found := hit(cell, known)) is not None]
        fields = len({found.field for found in hits})
        if fields > most:
            best, most, best_hits = row, fields, hits
        if most == len(spec.columns):
            break
    return best, best_hits


def _strangers(book: WorkbookCells, specs: Sequence[SheetSpec]) -> list[tuple[SheetCells, SheetSpec]]:
    """Return sheets whose name is no table's but whose heading is, with that table."""
    ours = (FORM_INFO, CODE_TABLE, *RETURNED_SHEETS)
    known = {word_key(spec.name) for spec in (*specs, *ours)}
    found: list[tuple[SheetCells, SheetSpec]] = []
    for sheet in book.sheets:
        if word_key(sheet.name) in known:
            continue
        spec, share = max(((spec, _share(sheet, spec)) for spec in specs), key=lambda pair: pair[1])
        if share >= _RENAMED_SHARE:
            found.append((sheet, spec))
    return found


def _share(sheet: SheetCells, spec: SheetSpec) -> float:
    wanted = {column.field for column in spec.columns if needed(column)}
    hits = {found.field for found in best_row(sheet, spec)[1]}
    return len(hits & wanted) / len(wanted) if len(hits) >= LEAST_HITS else 0.0


def _sheet_of(
    book: WorkbookCells, spec: SheetSpec, strangers: Sequence[tuple[SheetCells, SheetSpec]]
) -> tuple[SheetCells | None, list[Finding]]:
    sheet = sheet_named(book, spec.name)
    if sheet is not None:
        return sheet, []
    renamed = [stranger for stranger, fitting in strangers if fitting is spec]
    if len(renamed) == 1:
        fault = _fault("header.sheet_renamed", renamed[0].name, shown=renamed[0].name, name=spec.name)
        return renamed[0], [fault]
    if renamed:
        names = "・".join(sheet.name for sheet in renamed)
        return None, [_fault("header.sheet_ambiguous", renamed[0].name, name=spec.name, sheets=names)]
    return None, [_fault("header.sheet_missing", spec.name, name=spec.name)]


def _named(hits: Sequence[Hit], field: str) -> list[Hit]:
    """Return the hits of a field; where its own label stands, aliases are other columns."""
    own = [found for found in hits if found.field == field]
    return [found for found in own if found.by_label] or own


def _columns(hits: Sequence[Hit], spec: SheetSpec) -> dict[str, int]:
    named = {column.field: _named(hits, column.field) for column in spec.columns}
    return {field: own[0].cell.column for field, own in named.items() if own}


def _duplicates(hits: Sequence[Hit], spec: SheetSpec) -> dict[str, list[Hit]]:
    named = {column.field: _named(hits, column.field) for column in spec.columns if needed(column)}
    return {field: own for field, own in named.items() if len(own) > 1}


def _duplicate(sheet: str, column: Column, own: Sequence[Hit]) -> Finding:
    cells = "・".join(Location(sheet, found.cell.row, found.cell.column).a1 for found in own)
    second = own[1].cell
    place = Location(sheet, second.row, second.column, column.field)
    return Finding("header.column_duplicate", place, second.raw, {"cells": cells}, label=column.label)


def _missing(sheet: SheetCells, spec: SheetSpec, row: int, columns: Mapping[str, int]) -> Iterator[Finding]:
    absent = [column for column in spec.columns if column.field not in columns]
    for code, labels in (
        ("header.column_missing", [column.label for column in absent if needed(column)]),
        ("header.printed_missing", [column.label for column in absent if not needed(column)]),
    ):
        if labels:
            args = {"name": sheet.name, "columns": "・".join(labels)}
            yield Finding(code, Location(sheet.name, row), args=args)


def _unread(sheet: SheetCells, row: int, read: set[int]) -> Iterator[Finding]:
    """Yield the columns that hold values below the heading which nobody reads."""
    filled = sorted({cell.column for cell in sheet if cell.row > row and cell.raw.strip()} - read)
    titles = {column: sheet.at(row, column) for column in filled}
    named = {column: cell.raw.strip() for column, cell in titles.items() if cell and cell.raw.strip()}
    for column, heading in named.items():
        yield Finding("header.column_unknown", Location(sheet.name, row, column), heading)
    unnamed = [column for column in filled if column not in named]
    if unnamed:
        args = {"columns": _letters(unnamed)}
        yield Finding("header.column_unnamed", Location(sheet.name, row, unnamed[0]), args=args)


def _hidden_columns(
    sheet: SheetCells, spec: SheetSpec, row: int, columns: Mapping[str, int]
) -> Iterator[Finding]:
    read = {number for field, number in columns.items() if needed(spec.column(field))}
    hidden = sorted(sheet.hidden_columns & read)
    if hidden:
        args = {"columns": _letters(hidden)}
        yield Finding("header.column_hidden", Location(sheet.name, row, hidden[0]), args=args)


def _letters(columns: Sequence[int]) -> str:
    return "・".join(f"{column_letters(column)}列" for column in columns)


def _fault(code: str, sheet: str, shown: str = "", **args: object) -> Finding:
    return Finding(code, Location(sheet), shown, args)
