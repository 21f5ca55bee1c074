"""What the first step of 提出 tells: whose form it is, how many actions wait and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.calendar import date_label, day_label, moment_label
from miharu_dx.domain.deadlines import Due, due_of
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Tally, standings
from miharu_dx.present.views.review_words import returns_told

NO_DEPARTMENT = "担当課なし"


@dataclass(frozen=True)
class ChooseView:
    """The form that is offered; ``count`` actions stand on it, ``waiting`` of them are not reported."""

    headline: str
    unit: str
    period: str
    deadline: str
    count: int
    waiting: int
    made_from: str


def choose_view(snapshot: Snapshot, department: str | None, key: PeriodKey, today: date) -> ChooseView:
    """Return what somebody who opens the page has to do next; no department means nothing is registered."""
    plan = snapshot.plan
    unit = snapshot.departments_by_code.get(department or "")
    tally = Tally(standings(snapshot, key, department=department) if unit else ())
    waiting = tally.asked - tally.reported
    due = due_of(snapshot, key)
    left = remaining(due, today)
    if unit is None:
        headline = "渡す様式は、まだありません。個別取組が登録されると作れます"
    elif returns_told(snapshot, unit.code, key):
        headline = "差し戻されています。理由を読み、直した様式を渡してください"
    elif not waiting:
        headline = f"{tally.asked}件すべて報告済みです。直すときは、もう一度渡してください"
    elif tally.reported:
        headline = f"{tally.asked}件のうち{waiting}件が未報告です。記入して渡してください（{left}）"
    else:
        headline = f"様式を受け取り、Excelで記入して渡してください（{left}）"
    return ChooseView(
        headline=headline,
        unit=unit.label if unit else NO_DEPARTMENT,
        period=plan.period_label(key),
        deadline="期限の設定なし" if due.day is None else f"期限 {day_label(due.day)}",
        count=tally.total,
        waiting=waiting,
        made_from=f"版{snapshot.version}（{date_label(snapshot.at.astimezone().date())}）から作成",
    )


def remaining(due: Due, today: date) -> str:
    """Return how long is left until a deadline, or how long it is past; that there is none is said."""
    days = due.left(today)
    if days is None:
        return "期限の設定なし"
    if days > 0:
        return f"期限まで{days}日"
    return "期限は今日" if days == 0 else f"期限を{-days}日超過"


@dataclass(frozen=True)
class FootView:
    """What stands at the foot of every step: 基準日, 更新日時, 出典 and the version."""

    as_of: str
    updated: str
    source: str
    version: int
    remarks: tuple[str, ...] = ()


def foot_view(snapshot: Snapshot, key: PeriodKey, source: str, remarks: tuple[str, ...] = ()) -> FootView:
    """Return the dates of the store as it stands; ``source`` is the workbook in hand or the form."""
    last = snapshot.last_submission
    updated = "―（提出なし）"
    if last is not None:
        updated = f"{moment_label(last.at.astimezone())}（{snapshot.department_name(last.department)}）"
    return FootView(date_label(snapshot.plan.end_date(key)), updated, source, snapshot.version, remarks)
