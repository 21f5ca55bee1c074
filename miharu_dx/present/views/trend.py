"""年度推移: plan against actual over the fiscal years, by part, and the road map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Action, Snapshot
from miharu_dx.domain.standing import Tally, answering, standings
from miharu_dx.present.views.common import Dates, dates
from miharu_dx.present.views.trend_curve import (
    Chart,
    Curve,
    alt_of,
    caption_of,
    curve_of,
    notes_of,
    parts_alt_of,
    reference_of,
    years_of,
)
from miharu_dx.present.views.trend_headline import Course, headline_of
from miharu_dx.present.views.trend_progress import Progress, moment_name
from miharu_dx.present.views.trend_road import UNIT_WORDS, Road, Unit, road_of


@dataclass(frozen=True)
class TrendView:
    """Everything the page 年度推移 says; screen and files take their figures from here."""

    period: str
    subject: str
    headline: str
    dates: Dates
    chart: Chart
    road: Road
    part_term: str
    measure_term: str


def trend_view(
    snapshot: Snapshot,
    key: PeriodKey,
    *,
    today: date,
    measure: str | None = None,
    department: str | None = None,
    unit: Unit = Unit.INITIATIVE,
    reference: bool = True,
) -> TrendView:
    """Return 年度推移 as of a period; ``measure`` and ``department`` (codes) narrow every figure alike.

    The parts are the plan's measures, or the initiatives of the one measure that was chosen.
    """
    plan = snapshot.plan
    actions = _chosen(snapshot, key, measure, department)
    progress = Progress(snapshot)
    shown = progress.last_reported(actions, key)
    total = curve_of(progress, plan, actions, shown, name="全体")
    parts = _parts(snapshot, progress, actions, shown, measure)
    items = standings(snapshot, key, measure=measure, department=department)
    term = UNIT_WORDS[Unit.INITIATIVE] if measure else plan.measure_term
    subject = _subject(snapshot, measure, department)
    tally = Tally(standings(snapshot, shown, measure=measure, department=department)) if shown else None
    said = Course(plan, subject, total, parts, term, tally, registered=bool(snapshot.actions))
    now = total.now
    return TrendView(
        period=plan.period_label(key),
        subject=subject,
        headline=headline_of(said),
        dates=dates(snapshot, key, items, today),
        chart=Chart(
            title="全体の進捗率" if not subject else "進捗率",
            caption=caption_of(plan, total),
            notes=notes_of(plan, total, key),
            parts_title=f"{term}別の進捗率",
            parts_caption=f"実績／計画・差（{moment_name(plan, now.key)}）"
            if now
            else "計画"
            if total.planned
            else "",
            years=years_of(plan, shown),
            total=total,
            parts=parts,
            reference=reference_of(plan) if reference else (),
            alt=alt_of(total),
            parts_alt=parts_alt_of(term, parts, plan.thresholds.gap_points),
            empty="進捗率の報告か計画の進捗率を登録すると、ここに図が出る",
        ),
        road=road_of(snapshot, key, actions, unit, measure=measure, narrowed=department is not None),
        part_term=term,
        measure_term=plan.measure_term,
    )


def _chosen(
    snapshot: Snapshot, key: PeriodKey, measure: str | None, department: str | None
) -> tuple[Action, ...]:
    """Return every action of the plan that the filters leave, whenever it runs, in the plan's order.

    An action belongs to the department that answers for it in the period's fiscal year.
    """
    plan = snapshot.plan
    order = {initiative.code: index for index, initiative in enumerate(plan.initiatives)}
    found = [
        action
        for action in snapshot.actions
        if action.initiative in order
        and (measure is None or plan.initiative(action.initiative).measure == measure)
        and (department is None or answering(snapshot, action, key.fiscal_year) == department)
    ]
    return tuple(sorted(found, key=lambda action: (order[action.initiative], action.code)))


def _parts(
    snapshot: Snapshot,
    progress: Progress,
    actions: tuple[Action, ...],
    shown: PeriodKey | None,
    measure: str | None,
) -> tuple[Curve, ...]:
    plan = snapshot.plan
    named = (
        [(row.code, row.name, {row.code}) for row in plan.measure(measure).initiatives]
        if measure
        else [(row.code, row.name, {i.code for i in row.initiatives}) for row in plan.measures]
    )
    return tuple(
        curve_of(
            progress,
            plan,
            [action for action in actions if action.initiative in own],
            shown,
            code=code,
            name=name,
        )
        for code, name, own in named
    )


def _subject(snapshot: Snapshot, measure: str | None, department: str | None) -> str:
    names = [measure] if measure else []
    if department:
        names.append(snapshot.department_name(department))
    return "・".join(names)
