"""How a file stands against the national rules of machine readability, as a page tells it: advice only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miharu_dx.domain.readability import RULES, SOURCE, Advice, Judgement, Rule, Verdict

CELLS_SHOWN = 12  # 一つの指摘に並べるセル。これをこえる分は数で示す
NOTE = "助言です。直さなくても確定できます。"
_MARKS = {Verdict.KEPT: "check", Verdict.BETTER: "diamond", Verdict.OUTSIDE: "dash"}


@dataclass(frozen=True)
class FaultLine:
    """One kind of fault against a rule: what it is, by the first of its places, and where they are."""

    message: str
    cells: str
    count: int


@dataclass(frozen=True)
class RuleLine:
    """One rule: how the file stands, in how many places, and why it says nothing where it does not.

    ``faults`` is empty but for 要改善; ``mark`` is the name of a sign.
    """

    id: str
    level: int
    name: str
    verdict: Verdict
    mark: str
    count: int
    faults: tuple[FaultLine, ...]
    reason: str
    meaning: str
    looked_at: str
    fix: str

    @property
    def told(self) -> str:
        """The count of places, or why there is none."""
        return f"{self.count}か所" if self.count else self.reason


@dataclass(frozen=True)
class LevelLine:
    """The rules of one level by how the file stands."""

    level: int
    kept: int
    better: int
    outside: int


@dataclass(frozen=True)
class ReadabilityView:
    """All rules in their order, with one sentence that says how the file stands."""

    file_name: str
    headline: str
    note: str
    levels: tuple[LevelLine, ...]
    rules: tuple[RuleLine, ...]
    source: str

    @property
    def better(self) -> tuple[RuleLine, ...]:
        """The rules by which the file can be improved."""
        return tuple(line for line in self.rules if line.verdict is Verdict.BETTER)


def readability_view(judgement: Judgement, file_name: str) -> ReadabilityView:
    """Return how a file stands against every rule, with every count and sentence final."""
    lines = tuple(_line(rule, judgement) for rule in RULES)
    return ReadabilityView(file_name, _headline(lines), NOTE, tuple(_levels(lines)), lines, SOURCE)


def _headline(lines: Sequence[RuleLine]) -> str:
    better = sum(line.verdict is Verdict.BETTER for line in lines)
    judged = len(lines) - sum(line.verdict is Verdict.OUTSIDE for line in lines)
    if not better:
        return f"{len(lines)}のルールのうち、このファイルで確かめられる{judged}すべてに適合しています"
    return (
        f"{len(lines)}のルールのうち、このファイルで確かめられるのは{judged}です。"
        f"{judged - better}に適合し、{better}に直すとよいところがあります"
    )


def _levels(lines: Sequence[RuleLine]) -> Iterable[LevelLine]:
    for level in sorted({line.level for line in lines}):
        verdicts = [line.verdict for line in lines if line.level == level]
        counts = (verdicts.count(v) for v in (Verdict.KEPT, Verdict.BETTER, Verdict.OUTSIDE))
        yield LevelLine(level, *counts)


def _line(rule: Rule, judgement: Judgement) -> RuleLine:
    verdict = judgement.verdict(rule.id)
    count = judgement.counts.get(rule.id, 0)
    return RuleLine(
        id=rule.id,
        level=rule.level,
        name=rule.name,
        verdict=verdict,
        mark=_MARKS[verdict],
        count=count,
        faults=_faults([advice for advice in judgement.advice if advice.rule == rule.id], count),
        reason=judgement.reason(rule.id),
        meaning=rule.meaning,
        looked_at=rule.looked_at,
        fix=rule.fix,
    )


def _faults(found: Sequence[Advice], count: int) -> tuple[FaultLine, ...]:
    """Return the faults by kind; places beyond those that are known count to the last kind."""
    kinds: dict[str, list[Advice]] = {}
    for advice in found:
        kinds.setdefault(advice.code, []).append(advice)
    lines: list[FaultLine] = []
    unknown = count - len(found)
    for number, places in enumerate(kinds.values(), start=1):
        total = len(places) + (unknown if number == len(kinds) else 0)
        message = places[0].message if total == 1 else f"例：{places[0].message}"
        lines.append(FaultLine(message, _cells(places, total), total))
    return tuple(lines)


def _cells(places: Sequence[Advice], total: int) -> str:
    """Return the first cells by sheet, and how many more there are."""
    sheets: dict[str, list[str]] = {}
    shown = places[:CELLS_SHOWN]
    for advice in shown:
        sheets.setdefault(advice.location.sheet, []).append(advice.location.a1)
    words = [f"{sheet} {'・'.join(filter(None, cells))}".strip() for sheet, cells in sheets.items()]
    rest = total - len(shown)
    return "、".join(words) + (f" ほか{rest}か所" if rest else "")
