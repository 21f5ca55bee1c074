"""Two periods compared over the same actions, so that silence never looks like a change.

Figures of a period that is half reported cannot be set beside those of one that is whole: what was
late and has not spoken yet would look mended. So only actions that spoke in both periods are
compared, and while they are too few nothing is compared at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from miharu_dx.domain.standing import Standing, Tally

# Of those that spoke in the earlier period this part has to speak again, or nothing is compared.
LEAST_PART = 0.5


@dataclass(frozen=True)
class Comparison:
    """The actions that spoke in both periods, as they stood then and now.

    ``whole_before`` and ``whole_now`` are all that spoke in each period; of the earlier period only
    those that still run. ``before`` and ``now`` hold the same actions in the same order.
    """

    before: Tally
    now: Tally
    whole_before: Tally
    whole_now: Tally
    ended: int

    @property
    def count(self) -> int:
        """How many actions are compared."""
        return self.now.total

    @property
    def enough(self) -> bool:
        """Whether enough of those that spoke before have spoken again."""
        return self.count > 0 and self.count >= self.whole_before.total * LEAST_PART

    @property
    def exact(self) -> bool:
        """Whether both periods are compared whole: nothing new, nothing ended, nothing silent."""
        return not self.ended and self.count == self.whole_before.total == self.whole_now.total


def compared(
    before: Sequence[Standing], after: Sequence[Standing], spoke: Callable[[Standing], bool]
) -> Comparison:
    """Return two periods over the actions for which ``spoke`` holds in both."""
    past = {item.action.code: item for item in before if spoke(item)}
    running = {item.action.code for item in after}
    now = tuple(item for item in after if spoke(item))
    both = tuple(item for item in now if item.action.code in past)
    return Comparison(
        before=Tally(tuple(past[item.action.code] for item in both)),
        now=Tally(both),
        whole_before=Tally(tuple(item for code, item in past.items() if code in running)),
        whole_now=Tally(now),
        ended=sum(1 for code in past if code not in running),
    )


def rated_in_both(before: Sequence[Standing], after: Sequence[Standing]) -> Comparison:
    """Return two periods over the actions that were rated in both."""
    return compared(before, after, lambda item: item.counted)


def reported_in_both(before: Sequence[Standing], after: Sequence[Standing]) -> Comparison:
    """Return two periods over the actions that were reported in both."""
    return compared(before, after, lambda item: item.reported)
