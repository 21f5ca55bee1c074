"""How often ずれ is told, kind by kind, and how often of honest forms: the demo's own forms, spoiled by a fixed seed.

A form is taken as it was handed in (nothing of its period is stored yet) and as it comes back for a
correction (everything is). 見分けられない are spoiled forms in which neither what is stored or printed
nor the words of the cells are left to show it (``tests.intake.astray.Evidence``).
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from miharu_dx.domain.sheet import SheetSpec
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import FORM_INFO
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.services import files
from miharu_dx.services.books import cells_of
from miharu_dx.services.demo_counter import Arrival, demo_store, read_arrivals, take_in
from miharu_dx.services.demo_reviews import perform, read_sayings
from miharu_dx.store import Store
from tests.bench.measure import Row
from tests.intake.astray import KINDS, Astray, cases, stopped
from tests.intake.honest import honest
from tests.intake.story import PLAN, ROOT, Filled, handed_out
from tests.intake.story import Row as SheetRow

SAMPLES = ROOT / "data" / "samples"
CASES = 120
HONEST_CASES = 240
GOAL = "0.95"


def rows() -> Iterator[Row]:
    """Yield the rate of each kind, in both states and in each, then the false alarms."""
    new, stored = demo_forms()
    states = {"初めて出す": new, "出し直す": stored}
    for kind in KINDS:
        found = {state: list(cases(kind, forms, CASES, state)) for state, forms in states.items()}
        yield _rate(kind, [case for own in found.values() for case in own], GOAL)
        for state, own in found.items():
            yield _rate(f"　{state}", own)
        hidden = [case for own in found.values() for case in own if not case.evident]
        if hidden:
            told = sum(case.told() for case in hidden)
            yield Row(f"　見分けられない{len(hidden)}件（うち止めた件数）", told, unit="件")
    yield Row(
        "見本の様式そのまま（誤って止めた件数）",
        sum(bool(stopped(made)) for made in new),
        goal="0",
        unit="件",
    )
    for state, forms in states.items():
        changed = list(honest(forms, HONEST_CASES, state))
        wrong = sum(bool(stopped(made)) for _, made in changed)
        yield Row(f"正しい直し{len(changed)}件・{state}（誤って止めた件数）", wrong, goal="0", unit="件")


def _rate(name: str, found: Sequence[Astray], goal: str = "") -> Row:
    """Return how many were stopped of those that can be told."""
    evident = [case for case in found if case.evident]
    return Row(name, sum(case.told() for case in evident), len(evident) or None, goal, "件")


def demo_forms() -> tuple[list[Filled], list[Filled]]:
    """Return the demo's progress forms as they were handed in, and as the store hands them out afterwards."""
    new: list[Filled] = []
    stored: list[Filled] = []
    arrivals = read_arrivals(SAMPLES, PLAN)
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_store(Path(folder) / "m.duckdb", PLAN, arrivals[0].received) as store,
    ):
        waiting = deque(read_sayings(SAMPLES, PLAN))
        for arrival in arrivals:
            while waiting and waiting[0].moment < arrival.received:
                saying = waiting.popleft()
                perform(store, PLAN, saying, saying.moment.astimezone())
            data = files.read(SAMPLES / arrival.file_name)
            if arrival.department:
                new.append(_as_handed_in(store, arrival, cells_of(arrival.file_name, data)))
            take_in(store, PLAN, arrival, data)
            if arrival.department:
                stored.append(handed_out(store.snapshot(), arrival.department, new[-1].key))
    return new, stored


def _as_handed_in(store: Store, arrival: Arrival, book: WorkbookCells) -> Filled:
    progress, indicators, info = (_rows(book, spec) for spec in (PROGRESS, INDICATORS, FORM_INFO))
    told = {row["item"]: row["value"] for row in info}
    present = store.snapshot()
    version = int(str(told["もとにした版"]))
    base = present if version == present.version else store.snapshot(version)
    key = PLAN.key(int(str(told["年度"])), str(told["期"]))
    return Filled(base, present, arrival.department, key, progress, indicators, info)


def _rows(book: WorkbookCells, spec: SheetSpec) -> list[SheetRow]:
    """Return the rows of a sheet by field as their cells stand."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == spec.name)
    labels = {column.label: column.field for column in spec.columns}
    fields = {
        column: labels[str(cell.value)]
        for (row, column), cell in sheet.cells.items()
        if row == 1 and str(cell.value) in labels
    }
    found: dict[int, SheetRow] = {}
    for (row, column), cell in sheet.cells.items():
        if row > 1 and column in fields:
            found.setdefault(row, {})[fields[column]] = cell.value
    return [found[row] for row in sorted(found)]
