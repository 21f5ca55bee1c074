"""Measures by rating and by fiscal year on one set of rows, so that a measure is read straight across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import fiscal_year_label, fiscal_year_name
from miharu_dx.domain.plan import Measure, PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Outside, Standing, Tally, shown_reasons, standings
from miharu_dx.present.palette import Sign, outside_sign, rating_sign
from miharu_dx.present.views.common import (
    Share,
    good_word,
    share_of,
)

# Columns that fit beside the bars at 14 px; the rest is one page away in 年度推移.
SHARE_YEARS = 5
PLANNED_YEARS = 3
# Over fewer columns the whole head would run into its neighbour.
_WIDE_HEAD_YEARS = 3


@dataclass(frozen=True)
class Segment:
    """Actions of one rating, or outside the denominator for one reason."""

    sign: Sign
    count: int
    outside: bool


@dataclass(frozen=True)
class YearShare:
    """The share of one fiscal year, good of rated; ``current`` is the year shown in the bars."""

    fiscal_year: int
    share: Share
    good: int
    rated: int
    current: bool


@dataclass(frozen=True)
class GridRow:
    """One measure, or all of them: counts now, shares over the years, planned counts to come."""

    code: str
    name: str
    pillar: str
    total: int
    rated: int
    good: int
    segments: tuple[Segment, ...]
    shares: tuple[YearShare, ...]
    planned: tuple[tuple[int, int], ...]

    @property
    def inside(self) -> tuple[Segment, ...]:
        """Segments in the denominator, in the order of the vocabulary."""
        return tuple(segment for segment in self.segments if not segment.outside)

    @property
    def beyond(self) -> tuple[Segment, ...]:
        """Segments outside the denominator."""
        return tuple(segment for segment in self.segments if segment.outside)


@dataclass(frozen=True)
class Grid:
    """All rows in the plan's order under their pillars, the total, heads and legend.

    Every count of ``total`` is the sum of the rows above it.
    """

    title: str
    caption: str
    measure_head: str
    bar_head: str
    share_head: str
    share_note: str
    planned_head: str
    rows: tuple[GridRow, ...]
    total: GridRow
    legend: tuple[Sign, ...]
    legend_outside: tuple[Sign, ...]
    year_heads: Mapping[int, str]
    share_years: Mapping[int, str]
    planned_years: Mapping[int, str]
    good_word: str
    empty_row: str
    alt: str


def grid_of(snapshot: Snapshot, key: PeriodKey, items: Sequence[Standing], department: str | None) -> Grid:
    """Return the grid of a period; earlier years at the same period, later years by planned count."""
    plan = snapshot.plan
    by_year = {key.fiscal_year: Tally(tuple(items))}
    years = [year for year in plan.fiscal_years if year <= key.fiscal_year][-SHARE_YEARS:]
    later = [year for year in plan.fiscal_years if year > key.fiscal_year][:PLANNED_YEARS]
    for year in [*years, *later]:
        if year not in by_year:
            at = PeriodKey(year, key.order)
            by_year[year] = Tally(standings(snapshot, at, department=department))
    signs = _outside_signs(plan, by_year[key.fiscal_year])
    rows = tuple(
        _row(plan, measure, _part(by_year, measure), key, years, later, signs) for measure in plan.measures
    )
    initiatives = len(plan.initiatives)
    total = _row(
        plan,
        Measure(
            "全体",
            f"{len(rows)}{plan.measure_term}・{initiatives}取組事項・{by_year[key.fiscal_year].total}件",
            "",
            (),
        ),
        by_year,
        key,
        years,
        later,
        signs,
    )
    period = plan.period_at(key).name
    good = good_word(plan)
    low = f"赤枠は{plan.thresholds.share_low:g}%未満"
    return Grid(
        title=f"{plan.measure_term}別の評価（個別取組の件数）と年度の推移",
        caption=_left_out(plan, years, later),
        measure_head=plan.measure_term,
        bar_head=f"{fiscal_year_name(key.fiscal_year)}年度 {period}の評価（件）",
        share_head=f"{good}の割合"
        + ("", f"（{period}）", f"（{period}・{low}）")[min(len(years), _WIDE_HEAD_YEARS) - 1],
        share_note=low if len(years) < _WIDE_HEAD_YEARS else "",
        planned_head="予定件数",
        rows=rows,
        total=total,
        legend=tuple(rating_sign(rating) for rating in plan.ratings if rating.counted),
        legend_outside=tuple(signs.values()),
        year_heads={year: fiscal_year_name(year) for year in [*years, *later]},
        share_years={year: plan.period_label(PeriodKey(year, key.order)) for year in years},
        planned_years={year: fiscal_year_label(year) for year in later},
        good_word=good,
        empty_row="この課の個別取組なし" if department else "個別取組の登録なし",
        alt=_alt(plan, total, rows),
    )


def _left_out(plan: Plan, years: Sequence[int], later: Sequence[int]) -> str:
    shown = {*years, *later}
    missing = [fiscal_year_name(year) for year in plan.fiscal_years if year not in shown]
    left_out = f"。{'・'.join(missing)}は「年度推移」に出る" if missing else ""
    return f"図を押すと、その{plan.measure_term}を開く{left_out}"


def _outside_signs(plan: Plan, tally: Tally) -> dict[tuple[Outside, ...], Sign]:
    """Return the signs of the legend; what the plan has no word for stands there only if it occurs."""
    stopped = outside_sign(plan, Outside.STOPPED).word
    excluded = outside_sign(plan, Outside.EXCLUDED).word
    unrated = Outside.UNRATED in shown_reasons(plan, (tally,))
    return {
        **({(Outside.UNRATED,): outside_sign(plan, Outside.UNRATED)} if unrated else {}),
        (Outside.UNREPORTED,): outside_sign(plan, Outside.UNREPORTED),
        (Outside.EXCLUDED, Outside.STOPPED): outside_sign(plan, Outside.STOPPED, f"{excluded}・{stopped}"),
    }


def _part(by_year: dict[int, Tally], measure: Measure) -> dict[int, Tally]:
    own = {initiative.code for initiative in measure.initiatives}
    return {year: tally.where(lambda item: item.action.initiative in own) for year, tally in by_year.items()}


def _row(
    plan: Plan,
    measure: Measure,
    by_year: dict[int, Tally],
    key: PeriodKey,
    years: Sequence[int],
    later: Sequence[int],
    signs: dict[tuple[Outside, ...], Sign],
) -> GridRow:
    now = by_year[key.fiscal_year]
    inside = [
        Segment(rating_sign(rating), now.by_rating[rating.name], False)
        for rating in plan.ratings
        if rating.counted
    ]
    beyond = [
        Segment(sign, sum(now.by_outside[reason] for reason in reasons), True)
        for reasons, sign in signs.items()
    ]
    return GridRow(
        code=measure.code,
        name=measure.name,
        pillar=next((pillar.name for pillar in plan.pillars if pillar.code == measure.pillar), ""),
        total=now.total,
        rated=now.rated,
        good=now.good,
        segments=tuple(segment for segment in [*inside, *beyond] if segment.count),
        shares=tuple(
            YearShare(
                year,
                share_of(by_year[year], plan.thresholds),
                by_year[year].good,
                by_year[year].rated,
                year == key.fiscal_year,
            )
            for year in years
        ),
        planned=tuple((year, by_year[year].running) for year in later),
    )


def _alt(plan: Plan, total: GridRow, rows: Sequence[GridRow]) -> str:
    if not total.total:
        return f"{plan.measure_term}別の評価の図。個別取組の登録がない。"
    parts = "、".join(f"{segment.sign.word} {segment.count}件" for segment in total.segments)
    low = [row for row in rows if row.shares and row.shares[-1].share.tone == "low"]
    limit = plan.thresholds.share_low
    names = "・".join(f"{row.code}（{row.shares[-1].share.text}）" for row in low)
    said = f"{good_word(plan)}が{limit:g}%に満たないのは{names}。" if low else ""
    return (
        f"{plan.measure_term}別の評価の件数と、年度ごとの{good_word(plan)}の割合の図。全体は{parts}。{said}"
    )
