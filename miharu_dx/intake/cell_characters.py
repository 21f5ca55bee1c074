"""Characters that look alike: folded to tell what is meant, while the text itself stays as typed."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F),
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180E, 0x180E),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xD800, 0xDFFF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip


def _width_table() -> dict[int, str | None]:
    """Full and half width and era ligatures only: NFKC would also turn ① into 1 and 10² into 102."""
    table: dict[int, str | None] = {}
    for code in (0x3000, *range(0xFF01, 0xFFEF)):
        kind, _, folded = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in ("<wide>", "<narrow>"):
            table[code] = chr(int(folded, 16))
    for ligature in "㍾㍽㍼㍻㋿㌫":
        table[ord(ligature)] = unicodedata.normalize("NFKC", ligature)
    for space in "\xa0\u2800":
        table[ord(space)] = " "
    table[ord("﹪")] = "%"
    for first, last in _INVISIBLE_RANGES:
        table.update(dict.fromkeys(range(first, last + 1)))
    return table


_WIDTH = _width_table()

# After folding the width: hyphens, dashes, rules, the minus sign and the long vowel mark.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\u30fc\u2043\ufe63"
CIRCLES = "○〇◯⚪⭕"
KANJI_DIGITS = "〇零一二三四五六七八九"
KANJI_NUMERALS = KANJI_DIGITS + "十百千万億○◯"

_ALIKE = str.maketrans(
    {**dict.fromkeys(DASHES, "-"), **dict.fromkeys(CIRCLES, "○"), **dict.fromkeys("〜∼～", "~")}
)
_SPACE_TO_DROP = re.compile(r"(?<![0-9]) | (?![0-9])")
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1_000}
_KANJI_MYRIADS = {"万": 10_000, "億": 100_000_000}
_LONGEST_KANJI_NUMBER = 16
_LONGEST_WORD = 1_000


def squeezed(text: str) -> str:
    """Return the text in half width, without what cannot be seen, every run of spaces one space."""
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", text.translate(_WIDTH))
    return " ".join(text.split())


def tight(text: str) -> str:
    """Return the squeezed text without spaces, but for one between two digits: 50 60 is not 5060."""
    text = squeezed(text)
    return _SPACE_TO_DROP.sub("", text) if " " in text else text


def word_key(text: str) -> str:
    """Return what two writings of one word share: NFKC, no case, no spaces, one circle, one dash.

    A text far longer than any word is its own key: folding can make eighteen letters of one.
    """
    if len(text) > _LONGEST_WORD:
        return text
    folded = unicodedata.normalize("NFKC", text.translate(_WIDTH))
    return "".join(folded.casefold().translate(_ALIKE).split())


def dashes_folded(text: str) -> str:
    """Return the text with every kind of dash as a hyphen."""
    return "".join("-" if character in DASHES else character for character in text)


def kanji_number(text: str) -> int | None:
    """Return the number that kanji numerals write (三十一, 二〇二六, 二千五百), or None where they do not."""
    text = text.replace("○", "〇").replace("◯", "〇")
    if not text or len(text) > _LONGEST_KANJI_NUMBER or set(text) <= {"〇"}:
        return None
    if all(character in KANJI_DIGITS for character in text):
        return int("".join(str(_digit(character)) for character in text))
    total, section, digit = 0, 0, None
    last_unit = 10_000
    for character in text:
        if character in KANJI_DIGITS:
            if digit is not None:
                return None
            digit = _digit(character)
        elif character in _KANJI_UNITS:
            unit = _KANJI_UNITS[character]
            if unit >= last_unit:
                return None
            section += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        elif character in _KANJI_MYRIADS:
            section += digit or 0
            if not section or (total and total % (_KANJI_MYRIADS[character] * 10_000)):
                return None
            total += section * _KANJI_MYRIADS[character]
            section, digit, last_unit = 0, None, 10_000
        else:
            return None
    return total + section + (digit or 0)


def _digit(character: str) -> int:
    return max(KANJI_DIGITS.index(character) - 1, 0)
