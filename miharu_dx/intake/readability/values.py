"""L1-07: one value a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_number_text import NumberText, number_text
from miharu_dx.intake.cell_years import with_digits
from miharu_dx.intake.readability.choices import choice_keys, several_words
from miharu_dx.intake.readability.fields import Field, Holds
from miharu_dx.intake.readability.subject import Subject, at

_SEVERAL = ("cell.two_values", "cell.fraction")
_SHORT = 12
_LONGEST = 60
_YEAR = re.compile(r"(?:令和|平成|昭和|(?<![A-Za-z])[RrHhSs])(?:元|[0-9]{1,2})|(?<![0-9])(?:19|20)[0-9]{2}")
_DAY = re.compile(r"[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}[./][0-9]{1,2}(?![0-9])")
_SAME_AGAIN = re.compile(r"[(\[][^)\]]*[)\]]")
_MEASURED = re.compile(r"[0-9]+(?:[.,][0-9]+)*\s*(?:%|％|人|件|回|円|千円|万円|社|校|か所|箇所|台|日)")
_LEAST_SHARE = 0.5


def one_value(subject: Subject) -> Iterator[Advice]:
    """Yield each cell of numbers, choices or times that holds more than one value."""
    for column in subject.fields:
        sheet = column.table.sheet
        if _is_of_words(column):
            words = choice_keys(column, subject.words)
            for cell, found in column.cells_with(lambda text, words=words: several_words(text, words)):
                yield at("L1-07.several_words", sheet, cell, words="、".join(found[:4]))
        elif column.holds is Holds.TIMES:
            for cell, _ in column.cells_with(_has_several_times):
                yield at("L1-07.several_times", sheet, cell)
        elif column.holds is Holds.NUMBERS:
            for cell, _ in column.cells_with(_has_several_numbers):
                yield at("L1-07.several_values", sheet, cell)
        if column.holds is Holds.WORDS and _is_measured(column):
            for cell, _ in column.cells_with(lambda text: _measures(text) > 1):
                yield at("L1-07.several_values", sheet, cell)


def _is_of_words(column: Field) -> bool:
    """Whether a column holds choices, or short words of which each stands in cells of its own too."""
    return column.holds is Holds.CHOICES or (column.holds is Holds.WORDS and column.mean_length <= _SHORT)


def _has_several_numbers(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    found = number_text(text)
    return not isinstance(found, NumberText) and found.code in _SEVERAL


def _has_several_times(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    # The second writing of one year, as in 令和6年度（2024年度）, is no second time.
    folded = _SAME_AGAIN.sub("", with_digits(text))
    return len(_YEAR.findall(folded)) > 1 or len(_DAY.findall(folded)) > 1


def _is_measured(column: Field) -> bool:
    """Whether most texts of a column of short words are measures, so that it should hold numbers."""
    measured = sum(count for text, count in column.spellings.items() if _measures(text))
    return bool(measured) and measured >= _LEAST_SHARE * len(column.texts)


def _measures(text: str) -> int:
    return len(_MEASURED.findall(text)) if len(text) <= _LONGEST else 0
