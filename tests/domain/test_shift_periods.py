"""A workbook of another period: told by its prints and by what was typed again, never by what stayed the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from miharu_dx.domain.fingerprint import report_fingerprint
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report
from miharu_dx.domain.shift_periods import SAID, SpokenRow, marked_period, printed_period, typed_period

KEYS = [PeriodKey(year, order) for year in (2023, 2024, 2025) for order in (0, 1)]
OLDER, BEFORE, NOW = KEYS[1], KEYS[2], KEYS[3]
BEGIN = date(2024, 10, 1)


def said(code: str, key: PeriodKey) -> dict[str, Any]:
    return {
        "stage": "実施中", "rating": "順調", "progress": 10.0 * KEYS.index(key), "issue": "", "next_step": "",
        "achievement": f"{code}の{key.fiscal_year}年{key.order}期に行ったことを書いた文です。", "declaration": "更新",
    }  # fmt: skip


def stored(code: str, key: PeriodKey) -> dict[str, Any] | None:
    return said(code, key) if key < NOW else None


def row(number: int, code: str, of: PeriodKey, **more: Any) -> SpokenRow:
    typed = {name: value for name, value in (said(code, of) | more).items() if name in SAID}
    return SpokenRow(number, code, {}, typed, more.get("as_of_date"), more.get("declaration", "更新"))


def judged(*rows: SpokenRow) -> tuple[PeriodKey, tuple[int, ...], int] | None:
    found = typed_period(rows, stored, NOW, KEYS, BEGIN)
    return found and (found.key, found.rows, found.of)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(2, "A", NOW), row(3, "B", NOW)], None),
        ([row(2, "A", OLDER), row(3, "B", OLDER)], (OLDER, (2, 3), 2)),
        ([row(2, "A", OLDER), row(3, "B", NOW)], None),
        ([row(2, "A", OLDER), row(3, "B", OLDER), row(4, "C", NOW)], (OLDER, (2, 3), 3)),
        ([row(2, "A", OLDER, progress=99.0), row(3, "B", OLDER)], None),
        ([row(2, "A", BEFORE), row(3, "B", BEFORE)], None),
        ([row(n, code, BEFORE) for n, code in enumerate("ABC", 2)], (BEFORE, (2, 3, 4), 3)),
        ([row(n, code, BEFORE) for n, code in enumerate("ABC", 2)] + [row(5, "D", NOW)], None),
        ([row(n, c, BEFORE) for n, c in enumerate("ABC", 2)] + [row(5, "D", BEFORE, declaration="変更なし")], None),
        ([row(n, code, BEFORE, as_of_date=date(2025, 3, 31)) for n, code in enumerate("ABC", 2)], None),
        (
            [row(n, code, BEFORE, as_of_date=date(2024, 9, 30)) for n, code in enumerate("AB", 2)],
            (BEFORE, (2, 3), 2),
        ),
        ([row(n, code, OLDER, achievement="順調") for n, code in enumerate("ABC", 2)], None),
    ],
)  # fmt: skip
def test_what_was_reported_before_and_typed_again_is_told(rows: list[SpokenRow], expected: object) -> None:
    assert judged(*rows) == expected


def test_rows_that_still_say_what_is_stored_for_the_period_say_nothing_of_another() -> None:
    def unchanged(code: str, key: PeriodKey) -> dict[str, Any] | None:
        return said(code, OLDER) if key in (OLDER, NOW) else None

    rows = [row(2, "A", OLDER), row(3, "B", OLDER)]
    assert typed_period(rows, unchanged, NOW, KEYS, BEGIN) is None


def prints(code: str, key: PeriodKey) -> dict[str, Any]:
    last = stored(code, KEYS[KEYS.index(key) - 1]) if key != KEYS[0] else None
    return {
        "planned": 5.0 * KEYS.index(key),
        "before": last["achievement"] if last else None,
        "word": "実施中",
    }


@pytest.mark.parametrize(
    ("of", "codes", "expected"),
    [(NOW, "ABC", None), (BEFORE, "ABC", BEFORE), (BEFORE, "AB", BEFORE), (BEFORE, "A", None)],
)
def test_the_period_a_form_was_printed_for_is_told_by_its_prints(of, codes, expected) -> None:
    rows = [SpokenRow(n, code, prints(code, of), {}) for n, code in enumerate(codes, 2)]
    found = printed_period(rows, prints, NOW, KEYS)
    assert (found and found.key) == expected


def test_a_print_written_over_in_one_row_is_no_other_period() -> None:
    rows = [
        SpokenRow(n, code, prints(code, BEFORE if code == "B" else NOW), {})
        for n, code in enumerate("ABCD", 2)
    ]
    assert printed_period(rows, prints, NOW, KEYS) is None


def report(code: str, key: PeriodKey) -> Report | None:
    return Report(code, key.fiscal_year, f"H{key.order + 1}", "更新", "実施中") if key < NOW else None


def test_the_fingerprint_of_a_report_names_its_period_and_that_of_nothing_names_none() -> None:
    marks = {code: report_fingerprint(report(code, BEFORE)) for code in "AB"}
    found = marked_period(marks, report, NOW, KEYS)
    assert found is not None
    assert (found.key, found.of) == (BEFORE, 2)
    assert marked_period(marks, report, BEFORE, KEYS) is None
    assert marked_period({"A": report_fingerprint(None)}, report, BEFORE, KEYS) is None
    assert marked_period({"A": "f000000000000"}, report, NOW, KEYS) is None
