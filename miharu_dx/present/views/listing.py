"""一覧: every action of a period as one row, on the page and in the files people take away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.expectation import expected_progress
from miharu_dx.domain.plan import PeriodKey, Stage
from miharu_dx.domain.records import Schedule, Snapshot
from miharu_dx.domain.sheetspec import Kind
from miharu_dx.domain.standing import (
    Outside,
    Standing,
    Tally,
    answering,
    badness,
    shown_reasons,
    standing_of,
    standings,
)
from miharu_dx.present.palette import Sign, outside_sign, rating_sign
from miharu_dx.present.views.common import Dates, dates
from miharu_dx.present.views.review_words import LATE_WORD, late_words, row_words
from miharu_dx.present.views.standing_words import (
    LEFT_OUT,
    REPORT,
    declared_word,
    left_out_word,
    rating_word,
    report_word,
    said_rating,
    shown_stage,
)
from miharu_dx.present.workbook.model import ExportColumn


@dataclass(frozen=True)
class ListingRow:
    """One action in a period; every axis has a field of its own, blank or none where nothing was said.

    ``rating`` is the judgement in mark, word and colour, ``declared`` the 申告区分 (``silent`` is
    the sign of silence in its place), ``left_out`` why it is in no share; ``previous`` and ``previous_left_out`` are those of the
    period before.
    """

    code: str
    name: str
    measure: str
    measure_name: str
    initiative: str
    initiative_name: str
    department: str
    department_label: str
    standing: Standing
    declared: str
    silent: Sign | None
    reported: str
    rating: Sign | None
    left_out: str
    previous: str
    previous_left_out: str
    stage: Stage | None
    planned: float | None
    review: str = ""
    late: str = ""

    @property
    def initiative_label(self) -> str:
        """Code and name as they stand together on the page."""
        return f"{self.initiative} {self.initiative_name}"

    @property
    def progress(self) -> float | None:
        """Reported progress in per cent."""
        return self.standing.report.progress if self.standing.report else None


class Order(StrEnum):
    """How the rows follow one another; the value stands in the address."""

    PLAN = "plan"
    WORST = "worst"


ORDER_NAMES = {Order.PLAN: "計画の順", Order.WORST: "評価の悪い順"}


@dataclass(frozen=True)
class Total:
    """How many actions stand under one sign; what is not ``counted`` is in no share."""

    sign: Sign
    count: int
    counted: bool


@dataclass(frozen=True)
class ListingView:
    """Every action that runs in the period, in the order asked for, with what they add up to."""

    headline: str
    dates: Dates
    rows: tuple[ListingRow, ...]
    totals: tuple[Total, ...]
    tally: Tally
    order: Order
    key: PeriodKey
    fiscal_year: str
    period: str
    version: int


def listing_view(
    snapshot: Snapshot,
    key: PeriodKey,
    *,
    today: date,
    measure: str | None = None,
    department: str | None = None,
    order: Order = Order.PLAN,
) -> ListingView:
    """Return the list of a period; ``measure`` and ``department`` are codes that narrow it.

    The worst rating comes first where that is asked for; equals keep the plan's order.
    """
    plan = snapshot.plan
    found = standings(snapshot, key, measure=measure, department=department)
    planned = _planned(snapshot.schedules)
    before = plan.before(key)
    reviews, late = row_words(snapshot, key), late_words(snapshot, key)
    rows = tuple(
        replace(
            _row(snapshot, item, before, planned.get(item.action.code, ())),
            review=reviews.get(item.action.code, ""),
            late=late.get(item.action.code, ""),
        )
        for item in found
    )
    if order is Order.WORST:
        rows = tuple(sorted(rows, key=lambda row: badness(row.standing)))
    tally = Tally(found)
    bad = sum(tally.by_rating[r.name] for r in plan.ratings if r.meaning in ("warn", "bad"))
    if not rows:
        narrowed = "この条件に当てはまる個別取組はない"
        nothing = "個別取組の登録はまだない。計画ワークブックで登録すると、ここに並ぶ"
        headline = narrowed if snapshot.actions else nothing
    else:
        headline = (
            f"{len(rows)}件の個別取組。報告は{tally.reported}件、"
            f"{_late_words(snapshot)}は{bad}件（評価した{tally.rated}件のうち）"
        )
    return ListingView(
        headline=headline,
        dates=dates(snapshot, key, found, today, shares=False),
        rows=rows,
        totals=_totals(snapshot, tally),
        tally=tally,
        order=order,
        key=key,
        fiscal_year=fiscal_year_label(key.fiscal_year),
        period=plan.period_at(key).name,
        version=snapshot.version,
    )


def _totals(snapshot: Snapshot, tally: Tally) -> tuple[Total, ...]:
    plan = snapshot.plan
    rated = [Total(rating_sign(r), tally.by_rating[r.name], True) for r in plan.ratings if r.counted]
    outside = [
        Total(outside_sign(plan, reason), tally.by_outside[reason], False)
        for reason in (Outside.UNRATED, Outside.UNREPORTED, Outside.EXCLUDED, Outside.STOPPED)
        if reason in shown_reasons(plan, (tally,))
    ]
    return (*rated, *outside)


def _late_words(snapshot: Snapshot) -> str:
    return "・".join(r.name for r in snapshot.plan.ratings if r.meaning in ("warn", "bad"))


def _planned(schedules: Iterable[Schedule]) -> dict[str, list[Schedule]]:
    found: dict[str, list[Schedule]] = defaultdict(list)
    for row in schedules:
        found[row.action].append(row)
    return found


def _row(
    snapshot: Snapshot, item: Standing, before: PeriodKey | None, planned: Iterable[Schedule]
) -> ListingRow:
    plan = snapshot.plan
    action = item.action
    initiative = plan.initiative(action.initiative)
    measure = plan.measure(initiative.measure)
    earlier = (
        standing_of(snapshot, action, before)
        if before is not None and action.runs_in(before.fiscal_year)
        else None
    )
    rating = said_rating(plan, item)
    unit = answering(snapshot, action, item.key.fiscal_year)
    return ListingRow(
        code=action.code,
        name=action.name,
        measure=measure.code,
        measure_name=measure.name,
        initiative=initiative.code,
        initiative_name=initiative.name,
        department=unit,
        department_label=snapshot.department_name(unit),
        standing=item,
        declared=declared_word(item),
        silent=outside_sign(plan, Outside.UNREPORTED) if item.outside is Outside.UNREPORTED else None,
        reported=report_word(plan, item),
        rating=rating_sign(rating) if rating else None,
        left_out=left_out_word(plan, item),
        previous=rating_word(plan, earlier),
        previous_left_out=left_out_word(plan, earlier),
        stage=shown_stage(plan, item),
        planned=expected_progress(planned, plan, item.key),
    )


def export_columns(measure_term: str) -> tuple[ExportColumn, ...]:
    """Return the columns of the file; a report's own words stand as they were stored."""
    return (
        ExportColumn("個別取組コード", Kind.CODE, 14),
        ExportColumn("個別取組名", Kind.TEXT, 34),
        ExportColumn("年度", Kind.FISCAL_YEAR, 8),
        ExportColumn("期", Kind.TEXT, 8),
        ExportColumn(f"{measure_term}コード", Kind.CODE, 14),
        ExportColumn(measure_term, Kind.TEXT, 26),
        ExportColumn("取組事項コード", Kind.CODE, 12),
        ExportColumn("取組事項", Kind.TEXT, 30),
        ExportColumn("担当課コード", Kind.CODE, 12),
        ExportColumn("担当課", Kind.TEXT, 16),
        ExportColumn(REPORT, Kind.TEXT, 10),
        ExportColumn("申告区分", Kind.TEXT, 10),
        ExportColumn("実施段階", Kind.TEXT, 10),
        ExportColumn("評価", Kind.TEXT, 10),
        ExportColumn(LEFT_OUT, Kind.TEXT, 16),
        ExportColumn("前期評価", Kind.TEXT, 10),
        ExportColumn(f"前期の{LEFT_OUT}", Kind.TEXT, 18),
        ExportColumn("進捗率(%)", Kind.NUMBER, 10),
        ExportColumn("計画進捗率(%)", Kind.NUMBER, 12),
        ExportColumn("今期の実績", Kind.LONG_TEXT, 40),
        ExportColumn("課題", Kind.LONG_TEXT, 36),
        ExportColumn("今後の対応", Kind.LONG_TEXT, 36),
        ExportColumn("本部に求める判断・支援", Kind.LONG_TEXT, 30),
        ExportColumn("基準日", Kind.DATE, 14),
        ExportColumn("記入者", Kind.TEXT, 12),
        ExportColumn("登録した版", Kind.NUMBER, 10),
        ExportColumn("確認", Kind.TEXT, 10),
        ExportColumn(LATE_WORD, Kind.TEXT, 30),
    )


def export_rows(view: ListingView) -> list[list[object]]:
    """Return one record per action in the order of ``export_columns``; nothing reported stays empty."""
    return [_record(view, row) for row in view.rows]


def _record(view: ListingView, row: ListingRow) -> list[object]:
    report = row.standing.report
    head: list[object] = [
        row.code, row.name, view.key.fiscal_year, view.period, row.measure, row.measure_name,
        row.initiative, row.initiative_name, row.department, row.department_label, row.reported,
    ]  # fmt: skip
    judged: list[object] = [
        row.stage.name if row.stage else "", row.rating.word if row.rating else "", row.left_out,
        row.previous, row.previous_left_out,
    ]  # fmt: skip
    planned = None if row.planned is None else round(row.planned, 1)
    if report is None:
        return [*head, "", *judged, None, planned, "", "", "", "", None, "", None, "", ""]
    return [
        *head, report.declaration, *judged, report.progress, planned, report.achievement, report.issue,
        report.next_step, report.request, report.as_of_date, report.author, report.from_version,
        row.review, row.late,
    ]  # fmt: skip
