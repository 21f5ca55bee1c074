"""A deterministic snapshot that looks like life, for tests of views, figures and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import (
    NOT_APPLICABLE,
    UNCHANGED,
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
from miharu_dx.services.context import Context

PLAN_FILE = Path(__file__).resolve().parents[1] / "data" / "plan.toml"
JST = timezone(timedelta(hours=9))
SUBJECTS = ("予約", "申請", "台帳", "地図", "案内", "点検", "集計", "相談", "会議録", "学習")
ENDINGS = ("のオンライン化", "システムの更新", "の電子化", "データの公開", "の利用拡大", "アプリの実証")


@dataclass
class ShownStore:
    """Stands where a page expects a store, and always shows one snapshot."""

    seen: Snapshot
    store_id: str = "shown"
    kind: str = "demo"

    @property
    def opening(self) -> str:
        return self.store_id

    @property
    def version(self) -> int:
        return self.seen.version

    def snapshot(self, version: int | None = None) -> Snapshot:
        return self.seen


def context_of(
    seen: Snapshot,
    *,
    role: Role = Role.SECRETARIAT,
    departments: frozenset[str] = frozenset(),
    now: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=JST),
    store_id: str = "shown",
) -> Context:
    """Return the surroundings in which a page shows a snapshot.

    ``store_id`` keeps what pages cache apart; give another one for another snapshot.
    """
    store = ShownStore(seen, store_id, seen.store_kind)
    return Context(store, seen.plan, Actor("試験", role, departments), lambda: now)  # type: ignore[arg-type]


def plan() -> Plan:
    """Return the plan in data/plan.toml."""
    return load_plan(PLAN_FILE)


def empty_snapshot(of: Plan | None = None, *, kind: str = "demo") -> Snapshot:
    """Return a store that holds the plan's departments and nothing else."""
    the_plan = of or plan()
    return Snapshot(
        plan=the_plan,
        store_kind=kind,  # type: ignore[arg-type]
        version=1,
        latest_version=1,
        at=datetime(2023, 4, 3, 9, 0, tzinfo=JST),
        departments=the_plan.departments,
        actions=(),
    )


def rich_snapshot(actions: int = 60, periods: int = 7, of: Plan | None = None, *, seed: int = 7) -> Snapshot:
    """Return ``actions`` actions with reports of the first ``periods`` periods of the plan.

    Delays, recoveries, silences of whole departments, one stopped action and a few 対象外 occur;
    the same arguments always give the same snapshot.
    """
    the_plan = of or plan()
    dice = Random(seed)
    keys = the_plan.period_keys[:periods]
    rows = _actions(the_plan, actions, dice)
    silent = _silences(the_plan, keys, dice)
    reports: list[Report] = []
    schedules: list[Schedule] = []
    for number, action in enumerate(rows):
        schedules += _schedules(the_plan, action)
        reports += _reports(the_plan, action, keys, silent, dice, stops=number == actions // 2)
    indicators, targets, values = _indicators(the_plan, rows, keys, dice)
    submissions = _submissions(the_plan, rows, keys, silent)
    version = len(submissions) + 1
    last = submissions[-1].at if submissions else datetime(2023, 4, 3, 9, 0, tzinfo=JST)
    return Snapshot(
        plan=the_plan,
        store_kind="demo",
        version=version,
        latest_version=version,
        at=last,
        departments=the_plan.departments,
        actions=rows,
        schedules=tuple(schedules),
        indicators=indicators,
        targets=targets,
        reports=tuple(reports),
        values=values,
        submissions=submissions,
    )


def _actions(the_plan: Plan, count: int, dice: Random) -> tuple[Action, ...]:
    initiatives = the_plan.initiatives
    numbers: dict[str, int] = {}
    rows: list[Action] = []
    for index in range(count):
        initiative = initiatives[index % len(initiatives)]
        numbers[initiative.code] = numbers.get(initiative.code, 0) + 1
        place = initiatives.index(initiative)
        department = the_plan.departments[(place + index // len(initiatives)) % len(the_plan.departments)]
        late = index % 9 == 8
        rows.append(
            Action(
                code=f"M{initiative.code}-{numbers[initiative.code]:02d}",
                name=f"（サンプル）{dice.choice(SUBJECTS)}{dice.choice(ENDINGS)}",
                initiative=initiative.code,
                department=department.code,
                first_fiscal_year=the_plan.first_fiscal_year + (2 if late else 0),
                last_fiscal_year=the_plan.last_fiscal_year - (1 if index % 13 == 12 else 0),
                description="（サンプル）画面を確かめるための取組です。",
            )
        )
    return tuple(rows)


def _silences(the_plan: Plan, keys: tuple[PeriodKey, ...], dice: Random) -> set[tuple[str, PeriodKey]]:
    return {
        (department.code, key)
        for key in keys
        for department in dice.sample(the_plan.departments, min(2, len(the_plan.departments)))
        if key.order or key == keys[-1]
    }


def _years(the_plan: Plan, action: Action) -> range:
    return range(
        max(action.first_fiscal_year, the_plan.first_fiscal_year),
        min(action.last_fiscal_year, the_plan.last_fiscal_year) + 1,
    )


def _stage(the_plan: Plan, progress: float) -> str:
    moving = [stage.name for stage in the_plan.stages if stage.meaning != "stopped"]
    return moving[min(int(progress / 100 * (len(moving) - 1)), len(moving) - 1)]


def _schedules(the_plan: Plan, action: Action) -> list[Schedule]:
    years = _years(the_plan, action)
    rows: list[Schedule] = []
    for index, year in enumerate(years):
        progress = float(round(100 * (index + 1) / len(years)))
        rows.append(Schedule(action.code, year, _stage(the_plan, progress), progress))
    return rows


def _reports(
    the_plan: Plan,
    action: Action,
    keys: tuple[PeriodKey, ...],
    silent: set[tuple[str, PeriodKey]],
    dice: Random,
    *,
    stops: bool,
) -> list[Report]:
    counted = [rating.name for rating in the_plan.ratings if rating.counted]
    unclear = next((r.name for r in the_plan.ratings if not r.counted and not r.excluded), None)
    stopped = next((stage.name for stage in the_plan.stages if stage.meaning == "stopped"), None)
    first = the_plan.key(max(action.first_fiscal_year, the_plan.first_fiscal_year), the_plan.periods[0].code)
    level = min(1, len(counted) - 1)
    progress = 0.0
    rows: list[Report] = []
    for key in keys:
        period = the_plan.period_at(key)
        if key < first or not action.runs_in(key.fiscal_year) or (action.department, key) in silent:
            continue
        roll = dice.random()
        if roll < 0.14:
            level = min(level + 1, len(counted) - 1)
        elif roll < (0.17 if level == 1 else 0.34):
            level = max(level - 1, 0)
        step = 100 / (len(the_plan.fiscal_years) * len(the_plan.periods))
        pace = step * (1.15, 1.0, 0.6, 0.25)[min(level, 3)] * (2.2 if action.code.endswith("2") else 1.0)
        progress = min(100.0, float(round(progress + pace)))
        rating: str | None = counted[level]
        declaration = UNCHANGED if roll > 0.9 and rows else UPDATED
        stage: str | None = _stage(the_plan, progress)
        if roll > 0.97:
            declaration, rating, stage = NOT_APPLICABLE, None, None
        elif 0.34 <= roll < 0.37 and unclear is not None:
            rating = unclear
        if stops and stopped and key == keys[len(keys) // 2]:
            rating, stage = None, stopped
        late = rating is not None and counted.index(rating) >= 2 if rating in counted else False
        rows.append(
            Report(
                action=action.code,
                fiscal_year=key.fiscal_year,
                period=period.code,
                declaration=declaration,
                stage=stage,
                rating=rating,
                progress=None if stage is None else progress,
                achievement="（サンプル）関係課と打ち合わせ、手順をまとめた。",
                issue="（サンプル）事業者の回答が遅れている。" if late else "",
                next_step="（サンプル）次の期までに見積りを取り直す。" if late else "",
                request="（サンプル）予算の繰越しを認めてほしい。" if late and roll < 0.14 else "",
                as_of_date=the_plan.end_date(key),
                author="サンプル担当",
                from_version=2,
            )
        )
        if stage == stopped:
            break
    return rows


def _indicators(
    the_plan: Plan, rows: tuple[Action, ...], keys: tuple[PeriodKey, ...], dice: Random
) -> tuple[tuple[Indicator, ...], tuple[Target, ...], tuple[IndicatorValue, ...]]:
    indicators: list[Indicator] = []
    targets: list[Target] = []
    values: list[IndicatorValue] = []
    reported = {key.fiscal_year for key in keys if key.order == len(the_plan.periods) - 1}
    for number, action in enumerate(rows):
        if number % 3:
            continue
        lower = number % 2 == 1
        kind = "累計" if number % 12 == 0 else "単年度"
        name = "処理にかかる時間" if lower else "利用件数"
        unit = "分" if lower else "件"
        baseline = 60.0 if lower else 100.0
        indicators.append(
            Indicator(action.code, name, unit, "低い方が良い" if lower else "高い方が良い", kind, baseline)  # type: ignore[arg-type]
        )
        actual = baseline
        for index, year in enumerate(_years(the_plan, action)):
            target = baseline - 8 * (index + 1) if lower else baseline + 150 * (index + 1)
            targets.append(Target(action.code, name, year, target))
            if year in reported:
                actual += dice.uniform(-10, -2) if lower else dice.uniform(60, 190)
                values.append(IndicatorValue(action.code, name, year, float(round(actual)), 2))
    return tuple(indicators), tuple(targets), tuple(values)


def _submissions(
    the_plan: Plan,
    rows: tuple[Action, ...],
    keys: tuple[PeriodKey, ...],
    silent: set[tuple[str, PeriodKey]],
) -> tuple[Submission, ...]:
    found: list[Submission] = []
    for key in keys:
        deadline = the_plan.deadline(key)
        for place, department in enumerate(the_plan.departments):
            own = [a for a in rows if a.department == department.code and a.runs_in(key.fiscal_year)]
            if not own or (department.code, key) in silent:
                continue
            shift = timedelta(days=(place * 5 + key.order * 3) % 17 - 13, hours=9, minutes=place * 4)
            number = len(found) + 1
            found.append(
                Submission(
                    id=number,
                    version=number + 1,
                    kind="progress",
                    department=department.code,
                    fiscal_year=key.fiscal_year,
                    period=the_plan.period_at(key).code,
                    file_name=f"sample-{department.code}-{key.fiscal_year}-{key.order + 1}.xlsx",
                    sha256=f"{number:064x}",
                    actor="サンプル担当",
                    at=datetime.combine(deadline, datetime.min.time(), JST) + shift,
                    new=len(own),
                )
            )
    found.sort(key=lambda row: row.at)
    return tuple(found)
