"""Another town at work: its plan, its store filled by workbooks, and what was said in them.

Every name is invented and marked サンプル. A store is filled as an office fills it: the plan workbook
is downloaded, filled in and handed in, then one form per department and quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.store import Store
from tests.services.desk import JST, OFFICE, Clock, Desk, Rows

PLAN_FILE = Path(__file__).resolve().parent / "second_plan.toml"
BEGINS = datetime(2025, 4, 7, 9, 0, tzinfo=JST)
TODAY = datetime(2026, 11, 6, 9, 0, tzinfo=JST)

STOPS, SILENT, ABSENT, UNCHANGED, EXCLUDED = "x", ".", " ", "=", "Z"


@dataclass(frozen=True)
class Said:
    """One action and its quarters from the plan's first: a letter, or how it stood in its place."""

    code: str
    name: str
    initiative: str
    department: str
    quarters: str
    finishes: int = 99

    def spoken(self, quarter: int) -> str:
        """Return the letter in force in a quarter; what is unchanged is the letter before."""
        while self.quarters[quarter] == UNCHANGED:
            quarter -= 1
        return self.quarters[quarter]


LIFE: tuple[Said, ...] = (
    Said("S-01", "窓口予約の電子化", "ア", "citizen", "BBBAAA"),
    Said("S-02", "申請様式の統合", "ア", "citizen", "BBCCBB"),
    Said("S-03", "遠隔相談の試行", "イ", "welfare", "BBBBCC"),
    Said("S-04", "交付機の更新", "ウ", "citizen", "BBBB=B"),
    Said("S-05", "見守り名簿の共有", "エ", "welfare", "BBCDDC"),
    Said("S-06", "健診結果の分析", "オ", "welfare", "BBBBZB"),
    Said("S-07", "停留所の位置表示", "カ", "city", "BCCDDD"),
    Said("S-08", "運賃表の公開", "カ", "city", "BBBx  "),
    Said("S-09", "舗装の画像点検", "キ", "city", "BBBBB."),
    Said("S-10", "支払の自動照合", "ク", "digital", "AABBBB"),
    Said("S-11", "決裁文書の移行", "ケ", "digital", "BBBBAA", finishes=4),
    Said("S-12", "書庫の目録作り", "ケ", "digital", "BBCCBB"),
    Said("S-13", "通訳端末の貸出し", "イ", "welfare", "    BB"),
)
QUARTERS = len(LIFE[0].quarters)
DEPARTMENTS = ("digital", "citizen", "welfare", "city")
LATE = ("welfare", 3)


def second_plan() -> Plan:
    """Return the plan of the other town."""
    return load_plan(PLAN_FILE)


def sample_name(said: Said) -> str:
    """Return the name of an action as it stands in the store."""
    return f"サンプル{said.name}"


def asked(said: Said, quarter: int) -> bool:
    """Whether an action has a place among those shown in a quarter."""
    return said.quarters[quarter] != ABSENT or STOPS in said.quarters[:quarter]


def second_town(path: Path) -> Desk:
    """Return the desk of the other town on a real store that holds six quarters."""
    plan = second_plan()
    clock = Clock(BEGINS)
    store = Store.create(path, kind="real", plan=plan, at=clock.now, actor=OFFICE.name)
    desk = Desk(store, plan, clock)
    receipt = desk.hand_in(
        desk.plan_book(個別取組=_actions(plan), 工程=_schedule(plan), 指標=_targets(plan)), "計画.xlsx"
    )
    assert receipt.submission is not None
    for quarter, key in enumerate(plan.period_keys[:QUARTERS]):
        for place, department in enumerate(DEPARTMENTS):
            _hand_in(desk, department, quarter, key, place)
    clock.now = TODAY
    return desk


def _hand_in(desk: Desk, department: str, quarter: int, key: PeriodKey, place: int) -> None:
    days = 6 if (department, quarter) == LATE else -place
    desk.clock.now = datetime.combine(
        desk.plan.deadline(key) + timedelta(days=days), datetime.min.time(), JST
    ) + timedelta(hours=10, minutes=place)
    period = desk.plan.period_at(key).name
    rows = {
        (said.code,): _row(desk.plan, said, quarter)
        for said in LIFE
        if said.department == department and said.quarters[quarter] not in (SILENT, ABSENT)
    }
    actuals = {}
    if department == "citizen" and key.order == len(desk.plan.periods) - 1:
        actuals = {("S-01", "電子申請の数", str(key.fiscal_year)): {"実績値": 620}}
    data = desk.form(department, key.fiscal_year, period, 進捗=rows, 指標=actuals)
    desk.hand_in(data, f"{department}_{key.fiscal_year}_{period}.xlsx")


def _row(plan: Plan, said: Said, quarter: int) -> dict[str, object]:
    letter = said.quarters[quarter]
    if letter == UNCHANGED:
        return {"申告区分": "変更なし", "記入者": "サンプル担当"}
    if letter == EXCLUDED:
        return {"申告区分": "該当なし", "記入者": "サンプル担当"}
    stage, progress = _stage(plan, said, quarter)
    row: dict[str, object] = {
        "申告区分": "更新", "実施段階": stage, "評価": said.spoken(max(quarter - 1, 0)) if letter == STOPS else letter,
        "進捗率(%)": progress, "今期の実績": f"サンプル：{said.name}の打合せをした", "記入者": "サンプル担当",
    }  # fmt: skip
    if letter in ("C", "D"):
        row |= {"課題": "サンプル：仕様がまとまらない", "今後の対応": "サンプル：関係者と日程を組み直す"}
    if letter == "D":
        row["本部に求める判断・支援"] = f"サンプル：{said.name}の期限を延ばしてよいか"
    return row


def _stage(plan: Plan, said: Said, quarter: int) -> tuple[str, int]:
    by_meaning = {stage.meaning: stage.name for stage in plan.stages}
    moving = [stage.name for stage in plan.stages if stage.meaning == "active"]
    if said.quarters[quarter] == STOPS:
        return by_meaning["stopped"], 20
    if quarter >= said.finishes:
        return by_meaning["done"], 100
    pace = {"A": 9, "B": 8, "C": 6, "D": 4}
    progress = sum(pace.get(said.spoken(q), 0) for q in range(quarter + 1) if said.quarters[q] != ABSENT)
    return moving[0 if quarter < 2 else -1], progress


def _actions(plan: Plan) -> Rows:
    units = {unit.code: unit.label for unit in plan.departments}
    return {
        (said.code,): {
            "個別取組名": sample_name(said),
            "取組事項": plan.initiative(said.initiative).label,
            "担当課": units[said.department],
            "開始年度": plan.first_fiscal_year + (said.quarters[0] == ABSENT),
            "内容": "サンプルの取組です。",
        }
        for said in LIFE
    }


def _schedule(plan: Plan) -> Rows:
    stages = [stage.name for stage in plan.stages if stage.meaning in ("active", "done")]
    return {
        (said.code, str(year)): {
            "年度末の計画段階": stages[index],
            "年度末の計画進捗率(%)": (35, 70, 100)[index],
        }
        for said in LIFE
        for index, year in enumerate(plan.fiscal_years)
        if said.quarters[0] != ABSENT or index
    }


def _targets(plan: Plan) -> Rows:
    return {
        ("S-01", "電子申請の数", str(year)): {
            "単位": "件", "方向": "高い方が良い", "種別": "単年度", "基準値": 100, "目標値": 500 + 200 * index,
        }
        for index, year in enumerate(plan.fiscal_years)
    }  # fmt: skip
