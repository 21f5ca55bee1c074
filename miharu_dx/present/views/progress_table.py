"""The table of actions that 重点施策 and 担当課 share: where each stands, against its plan and over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import fiscal_year_short
from miharu_dx.domain.expectation import expected_progress
from miharu_dx.domain.plan import PeriodKey, Plan, Stage
from miharu_dx.domain.records import Schedule, Snapshot
from miharu_dx.domain.standing import Outside, Standing, standing_of
from miharu_dx.domain.succession import responsible
from miharu_dx.present.palette import Sign, standing_sign
from miharu_dx.present.views.common import NOTHING, percent, period_name
from miharu_dx.present.views.standing_words import (
    left_out_word,
    rating_word,
    report_word,
    shown_stage,
)

NO_ACTION = "個別取組の登録なし"


@dataclass(frozen=True)
class Point:
    """Reported and planned progress (per cent, 0–100) at one period's end; none where nothing is known."""

    fiscal_year: int
    period: str
    name: str
    actual: float | None
    planned: float | None


@dataclass(frozen=True)
class ActionRow:
    """One action in one period; every text is final and ``trail`` ends with the period shown.

    ``before`` is the word of the period before, ``before_text`` how it is said beside the present one.
    In ``report_word``, ``rating_word``, ``left_out`` and ``rating_before`` each axis stands alone.
    """

    code: str
    name: str
    initiative: str
    initiative_name: str
    department: str
    department_name: str
    stage: Stage | None
    sign: Sign
    before: str
    before_text: str
    actual: float | None
    planned: float | None
    progress_text: str
    planned_text: str
    issue: str
    achievement: str
    trail: tuple[Point, ...]
    reported: bool
    report_word: str
    rating_word: str
    left_out: str
    rating_before: str

    @property
    def remark(self) -> str:
        """What holds the action up, else what it has achieved."""
        return self.issue or self.achievement

    @property
    def remark_told(self) -> str:
        """The remark with the name of the field it comes from."""
        if self.issue:
            return f"課題：{self.issue}"
        return f"今期の実績：{self.achievement}" if self.achievement else ""

    @property
    def bullet_alt(self) -> str:
        """What the bar and its tick show, in words."""
        return f"実績{self.progress_text}、計画{self.planned_text}"

    @property
    def trail_alt(self) -> str:
        """What the small line shows, in words."""
        told = [f"{point.name} {percent(point.actual)}" for point in self.trail if point.actual is not None]
        return f"進捗の推移：{'、'.join(told)}" if told else "進捗の推移：報告なし"


@dataclass(frozen=True)
class ActionGroup:
    """Rows under one heading; without any row ``empty`` stands in their place."""

    heading: str
    rows: tuple[ActionRow, ...]
    empty: str = ""


@dataclass(frozen=True)
class ActionTable:
    """Every row of one period, in groups; ``trail_span`` names the first and last fiscal year of the small lines."""

    title: str
    caption: str
    groups: tuple[ActionGroup, ...]
    trail_span: str
    fiscal_year: int
    period: str
    empty: str = ""
    grouped: bool = True

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        """All rows in the order of the table."""
        return tuple(row for group in self.groups for row in group.rows)


def action_rows(snapshot: Snapshot, items: Iterable[Standing], key: PeriodKey) -> tuple[ActionRow, ...]:
    """Return a row for each standing of one period, in the order given."""
    planned: dict[str, list[Schedule]] = {}
    for row in snapshot.schedules:
        planned.setdefault(row.action, []).append(row)
    keys = [past for past in snapshot.plan.period_keys if past <= key]
    return tuple(_row(snapshot, item, keys, planned.get(item.action.code, [])) for item in items)


def table_of(
    snapshot: Snapshot, groups: Sequence[ActionGroup], key: PeriodKey, *, title: str, caption: str, empty: str
) -> ActionTable:
    """Return the table of some groups as it stands in a period; one group without heading is a plain list."""
    plan = snapshot.plan
    first, last = fiscal_year_short(plan.first_fiscal_year), fiscal_year_short(key.fiscal_year)
    return ActionTable(
        title=title,
        caption=caption,
        groups=tuple(groups),
        trail_span=first if first == last else f"{first}〜{last}",
        fiscal_year=key.fiscal_year,
        period=plan.period_at(key).name,
        empty=empty,
        grouped=any(group.heading for group in groups),
    )


def _row(
    snapshot: Snapshot, item: Standing, keys: Sequence[PeriodKey], schedules: Sequence[Schedule]
) -> ActionRow:
    plan, action, report = snapshot.plan, item.action, item.report
    before, before_text = _before(snapshot, item)
    planned = expected_progress(schedules, plan, item.key)
    owner = responsible(snapshot.departments_by_code, action.department, item.key.fiscal_year)
    actual = report.progress if report else None
    return ActionRow(
        code=action.code,
        name=action.name,
        initiative=action.initiative,
        initiative_name=plan.initiative(action.initiative).name,
        department=owner,
        department_name=snapshot.department_name(owner),
        stage=shown_stage(plan, item),
        sign=standing_sign(plan, item),
        before=before,
        before_text=before_text,
        actual=actual,
        planned=planned,
        progress_text=_progress_text(item, actual),
        planned_text=percent(planned),
        issue=_one_line(report.issue) if report else "",
        achievement=_one_line(report.achievement) if report else "",
        trail=tuple(_point(snapshot, action.code, past, schedules) for past in keys),
        reported=item.reported,
        report_word=report_word(plan, item),
        rating_word=rating_word(plan, item),
        left_out=left_out_word(plan, item),
        rating_before=_rating_before(snapshot, item),
    )


def _before(snapshot: Snapshot, item: Standing) -> tuple[str, str]:
    """Return the word of the period before, and how it stands beside the present one."""
    earlier = snapshot.plan.before(item.key)
    if earlier is None:
        return "", ""
    if not item.action.runs_in(earlier.fiscal_year):
        return "", "新規"
    word = standing_of(snapshot, item.action, earlier).word
    return word, "前回と同じ" if word == item.word else f"前回 {word}"


def _rating_before(snapshot: Snapshot, item: Standing) -> str:
    earlier = snapshot.plan.before(item.key)
    if earlier is None or not item.action.runs_in(earlier.fiscal_year):
        return ""
    return rating_word(snapshot.plan, standing_of(snapshot, item.action, earlier))


def _progress_text(item: Standing, actual: float | None) -> str:
    if actual is not None:
        return percent(actual)
    return f"{NOTHING}（{item.word}）" if item.outside is Outside.UNREPORTED else NOTHING


def _point(snapshot: Snapshot, action: str, key: PeriodKey, schedules: Sequence[Schedule]) -> Point:
    report = snapshot.report(action, key)
    return Point(
        key.fiscal_year,
        snapshot.plan.period_at(key).name,
        period_name(snapshot.plan, key),
        report.progress if report else None,
        expected_progress(schedules, snapshot.plan, key),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def by_initiative(plan: Plan, measure: str, rows: Sequence[ActionRow]) -> tuple[ActionGroup, ...]:
    """Return the rows of a measure under its initiatives in the plan's order, empty initiatives too."""
    return tuple(
        ActionGroup(
            initiative.label, tuple(row for row in rows if row.initiative == initiative.code), NO_ACTION
        )
        for initiative in plan.measure(measure).initiatives
    )
