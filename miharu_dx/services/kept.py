"""Results that are asked for again soon, kept as long as they are few and light."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Kept(Generic[Result]):
    """The latest results by their question: never more than so many, never heavier together than the limit.

    The newest always stays, however heavy; an answer that is being worked out twice at once is kept once.
    """

    def __init__(self, most: int, heaviest: int, weigh: Callable[[Result], int]) -> None:
        """Begin with nothing; ``heaviest`` and what ``weigh`` returns are bytes."""
        self._most = most
        self._heaviest = heaviest
        self._weigh = weigh
        self._lock = threading.Lock()
        self._kept: dict[Hashable, tuple[Result, int]] = {}
        self._weight = 0

    def of(self, question: Hashable, work_out: Callable[[], Result]) -> Result:
        """Return the answer to a question, worked out if nobody has asked lately."""
        known = self.known(question)
        if known is not None:
            return known
        result = work_out()
        self.keep(question, result)
        return result

    def known(self, question: Hashable) -> Result | None:
        """Return the answer somebody had lately, none where nobody had."""
        with self._lock:
            found = self._kept.pop(question, None)
            if found is None:
                return None
            self._kept[question] = found
            return found[0]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._weight = 0

    @property
    def weight(self) -> int:
        """What everything kept weighs now, in bytes."""
        return self._weight

    def keep(self, question: Hashable, result: Result) -> None:
        """Keep an answer in the place of any earlier one."""
        weight = self._weigh(result)
        with self._lock:
            before = self._kept.pop(question, None)
            self._kept[question] = (result, weight)
            self._weight += weight - (0 if before is None else before[1])
            while len(self._kept) > 1 and (len(self._kept) > self._most or self._weight > self._heaviest):
                _, gone = self._kept.pop(next(iter(self._kept)))
                self._weight -= gone
