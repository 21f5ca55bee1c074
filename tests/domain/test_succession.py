"""Which department answers once units have been reorganised."""

from __future__ import annotations

import pytest

from miharu_dx.domain.plan import Department
from miharu_dx.domain.succession import circle, responsible

UNITS = {
    unit.code: unit
    for unit in (
        Department("old", "旧課", valid_from=2020, valid_to=2023, successor="mid"),
        Department("mid", "中課", valid_from=2024, valid_to=2024, successor="new"),
        Department("new", "新課", valid_from=2025),
        Department("lost", "廃課", valid_from=2020, valid_to=2023),
        Department("dangling", "断課", valid_from=2020, valid_to=2023, successor="nowhere"),
        Department("running", "続課", valid_from=2020, successor="new"),
        Department("ring1", "輪一", valid_from=2020, valid_to=2021, successor="ring2"),
        Department("ring2", "輪二", valid_from=2020, valid_to=2021, successor="ring1"),
        Department("self", "己課", valid_from=2020, valid_to=2021, successor="self"),
    )
}


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("old", 2023, "old"),
        ("old", 2024, "mid"),
        ("old", 2025, "new"),
        ("new", 2023, "new"),
        ("lost", 2030, "lost"),
        ("dangling", 2030, "dangling"),
        ("running", 2030, "running"),
        ("unknown", 2025, "unknown"),
        ("self", 2025, "self"),
    ],
)
def test_the_chain_is_followed_as_far_as_it_goes(code: str, year: int, expected: str) -> None:
    assert responsible(UNITS, code, year) == expected


def test_a_circle_ends() -> None:
    assert responsible(UNITS, "ring1", 2025) in {"ring1", "ring2"}


@pytest.mark.parametrize(
    ("code", "expected"), [("ring1", True), ("self", True), ("old", False), ("lost", False)]
)
def test_circles_are_noticed(code: str, expected: bool) -> None:
    assert circle(UNITS, code) is expected
