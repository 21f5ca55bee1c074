"""Rows of the sheet 指標: one actual value of one indicator for one fiscal year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.changes import Source
from miharu_dx.domain.drafts import IndicatorContext, IndicatorDraft
from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Action, Indicator, IndicatorValue, Snapshot
from miharu_dx.domain.rules_indicators import judge_indicator
from miharu_dx.domain.sheetspec import INDICATORS
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.entities import entity, identified
from miharu_dx.intake.header import Header
from miharu_dx.intake.printed import overwritten
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.shift_findings import aligned
from miharu_dx.intake.shift_indicators import Place, indicator_table, keys_together
from miharu_dx.intake.table import Placed, RowReader, TableRow, read_rows

IndicatorKey = tuple[str, str, int]


@dataclass(frozen=True)
class IndicatorRow:
    """One row of a known indicator; a blank 実績値 leaves what is stored as it is."""

    action: Action
    indicator: Indicator
    fiscal_year: int
    actual: float | None
    row: TableRow

    @property
    def key(self) -> IndicatorKey:
        """Action, indicator and fiscal year."""
        return (self.action.code, self.indicator.name, self.fiscal_year)

    @property
    def excel_row(self) -> int:
        """The row's number in Excel."""
        return self.row.excel_row

    @property
    def value(self) -> IndicatorValue | None:
        """What is to be stored, nothing for a blank cell."""
        return None if self.actual is None else IndicatorValue(*self.key, self.actual)

    @property
    def sources(self) -> dict[str, Source]:
        """The cell each value came from."""
        return self.row.sources


@dataclass(frozen=True)
class IndicatorSheet:
    """What the sheet 指標 holds: rows of known indicators and findings."""

    rows: tuple[IndicatorRow, ...]
    findings: tuple[Finding, ...]


def read_indicator_sheet(header: Header, roll: Roll, key: PeriodKey) -> IndicatorSheet:
    """Return the rows of 指標 with their findings."""
    table, findings = read_rows(header, IndicatorFinder(roll).reader(key))
    judged = judge_indicators(header, table, findings, roll, key)
    places = {row.excel_row: Place(*row.key) for row in judged.rows}
    told = keys_together(table, judged.findings, roll)
    return replace(judged, findings=aligned(indicator_table(table, places, roll, key), told))


def judge_indicators(
    header: Header, table: Iterable[TableRow], found: Iterable[Finding], roll: Roll, key: PeriodKey
) -> IndicatorSheet:
    """Return rows that have been read as rows of known indicators, judged; ``found`` joins their findings."""
    finder = IndicatorFinder(roll)
    table, findings = tuple(table), list(found)
    rows: list[IndicatorRow] = []
    places: dict[IndicatorKey, Location] = {}
    for line in table:
        action, faults = roll.action_of(line)
        findings += [*line.findings(action.name if action else line.text("name")), *faults]
        if action is None:
            continue
        row, faults = finder.row(line, action)
        findings += faults
        if row is None:
            continue
        if row.key in places:
            place = line.location("indicator")
            args = {"other": places[row.key].a1, "here": place.a1}
            findings.append(line.fault("row.indicator_duplicate", "indicator", args, action.name))
            continue
        places[row.key] = line.location("indicator")
        rows.append(row)
    findings += _judged(rows, roll.snapshot, key)
    for row in rows:
        findings += overwritten(row.row, finder.printed(row), row.action.name)
    findings += _missing(header, roll, key, rows)
    return IndicatorSheet(tuple(rows), tuple(identified(findings, INDICATORS.key, table)))


@dataclass(frozen=True)
class IndicatorFinder:
    """Finds the indicator of a row among those of its action, in any spelling."""

    roll: Roll

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], Indicator]:
        rows = self.roll.snapshot.indicators
        folded = {(row.action, word_key(row.name)): row for row in rows}
        return folded | {(row.action, row.name): row for row in rows}

    def of(self, action: str, name: str) -> Indicator | None:
        """Return the indicator of an action by its name, none where it has none of that name."""
        return self._known.get((action, name)) or self._known.get((action, word_key(name)))

    def reader(self, key: PeriodKey) -> RowReader:
        """Return how the cells of an indicator row are read: values in the indicator's own unit."""
        plan = self.roll.snapshot.plan

        def unit(before: Mapping[str, Placed]) -> str:
            if "indicator" not in before:
                return ""
            code = self.roll.code_of(before["action"].text)
            found = self.of(code, before["indicator"].text) if code else None
            return found.unit if found else ""

        return RowReader({}, plan.fiscal_year_start_month, plan.end_date(key), unit=unit)

    def row(self, line: TableRow, action: Action) -> tuple[IndicatorRow | None, list[Finding]]:
        """Return the row of a known indicator; none, with findings, where it cannot be told."""
        if line.unreadable & {"indicator", "fiscal_year"}:
            return None, []
        blank = [field for field in ("indicator", "fiscal_year") if not line.text(field)]
        if blank:
            said = line.cells["actual"].reading.raw.strip()
            return None, [
                line.fault("row.indicator_key_blank", field, subject=action.name) for field in blank if said
            ]
        indicator = self.of(action.code, line.text("indicator"))
        year = line.cells["fiscal_year"].value
        faults: list[Finding] = []
        if indicator is None:
            args = {"name": action.name}
            faults.append(line.fault("row.indicator_unknown", "indicator", args, action.name))
        plan = self.roll.snapshot.plan
        if not isinstance(year, int) or year not in plan.fiscal_years:
            first, last = fiscal_year_label(plan.first_fiscal_year), fiscal_year_label(plan.last_fiscal_year)
            args = {"first": first, "last": last}
            faults.append(line.fault("row.indicator_year", "fiscal_year", args, action.name))
            return None, faults
        if indicator is None:
            return None, faults
        actual = line.cells["actual"].value
        number = float(actual) if isinstance(actual, int | float) else None
        return IndicatorRow(action, indicator, year, number, line), faults

    def printed(self, row: IndicatorRow) -> dict[str, object]:
        """Return what the form showed of the plan; nothing where its version is not known."""
        base = self.roll.base
        if base is None:
            return {}
        own = base.indicators_by_action.get(row.action.code, ())
        then = next((found for found in own if found.name == row.indicator.name), None)
        if then is None:
            return {}
        return {
            "unit": then.unit,
            "direction": then.direction,
            "kind": then.kind,
            "baseline": then.baseline,
            "target": base.targets_by_key.get(row.key),
        }


def _judged(rows: Iterable[IndicatorRow], snapshot: Snapshot, key: PeriodKey) -> Iterator[Finding]:
    actuals: dict[tuple[str, str], dict[int, float]] = {}
    for (action, name, year), actual in snapshot.values_by_key.items():
        if actual is not None:
            actuals.setdefault((action, name), {})[year] = actual
    filled = [row for row in rows if row.actual is not None]
    for row in filled:
        actuals.setdefault(row.key[:2], {})[row.fiscal_year] = row.actual or 0.0
    for row in filled:
        known = {y: v for y, v in actuals[row.key[:2]].items() if y != row.fiscal_year}
        context = IndicatorContext(
            key=key,
            indicator=row.indicator,
            target=snapshot.targets_by_key.get(row.key),
            stored=snapshot.values_by_key.get(row.key),
            actuals=known,
        )
        draft = IndicatorDraft(*row.key, row.actual)
        for fault in judge_indicator(draft, context):
            yield row.row.fault(fault.code, fault.field, fault.args, row.action.name)


def _missing(header: Header, roll: Roll, key: PeriodKey, rows: Iterable[IndicatorRow]) -> Iterator[Finding]:
    """Yield the indicators of this fiscal year that have no row."""
    there = {row.key for row in rows}
    for action in roll.expected:
        for indicator in roll.snapshot.indicators_by_action.get(action.code, ()):
            if (action.code, indicator.name, key.fiscal_year) in there:
                continue
            args = {
                "name": action.name,
                "indicator": indicator.name,
                "year": fiscal_year_label(key.fiscal_year),
            }
            place = Location(header.sheet.name)
            whose = entity(INDICATORS.key, action.code, indicator.name, key.fiscal_year)
            yield Finding("row.indicator_missing", place, indicator.name, args, action.name, entity=whose)
