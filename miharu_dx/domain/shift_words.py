"""How much a text has in common with what is known of a row, and of no other row of the sheet."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import add

# 二字の組が、表の三分の一か8つをこえる取組に出てくるなら、その取組だけの語ではない。
_COMMON_SHARE = 1 / 3
_COMMON_MOST = 8
# 文の違いは初めの数千字で分かる。1字が18字に広がる文字もあるので、長い文は初めだけを比べる。
_LONGEST = 4_000
_TEXTS_KEPT = 16_384  # 数MB。確認のたびに同じ文をならし直さないため
_SHORTEST_WORD = 2
_WORDS_SHOWN = 3
_NAME_BEGINS = 3

_ENDINGS = re.compile(r"^[ぁ-ん]+|[ぁ-ん]+$")
_NO_LETTER = re.compile(r"[\W\d_]")
_PAIRS_KEPT = 3_000  # 十数MB。同じ文を、比べるときと比べられるときに分け直さないため
_KNOWN_KEPT = 4  # 直して出し直すとき、知っていることは変わらない


@lru_cache(maxsize=_TEXTS_KEPT)
def folded(text: str) -> str:
    """Return what two writings of one text share: width, case and spaces aside."""
    return "".join(unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().split())


def _letters(text: str) -> str:
    return _NO_LETTER.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST]))


@lru_cache(maxsize=_PAIRS_KEPT)
def _pairs(text: str) -> frozenset[str]:
    """Return every two letters that stand side by side; digits and signs part them."""
    return frozenset(pair for word in _letters(text).split(" ") for pair in map(add, word, word[1:]))


def _pairs_of_all(texts: Sequence[str]) -> frozenset[str]:
    if sum(map(len, texts)) > _LONGEST:
        return _pairs(" ".join(texts))
    return frozenset[str]().union(*map(_pairs, texts))


class Likeness:
    """Pairs of letters by the rows they belong to; a pair that many rows share says nothing.

    ``known`` holds the texts known of each subject. A pair of one subject alone counts 1, a pair of
    more of them less.
    """

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        self._known = known

    @cached_property
    def _said(self) -> set[str]:
        return {folded(text) for own in self._known.values() for text in own}

    @cached_property
    def _own(self) -> dict[str, frozenset[str]]:
        return {subject: _pairs_of_all(own) for subject, own in self._known.items()}

    @cached_property
    def _weights(self) -> tuple[float, ...]:
        """The weight of a pair by how many subjects have it; a pair of more of them has none."""
        total = len(self._own)
        most = min(_COMMON_MOST, max(2, math.floor(total * _COMMON_SHARE)), total - 1)
        scale = math.log2(total + 1) or 1.0
        return (0.0, *(math.log2((total + 1) / count) / scale for count in range(1, most + 1)))

    @cached_property
    def _subjects(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for subject, own in self._own.items():
            for pair in own:
                found[pair].append(subject)
        return found

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The pairs that have a weight."""
        return frozenset(pair for pair, own in self._subjects.items() if len(own) < len(self._weights))

    def shares(self, text: str) -> dict[str, float]:
        """Return what a text has in common with each subject, those with nothing left out.

        A text that was said before as it stands, by whomever and wherever, was copied: it is like nobody.
        """
        found: dict[str, float] = {}
        if folded(text) in self._said:
            return found
        weights, subjects = self._weights, self._subjects
        for pair in _pairs(text) & self._telling:
            own = subjects[pair]
            weight = weights[len(own)]
            for subject in own:
                found[subject] = found.get(subject, 0.0) + weight
        return found

    def words(self, text: str, subject: str, other: str) -> tuple[str, ...]:
        """Return the longest words a text shares with ``subject`` and not with ``other``."""
        nothing = frozenset[str]()
        shared = (self._own.get(subject, nothing) & self._telling) - self._own.get(other, nothing)
        plain = _letters(text)
        words: set[str] = set()
        word = ""
        for a, b in zip(plain, f"{plain[1:]} ", strict=True):
            word = word or a
            if a + b in shared:
                word += b
                continue
            words.add(_ENDINGS.sub("", word))
            word = ""
        longest = sorted(words, key=lambda found: (-len(found), found))[:_WORDS_SHOWN]
        return tuple(word for word in longest if len(word) >= _SHORTEST_WORD)


@lru_cache(maxsize=_KNOWN_KEPT)
def likeness_of(known: tuple[tuple[str, tuple[str, ...]], ...]) -> Likeness:
    """Return the likeness to these texts by subject, the same one for the same texts."""
    return Likeness(dict(known))


@lru_cache(maxsize=_KNOWN_KEPT)
def names_of(known: tuple[tuple[str, tuple[str, ...]], ...], shortest: int) -> Names:
    """Return these names by subject, the same ones for the same names."""
    return Names(dict(known), shortest)


class Names:
    """Names and codes by the row they belong to, to find them in a text; very short ones are left out."""

    def __init__(self, names: Mapping[str, Iterable[str]], shortest: int) -> None:
        self._subjects: dict[str, set[str]] = defaultdict(set)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for subject, own in names.items():
            for name in map(folded, own):
                if len(name) >= shortest:
                    self._subjects[name].add(subject)
                    self._lengths[name[:_NAME_BEGINS]].add(len(name))

    @cached_property
    def _first_letters(self) -> re.Pattern[str]:
        letters = sorted({begin[0] for begin in self._lengths if begin})
        return re.compile(f"[{''.join(map(re.escape, letters))}]" if letters else r"(?!)")

    def in_text(self, text: str) -> set[str]:
        """Return the subjects a folded text names."""
        found: set[str] = set()
        for letter in self._first_letters.finditer(text):
            place = letter.start()
            for length in self._lengths.get(text[place : place + _NAME_BEGINS], ()):
                found |= self._subjects.get(text[place : place + length], set())
        return found
