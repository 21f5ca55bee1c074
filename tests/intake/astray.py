"""Forms led astray by chance, each with whether anything is left that could show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from miharu_dx.domain.finding import Finding, Severity
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED, Report
from miharu_dx.domain.sheetspec import PROGRESS
from tests.intake.astray_evidence import LONG, Evidence, Order
from tests.intake.story import INPUTS, SHIFTS, TEXTS, Filled, Row, handed_out

# 名前の食い違いは、1行なら行の指摘が言う。
STOPS = SHIFTS | {"row.name_mismatch"}


@dataclass(frozen=True)
class Astray:
    """A spoiled form; ``evident`` where the store, the print or the words of the cells can show it."""

    made: Filled
    evident: bool

    @cached_property
    def _stopped(self) -> bool:
        return bool(stopped(self.made))

    def told(self) -> bool:
        """Whether it is stopped."""
        return self._stopped


def stopped(made: Filled) -> list[Finding]:
    """Return the findings of a form that stop it as having gone astray."""
    return [f for f in made.read().findings if f.code in STOPS and f.severity is Severity.BLOCK]


def _moved(made: Filled, fields: Sequence[str], order: Order) -> Filled:
    rows: list[Row] = [dict(row) for row in made.rows]
    rows += [{} for _ in range(len(order) - len(rows))]
    for row, origin in zip(rows, order, strict=True):
        row.update({name: None if origin is None else made.rows[origin].get(name) for name in fields})
    while rows and not any(rows[-1].values()):
        rows.pop()
    return replace(made.copy(), rows=rows)


Spoil = Callable[[Filled, Random], Astray | None]


def _with(field: str | Sequence[str]) -> tuple[str, ...]:
    return (field,) if isinstance(field, str) else tuple(field)


def _led(made: Filled, fields: Sequence[str], order: Order) -> Astray | None:
    """Return a form with cells moved; none where that left it as it was."""
    spoiled = _moved(made, fields, order)
    if spoiled.rows == made.rows:
        return None
    return Astray(spoiled, Evidence(made).shows(fields, order))


def _sorted(choices: Sequence[str]) -> Spoil:
    def spoil(made: Filled, dice: Random) -> Astray | None:
        name, down = dice.choice(choices), dice.random() < 0.5
        told = [i for i, row in enumerate(made.rows) if row.get(name) not in (None, "")]
        if len(told) < 3:
            return None

        def rank(index: int) -> tuple[float, str]:
            value = made.rows[index].get(name)
            return (float(value), "") if isinstance(value, int | float) else (0.0, str(value))

        order: list[int | None] = [*sorted(told, key=rank, reverse=down)]
        return _led(made, [name], order + [None] * (len(made.rows) - len(order)))

    return spoil


def _pasted(choices: Sequence[str | Sequence[str]], steps: Sequence[int], *, whole: bool) -> Spoil:
    def spoil(made: Filled, dice: Random) -> Astray | None:
        fields, step, count = _with(dice.choice(choices)), dice.choice(steps), len(made.rows)
        if count < 4:
            return None
        first, last = (0, count - 1) if whole else sorted(dice.sample(range(count), 2))
        if last - first < 2:
            return None
        order: list[int | None] = [*range(count)]
        order += [None] * max(0, last + step - count + 1)
        for index in range(first, last + 1):
            order[index] = None
        for index in range(first, last + 1):
            if index + step >= 0:
                order[index + step] = index
        return _led(made, fields, order)

    return spoil


def _swapped(choices: Sequence[str | Sequence[str]]) -> Spoil:
    def spoil(made: Filled, dice: Random) -> Astray | None:
        fields = _with(dice.choice(choices))
        told = [i for i, row in enumerate(made.rows) if any(row.get(name) for name in fields)]
        if len(told) < 2:
            return None
        order: list[int | None] = [*range(len(made.rows))]
        one, other = dice.sample(told, 2)
        order[one], order[other] = other, one
        return _led(made, fields, order)

    return spoil


def _shuffled(fields: Sequence[str], least: int = 3) -> Spoil:
    def spoil(made: Filled, dice: Random) -> Astray | None:
        count = len(made.rows)
        if count < least:
            return None
        moved = dice.sample(range(count), dice.randint(2, count))
        order: list[int | None] = [*range(count)]
        for index, origin in zip(moved, [*moved[1:], moved[0]], strict=True):
            order[index] = origin
        spoiled = _moved(made, fields, order)
        return Astray(spoiled, evident=True) if spoiled.rows != made.rows else None

    return spoil


def relabelled(made: Filled, dice: Random) -> Astray | None:
    """Return a form of a year earlier, only named for this one: the whole of it or the labels with the版."""
    plan = made.present.plan
    earlier = PeriodKey(made.key.fiscal_year - 1, made.key.order)
    if earlier not in plan.period_keys:
        return None
    told = [report for report in made.present.reports_by_period.get(earlier, {}).values() if _says(report)]
    units = {row["action"] for row in made.rows}
    old = handed_out(made.present, made.department, earlier)
    if sum(report.action in units for report in told) < 2 or not old.rows:
        return None
    spoiled = replace(old, key=made.key).labelled(fiscal_year=made.key.fiscal_year)
    if dice.random() < 0.5:  # 新しい様式に、前の年の記入を貼り付けた
        before = {row["action"]: row for row in old.rows}
        rows = [{**row, **{n: before.get(row["action"], {}).get(n) for n in INPUTS}} for row in _blank(made)]
        spoiled = replace(made.copy(), rows=[row | {"as_of_date": None} for row in rows])
    return Astray(spoiled, evident=True)


def _says(report: Report) -> bool:
    return report.declaration == UPDATED and any(len(getattr(report, name)) >= LONG for name in TEXTS)


def _blank(made: Filled) -> list[Row]:
    return [{name: value for name, value in row.items() if name not in INPUTS} for row in made.rows]


_COLUMNS: tuple[str | Sequence[str], ...] = (*TEXTS, TEXTS, INPUTS)
_AFTER = tuple(column.field for column in PROGRESS.columns if column.field not in ("action", "name"))
KINDS: dict[str, Spoil] = {
    "文の1列だけを並べ替え": _sorted(TEXTS),
    "進捗率の列だけを並べ替え": _sorted(("progress",)),
    "全部の行を1行下へ貼り付け": _pasted(_COLUMNS, (1,), whole=True),
    "全部の行を1行上へ貼り付け": _pasted(_COLUMNS, (-1,), whole=True),
    "全部の行を2行ずらして貼り付け": _pasted(_COLUMNS, (2, -2), whole=True),
    "一部の行を1行ずらして貼り付け": _pasted(_COLUMNS, (1, -1), whole=False),
    "一部の行を2行ずらして貼り付け": _pasted(_COLUMNS, (2, -2), whole=False),
    "進捗率の列だけを1行ずらして貼り付け": _pasted(("progress",), (1, -1), whole=True),
    "2行の文の1列だけを入れ替え": _swapped(TEXTS),
    "2行の記入を全部入れ替え": _swapped((INPUTS,)),
    "コードの列だけが入れ替わり": _shuffled(("action",)),
    "名前の列だけが入れ替わり": _shuffled(("name",)),
    "コードと名前を残して並べ替え": _shuffled(_AFTER),
    "前の年度のブックの名乗りを書き換え": relabelled,
}


def cases(
    kind: str, forms: Sequence[Filled], count: int, seed: str = "", *, tries: int = 40
) -> Iterator[Astray]:
    """Yield so many spoiled forms of a kind, made from forms drawn by a fixed seed."""
    dice = Random(f"{seed}{kind}")
    found = 0
    for _ in range(count * tries):
        case = KINDS[kind](dice.choice(forms), dice)
        if case is not None:
            found += 1
            yield case
        if found == count:
            return
