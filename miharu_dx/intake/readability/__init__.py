"""How a file stands against the national rules of machine readability: advice by rule id and cell.

Each rule is a pure function over a file that has been laid out once. Nothing here stops a commit.
"""

from __future__ import annotations

from miharu_dx.config import ADVICE_CELLS, ADVICE_KEPT
from miharu_dx.domain.readability import Advice, Judgement
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.intake.readability.checks import CHECKS
from miharu_dx.intake.readability.csv_lines import CsvFile, read_csv
from miharu_dx.intake.readability.subject import Subject, Words, words_of

__all__ = ["CsvFile", "Words", "advise", "judge", "judge_csv", "read_csv", "words_of"]


def advise(book: WorkbookCells, words: Words) -> tuple[Advice, ...]:
    """Return the advice on a workbook in the order of the rules, the first places of each."""
    return judge(book, words).advice


def judge(book: WorkbookCells, words: Words) -> Judgement:
    """Return how a workbook stands against each rule; ``words`` are those its lists may hold."""
    return _judged(Subject(book, words))


def judge_csv(file: CsvFile, words: Words) -> Judgement:
    """Return how a CSV file stands against each rule."""
    return _judged(Subject(file.book, words, file.faults))


def _judged(subject: Subject) -> Judgement:
    kept: list[Advice] = []
    counts: dict[str, int] = {}
    outside: dict[str, str] = {}
    too_large = sum(len(sheet.cells) for sheet in subject.book.sheets) > ADVICE_CELLS
    for check in CHECKS:
        reason = "too_large" if too_large else check.outside(subject)
        if reason:
            outside[check.rule] = reason
            continue
        for number, advice in enumerate(check.advise(subject), start=1):
            counts[check.rule] = number
            if number <= ADVICE_KEPT:
                kept.append(advice)
    return Judgement(tuple(kept), counts, outside)
