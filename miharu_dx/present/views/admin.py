"""What 管理 tells: how far the first three steps have come, and what the store holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Tally, standings


@dataclass(frozen=True)
class SetupStep:
    """One of the first steps of a real store: done or not, and what remains."""

    title: str
    done: bool
    told: str
    how: str


@dataclass(frozen=True)
class AdminView:
    """The state of the installation in words and figures."""

    headline: str
    steps: tuple[SetupStep, ...]
    key: PeriodKey
    period_label: str


def admin_view(snapshot: Snapshot, today: date) -> AdminView:
    """Return the first step that is not done as headline, or that all are."""
    plan = snapshot.plan
    key = plan.last_ended(today)
    unconfirmed = [d for d in snapshot.departments if not d.confirmed and d.exists_in(key.fiscal_year)]
    alive = [d for d in snapshot.departments if d.exists_in(key.fiscal_year)]
    tally = Tally(standings(snapshot, key))
    covered = {action.initiative for action in snapshot.actions}
    missing = [initiative for initiative in plan.initiatives if initiative.code not in covered]
    steps = (
        SetupStep(
            "担当課を確かめる",
            not unconfirmed,
            f"{len(alive)}課のうち未確認{len(unconfirmed)}課"
            if unconfirmed
            else f"{len(alive)}課を確かめました",
            "計画ワークブックのシート「担当課」を組織図と見比べ、「確認」の列で「確認済」を選びます。",
        ),
        SetupStep(
            "個別取組を登録する",
            bool(snapshot.actions),
            f"{len(snapshot.actions)}件を登録しました（個別取組のない取組事項 {len(missing)}件）"
            if snapshot.actions
            else "まだ登録がありません",
            "計画ワークブックのシート「個別取組」「工程」「指標」に記入して渡します。",
        ),
        SetupStep(
            "様式を配る",
            tally.reported > 0,
            f"{plan.period_label(key)}の報告 {tally.reported}／{tally.asked}件"
            if tally.total
            else "個別取組を登録すると、様式を作れます",
            "下の「様式を配る」でまとめて保存し、各課に渡します。",
        ),
    )
    waiting = next((step for step in steps if not step.done), None)
    done = sum(step.done for step in steps)
    headline = (
        f"準備は3つのうち{done}つが済みました。次は「{waiting.title}」です"
        if waiting
        else f"準備は済みました。{plan.period_label(key)}は{tally.reported}／{tally.asked}件の報告があります"
    )
    return AdminView(headline, steps, key, plan.period_label(key))
