"""A real store with a few registered actions, and a desk at which workbooks are filled in and handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.preview import Expected, Preview, Receipt
from miharu_dx.present.workbook.fill import fill
from miharu_dx.services import forms, upload
from miharu_dx.services.context import Context
from miharu_dx.store import Store

PLAN_FILE = Path(__file__).resolve().parents[2] / "data" / "plan.toml"
JST = timezone(timedelta(hours=9))
OFFICE = Actor("事務局 サンプル担当", Role.SECRETARIAT)

Rows = Mapping[tuple[str, ...], Mapping[str, object]]


@dataclass
class Clock:
    """A clock that only moves when told to."""

    now: datetime = field(default=datetime(2026, 10, 1, 9, 0, tzinfo=JST))

    def __call__(self) -> datetime:
        """Return the moment set."""
        return self.now


@dataclass
class Desk:
    """Somebody at work on one store; forms are downloaded, filled in and handed over for real."""

    store: Store
    plan: Plan
    clock: Clock
    actor: Actor = OFFICE

    @property
    def ctx(self) -> Context:
        """The surroundings of a use case."""
        return Context(self.store, self.plan, self.actor, self.clock)

    def as_department(self, *codes: str) -> Desk:
        """Return the same desk with a department's person at it."""
        return Desk(
            self.store, self.plan, self.clock, Actor("サンプル担当", Role.DEPARTMENT, frozenset(codes))
        )

    def plan_book(self, **sheets: Rows) -> bytes:
        """Return the plan workbook with rows filled in, by sheet name."""
        return self._fill(forms.plan_form(self.ctx).data, sheets)

    def form(
        self, department: str = "soumu", year: int = 2026, period: str = "上期", **sheets: Rows
    ) -> bytes:
        """Return the form of a department with rows filled in, by sheet name."""
        return self._fill(forms.progress_form(self.ctx, department, year, period).data, sheets)

    def _fill(self, data: bytes, sheets: Mapping[str, Rows]) -> bytes:
        return fill(data, sheets, saved_by="サンプル担当", saved_at=self.clock.now)  # type: ignore[arg-type]

    def check(self, data: bytes, name: str = "様式.xlsx", **expected: object) -> Preview:
        """Return the preview of a workbook."""
        return upload.prepare(self.ctx, name, data, Expected(**expected))  # type: ignore[arg-type]

    def hand_in(self, data: bytes, name: str = "様式.xlsx") -> Receipt:
        """Check and commit a workbook."""
        return upload.commit(self.ctx, self.check(data, name), data)


ACTIONS: Rows = {
    ("A1",): {
        "個別取組名": "サンプル申請の電子化",
        "取組事項": "1-1 行政手続のオンライン化",
        "担当課": "総務課（文書情報グループ）",
        "開始年度": 2023,
    },
    ("A2",): {
        "個別取組名": "サンプル決裁の電子化",
        "取組事項": "2-4 ペーパーレス、ハンコレス、電子決裁の推進",
        "担当課": "総務課（文書情報グループ）",
        "開始年度": 2023,
    },
    ("B1",): {
        "個別取組名": "サンプル窓口の決済",
        "取組事項": "1-2 キャッシュレス決済及び収納の実現",
        "担当課": "住民課",
        "開始年度": 2024,
    },
}
SCHEDULE: Rows = {
    ("A1", "2026"): {"年度末の計画段階": "実施中", "年度末の計画進捗率(%)": 80},
    ("A2", "2026"): {"年度末の計画段階": "準備中", "年度末の計画進捗率(%)": 40},
}
INDICATORS: Rows = {
    ("A1", "オンライン申請の数", "2026"): {
        "単位": "件", "方向": "高い方が良い", "種別": "単年度", "基準値": 10, "目標値": 200,
    },
}  # fmt: skip


def opened_desk(path: Path) -> Desk:
    """Return a desk on a real store that holds three actions."""
    plan = load_plan(PLAN_FILE)
    clock = Clock()
    store = Store.create(path, kind="real", plan=plan, at=clock.now, actor=OFFICE.name)
    desk = Desk(store, plan, clock)
    desk.hand_in(desk.plan_book(個別取組=ACTIONS, 工程=SCHEDULE, 指標=INDICATORS), "計画.xlsx")
    return desk


def desk_on(path: Path) -> Desk:
    """Return a desk on a store that exists."""
    plan = load_plan(PLAN_FILE)
    return Desk(Store.open(path, plan=plan), plan, Clock())


def spoken(
    stage: str = "実施中", rating: str = "順調", progress: object = 40, **more: object
) -> dict[str, object]:
    """Return the inputs of a row that reports something."""
    return {
        "申告区分": "更新", "実施段階": stage, "評価": rating, "進捗率(%)": progress,
        "今期の実績": "サンプル：申請の画面を作った", "記入者": "サンプル担当", **more,
    }  # fmt: skip
