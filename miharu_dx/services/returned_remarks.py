"""Where each finding stands in the 返却ブック, and what was done with it there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from miharu_dx.domain.finding import Finding, Tier, column_letters
from miharu_dx.domain.sheetspec import Entry
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_ITEMS
from miharu_dx.domain.sheetspec_returned import OTHER_ENTRIES
from miharu_dx.intake.header import needed
from miharu_dx.present.workbook.returned_model import OtherEntry, Remark, Target, Treatment
from miharu_dx.present.workbook.sheet import Row
from miharu_dx.services.returned_rows import LaidTable

_MOVED = frozenset({"header.column_unknown", "header.column_unnamed", "header.sheet_copy"})
_CELL_WORDS = ("here", "other", "cells")  # 文の中でセルを名指す引数
_REBUILT = frozenset({"header.sheet_missing", "header.sheet_ambiguous", "header.not_found"})


@dataclass(frozen=True)
class Desk:
    """What a 返却ブック will hold, to find the place of a finding in it.

    ``renewed`` means that 様式情報 is a new one, because the file's own could not be used.
    """

    tables: Mapping[str, LaidTable]
    info: Sequence[Row]
    others: Sequence[OtherEntry]
    renewed: bool

    def remark(self, finding: Finding) -> Remark:
        """Return a finding with its place."""
        if finding.tier is Tier.FILE:
            return self._of_file(finding)
        table = self.tables.get(finding.entity.partition("/")[0])
        if table is None:
            return Remark(finding)
        return self._of_row(finding, table) if finding.tier is Tier.ROW else self._of_header(finding, table)

    def _of_file(self, finding: Finding) -> Remark:
        if not self.info:
            return Remark(finding)
        name = FORM_ITEMS.get(finding.location.field, "")
        number = next((n for n, row in enumerate(self.info, start=1) if row["item"] == name), 0)
        target = Target(FORM_INFO.key, number, "value")
        if self.renewed:
            return Remark(finding, target, (), Treatment.RENEWED)
        return Remark(finding, target, (target,), Treatment.MARKED)

    def _of_header(self, finding: Finding, table: LaidTable) -> Remark:
        spec = table.spec
        top = Target(spec.key, 0, spec.columns[0].field)
        if finding.code in _MOVED:
            moved = self._moved(finding)
            return Remark(finding, moved or top, (), Treatment.MOVED if moved else Treatment.LISTED)
        if finding.code == "header.column_missing":
            absent = [c for c in spec.columns if c.field not in table.columns and needed(c)]
            cells = tuple(Target(spec.key, 0, column.field) for column in absent)
            return Remark(finding, cells[0] if cells else top, cells, Treatment.COLUMN_BACK)
        if finding.code == "header.column_duplicate":
            cell = Target(spec.key, 0, finding.location.field)
            return Remark(finding, cell, (cell,), Treatment.MOVED)
        if finding.code in _REBUILT and table.rows:
            return Remark(finding, top, (top,), Treatment.ADDED)
        return Remark(finding, top, (), Treatment.TIDIED)

    def _moved(self, finding: Finding) -> Target | None:
        letters = column_letters(finding.location.excel_column)
        for number, entry in enumerate(self.others, start=1):
            if entry.sheet == finding.location.sheet and letters in ("", entry.cell.rstrip("0123456789")):
                return Target(OTHER_ENTRIES.key, number, "value")
        return None

    def _of_row(self, finding: Finding, table: LaidTable) -> Remark:
        spec = table.spec
        moved = {name: table.moved(str(finding.args[name])) for name in _CELL_WORDS if name in finding.args}
        finding = replace(finding, args={**finding.args, **moved})
        place = finding.location
        number = table.numbers.get(place.excel_row or 0)
        if number is None:
            added = table.added.get(finding.entity)
            if added is None:
                return Remark(finding, Target(spec.key, 0, spec.columns[0].field))
            first = next((c for c in spec.columns if c.entry is Entry.INPUT), spec.columns[0])
            cell = Target(spec.key, added, first.field)
            return Remark(finding, cell, (cell,), Treatment.ADDED)
        known = {column.field for column in spec.columns}
        cell = Target(spec.key, number, place.field if place.field in known else spec.columns[0].field)
        treatment, typed = Treatment.MARKED, ""
        if finding.code == "row.merged":
            stays = any(first <= number <= last and name == cell.field for first, last, name in table.merged)
            treatment = Treatment.STILL_MERGED if stays else Treatment.UNMERGED
        elif finding.code == "row.hidden":
            treatment = Treatment.TIDIED
        elif (number, cell.field) in table.restored:
            treatment, typed = Treatment.RESTORED, finding.shown
        elif finding.code == "cell.formula_uncached":
            typed = finding.shown
        return Remark(finding, cell, self._marked(finding, table, cell), treatment, typed)

    def _marked(self, finding: Finding, table: LaidTable, cell: Target) -> tuple[Target, ...]:
        """Return the cells a finding is about: all that moved together, where it names several."""
        moved = [
            Target(table.spec.key, number, place.field)
            for place in finding.cells
            if (number := table.numbers.get(place.excel_row or 0)) is not None
        ]
        return (cell, *(target for target in moved if target != cell))
