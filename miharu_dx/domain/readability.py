"""Advice on how well a machine can read a file: by national rule and cell, never a reason to stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability_rules import RULES, SOURCE, Medium, Rule
from miharu_dx.domain.readability_texts import ADVICE_TEXTS, OUTSIDE_TEXTS

__all__ = ["RULES", "RULES_BY_ID", "SOURCE", "Advice", "Judgement", "Medium", "Rule", "Verdict"]

RULES_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}


class Verdict(StrEnum):
    """How a file stands against one rule; OUTSIDE where this file cannot show it."""

    KEPT = "適合"
    BETTER = "要改善"
    OUTSIDE = "該当なし"


@dataclass(frozen=True)
class Advice:
    """One place where a file could be read more easily; ``code`` is its rule's id and the fault's name."""

    code: str
    location: Location
    shown: str = ""
    args: Mapping[str, object] = field(default_factory=dict[str, object])

    def __post_init__(self) -> None:
        """Refuse a code without wording where the advice is made."""
        ADVICE_TEXTS[self.code]

    @property
    def rule(self) -> str:
        """The id of the rule: L1-06."""
        return self.code.partition(".")[0]

    @property
    def message(self) -> str:
        """What is hard to read, in Japanese."""
        return ADVICE_TEXTS[self.code].format(shown=self.shown, **self.args)

    @property
    def fix(self) -> str:
        """What to do about it (直し方)."""
        return RULES_BY_ID[self.rule].fix


@dataclass(frozen=True)
class Judgement:
    """A file against every rule: advice in the order of the rules and cells, and rules it cannot show.

    ``counts`` holds how many places each rule with advice has; ``advice`` may name fewer of them.
    ``outside`` holds, for each rule that says nothing about this file, why (a key of OUTSIDE_TEXTS).
    """

    advice: tuple[Advice, ...]
    counts: Mapping[str, int]
    outside: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse a reason without wording, and a rule that is both faulted and outside."""
        assert set(self.outside.values()) <= set(OUTSIDE_TEXTS)
        assert not set(self.outside) & set(self.counts)

    def verdict(self, rule: str) -> Verdict:
        """Return how the file stands against a rule."""
        if rule in self.counts:
            return Verdict.BETTER
        return Verdict.OUTSIDE if rule in self.outside else Verdict.KEPT

    def reason(self, rule: str) -> str:
        """Return why a rule says nothing about this file, "" where it does."""
        return OUTSIDE_TEXTS[self.outside[rule]] if rule in self.outside else ""
