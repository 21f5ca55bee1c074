"""The same tables saved by another program, and as CSV, come to the same values."""

from __future__ import annotations

from pathlib import Path

import pytest

from miharu_dx.intake import delimited
from miharu_dx.intake import workbook as books
from miharu_dx.intake.free.table_search import tables_of
from tests.intake.free.answers import answered, proposed, read
from tests.intake.free.test_layouts import CASES, said, valued
from tests.intake.free.town import CALENDAR

FILES = sorted((Path(__file__).parent / "files").iterdir())


def test_there_are_files() -> None:
    assert {path.suffix for path in FILES} == {".xlsx", ".csv"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_saved_file_is_read_to_the_values_of_its_layout(path: Path) -> None:
    case, data = CASES[path.stem], path.read_bytes()
    cells = delimited.read(data, path.name) if path.suffix == ".csv" else books.parse(data)
    found = tables_of(cells, CALENDAR)
    reading = read(found, answered(proposed(found), *case.answers))
    assert said(reading) == case.reports
    assert valued(reading) == case.values
