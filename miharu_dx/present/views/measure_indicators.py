"""Indicators of a measure: actual values against yearly targets, the better direction respected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import fiscal_year_name, fiscal_year_short
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import DIRECTIONS, INDICATOR_KINDS, Indicator, IndicatorValue, Snapshot
from miharu_dx.present.views.common import NOTHING

CHARTS_SHOWN = 3
HIGHER, LOWER = DIRECTIONS
SINGLE_YEAR, CUMULATIVE = INDICATOR_KINDS
BASELINE_NAME = "基準"

_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_TOO_LONG_TO_ROUND = 1e6


@dataclass(frozen=True)
class IndicatorPoint:
    """One place on the time axis: the baseline or a fiscal year; values in the indicator's unit."""

    short: str
    name: str
    actual: float | None
    target: float | None
    hover: str


@dataclass(frozen=True)
class IndicatorChart:
    """One indicator over the plan's fiscal years; ``verdict`` says whether the target was reached.

    ``met`` is none where nothing can be judged yet. ``first_year`` is the place of the first fiscal
    year in ``points``: 1 where a baseline stands before it. ``last`` is the place of the last actual.
    """

    code: str
    name: str
    unit: str
    meta: str
    verdict: str
    met: bool | None
    cumulative: bool
    points: tuple[IndicatorPoint, ...]
    first_year: int
    last: int | None
    last_text: str
    goal: int | None
    goal_text: str
    ticks: tuple[float, ...]
    tick_texts: tuple[str, ...]
    alt: str

    @property
    def title(self) -> str:
        """Name with its unit."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


@dataclass(frozen=True)
class Indicators:
    """Every indicator of a measure in the order of its actions; some of them stand on the page at once."""

    title: str
    caption: str
    charts: tuple[IndicatorChart, ...]
    empty: str

    @property
    def longest_goal(self) -> str:
        """The longest label of a target, which sets the room that all charts keep at the right."""
        return max((chart.goal_text for chart in self.charts), key=len, default="")

    @property
    def longest_tick(self) -> str:
        """The longest label of a level line, which sets the room at the left."""
        return max((text for chart in self.charts for text in chart.tick_texts), key=len, default="")

    @property
    def pages(self) -> tuple[tuple[int, int], ...]:
        """First and one past the last chart of each part that fits on the page."""
        total = len(self.charts)
        return tuple((start, min(start + CHARTS_SHOWN, total)) for start in range(0, total, CHARTS_SHOWN))


def indicators_of(snapshot: Snapshot, actions: Sequence[str], key: PeriodKey) -> Indicators:
    """Return the indicators of some actions (codes); actual values up to the key's fiscal year."""
    charts = tuple(
        _chart(snapshot, indicator, key)
        for code in actions
        for indicator in snapshot.indicators_by_action.get(code, ())
    )
    caption = "実線＝実績、◇＝目標" if charts else ""
    term = snapshot.plan.measure_term
    return Indicators("指標の推移と目標", caption, charts, f"この{term}の個別取組に、指標の登録はない")


def number_text(value: float | None, unit: str = "") -> str:
    """Return a value with its unit as a reader sees it, or the sign for nothing."""
    if value is None:
        return NOTHING
    shown = f"{value:,.0f}" if abs(value) >= _TOO_LONG_TO_ROUND else f"{value:,.4g}"
    if abs(value) >= 1000:
        shown = f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
    return f"{shown}{unit}"


def reached(indicator: Indicator, actual: float, target: float) -> bool:
    """Whether an actual value is at least as good as a target in the indicator's own direction."""
    return actual <= target if indicator.direction == LOWER else actual >= target


def _chart(snapshot: Snapshot, indicator: Indicator, key: PeriodKey) -> IndicatorChart:
    plan = snapshot.plan
    place = (indicator.action, indicator.name)
    points: list[IndicatorPoint] = []
    if indicator.baseline is not None:
        told = f"{BASELINE_NAME}値 {number_text(indicator.baseline, indicator.unit)}"
        points.append(
            IndicatorPoint(BASELINE_NAME, f"{BASELINE_NAME}値", indicator.baseline, indicator.baseline, told)
        )
    first = len(points)
    for year in plan.fiscal_years:
        actual = snapshot.values_by_key.get((*place, year)) if year <= key.fiscal_year else None
        points.append(_point(indicator, year, actual, snapshot.targets_by_key.get((*place, year))))
    last = _last(points[first:], first, actual=True)
    goal = _last(points[first:], first, actual=False)
    verdict, met = _verdict(snapshot, indicator, key, points, first)
    values = [value for point in points for value in (point.actual, point.target) if value is not None]
    ticks = ticks_of(values)
    action = snapshot.actions_by_code.get(indicator.action)
    owner = snapshot.department_name(action.department) if action else ""
    return IndicatorChart(
        code=indicator.action,
        name=indicator.name,
        unit=indicator.unit,
        meta="・".join(part for part in (indicator.kind, indicator.direction, owner) if part),
        verdict=verdict,
        met=met,
        cumulative=indicator.kind == CUMULATIVE,
        points=tuple(points),
        first_year=first,
        last=last,
        last_text="" if last is None else number_text(points[last].actual, indicator.unit),
        goal=goal,
        goal_text="" if goal is None else f"目標 {number_text(points[goal].target, indicator.unit)}",
        ticks=ticks,
        tick_texts=tuple(number_text(tick) for tick in ticks),
        alt=f"指標「{indicator.name}」の図（{indicator.kind}、{indicator.direction}）。{verdict}。",
    )


def _point(indicator: Indicator, year: int, actual: float | None, target: float | None) -> IndicatorPoint:
    name = f"{fiscal_year_name(year)}年度"
    told = [name]
    if actual is not None:
        told.append(f"実績 {number_text(actual, indicator.unit)}")
    if target is not None:
        told.append(f"目標 {number_text(target, indicator.unit)}")
    return IndicatorPoint(fiscal_year_short(year), name, actual, target, "<br>".join(told))


def _last(points: Sequence[IndicatorPoint], first: int, *, actual: bool) -> int | None:
    found = [
        number
        for number, point in enumerate(points, first)
        if (point.actual if actual else point.target) is not None
    ]
    return found[-1] if found else None


def _verdict(
    snapshot: Snapshot, indicator: Indicator, key: PeriodKey, points: Sequence[IndicatorPoint], first: int
) -> tuple[str, bool | None]:
    """Return in words how the latest actual stands to its own year's target, and whether it reached it.

    A year that still runs is compared with its target without being called a miss.
    """
    last = _last(points[first:], first, actual=True)
    if last is None:
        return "実績の報告はまだない", None
    point = points[last]
    assert point.actual is not None
    year = snapshot.plan.first_fiscal_year + last - first
    under_way = _under_way(snapshot, indicator, year, key)
    when = f"{point.name}は{under_way}" if under_way else f"{point.name}は"
    said = f"{when}{number_text(point.actual, indicator.unit)}"
    if point.target is None:
        return f"{said}（この年度の目標なし）", None
    goal = f"目標{number_text(point.target, indicator.unit)}"
    if reached(indicator, point.actual, point.target):
        return f"{said}で、{goal}" + ("以下に収まった" if indicator.direction == LOWER else "に届いた"), True
    if under_way:
        return f"{said}（年度末の{goal}）", None
    missed = "を上回っている" if indicator.direction == LOWER else "に届いていない"
    return f"{said}で、{goal}{missed}", False


def _under_way(snapshot: Snapshot, indicator: Indicator, year: int, key: PeriodKey) -> str:
    """Return up to which period a year's actual counts, nothing where it is the whole year's."""
    plan = snapshot.plan
    whole = PeriodKey(year, len(plan.periods) - 1)
    at = _reported_in(snapshot, indicator, year) or min(key, whole)
    return f"{plan.period_at(at).name}までで" if at < whole and at.fiscal_year == year else ""


def _reported_in(snapshot: Snapshot, indicator: Indicator, year: int) -> PeriodKey | None:
    """Return the period whose workbook brought a value, where a workbook did."""
    place = (indicator.action, indicator.name, year)
    value = next((row for row in snapshot.values if _place(row) == place), None)
    if value is None or value.submission is None:
        return None
    source = next((row for row in snapshot.submissions if row.id == value.submission), None)
    if source is None or source.fiscal_year is None or not source.period:
        return None
    return _known_key(snapshot.plan, source.fiscal_year, source.period)


def _place(row: IndicatorValue) -> tuple[str, str, int]:
    return (row.action, row.indicator, row.fiscal_year)


def _known_key(plan: Plan, year: int, period: str) -> PeriodKey | None:
    order = next((row.order for row in plan.periods if row.code == period), None)
    return None if order is None else PeriodKey(year, order)


def ticks_of(values: Sequence[float]) -> tuple[float, ...]:
    """Return level lines that begin at 0 and hold every value: 0, one step and two, fewer never."""
    top = max([*values, 0.0])
    low = min([*values, 0.0])
    reach = max(top, -low) / 2
    step = _nice(reach) if reach > 0 else 1.0
    first = -step * _steps(-low, step)
    count = _steps(-low, step) + max(_steps(top, step), 1)
    return tuple(round(first + step * number, 10) for number in range(count + 1))


def _steps(reach: float, step: float) -> int:
    count = 0
    while count * step < reach - 1e-9 * step:
        count += 1
    return count


def _nice(least: float) -> float:
    scale = 1.0
    while scale * _STEPS[-1] < least:
        scale *= 10
    while scale > least:
        scale /= 10
    return next(scale * step for step in _STEPS if scale * step >= least * (1 - 1e-9))
