"""L1-08: no characters that other computers show or match differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.readability.subject import Subject

# Enclosed, Roman and squared characters, marks of NEC's row 13, pictographs. Squared units (㎡) are
# what everybody writes, and rare kanji of names have no other spelling: neither counts.
_UNITS = "㎡㎥㎢㎠㎝㎞㎜㎏㎎㎍㎖㎗㎘㏄㏊㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻"
_DEPENDENT = re.compile(
    f"(?![{_UNITS}])["
    "\u2116\u2121\u213b\u2160-\u2188\u2460-\u24ff\u2776-\u2793\u301d-\u301f\u3200-\u33ff"
    "\U0001f100-\U0001f2ff\U0001f300-\U0001faff\u2600-\u2604\u260e\u2614\u2615\u263a\u2668\u26a0\u26a1\u2705\u274c]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_FEW = 5


def portable(subject: Subject) -> Iterator[Advice]:
    """Yield each text with such characters, and those with 外字."""
    judged: dict[str, tuple[str, str]] = {}
    for view in subject.sheets:
        for cell in view.sheet:
            text = cell.raw
            if cell.kind != "text" or text.isascii():
                continue
            if text not in judged:
                judged[text] = _fault(text)
            code, characters = judged[text]
            if code:
                place = Location(view.sheet.name, cell.row, cell.column)
                yield Advice(code, place, shown(cell), {"characters": characters})


def _fault(text: str) -> tuple[str, str]:
    if _PRIVATE.search(text):
        return "L1-08.private", ""
    found = dict.fromkeys(_DEPENDENT.findall(text))
    return ("L1-08.characters", "".join(list(found)[:_FEW])) if found else ("", "")
