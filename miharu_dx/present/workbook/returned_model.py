"""What a 返却ブック is written from: their values in our tables, every finding with its cell, the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from miharu_dx.domain.finding import Finding
from miharu_dx.domain.sheetspec import SheetSpec
from miharu_dx.domain.sheetspec_returned import OTHER_ENTRIES
from miharu_dx.present.workbook.model import Kept
from miharu_dx.present.workbook.sheet import Merge, Row


class Treatment(StrEnum):
    """What was done with a finding in this workbook already; the value is what a reader sees."""

    MARKED = "セルに印を付けました"
    LISTED = "この一覧だけに載せました"
    ADDED = "行を書き戻しました。記入する欄は空です"
    COLUMN_BACK = "列を書き戻しました。値は空です"
    MOVED = "「そのほかの記入」に移しました"
    RESTORED = "様式の値に戻しました。書かれていた値は「そのほかの記入」にあります"
    TIDIED = "様式の形に整えました"
    RENEWED = "今の版から作った様式に、書かれた内容を移しました"
    STILL_MERGED = "結合したままです。解除して、行ごとに書いてください"
    UNMERGED = "結合を解除しました。値は初めのセルだけにあります"


@dataclass(frozen=True)
class Target:
    """A cell of the 返却ブック: the key of its sheet, the row from 0 for the headings, the field."""

    sheet: str
    row: int
    field: str


@dataclass(frozen=True)
class Remark:
    """One finding as the 返却ブック tells it.

    ``target`` is where its link leads; ``marked`` are the cells that are drawn and commented.
    ``typed`` is told in the comment where the cell itself does not hold it any more.
    """

    finding: Finding
    target: Target | None = None
    marked: tuple[Target, ...] = ()
    treatment: Treatment = Treatment.LISTED
    typed: str = ""


@dataclass(frozen=True)
class OtherEntry:
    """Something written that has no place in our tables; ``value`` is text or a kept value."""

    sheet: str
    cell: str
    heading: str
    subject: str
    value: str | Kept
    reason: str

    @property
    def row(self) -> Row:
        """The entry by the fields of そのほかの記入."""
        return {column.field: getattr(self, column.field) for column in OTHER_ENTRIES.columns}


@dataclass(frozen=True)
class ReturnedTable:
    """One table of the 返却ブック, its rows by field; ``merged`` are rows that stay merged."""

    spec: SheetSpec
    rows: Sequence[Row]
    merged: Sequence[Merge] = ()


@dataclass(frozen=True)
class Returned:
    """Everything a 返却ブック says: ``info`` is 様式情報 row by row, none where no form could be made.

    ``returns`` are the returns the department has still to answer, one line each.
    What is too much to be listed is counted in ``findings_left_out`` and ``entries_left_out``.
    """

    file_name: str
    remarks: tuple[Remark, ...]
    others: tuple[OtherEntry, ...] = ()
    tables: tuple[ReturnedTable, ...] = ()
    info: Sequence[Row] = ()
    findings_left_out: int = 0
    entries_left_out: int = 0
    returns: tuple[str, ...] = ()
