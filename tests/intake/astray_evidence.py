"""What is left to show that cells were moved: what a reader with the store beside him could know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report
from tests.intake.story import INPUTS, TEXTS, Filled, Row

LONG = 10  # 「特になし」「順調」のような短い文は、どの行にもある
OWN_PAIRS = 7  # その行だけの二字の組がこれだけ多ければ、読んだ人にも分かる

Order = Sequence[int | None]
"""For each row the row whose cells stand in it now, none for a row left empty."""


@dataclass(frozen=True)
class Evidence:
    """What a reader with the store beside him could know of the cells that were moved."""

    made: Filled

    def shows(self, fields: Sequence[str], order: Order) -> bool:
        """Whether rows enough can be told: two by what was printed or stored, three by their words.

        A swap is of two rows, each of which must be told. Figures without a text need four stored
        values of three kinds, or two that nobody hits by chance.
        """
        rows, figures, long = self._told(fields, order)
        firm = sum(sure for sure, _ in rows.values())
        worded = sum(sure or words for sure, words in rows.values())
        swap = sum(origin not in (None, line) for line, origin in enumerate(order)) == 2
        if firm >= 2 or worded >= (2 if swap else 3):
            return True
        return (len(figures) >= 4 and len(set(figures)) >= 3) or long

    def _told(
        self, fields: Sequence[str], order: Order
    ) -> tuple[Mapping[int, tuple[bool, bool]], list[float], bool]:
        rows: dict[int, tuple[bool, bool]] = {}
        figures: list[float] = []
        for line, origin in enumerate(order):
            if origin is None or origin == line:
                continue
            here = self.made.rows[line] if line < len(self.made.rows) else {}
            there = self.made.rows[origin]
            sure, pairs = False, 0
            for name in fields:
                value = there.get(name)
                if value in (None, "") or value == here.get(name):
                    continue
                if name not in INPUTS:
                    sure = sure or self._alone(name, value)
                elif name in TEXTS:
                    firm, more = self._of_text(name, str(value), there, here)
                    sure, pairs = sure or firm, pairs + more
                elif name == "progress" and self._stored(there, name) == value:
                    figures.append(float(str(value)))
            if sure or pairs >= OWN_PAIRS:
                rows[line] = (sure, pairs >= OWN_PAIRS)
        digits = [len(f"{value:g}".replace(".", "").strip("0-")) for value in set(figures)]
        return rows, figures, len(digits) >= 2 and sum(digits) >= 5

    def _alone(self, name: str, value: object) -> bool:
        return sum(row.get(name) == value for row in self.made.rows) == 1

    def _of_text(self, name: str, value: str, there: Row, here: Row) -> tuple[bool, int]:
        if len(value) < LONG or not self._alone(name, value):
            return False, 0
        firm = self._stored(there, name) == value
        if value in self._said(there):
            return firm, OWN_PAIRS
        own, other = (self._words.get(str(row.get("action")), frozenset()) for row in (there, here))
        rare = {pair for pair in _pairs(value) if sum(pair in known for known in self._words.values()) <= 2}
        return firm, len(rare & own) - len(rare & other)

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        """The pairs of letters known of each action of the form."""
        return {str(row.get("action")): _pairs(" ".join(self._said(row))) for row in self.made.rows}

    def _stored(self, row: Row, name: str) -> object:
        report = self._report(row, self.made.key)
        return getattr(report, name) if report is not None else None

    def _report(self, row: Row, key: PeriodKey | None) -> Report | None:
        return self.made.present.report(str(row.get("action")), key)

    def _said(self, row: Row) -> list[str]:
        action = self.made.present.actions_by_code.get(str(row.get("action")))
        if action is None:
            return []
        keys = [key for key in self.made.present.plan.period_keys if key != self.made.key][::-1]
        reports = [report for key in keys if (report := self._report(row, key)) is not None][:4]
        return [
            action.name,
            action.description,
            *(row.name for row in self.made.present.indicators_by_action.get(action.code, ())),
            *(getattr(report, name) for report in reports for name in TEXTS),
        ]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(text) if a.isalpha() and b.isalpha())
