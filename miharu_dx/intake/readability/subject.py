"""What the rules look at: a file laid out once, with the words that are right and what it explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.domain.records import DECLARATIONS, DIRECTIONS, INDICATOR_KINDS, Snapshot
from miharu_dx.domain.sheet import SheetSpec, Vocabulary
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO
from miharu_dx.domain.sheetspec_returned import FIX_LIST, RETURNED_SHEETS
from miharu_dx.domain.standing import Outside, outside_word
from miharu_dx.intake.cell_characters import dashes_folded, tight, word_key
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.model import Cell, SheetCells, WorkbookCells
from miharu_dx.intake.plan_rows import CONFIRMED, UNCONFIRMED
from miharu_dx.intake.readability.fields import Field, fields_of, spec_of
from miharu_dx.intake.readability.layout import Layout, Table, layout_of

Words = Mapping[Vocabulary, tuple[str, ...]]

_EXPLAINING_SHEET = re.compile(
    r"コード|凡例|定義|説明|出典|選択肢|記入要領|記載要領|注意|読み方|メタ|様式情報"
)
_EXPLAINING_HEADING = re.compile(r"^(?:意味|説明|定義|凡例|解説)$")
_LONGEST_EXPLAINED = 400  # 説明の文の長さ。これより長いものに、記号の意味は書かれない


@dataclass(frozen=True, eq=False)
class TableView:
    """A table with its columns; ``spec`` is the table of ours it is, if any."""

    table: Table
    spec: SheetSpec | None
    fields: tuple[Field, ...]


@dataclass(frozen=True, eq=False)
class SheetView:
    """A visible sheet laid out, with the columns of each of its tables."""

    sheet: SheetCells
    layout: Layout
    tables: tuple[TableView, ...]

    @property
    def explains(self) -> bool:
        """Whether the sheet is there to explain the others: a code table, notes, a sheet without a table."""
        if not self.tables or _EXPLAINING_SHEET.search(self.sheet.name):
            return True
        return any(view.spec in (CODE_TABLE, FORM_INFO) or _explains(view) for view in self.tables)


def _explains(view: TableView) -> bool:
    return any(_EXPLAINING_HEADING.match(word_key(column.heading)) for column in view.fields)


@dataclass(frozen=True)
class TextFaults:
    """What only the text of a CSV file shows: broken records, with (row, detail), and stray quotes."""

    expected: int = 0
    breaks: tuple[tuple[int, int, str], ...] = ()
    shifted: tuple[tuple[int, int], ...] = ()
    stray_quotes: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Subject:
    """A file as the rules see it; hidden sheets are known but not laid out.

    ``csv`` is set for a CSV file only.
    """

    book: WorkbookCells
    words: Words = field(default_factory=dict[Vocabulary, tuple[str, ...]])
    csv: TextFaults | None = None

    @cached_property
    def sheets(self) -> tuple[SheetView, ...]:
        """Every visible sheet that holds something, but for those a 返却ブック has of its own."""
        own = {spec.name for spec in RETURNED_SHEETS} if self.was_returned else set[str]()
        return tuple(
            _view(sheet)
            for sheet in self.book.sheets
            if sheet.state == "visible" and sheet.cells and sheet.name not in own
        )

    @cached_property
    def was_returned(self) -> bool:
        """Whether this is a 返却ブック, whose marks and list repeat what is said elsewhere."""
        sheet = self.book.sheet(FIX_LIST.name)
        return sheet is not None and _first_row(sheet) == [column.label for column in FIX_LIST.columns]

    @cached_property
    def tables(self) -> tuple[TableView, ...]:
        """Every table of every sheet."""
        return tuple(view for sheet in self.sheets for view in sheet.tables)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every column of every table."""
        return tuple(column for view in self.tables for column in view.fields)

    @cached_property
    def explanations(self) -> tuple[str, ...]:
        """Every text that may explain a sign or a blank: around tables and on explaining sheets."""
        return tuple(text for sheet in self.sheets for text in _explanations(sheet))

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(_sign(text) for text in self.explanations)

    def explains(self, sign: str) -> bool:
        """Whether the file says what a sign means: in a cell of its own, or as 「○：済」 in a text."""
        folded = _sign(sign)
        if folded in self._folded:
            return True
        said = re.compile(rf"(?<![0-9A-Za-z]){re.escape(folded)}[」』）)]?(?:[:=＝…・→]|は)")
        return any(said.search(text) for text in self._folded)


def _first_row(sheet: SheetCells) -> list[str]:
    return [cell.raw for cell in sheet.by_row.get(1, {}).values()]


def words_of(snapshot: Snapshot) -> Words:
    """Return the words each list of the plan may hold, in every form people and our exports write them."""
    plan = snapshot.plan
    outside = [outside_word(plan, reason) for reason in Outside]
    departments = [
        word
        for unit in snapshot.departments
        for word in (unit.label, unit.name, unit.code, f"{unit.label} {unit.code}")
    ]
    initiatives = [word for item in plan.initiatives for word in (item.label, item.name, item.code)]
    return {
        Vocabulary.DECLARATION: tuple(DECLARATIONS),
        Vocabulary.STAGE: tuple(plan.stages_by_name),
        Vocabulary.RATING: tuple(dict.fromkeys([*plan.ratings_by_name, *outside])),
        Vocabulary.DIRECTION: tuple(DIRECTIONS),
        Vocabulary.INDICATOR_KIND: tuple(INDICATOR_KINDS),
        Vocabulary.CONFIRMED: (CONFIRMED, UNCONFIRMED),
        Vocabulary.DEPARTMENT: tuple(dict.fromkeys(departments)),
        Vocabulary.INITIATIVE: tuple(dict.fromkeys(initiatives)),
    }


def at(code: str, sheet: SheetCells, cell: Cell, **args: object) -> Advice:
    """Return advice on one cell, shown as it was typed."""
    return Advice(code, Location(sheet.name, cell.row, cell.column), shown(cell), args)


def _view(sheet: SheetCells) -> SheetView:
    layout = layout_of(sheet)
    views: list[TableView] = []
    for table in layout.tables:
        spec = spec_of(table)
        views.append(TableView(table, spec, fields_of(table, spec)))
    return SheetView(sheet, layout, tuple(views))


def _explanations(view: SheetView) -> Iterator[str]:
    cells = (*view.layout.above, *view.layout.outside)
    for cell in view.sheet if view.explains else cells:
        if cell.kind == "text" and len(cell.raw) <= _LONGEST_EXPLAINED:
            yield cell.raw


def _sign(text: str) -> str:
    return dashes_folded(tight(text)).replace("〇", "○").replace("◯", "○")
