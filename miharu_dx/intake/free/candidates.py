"""What one column of a foreign table may be, told from its heading and from what its cells hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from miharu_dx.domain.mapping import TableMapping
from miharu_dx.domain.mapping_fields import TEXTS, Aside, field_label
from miharu_dx.domain.mapping_words import ACTUAL_ROWS, OTHER_ROWS
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import DECLARATIONS, INDICATOR_KINDS, Snapshot
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.free.headings import Heading
from miharu_dx.intake.free.heads import Named, named_by
from miharu_dx.intake.free.matching import How, Keys, Matcher
from miharu_dx.intake.free.shapes import Shape
from miharu_dx.intake.roll import Roll

_CONTENT = 100  # 値が登録されている内容と合うことは、どの見出しの語より確か
_HALF = 0.5
_LONGEST_WORD = 15
_LONGEST_INDICATOR = 60


@dataclass(frozen=True)
class Candidate:
    """One thing a column may be: a field, or a reason to leave it aside."""

    path: str
    field: str
    weight: float
    reason: str
    sure: bool = False
    aside: Aside | None = None


@dataclass(frozen=True)
class Known:
    """What is registered, to tell columns by their values; ``words`` are lists of the plan, folded."""

    snapshot: Snapshot
    matcher: Matcher
    words: Mapping[str, frozenset[str]]
    departments: frozenset[str]

    @classmethod
    def of(cls, snapshot: Snapshot, department: str, key: PeriodKey) -> Known:
        """Return what a department's columns can be told by."""
        plan = snapshot.plan
        units = [unit for unit in snapshot.departments if unit.exists_in(key.fiscal_year)]
        return cls(
            snapshot,
            Matcher(Roll(snapshot, None, department, key.fiscal_year), TableMapping(())),
            {
                "stage": frozenset(map(word_key, plan.stages_by_name)),
                "rating": frozenset(map(word_key, plan.ratings_by_name)),
                "declaration": frozenset(map(word_key, DECLARATIONS)),
            },
            frozenset(word_key(word) for unit in units for word in (unit.name, unit.label, unit.code)),
        )

    def is_code(self, text: str) -> bool:
        """Whether a text is the code of a registered action."""
        return self.matcher.roll.code_of(text) is not None

    def is_name(self, text: str) -> bool:
        """Whether a text is the name of a registered action."""
        found = self.matcher.of(Keys(name=text))
        return found.how in (How.NAME, How.LIKE_NAME, How.ELSEWHERE)

    @cached_property
    def _indicators(self) -> frozenset[str]:
        return frozenset(word_key(row.name) for row in self.snapshot.indicators)

    def is_indicator(self, text: str) -> bool:
        """Whether a text is the name of a registered indicator."""
        folded = word_key(text)
        return folded in self._indicators or any(folded.startswith(f"{name}(") for name in self._indicators)


def candidates_of(path: str, heading: Heading, shape: Shape, known: Known) -> Iterator[Candidate]:
    """Yield what a column may be, each with its reason and its weight."""
    yield from _by_values(path, shape, known)
    table_words = list(named_by(heading))
    for named in table_words:
        if named.aside is not None:
            yield Candidate(path, "", named.weight, f"見出しの「{named.word}」", aside=named.aside)
        elif _fits(named.field, shape, known):
            yield _by_word(path, named)
        elif named.field == "action" and shape.count and shape.serials >= _HALF:
            told = "番号が、登録されている個別取組のコードと合いません"
            yield Candidate(path, "", named.weight - 5, told, aside=Aside.SERIAL)
    if not heading.words and heading.fiscal_year is not None and shape.numbers >= _HALF:
        yield Candidate(path, "actual", 75, "年度だけの見出しの下に、数が並んでいます")


def _by_word(path: str, named: Named) -> Candidate:
    return Candidate(path, named.field, named.weight, f"見出しの「{named.word}」")


def _by_values(path: str, shape: Shape, known: Known) -> Iterator[Candidate]:
    if not shape.count:
        return
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("action", known.is_code),
        ("name", known.is_name),
        ("indicator", known.is_indicator),
        ("department", lambda text: word_key(text).strip("【】[]()") in known.departments),
    )
    for field, knows in tests:
        share = shape.known(knows)
        if share >= _HALF:
            yield _matched(path, field, share, shape)
    for field, words in known.words.items():
        share = shape.share(words)
        if share >= _HALF:
            yield _matched(path, field, share, shape)
    both = shape.share(known.words["stage"] | known.words["rating"])
    if both >= _HALF and max(shape.share(known.words[name]) for name in ("stage", "rating")) < _HALF:
        yield _matched(path, "stage", both, shape)
    lists = (
        ("measure", {word_key(word) for word in (*ACTUAL_ROWS, *OTHER_ROWS)}),
        ("kind", {word_key(kind) for kind in INDICATOR_KINDS}),
    )
    for field, words in lists:
        share = shape.share(words)
        if share >= _HALF:
            yield Candidate(path, field, 96, f"値が「{field_label(field)}」の語です", sure=True)
    if shape.units >= _HALF:
        yield Candidate(path, "unit", 94, "値が単位です", sure=True)


def _matched(path: str, field: str, share: float, shape: Shape) -> Candidate:
    same = round(share * shape.count)
    reason = f"値{shape.count}個のうち{same}個が、登録されている{field_label(field)}と合います"
    return Candidate(path, field, _CONTENT + share, reason, sure=True)


def _fits(field: str, shape: Shape, known: Known) -> bool:
    """Whether what the cells hold can be of a field; without any cell it can."""
    if not shape.count:
        return field != "action"
    match field:
        case "action":
            return shape.known(known.is_code) > 0
        case "progress":
            return shape.numbers >= _HALF and not shape.compounds
        case "actual":
            return shape.numbers >= _HALF
        case "stage" | "rating" | "declaration":
            return shape.numbers < _HALF and shape.mean_length <= _LONGEST_WORD
        case "as_of_date":
            return shape.dates >= _HALF
        case "fiscal_year":
            return shape.mean_length <= _LONGEST_WORD
        case "unit":
            return shape.units > 0
        case "kind" | "measure":
            return False
        case "indicator":
            return shape.numbers < _HALF and shape.mean_length <= _LONGEST_INDICATOR
        case "name" | "department" | "author" | "period":
            return shape.numbers < _HALF and shape.mean_length <= _LONGEST_INDICATOR
        case _:
            return field not in TEXTS or shape.numbers < _HALF
