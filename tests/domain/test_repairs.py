"""What became of the findings of the check before, told by what they are about and never by their cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected, Preview
from miharu_dx.domain.repairs import (
    Matter,
    Repairs,
    matter_of,
    remembered,
    repairs,
    repairs_of,
    repairs_since,
)


def at(code: str, entity: str, field: str = "", row: int | None = 2, sheet: str = "進捗") -> Finding:
    args = {"choices": "「遅れ」", "name": "進捗", "columns": "評価", "low": 0, "high": 100, "known": "1"}
    return Finding(code, Location(sheet, row, 4, field), "値", args, entity=entity)


RATING = at("cell.not_in_list", "progress/a1", "rating")
PROGRESS = at("cell.out_of_range", "progress/a1", "progress")
OTHER_ROW = at("cell.not_in_list", "progress/a2", "rating")
OTHER_TABLE = at("cell.not_a_number", "indicators/a1/件数/2026", "actual", sheet="指標")
WARNING = at("row.author_blank", "progress/a1", "author")
HEADING = at("header.column_missing", "progress", row=1)
OTHER_HEADING = at("header.column_missing", "indicators", row=1, sheet="指標")
FILE = at("file.form_version", "", row=3, sheet="様式情報")
MISSING = at("row.missing", "progress/a2", row=None)
SILENT = at("row.silent", "progress/a2", "declaration")


@pytest.mark.parametrize(
    ("before", "now", "counts", "sentence"),
    [
        ([RATING], [], (1, 1, 0, 0, 0), "1件すべてが直りました"),
        ([RATING, PROGRESS], [RATING], (2, 1, 1, 0, 0), "2件中 1件が直りました。残り 1件"),
        (
            [RATING, PROGRESS],
            [RATING, OTHER_ROW],
            (2, 1, 1, 1, 0),
            "2件中 1件が直りました。残り 1件、新しい指摘 1件",
        ),
        ([RATING], [RATING], (1, 0, 1, 0, 0), "1件中 直ったものはありません。残り 1件"),
        (
            [RATING, WARNING],
            [WARNING],
            (2, 1, 1, 0, 0),
            "2件中 1件が直りました。残り 1件。直すまで確定できないものはありません",
        ),
        ([RATING], [OTHER_ROW], (1, 1, 0, 1, 0), "1件すべてが直りました。新しい指摘 1件"),
        ([], [RATING], (0, 0, 0, 1, 0), "前の確認では指摘がありませんでした。新しい指摘 1件"),
        ([RATING, RATING], [RATING], (2, 1, 1, 0, 0), "2件中 1件が直りました。残り 1件"),
        (
            [RATING, OTHER_TABLE],
            [HEADING],
            (2, 1, 0, 1, 1),
            "2件中 1件が直りました。新しい指摘 1件。1件は、見出しの指摘が直るまで確かめられません",
        ),
        (
            [RATING, HEADING, OTHER_TABLE],
            [FILE],
            (3, 0, 0, 1, 3),
            "3件中 直ったものはありません。新しい指摘 1件。3件は、ファイルの指摘が直るまで確かめられません",
        ),
        (
            [HEADING, OTHER_TABLE],
            [RATING, OTHER_TABLE],
            (2, 1, 1, 1, 0),
            "2件中 1件が直りました。残り 1件、新しい指摘 1件（うち1件は今回初めて確かめたところ）",
        ),
        ([FILE], [HEADING], (1, 1, 0, 1, 0), "1件すべてが直りました。新しい指摘 1件（うち1件は今回初めて確かめたところ）"),
        ([OTHER_HEADING], [RATING], (1, 1, 0, 1, 0), "1件すべてが直りました。新しい指摘 1件"),
    ],
)  # fmt: skip
def test_each_finding_is_mended_left_unseen_or_new(
    before: list[Finding], now: list[Finding], counts: tuple[int, ...], sentence: str
) -> None:
    found = repairs(before, now)
    assert (found.total, found.mended, found.left, found.new, found.unseen) == counts
    assert found.sentence == sentence
    assert found.total == found.mended + found.left + found.unseen


def test_a_row_that_moved_on_a_renamed_sheet_is_the_same_row() -> None:
    moved = replace(RATING, location=Location("進捗 (2)", 40, 7, "rating"))
    assert repairs([RATING], [moved]) == repairs([RATING], [RATING])


def test_another_wrong_value_in_the_same_cell_is_not_mended() -> None:
    assert repairs([RATING], [replace(RATING, shown="別の語")]).left == 1


def test_a_row_that_came_back_blank_says_no_more_than_the_row_that_was_missing() -> None:
    assert matter_of(MISSING) == matter_of(SILENT)
    assert repairs([MISSING], [SILENT]).new == 0


def test_a_formula_without_result_stays_the_same_fault_as_the_error_it_comes_back_as() -> None:
    uncached = at("cell.formula_uncached", "progress/a1", "issue")
    assert repairs([uncached], [at("cell.error_value", "progress/a1", "issue")]).left == 1


def test_a_code_nobody_knows_any_more_is_left_out() -> None:
    gone = Matter("cell.of_an_older_program", "progress/a1", "rating")
    assert repairs_since([gone], [RATING]) == Repairs(0, 0, 0, 1, stops=1)


KEY = PeriodKey(2026, 0)


def checked(sha256: str, *findings: Finding, department: str = "soumu") -> Preview:
    return Preview(
        "progress", Expected(), "様式.xlsx", sha256, department, KEY, 1, 1, findings, (), (), 0
    )  # fmt: skip


def test_the_last_check_of_the_same_form_with_other_bytes_is_what_counts() -> None:
    first, second = checked("a", RATING, PROGRESS), checked("b", RATING)
    elsewhere = checked("c", OTHER_ROW, department="jumin")
    checks = remembered((), first)
    assert repairs_of(checks, first) is None
    checks = remembered(checks, elsewhere)
    checks = remembered(checks, second)
    assert remembered(checks, second) == checks
    found = repairs_of(checks, second)
    assert found is not None and (found.total, found.mended, found.left) == (2, 1, 1)
    checks = remembered(checks, checked("d"))
    found = repairs_of(checks, checked("d"))
    assert found is not None and (found.total, found.mended) == (1, 1)
    assert repairs_of(checks, elsewhere) is None


def test_what_is_remembered_is_plain_and_does_not_grow() -> None:
    checks = ()
    for number in range(40):
        checks = remembered(checks, checked(str(number), RATING, department=f"d{number}"))
    assert len(checks) == 12
    assert {type(word) for check in checks for matter in check.matters for word in matter} == {str}
