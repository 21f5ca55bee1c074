"""The mark of a row: equal exactly when its values mean the same, and safe in a spreadsheet."""

from __future__ import annotations

from datetime import date

import pytest

from miharu_dx.domain.fingerprint import row_fingerprint

ROW = {"stage": "実施中", "progress": 45.0, "issue": "", "as_of_date": date(2026, 3, 31), "done": False}


@pytest.mark.parametrize(
    "same",
    [
        dict(reversed(ROW.items())),
        {**ROW, "progress": 45},
        {**ROW, "issue": None},
    ],
)
def test_what_means_the_same_has_the_same_mark(same: dict[str, object]) -> None:
    assert row_fingerprint(same) == row_fingerprint(ROW)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {**ROW, "progress": 45.1},
        {**ROW, "progress": "45"},
        {**ROW, "issue": "人手"},
        {**ROW, "as_of_date": "2026-03-31"},
        {**ROW, "done": 0},
        {key: value for key, value in ROW.items() if key != "done"},
    ],
)
def test_what_means_something_else_has_another_mark(other: dict[str, object]) -> None:
    assert row_fingerprint(other) != row_fingerprint(ROW)


def test_the_mark_never_changes_and_no_spreadsheet_takes_it_for_a_number() -> None:
    assert row_fingerprint(ROW) == "f72665b4f5cf7"
    assert all(row_fingerprint({"n": number}).startswith("f") for number in range(50))


def test_a_value_without_a_plain_form_is_a_bug() -> None:
    with pytest.raises(TypeError):
        row_fingerprint({"stage": object()})
