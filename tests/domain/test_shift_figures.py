"""Figures and words of a list: only a whole column moved is no chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from miharu_dx.domain.shift import Kind, misplaced
from miharu_dx.domain.shift_columns import Column, Line, Memory, Sort

CODES = "ABCDEFGH"
OLD = (15.0, 40.0, 5.0, 62.0, 33.0, 71.0, 28.0, 90.0)


def judged(
    new: Sequence[object],
    old: Sequence[object] = OLD,
    *,
    sort: Sort = Sort.FIGURE,
    firm: bool = True,
    before: Mapping[str, float] | None = None,
    scaled: Mapping[str, float] | None = None,
) -> list[tuple[Kind, int, tuple[int, ...]]]:
    known = dict(zip(CODES, old, strict=False))
    rows = [
        Line(row, code, {"x": value}) for row, (code, value) in enumerate(zip(CODES, new, strict=False), 2)
    ]

    def falls(code: str, value: float) -> float:
        if scaled is not None:
            return -6.0 if value / scaled[code] > 10 or scaled[code] / value > 10 else 0.0
        return -5.0 if before is not None and value < before[code] else 0.0

    def memory(code: str) -> list[Memory]:
        return [] if known[code] is None else [Memory(known[code], "前の値", firm)]

    column = Column("x", sort, memory, fit=falls, scaled=scaled is not None)
    return [(p.kind, p.step, p.rows) for p in misplaced([column], rows, frozenset())[0]]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, []),
        (sorted(OLD), [(Kind.MIXED, 0, (2, 3, 4, 5, 6, 7, 8))]),
        ((None, *OLD[:-1]), [(Kind.SHIFTED, 1, (3, 4, 5, 6, 7, 8, 9))]),
        ((*OLD[1:], None), [(Kind.SHIFTED, -1, (2, 3, 4, 5, 6, 7, 8))]),
        ((15.0, 40.0, 5.0, None, 62.0, 33.0, 71.0, 28.0), [(Kind.SHIFTED, 1, (6, 7, 8, 9))]),
        ((20.0, 45.0, 10.0, 70.0, 40.0, 80.0, 35.0, 95.0), []),
        ((15.0, 5.0, 40.0, 62.0, 33.0, 71.0, 28.0, 90.0), []),
        ((15.0, 40.0, 5.0, 62.0, 33.0, 71.0, 15.0, 90.0), []),
    ],
    ids=["as it was", "sorted", "down", "up", "from the middle", "all advanced", "two short ones", "a copy"],
)
def test_a_column_that_holds_its_own_values_elsewhere_was_moved(new: object, expected: object) -> None:
    assert judged(new) == expected  # type: ignore[arg-type]


def test_values_that_repeat_are_no_evidence() -> None:
    assert judged((20.0, 10.0) * 4, (10.0, 20.0) * 4) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((764.0, 13.8, 5.0), (13.8, 764.0, 5.0), [(Kind.SWAPPED, 1, (2, 3))]),
        ((640.0, 20.0, 5.0), (20.0, 640.0, 5.0), []),
    ],
)
def test_two_values_change_places_only_where_nobody_types_them_by_chance(old, new, expected) -> None:
    assert judged(new, old) == expected


def test_a_column_put_right_again_is_no_shift() -> None:
    right = dict(zip(CODES, OLD, strict=True))
    shifted = (*OLD[1:], OLD[0])
    assert judged(OLD, shifted) == [(Kind.MIXED, 0, tuple(range(2, 10)))]
    assert judged(OLD, shifted, before=right) == []


def test_figures_of_the_period_before_need_rows_that_fall() -> None:
    climbing = (10.0, 20.0, 30.0, 40.0, 50.0)
    before = dict(zip(CODES, climbing, strict=False))
    advanced = (20.0, 30.0, 40.0, 50.0, 60.0)
    assert judged(advanced, climbing, firm=False, before=before) == []
    fallen = (None, *climbing[:-1])
    assert judged(fallen, climbing, firm=False, before=before) == [(Kind.SHIFTED, 1, (3, 4, 5, 6))]


def test_new_values_of_the_size_of_each_others_row_were_exchanged() -> None:
    sizes = {"A": 4_000.0, "B": 12.0, "C": 50.0}
    assert judged((13.0, 4_120.0, 48.0), (None, None, None), scaled=sizes) == [(Kind.SWAPPED, 1, (2, 3))]
    assert judged((4_120.0, 13.0, 48.0), (None, None, None), scaled=sizes) == []
    assert judged((4_120.0, 4_500.0, 48.0), (None, None, None), scaled=sizes) == []


def test_words_of_a_list_are_judged_only_when_sorted_into_blocks() -> None:
    old = ("順", "遅", "順", "順", "遅", "順", "遅", "順")
    blocks = ("順", "順", "順", "順", "順", "遅", "遅", "遅")
    assert judged(blocks, old, sort=Sort.WORD) == [(Kind.MIXED, 0, (3, 6, 7, 9))]
    assert judged(("遅", "順", *old[2:]), old, sort=Sort.WORD) == []
    assert judged(blocks, old, sort=Sort.WORD, firm=False) == []
