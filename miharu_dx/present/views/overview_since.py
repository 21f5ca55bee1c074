"""What is said of an earlier period beside the present one: only what compares like with like."""

from __future__ import annotations

from dataclasses import dataclass

from miharu_dx.domain.comparison import Comparison


@dataclass(frozen=True)
class Since:
    """An earlier period by its ``name`` (前回, or 令和6 上期) and both comparisons with it."""

    name: str
    rated: Comparison
    reported: Comparison

    @property
    def subject(self) -> str:
        """The name as it stands before a figure of that whole period."""
        return self.name if self.name == "前回" else f"{self.name}は"


def counted_note(since: Since, comparison: Comparison, before: int, now: int) -> str:
    """Return what a count was before, over the same actions where the periods do not match."""
    if not comparison.enough:
        return "増減は出さない"
    if comparison.exact:
        return f"{since.subject}{before}件"
    return f"同じ{comparison.count}件では{before}→{now}件"


def too_few(since: Since) -> str:
    """Return why the periods are not compared."""
    seen = since.rated
    return f"{since.name}も評価したのは{seen.whole_before.total}件中{seen.count}件"
