"""A workbook of another period than the one its 様式情報 names: told by what was printed and what was said.

A form is of the period whose prints stand in it. What was typed is of another period where most rows
say, word for word and value for value, what was reported for that one. That rows repeat the period
just before is no fault as long as one of them says something new or is dated in the period: many
things stay as they are, and 変更なし is only asked for row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.fingerprint import report_fingerprint
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED, Report
from miharu_dx.domain.shift_columns import Value
from miharu_dx.domain.shift_evidence import LEAST_LETTERS, alike, blank
from miharu_dx.domain.shift_words import folded

SAID: tuple[str, ...] = ("stage", "rating", "progress", "achievement", "issue", "next_step")
_TEXTS = ("achievement", "issue", "next_step")

# 長い文が同じことは1つで確か。数と選ぶ語は、同じ期でなくても同じになる。
_BITS_OF_TEXT = 5.0
_BITS_OF_FIGURE = 1.0
_BITS_OF_WORD = 0.5
# 文2つか、文1つと数がいくつか。1行だけの様式では、文2つを求める。
_LEAST_BITS = 6.0
_LEAST_BITS_OF_ONE_ROW = 10.0
_LEAST_ROWS = 2
# 名乗る期の印刷に合うセルが、ほかの期に合うセルの4分の1をこえたら、書き換えられていない。
_MOST_AGAINST = 0.25
# 1行か2行だけ書き直しても、残りが前のままなら前のブックである。
_MOST_ROWS = 0.6
# すぐ前の期と同じ行ばかりでも、2行までなら、変わらなかっただけのことがある。
_LEAST_ROWS_JUST_BEFORE = 3


@dataclass(frozen=True)
class SpokenRow:
    """One row of 進捗: what was printed beside its cells and what was typed into them, by field.

    ``declaration`` is none for a row that was left blank.
    """

    excel_row: int
    subject: str
    printed: Mapping[str, Value]
    typed: Mapping[str, Value]
    as_of_date: date | None = None
    declaration: str | None = None


@dataclass(frozen=True)
class OtherPeriod:
    """The period a workbook is really of, the rows that show it out of those that could, and one field."""

    key: PeriodKey
    rows: tuple[int, ...]
    of: int
    field: str


def marked_period(
    marks: Mapping[str, str],
    report: Callable[[str, PeriodKey], Report | None],
    key: PeriodKey,
    keys: Iterable[PeriodKey],
) -> OtherPeriod | None:
    """Return the period whose reports the printed fingerprints are of, none where they fit ``key``.

    ``marks`` by action. Only a fingerprint of a report tells a period; that of nothing fits many.
    """
    wrong = {
        action: mark for action, mark in marks.items() if mark != report_fingerprint(report(action, key))
    }
    for other in keys if wrong else ():
        told = [action for action, mark in wrong.items() if _is_mark_of(mark, report(action, other))]
        if told and other != key:
            return OtherPeriod(other, (), len(told), "")
    return None


def _is_mark_of(mark: str, report: Report | None) -> bool:
    return report is not None and mark == report_fingerprint(report)


def printed_period(
    rows: Sequence[SpokenRow],
    prints: Callable[[str, PeriodKey], Mapping[str, Value]],
    key: PeriodKey,
    keys: Iterable[PeriodKey],
) -> OtherPeriod | None:
    """Return the period whose form was printed here, none where it is that of ``key``.

    ``prints`` holds what a form of a period shows of an action, by field.
    """
    own = {row.excel_row: prints(row.subject, key) for row in rows}
    odd = [row for row in rows if not _fits(row.printed, own[row.excel_row])]
    best: OtherPeriod | None = None
    most = 0.0
    for other in keys if odd else ():
        if other == key:
            continue
        bits = against = 0.0
        agreeing: dict[int, tuple[float, str]] = {}
        for row in rows:
            for field, weight in _cells_told(row.printed, prints(row.subject, other), own[row.excel_row]):
                if weight > 0:
                    bits += weight
                    agreeing[row.excel_row] = max(agreeing.get(row.excel_row, (0.0, "")), (weight, field))
                else:
                    against -= weight
        least = _LEAST_BITS if len(agreeing) >= _LEAST_ROWS else _LEAST_BITS_OF_ONE_ROW
        if bits >= least and against <= bits * _MOST_AGAINST and bits - against > most:
            most = bits - against
            field = max(agreeing.values())[1]
            best = OtherPeriod(other, tuple(sorted(agreeing)), len(rows), field)
    return best


def _fits(shown: Mapping[str, Value], own: Mapping[str, Value]) -> bool:
    return all(
        value == (other := own.get(field)) or blank(value) or _same(value, other)
        for field, value in shown.items()
    )


def _cells_told(
    shown: Mapping[str, Value], others: Mapping[str, Value], own: Mapping[str, Value]
) -> Iterable[tuple[str, float]]:
    """Yield the fields that fit only the other print, with their weight, and those that fit only their own."""
    for field, value in shown.items():
        fits_other, fits_own = _same(value, others.get(field)), _same(value, own.get(field))
        if not blank(value) and fits_other != fits_own:
            yield field, _weight(value) if fits_other else -_weight(value)


def _weight(value: Value) -> float:
    if isinstance(value, int | float):
        return _BITS_OF_FIGURE
    return _BITS_OF_TEXT if _long(value) else _BITS_OF_WORD


def _long(value: Value) -> bool:
    return isinstance(value, str) and len(folded(value)) >= LEAST_LETTERS


def _same(one: Value, other: Value) -> bool:
    if one == other:
        return True
    if blank(one) or blank(other):
        return blank(one) and blank(other)
    return alike(one) == alike(other)


def typed_period(
    rows: Sequence[SpokenRow],
    said: Callable[[str, PeriodKey], Mapping[str, Value] | None],
    key: PeriodKey,
    keys: Sequence[PeriodKey],
    begin: date,
    silent: Container[PeriodKey] = (),
) -> OtherPeriod | None:
    """Return the earlier period whose reports were typed again, none where the rows speak of ``key``.

    ``said`` holds what was reported, by field, its declaration included; ``begin`` is the first day of
    the period. Rows that still say what is stored for ``key`` say nothing of another. ``silent`` are
    periods nobody has reported.
    """
    telling = [row for row in rows if _speaks(row) and not _repeats(row, said(row.subject, key))]
    earlier = [other for other in keys if other < key]
    for other in reversed([other for other in earlier if other not in silent]):
        told = [row for row in telling if _repeats(row, said(row.subject, other))]
        late = [row for row in told if row.as_of_date is not None and row.as_of_date < begin]
        if other == earlier[-1] and not late:
            enough = len(told) >= _LEAST_ROWS_JUST_BEFORE and _nothing_new(rows, said, other)
        else:
            told = [row for row in told if row in late or not _repeats(row, said(row.subject, earlier[-1]))]
            enough = len(told) >= max(_LEAST_ROWS, len(telling) * _MOST_ROWS)
        if enough:
            field = next(name for name in _TEXTS if _long(told[0].typed.get(name)))
            return OtherPeriod(other, tuple(row.excel_row for row in told), len(telling), field)
    return None


def _nothing_new(
    rows: Sequence[SpokenRow],
    said: Callable[[str, PeriodKey], Mapping[str, Value] | None],
    before: PeriodKey,
) -> bool:
    """Whether every row was filled in just as it was the period before, and none bears a date."""
    for row in rows:
        last = said(row.subject, before)
        if (row.declaration or None) != (last["declaration"] if last else None):
            return False
        if row.as_of_date is not None or (row.declaration == UPDATED and not _repeats(row, last)):
            return False
    return True


def _speaks(row: SpokenRow) -> bool:
    """Whether a row says enough to be told from others: an update with at least one long text."""
    return row.declaration == UPDATED and any(_long(row.typed.get(name)) for name in _TEXTS)


def _repeats(row: SpokenRow, said: Mapping[str, Value] | None) -> bool:
    return said is not None and all(_same(row.typed.get(name), said.get(name)) for name in reversed(SAID))
