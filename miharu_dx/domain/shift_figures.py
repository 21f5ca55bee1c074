"""A column of figures or of words of a list that was moved alone: judged whole, against what stood there.

A figure is nobody's own, so single cells say nothing: only that the very values that stood in the
column stand there again, at other rows, is no chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby

from miharu_dx.domain.shift_columns import Column, Line, Memory, Sort, Value
from miharu_dx.domain.shift_evidence import BITS_A_FIGURE, REACH, alike, blank
from miharu_dx.domain.shift_votes import Kind, Pattern, Witness

# 4つの値が動いて、列全体ではそっくり同じ値が残ることは、書き直しではまず起きない。
_LEAST_MOVED = 4
# 2つか3つでも、動いた先で桁や前の値に合わなくなっているか、動いた跡が空いていれば、偶然ではない。
_LEAST_MOVED_BADLY = 2
_LEAST_SHIFTED_BADLY = 3
# 2つでも、764 と 13.8 のように合わせて5桁あれば、同じ値をたまたま書くことはない。
_LEAST_DIGITS = 5
# 10, 20, 10, 20 のような列は、書き直しでも同じに見える。
_LEAST_VALUES = 3
# 合わなさ（ビット）の差がこれだけあれば、前より悪い所へ動いた。反対なら、前のずれの直し。
_WORSE = 4.0
_BETTER = 3.0
# 前の期の値と比べるときは、進んだだけで隣の前の値に並ぶことがある。2行で下がるくらいの差を求める。
_WORSE_THAN_BEFORE = 8.0
# 2つの値が、それぞれの行とは合わせて桁2つ近く（2の6乗）違い、互いの行には合うこと。
_FAR = -6.0
_FAR_EACH = -2.0
_NEAR = -0.5
# ずれの途中に書き直した値が1つあっても、続きとみる。元のままの値があれば、そこで終わる。
_UNKNOWN = -1.0
_SETTLED = -8.0


@dataclass(frozen=True)
class _Cells:
    """The values of a column now and before, by line; none for blank."""

    column: Column
    lines: Sequence[Line]
    now: tuple[Value, ...]
    then: tuple[Value, ...]

    @cached_property
    def memories(self) -> dict[int, Memory]:
        return {
            index: known[0]
            for index, line in enumerate(self.lines)
            if (known := self.column.known(line.subject))
        }

    @cached_property
    def moved(self) -> tuple[int, ...]:
        return tuple(i for i, line in enumerate(self.lines) if line.subject and self.now[i] != self.then[i])

    def stored(self, owners: Mapping[int, int]) -> bool:
        """Whether what moved is stored for this very period, not for one before."""
        return all(self.memories[origin].firm for origin in owners.values() if origin in self.memories)

    def worse(self, owners: Mapping[int, int]) -> float:
        """Return the bits by which values become their new rows worse than those they came from."""
        fit = self.column.fit
        if fit is None:
            return 0.0
        bits = 0.0
        for line, origin in owners.items():
            value = self.now[line]
            here, there = self.lines[line].subject, self.lines[origin].subject
            if isinstance(value, float) and here and there:
                bits += fit(there, value) - fit(here, value)
        return bits


def moved_alone(column: Column, lines: Sequence[Line]) -> Pattern | None:
    """Return how a column of figures or words was moved, none where its cells may be what was meant."""
    if column.sort not in (Sort.FIGURE, Sort.WORD):
        return None
    cells = _cells(column, lines)
    if cells is None:
        return None
    if column.sort is Sort.WORD:
        return _sorted_words(cells)
    stood = {value for value in cells.then if value is not None}
    again = any(now != then and now in stood for now, then in zip(cells.now, cells.then, strict=True))
    told = _rearranged(cells) or _shifted(cells) if again else None
    return told or (_crossed(cells) if column.scaled else None)


def _cells(column: Column, lines: Sequence[Line]) -> _Cells | None:
    now = [line.values.get(column.field) for line in lines]
    then = [column.first(line.subject) for line in lines]
    return None if now == then else _Cells(column, lines, _plain(now), _plain(then))


def _plain(values: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(None if blank(value) else alike(value) for value in values)


def _rearranged(cells: _Cells) -> Pattern | None:
    """Return a column in which values that stood there stand in one another's rows."""
    closed = _closed(cells)
    filled = [index for index in closed if cells.now[index] is not None]
    if len(filled) < _LEAST_MOVED_BADLY:
        return None
    owners = _origins(cells, closed, filled)
    worse = cells.worse(owners)
    values = {cells.now[index] for index in filled}
    stored = cells.stored(owners)
    many = len(filled) >= _LEAST_MOVED and len(values) >= _LEAST_VALUES
    long = len(values) >= _LEAST_MOVED_BADLY and sum(map(_digits, values)) >= _LEAST_DIGITS
    enough = many or long or worse >= _WORSE if stored else worse >= _WORSE_THAN_BEFORE
    if worse <= -_BETTER or not enough:
        return None
    pair = len(closed) == len(filled) == _LEAST_MOVED_BADLY
    return _pattern(cells, owners, Kind.SWAPPED if pair else Kind.MIXED)


def _closed(cells: _Cells) -> list[int]:
    """Return the cells that hold, all together, just what stood in them before."""
    closed: list[int] = list(cells.moved)
    while closed:
        now: Counter[Value] = Counter(cells.now[index] for index in closed)
        then: Counter[Value] = Counter(cells.then[index] for index in closed)
        uneven = {value for value in {*now, *then} if now[value] != then[value]}
        if not uneven:
            break
        closed = [i for i in closed if cells.now[i] not in uneven and cells.then[i] not in uneven]
    return closed


def _digits(value: Value) -> int:
    """Return how many digits a person would have to hit by chance: 2 of 640, 3 of 13.8."""
    return len(f"{value:.12g}".replace(".", "").strip("0-")) if isinstance(value, float) else 0


def _origins(cells: _Cells, moved: Sequence[int], filled: Sequence[int]) -> dict[int, int]:
    """Return for each line a line whose value it holds now, each taken once."""
    left: dict[Value, list[int]] = {}
    for index in moved:
        left.setdefault(cells.then[index], []).append(index)
    return {index: left[cells.now[index]].pop(0) for index in filled}


def _shifted(cells: _Cells) -> Pattern | None:
    """Return a column whose values stand some rows below or above where they stood."""
    best: Pattern | None = None
    most = 0
    for step in [sign * size for size in range(1, REACH + 1) for sign in (1, -1)]:
        owners = _run(cells, step)
        values = {cells.now[index] for index in owners}
        worse = cells.worse(owners)
        stored = cells.stored(owners)
        badly = worse >= (_WORSE if stored else _WORSE_THAN_BEFORE)
        enough = (len(owners) >= _LEAST_MOVED and stored) or (
            len(owners) >= _LEAST_SHIFTED_BADLY and (badly or (stored and _left_behind(cells, owners)))
        )
        if enough and len(values) >= _LEAST_VALUES and worse > -_BETTER and len(owners) > most:
            best, most = _pattern(cells, owners, Kind.SHIFTED, step), len(owners)
    return best


def _left_behind(cells: _Cells, owners: Mapping[int, int]) -> bool:
    """Whether nothing else changed but that cells were left empty where values were taken away."""
    others = [index for index in cells.moved if index not in owners]
    left = bool(others) or any(not cells.lines[index].subject for index in owners)
    return left and all(cells.now[index] is None for index in others)


def _run(cells: _Cells, step: int) -> dict[int, int]:
    """Return the longest run of lines that hold what stood ``step`` rows above, with where it stood."""
    score = most = 0.0
    start = 0
    run = range(0)
    matches: dict[int, int] = {}
    for index, value in enumerate(cells.now):
        origin = index - step
        then = cells.then[origin] if 0 <= origin < len(cells.then) else None
        if value is not None and value == then and value != cells.then[index]:
            score += BITS_A_FIGURE
            matches[index] = origin
        elif value is not None and value == cells.then[index]:
            score += _SETTLED
        elif value is not None or then is not None:
            score += _UNKNOWN
        if score <= 0:
            score, start = 0.0, index + 1
        if score > most:
            most, run = score, range(start, index + 1)
    return {index: origin for index, origin in matches.items() if index in run}


def _crossed(cells: _Cells) -> Pattern | None:
    """Return two new figures that each have the size of the other's row."""
    fit = cells.column.fit
    far: dict[int, float] = {}
    for index in cells.moved if fit is not None else ():
        value = cells.now[index]
        bits = fit(cells.lines[index].subject, value) if fit and isinstance(value, float) else 0.0
        if bits <= _FAR_EACH:
            far[index] = bits
    for one, other in combinations(sorted(far), 2):
        if far[one] + far[other] <= _FAR and _fits(cells, one, other) and _fits(cells, other, one):
            return _pattern(cells, {one: other, other: one}, Kind.SWAPPED)
    return None


def _fits(cells: _Cells, line: int, origin: int) -> bool:
    fit, value = cells.column.fit, cells.now[line]
    return fit is not None and isinstance(value, float) and fit(cells.lines[origin].subject, value) >= _NEAR


def _sorted_words(cells: _Cells) -> Pattern | None:
    """Return a column of words of a list that holds its own words, now each of them in one block."""
    moved = cells.moved
    if len(moved) < _LEAST_MOVED or len(_closed(cells)) < len(moved):
        return None
    if not all(cells.memories[index].firm for index in moved if index in cells.memories):
        return None
    if not _in_blocks(cells.now) or _in_blocks(cells.then):
        return None
    filled = [index for index in moved if cells.now[index] is not None]
    return _pattern(cells, _origins(cells, moved, filled), Kind.MIXED) if filled else None


def _in_blocks(values: Sequence[Value]) -> bool:
    blocks = [value for value, _ in groupby(values)]
    return len(blocks) == len(set(blocks))


def _pattern(cells: _Cells, owners: Mapping[int, int], kind: Kind, step: int = 0) -> Pattern:
    line, origin = max(owners.items(), key=lambda moved: (_digits(cells.now[moved[0]]), -moved[0]))
    lines = cells.lines
    stood = cells.memories.get(origin) if cells.now[line] == cells.then[origin] else None
    witness = Witness(lines[line].excel_row, cells.column.field, lines[origin].subject, stood)
    rows = tuple(lines[index].excel_row for index in sorted(owners))
    if kind is Kind.SWAPPED:
        step = abs(origin - line)
    return Pattern(kind, (cells.column.field,), rows, witness, step)
