from __future__ import annotations

import pytest

from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.present.workbook.layout import (
    ROW_LIMIT_POINTS,
    column_pixels,
    comment_size,
    line_count,
    pages_wide,
    row_points,
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("短い", 1),
        ("一行目\n二行目", 2),
        ("全角の文字が十五文字ちょうど入", 2),
        ("abcdefghij", 1),
        ("空の行も\n\n数える", 3),
    ],
)
def test_lines_are_counted_by_the_width_of_their_letters(text: str, lines: int) -> None:
    assert line_count(text, 150) == lines


def test_a_row_is_as_high_as_its_longest_text_and_never_higher_than_a_sheet_allows() -> None:
    short = row_points([("短い", 20.0)])
    assert row_points([("短い", 20.0), ("長い文" * 20, 20.0)]) > 4 * short
    assert row_points([("長い文" * 20, 60.0)]) < row_points([("長い文" * 20, 20.0)])
    assert row_points([("短い", 20.0)], least=3) > 2 * short
    assert row_points([("長い文" * 2000, 20.0)]) == ROW_LIMIT_POINTS


def test_a_table_takes_as_many_pages_side_by_side_as_stay_readable() -> None:
    widths = [column.width for column in PROGRESS.columns]
    assert pages_wide(widths, 2) == 2
    assert pages_wide(widths * 2, 2) == 4
    assert pages_wide([400.0], 0) == 1
    for spec in (INDICATORS, *PLAN_SHEETS):
        assert pages_wide([column.width for column in spec.columns], 2) == 1


def test_a_comment_box_grows_with_its_text_up_to_a_width() -> None:
    small = comment_size("短い説明です。", 10)
    large = comment_size("長い説明です。" * 20, 10)
    assert small[0] < large[0] <= 300
    assert small[1] < large[1]
    assert large[0] * large[1] > len("長い説明です。" * 20) * (10 * 96 / 72) ** 2


def test_a_column_of_one_kanji_name_holds_it() -> None:
    assert column_pixels(10) > 4 * 10 * 96 / 72
