"""A tiny hand-made state of a store, small enough to count by hand; every name is marked サンプル."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import (
    NOT_APPLICABLE,
    UNCHANGED,
    UPDATED,
    Action,
    Declaration,
    Indicator,
    IndicatorValue,
    Report,
    Schedule,
    Snapshot,
    Submission,
    Target,
)

PLAN_FILE = Path(__file__).resolve().parents[1] / "data" / "plan.toml"
JST = timezone(timedelta(hours=9))
STORE_ID = "sample-store"
MARK = "（サンプル）"

ONLINE, TALLY, DESK, CLASS = "S-01", "S-02", "S-03", "S-04"


def small_snapshot(of: Plan | None = None) -> Snapshot:
    """Return 2 departments, 4 actions, 2 reported periods and 2 indicators of a plan.

    The first department reports S-01 (順調, then やや遅れ with an issue) and S-02 (順調, then
    変更なし); the second S-03 (順調, then 該当なし) and S-04 (silent, then 遅れ with a request).
    Words and codes are the plan's own, found by their meaning. S-04 has no schedule.
    """
    plan = of or load_plan(PLAN_FILE)
    first, second = plan.departments[:2]
    initiatives = (plan.initiatives[0], plan.initiatives[0], plan.initiatives[3], plan.initiatives[-1])
    owners = (first, first, second, second)
    names = ("申請のオンライン化", "集計の自動化", "窓口の案内", "学習の支援")
    codes = (ONLINE, TALLY, DESK, CLASS)
    actions = tuple(
        Action(
            code=code,
            name=f"{MARK}{name}",
            initiative=initiative.code,
            department=owner.code,
            first_fiscal_year=plan.first_fiscal_year,
            last_fiscal_year=plan.last_fiscal_year,
            description=f"{MARK}試しの取組です。",
        )
        for code, name, initiative, owner in zip(codes, names, initiatives, owners, strict=True)
    )
    submissions = _submissions(plan)
    return Snapshot(
        plan=plan,
        store_kind="demo",
        version=5,
        latest_version=5,
        at=submissions[-1].at,
        departments=plan.departments,
        actions=actions,
        schedules=tuple(
            Schedule(code, year, _stage(plan, "active"), round(100 * (index + 1) / len(plan.fiscal_years), 1))
            for code in (ONLINE, TALLY, DESK)
            for index, year in enumerate(plan.fiscal_years)
        ),
        indicators=(
            Indicator(ONLINE, f"{MARK}申請件数", "件", "高い方が良い", "累計", 100.0),
            Indicator(DESK, f"{MARK}待ち時間", "分", "低い方が良い", "単年度", 30.0),
        ),
        targets=tuple(
            Target(code, f"{MARK}{name}", year, start + step * (index + 1))
            for code, name, start, step in (
                (ONLINE, "申請件数", 100.0, 250.0),
                (DESK, "待ち時間", 30.0, -2.5),
            )
            for index, year in enumerate(plan.fiscal_years)
        ),
        reports=_reports(plan),
        values=(
            IndicatorValue(ONLINE, f"{MARK}申請件数", plan.first_fiscal_year, 320.0, 4, 3),
            IndicatorValue(DESK, f"{MARK}待ち時間", plan.first_fiscal_year, 28.5, 5, 4),
        ),
        submissions=submissions,
        store_id=STORE_ID,
    )


def _stage(plan: Plan, meaning: str) -> str:
    return next(stage.name for stage in plan.stages if stage.meaning == meaning)


def _rating(plan: Plan, meaning: str) -> str:
    return next(rating.name for rating in plan.ratings if rating.meaning == meaning)


def _reports(plan: Plan) -> tuple[Report, ...]:
    active = _stage(plan, "active")
    ok, warn, bad = (_rating(plan, meaning) for meaning in ("ok", "warn", "bad"))
    early, late = plan.period_keys[:2]

    def said(
        action: str,
        number: int,
        declaration: Declaration,
        rating: str | None,
        progress: float | None,
        *,
        issue: str = "",
        request: str = "",
    ) -> Report:
        key = (early, late)[number]
        return Report(
            action=action,
            fiscal_year=key.fiscal_year,
            period=plan.period_at(key).code,
            declaration=declaration,
            stage=None if declaration == NOT_APPLICABLE else active,
            rating=rating,
            progress=progress,
            achievement=f"{MARK}関係課と打ち合わせた。" if declaration == UPDATED else "",
            issue=issue,
            next_step=f"{MARK}次の期に試す。",
            request=request,
            as_of_date=plan.end_date(key),
            author="サンプル担当",
            from_version=2 + number * 2 + (action in (DESK, CLASS)),
            submission=1 + number * 2 + (action in (DESK, CLASS)),
        )

    return (
        said(ONLINE, 0, UPDATED, ok, 10.0),
        said(ONLINE, 1, UPDATED, warn, 15.0, issue=f"{MARK}回答が遅れている。"),
        said(TALLY, 0, UPDATED, ok, 12.5),
        said(TALLY, 1, UNCHANGED, ok, 12.5),
        said(DESK, 0, UPDATED, ok, 20.0),
        said(DESK, 1, NOT_APPLICABLE, None, None),
        said(
            CLASS,
            1,
            UPDATED,
            bad,
            0.0,
            issue=f"{MARK}人手が足りない。",
            request=f"{MARK}応援を認めてほしい。",
        ),
    )


def _submissions(plan: Plan) -> tuple[Submission, ...]:
    found: list[Submission] = []
    for key in plan.period_keys[:2]:
        for department in plan.departments[:2]:
            number = len(found) + 1
            found.append(
                Submission(
                    id=number,
                    version=number + 1,
                    kind="progress",
                    department=department.code,
                    fiscal_year=key.fiscal_year,
                    period=plan.period_at(key).code,
                    file_name=f"sample-{number}.xlsx",
                    sha256=f"{number:064x}",
                    actor="サンプル担当",
                    at=datetime.combine(plan.end_date(key), datetime.min.time(), JST)
                    + timedelta(days=number, hours=10),
                    new=2 if number != 2 else 1,
                )
            )
    return tuple(found)
