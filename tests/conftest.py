"""What holds for every test: readers with patience, and how many examples the property tests try.

A reading process has as long as it takes here: a machine that runs tests on every core is slow for
no fault of a file. What happens when time is up is tested with readers of its own.

A few examples at a desk, ten thousand together in CI.

``HYPOTHESIS_PROFILE=ci`` chooses; a test that says its own number keeps it. In CI they are the same
every time, so that what fails there fails at a desk as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.intake import child

EXAMPLES_IN_CI = 2_000  # in each of five tests of the reader and the rules

settings.register_profile(
    "desk",
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "ci",
    settings.get_profile("desk"),
    max_examples=EXAMPLES_IN_CI,
    derandomize=True,
    print_blob=True,
    database=None,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))

PATIENT = replace(INTAKE_LIMITS, parse_seconds=120.0, wait_seconds=240.0, start_seconds=120.0)


@pytest.fixture(scope="session", autouse=True)
def patient_readers() -> Iterator[None]:
    """Let the one pool of this process wait for its readers."""
    pool = child.ReaderPool(PATIENT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child, "_shared", [pool])
        yield
    pool.close()
