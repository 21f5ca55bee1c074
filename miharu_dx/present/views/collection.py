"""提出状況: who has handed in, who has not, which rows are missing, and how punctual everybody was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.calendar import day_label, due_label, fiscal_year_short
from miharu_dx.domain.collection import (
    Answer,
    Collected,
    Timing,
    begun_periods,
    collection_of,
    lines_of,
)
from miharu_dx.domain.deadlines import DeadlineOrigin, Due, due_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import standings
from miharu_dx.present.palette import Sign
from miharu_dx.present.views.collection_headline import headline_of
from miharu_dx.present.views.collection_missing import MissingUnit, missing_units
from miharu_dx.present.views.collection_signs import ANSWER_SIGNS, TIMING_SIGNS, days_label
from miharu_dx.present.views.common import NOTHING, Dates, dates

PERIODS_SHOWN = 10  # 1280pxの幅に、印と三文字の語が並ぶ列の数


@dataclass(frozen=True)
class DueView:
    """The deadline of the period: the day, who said it, and how long is left.

    ``set`` by the 事務局; ``stated`` by anybody at all, be it that there is none.
    """

    day: str
    origin: str
    left: str
    overdue: bool
    stated: bool
    set: bool


@dataclass(frozen=True)
class GridCell:
    """One department in one period; ``told`` says the same in a whole sentence."""

    timing: Timing
    sign: Sign
    told: str


@dataclass(frozen=True)
class CollectionRow:
    """One department: the period shown in figures, and a cell for every period.

    ``counts`` follow ``Answer`` and add up to the rows asked for; ``history`` and ``cells`` follow
    the periods of the grid.
    """

    department: str
    name: str
    selected: bool
    collected: Collected
    sign: Sign
    told: str
    counts: tuple[int, ...]
    handed: str
    days: str
    cells: tuple[GridCell, ...]
    history: tuple[Collected, ...]


@dataclass(frozen=True)
class CollectionView:
    """Everything the page 提出状況 says of a period; ``periods`` are those of the grid, in time."""

    headline: str
    period: str
    dates: Dates
    due: DueView
    caption: str
    heads: tuple[str, ...]
    periods: tuple[PeriodKey, ...]
    current: int
    rows: tuple[CollectionRow, ...]
    totals: tuple[int, ...]
    asked: int
    answers: tuple[Sign, ...]
    timings: tuple[Sign, ...]
    missing: tuple[MissingUnit, ...]
    begun: bool
    empty: str

    @property
    def reported(self) -> int:
        """Rows that answered, of those asked for."""
        return self.asked - self.totals[-1]


def collection_view(
    snapshot: Snapshot, key: PeriodKey, *, today: date, department: str | None = None
) -> CollectionView:
    """Return 提出状況 of a period; a department (code) is picked out, and its missing rows alone are named.

    Every row asked for is counted in exactly one line, the successor's where its unit has ended.
    """
    plan = snapshot.plan
    keys = sorted({*begun_periods(snapshot, today), key})
    # 期の多い計画では、表示する期を終わりに置いて、新しい期から見せる。
    last = len(keys) if key in keys[-PERIODS_SHOWN:] else keys.index(key) + 1
    shown = tuple(keys[max(last - PERIODS_SHOWN, 0) : last])
    periods = {one: collection_of(snapshot, one, today) for one in shown}
    rows = tuple(
        _row(snapshot, code, [periods[one].of(units.get(one, frozenset())) for one in shown], key, department)
        for code, units in lines_of(snapshot, key.fiscal_year, tuple(periods.values()))
    )
    own = [row.collected for row in rows]
    totals = tuple(sum(row.counts[place] for row in rows) for place in range(len(Answer)))
    now = periods[key]
    seen = {cell.timing for row in rows for cell in row.cells}
    return CollectionView(
        headline=headline_of(snapshot, now, own),
        period=plan.period_label(key),
        dates=dates(snapshot, key, standings(snapshot, key), today, shares=False),
        due=due_view(snapshot, key, today, overdue=any(one.overdue for one in own)),
        caption=_caption(len(shown), len(keys)),
        heads=tuple(f"{fiscal_year_short(one.fiscal_year)} {plan.period_at(one).name}" for one in shown),
        periods=shown,
        current=shown.index(key),
        rows=rows if any(one.asked for one in periods.values()) else (),
        totals=totals,
        asked=sum(totals),
        answers=tuple(ANSWER_SIGNS.values()),
        timings=tuple(sign for timing, sign in TIMING_SIGNS.items() if timing in seen),
        missing=missing_units(snapshot, now, department),
        begun=today >= now.begins,
        empty="報告を求めた期がまだない。個別取組を登録すると、ここに提出の状況が出る",
    )


def _caption(shown: int, known: int) -> str:
    told = "右の欄は、期ごとの提出の時期"
    return told if shown == known else f"{told}（始まった{known}期のうち{shown}期）"


def _row(
    snapshot: Snapshot, code: str, found: Sequence[Collected], key: PeriodKey, department: str | None
) -> CollectionRow:
    (now,) = [one for one in found if one.key == key]
    return CollectionRow(
        department=code,
        name=snapshot.department_name(code),
        selected=code == department,
        collected=now,
        sign=TIMING_SIGNS[now.timing],
        told=situation(now),
        counts=tuple(now.answers[answer] for answer in Answer),
        handed=day_label(now.first) if now.first else NOTHING,
        days=days_label(now.days) if now.days is not None else "",
        cells=tuple(_cell(snapshot, one) for one in found),
        history=tuple(found),
    )


def _cell(snapshot: Snapshot, found: Collected) -> GridCell:
    sign = TIMING_SIGNS[found.timing]
    parts = [f"{snapshot.plan.period_label(found.key)}：{sign.word}"]
    if found.asked:
        parts.append(f"{found.asked}件のうち{found.reported}件を報告")
    if found.days is not None:
        parts.append(f"最初の提出は期限{'日' if found.days == 0 else f'の{days_label(found.days)}'}")
    return GridCell(found.timing, sign, "。".join(parts))


def situation(found: Collected) -> str:
    """Return what is still to be said beside the word: how many rows are missing."""
    if found.timing is Timing.AHEAD:
        return f"報告を求めるのは{found.asked}件"
    return f"あと{found.answers[Answer.SILENT]}件" if found.timing is Timing.PARTIAL else ""


def due_view(snapshot: Snapshot, key: PeriodKey, today: date, *, overdue: bool) -> DueView:
    """Return the deadline in force with where it comes from; that there is none is said, not hidden.

    ``overdue`` says that somebody still owes rows past it: a day that has passed is no trouble by itself.
    """
    due = due_of(snapshot, key)
    return DueView(
        day=_day(due),
        origin=_ORIGINS[due.origin],
        left=left_label(due, today),
        overdue=overdue,
        stated=due.origin is not DeadlineOrigin.NONE,
        set=due.origin is DeadlineOrigin.SET,
    )


_ORIGINS = {
    DeadlineOrigin.SET: "事務局が設定",
    DeadlineOrigin.PLAN: "計画の定義による",
    DeadlineOrigin.NONE: "",
}


def _day(due: Due) -> str:
    if due.day is not None:
        return due_label(due.day)
    return "期限は設定されていません" if due.origin is DeadlineOrigin.NONE else "期限なし"


def left_label(due: Due, today: date) -> str:
    """Return how long is left, or how long it is past."""
    left = due.left(today)
    if left is None:
        return ""
    return "今日まで" if left == 0 else f"あと{left}日" if left > 0 else f"{-left}日過ぎた"
