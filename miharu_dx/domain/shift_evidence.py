"""What speaks for a cell belonging to another row than the one it stands in, weighed in bits.

One bit is a coin toss: of cells that stand where they belong, half speak for another row with one
bit, a thousandth with ten. Cells are weighed alone; ``shift`` adds them up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from miharu_dx.domain.shift_columns import Column, Line, Memory, Sort, Value
from miharu_dx.domain.shift_words import folded

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
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 6)
    return folded(str(value))


def _owners(column: Column, lines: Sequence[Line]) -> dict[Value, dict[str, Memory]]:
    """Return who is known by which value, of the subjects of these lines."""
    owners: dict[Value, dict[str, Memory]] = defaultdict(dict)
    for line in lines:
        for memory in column.known(line.subject):
            if not blank(memory.value):
                owners[alike(memory.value)].setdefault(line.subject, memory)
    return owners


def untouched(column: Column, lines: Iterable[Line]) -> bool:
    """Whether every cell of a column holds what is known of its own row, or nothing."""
    name, plain = column.field, column.plain
    for line in lines:
        value = line.values.get(name)
        if value is None or value == plain.get(line.subject):  # ふつうは、印刷された列に誰も触れない
            continue
        if not blank(value) and not any(_same(memory.value, value) for memory in column.known(line.subject)):
            return False
    return True


def _same(one: Value, other: Value) -> bool:
    return one == other or alike(one) == alike(other)


def _printed(found: Ballot, lines: Sequence[Line]) -> None:
    """Printed cells equal what was printed; another row's print is that row's."""
    column = found.column
    if untouched(column, lines):
        values = [line.values.get(column.field) for line in lines]
        count = Counter(alike(value) for value in values if not blank(value))
        found.home = [SURE if count.get(alike(value)) == 1 else 0.0 for value in values]
        return
    owners = _owners(column, lines)
    for index, line in enumerate(lines):
        value = line.values.get(column.field)
        if blank(value) or (line.subject and not column.known(line.subject)):
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
    written = {
        index: str(value)
        for index, line in enumerate(lines)
        if not blank(value := line.values.get(column.field))
    }
    texts = {index: folded(value) for index, value in written.items()}
    owners = _owners(column, lines) if texts else {}
    counts = Counter(texts.values())
    for index, text in texts.items():
        line, known = lines[index], owners.get(text, {})
        at_home = line.subject in known
        named = set[str]() if at_home or column.names is None else column.names.in_text(text)
        if at_home or line.subject in named:
            found.home[index] = SURE
        elif counts[text] == 1:  # 何行にも同じ文があれば、写したもの
            for subject in named:
                found.claim(index, subject, MOST_BY_WORDS)
            _weigh_text(found, index, line.subject, written[index], known)
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
    claimed = {place[subject] for claims in found.claims.values() for subject in claims}
    settled = {index for index in claimed if found.settled(index) >= BITS_A_FIGURE}
    for index, claims in found.claims.items():
        for subject in [name for name in claims if place[name] in settled and place[name] != index]:
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
