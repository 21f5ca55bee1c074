"""What is known of the rows of 指標, to tell values that stand beside the wrong indicator or year."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.finding import Finding
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Indicator, Snapshot
from miharu_dx.domain.sheetspec import INDICATORS
from miharu_dx.domain.shift_columns import Column, Memory, Sort, Value
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.shift_findings import FORM_AGAIN, ShiftTable, cells_text, labels, quoted
from miharu_dx.intake.table import TableRow

# 値は、目標やほかの年の値の半分から2倍までなら合うとみる。それより桁が離れるほど合わない。
_WITHIN = 1.0
_MOST_BITS = 6.0
_LEAST_TOGETHER = 2


class Place(NamedTuple):
    """What one row of 指標 is about."""

    action: str
    indicator: str
    fiscal_year: int


def indicator_table(
    rows: Sequence[TableRow], places: Mapping[int, Place], roll: Roll, key: PeriodKey
) -> ShiftTable:
    """Return the rows of 指標 with all that tells whose their values are; ``places`` by Excel row."""
    subjects = {number: _subject(place) for number, place in places.items()}
    by_subject = {_subject(place): place for place in places.values()}
    titles = {
        subject: roll.snapshot.actions_by_code[place.action].name for subject, place in by_subject.items()
    }
    names = {
        subject: f"{place.action}「{place.indicator}」の{fiscal_year_label(place.fiscal_year)}"
        for subject, place in by_subject.items()
    }
    columns = tuple(_columns(by_subject, roll, key))
    return ShiftTable(INDICATORS, rows, subjects, columns, titles, names)


def keys_together(rows: Sequence[TableRow], findings: Iterable[Finding], roll: Roll) -> tuple[Finding, ...]:
    """Return the findings with one for all rows whose code has the name or indicator of another action.

    A single such row keeps its own finding: somebody may have mistyped it.
    """
    told = tuple(findings)
    codes = {word_key(action.name): action.code for action in roll.expected}
    indicators: dict[str, str] = {}
    for action in roll.expected:
        for indicator in roll.snapshot.indicators_by_action.get(action.code, ()):
            indicators.setdefault(word_key(indicator.name), action.code)
    known = {"row.name_mismatch": codes, "row.indicator_unknown": indicators}
    mixed = [finding for finding in told if word_key(finding.shown) in known.get(finding.code, {})]
    numbers = sorted({finding.location.excel_row or 0 for finding in mixed})
    if len(numbers) < _LEAST_TOGETHER:
        return told
    witness = mixed[0]
    row = next(row for row in rows if row.excel_row == witness.location.excel_row)
    fields = ["action", witness.location.field]
    owner = known[witness.code][word_key(witness.shown)]
    label = INDICATORS.column(witness.location.field).label
    args: dict[str, object] = {
        "columns": labels(INDICATORS, fields),
        "cells": cells_text(row.header, fields, numbers),
        "count": len(numbers),
        "here": witness.location.a1,
        "quoted": quoted(witness.shown),
        "evidence": f"は、{owner}の{label}で、この行の{row.text('action')}のものではありません",
        "remedy": FORM_AGAIN,
    }
    header = row.header
    cells = tuple(header.location(field, number) for field in fields for number in numbers)
    whole = Finding(
        "row.keys_apart",
        witness.location,
        witness.shown,
        args,
        witness.subject,
        label,
        INDICATORS.key,
        cells,
    )
    return (*(finding for finding in told if finding not in mixed), whole)


def _subject(place: Place) -> str:
    return "/".join(map(str, place))


def _columns(places: Mapping[str, Place], roll: Roll, key: PeriodKey) -> Iterator[Column]:
    labels = {column.field: column.label for column in INDICATORS.columns}
    printed = roll.base or roll.snapshot

    def column(field: str, value: Callable[[Place], Value]) -> Column:
        def known(subject: str) -> tuple[Memory]:
            return (Memory(value(places[subject]), labels[field], firm=True),)

        return Column(field, Sort.PRINTED, known)

    if roll.base is not None:
        own = {(row.action, row.name): row for row in printed.indicators}
        for field in ("unit", "direction", "kind", "baseline"):
            yield column(field, lambda place, field=field: _of(own, place, field))
        yield column("target", lambda place: printed.targets_by_key.get(place))
        yield column("previous_actual", lambda place: printed.values_by_key.get(place))

    def filled(subject: str) -> Iterator[Memory]:
        place = places[subject]
        stored = printed.values_by_key.get(place)
        told = place.fiscal_year < key.fiscal_year or printed.report(place.action, key) is not None
        if stored is not None and told:
            yield Memory(stored, f"登録されている{labels['actual']}", firm=True)

    near = {subject: tuple(_near(roll.snapshot, place)) for subject, place in places.items()}
    yield Column(
        "actual", Sort.FIGURE, filled, fit=lambda subject, value: _fit(value, near[subject]), scaled=True
    )


def _of(own: Mapping[tuple[str, str], Indicator], place: Place, field: str) -> Value:
    indicator = own.get((place.action, place.indicator))
    return getattr(indicator, field) if indicator is not None else None


def _near(snapshot: Snapshot, place: Place) -> Iterator[float]:
    """Yield what a value may be like: its target, the values of other years and the one before the plan."""
    own = snapshot.indicators_by_action.get(place.action, ())
    values: Iterable[float | None] = (
        snapshot.targets_by_key.get(place),
        *(row.baseline for row in own if row.name == place.indicator),
        *(snapshot.values_by_key.get((*place[:2], year)) for year in snapshot.plan.fiscal_years),
    )
    return (value for value in values if value)


def _fit(value: float, near: Sequence[float]) -> float:
    """Return 0 for a value of the size of one it may be like, less a bit for each doubling beyond."""
    if not value or not near:
        return 0.0
    off = min(abs(math.log2(abs(value) / abs(known))) for known in near)
    return -min(_MOST_BITS, max(0.0, off - _WITHIN))
