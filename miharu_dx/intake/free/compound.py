"""Several values in one cell, told apart by labels: 97.0%(小) 98.2%(中), 小：97.0 中：98.2."""

from __future__ import annotations

import re
from typing import NamedTuple

from miharu_dx.domain.records import INDICATOR_KINDS, IndicatorKind
from miharu_dx.intake.cell_characters import word_key

_LONGEST = 200  # これより長いものは、値の並びではなく文
_BETWEEN = r"[\s、,・/／;；]*"
_OTHER = r"[^0-9０-９\s()（）:：、,/／;；]"
_VALUE = rf"{_OTHER}*[0-9０-９](?:[0-9０-９.．,，]*[0-9０-９])?{_OTHER}*|[-―－ー…‥]|未集計|集計中|未定|なし|該当なし"
_LABEL = r"[^0-9０-９\s()（）:：、,/／;；%％][^()（）:：、,/／;；%％\n]{0,19}"
_AFTER = re.compile(rf"{_BETWEEN}(?P<value>{_VALUE})\s*[(（]\s*(?P<label>{_LABEL})\s*[)）]")
_BEFORE = re.compile(rf"{_BETWEEN}[(（]?(?P<label>{_LABEL}?)\s*(?:[:：]|[)）])\s*(?P<value>{_VALUE})")
_CLOSE = re.compile(
    rf"{_BETWEEN}(?P<label>[^0-9０-９\s()（）:：、,/／;；%％]{{1,20}})(?P<value>[0-9０-９](?:[0-9０-９.．,，]*[0-9０-９])?[%％]?)"
)
_END = re.compile(rf"{_BETWEEN}$")


class Part(NamedTuple):
    """One of the values of a cell with the label it stands under, both as typed."""

    label: str
    value: str


def parts_of(text: str) -> tuple[Part, ...]:
    """Return the labelled values of a text that is nothing else, none where it is one value or a sentence.

    One value alone with a label counts too: the other one may not be known yet.
    """
    if len(text) > _LONGEST:
        return ()
    for form, least in ((_AFTER, 1), (_BEFORE, 1), (_CLOSE, 2)):
        found = _all(form, text)
        if len(found) >= least and len({part.label for part in found}) == len(found):
            return found
    return ()


def kind_named(label: str) -> IndicatorKind | None:
    """Return the kind a label in a cell names."""
    folded = word_key(label)
    for kind in INDICATOR_KINDS:
        if folded in (word_key(kind), word_key(kind.removesuffix("度"))):
            return kind
    return None


def _all(form: re.Pattern[str], text: str) -> tuple[Part, ...]:
    found: list[Part] = []
    at = 0
    while match := form.match(text, at):
        found.append(Part(match["label"].strip(), match["value"].strip()))
        at = match.end()
    return tuple(found) if found and _END.match(text, at) else ()
