"""Rows of mapped tables as rows of the sheet 指標: a value for each indicator and year, wide years unfolded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.mapping import NOT_USED, ONLY, SAME_UNIT
from miharu_dx.domain.mapping_fields import field_label
from miharu_dx.domain.mapping_left import LeftReason
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import INDICATOR_KINDS, Action, Indicator, IndicatorKind
from miharu_dx.domain.sheetspec import INDICATORS
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_number_text import same_unit
from miharu_dx.intake.cell_reading import Reading, plain, shown, text_of
from miharu_dx.intake.cells import read
from miharu_dx.intake.entities import entity
from miharu_dx.intake.free.compound import Part, kind_named, parts_of
from miharu_dx.intake.free.lines import Line
from miharu_dx.intake.free.matching import Matcher
from miharu_dx.intake.free.placing import Taken, as_typed, given, named, rewritten
from miharu_dx.intake.free.scope import Use
from miharu_dx.intake.header import Header
from miharu_dx.intake.table import Placed, TableRow

_KIND_IN_NAME = {kind: (f"({kind})", f"【{kind}】", f"[{kind}]") for kind in INDICATOR_KINDS}


Kinds = Collection[tuple[str, IndicatorKind | None]]


@dataclass(frozen=True)
class Value:
    """One value of one indicator for one year, with the cell it came from."""

    row: TableRow
    taken: Taken


@dataclass
class Values:
    """What the lines of one action say of its indicators; ``left`` are cells with the reason why not read."""

    rows: list[Value] = field(default_factory=list[Value])
    findings: list[Finding] = field(default_factory=list[Finding])
    left: list[tuple[Taken, LeftReason]] = field(default_factory=list[tuple[Taken, LeftReason]])
    read: list[Taken] = field(default_factory=list[Taken])


@dataclass(frozen=True)
class ValueMaker:
    """Makes the indicator rows of an action from its lines, as our own form would hold them."""

    key: PeriodKey

    def made(self, action: Action, lines: Sequence[Line], matchers: Mapping[int, Matcher]) -> Values:
        """Return the values of an action; ``matchers`` by the identity of a line's table."""
        values = Values()
        seen: set[tuple[str, int, int]] = set()
        told: Kinds = {(line.keys.indicator, _kind_of(line)) for line in lines}
        for line in lines:
            for use in line.use.of("actual"):
                cell = line.row.at(use.column.number)
                if cell is None or not cell.raw.strip():
                    continue
                taken = Taken(line.sheet, cell, use)
                if taken.at not in seen:
                    seen.add(taken.at)
                    self._cell(action, line, taken, matchers[id(line.use)], values, told)
        return values

    def _cell(
        self, action: Action, line: Line, taken: Taken, matcher: Matcher, values: Values, told: Kinds
    ) -> None:
        target = taken.use.target
        parts = parts_of(text_of(taken.cell))
        kinds: dict[IndicatorKind, Part] = {}
        for part in parts:
            if (kind := kind_named(part.label)) is not None:
                kinds[kind] = part
        if kinds and len(kinds) == len(parts):
            self._of_kind(action, line, taken, kinds, matcher, values)
            return
        if len(parts) > 1 or (parts and parts[0].label in target.labels):
            for part in parts:
                self._part(action, line, taken, part, matcher, values)
            values.read.append(taken)
            return
        name = target.indicator or line.keys.indicator
        if not name:
            values.left.append((taken, LeftReason.NO_INDICATOR))
            return
        found = matcher.indicator(action, name)
        if found == NOT_USED:
            values.left.append((taken, LeftReason.SKIPPED_VALUE))
        elif not isinstance(found, Indicator):
            values.findings.append(_unknown(action, line, taken, name, matcher))
        elif _kind_of(line) not in (None, found.kind) and (line.keys.indicator, found.kind) in told:
            # 同じ指標の、計画と同じ種別の行がほかにある。
            values.left.append((taken, LeftReason.OTHER_KIND))
        elif self._fits(action, line, taken, found, values):
            row = self._row(action, line, taken, found, None)
            values.rows.append(Value(row, taken))
            values.read.append(taken)

    def _of_kind(
        self,
        action: Action,
        line: Line,
        taken: Taken,
        kinds: Mapping[IndicatorKind, Part],
        matcher: Matcher,
        values: Values,
    ) -> None:
        """Read the one of 120（累計） 30（単年度） that is of the indicator's own kind."""
        name = taken.use.target.indicator or line.keys.indicator
        found = matcher.indicator(action, name) if name else None
        if not name:
            values.left.append((taken, LeftReason.NO_INDICATOR))
        elif found == NOT_USED:
            values.left.append((taken, LeftReason.SKIPPED_VALUE))
        elif not isinstance(found, Indicator):
            values.findings.append(_unknown(action, line, taken, name, matcher))
        elif found.kind in kinds:
            values.rows.append(Value(self._row(action, line, taken, found, kinds[found.kind]), taken))
            values.read.append(taken)
        else:
            args = {"indicator": found.name, "known": found.kind}
            fault = _fault("row.mapping_kind", action, taken, found, args)
            values.findings.append(replace(fault, shown=next(iter(kinds))))

    def _part(
        self, action: Action, line: Line, taken: Taken, part: Part, matcher: Matcher, values: Values
    ) -> None:
        labels = {word_key(label): name for label, name in taken.use.target.labels.items()}
        name = labels.get(word_key(part.label))
        if name == NOT_USED:
            return
        found = matcher.indicator(action, name) if name else None
        if isinstance(found, Indicator):
            if self._fits(action, line, taken, found, values):
                values.rows.append(Value(self._row(action, line, taken, found, part), taken))
            return
        place = _place(taken)
        values.findings.append(
            Finding(
                "cell.mapping_label",
                place,
                shown(taken.cell),
                {"name": part.label},
                action.name,
                field_label("actual"),
                entity(INDICATORS.key, action.code, part.label),
            )
        )

    def _fits(self, action: Action, line: Line, taken: Taken, found: Indicator, values: Values) -> bool:
        """Whether a value is of the indicator's kind and unit; what is not has its finding."""
        target = taken.use.target
        if target.kind not in (None, found.kind):
            values.left.append((taken, LeftReason.OTHER_KIND))
            others = [use for use in line.use.of("actual") if use.target.kind in (None, found.kind)]
            filled = [one for use in others if (one := line.row.at(use.column.number)) and one.raw.strip()]
            if not filled:
                args = {"found": target.kind, "known": found.kind, "indicator": found.name}
                values.findings.append(_fault("row.mapping_kind_unused", action, taken, found, args))
            return False
        said = _kind_of(line)
        if target.kind is None and said not in (None, found.kind):
            place = line.place("kind") if "kind" in line.cells else line.place("indicator")
            args = {"indicator": found.name, "known": found.kind}
            values.findings.append(
                Finding(
                    "row.mapping_kind",
                    place,
                    said or "",
                    args,
                    action.name,
                    field_label("kind"),
                    entity(INDICATORS.key, action.code, found.name),
                )
            )
        unit = taken.use.target.unit or _unit_of(line, taken.use)
        other = unit not in ("", SAME_UNIT) and bool(found.unit) and not same_unit(unit, found.unit)
        if other and target.scale == 1.0:
            args = {"found": unit, "known": found.unit, "indicator": found.name}
            values.findings.append(_fault("cell.mapping_unit", action, taken, found, args))
        return True

    def _row(
        self, action: Action, line: Line, taken: Taken, indicator: Indicator, part: Part | None
    ) -> TableRow:
        spec, use = INDICATORS, taken.use
        place = _place(taken)
        year = use.fiscal_year if use.fiscal_year is not None else line.fiscal_year
        told = f"{line.match.how.value}で「{action.name}」の行とした"
        name_how = f"対応付けで「{indicator.name}」とした"
        own_name = None if part is not None or use.target.indicator else line.cells.get("indicator")
        cells = {
            "action": named(spec.column("action"), action.code, line.cells.get("action"), place, told),
            "name": named(spec.column("name"), action.name, line.cells.get("name"), place, told),
            "indicator": named(spec.column("indicator"), indicator.name, own_name, place, name_how),
            "fiscal_year": given(
                spec.column("fiscal_year"),
                self.key.fiscal_year if year is None else year,
                place,
                "選んだ年度とした" if year is None else "見出し又は行の年度による",
            ),
            "actual": self._actual(taken, indicator, part),
        }
        columns = {name: own[0].column.number for name in cells if (own := line.use.of(name))}
        header = Header(spec, line.use.table.sheet, line.use.table.head_rows[-1], columns)
        return TableRow(header, taken.cell.row, cells)

    def _actual(self, taken: Taken, indicator: Indicator, part: Part | None) -> Placed:
        """Return the value read in the indicator's unit, or in the column's own and brought to it."""
        column, cell, target = INDICATORS.column("actual"), taken.cell, taken.use.target
        own = target.scale != 1.0 and target.unit not in ("", SAME_UNIT)
        unit = target.unit if own else indicator.unit
        source = cell if part is None else rewritten(cell, part.value)
        reading = read(source, column, (), unit=unit)
        if part is not None:
            reading = as_typed(reading, cell, f"「{part.label}」の値「{part.value}」を取り出した")
        if target.scale != 1.0 and isinstance(reading.value, int | float):
            reading = _scaled(reading, target.scale, indicator.unit)
        return Placed(column, reading, taken.sheet, cell.row, cell.column)


def _scaled(reading: Reading, scale: float, unit: str) -> Reading:
    assert isinstance(reading.value, int | float)
    value = Decimal(repr(reading.value)) * Decimal(repr(scale))
    how = f"対応付けにより{plain(Decimal(repr(scale)))}倍して{unit}とした"
    return replace(reading, value=float(value), how=f"{reading.how}。{how}" if reading.how else how)


def _place(taken: Taken) -> Location:
    return Location(taken.sheet, taken.cell.row, taken.cell.column, "actual")


def _fault(
    code: str, action: Action, taken: Taken, indicator: Indicator, args: Mapping[str, object]
) -> Finding:
    return Finding(
        code, _place(taken), shown(taken.cell), args, action.name, field_label("actual"),
        entity(INDICATORS.key, action.code, indicator.name),
    )  # fmt: skip


def _unknown(action: Action, line: Line, taken: Taken, name: str, matcher: Matcher) -> Finding:
    known = "、".join(one.name for one in matcher.roll.snapshot.indicators_by_action.get(action.code, ()))
    own = name != ONLY and "indicator" in line.cells and not taken.use.target.indicator
    place = line.place("indicator") if own else _place(taken)
    return Finding(
        "row.mapping_indicator", place, line.keys.indicator if own else shown(taken.cell),
        {"known": known or "なし"}, action.name, field_label("indicator"),
        entity(INDICATORS.key, action.code, name),
    )  # fmt: skip


def _kind_of(line: Line) -> IndicatorKind | None:
    """Return whether the row says that its values are of one year or a sum: in a column, or in its name."""
    cell = line.cells.get("kind")
    said = word_key(text_of(cell)) if cell is not None else ""
    name = word_key(line.keys.indicator)
    for kind in INDICATOR_KINDS:
        if said and said in (word_key(kind), word_key(kind.removesuffix("度"))):
            return kind
        if not said and any(mark in name for mark in _KIND_IN_NAME[kind]):
            return kind
    return None


def _unit_of(line: Line, use: Use) -> str:
    """Return the unit the heading or the row says its values are written in."""
    cell = line.cells.get("unit")
    return use.column.heading.unit or ("" if cell is None else text_of(cell).strip())


def once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, those of one code at one cell once."""
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        mark = (finding.code, finding.location, finding.entity)
        if mark not in seen:
            seen.add(mark)
            yield finding
