"""Rows of mapped tables: what tells what each is about, whether it is this department's and period's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.mapping import ACTUAL
from miharu_dx.domain.mapping_fields import field_label
from miharu_dx.domain.mapping_left import LeftReason
from miharu_dx.domain.sheetspec import FISCAL_YEAR
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_reading import shown, text_of
from miharu_dx.intake.cell_stand_ins import is_ditto
from miharu_dx.intake.cell_years import read_fiscal_year
from miharu_dx.intake.free.matching import How, Keys, Match, Matcher, text
from miharu_dx.intake.free.scope import TableUse, Use, Whose
from miharu_dx.intake.free.tables import FreeRow
from miharu_dx.intake.model import Cell

_KEYS = ("action", "name", "indicator")
_SAME = "〃"  # 同じという印の入ったセルを、値のセルと分けて覚える
_CONTEXT = ("department", "fiscal_year", "period", "measure", "unit", "kind")


@dataclass(frozen=True, eq=False)
class Line:
    """One row with the cells that tell what it is about; ``outside`` says why it is not read.

    ``fiscal_year`` is the year the row itself names. A row whose ``match`` has no action and that
    is not outside has to be asked about.
    """

    use: TableUse
    row: FreeRow
    keys: Keys
    cells: Mapping[str, Cell]
    match: Match
    fiscal_year: int | None = None
    outside: LeftReason | None = None
    faults: tuple[Finding, ...] = ()

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return self.use.table.sheet.name

    def place(self, name: str) -> Location:
        """Return where a field of this row stands: its cell, else its column, else the row."""
        cell = self.cells.get(name)
        if cell is not None:
            return Location(self.sheet, cell.row, cell.column, name)
        uses = self.use.of(name)
        number = uses[0].column.number if uses and uses[0].column.number > 0 else None
        return Location(self.sheet, self.row.excel_row, number, name)

    @property
    def place_of_key(self) -> Location:
        """Return where the row says what it is about."""
        name = next((name for name in ("name", "action", "indicator") if name in self.cells), "name")
        return self.place(name)


def lines_of(use: TableUse, whose: Whose, matcher: Matcher) -> Iterator[Line]:
    """Yield the rows of a table's body in order."""
    before: dict[str, Cell] = {}
    for row in use.table.body:
        cells = _cells(use, row)
        _fill_down(use, cells, before)
        before = {name: cells[name] for name in (*_KEYS, "department") if name in cells}
        yield _line(use, row, cells, whose, matcher)


def _cells(use: TableUse, row: FreeRow) -> dict[str, Cell]:
    """Return the key cells of a row, the first that holds something of each field."""
    found: dict[str, Cell] = {}
    for name in (*_KEYS, *_CONTEXT):
        for one in use.of(name):
            cell = row.at(one.column.number)
            if name not in found and cell is not None and cell.raw.strip():
                same = name in (*_KEYS, "department") and is_ditto(text_of(cell))
                found[f"{_SAME}{name}" if same else name] = cell
    return found


def _fill_down(use: TableUse, cells: dict[str, Cell], before: Mapping[str, Cell]) -> None:
    """Let blank keys mean the same as above, where a person said that they do.

    A sign that it is the same (〃, 同上) says so itself. A code or a name that is written begins
    another row, so the other one is not carried into it.
    """
    down = use.mapping.filled_down

    def carry(name: str) -> None:
        if (name in down or f"{_SAME}{name}" in cells) and name not in cells and name in before:
            cells[name] = before[name]

    carry("department")
    if "action" not in cells and "name" not in cells:
        carry("action")
        carry("name")
    if all(cells.get(name) is before.get(name) for name in ("action", "name")):
        carry("indicator")


def _line(use: TableUse, row: FreeRow, cells: dict[str, Cell], whose: Whose, matcher: Matcher) -> Line:
    keys = Keys(*(text(cells.get(name)) for name in _KEYS))
    faults: list[Finding] = []
    outside, year = _scope(use, cells, whose, faults)
    match = Match(None, How.UNKNOWN) if outside else matcher.of(keys)
    if outside is None and match.how is How.SKIPPED:
        outside = LeftReason.SKIPPED_ROW
    elif outside is None and match.how is How.ELSEWHERE:
        outside = LeftReason.OTHER_DEPARTMENT
    elif outside is None and match.action is not None and not match.action.runs_in(whose.key.fiscal_year):
        outside = LeftReason.NOT_RUNNING
    return Line(use, row, keys, cells, match, year, outside, tuple(faults))


def _scope(
    use: TableUse, cells: Mapping[str, Cell], whose: Whose, faults: list[Finding]
) -> tuple[LeftReason | None, int | None]:
    """Return why a row is not this report's, none where it is, and the fiscal year it names."""
    sheet = use.table.sheet.name
    if (one := _one(use, cells, "department")) is not None:
        code = whose.department_of(text(cells["department"]), one)
        if code is None:
            faults.append(_asked("row.mapping_department", sheet, cells["department"], one))
        elif code != whose.department:
            return LeftReason.OTHER_DEPARTMENT, None
    if (one := _one(use, cells, "period")) is not None:
        code = whose.period_of(text(cells["period"]), one)
        if code is None:
            faults.append(_asked("cell.mapping_word", sheet, cells["period"], one))
        elif code != whose.snapshot.plan.period_at(whose.key).code:
            return LeftReason.OTHER_PERIOD, None
    if (one := _one(use, cells, "measure")) is not None:
        said = one.words.get(word_key(text(cells["measure"])))
        if said is None:
            faults.append(_asked("cell.mapping_word", sheet, cells["measure"], one))
        elif said != ACTUAL:
            return LeftReason.SKIPPED_VALUE, None
    year: int | None = None
    if "fiscal_year" in cells:
        reading = read_fiscal_year(cells["fiscal_year"], FISCAL_YEAR, whose.key.fiscal_year)
        year = reading.value if isinstance(reading.value, int) else None
        if reading.finding is not None:
            code, args = reading.finding
            place = Location(sheet, cells["fiscal_year"].row, cells["fiscal_year"].column, "fiscal_year")
            faults.append(Finding(code, place, reading.shown, args, label=field_label("fiscal_year")))
        if use.reports and not use.of("actual") and year not in (None, whose.key.fiscal_year):
            return LeftReason.OTHER_YEAR, year
    return None, year


def _one(use: TableUse, cells: Mapping[str, Cell], name: str) -> Use | None:
    """Return the column a key cell stands in."""
    cell = cells.get(name)
    uses = use.of(name)
    if cell is None or not uses:
        return None
    return next((one for one in uses if one.column.number == cell.column), uses[0])


def _asked(code: str, sheet: str, cell: Cell, use: Use) -> Finding:
    place = Location(sheet, cell.row, cell.column, use.field)
    return Finding(code, place, shown(cell), label=field_label(use.field))


def by_action(lines: Sequence[Line]) -> Mapping[str, list[Line]]:
    """Return the rows of each action, in their order."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.outside is None and line.match.action is not None:
            found.setdefault(line.match.action.code, []).append(line)
    return found
