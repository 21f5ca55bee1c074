"""Cells that stand beside the wrong codes, as findings: one for each pattern, with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from miharu_dx.domain.finding import Finding, column_letters
from miharu_dx.domain.sheet import Entry, SheetSpec
from miharu_dx.domain.shift import Kind, Pattern, Witness, misplaced
from miharu_dx.domain.shift_columns import Column, Line, Sort
from miharu_dx.intake.entities import identified
from miharu_dx.intake.header import Header
from miharu_dx.intake.table import TableRow

_QUOTED = 24  # 文の書き出し。これだけあれば、どの文かが分かる
_DIRECTIONS = {True: ("下", "上"), False: ("上", "下")}
_CODES = {Kind.SHIFTED: "row.shifted", Kind.SWAPPED: "row.swapped", Kind.MIXED: "row.out_of_order"}
# 行ごとの指摘のうち、ずれが一度に言うもの。
_SAID_TOGETHER = frozenset({"row.name_mismatch", "row.context_changed"})
# コードや名前が動けば、同じものが2行になる。
_FOLLOWING = frozenset({"row.duplicate", "row.indicator_duplicate"})
_NAME_IT = "その行の内容で正しいときは、文の中に個別取組名を書いてください"
_TAKE_BACK = "前に登録した値の間違いを直したときは、先に前の提出を取り消してください"
FORM_AGAIN = "元に戻せないときは、様式を受け取り直して、書いた内容を貼り付けてください"


@dataclass(frozen=True)
class ShiftTable:
    """One table of a form as it is judged for ずれ: its rows with what their codes say.

    ``subjects`` goes by Excel row, rows without a certain one left out, and ``columns`` hold what is
    known of these subjects. ``titles`` names a subject as findings do, ``names`` so that it can be told
    from any other.
    """

    spec: SheetSpec
    rows: Sequence[TableRow]
    subjects: Mapping[int, str]
    columns: Sequence[Column]
    titles: Mapping[str, str]
    names: Mapping[str, str]

    @cached_property
    def _rows(self) -> Mapping[int, TableRow]:
        return {row.excel_row: row for row in self.rows}

    @cached_property
    def _columns(self) -> Mapping[str, Column]:
        return {column.field: column for column in self.columns}

    @property
    def _keys(self) -> tuple[str, ...]:
        """The fields that name a row: its code and those beside it."""
        return tuple(column.field for column in self.spec.columns if column.entry is Entry.KEY)

    def findings(self) -> tuple[tuple[Pattern, ...], list[Finding]]:
        """Return the patterns of the table and their findings, single texts of other rows included."""
        inputs = [column.field for column in self.columns if column.sort is not Sort.PRINTED]
        others = [column.field for column in self.columns if column.sort is Sort.PRINTED]
        lines: list[Line] = []
        for row, values in zip(self.rows, printed_values(self.rows, others), strict=True):
            cells = row.cells
            for name in inputs:
                if name in cells:
                    values[name] = cells[name].reading.value
            lines.append(Line(row.excel_row, self.subjects.get(row.excel_row, ""), values))
        patterns, strays = misplaced(self.columns, lines, frozenset(self._keys))
        found = [self._of_pattern(pattern) for pattern in patterns]
        found += [self._of_stray(stray) for stray in strays]
        return patterns, found

    def _of_pattern(self, pattern: Pattern) -> Finding:
        moved = [field for field in self._keys if field in pattern.fields or field not in self._columns]
        moved = moved if pattern.keys else list(pattern.fields)
        witness = pattern.witness
        row = self._rows[witness.excel_row]
        direction, back = _DIRECTIONS[pattern.step > 0]
        args: dict[str, object] = {
            "columns": labels(self.spec, moved),
            "cells": cells_text(row.header, moved, pattern.rows, apart=pattern.kind is Kind.SWAPPED),
            "count": len(pattern.rows),
            "steps": abs(pattern.step),
            "direction": direction,
            "back": back,
            "here": row.location(witness.field).a1,
            "other": self._partner(pattern),
            "quoted": quoted(_raw(row, witness.field)),
            "evidence": self._evidence(witness),
            "remedy": self._remedy(moved),
        }
        cells = tuple(self._rows[number].location(field) for field in moved for number in pattern.rows)
        code = "row.keys_apart" if pattern.keys else _CODES[pattern.kind]
        return Finding(
            code,
            row.location(witness.field),
            _raw(row, witness.field),
            args,
            self._title(witness),
            labels(self.spec, moved),
            self.spec.key,
            cells,
        )

    def _of_stray(self, stray: Witness) -> Finding:
        row = self._rows[stray.excel_row]
        args = {"owner": self.names[stray.owner], "origin": stray.memory.origin if stray.memory else ""}
        label = self.spec.column(stray.field).label
        place, shown = row.location(stray.field), _raw(row, stray.field)
        return Finding("row.text_of_other", place, shown, args, self._title(stray), label)

    def _title(self, witness: Witness) -> str:
        return self.titles.get(self.subjects.get(witness.excel_row, ""), "")

    def _evidence(self, witness: Witness) -> str:
        owner = self.names[witness.owner]
        subject = self.subjects.get(witness.excel_row, "")
        own = self.names.get(subject, "")
        if witness.memory is not None:
            told = f"は、{owner}の{witness.memory.origin}"
            return f"{told}です" if not own else f"{told}で、この行の{own}のものではありません"
        column = self._columns[witness.field]
        if column.sort is Sort.FIGURE:
            return f"は、この行の{own}の値と大きさが違い、{owner}の値に近いです"
        text = _raw(self._rows[witness.excel_row], witness.field)
        likeness = column.likeness
        words = likeness.words(text, witness.owner, subject) if likeness else ()
        shared = f"「{'」「'.join(words)}」など、" if words else ""
        than = f"この行の{own}よりも、" if own else ""
        return f"は、{shared}{than}{owner}のこれまでの内容と重なります"

    def _partner(self, pattern: Pattern) -> str:
        """Return the cell that holds what belongs in the witness's place."""
        if pattern.kind is not Kind.SWAPPED:
            return ""
        others = [number for number in pattern.rows if number != pattern.witness.excel_row]
        return self._rows[others[0]].location(pattern.witness.field).a1 if others else ""

    def _remedy(self, fields: Iterable[str]) -> str:
        sorts = {self._columns[field].sort for field in fields if field in self._columns}
        if Sort.PRINTED in sorts or not sorts:
            return FORM_AGAIN
        return _NAME_IT if Sort.TEXT in sorts else _TAKE_BACK


def labels(spec: SheetSpec, fields: Iterable[str]) -> str:
    """Return the headings of fields in the order of the sheet."""
    wanted = set(fields)
    return "".join(f"「{column.label}」" for column in spec.columns if column.field in wanted)


def cells_text(header: Header, fields: Sequence[str], numbers: Sequence[int], *, apart: bool = False) -> str:
    """Return cells as people name them: from the first row to the last, or row by row."""
    blocks = list(_blocks(header, fields))
    if apart:
        return "と".join("・".join(_range(block, number, number) for block in blocks) for number in numbers)
    return "・".join(_range(block, numbers[0], numbers[-1]) for block in blocks)


def _blocks(header: Header, fields: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last column of fields that stand side by side."""
    numbers = sorted({header.columns[field] for field in fields if field in header.columns})
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def _range(block: tuple[int, int], top: int, bottom: int) -> str:
    first, last = f"{column_letters(block[0])}{top}", f"{column_letters(block[1])}{bottom}"
    return first if first == last else f"{first}:{last}"


def printed_values(rows: Iterable[TableRow], fields: Sequence[str]) -> Iterator[dict[str, object]]:
    """Yield the cells of each row of a table as they stand, those that hold nothing left out."""
    placed: list[tuple[str, int]] = []
    header: Header | None = None
    for row in rows:
        if row.header is not header:
            header = row.header
            placed = [(field, header.columns[field]) for field in fields if field in header.columns]
        cells, number = row.header.sheet.cells, row.excel_row
        found: dict[str, object] = {}
        for field, column in placed:
            cell = cells.get((number, column))
            if cell is not None:
                found[field] = cell.value if cell.kind == "number" else cell.raw
        yield found


def _raw(row: TableRow, field: str) -> str:
    placed = row.cells.get(field)
    if placed is not None:
        return placed.reading.raw
    cell = row.printed(field)
    return cell.raw if cell is not None else ""


def quoted(text: str) -> str:
    """Return the beginning of a text, enough to know it by."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _QUOTED else f"{plain[:_QUOTED]}…"


def aligned(table: ShiftTable, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of a table with those of ずれ in place of what they say together."""
    patterns, found = table.findings()
    told = identified(found, table.spec.key, table.rows) if found else ()
    return (*_without_repeated(findings, patterns), *told)


def _without_repeated(findings: Iterable[Finding], patterns: Sequence[Pattern]) -> Iterator[Finding]:
    for finding in findings:
        if not any(_says(pattern, finding) for pattern in patterns):
            yield finding


def _says(pattern: Pattern, finding: Finding) -> bool:
    """Whether a finding of a single row follows from a pattern."""
    row, field = finding.location.excel_row or 0, finding.location.field
    if pattern.keys and finding.code in _FOLLOWING:
        return pattern.rows[0] <= row <= pattern.rows[-1]
    told = row in pattern.rows and (pattern.keys or field in pattern.fields)
    return finding.code in _SAID_TOGETHER and told
