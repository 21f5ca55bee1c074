"""Columns of a table with what they seem to hold: told from the heading first, then from the cells."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TypeVar

from miharu_dx.domain.finding import Location
from miharu_dx.domain.sheet import Column, Kind, SheetSpec, Vocabulary
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO, FORM_SHEETS
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_number_text import NumberText, number_text
from miharu_dx.intake.header_words import Headings, heading_key, headings, hit
from miharu_dx.intake.model import Cell
from miharu_dx.intake.readability.layout import Table

T = TypeVar("T")

_SPECS: tuple[SheetSpec, ...] = (*FORM_SHEETS, *PLAN_SHEETS, FORM_INFO, CODE_TABLE)
_KNOWN: tuple[tuple[SheetSpec, Headings], ...] = tuple((spec, headings(spec)) for spec in _SPECS)
# A sheet of one's own shares few headings with ours; these mean the same wherever they stand.
_EVERYWHERE = {
    key: next(column for column in PROGRESS.columns if column.field == field)
    for key, (field, _) in headings(PROGRESS).items()
}
_CHOSEN = (Vocabulary.DECLARATION, Vocabulary.STAGE, Vocabulary.RATING)
_SHARE_OF_SPEC = 0.5

_YEAR = re.compile(
    r"(?:令和|平成|昭和|(?<![a-z])[rh])(?:元|[0-9]{1,2})(?:年度?)?|(?<![0-9])(?:19|20)[0-9]{2}(?:年度?)?"
)
_PERCENT = re.compile(r"[(\[【〔]?%[)\]】〕]?$")
_IDENTITY = re.compile(r"(?:コード|番号|電話|郵便|内線|版|id)$|^(?:no\.?|#|№|項番|連番)$")
_TIME = re.compile(
    r"年度|年月|[^前隔翌毎定]年$|^年$|時期|期限|期日|期間|日付|日時|時点|基準日|予定日|完了日|開始日|終了日|年月日|[^数]日$|作成日|更新日"
)
_AMOUNT = re.compile(r"(?:数|率|額|費|値|割合|件|人|点)[)）]?$|[%％]|円")
_PERSON = re.compile(r"氏名|記入者|担当者|作成者|名前|責任者|連絡先")
_DIGIT = re.compile("[0-9０-９]")
_SHORT, _LONG = 12, 25  # 選択肢の語は12字まで、文は平均25字から
_LONGEST_WORD = 60
_LONGEST_NUMBER = 20
_NUMBER_SHARE = 0.5
_LOOKED_AT = 300  # 列が数の列かどうかは、初めの300のセルで分かる
_LEAST_CHOICES = 3
_REPEATED = 0.5


class Holds(StrEnum):
    """What a column holds."""

    NUMBERS = "numbers"
    TIMES = "times"
    CHOICES = "choices"
    CODES = "codes"
    PERSONS = "persons"
    SENTENCES = "sentences"
    WORDS = "words"


_HOLDS: dict[Kind, Holds] = {
    Kind.CODE: Holds.CODES,
    Kind.LONG_TEXT: Holds.SENTENCES,
    Kind.CHOICE: Holds.CHOICES,
    Kind.PERCENT: Holds.NUMBERS,
    Kind.NUMBER: Holds.NUMBERS,
    Kind.DATE: Holds.TIMES,
    Kind.FISCAL_YEAR: Holds.TIMES,
}


@dataclass(frozen=True, eq=False)
class Field:
    """One column of a table: its heading, the cells of its body that hold something, its column of ours.

    ``title`` is the lowest heading cell; ``heading`` joins all heading rows with what they span.
    """

    table: Table
    number: int
    title: Cell | None
    heading: str
    cells: tuple[Cell, ...]
    known: Column | None

    @property
    def location(self) -> Location:
        """Where its heading stands."""
        row = self.title.row if self.title else self.table.top
        return Location(self.table.sheet.name, row, self.number)

    @cached_property
    def key(self) -> str:
        """Its heading folded, without the year it is of: 令和5年度計画 and R5計画 are 計画."""
        folded = unicodedata.normalize("NFKC", "".join(self.heading[:_LONGEST_WORD].split())).casefold()
        return _YEAR.sub("", _PERCENT.sub("", folded))

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The list its words come from."""
        return self.known.vocabulary if self.known else None

    @cached_property
    def texts(self) -> tuple[Cell, ...]:
        """The cells that hold text."""
        return tuple(cell for cell in self.cells if cell.kind == "text")

    @cached_property
    def spellings(self) -> Counter[str]:
        """Its texts as typed, each with the number of its cells: equal texts are judged once."""
        return Counter(cell.raw for cell in self.texts)

    @cached_property
    def mean_length(self) -> float:
        """The mean length of its texts, 0 without one."""
        return sum(len(cell.raw) for cell in self.texts) / len(self.texts) if self.texts else 0.0

    def cells_with(self, judge: Callable[[str], T]) -> Iterator[tuple[Cell, T]]:
        """Yield each text cell for which ``judge`` finds something in its text, with what it finds."""
        found = {text: judge(text) for text in self.spellings}
        if any(found.values()):
            yield from ((cell, found[cell.raw]) for cell in self.texts if found[cell.raw])

    @cached_property
    def holds(self) -> Holds:
        """What it holds."""
        if self.known is not None and self.known.kind in _HOLDS:
            return _HOLDS[self.known.kind]
        key = self.key
        if _PERSON.search(key):
            return Holds.PERSONS
        if self.known is not None and self.known.vocabulary is None:
            return self._kind_of_text()
        if _IDENTITY.search(key):
            return Holds.CODES
        if _TIME.search(key) and not _AMOUNT.search(key):
            return Holds.TIMES
        if self._is_numbers(bool(_AMOUNT.search(key) or _AMOUNT.search(self.heading))):
            return Holds.NUMBERS
        return self._kind_of_text()

    def _is_numbers(self, named: bool) -> bool:
        """Whether half of the first cells are numbers, or texts that were meant as numbers."""
        looked_at = self.cells[:_LOOKED_AT]
        numbers = sum(cell.kind == "number" for cell in looked_at)
        if numbers < max(2, _NUMBER_SHARE * len(looked_at)):
            typed = Counter(cell.raw for cell in looked_at if cell.kind == "text")
            numbers += sum(count for text, count in typed.items() if is_number_text(text))
        return numbers >= (1 if named else 2) and numbers >= _NUMBER_SHARE * len(looked_at)

    def _kind_of_text(self) -> Holds:
        if self.mean_length >= _LONG or any(len(text) > _LONGEST_WORD for text in self.spellings):
            return Holds.SENTENCES
        if len(self.texts) < _LEAST_CHOICES or self.mean_length > _SHORT:
            return Holds.WORDS
        few = max(2, _REPEATED * len(self.texts))
        different = len(set(map(word_key, self.spellings)))
        return Holds.CHOICES if different <= few else Holds.WORDS


def is_number_text(text: str) -> bool:
    """Whether a text holds one number, with or without a unit or a word such as 約."""
    if len(text) > _LONGEST_NUMBER or not _DIGIT.search(text):
        return False
    return isinstance(number_text(text), NumberText)


def spec_of(table: Table) -> SheetSpec | None:
    """Return which table of ours this is: the sheet's own name, or half of the headings."""
    if not table.head_rows:
        return None
    line = table.head[table.head_rows[-1]]
    named = [
        _named(cell.raw) for cell in line.values() if cell.kind == "text" and len(cell.raw) <= _LONGEST_WORD
    ]
    best, share = None, 0.0
    for number, spec in enumerate(_SPECS):
        fields = {found[number] for found in named} - {""}
        own = len(fields) / len(spec.columns) + (spec.name == table.sheet.name)
        if len(fields) >= min(2, len(spec.columns)) and own > share:
            best, share = spec, own
    return best if share >= _SHARE_OF_SPEC else None


@lru_cache(maxsize=4_096)
def _named(heading: str) -> tuple[str, ...]:
    """Return the field a heading names in each table of ours, "" where it names none."""
    cell = Cell(0, 0, "text", heading, heading)
    return tuple(found.field if (found := hit(cell, known)) else "" for _, known in _KNOWN)


def fields_of(table: Table, spec: SheetSpec | None) -> tuple[Field, ...]:
    """Return the columns of a table from the left, those without a heading included."""
    cells: dict[int, list[Cell]] = {column: [] for column in table.columns}
    for line in table.body.values():
        for column, cell in line.items():
            if column in cells:
                cells[column].append(cell)
    titles = {column: _title(table, column) for column in table.columns}
    known: Headings = headings(spec) if spec else {}
    return tuple(
        Field(
            table,
            column,
            titles[column],
            _heading(table, column),
            tuple(cells[column]),
            _known(titles[column], spec, known),
        )
        for column in table.columns
    )


def _known(title: Cell | None, spec: SheetSpec | None, known: Headings) -> Column | None:
    if title is None:
        return None
    if spec is not None:
        found = hit(title, known)
        return spec.column(found.field) if found else None
    column = _EVERYWHERE.get(heading_key(title.raw[:_LONGEST_WORD]))
    return column if column is not None and column.vocabulary in _CHOSEN else None


def _title(table: Table, column: int) -> Cell | None:
    for row in reversed(table.head_rows):
        cell = table.head.get(row, {}).get(column)
        if cell is not None:
            return cell
    return None


def _heading(table: Table, column: int) -> str:
    """Return the words of all heading rows above a column; a word reaches right until the next one."""
    words: list[str] = []
    for row in table.head_rows:
        line: Mapping[int, Cell] = table.head.get(row, {})
        if column in line:
            words.append(line[column].raw)
        elif row != table.head_rows[-1]:
            left = [number for number in line if number < column]
            words += [line[max(left)].raw] if left else []
    return " ".join("".join(words).split())
