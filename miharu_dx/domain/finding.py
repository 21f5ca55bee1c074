"""Findings: faults of the data, collected and never raised, worded from one catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from miharu_dx.domain.finding_texts import FINDING_TEXTS


class Severity(StrEnum):
    """BLOCK stops the commit of the whole workbook; WARN is stored with it."""

    BLOCK = "block"
    WARN = "warn"


class Tier(StrEnum):
    """A fault of a tier hides the tiers below it, because these would only repeat it."""

    FILE = "file"
    HEADER = "header"
    ROW = "row"


@dataclass(frozen=True)
class Location:
    """Where a finding stands, in true Excel coordinates counted from 1."""

    sheet: str
    excel_row: int | None = None
    excel_column: int | None = None
    field: str = ""

    @property
    def a1(self) -> str:
        """The cell as people name it (``H9``), the row alone (``9行目``) or nothing."""
        if self.excel_row is None:
            return column_letters(self.excel_column) + "列" if self.excel_column else ""
        if self.excel_column is None:
            return f"{self.excel_row}行目"
        return f"{column_letters(self.excel_column)}{self.excel_row}"


@dataclass(frozen=True)
class Finding:
    """One fault with its code, its place, the text as typed and what the wording needs.

    ``subject`` names the row for a reader (the action's name); ``label`` is the column's heading.
    ``entity`` tells the row from others wherever it moves: the table's key and what the row is
    about (``progress/a1``), the table's key alone for a fault of the whole sheet. ``cells`` are all
    the cells of a fault of many, ``location`` among them.
    """

    code: str
    location: Location
    shown: str = ""
    args: Mapping[str, object] = field(default_factory=dict[str, object])
    subject: str = ""
    label: str = ""
    entity: str = ""
    cells: tuple[Location, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a code without wording where the finding is made."""
        FINDING_TEXTS[self.code]

    @property
    def severity(self) -> Severity:
        """Whether it stops the commit."""
        return Severity(FINDING_TEXTS[self.code].severity)

    @property
    def tier(self) -> Tier:
        """File, header or row."""
        return Tier(FINDING_TEXTS[self.code].tier)

    @property
    def message(self) -> str:
        """What is wrong, in Japanese."""
        return FINDING_TEXTS[self.code].message.format(shown=self.shown, label=self.label, **self.args)

    @property
    def fix(self) -> str:
        """What to do about it (直し方)."""
        return FINDING_TEXTS[self.code].fix.format(shown=self.shown, label=self.label, **self.args)


def column_letters(column: int | None) -> str:
    """Return the letters of a column counted from 1 (28 -> ``AB``)."""
    letters = ""
    number = column or 0
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that stop a commit."""
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCK)
