"""How many examples the property tests try: a few at a desk, ten thousand together in CI.

``HYPOTHESIS_PROFILE=ci`` chooses; a test that says its own number keeps it. In CI they are the same
every time, so that what fails there fails at a desk as well.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

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
