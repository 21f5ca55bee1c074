"""What speaks for a cell belonging to another row than the one it stands in, weighed in bits.

One bit is a coin toss: of cells that stand where they belong, half speak for another row with one
bit, a thousandth with ten. Cells are weighed alone; ``shift`` adds them up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from miharu_dx.domain.shift_words import Likeness, Names, folded

Value = object

# 印刷された値や、その行だけの長い文が、別の行のものと一字一句同じこと。偶然には起きない。
SURE = 20.0
# これより短い文（「引き続き検討する。」など）は、別の行の前の文と同じでも、写したとはいえない。
LEAST_LETTERS = 10
# 言葉の重なりと、前の期の文の写しは、どれだけ長くても、今期の文そのものであることには及ばない。
MOST_BY_WORDS = 12.0
# 見本の報告380件で量ると、その行だけの二字の組の重なりの差1つは、およそ2ビットに当たる。
BITS_A_PAIR = 2.0
# どの取組とも関わりのない文でも、1組や2組は偶然に重なる。それを差し引いてから数える。
CHANCE_PAIRS = 1.5
# 今期の値が別の行の今の値と同じでも、その行のこれまでの内容にはるかに近いなら、前のずれの直し。
MENDED = 6.0
# 「実施中」や「順調」は、どの行にもある。
BITS_A_WORD = 1.0
# 数は、同じ値が別の行にもよくある。
BITS_A_FIGURE = 4.0
# 同じ値の印刷がこれより多くの行にあるなら、どの行のものとも言えない。
_MOST_OWNERS = 8


class Sort(StrEnum):
    """What a column holds: printed cells nobody writes into, texts, figures, words of a list."""

    PRINTED = "printed"
    TEXT = "text"
    FIGURE = "figure"
    WORD = "word"


class Memory(NamedTuple):
    """A value known of a subject in one column; ``origin`` says where from, in words for a reader.

    ``firm`` marks what was printed and what is stored for the very period the sheet reports: nobody
    copies these from another row by habit.
    """

    value: Value
    origin: str
    firm: bool = False


@dataclass(frozen=True)
class Line:
    """One row as it stands: ``subject`` is what its code says, blank for none or a doubtful one."""

    excel_row: int
    subject: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Column:
    """A column with what is known of it: ``memory`` yields the values of a subject, the surest first.

    ``likeness`` and ``names`` are for texts. ``fit`` says for figures how
    well a value becomes a subject: 0 for well, negative bits for badly; with ``scaled`` it goes by
    size, which tells two figures apart even where nothing is stored for them yet.
    """

    field: str
    sort: Sort
    memory: Callable[[str], Iterable[Memory]]
    likeness: Likeness | None = None
    names: Names | None = None
    fit: Callable[[str, float], float] | None = None
    scaled: bool = False


@dataclass
class Ballot:
    """The bits of one column: ``home`` for the row's own subject, ``claims`` for others, by line.

    ``sources`` holds the memory that a claim repeats word for word. Lines nobody else claims are left
    out: a sheet has thousands of cells, and most are where they belong.
    """

    column: Column
    home: list[float]
    claims: dict[int, dict[str, float]]
    sources: dict[int, dict[str, Memory]]

    def vote(self, line: int, subject: str) -> float:
        """Return the bits by which a cell belongs to a subject rather than to its own row."""
        claims = self.claims.get(line)
        return (claims.get(subject, 0.0) if claims else 0.0) - self.home[line]

    def source(self, line: int, subject: str) -> Memory | None:
        """Return what a cell repeats of a subject, none where it only resembles it."""
        known = self.sources.get(line)
        return known.get(subject) if known else None

    @cached_property
    def stirred(self) -> bool:
        """Whether any cell speaks for another row rather than for its own."""
        return any(
            claim > self.home[line] for line, claims in self.claims.items() for claim in claims.values()
        )

    def settled(self, line: int) -> float:
        """Return the bits by which a cell belongs to its own row rather than to any other."""
        claims = self.claims.get(line)
        return self.home[line] - (max(claims.values(), default=0.0) if claims else 0.0)

    def claim(self, line: int, subject: str, bits: float, source: Memory | None = None) -> None:
        """Let a subject claim a cell."""
        self.claims.setdefault(line, {})[subject] = bits
        if source is not None:
            self.sources.setdefault(line, {})[subject] = source


def ballot(column: Column, lines: Sequence[Line]) -> Ballot:
    """Return the bits of every cell of a column."""
    found = Ballot(column, [0.0] * len(lines), {}, {})
    weigh = {Sort.PRINTED: _printed, Sort.TEXT: _text, Sort.FIGURE: _figure, Sort.WORD: _word}
    weigh[column.sort](found, lines)
    return found


def blank(value: Value) -> bool:
    """Whether a cell holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def alike(value: Value) -> Value:
    """Return what equal values share: texts folded, figures rounded beyond what anybody types."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 6)
    return folded(str(value))


def _owners(column: Column, lines: Sequence[Line]) -> dict[Value, dict[str, Memory]]:
    """Return who is known by which value, of the subjects of these lines."""
    owners: dict[Value, dict[str, Memory]] = defaultdict(dict)
    for line in lines:
        for memory in column.memory(line.subject) if line.subject else ():
            if not blank(memory.value):
                owners[alike(memory.value)].setdefault(line.subject, memory)
    return owners


def _own(column: Column, line: Line) -> bool:
    """Whether a cell holds what is known of its own row, or nothing."""
    value = line.values.get(column.field)
    if blank(value):
        return True
    known = column.memory(line.subject) if line.subject else ()
    return any(memory.value == value or alike(memory.value) == alike(value) for memory in known)


def _printed(found: Ballot, lines: Sequence[Line]) -> None:
    """Printed cells equal what was printed; another row's print is that row's."""
    column = found.column
    at_home = [_own(column, line) for line in lines]
    if all(at_home):  # ふつうは、印刷された列に誰も触れない
        values = [line.values.get(column.field) for line in lines]
        count = Counter(alike(value) for value in values if not blank(value))
        found.home = [SURE if count.get(alike(value)) == 1 else 0.0 for value in values]
        return
    owners = _owners(column, lines)
    for index, line in enumerate(lines):
        value = line.values.get(column.field)
        if blank(value) or (line.subject and next(iter(column.memory(line.subject)), None) is None):
            continue
        known = owners.get(alike(value), {})
        if len(known) > _MOST_OWNERS:
            continue
        bits = SURE / len(known) if known else 0.0
        for subject, memory in known.items():
            if subject == line.subject:
                found.home[index] = bits
            else:
                found.claim(index, subject, bits, memory)


def _text(found: Ballot, lines: Sequence[Line]) -> None:
    """A text is its row's that said it before or is named in it, else that of whom it speaks like."""
    column = found.column
    at_home = [_own(column, line) for line in lines]
    owners = {} if all(at_home) else _owners(column, lines)
    written = Counter(alike(value) for line in lines if not blank(value := line.values.get(column.field)))
    for index, line in enumerate(lines):
        value = line.values.get(column.field)
        if blank(value):
            continue
        text = folded(str(value))
        known = owners.get(text, {})
        named = set[str]() if at_home[index] or column.names is None else column.names.in_text(text)
        if at_home[index] or line.subject in named:
            found.home[index] = SURE
        elif written[text] == 1:  # 何行にも同じ文があれば、写したもの
            for subject in named:
                found.claim(index, subject, MOST_BY_WORDS)
            _weigh_text(found, index, line.subject, str(value), known)
    _leave_copies(found, lines)


def _weigh_text(found: Ballot, index: int, own: str, text: str, known: Mapping[str, Memory]) -> None:
    column, plain = found.column, folded(text)
    shares = column.likeness.shares(text) if column.likeness and len(plain) >= LEAST_LETTERS else {}
    bits = {
        subject: min(MOST_BY_WORDS, BITS_A_PAIR * (share - CHANCE_PAIRS))
        for subject, share in shares.items()
        if share > CHANCE_PAIRS
    }
    found.home[index] = home = bits.pop(own, 0.0)
    claims = found.claims.get(index, {})
    for subject, own_bits in bits.items():
        found.claim(index, subject, max(own_bits, claims.get(subject, 0.0)))
    if len(known) == 1 and len(plain) >= LEAST_LETTERS:
        ((subject, memory),) = known.items()
        if not (memory.firm and home - bits.get(subject, 0.0) >= MENDED):
            most = SURE if memory.firm else MOST_BY_WORDS
            found.claim(index, subject, home + min(most, float(len(plain))), memory)


def _leave_copies(found: Ballot, lines: Sequence[Line]) -> None:
    """Drop claims on a text of somebody whose own cell still holds what is his own: that is a copy."""
    place = {line.subject: index for index, line in enumerate(lines) if line.subject}
    settled = [found.settled(index) >= BITS_A_FIGURE for index in range(len(lines))]
    for index, claims in found.claims.items():
        for subject in [name for name in claims if settled[place[name]] and place[name] != index]:
            del claims[subject]
            found.sources.get(index, {}).pop(subject, None)


def _figure(found: Ballot, lines: Sequence[Line]) -> None:
    """A figure says little alone: that it was another row's, or that it becomes the other row better."""
    column, owners = found.column, _owners(found.column, lines)
    for index, line in enumerate(lines):
        value = line.values.get(column.field)
        if not isinstance(value, int | float) or isinstance(value, bool):
            continue
        known = owners.get(alike(value), {})
        fit = column.fit or _no_fit

        def bits(
            subject: str, value: float = value, known: Mapping[str, Memory] = known, fit: _Fit = fit
        ) -> float:
            return fit(subject, value) + (BITS_A_FIGURE if subject in known else 0.0)

        found.home[index] = bits(line.subject) if line.subject else 0.0
        near = {other.subject for other in lines[max(0, index - REACH) : index + REACH + 1] if other.subject}
        for subject in (near | known.keys()) - {line.subject}:
            found.claim(index, subject, bits(subject), known.get(subject))


def _word(found: Ballot, lines: Sequence[Line]) -> None:
    """A word of a list says next to nothing alone."""
    column, owners = found.column, _owners(found.column, lines)
    for index, line in enumerate(lines):
        value = line.values.get(column.field)
        known = {} if blank(value) else owners.get(alike(value), {})
        for subject in known if len(known) <= _MOST_OWNERS else ():
            if subject == line.subject:
                found.home[index] = BITS_A_WORD
            else:
                found.claim(index, subject, BITS_A_WORD)


_Fit = Callable[[str, float], float]
REACH = 3  # 貼り付けや挿入のずれは、たいてい1行か2行


def _no_fit(subject: str, value: float) -> float:
    del subject, value
    return 0.0
