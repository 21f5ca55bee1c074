"""A small plan in a store's state: three departments' actions and indicators, all samples."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import Action, Indicator, Report, Snapshot, Target
from miharu_dx.intake import workbook as books
from miharu_dx.intake.free.headings import Calendar
from miharu_dx.intake.free.table_search import tables_of
from miharu_dx.intake.free.tables import FreeBook
from tests.intake.free import layouts
from tests.samples import PLAN_FILE

PLAN = load_plan(PLAN_FILE)
CALENDAR = Calendar.of(PLAN)
H1 = PeriodKey(2026, 0)
H2 = PeriodKey(2026, 1)
TODAY = date(2026, 10, 5)
JST = timezone(timedelta(hours=9))

SUBMITTED, TOUCHED, SHARE, OPENED = (
    "オンライン申請の数",
    "電子化した手続の数",
    "電子決裁率",
    "公開した資料の数",
)
SMALL, MIDDLE = "小学校で端末を週3回以上使う学級の割合", "中学校で端末を週3回以上使う学級の割合"


def _action(code: str, name: str, initiative: str, department: str) -> Action:
    return Action(code, name, initiative, department, first_fiscal_year=2023, last_fiscal_year=2027)


ACTIONS = (
    _action("A1", layouts.A1, "1-1", "soumu"),
    _action("A2", layouts.A2, "2-4", "soumu"),
    _action("A3", layouts.A3, "2-4", "soumu"),
    _action("A4", layouts.A4, "2-4", "soumu"),
    _action("B1", layouts.B1, "1-2", "jumin"),
    _action("E1", layouts.E1, "1-1", "kyoiku"),
)
INDICATORS = (
    Indicator("A1", SUBMITTED, "件", "高い方が良い", "単年度", 10.0),
    Indicator("A1", TOUCHED, "件", "高い方が良い", "累計", 0.0),
    Indicator("A2", SHARE, "%", "高い方が良い", "単年度", 0.0),
    Indicator("A3", OPENED, "件", "高い方が良い", "累計", 0.0),
    Indicator("E1", SMALL, "%", "高い方が良い", "単年度", 80.0),
    Indicator("E1", MIDDLE, "%", "高い方が良い", "単年度", 80.0),
)
EARLIER = (
    Report("A1", 2025, "H2", "更新", "準備中", "順調", 30.0, "画面を選んだ。", author="サンプル担当"),
    Report("A2", 2025, "H2", "更新", "検討中", "順調", 10.0, "調べた。", author="サンプル担当"),
)


def snapshot(*reports: Report) -> Snapshot:
    """Return the state of the store with these reports beside those of the period before."""
    return Snapshot(
        plan=PLAN,
        store_kind="real",
        version=3,
        latest_version=3,
        at=datetime(2026, 4, 20, 9, 0, tzinfo=JST),
        departments=PLAN.departments,
        actions=ACTIONS,
        indicators=INDICATORS,
        targets=(Target("A1", SUBMITTED, 2026, 200.0), Target("A2", SHARE, 2026, 60.0)),
        reports=(*EARLIER, *reports),
        store_id="town",
    )


def book_of(data: bytes) -> FreeBook:
    """Return the tables of a workbook."""
    return tables_of(books.parse(data), CALENDAR)


def layout(name: str) -> FreeBook:
    """Return the tables of a layout."""
    return book_of(layouts.workbook(name))
