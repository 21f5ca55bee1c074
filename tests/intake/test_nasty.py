"""Through the gate and the reading process: every nasty workbook has its own code, every strange one its values."""

from __future__ import annotations

import pytest

from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import workbook
from miharu_dx.intake.workbook_places import place_name
from tests.intake.nasty_read import BESIDE, SAID, Sound
from tests.intake.nasty_refused import BOMBS, TANGLES, Refused


@pytest.mark.parametrize(("make", "code"), (BOMBS | TANGLES).values(), ids=BOMBS | TANGLES)
def test_what_would_harm_a_server_is_refused_with_its_own_code(make: Refused, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        workbook.read(make(), "報告.xlsx")
    assert refused.value.code == code
    assert refused.value.next_step


@pytest.mark.parametrize("strange", (BESIDE | SAID).values(), ids=BESIDE | SAID)
def test_what_only_looks_strange_is_read_as_it_is(strange: Sound) -> None:
    sheet = workbook.read(strange.make(), "報告.xlsx").sheets[0]
    assert {place_name(cell.row, cell.column): (cell.kind, cell.value) for cell in sheet} == strange.cells


def test_a_sheet_of_merges_hides_and_rows_without_end_ends_at_its_last_value() -> None:
    for name in ("hidden columns, each said again", "hidden rows to the end", "merges over one another"):
        sheet = workbook.read(BESIDE[name].make(), "報告.xlsx").sheets[0]
        assert (sheet.max_row, sheet.max_column) == (1, 1)
        assert len(sheet.hidden_rows) + len(sheet.hidden_columns) <= 2
