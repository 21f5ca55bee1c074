"""Forms led astray in every way people do: what can be told is stopped, and no honest change is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from miharu_dx.domain.plan import PeriodKey
from tests.intake.astray import KINDS, cases, stopped
from tests.intake.honest import HONEST, honest
from tests.intake.story import Filled, filled, form

CASES = 5
# 同じ言葉で話す取組どうしや、前の年度と同じ値のように、読む人にも迷うものがある。
LEAST = 4
UNITS = ("soumu", "kikaku", "jumin", "kensetsu", "hoken")
KEYS = (PeriodKey(2024, 1), PeriodKey(2025, 1))


@pytest.fixture(scope="module")
def forms() -> Mapping[str, Sequence[Filled]]:
    """Return forms as they are handed in for the first time and as they come back for a correction."""
    return {
        "new": [filled(unit, key) for unit in UNITS for key in KEYS],
        "stored": [form(unit, key, reported=True) for unit in UNITS for key in KEYS],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_form_led_astray_still_shows_is_told(kind: str, forms: Mapping[str, Sequence[Filled]]) -> None:
    for state, own in forms.items():
        evident = [case for case in cases(kind, own, CASES, state) if case.evident]
        told = sum(case.told() for case in evident)
        assert told >= min(len(evident), LEAST), (kind, state)
        assert evident or state == "new", kind


def test_no_honest_change_is_stopped(forms: Mapping[str, Sequence[Filled]]) -> None:
    for state, own in forms.items():
        for name, made in honest(own, 4 * (len(HONEST) + 1), state):
            assert [(f.location.a1, f.message) for f in stopped(made)] == [], (
                name,
                made.department,
                made.key,
            )
