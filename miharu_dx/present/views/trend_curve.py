"""Progress over the fiscal years as curves: all of it, and each measure or initiative on equal axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import fiscal_year_name, fiscal_year_short
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Action
from miharu_dx.domain.standing import rounded
from miharu_dx.present.views.common import NOTHING, percent, stage_words
from miharu_dx.present.views.trend_progress import (
    Level,
    Progress,
    is_year_end,
    moment_name,
    place_in_time,
    steady,
)


@dataclass(frozen=True)
class Point:
    """A mean at a moment: ``x`` on an axis of fiscal years (2025 is the end of that year)."""

    key: PeriodKey
    x: float
    value: float
    when: str
    count: int
    period: str = ""

    @property
    def text(self) -> str:
        """The percentage as printed."""
        return f"{rounded(self.value)}%"


@dataclass(frozen=True)
class Year:
    """A fiscal year on the axis; ``current`` is the one of the last reported values."""

    fiscal_year: int
    label: str
    short: str
    current: bool


@dataclass(frozen=True)
class Curve:
    """Reported and planned means of one set of actions; ``now`` and ``before`` are a year apart.

    ``wide`` marks a gap behind the plan that reaches the limit set in the plan.
    """

    code: str
    name: str
    actual: tuple[Point, ...]
    planned: tuple[Point, ...]
    levels: tuple[Level, ...]
    now: Level | None
    before: Level | None
    registered: int
    wide: bool = False
    stopped_word: str = ""

    @property
    def gap(self) -> int | None:
        """Points between reported and planned, negative behind the plan."""
        return self.now.gap if self.now else None

    @property
    def actual_text(self) -> str:
        """The last reported mean as printed."""
        return percent(self.now.actual) if self.now else NOTHING

    @property
    def planned_text(self) -> str:
        """The planned mean of the same moment as printed."""
        return percent(self.now.planned) if self.now else NOTHING

    @property
    def gap_text(self) -> str:
        """The signed gap in words, or why there is none."""
        if self.gap is not None:
            return gap_words(self.gap)
        if not self.registered:
            return "登録なし"
        now = self.now
        if now is not None and now.actual is not None:
            return "計画なし"
        if now is not None and now.begun == 0:
            return "開始前"
        return self.stopped_word if now is not None and now.begun == now.stopped else "未報告"

    @property
    def over(self) -> bool:
        """Whether every one of the actions has been stopped."""
        return self.now is not None and self.now.stopped == self.registered > 0


def gap_words(gap: int) -> str:
    """Return −20ポイント, ＋3ポイント or 差なし; triangles mean minus in municipal papers."""
    if gap == 0:
        return "差なし"
    return f"−{-gap}ポイント" if gap < 0 else f"＋{gap}ポイント"


def curve_of(
    progress: Progress,
    plan: Plan,
    actions: Sequence[Action],
    shown: PeriodKey | None,
    *,
    code: str = "",
    name: str = "",
) -> Curve:
    """Return the curve of some actions up to ``shown``, the last reported period of the whole page."""
    last = len(plan.periods) - 1
    ends = [PeriodKey(year, last) for year in plan.fiscal_years]
    past = [] if shown is None else [*(key for key in ends if key < shown), shown]
    levels = tuple(progress.level(actions, key) for key in past)
    planned = [
        _point(plan, level.key, level.planned, level.count) for level in levels if level.planned is not None
    ]
    for key in ends:
        if shown is not None and key <= shown:
            continue
        ahead = progress.planned_level(actions, key)
        if ahead is not None:
            planned.append(_point(plan, key, *ahead))
    now = levels[-1] if levels else None
    before = next(
        (level for level in levels if shown and level.key == PeriodKey(shown.fiscal_year - 1, last)), None
    )
    limit = plan.thresholds.gap_points
    return Curve(
        code=code,
        name=name,
        actual=tuple(
            _point(plan, level.key, level.actual, level.count) for level in levels if level.actual is not None
        ),
        planned=tuple(planned),
        levels=levels,
        now=now,
        before=before,
        registered=len(actions),
        wide=now is not None and now.gap is not None and -now.gap >= limit,
        stopped_word=stage_words(plan, "stopped"),
    )


def _point(plan: Plan, key: PeriodKey, value: float, count: int) -> Point:
    return Point(
        key, place_in_time(plan, key), value, moment_name(plan, key), count, plan.period_at(key).name
    )


def reference_of(plan: Plan) -> tuple[Point, ...]:
    """Return the straight reference at every fiscal year's end."""
    last = len(plan.periods) - 1
    return tuple(_point(plan, PeriodKey(year, last), steady(plan, year), 0) for year in plan.fiscal_years)


def years_of(plan: Plan, shown: PeriodKey | None) -> tuple[Year, ...]:
    """Return the plan's fiscal years as they stand below the axis."""
    return tuple(
        Year(
            year,
            fiscal_year_name(year),
            fiscal_year_short(year),
            shown is not None and shown.fiscal_year == year,
        )
        for year in plan.fiscal_years
    )


@dataclass(frozen=True)
class Chart:
    """Everything the two line figures draw and say; ``reference`` is empty where it is switched off."""

    title: str
    caption: str
    notes: tuple[str, ...]
    parts_title: str
    parts_caption: str
    years: tuple[Year, ...]
    total: Curve
    parts: tuple[Curve, ...]
    reference: tuple[Point, ...]
    alt: str
    parts_alt: str
    empty: str


def caption_of(plan: Plan, total: Curve) -> str:
    """Return what the whole mean is taken over, and how many stopped actions are left out of it."""
    now = total.now
    if total.over:
        return f"{total.stopped_word}の前までの平均"
    if now is None or now.actual is None:
        return "各年度末の計画の平均。実績の報告はまだない" if total.planned else ""
    stopped = f"（{stage_words(plan, 'stopped')}{now.stopped}件を除く）" if now.stopped else ""
    moment = "" if is_year_end(plan, now.key) else f"・{moment_name(plan, now.key)}まで"
    return f"個別取組{now.count}件の平均{stopped}{moment}"


def notes_of(plan: Plan, total: Curve, key: PeriodKey) -> tuple[str, ...]:
    """Return how the means are counted, with the counts of what is carried over or left out."""
    now = total.now
    if now is None or now.actual is None:
        return ()
    notes: list[str] = []
    if now.key != key:
        notes.append(f"{moment_name(plan, key)}の報告はまだないため、実績は{moment_name(plan, now.key)}まで")
    elif not is_year_end(plan, key):
        notes.append(
            f"{fiscal_year_name(key.fiscal_year)}年度は{plan.period_at(key).name}の報告、ほかは各年度末"
        )
    if now.carried:
        notes.append(f"この期に進捗率の報告がない{now.carried}件は、最後に報告した値")
    left = []
    if now.unspoken:
        left.append(f"進捗率を一度も報告していない{now.unspoken}件")
    if now.unscheduled and now.planned is not None:
        left.append(f"計画の進捗率がない{now.unscheduled}件")
    if left:
        notes.append(f"{'と'.join(left)}は、計画と実績のどちらの平均にも入れない")
    return tuple(notes)


def alt_of(total: Curve) -> str:
    """Return one sentence that says what the whole curve shows."""
    if not total.actual:
        if not total.planned:
            return "全体の進捗率の図。計画も実績もまだない。"
        return f"全体の進捗率の図。実績の報告はまだなく、計画は{_course(total.planned)}。"
    plan = f"計画は{_course(total.planned)}" if total.planned else "計画の進捗率は登録されていない"
    return f"全体の進捗率の図。実績は{_course(total.actual)}、{plan}。"


def _course(points: Sequence[Point]) -> str:
    first, last = points[0], points[-1]
    if first == last:
        return f"{first.when}に{first.text}"
    return f"{first.when}の{first.text}から{last.when}の{last.text}まで"


def parts_alt_of(term: str, parts: Sequence[Curve], limit: float) -> str:
    """Return one sentence on all panels, naming every gap that reaches the limit."""
    said = "、".join(f"{p.code} 実績{p.actual_text}・計画{p.planned_text}" for p in parts)
    wide = "・".join(p.code for p in parts if p.wide)
    more = f"計画との差が{limit:g}ポイント以上なのは{wide}。" if wide else ""
    return f"{term}別の進捗率の図。{said}。{more}"
