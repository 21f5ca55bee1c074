"""When Python looks for circles of things nobody uses any more; the rest is freed at once in any case."""

from __future__ import annotations

import gc

# A form of 300 rows makes some 200,000 objects. Python's own first threshold of 700 looks through them
# hundreds of times, which takes a quarter of the time of an upload; at 50,000 it takes a tenth of that.
_THRESHOLDS = (50_000, 10, 10)


def collect_seldom() -> None:
    """Look for circles less often than Python does by itself, and never again in what stands now.

    Call it once the programs are loaded and the store is open: all of that stays until the end.
    """
    gc.set_threshold(*_THRESHOLDS)
    gc.collect()
    gc.freeze()
