"""L1-11: no meaning by format alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.model import Cell, Look, LookSpan
from miharu_dx.intake.readability.fields import Field
from miharu_dx.intake.readability.overlays import excel_only
from miharu_dx.intake.readability.subject import Subject, TableView

_PLAIN = Look()
_BLANK = "（空欄）"
_LEAST_ROWS = 3
_HALF = 0.5
_TOTALS = ("合計", "小計", "総計", "計", "平均")
_LINKS = ("http://", "https://", "mailto:")

# What is told of a look, in the order in which it is told: one advice a cell.
_ASPECTS: tuple[tuple[str, Callable[[Look], object]], ...] = (
    ("L1-11.filled", lambda look: look.fill),
    ("L1-11.inked", lambda look: look.ink),
    ("L1-11.struck", lambda look: look.struck),
    ("L1-11.bold", lambda look: look.bold),
)


class _Shown(NamedTuple):
    """One place of a column: its row, its cell where it holds something, and how it looks."""

    row: int
    cell: Cell | None
    look: Look


def without_looks(subject: Subject) -> str:
    """A CSV file has no formats, and of a sheet with too many of them they are not known."""
    if subject.csv is not None:
        return excel_only(subject)
    if not subject.tables:
        return "no_table"
    return "too_many_looks" if all(view.table.sheet.looks is None for view in subject.tables) else ""


def values_alone(subject: Subject) -> Iterator[Advice]:
    """Yield each cell that looks unlike the others of its column without saying so by its value.

    Stripes, rows of totals and links are no meaning; neither is a colour that always goes with one
    word. Blank cells count: painted ones are how plans are drawn.
    """
    for view in subject.tables:
        spans = _by_column(view.table.sheet.looks or ())
        if not spans or len(view.table.body) < _LEAST_ROWS or (subject.was_returned and view.spec):
            continue
        mixed = [column for column in view.fields if not _is_even(view, spans.get(column.number, ()))]
        if not mixed:
            continue
        rows = [row for row, line in view.table.body.items() if not _is_total(line)]
        columns = {column: _shown(column, rows, spans.get(column.number, ())) for column in mixed}
        striped = _striped(list(columns.values()))
        for column, places in columns.items():
            yield from _odd(view, column, places, striped)


def _by_column(spans: Sequence[LookSpan]) -> Mapping[int, list[LookSpan]]:
    found: dict[int, list[LookSpan]] = {}
    for span in spans:
        found.setdefault(span.column, []).append(span)
    return found


def _is_even(view: TableView, spans: Sequence[LookSpan]) -> bool:
    """Whether a column looks the same from the first to the last row of the body."""
    first, last = next(iter(view.table.body)), view.table.bottom
    inside = [span for span in spans if span.first_row <= last and first <= span.last_row]
    if not inside:
        return True
    return len(inside) == 1 and inside[0].first_row <= first and last <= inside[0].last_row


def _is_total(line: Mapping[int, Cell]) -> bool:
    return any(cell.kind == "text" and cell.raw.strip().endswith(_TOTALS) for cell in list(line.values())[:3])


def _shown(column: Field, rows: Sequence[int], spans: Sequence[LookSpan]) -> list[_Shown]:
    """Return the places of a column, each with its look; spans and rows are both in order."""
    cells = {cell.row: cell for cell in column.cells}
    ordered = sorted(spans, key=lambda span: span.first_row)
    found: list[_Shown] = []
    index = 0
    for row in rows:
        while index < len(ordered) and ordered[index].last_row < row:
            index += 1
        inside = index < len(ordered) and ordered[index].first_row <= row
        found.append(_Shown(row, cells.get(row), ordered[index].look if inside else _PLAIN))
    return found


def _striped(columns: Sequence[Sequence[_Shown]]) -> frozenset[str]:
    """Return the fills that only mark every second row, whatever it holds."""
    fills: dict[str, set[int]] = {}
    for places in columns:
        for index, place in enumerate(places):
            if place.look.fill:
                fills.setdefault(place.look.fill, set()).add(index)
    count = max((len(places) for places in columns), default=0)
    halves = [set(range(start, count, 2)) for start in (0, 1)]
    return frozenset(fill for fill, rows in fills.items() if len(rows) > 1 and rows in halves)


def _odd(
    view: TableView, column: Field, places: Sequence[_Shown], striped: frozenset[str]
) -> Iterator[Advice]:
    told: set[int] = set()
    for code, aspect in _ASPECTS:
        aspects = [_without_stripes(aspect(place.look), striped) for place in places]
        usual = _usual(places, aspects)
        if usual is None or _follows_words(places, aspects):
            continue
        for place, found in zip(places, aspects, strict=True):
            if found == usual or place.row in told or _says_nothing(place, code):
                continue
            told.add(place.row)
            where = Location(view.table.sheet.name, place.row, column.number)
            text = shown(place.cell) if place.cell else _BLANK
            yield Advice(code, where, text, {"heading": column.heading[:40]})


def _without_stripes(found: object, striped: frozenset[str]) -> object:
    return "" if found in striped else found


def _usual(places: Sequence[_Shown], aspects: Sequence[object]) -> object | None:
    """Return how most cells look; none where all look alike or none is usual."""
    counts = Counter(aspects)
    if len(counts) < 2 or len(places) < _LEAST_ROWS:
        return None
    return next(
        (found for found, count in counts.most_common(1) if count >= _HALF * len(places)),
        "" if "" in counts else None,
    )


def _follows_words(places: Sequence[_Shown], aspects: Sequence[object]) -> bool:
    """Whether a look always goes with the same words, so that it adds nothing to them."""
    looks: dict[str, set[object]] = {}
    for place, found in zip(places, aspects, strict=True):
        looks.setdefault(place.cell.raw.strip() if place.cell else "", set()).add(found)
    return len(looks) <= _HALF * len(places) and all(len(found) == 1 for found in looks.values())


def _says_nothing(place: _Shown, code: str) -> bool:
    """A blank cell has no letters to colour, and a link is coloured because it is one."""
    if place.cell is None:
        return code != "L1-11.filled"
    return code == "L1-11.inked" and place.cell.raw.startswith(_LINKS)
