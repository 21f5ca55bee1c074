"""Which action and which indicator a row of somebody's own table is about: told, or asked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from miharu_dx.domain.mapping import NOT_USED, ONLY, TableMapping, indicator_answer, row_answer
from miharu_dx.domain.records import Action, Indicator, Snapshot
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_reading import text_of
from miharu_dx.intake.model import Cell
from miharu_dx.intake.roll import Roll

_REMARK = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]{0,12}[)\]】〕>》]")
_NUMBERING = re.compile(r"^(?:[(\[]?[0-9a-z]{1,3}[)\].:、]|[0-9]+(?:-[0-9]+)+|[・●○◎■□◆◇])+")
_CIRCLED = re.compile(r"^\s*[①-⑳⑴-⒇]\s*")  # 幅をそろえると普通の数字になり、名前の初めの数と見分けられない


class How(StrEnum):
    """How a row found its action; the value is what a person reads."""

    CODE = "コード"
    NAME = "名前"
    LIKE_NAME = "名前（表記の違いを除く）"
    INDICATOR = "指標名"
    ANSWER = "対応付けの答え"
    SKIPPED = "使わない"
    ELSEWHERE = "ほかの課"
    UNKNOWN = "決まらない"


@dataclass(frozen=True)
class Keys:
    """The words of a row that tell what it is about, as they stand there; blank for none."""

    action: str = ""
    name: str = ""
    indicator: str = ""

    @property
    def answer(self) -> str:
        """The key under which a person's answer for this row is kept."""
        name = self.name if self.action or self.name else self.indicator
        return row_answer(word_key(self.action), word_key(name))

    @property
    def shown(self) -> str:
        """The row as a person names it."""
        return " ".join(part for part in (self.action, self.name or self.indicator) if part)


@dataclass(frozen=True)
class Match:
    """The action of a row, and how it was told; none where it is left out or not known."""

    action: Action | None
    how: How


def text(cell: Cell | None) -> str:
    """Return what stands in a key cell, on one line."""
    return "" if cell is None else " ".join(text_of(cell).split())


@dataclass(frozen=True)
class Matcher:
    """Finds the actions of a department's rows: by answer, code, name, then by the indicator alone."""

    roll: Roll
    mapping: TableMapping

    def of(self, keys: Keys) -> Match:
        """Return which action a row is about."""
        answer = self.mapping.rows.get(keys.answer)
        if answer == NOT_USED:
            return Match(None, How.SKIPPED)
        if answer is not None and answer in self._own:
            return Match(self._own[answer], How.ANSWER)
        code = self.roll.code_of(keys.action) if keys.action else None
        if code is not None:
            return self._placed(self.roll.snapshot.actions_by_code[code], How.CODE)
        if keys.name:
            return self._named(keys.name)
        if not keys.action and keys.indicator:
            owners = {action for action, _ in self._by_indicator.get(_like(keys.indicator), ())}
            if len(owners) == 1:
                return Match(self._own[owners.pop()], How.INDICATOR)
        return Match(None, How.UNKNOWN)

    def _named(self, name: str) -> Match:
        for names, spelt, how in (
            (self._exact, name, How.NAME),
            (self._folded, word_key(name), How.NAME),
            (self._alike, _like(name), How.LIKE_NAME),
        ):
            found = names.get(spelt, ())
            if len(found) == 1:
                return self._placed(found[0], how)
            if found:
                break
        return Match(None, How.UNKNOWN)

    def _placed(self, action: Action, how: How) -> Match:
        return Match(action, how) if self.roll.owns(action) else Match(None, How.ELSEWHERE)

    @cached_property
    def _own(self) -> Mapping[str, Action]:
        return {action.code: action for action in self.roll.expected}

    def _names(self, fold: Callable[[str], str]) -> dict[str, tuple[Action, ...]]:
        """Return actions by their name; one of the department's own goes before all others'."""
        own: dict[str, tuple[Action, ...]] = {}
        others: dict[str, tuple[Action, ...]] = {}
        for action in self.roll.snapshot.actions:
            names = own if action.code in self._own else others
            key = fold(action.name)
            names[key] = (*names.get(key, ()), action)
        return others | own

    @cached_property
    def _exact(self) -> Mapping[str, tuple[Action, ...]]:
        return self._names(str)

    @cached_property
    def _folded(self) -> Mapping[str, tuple[Action, ...]]:
        return self._names(word_key)

    @cached_property
    def _alike(self) -> Mapping[str, tuple[Action, ...]]:
        return self._names(_like)

    @cached_property
    def _by_indicator(self) -> Mapping[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for indicator in _indicators(self.roll.snapshot, self._own):
            found.setdefault(_like(indicator.name), []).append((indicator.action, indicator.name))
        return found

    def indicator(self, action: Action, name: str) -> Indicator | str | None:
        """Return the indicator of an action by their name for it.

        ``NOT_USED`` where a person said that it is none of ours, none where it has to be asked;
        ``ONLY`` stands for the one an action has.
        """
        own = self.roll.snapshot.indicators_by_action.get(action.code, ())
        if name == ONLY:
            return own[0] if len(own) == 1 else None
        answer = self.mapping.indicators.get(indicator_answer(action.code, word_key(name)))
        if answer == NOT_USED:
            return NOT_USED
        for wanted, fold in ((answer, str), (name, str), (name, word_key), (name, _like)):
            if wanted:
                found = [one for one in own if fold(one.name) == fold(wanted)]
                if len(found) == 1:
                    return found[0]
        return None


def _indicators(snapshot: Snapshot, actions: Iterable[str]) -> Iterable[Indicator]:
    for action in actions:
        yield from snapshot.indicators_by_action.get(action, ())


def _like(name: str) -> str:
    """Return a name without what people put around names: 【新規】, (1), ①, ・, 「」, （累計）."""
    folded = _REMARK.sub("", word_key(_CIRCLED.sub("", name)))
    return _NUMBERING.sub("", folded).strip("「」『』\"'・:：。、 ") or folded


def alike(one: str, other: str) -> bool:
    """Whether two names are one but for their spelling and what stands around them."""
    return _like(one) == _like(other)
