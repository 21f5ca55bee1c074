"""Rows of mapped tables as rows of the sheet 進捗: one for each action, however many lines it has there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.mapping_fields import REPORTED, TEXTS, field_label
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Action, Report, Snapshot
from miharu_dx.domain.sheetspec import PROGRESS, Column
from miharu_dx.domain.standing import latest_report
from miharu_dx.intake.cell_reading import Reading, shown
from miharu_dx.intake.entities import entity
from miharu_dx.intake.free.lines import Line
from miharu_dx.intake.free.matching import How, alike
from miharu_dx.intake.free.placing import Taken, given, named, placed
from miharu_dx.intake.free.scope import TableUse
from miharu_dx.intake.header import Header
from miharu_dx.intake.model import Cell
from miharu_dx.intake.table import Placed, RowReader, TableRow

_CARRIED_HOW = "対応付けにより、登録されている前の値を引き継いだ"
_FIXED_HOW = "対応付けで決めた値"
_KEPT_HOW = "表に列がないので、登録されている値のままにした"


@dataclass(frozen=True)
class Made:
    """The row made for one action, with the cells its values came from.

    ``absent`` are fields that no column of its tables gives and no answer fills.
    """

    action: Action
    row: TableRow
    taken: Mapping[str, tuple[Taken, ...]]
    findings: tuple[Finding, ...] = ()
    absent: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class ProgressMaker:
    """Makes the row of an action from its lines, as our own form would hold it."""

    snapshot: Snapshot
    key: PeriodKey
    reader: RowReader

    def made(self, action: Action, lines: Sequence[Line]) -> Made | None:
        """Return the row of an action, none where no line of it speaks of progress."""
        speaking = [line for line in lines if line.use.reports]
        if not speaking:
            return None
        first = speaking[0]
        taken = {name: tuple(_taken(name, speaking)) for name in REPORTED}
        said = any(found for name, found in taken.items() if name != "declaration")
        cells: dict[str, Placed] = dict(_keys(first, action))
        findings: list[Finding] = []
        absent: set[str] = set()
        for column in PROGRESS.columns:
            if column.field not in REPORTED:
                continue
            name, found = column.field, taken[column.field]
            has_column = any(line.use.of(name) for line in speaking)
            if found:
                cells[name], more = self._from_cells(column, found, first, cells)
                findings += more
            else:
                if not has_column and name not in first.use.mapping.fixed:
                    absent.add(name)
                cells[name] = self._without(column, action, first, said, has_column)
        row = TableRow(_header(first.use), first.row.excel_row, _in_order(cells))
        whose = entity(PROGRESS.key, action.code)
        told = tuple(replace(one, subject=action.name, entity=whose) for one in findings)
        return Made(action, row, taken, told, frozenset(absent))

    def _from_cells(
        self, column: Column, found: tuple[Taken, ...], first: Line, before: Mapping[str, Placed]
    ) -> tuple[Placed, list[Finding]]:
        """Return a field from the cells of an action; several that say different things are asked about."""

        def read(cell: Cell, as_column: Column) -> Reading:
            return self.reader.reading(cell, as_column, before)

        readings = [placed(column, one, read) for one in found]
        filled = [one for one in readings if one.reading.value not in (None, "") or one.unreadable]
        if len({(one.reading.value, one.unreadable) for one in filled}) <= 1:
            return (filled[0] if filled else readings[0]), []
        if column.field in first.use.mapping.joined and column.field in TEXTS:
            return _joined(filled), []
        cells = "・".join(one.location.a1 for one in filled)
        fault = filled[1].fault("row.mapping_several", {"cells": cells})
        return filled[0], [fault]

    def _without(self, column: Column, action: Action, first: Line, said: bool, has_column: bool) -> Placed:
        """Return a field no cell of the action fills: blank, fixed, carried on, or as it is registered."""
        name = column.field
        where = first.place(name)
        fixed = first.use.mapping.fixed.get(name)
        if fixed is not None and not has_column:
            if name == "declaration" and not said:
                return given(column, None, where, "")
            if not fixed.carried:
                return _fixed(column, fixed.value, where, self.reader)
            return given(column, self._known(action, name), where, _CARRIED_HOW)
        if has_column:
            return given(column, None, where, "")
        current = self.snapshot.report(action.code, self.key)
        return given(column, getattr(current, name) if current else None, where, _KEPT_HOW)

    def _known(self, action: Action, name: str) -> object:
        """Return what is registered for the period, else for the last one before it."""
        current = self.snapshot.report(action.code, self.key)
        previous = latest_report(self.snapshot, action.code, self.snapshot.plan.before(self.key))
        for report in (current, previous):
            value = _value(report, name)
            if value not in (None, ""):
                return value
        return None


def _value(report: Report | None, name: str) -> object:
    return None if report is None else getattr(report, name)


def _fixed(column: Column, value: str, where: Location, reader: RowReader) -> Placed:
    cell = Cell(where.excel_row or 0, 0, "text", value, value)
    reading = replace(reader.reading(cell, column, {}), raw="", how=_FIXED_HOW)
    return Placed(column, reading, where.sheet, where.excel_row or 0, where.excel_column)


def _taken(name: str, lines: Sequence[Line]) -> Iterator[Taken]:
    """Yield the cells of a field over the lines of an action that hold something, each once."""
    seen: set[tuple[str, int, int]] = set()
    for line in lines:
        for use in line.use.of(name):
            cell = line.row.at(use.column.number)
            if cell is None or not cell.raw.strip():
                continue
            taken = Taken(line.sheet, cell, use)
            if taken.at not in seen:
                seen.add(taken.at)
                yield taken


def _keys(line: Line, action: Action) -> Iterator[tuple[str, Placed]]:
    """Yield code and name as the row's own, whatever told them."""
    told = f"{line.match.how.value}で「{action.name}」の行とした"
    by_code = line.match.how is How.CODE and not alike(line.keys.name, action.name)
    code, name = PROGRESS.column("action"), PROGRESS.column("name")
    yield "action", named(code, action.code, line.cells.get("action"), line.place("action"), told)
    own = line.cells.get("name")
    if by_code and own is not None:
        # コードと名前が食い違う行は、様式と同じように、ずれとして止める。
        yield "name", named(name, line.keys.name, own, line.place("name"), told)
    else:
        yield "name", named(name, action.name, own, line.place("name"), told)


def _joined(cells: Sequence[Placed]) -> Placed:
    """Return several texts as one, at the place of the first."""
    texts = list(dict.fromkeys(str(one.reading.value) for one in cells if one.reading.value))
    places = "・".join(one.location.a1 for one in cells[1:])
    first = cells[0]
    how = f"対応付けにより、{places}の文をつないだ"
    return first._replace(reading=replace(first.reading, value="\n".join(texts), how=how))


def _header(use: TableUse) -> Header:
    columns = {
        name: own[0].column.number
        for name in dict.fromkeys(one.field for one in use.uses)
        if (own := use.of(name))
    }
    return Header(PROGRESS, use.table.sheet, use.table.head_rows[-1], columns)


def _in_order(cells: Mapping[str, Placed]) -> dict[str, Placed]:
    return {column.field: cells[column.field] for column in PROGRESS.columns if column.field in cells}


def shared_cells(made: Sequence[Made]) -> Iterator[Finding]:
    """Yield the cells merged over rows of several actions that were taken for more than one of them."""
    owners: dict[tuple[str, int, int], list[tuple[Made, str, Taken]]] = {}
    for one in made:
        for name, found in one.taken.items():
            for taken in found:
                owners.setdefault(taken.at, []).append((one, name, taken))
    for (sheet, row, column), own in owners.items():
        codes = {one.action.code for one, _, _ in own}
        if len(codes) > 1:
            one, name, taken = own[0]
            place = Location(sheet, row, column, name)
            rows = f"{place.a1}（{len(codes)}件の個別取組の行にまたがる）"
            yield Finding(
                "row.merged", place, shown(taken.cell), {"cells": rows},
                one.action.name, field_label(name), entity(PROGRESS.key, one.action.code),
            )  # fmt: skip
