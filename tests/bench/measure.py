"""How a benchmark measures: medians of interleaved runs in one process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One figure in its unit, beside the base it is a ratio of where it has one.

    ``goal`` is what it should be at most: a ratio where it has a point in it, else in the unit.
    """

    name: str
    value: float
    base: float | None = None
    goal: str = ""
    unit: str = "ms"


def taken(call: Callable[[], object]) -> float:
    """Return how long a call takes, in milliseconds."""
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000


def medians(rounds: int, *calls: Callable[[int], object]) -> list[float]:
    """Return the median time of each call over interleaved rounds, in milliseconds."""
    times: list[list[float]] = [[] for _ in calls]
    for turn in range(rounds):
        for place, call in enumerate(calls):
            times[place].append(taken(lambda call=call, turn=turn: call(turn)))
    return [median(found) for found in times]
