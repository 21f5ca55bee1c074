"""What a table's own words and a file's name say: whose report it is, of which fiscal year and period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Literal

from miharu_dx.domain.finding import Location
from miharu_dx.domain.mapping import TableMapping
from miharu_dx.domain.mapping_fields import REPORTED
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.delimited import ENCODING
from miharu_dx.intake.free.headings import Calendar, period_ends_in, years_in
from miharu_dx.intake.free.tables import FreeTable
from miharu_dx.intake.header_words import heading_key
from miharu_dx.intake.model import WorkbookCells

What = Literal["fiscal_year", "period", "department"]
WHATS: tuple[What, ...] = ("fiscal_year", "period", "department")
TITLE, SHEET, HEADING, FILE = "表の題名", "シート名", "列の見出し", "ファイル名"

_LONGEST_TITLE = 60  # これより長いものは、題名ではなく説明の文
_SENTENCE = re.compile(r"^[※*＊]|^[（(]?注|。")
# 計画を作った年や、書類を作った日は、報告の年度ではない。
_OTHER_DAYS = re.compile("策定|改定|改訂|作成|更新|基準|開始|以降|前年|印刷|出力")
_LETTER = re.compile(r"[0-9a-z\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff々]")
_PLACE = frozenset("市町村区県部")


@dataclass(frozen=True)
class Saying:
    """One thing a text says; ``source`` names what kind of place it stands at, ``shown`` is the text."""

    what: What
    value: str | int
    source: str
    shown: str
    location: Location


Ranks = Sequence[Sequence[Saying]]


@dataclass(frozen=True)
class Listener:
    """Finds years, periods and departments in texts; what a text names twice differently it does not say."""

    snapshot: Snapshot
    calendar: Calendar

    @classmethod
    def of(cls, snapshot: Snapshot) -> Listener:
        """Return one that knows the plan's periods and the departments."""
        return cls(snapshot, Calendar.of(snapshot.plan))

    def ranks(self, tables: Iterable[FreeTable], book: WorkbookCells, file_name: str) -> Ranks:
        """Return what tables and their file say, the nearest to the table first."""
        own = list(tables)
        return (
            *(self._titles(own), () if ENCODING in book.properties else self._sheets(own)),
            tuple(self._said(PurePath(file_name).stem, FILE, Location(""), file_name)) if file_name else (),
        )

    def of_table(self, table: FreeTable, book: WorkbookCells) -> Ranks:
        """Return what one table says of itself."""
        return self.ranks((table,), book, "")

    def headings(self, tables: Iterable[tuple[FreeTable, TableMapping]]) -> Sequence[Saying]:
        """Return what the headings of the progress columns say."""
        found: list[Saying] = []
        for table, mapping in tables:
            sheet, row = table.sheet.name, table.head_rows[-1]
            for one in table.columns:
                said = mapping.column(one.path)
                if said is None or not any(target.field in REPORTED for target in said.targets):
                    continue
                place, heading = Location(sheet, row, max(one.number, 0) or None), one.heading
                if heading.fiscal_year is not None:
                    found.append(Saying("fiscal_year", heading.fiscal_year, HEADING, heading.text, place))
                if heading.period is not None:
                    found.append(Saying("period", heading.period, HEADING, heading.text, place))
        return tuple(found)

    def _titles(self, tables: Sequence[FreeTable]) -> Sequence[Saying]:
        found: list[Saying] = []
        for table in tables:
            for cell in table.above:
                text = " ".join(cell.raw.split())
                if cell.kind == "text" and len(text) <= _LONGEST_TITLE and not _SENTENCE.search(text):
                    place = Location(table.sheet.name, cell.row, cell.column)
                    found += self._said(text, TITLE, place, text)
        return tuple(found)

    def _sheets(self, tables: Sequence[FreeTable]) -> Sequence[Saying]:
        names = dict.fromkeys(table.sheet.name for table in tables)
        return tuple(one for name in names for one in self._said(name, SHEET, Location(name), name))

    def _said(self, text: str, source: str, place: Location, shown: str) -> Iterator[Saying]:
        if not _OTHER_DAYS.search(text):
            known = self.snapshot.plan.fiscal_years
            years = {year for year in years_in(text) if source != FILE or year in known}
            periods = set(self._periods(text))
            if (at := period_ends_in(text, self.calendar)) is not None:
                years, periods = years | {at[0]}, periods | {at[1]}
            if len(years) == 1:
                yield Saying("fiscal_year", years.pop(), source, shown, place)
            if len(periods) == 1:
                yield Saying("period", periods.pop(), source, shown, place)
        units = set(self._units(text))
        if len(units) == 1:
            yield Saying("department", units.pop(), source, shown, place)

    def _periods(self, text: str) -> Iterator[str]:
        folded = heading_key(text)
        yield from (code for name, code in self.calendar.names.items() if name in folded)
        for name, code in self.calendar.codes.items():
            if re.search(rf"(?<![0-9a-z]){re.escape(name)}(?![0-9a-z])", word_key(text)):
                yield code

    @cached_property
    def _unit_words(self) -> Mapping[str, frozenset[str]]:
        """Department codes by every way a unit is written, the longest first."""
        found: dict[str, set[str]] = {}
        for unit in self.snapshot.departments:
            for word in (unit.name, unit.label, f"{unit.name}{unit.group}"):
                found.setdefault(word_key(word), set()).add(unit.code)
        return {word: frozenset(found[word]) for word in sorted(found, key=len, reverse=True) if word}

    def _units(self, text: str) -> Iterator[str]:
        """Yield the units a text names; a name within another office's longer name is none."""
        folded = word_key(text)
        for name in (*self.calendar.names, "年度", "担当課", "所管課", "課名", "所属", "部署"):
            folded = folded.replace(name, " ")
        for word, codes in self._unit_words.items():
            at = folded.find(word)
            if at < 0 or len(codes) > 1:
                continue
            before = folded[at - 1 : at]
            if not _LETTER.match(before) or before in _PLACE:
                yield from codes
                folded = folded.replace(word, " ")


def told(ranks: Ranks, what: What) -> Saying | None:
    """Return the first saying of the nearest place that names one value only."""
    for rank in ranks:
        found = [one for one in rank if one.what == what]
        if len({one.value for one in found}) == 1:
            return found[0]
    return None


def against(ranks: Ranks, what: What, value: str | int) -> Iterator[Saying]:
    """Yield, for each place that names other values only, its first saying."""
    for rank in ranks:
        found = [one for one in rank if one.what == what]
        if found and all(one.value != value for one in found):
            yield found[0]


def values_of(snapshot: Snapshot, department: str, key: PeriodKey) -> Mapping[What, str | int]:
    """Return what a department and period are by the names of what can be said of them."""
    period = snapshot.plan.period_at(key).code
    return {"fiscal_year": key.fiscal_year, "period": period, "department": department}
