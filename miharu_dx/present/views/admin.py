"""What 管理 tells: how far the first three steps have come, what the store holds and who changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.plan import Department, PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Tally, standings
from miharu_dx.domain.version_kinds import VERSION_KIND_WORDS

KIND_NAMES = {"demo": "見本（サンプル）", "real": "本番"}
VERSION_KINDS = {
    **VERSION_KIND_WORDS,
    "create": "データベースを作成",
    "submit_progress": "進捗の様式を確定",
    "submit_plan": "計画ワークブックを確定",
}


@dataclass(frozen=True)
class SetupStep:
    """One of the first steps of a real store: done or not, what remains and how it is done."""

    title: str
    done: bool
    told: str
    how: str


@dataclass(frozen=True)
class AdminView:
    """The state of the installation in words and figures; ``facts`` are (name, value) of the store."""

    headline: str
    steps: tuple[SetupStep, ...]
    key: PeriodKey
    period_label: str
    facts: tuple[tuple[str, str], ...]
    kind: str

    @property
    def waits_for_plan(self) -> bool:
        """Whether the next thing to do is done in the plan workbook."""
        return self.kind == "real" and not all(step.done for step in self.steps[:2])

    @property
    def waits_for_forms(self) -> bool:
        """Whether the next thing to do is to hand out forms."""
        return self.kind == "real" and not self.waits_for_plan


def admin_view(snapshot: Snapshot, today: date, *, created: datetime, file_name: str) -> AdminView:
    """Return the first step that is not done as headline, or that all are.

    ``file_name`` is the store's name without its folder; whoever needs the place asks on the machine.
    """
    plan = snapshot.plan
    key = plan.last_ended(today)
    steps = (_departments(snapshot, key), _actions(snapshot), _forms(snapshot, key))
    return AdminView(
        _headline(snapshot, steps, key),
        steps,
        key,
        plan.period_label(key),
        _facts(snapshot, created, file_name),
        snapshot.store_kind,
    )


def _headline(snapshot: Snapshot, steps: Sequence[SetupStep], key: PeriodKey) -> str:
    if snapshot.store_kind == "demo":
        told = "見本データを表示しています" if snapshot.actions else "この計画の見本データはありません"
        return f"{told}。準備ができたら本番を始めてください"
    waiting = next((step for step in steps if not step.done), None)
    if waiting is None:
        tally = Tally(standings(snapshot, key))
        label = snapshot.plan.period_label(key)
        return f"準備は済みました。{label}は{tally.asked}件のうち{tally.reported}件の報告があります"
    done = sum(step.done for step in steps)
    if not done:
        return f"準備はまだ一つも済んでいません。まず「{waiting.title}」です"
    return f"準備は{len(steps)}つのうち{done}つが済みました。次は「{waiting.title}」です"


def _departments(snapshot: Snapshot, key: PeriodKey) -> SetupStep:
    alive = [unit for unit in snapshot.departments if unit.exists_in(key.fiscal_year)]
    open_ones = [unit for unit in alive if not unit.confirmed]
    return SetupStep(
        "担当課を確かめる",
        not open_ones,
        f"{len(alive)}課のうち、まだ確かめていないのは{len(open_ones)}課（{_names(open_ones)}）"
        if open_ones
        else f"{len(alive)}課をすべて確かめました",
        "計画ワークブックのシート「担当課」を組織図と見比べ、「確認」の列で「確認済」を選びます。",
    )


def _names(units: Sequence[Department]) -> str:
    return "・".join(unit.label for unit in units)


def _actions(snapshot: Snapshot) -> SetupStep:
    covered = {action.initiative for action in snapshot.actions}
    missing = sum(initiative.code not in covered for initiative in snapshot.plan.initiatives)
    told = "まだ登録がありません"
    if snapshot.actions:
        told = f"{len(snapshot.actions)}件を登録しました"
        told += (
            f"（個別取組のない取組事項が{missing}件あります）" if missing else "。すべての取組事項にあります"
        )
    return SetupStep(
        "個別取組を登録する",
        bool(snapshot.actions),
        told,
        "計画ワークブックのシート「個別取組」「工程」「指標」に記入して渡します。",
    )


def _forms(snapshot: Snapshot, key: PeriodKey) -> SetupStep:
    tally = Tally(standings(snapshot, key))
    label = snapshot.plan.period_label(key)
    told = "個別取組を登録すると、様式を作れます"
    if tally.total:
        told = f"{label}の報告は、{tally.asked}件のうち{tally.reported}件"
    return SetupStep(
        "様式を配る", tally.reported > 0, told, "下の「様式を配る」で全課分をまとめて保存し、各課に渡します。"
    )


def _facts(snapshot: Snapshot, created: datetime, file_name: str) -> tuple[tuple[str, str], ...]:
    return (
        ("計画", snapshot.plan.name),
        ("種類", KIND_NAMES[snapshot.store_kind]),
        ("今の版", f"版{snapshot.version}（{moment_label(snapshot.at.astimezone())}）"),
        ("作成", moment_label(created.astimezone())),
        ("ファイル", file_name),
        (
            "登録",
            f"担当課{len(snapshot.departments)}・個別取組{len(snapshot.actions)}・報告{len(snapshot.reports)}件",
        ),
    )


@dataclass(frozen=True)
class VersionRow:
    """One line of the record of versions: who changed what, and when."""

    version: int
    at: str
    actor: str
    what: str
    note: str
    rows: int


def version_rows(audit: Sequence[Mapping[str, Any]]) -> tuple[VersionRow, ...]:
    """Return the audit records as lines, in the order given."""
    return tuple(
        VersionRow(
            row["version"],
            moment_label(row["at"].astimezone()),
            row["actor"],
            VERSION_KINDS.get(row["kind"], str(row["note"])),
            row["note"] if row["kind"] in VERSION_KINDS and row["note"] != VERSION_KINDS[row["kind"]] else "",
            row["rows_written"],
        )
        for row in audit
    )
