"""L1-06: no spaces or line breaks that are there for the looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from miharu_dx.domain.readability import Advice
from miharu_dx.intake.readability.fields import Holds
from miharu_dx.intake.readability.subject import SheetView, Subject, at

_SPACE = re.compile(r"\s")
_RUN = re.compile(r"[ \u3000\t]{2,}")
_LETTER = r"[ぁ-んァ-ヶー一-龠々〆]"
_SPREAD = re.compile(rf"(?<!{_LETTER}){_LETTER}(?:[ \u3000]+{_LETTER}(?!{_LETTER}))+")
_LEAST_SPREAD = 3
_LONGEST_SHORT = 30  # 短い語の中の改行だけを、見た目のための改行とみる
_HEADING = "heading"
_NONE = ""


def tight(subject: Subject) -> Iterator[Advice]:
    """Yield each text with spaces between, around or behind its letters, or a break in a short word."""
    for view in subject.sheets:
        roles = _roles(view)
        judged: dict[tuple[str, str], str] = {}
        for cell in view.sheet:
            if cell.kind != "text" or _SPACE.search(cell.raw) is None:
                continue
            role = _HEADING if (cell.row, cell.column) in roles else roles.get((0, cell.column), _NONE)
            known = (cell.raw, role)
            if known not in judged:
                judged[known] = _fault(cell.raw, role)
            if judged[known]:
                yield at(f"L1-06.{judged[known]}", view.sheet, cell)


def _roles(view: SheetView) -> Mapping[tuple[int, int], str]:
    """Return what each column holds, keyed by (0, column), and a mark at each heading cell."""
    roles: dict[tuple[int, int], str] = {}
    for table in view.tables:
        roles |= {(0, column.number): column.holds.value for column in table.fields}
        roles |= {(row, column): _HEADING for row, line in table.table.head.items() for column in line}
    return roles


def _fault(text: str, role: str) -> str:
    if text.isspace():
        return "only"
    if text[0].isspace() or text[-1].isspace():
        return "around"
    if role != Holds.PERSONS and _is_spread(text):
        return "inside"
    if _RUN.search(text):
        return "run"
    if "\n" not in text or role in (Holds.SENTENCES, Holds.CHOICES):
        return ""
    if role == _HEADING:
        return "break_in_heading"
    return "break_in_word" if role and len(text) <= _LONGEST_SHORT else ""


def _is_spread(text: str) -> bool:
    """Whether letters stand apart: all of a short word, or three and more of a longer text."""
    for found in _SPREAD.finditer(text):
        letters = len("".join(found[0].split()))
        if letters >= _LEAST_SPREAD or found[0] == text:
            return True
    return False
