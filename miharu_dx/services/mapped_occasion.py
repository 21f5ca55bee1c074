"""Whose report a table nobody chose a period for is: by its own words, its file's name, else as was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.mapping import TableMapping
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected, Fallback
from miharu_dx.domain.records import Snapshot
from miharu_dx.intake.free.occasion import WHATS, Listener, Saying, What, against, told, values_of
from miharu_dx.intake.free.reading import value_label
from miharu_dx.intake.free.tables import FreeBook, FreeTable

_NAMES: dict[What, str] = {"fiscal_year": "年度", "period": "期", "department": "担当課"}


@dataclass(frozen=True)
class Settled:
    """Whose report a table is and of which period, as far as that is told.

    ``chosen`` where somebody chose both for this very file. ``faults`` are words that contradict one
    another, ``note`` says what was taken from where.
    """

    department: str | None
    fiscal_year: int | None
    period: str | None
    key: PeriodKey | None
    chosen: bool = False
    faults: tuple[Finding, ...] = ()
    note: Finding | None = None

    def unsaid(self, tables: Sequence[FreeTable]) -> Finding:
        """Return the finding that names what nothing says."""
        values = {"fiscal_year": self.fiscal_year, "period": self.period, "department": self.department}
        missing = "・".join(_NAMES[what] for what in WHATS if values[what] is None)
        return Finding("file.mapping_period", Location(tables[0].sheet.name), args={"missing": missing})


def settled(
    listener: Listener,
    book: FreeBook,
    file_name: str,
    expected: Expected,
    read_here: Sequence[tuple[FreeTable, TableMapping]] = (),
    department: str | None = None,
    mapping_name: str = "",
) -> Settled:
    """Return whose report a workbook is and of which period.

    ``read_here`` are its tables that a saved mapping of ``department`` reads; without them every table
    is listened to.
    """
    plan = listener.snapshot.plan
    if expected.department is not None and expected.key is not None:
        own = expected.key
        return Settled(expected.department, own.fiscal_year, plan.period_at(own).code, own, chosen=True)
    tables = [table for table, _ in read_here] or list(book.tables)
    titles, sheets, files = listener.ranks(tables, book.book, file_name)
    telling = (titles, sheets, listener.headings(read_here), files)
    given = _given(expected, listener.snapshot)
    source = expected.fallback.source if expected.fallback else "選んだもの"
    by_mapping = f"対応付け「{mapping_name}」"
    values: dict[What, str | int | None] = {}
    apart: dict[tuple[str, str, str], list[tuple[Saying, str | int]]] = {}
    origins: dict[What, tuple[str, str]] = {}
    for what in WHATS:
        saying = told(telling, what)
        value, origin = given.get(what), source
        if saying is not None:
            value, origin = saying.value, f"{saying.source}「{saying.shown}」"
        elif value is None and what == "department" and department is not None:
            value, origin = department, by_mapping
        values[what] = value
        if value is None:
            continue
        origins[what] = (origin, value_label(listener.snapshot, what, value))
        others = [(one, origin, value) for one in against((titles, sheets, files), what, value)]
        if _binds(expected.fallback) and saying is not None and given.get(what) not in (None, value):
            others.append((saying, source, given[what]))
        for one, other, wanted in others:
            apart.setdefault((one.source, one.shown, other), []).append((one, wanted))
    year, period, unit = values["fiscal_year"], values["period"], values["department"]
    key = None
    if isinstance(year, int) and isinstance(period, str) and year in plan.fiscal_years:
        key = plan.key(year, period)
    where = Location(tables[0].sheet.name) if tables else Location("")
    note = Finding("file.mapping_assumed", where, args={"told": "、".join(_sources(origins))})
    return Settled(
        str(unit) if unit is not None else None,
        year if isinstance(year, int) and year in plan.fiscal_years else None,
        str(period) if period is not None else None,
        key,
        faults=tuple(_told_apart(other, own, listener.snapshot) for (_, _, other), own in apart.items()),
        note=note,
    )


def _given(expected: Expected, snapshot: Snapshot) -> dict[What, str | int]:
    """Return what somebody said, by what it is."""
    key = expected.key or (expected.fallback.key if expected.fallback else None)
    unit = expected.department or (expected.fallback.department if expected.fallback else None)
    found: dict[What, str | int] = {"department": unit} if unit else {}
    if key is not None:
        values = values_of(snapshot, "", key)
        found |= {"fiscal_year": values["fiscal_year"], "period": values["period"]}
    return found


def _binds(fallback: Fallback | None) -> bool:
    return fallback is None or fallback.binding


def _told_apart(other: str, own: Sequence[tuple[Saying, str | int]], snapshot: Snapshot) -> Finding:
    """Return the finding that a text says something else than ``other`` does, all of it at once."""
    saying = own[0][0]
    expected = "".join(value_label(snapshot, one.what, value) for one, value in own)
    args = {"source": saying.source, "other": other, "expected": expected}
    return Finding("file.mapping_told_apart", saying.location, saying.shown, args)


def _sources(origins: dict[What, tuple[str, str]]) -> Iterator[str]:
    """Yield what was taken from where, things from one place together."""
    for origin in dict.fromkeys(origin for origin, _ in origins.values()):
        own: list[What] = [what for what in WHATS if what in origins and origins[what][0] == origin]
        labels = "".join(
            f"・{origins[what][1]}" if what == "department" else origins[what][1] for what in own
        )
        yield f"{'・'.join(_NAMES[what] for what in own)}は、{origin}から{labels.removeprefix('・')}"
