"""ずれ: a valid sheet whose cells stand beside the wrong codes. The rule stands here, in one place.

A pattern is told, never a single cell: several rows must agree that cells of the same columns belong
to the row above or below, or to one another. Evidence is what was printed, what the rows said before,
and words only one action uses (``shift_evidence`` weighs them in bits); short and common texts say
nothing, a text that stands in several rows or still stands in its own is a copy, and a text that
names its own action is always at home. Figures and words of a list go along with texts; alone they
are judged as a whole column (``shift_figures``). A single text of another row is pointed out and may
stay. Whether a whole sheet is of another period is judged in ``shift_periods``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from miharu_dx.domain.shift_columns import Column, Line
from miharu_dx.domain.shift_evidence import REACH, SURE, Ballot
from miharu_dx.domain.shift_figures import moved_alone
from miharu_dx.domain.shift_votes import BITS_A_ROW, Found, Kind, Pattern, Votes, Witness
from miharu_dx.domain.shift_words import folded

__all__ = ["Kind", "Pattern", "Witness", "misplaced"]

# 3行が同じ向きにずれることは、偶然には起きない。2行のときは、どちらの行も、印刷や登録のある
# 別の行のものそのものであるか、いくつもの列で別の行のものであること。
_LEAST_ROWS = 3
_LEAST_TOGETHER = 2
_STRONG_ROW = 8.0
# 百万枚に1枚の偶然。一度の確認で比べる向きと列の組は、数百ある。
_SHIFT_BITS = 20.0
# そのうち文と印刷が示す分。数と選ぶ語だけでは言えない。
_BITS_BY_TEXT = 14.0
# 2行、3行のずれは、1行のずれより少ない。
_BITS_A_STEP = 2.0
# 入れ替わりは2行だけで決めるので、どちらの行も、相手のものでなければならない。
_SWAP_BITS = 20.0
_SWAP_BITS_EACH = 6.0
_STRONG_ROW_ALONE = 10.0
# どの行とどの行でも組になれる並べ替えは、偶然に合う道が多い。
_MIXED_BITS = 30.0
# ずれでないことを示すセルや行が、ずれを示すものの4分の1をこえたら、ずれとは言わない。
_MOST_AGAINST = 0.25
# 動いていないとはっきり言える行が、動いた行の半分をこえたら、言葉だけで並べ替えとは言わない。
_MOST_SETTLED = 0.5
_SETTLED_ROW = 6.0
# 同じ確かさなら、言いやすいほう（ずれ・入れ替わり）を採る。
_MIXED_WEIGHT = 0.8
# 15字の同じ文を2つの取組に書くことはあるので、1つだけなら、止めずに知らせる。
_STRAY_LETTERS = 15


def misplaced(
    columns: Sequence[Column], lines: Sequence[Line], keys: frozenset[str]
) -> tuple[tuple[Pattern, ...], tuple[Witness, ...]]:
    """Return how cells were moved, the surest first, and single texts of other rows.

    ``keys`` are the fields that name a row beside its code. Of patterns that share a column only the
    surest is told.
    """
    if len({line.subject for line in lines} - {""}) < _LEAST_TOGETHER:
        return (), ()
    votes = Votes(lines, columns)
    candidates = list(_candidates(votes)) if votes.stirred else []
    told: list[Pattern] = []
    taken: set[str] = set()
    for found in sorted(candidates, key=_weight, reverse=True):
        if not taken & set(found.fields):
            taken |= set(found.fields)
            told.append(votes.pattern(found, keys))
    for column in columns:
        alone = None if column.field in taken else moved_alone(column, lines)
        if alone is not None:
            told.append(alone)
    return tuple(told), tuple(_strays(votes, taken)) if votes.stirred else ()


def _candidates(votes: Votes) -> Iterator[Found]:
    yield from _shifts(votes)
    yield from _swaps(votes)
    yield from _mixed(votes)
    yield from _single_rows(votes)


def _weight(found: Found) -> float:
    return found.bits * (_MIXED_WEIGHT if found.kind is Kind.MIXED else 1.0)


@dataclass(frozen=True)
class _Run:
    """The lines of one column that speak most for one step, with the bits of every line."""

    bits: float
    first: int
    last: int
    by_line: tuple[float, ...]

    @classmethod
    def of(cls, by_line: Sequence[float]) -> _Run:
        """Return the run of lines whose bits are most together."""
        best = running = 0.0
        first = last = start = 0
        for index, bits in enumerate(by_line):
            if running <= 0:
                running, start = 0.0, index
            running += bits
            if running > best:
                best, first, last = running, start, index
        return cls(best, first, last, tuple(by_line))

    def meets(self, other: _Run) -> bool:
        return min(self.last, other.last) >= max(self.first, other.first)


def _run(found: Ballot, lines: Sequence[Line], step: int) -> _Run:
    """Return the run of lines with the most bits for cells having moved by ``step`` rows."""
    by_line: list[float] = []
    for index in range(len(lines)):
        origin = index - step
        subject = lines[origin].subject if 0 <= origin < len(lines) else ""
        by_line.append(max(-SURE, min(SURE, found.vote(index, subject))) if subject else 0.0)
    return _Run.of(by_line)


def _most(found: Ballot, lines: Sequence[Line], step: int) -> float:
    """Return the most bits a run for a step can have: those of all lines that speak for it."""
    most = 0.0
    for index in found.claims:
        origin = index - step
        subject = lines[origin].subject if 0 <= origin < len(lines) else ""
        most += max(0.0, min(SURE, found.vote(index, subject))) if subject else 0.0
    return most


def _shifts(votes: Votes) -> Iterator[Found]:
    for step in [sign * size for size in range(1, REACH + 1) for sign in (1, -1)]:
        runs = {
            field: _run(votes.of[field], votes.lines, step)
            for field in votes.stirred
            if _most(votes.of[field], votes.lines, step) >= BITS_A_ROW
        }
        left = [field for field, run in runs.items() if run.bits >= BITS_A_ROW]
        for seed in sorted(left, key=lambda field, of=runs: of[field].bits, reverse=True):
            if seed in left:
                group = {field: runs[field] for field in left if runs[field].meets(runs[seed])}
                left = [field for field in left if field not in group]
                found = _shift(votes, group, step)
                if found is not None:
                    yield found


def _shift(votes: Votes, group: Mapping[str, _Run], step: int) -> Found | None:
    whole = _Run.of([sum(bits) for bits in zip(*(run.by_line for run in group.values()), strict=True)])
    totals = {line: whole.by_line[line] for line in range(whole.first, whole.last + 1)}
    owners = {line: votes.lines[line - step].subject for line, bits in totals.items() if bits >= BITS_A_ROW}
    support = sum(bits for bits in totals.values() if bits > 0)
    against = -sum(bits for bits in totals.values() if bits < 0)
    settled = sum(bits <= -BITS_A_ROW for bits in totals.values())
    if against > support * _MOST_AGAINST or settled > len(owners) * _MOST_AGAINST:
        return None
    if not _enough(votes, tuple(group), owners):
        return None
    told = support - against
    fields = votes.along(owners, group)
    bits = told + _going_along(votes, fields, owners)
    if told < _BITS_BY_TEXT or bits < _SHIFT_BITS + _BITS_A_STEP * (abs(step) - 1):
        return None
    return Found(Kind.SHIFTED, fields, owners, bits, step)


def _going_along(votes: Votes, fields: Iterable[str], owners: Mapping[int, str]) -> float:
    """Return the bits of the columns that can carry no pattern alone."""
    others = [field for field in fields if field not in votes.lead]
    return sum(votes.total(others, line, subject) for line, subject in owners.items())


def _enough(votes: Votes, fields: Sequence[str], owners: Mapping[int, str]) -> bool:
    """Whether so many rows agree that it is no chance.

    Three do; of two each must hold what was printed or is stored for its owner, speak for it in
    several columns, or speak of it in words that leave no doubt.
    """
    if len(owners) != _LEAST_TOGETHER:
        return len(owners) >= _LEAST_ROWS
    return all(
        votes.firm(fields, line, subject)
        or _agreed(votes, fields, line, subject)
        or votes.by_words(fields, line, subject) >= _STRONG_ROW_ALONE
        for line, subject in owners.items()
    )


def _agreed(votes: Votes, fields: Sequence[str], line: int, subject: str) -> bool:
    speaking = [field for field in fields if votes.of[field].vote(line, subject) >= BITS_A_ROW]
    return len(speaking) >= _LEAST_TOGETHER and votes.total(fields, line, subject) >= _STRONG_ROW


def _swaps(votes: Votes) -> Iterator[Found]:
    pairs: set[tuple[int, int]] = set()
    for field in votes.stirred:
        found = votes.of[field]
        for line, claims in found.claims.items():
            for subject in claims if votes.lines[line].subject else ():
                if found.vote(line, subject) >= BITS_A_ROW:
                    pairs.add((min(line, votes.place[subject]), max(line, votes.place[subject])))
    for one, other in sorted(pairs):
        mine, theirs = votes.lines[one].subject, votes.lines[other].subject
        crossed = {one: theirs, other: mine}
        fields = [
            field for field, its in votes.all.items() if its.vote(one, theirs) + its.vote(other, mine) > 0
        ]
        bits = [votes.total(fields, line, subject) for line, subject in crossed.items()]
        texts = [field for field in fields if field in votes.lead]
        enough = min(bits) >= _STRONG_ROW_ALONE or _enough(votes, texts, crossed)
        if min(bits) >= _SWAP_BITS_EACH and sum(bits) >= _SWAP_BITS and enough:
            yield Found(Kind.SWAPPED, votes.along(crossed, fields), crossed, sum(bits), other - one)


def _mixed(votes: Votes) -> Iterator[Found]:
    for seed in votes.stirred:
        owners = _owners(votes, (seed,))
        group = [
            field
            for field in votes.stirred
            if sum(votes.of[field].vote(line, subject) for line, subject in owners.items()) > 0
        ]
        together = _owners(votes, group)
        bits = sum(votes.total(group, line, subject) for line, subject in together.items())
        if bits < _MIXED_BITS or not _enough(votes, group, together):
            continue
        settled = sum(
            sum(votes.of[field].settled(line) for field in group) >= _SETTLED_ROW
            for line in range(len(votes.lines))
            if line not in together
        )
        firm = sum(votes.firm(group, line, subject) for line, subject in together.items())
        few = firm < _LEAST_ROWS and settled > len(together) * _MOST_SETTLED
        if not few:
            yield Found(Kind.MIXED, votes.along(together, group), together, bits)


def _owners(votes: Votes, fields: Sequence[str]) -> dict[int, str]:
    """Return by line who else its cells belong to; a subject that two lines would belong to is none."""
    best: dict[int, str] = {}
    spoken = {line for field in fields for line in votes.of[field].claims}
    for line, row in enumerate(votes.lines):
        claims = votes.claims(fields, line) if row.subject and line in spoken else {}
        subject = max(claims, key=lambda name, of=claims: of[name], default="")
        if subject and claims[subject] >= BITS_A_ROW:
            best[line] = subject
    counts = Counter(best.values())
    return {line: subject for line, subject in best.items() if counts[subject] == 1}


def _single_rows(votes: Votes) -> Iterator[Found]:
    """Yield rows that hold several texts stored for another row this very period, which has lost them."""
    spoken = {line for field in votes.texts for line in votes.of[field].sources}
    for line in sorted(spoken):
        row = votes.lines[line]
        held: dict[str, list[str]] = {}
        for field in votes.texts if row.subject else ():
            for subject, memory in votes.of[field].sources.get(line, {}).items():
                if memory.firm and votes.of[field].vote(line, subject) >= BITS_A_ROW:
                    held.setdefault(subject, []).append(field)
        for subject, fields in held.items():
            if len(fields) >= _LEAST_TOGETHER:
                owners, bits = {line: subject}, votes.total(fields, line, subject)
                step = line - votes.place[subject]
                kind = Kind.SHIFTED if abs(step) <= REACH else Kind.MIXED
                yield Found(kind, votes.along(owners, fields), owners, bits, step)


def _strays(votes: Votes, taken: set[str]) -> Iterator[Witness]:
    """Yield single texts that are another row's, long enough to be nobody else's."""
    for field in votes.texts:
        found = votes.of[field]
        for line, sources in sorted(found.sources.items()) if field not in taken else ():
            for subject, memory in sources.items() if votes.lines[line].subject else ():
                if found.vote(line, subject) > 0 and len(folded(str(memory.value))) >= _STRAY_LETTERS:
                    yield Witness(votes.lines[line].excel_row, field, subject, memory)
