from __future__ import annotations

from itertools import pairwise

import pytest

from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.domain.sheetspec_returned import FIX_LIST, OTHER_ENTRIES
from miharu_dx.present.workbook.layout import (
    FONT_POINTS,
    ROW_LIMIT_POINTS,
    SIDE_MARGIN_INCHES,
    column_pixels,
    comment_size,
    line_count,
    page_plan,
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


def paper_points(scale: int) -> float:
    return FONT_POINTS * scale / 100


def test_every_form_is_printed_in_letters_one_can_read() -> None:
    for spec in (PROGRESS, INDICATORS, *PLAN_SHEETS, CODE_TABLE, FORM_INFO, FIX_LIST, OTHER_ENTRIES):
        found = page_plan([column.width for column in spec.columns], 2)
        assert paper_points(found.scale) >= 8, spec.name


@pytest.mark.parametrize(
    ("widths", "repeated", "breaks"),
    [
        ([20.0] * 5, 2, ()),
        ([20.0] * 12, 2, (7,)),
        ([20.0] * 30, 2, (8, 14, 20, 26)),
        ([60.0, 60.0, 60.0, 60.0], 0, (2,)),
        ([90.0, 60.0, 60.0], 0, (1,)),
        ([], 0, ()),
        ([30.0, 30.0], 2, ()),
    ],
)
def test_a_table_takes_the_fewest_pages_side_by_side_that_stay_readable(
    widths: list[float], repeated: int, breaks: tuple[int, ...]
) -> None:
    found = page_plan(widths, repeated)
    assert found.breaks == breaks
    assert found.pages == len(breaks) + 1
    assert paper_points(found.scale) >= 8


def test_what_is_read_together_stays_together_on_paper() -> None:
    found = page_plan([column.width for column in PROGRESS.columns], 2)
    starts = [PROGRESS.columns[index] for index in found.breaks]
    assert [column.label for column in starts] == ["前期の実績", "前期の今後の対応"]
    assert paper_points(found.scale) >= 9


def test_every_page_holds_what_is_printed_on_it() -> None:
    for spec in (PROGRESS, INDICATORS, *PLAN_SHEETS, FIX_LIST):
        widths = [column.width for column in spec.columns]
        found = page_plan(widths, 2)
        points = [column_pixels(width) * 0.75 for width in widths]
        pages = [sum(points[:2]) + sum(points[a:b]) for a, b in pairwise([2, *found.breaks, len(points)])]
        assert max(pages) * found.scale / 100 <= (297 / 25.4 - 2 * SIDE_MARGIN_INCHES) * 72, spec.name


def test_a_column_wider_than_paper_is_scaled_down_and_not_lost() -> None:
    found = page_plan([400.0], 0)
    assert found.breaks == ()
    assert 30 < found.scale < 40


def test_a_comment_box_grows_with_its_text_up_to_a_width() -> None:
    small = comment_size("短い説明です。", 10)
    large = comment_size("長い説明です。" * 20, 10)
    assert small[0] < large[0] <= 300
    assert small[1] < large[1]
    assert large[0] * large[1] > len("長い説明です。" * 20) * (10 * 96 / 72) ** 2


def test_a_column_of_one_kanji_name_holds_it() -> None:
    assert column_pixels(10) > 4 * 10 * 96 / 72
