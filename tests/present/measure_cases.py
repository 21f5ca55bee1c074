"""Hand-made states of one measure, small enough to count by hand; every name is marked サンプル."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import (
    NOT_APPLICABLE,
    UPDATED,
    Action,
    Indicator,
    IndicatorValue,
    Report,
    Schedule,
    Snapshot,
    Submission,
    Target,
)
from tests.rich import JST, empty_snapshot
from tests.rich import plan as product_plan

PLAN = product_plan()
MEASURE = PLAN.measures[2]
FIRST, SECOND = PLAN.period_keys[:2]
TODAY = date(2024, 5, 1)
DESK, OTHER = PLAN.departments[0].code, PLAN.departments[1].code
STOPPED = next(stage.name for stage in PLAN.stages if stage.meaning == "stopped")


def action(code: str, initiative: int = 0, department: str = DESK, **more: object) -> Action:
    """Return an action under an initiative of the measure, by the initiative's place."""
    return Action(code, f"サンプル{code}", MEASURE.initiatives[initiative].code, department, **more)  # type: ignore[arg-type]


def report(
    code: str, key: PeriodKey, rating: str | None = "順調", progress: float | None = 10.0, **more: object
) -> Report:
    """Return a report of an action in a period; a rating 対象外 is declared as such."""
    told: dict[str, object] = {
        "declaration": UPDATED,
        "stage": "準備中",
        "rating": rating,
        "progress": progress,
    }
    if rating == "対象外":
        told = {"declaration": NOT_APPLICABLE, "stage": None, "rating": None, "progress": None}
    if rating == STOPPED:
        told |= {"stage": STOPPED, "rating": None}
    return Report(code, key.fiscal_year, PLAN.period_at(key).code, **(told | more))  # type: ignore[arg-type]


def snapshot(
    actions: Sequence[Action], reports: Sequence[Report] = (), plan: Plan = PLAN, **more: object
) -> Snapshot:
    """Return a state that holds these rows and nothing else."""
    return replace(empty_snapshot(plan), actions=tuple(actions), reports=tuple(reports), **more)  # type: ignore[arg-type]


def rated(
    now: Sequence[str | None], before: Sequence[str | None] = (), initiatives: Sequence[int] = ()
) -> Snapshot:
    """Return one action per word of ``now``, with the word it had in the period before; none is silence."""
    places = [*initiatives, *([0] * (len(now) - len(initiatives)))]
    actions = [action(f"A{number}", place) for number, place in enumerate(places)]
    reports = [
        report(f"A{number}", key, word)
        for key, words in ((FIRST, before), (SECOND, now))
        for number, word in enumerate(words)
        if word is not None
    ]
    return snapshot(actions, reports)


def handed_in(department: str, key: PeriodKey, day: date, number: int = 1, **more: object) -> Submission:
    """Return a committed workbook that came in at noon of a day."""
    told: dict[str, object] = {
        "id": number, "version": number + 1, "kind": "progress", "department": department,
        "fiscal_year": key.fiscal_year, "period": PLAN.period_at(key).code, "file_name": f"サンプル{number}.xlsx",
        "sha256": f"{number:064x}", "actor": "サンプル担当",
        "at": datetime(day.year, day.month, day.day, 12, 0, tzinfo=JST), "new": 1,
    }  # fmt: skip
    return Submission(**(told | more))  # type: ignore[arg-type]


def small() -> Snapshot:
    """Return three actions of the first year and one that begins a year later.

    A0 順調 10% → やや遅れ 15% with 課題; B0 順調 10% → 遅れ 5%; C2 silent twice; D2 not yet asked.
    The plan wants 20% of A0 and B0 at the first year's end, so 10% at its middle.
    """
    year = FIRST.fiscal_year
    return snapshot(
        [
            action("A0"),
            action("B0"),
            action("C2", 2, OTHER),
            action("D2", 2, OTHER, first_fiscal_year=year + 1),
        ],
        [
            report("A0", FIRST, "順調", 10.0, achievement="サンプル：案を\n作った"),
            report("A0", SECOND, "やや遅れ", 15.0, issue="サンプル：人手が足りない"),
            report("B0", FIRST, "順調", 10.0),
            report("B0", SECOND, "遅れ", 5.0, achievement="サンプル：契約した"),
        ],
        schedules=tuple(Schedule(code, year, "準備中", 20.0) for code in ("A0", "B0")),
        submissions=(handed_in(DESK, SECOND, date(2024, 4, 16)),),
    )


def measured(
    actuals: dict[int, float],
    targets: dict[int, float],
    *,
    baseline: float | None = 0.0,
    lower: bool = False,
    cumulative: bool = True,
    submission: int | None = None,
    submissions: tuple[Submission, ...] = (),
) -> Snapshot:
    """Return one action with one indicator; values by fiscal year."""
    direction = "低い方が良い" if lower else "高い方が良い"
    kind = "累計" if cumulative else "単年度"
    return snapshot(
        [action("A0")],
        indicators=(Indicator("A0", "サンプル件数", "件", direction, kind, baseline),),
        targets=tuple(Target("A0", "サンプル件数", year, value) for year, value in targets.items()),
        values=tuple(
            IndicatorValue("A0", "サンプル件数", year, value, 2, submission)
            for year, value in actuals.items()
        ),
        submissions=submissions,
    )
