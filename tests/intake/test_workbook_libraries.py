"""What the libraries lose of a workbook beside the values of its cells, and that our reader keeps it.

``test_workbook_kinds`` says it for each kind of cell; here it stands together.
"""

from __future__ import annotations

import io
import warnings

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from miharu_dx.intake import workbook
from tests.intake import nasty
from tests.intake.test_workbook_kinds import CASES, LOST, SAME

# Kinds of cell that a library cannot tell from a blank one, and days it gives as bare numbers or as
# other days. Both make a number of a date nobody sees; neither raises anything.
LOST_KINDS = {
    "openpyxl": {"formula without result", "formula with empty result"},
    "calamine": {"error", "error of a formula", "formula without result", "formula with empty result"},
}
WRONG_DAYS = {
    "imperial year alone", "imperial year in letters", "day of the week", "number by condition", "serial 0",
    "serial 60, a day that never was", "serial below all", "after the last day",
}  # fmt: skip
WHOLE_FILE_LOST = {"number of nothing", "number with comma", "infinite number", "no date at all"}


@pytest.mark.parametrize("library", LOST_KINDS)
def test_kinds_of_cell_each_library_loses_and_our_reader_keeps(library: str) -> None:
    said = {name: getattr(case, library) for name, case in CASES.items()}
    assert {name for name, value in said.items() if value is LOST and CASES[name].ours} == LOST_KINDS[library]
    assert {name for name in WRONG_DAYS if said[name] is SAME} == set()
    assert all(CASES[name].ours for name in LOST_KINDS[library] | WRONG_DAYS)


def test_one_cell_can_cost_openpyxl_the_whole_file() -> None:
    assert {name for name, case in CASES.items() if case.openpyxl is ValueError} == WHOLE_FILE_LOST


HIDDEN = '<row r="3" hidden="1">' + nasty.inline("B3", "隠れた値") + "</row>"
FIRST = '<row r="2">' + nasty.inline("B2", "値") + "</row>"
MERGED = '<mergeCells><mergeCell ref="B2:C3"/></mergeCells>'
BOOK = nasty.book(
    nasty.sheet(FIRST + HIDDEN, before='<dimension ref="A1"/>', after=MERGED),
    nasty.sheet(),
    states={2: "hidden"},
)
TRADES = nasty.book(
    nasty.cells(*(nasty.inline(f"{letter}1", text) for letter, text in zip("ABCD", ("NA", "null", "None", "済"), strict=True)))
)  # fmt: skip


def by_openpyxl(*, read_only: bool, data: bytes = BOOK):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), read_only=read_only)


def test_a_place_a_mark_of_hiding_and_a_merge_are_ours_for_certain() -> None:
    sheet, other = workbook.parse(BOOK).sheets
    assert [(cell.row, cell.column) for cell in sheet] == [(2, 2), (3, 2)]
    assert (sheet.hidden_rows, sheet.merged, other.state) == ({3}, ((2, 2, 3, 3),), "hidden")


def test_calamine_loses_where_a_cell_stands_and_what_is_hidden() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(BOOK)).get_sheet_by_index(0)
    assert sheet.to_python() == [["値"], ["隠れた値"]]
    assert not hasattr(sheet, "hidden_rows")


def test_openpyxl_believes_a_false_size_when_it_reads_quickly_and_then_knows_no_merge() -> None:
    quick = by_openpyxl(read_only=True).worksheets[0]
    assert [value for row in quick.iter_rows(values_only=True) for value in row if value] == []
    assert not hasattr(quick, "merged_cells")


def test_openpyxl_finds_no_sheet_in_strict_files() -> None:
    strict = nasty.strict(nasty.parts(nasty.cells(nasty.inline("A1", "値"))))
    assert by_openpyxl(read_only=False, data=strict).worksheets == []
    assert [cell.value for cell in workbook.parse(strict).sheets[0]] == ["値"]


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_pandas_takes_words_for_blanks(engine: str) -> None:
    frame = pd.read_excel(io.BytesIO(TRADES), header=None, engine=engine)  # pyright: ignore[reportArgumentType]
    assert frame.notna().to_numpy().tolist() == [[False, False, False, True]]
    assert [cell.value for cell in workbook.parse(TRADES).sheets[0]] == ["NA", "null", "None", "済"]
