"""Words chosen from a list and codes: folded to be matched, and never guessed by their meaning."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from miharu_dx.domain.sheetspec import Column
from miharu_dx.intake.cell_characters import DASHES, squeezed, word_key
from miharu_dx.intake.cell_reading import Reading, asked, text_of, understood, warned
from miharu_dx.intake.cell_stand_ins import stand_in
from miharu_dx.intake.model import Cell

_WORDS_LISTED = 12  # これより長い一覧は、指摘の文に入れずにコード表へ案内する
_NEAREST = 2
_SURE_LIKENESS = 0.5  # 「運用中」に「中止」を勧めないため。半分も似ていなければ一覧をすべて示す
_LEAST_LIKENESS = 0.3  # 「遅延」と「やや遅れ」（3分の1が同じ）までを近い語とする
_LONGEST_COMPARED = 60
_WORDS_COMPARED = 100  # 一語ごとに比べるので、これより長い一覧では似た語を探さない
_CODED = re.compile(r"([0-9A-Za-z][0-9A-Za-z.\-]*)\s+(\S.*)")
_NUMBERED = re.compile(r"^\(?[0-9]{1,2}(?:[).:、・\-]|\s)*(?=[^0-9().:、・\-\s])")
_LONG_VOWEL = "ー"


class _Words(NamedTuple):
    """A vocabulary by its folded words, and by the codes and names of words such as 3-1 名前."""

    whole: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]


def read_choice(
    cell: Cell, column: Column, words: Sequence[str], *, listed: Sequence[str] = (), liken: bool = True
) -> Reading:
    """Return one word of the list as the list has it, or ask; letters and circles are never guessed.

    The question names the words of ``listed``, all ``words`` where it is empty; with ``liken`` those
    that look like the typed one.
    """
    text = text_of(cell)
    if cell.kind == "text" and text in words:
        return understood(cell, text)
    if cell.kind in ("date", "datetime", "time", "duration"):
        return asked(cell, "cell.choice_date")
    index = _indexed(tuple(words))
    key = word_key(text)
    for found in (index.whole.get(key), index.parts.get(key)):
        if found and len(found) == 1:
            return understood(cell, found[0], f"「{found[0]}」と照合した")
        if found:
            return asked(cell, "cell.choice_several", candidates="、".join(f"「{word}」" for word in found))
    respelled = index.whole.get(key.replace("無し", "なし"))
    if respelled and len(respelled) == 1:
        return understood(cell, respelled[0], f"「{respelled[0]}」と照合した")
    early = stand_in(cell, column)
    if early is not None:
        return early
    if not words:
        return asked(cell, "cell.no_words")
    word = _without_marks(text, index)
    if word:
        return warned(
            cell, word, f"「{word}」と読んだ", "cell.mark_dropped", understood=f"「{word}」", unit=""
        )
    return asked(cell, "cell.not_in_list", choices=_choices(text, listed or words, liken=liken))


@lru_cache(maxsize=64)
def _indexed(words: tuple[str, ...]) -> _Words:
    whole: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for word in dict.fromkeys(words):
        whole[word_key(word)] = (*whole.get(word_key(word), ()), word)
        coded = _CODED.fullmatch(word)
        for part in coded.groups() if coded else ():
            parts[word_key(part)] = (*parts.get(word_key(part), ()), word)
    return _Words(whole, parts)


def _without_marks(text: str, index: _Words) -> str:
    """Return the word that is left without marks, numbers and stops around it: ● 順調, 1 順調, 順調。"""
    if len(text) > _LONGEST_COMPARED:
        return ""
    folded = unicodedata.normalize("NFKC", squeezed(text)).replace("〇", "○")
    for candidate in (folded, _NUMBERED.sub("", folded, count=1)):
        found = index.whole.get(word_key(_trimmed(candidate)), ())
        if len(found) == 1:
            return found[0]
    return ""


def _trimmed(text: str) -> str:
    first, last = 0, len(text)
    while first < last and unicodedata.category(text[first])[0] not in "LNM":
        first += 1
    while last > first and unicodedata.category(text[last - 1])[0] not in "LNM":
        last -= 1
    return text[first:last]


def _choices(text: str, words: Sequence[str], *, liken: bool) -> str:
    """Return the words to choose from: up to two that look like the typed one, else the whole list."""
    near = _alike(text, words) if liken and len(words) <= _WORDS_COMPARED else []
    if near and near[0][0] >= _SURE_LIKENESS:
        return "か".join(f"「{word}」" for _, word in near[:_NEAREST])
    if len(words) <= _WORDS_LISTED:
        return "".join(f"「{word}」" for word in words) + "のどれか"
    return f"コード表にある{len(words)}個の語のどれか"


def _alike(text: str, words: Sequence[str]) -> list[tuple[float, str]]:
    """Return the words that look at least a little like the typed one, the most alike first."""
    matcher = difflib.SequenceMatcher(None, b=word_key(text[:_LONGEST_COMPARED]))
    near: list[tuple[float, str]] = []
    for word in words:
        matcher.set_seq1(word_key(word))
        if matcher.quick_ratio() >= _LEAST_LIKENESS and (ratio := matcher.ratio()) >= _LEAST_LIKENESS:
            near.append((ratio, word))
    return sorted(near, key=lambda one: -one[0])


def read_code(cell: Cell, column: Column) -> Reading:
    """Return a code in half width with one kind of dash; its letters keep their case."""
    if cell.kind in ("date", "datetime", "time", "duration"):
        return asked(cell, "cell.code_date")
    early = stand_in(cell, column)
    if early is not None:
        return early
    text = text_of(cell)
    code = _with_hyphens("".join(squeezed(text).split()))
    if cell.kind == "number":
        code = code.removesuffix(".0")
    limit = column.max_length
    if len(code) > limit:
        return asked(cell, "cell.name_too_long", length=len(code), limit=limit, over=len(code) - limit)
    if cell.kind == "number" and not code.isdecimal():
        return warned(cell, code, f"「{code}」と読んだ", "cell.code_number", understood=code)
    if cell.kind == "number":
        return understood(cell, code, "数のセルを文字のコードとした")
    return understood(cell, code, "" if code == cell.raw else "文字の幅・空白・線の違いをそろえた")


def _with_hyphens(code: str) -> str:
    """A long vowel mark is a hyphen only behind a letter or digit of ASCII: M1ー1, but not サービス."""
    fixed: list[str] = []
    for character in code:
        is_dash = character in DASHES and (character != _LONG_VOWEL or not fixed or fixed[-1].isascii())
        fixed.append("-" if is_dash else character)
    return "".join(fixed)
