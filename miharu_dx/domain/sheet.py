"""What a sheet is made of: columns, who fills them and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell of a column may hold."""

    CODE = "code"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    PERCENT = "percent"
    NUMBER = "number"
    DATE = "date"
    FISCAL_YEAR = "fiscal_year"


class Entry(StrEnum):
    """Who fills a column: KEY names the row, CONTEXT and PREVIOUS are printed, INPUT is filled in."""

    KEY = "key"
    CONTEXT = "context"
    PREVIOUS = "previous"
    INPUT = "input"


class Vocabulary(StrEnum):
    """The list a CHOICE column takes its words from; resolved against plan and store."""

    DECLARATION = "declaration"
    STAGE = "stage"
    RATING = "rating"
    DIRECTION = "direction"
    INDICATOR_KIND = "indicator_kind"
    INITIATIVE = "initiative"
    DEPARTMENT = "department"
    CONFIRMED = "confirmed"
    REPLY = "reply"


@dataclass(frozen=True)
class Column:
    """A column with its heading, what it holds, who fills it and the words of its comment.

    ``width`` in characters of the standard font; ``aliases`` are other headings people use.
    ``if_blank`` names what is taken where the cell is blank.
    """

    field: str
    label: str
    kind: Kind
    entry: Entry
    width: float
    comment: str = ""
    aliases: tuple[str, ...] = ()
    vocabulary: Vocabulary | None = None
    required: bool = False
    max_length: int = 200
    if_blank: str = ""


@dataclass(frozen=True)
class SheetSpec:
    """One table on one sheet: headings in row 1, rows from row 2."""

    key: str
    name: str
    columns: tuple[Column, ...]
    row_name: str
    comment: str = ""

    def column(self, field: str) -> Column:
        """Return the column of a field that is known to be in the sheet."""
        return next(column for column in self.columns if column.field == field)

    @property
    def inputs(self) -> tuple[Column, ...]:
        """Columns people fill in."""
        return tuple(column for column in self.columns if column.entry is Entry.INPUT)
