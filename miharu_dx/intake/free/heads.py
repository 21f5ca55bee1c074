"""Which field a heading may name: labels and aliases of ours first, then the words departments use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from miharu_dx.domain.mapping_fields import Aside
from miharu_dx.domain.mapping_words import ASIDE_WORDS, HEAD_WORDS
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.intake.free.headings import Heading
from miharu_dx.intake.header_words import heading_key, headings

_READ = frozenset({column.field for column in (*PROGRESS.inputs, *INDICATORS.inputs)} | set(HEAD_WORDS))
LABEL, ALIAS, WORD, ENDING = 90, 80, 72, 55
_JOINED = 4  # 二段の見出しは、下の段だけの語より確か
_UPPER = 20
_LEAST_ENDING = 3


@dataclass(frozen=True)
class Named:
    """A field, or a reason to leave the column aside, that a heading names; ``word`` is what names it."""

    field: str
    weight: int
    word: str
    aside: Aside | None = None


def _ours() -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for spec in (PROGRESS, INDICATORS):
        for key, (field, by_label) in headings(spec).items():
            if field in _READ:
                found.setdefault(key, []).append((field, LABEL if by_label else ALIAS))
    for field, words in HEAD_WORDS.items():
        for word in words:
            found.setdefault(heading_key(word), []).append((field, WORD))
    return found


_FIELDS = _ours()
_PLANNED = frozenset(
    heading_key(column.label)
    for spec in (PROGRESS, INDICATORS)
    for column in spec.columns
    if column.field not in _READ
)
_ASIDE = {heading_key(word): aside for aside, words in ASIDE_WORDS.items() for word in words} | dict.fromkeys(
    _PLANNED, Aside.PLANNED
)


def named_by(heading: Heading) -> Iterator[Named]:
    """Yield what a heading may be, each with how much that word weighs."""
    words = [heading_key(word) for word in heading.words]
    if not words:
        return
    leaf = words[-1]
    keys = [(leaf, 0)]
    if len(words) > 1:
        keys.insert(0, ("".join(words[-2:]), _JOINED))
        keys += [(word, -_UPPER) for word in reversed(words[:-1])]
    for key, more in keys:
        for field, weight in _FIELDS.get(key, ()):
            yield Named(field, weight + more, key)
        if key in _ASIDE:
            yield Named("", WORD + more, key, _ASIDE[key])
    for key, own in _FIELDS.items():
        if len(key) >= _LEAST_ENDING and leaf != key and leaf.endswith(key):
            for field, _ in own:
                yield Named(field, ENDING, key)


def is_known(text: str) -> bool:
    """Whether a text is a word that heads a column or a value, whatever it is the name of."""
    key = heading_key(text)
    return key in _FIELDS or key in _ASIDE


def names_action(text: str) -> bool:
    """Whether a text is a word for the code or the name of an action."""
    return any(field in ("action", "name") for field, _ in _FIELDS.get(heading_key(text), ()))
