"""提出状況 as a browser receives it: who is missing, the letter to copy, 変更なし at one press, the deadline."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UNCHANGED
from miharu_dx.services import closing
from miharu_dx.services.collection import collection
from miharu_dx.ui import page
from miharu_dx.ui.collection_panels import ROWS_SHOWN, UNITS_SHOWN
from tests.pages.opened import JST, Pages, buttons, headline, healthy, markup, press, words
from tests.services.desk import spoken

YEAR, PERIOD = "2026", "H2"
H1, H2 = PeriodKey(2026, 0), PeriodKey(2026, 1)
SURE = "どの個別取組も、前の期から変わっていないことを確かめました"


def opened(pages: Pages, **more: str) -> AppTest:
    return pages.open("collection", **({"fy": YEAR, "period": PERIOD} | more))


@pytest.fixture
def waiting(begun_pages: Pages) -> Pages:
    """Return pages on which one department reported a period and nobody the one after it, past its deadline."""
    desk = begun_pages.desk
    desk.hand_in(desk.form(進捗={("A1",): spoken(), ("A2",): {"申告区分": "該当なし"}}))
    begun_pages.clock.now = datetime(2027, 4, 20, 9, 0, tzinfo=JST)
    return begun_pages


def letter(app: AppTest) -> str:
    (block,) = [block.value for block in app.code if block.value.startswith("件名")]
    return block


def test_the_page_shows_what_its_view_says(demo_pages: Pages) -> None:
    ctx = demo_pages.desk.ctx
    app = opened(demo_pages, fy="2025")
    healthy(app)
    view = collection(ctx, PeriodKey(2025, 1), today=ctx.today())
    assert headline(app) == view.headline
    cells = re.findall(r'class="mdx-when mdx-when-([a-z_]+)"', markup(app))
    assert cells == [cell.timing.value for row in view.rows for cell in row.cells]
    for unit in view.missing:
        for row in unit.rows:
            assert row.code in words(app)
    assert view.due.day in words(app)


def test_the_bare_address_shows_the_period_being_collected_though_nobody_reported_it(waiting: Pages) -> None:
    app = waiting.open("collection")
    healthy(app)
    assert "令和8年度（2026年度）下期" in words(app)
    assert headline(app) == "2課のうち0課が報告済み。期限を過ぎて、未提出2課"


def test_a_department_is_picked_out_and_its_rows_and_letter_alone_are_shown(waiting: Pages) -> None:
    app = opened(waiting, department="jumin")
    healthy(app)
    assert markup(app).count('<tr class="mdx-own">') == 1
    assert "B1　サンプル窓口の決済" in letter(app)
    assert "A1" not in letter(app)
    assert "住民課" in letter(app).splitlines()[2]
    both = opened(waiting)
    assert "A1　サンプル申請の電子化" in letter(both)
    assert "B1　サンプル窓口の決済" in letter(both)
    assert buttons(both)["2課分をまとめて保存（.zip）"]
    assert buttons(both)["この文を保存（.txt）"]


def test_no_change_is_listed_confirmed_and_handed_in(waiting: Pages) -> None:
    app = opened(waiting, department="soumu")
    app = app.button(key="unchanged_soumu").click().run()
    healthy(app)
    shown = words(app)
    assert "前の期が「該当なし」のため、記入が必要" in shown
    assert not buttons(app)["1件を提出する"]
    (sure,) = [box for box in app.checkbox if box.label == SURE]
    app = sure.check().run()
    app = press(app, "1件を提出する")
    healthy(app)
    seen = waiting.house.store.snapshot()
    assert seen.report("A1", H2).declaration == UNCHANGED
    assert seen.report("A2", H2) is None
    assert seen.submissions[-1].file_name == "様式_総務課_R08下期_変更なし.xlsx"
    assert "確定しました。1件を登録し" in words(app)
    assert "残りの1件は、様式に記入して提出してください。" in words(app)
    assert headline(app) == "2課のうち0課が報告済み。期限を過ぎて、未提出1課・一部1課"


def test_the_same_is_offered_on_the_page_where_forms_are_handed_in(waiting: Pages) -> None:
    app = waiting.open("submit", fy=YEAR, period=PERIOD, department="soumu")
    healthy(app)
    assert "未報告の2件のうち1件は" in words(app)
    app = app.button(key="unchanged_soumu").click().run()
    (sure,) = [box for box in app.checkbox if box.label == SURE]
    app = press(sure.check().run(), "1件を提出する")
    healthy(app)
    assert waiting.house.store.snapshot().report("A1", H2).declaration == UNCHANGED
    other = waiting.open("submit", fy=YEAR, period=PERIOD, department="jumin")
    assert "前の期から変わらないとき" not in words(other)


def test_a_closed_period_asks_why(waiting: Pages) -> None:
    closing.close_period(waiting.desk.ctx, H2)
    app = opened(waiting, department="soumu").button(key="unchanged_soumu").click().run()
    (sure,) = [box for box in app.checkbox if box.label == SURE]
    app = sure.check().run()
    assert not buttons(app)["1件を提出する"]
    (reason,) = [field for field in app.text_input if field.label == "締切後に変える理由"]
    app = press(reason.input("サンプル：提出を忘れていた").run(), "1件を提出する")
    healthy(app)
    assert waiting.house.store.snapshot().submissions[-1].reason == "サンプル：提出を忘れていた"


def test_the_deadline_is_set_shown_everywhere_and_given_back(waiting: Pages) -> None:
    app = opened(waiting).button(key="deadline_open").click().run()
    healthy(app)
    (day,) = [field for field in app.date_input if field.label == "新しい期限"]
    app = day.set_value(date(2027, 4, 30)).run()
    app = press(app, "この日を期限にする")
    healthy(app)
    assert "令和9年4月30日（金）" in words(app)
    assert "事務局が設定" in words(app)
    assert headline(app).endswith("受付中2課（期限まであと10日）")
    assert "期限 4月30日(金)" in words(waiting.open("department", fy=YEAR, period=PERIOD, department="soumu"))
    assert "期限まで10日" in headline(waiting.open("submit", fy=YEAR, period=PERIOD, department="soumu"))
    assert "令和9年4月30日(金)（事務局が設定）" in words(waiting.open("definitions"))
    app = opened(waiting).button(key="deadline_open").click().run()
    assert "これまでの設定" in words(app)
    app = press(app, "期限なしにする")
    assert "期限なし" in words(app)
    assert "期限の設定なし" in headline(app)
    app = press(opened(waiting).button(key="deadline_open").click().run(), "計画の期限に戻す")
    assert "計画の定義による" in words(app)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"fy": "2027", "period": "H2"}, "まだ始まっていない"),
        ({"fy": "2025", "period": "H1"}, "2課のうち0課が報告済み"),
    ],
)
def test_a_period_before_and_one_ahead(waiting: Pages, address: dict[str, str], said: str) -> None:
    app = opened(waiting, **address)
    healthy(app)
    assert said in headline(app)


def test_an_empty_store_says_what_to_do(empty_pages: Pages) -> None:
    app = empty_pages.open("collection")
    healthy(app)
    assert "個別取組の登録はまだない" in headline(app)
    assert "未報告の個別取組" in words(app)
    assert not [block for block in app.code if block.value.startswith("件名")]


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.VIEWER, Role.COMMITTEE, Role.PROJECTOR])
def test_whoever_may_not_remind_or_set_up_sees_the_state_alone(
    waiting: Pages, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("試験", role, frozenset({"soumu"})))
    app = opened(waiting)
    healthy(app)
    assert "担当課ごとの提出状況" in words(app)
    assert not [block for block in app.code if block.value.startswith("件名")]
    keys = {button.key for button in app.button}
    assert "deadline_open" not in keys
    assert ("unchanged_soumu" in keys) == (role is Role.DEPARTMENT)


def test_three_hundred_rows_are_folded_by_department_and_so_is_the_letter(full_pages: Pages) -> None:
    app = opened(full_pages, fy="2026", period="H2")
    healthy(app)
    view = collection(full_pages.desk.ctx, PeriodKey(2026, 1), today=full_pages.desk.ctx.today())
    long = [unit for unit in view.missing if len(unit.rows) > ROWS_SHOWN + 1]
    assert long
    shown = markup(app).count('<span class="mdx-missing-name">')
    assert shown <= UNITS_SHOWN * (ROWS_SHOWN + 1)
    assert f"ほか{len(long[0].rows) - ROWS_SHOWN}件。" in words(app)
    (box,) = [one for one in app.selectbox if one.key == "letter_to"]
    assert len(box.options) == len(view.missing)
    assert view.missing[0].label in letter(app)
    assert view.missing[1].label not in letter(app)
    alone = opened(full_pages, fy="2026", period="H2", department=long[0].department)
    assert markup(alone).count('<span class="mdx-missing-name">') == len(long[0].rows)
