"""提出 beside other people's changes: what stays, what is asked, and what overtook a look at it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.services import upload
from miharu_dx.ui import page
from tests.pages.opened import Pages, buttons, hand_over, headline, healthy, press, words
from tests.services.desk import spoken

H1 = PeriodKey(2026, 0)
SOUMU = {"fy": "2026", "period": "H1", "department": "soumu"}
OTHER = Actor("ほかのサンプル担当", Role.SECRETARIAT)
COMMIT = "確定する"
KEEP_ALL, TAKE_ALL = "すべて今の保存のまま", "すべてこのシートの値に"
SWITCH = "この様式の課・期に切り替えて確かめる"
START = {("A1",): spoken(課題="サンプル：人手"), ("A2",): spoken("準備中", "順調", 10)}


@pytest.fixture
def reported_pages(begun_pages: Pages) -> Pages:
    """Pages over two reported actions."""
    begun_pages.desk.hand_in(begun_pages.desk.form(進捗=START), "はじめ.xlsx")
    return begun_pages


def others(pages: Pages, rows: dict, name: str = "ほか.xlsx") -> None:
    desk = replace(pages.desk, actor=OTHER)
    desk.hand_in(desk.form(進捗=rows), name)


def opened(pages: Pages, **address: str) -> AppTest:
    return pages.open("submit", **{**SOUMU, **address})


def radios(app: AppTest) -> list:
    """Return the questions of the page; other radios are none."""
    return [radio for radio in app.radio if "このシートの値に" in radio.options]


def tick(app: AppTest) -> AppTest:
    (box,) = [box for box in app.checkbox if box.label == "変わる内容を確かめました"]
    return box.check().run()


def test_what_others_changed_and_the_sheet_left_alone_is_counted_and_kept(reported_pages: Pages) -> None:
    mine = reported_pages.desk.form(進捗={("A1",): {"課題": "サンプル：予算"}})
    others(reported_pages, {("A1",): {"進捗率(%)": 60}, ("A2",): {"進捗率(%)": 20}})
    app = hand_over(opened(reported_pages), mine)
    healthy(app)
    assert "別の提出で変わった2セルは、今の保存のまま残ります" in words(app)
    assert OTHER.name in words(app)
    assert headline(app).startswith("1件・1項目が変わります")
    press(tick(app), COMMIT)
    seen = reported_pages.house.store.snapshot()
    assert (seen.report("A1", H1).progress, seen.report("A1", H1).issue) == (60, "サンプル：予算")


def conflicting(pages: Pages) -> AppTest:
    mine = pages.desk.form(進捗={("A1",): {"進捗率(%)": 50, "今後の対応": "サンプル：こちら"}})
    others(pages, {("A1",): {"進捗率(%)": 60, "今後の対応": "サンプル：あちら"}})
    return hand_over(opened(pages), mine)


def test_a_value_changed_on_both_sides_is_chosen_side_by_side_and_nothing_is_chosen_before(
    reported_pages: Pages,
) -> None:
    app = conflicting(reported_pages)
    healthy(app)
    assert headline(app) == "別の提出でも変わった値が、あと2か所あります。選んでください"
    assert len(radios(app)) == 2
    assert [radio.value for radio in radios(app)] == [None, None]
    told = words(app)
    assert all(
        part in told
        for part in ("様式を作った時", "今の保存（だれが・いつ）", "このシート", "40%", "60%", "50%")
    )
    assert f"{OTHER.name}\u3000令和8年10月1日" in told
    app = tick(app)
    assert buttons(app)[COMMIT] is False
    app = radios(app)[0].set_value("このシートの値に").run()
    assert "あと1か所" in headline(app)
    assert buttons(app)[COMMIT] is False
    app = radios(app)[1].set_value("今の保存のまま").run()
    assert headline(app).startswith("1件・1項目が変わります")
    app = press(app, COMMIT)
    healthy(app)
    assert "選んだ値2か所" in words(app)
    found = reported_pages.house.store.snapshot().report("A1", H1)
    assert {found.progress, found.next_step} == {50.0, "サンプル：あちら"}
    assert len(reported_pages.house.store.rows("answers")) == 2


@pytest.mark.parametrize(
    ("button", "progress", "step"), [(KEEP_ALL, 60, "サンプル：あちら"), (TAKE_ALL, 50, "サンプル：こちら")]
)
def test_one_press_answers_everything(reported_pages: Pages, button: str, progress: float, step: str) -> None:
    before = reported_pages.house.store.version
    app = press(conflicting(reported_pages), button)
    healthy(app)
    app = press(tick(app), COMMIT)
    healthy(app)
    found = reported_pages.house.store.snapshot().report("A1", H1)
    assert (found.progress, found.next_step) == (progress, step)
    assert reported_pages.house.store.version == before + 2
    assert headline(app).startswith("確定しました")


def test_an_answer_to_a_value_that_moved_again_is_asked_anew(reported_pages: Pages) -> None:
    app = press(conflicting(reported_pages), TAKE_ALL)
    others(reported_pages, {("A1",): {"進捗率(%)": 70}})
    app = app.run()
    healthy(app)
    assert "あと1か所" in headline(app)
    assert sorted(str(radio.value) for radio in radios(app)) == ["None", "このシートの値に"]


def test_answers_that_clash_are_told_and_cannot_be_confirmed(reported_pages: Pages) -> None:
    mine = reported_pages.desk.form(進捗={("A1",): {"実施段階": "準備中", "進捗率(%)": 50}})
    others(reported_pages, {("A1",): {"実施段階": "完了", "進捗率(%)": 100}})
    app = hand_over(opened(reported_pages), mine)
    stage, progress = radios(app)
    stage.set_value("今の保存のまま")
    app = progress.set_value("このシートの値に").run()
    healthy(app)
    assert "この選び方では確定できません" in words(app)
    app = tick(app)
    assert buttons(app)[COMMIT] is False
    app = press(app, KEEP_ALL)
    assert "この選び方では確定できません" not in words(app)
    assert buttons(app)[COMMIT] is True


def test_the_second_of_two_sessions_is_shown_what_the_first_changed(reported_pages: Pages) -> None:
    mine = reported_pages.desk.form(進捗={("A1",): {"課題": "サンプル：予算"}})
    app = tick(hand_over(opened(reported_pages), mine))
    assert buttons(app)[COMMIT] is True
    others(reported_pages, {("A2",): {"評価": "やや遅れ", "課題": "サンプル：不調"}})
    version = reported_pages.house.store.version
    (button,) = [button for button in app.button if button.label == COMMIT]
    app = button.click().run()
    healthy(app)
    assert reported_pages.house.store.version == version
    told = words(app)
    assert "確かめている間に、別の提出で2か所が変わりました" in told
    assert all(part in told for part in ("サンプル決裁の電子化", "順調", "やや遅れ", OTHER.name))
    assert buttons(app)[COMMIT] is False
    app = press(tick(app), COMMIT)
    assert reported_pages.house.store.version == version + 1


def test_a_commit_that_overtakes_between_look_and_press_is_shown_the_same_way(
    reported_pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = reported_pages.desk.form(進捗={("A1",): {"課題": "サンプル：予算"}})
    app = tick(hand_over(opened(reported_pages), mine))
    commit = upload.commit

    def late(*arguments: object, **named: object) -> object:
        monkeypatch.setattr(upload, "commit", commit)
        others(reported_pages, {("A2",): {"進捗率(%)": 30}})
        return commit(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(upload, "commit", late)
    app = press(app, COMMIT)
    healthy(app)
    assert "確かめている間に、別の提出で1か所が変わりました" in words(app)
    assert reported_pages.house.store.snapshot().report("A1", H1).issue == "サンプル：人手"


def test_another_departments_commit_takes_nothing_from_ones_hands(reported_pages: Pages) -> None:
    app = tick(
        hand_over(opened(reported_pages), reported_pages.desk.form(進捗={("A1",): {"課題": "サンプル"}}))
    )
    reported_pages.desk.hand_in(reported_pages.desk.form("jumin", 進捗={("B1",): spoken()}))
    app = press(app, COMMIT)
    healthy(app)
    assert headline(app).startswith("確定しました")


def test_a_double_press_stores_once_and_says_when(reported_pages: Pages) -> None:
    app = tick(
        hand_over(opened(reported_pages), reported_pages.desk.form(進捗={("A1",): {"課題": "サンプル"}}))
    )
    held, judged = app.session_state["progress_held"], app.session_state["progress_judged"]
    app = press(app, COMMIT)
    version = reported_pages.house.store.version
    # 一度目の答えが届く前に、同じ画面からもう一度押したときの姿。
    app.session_state["progress_held"] = held
    app.session_state["progress_judged"] = judged
    app = app.run()
    healthy(app)
    assert reported_pages.house.store.version == version
    assert f"何も変わりません（版{version}）" in headline(app)
    assert COMMIT not in buttons(app)


def test_a_form_of_another_department_is_switched_to_and_judged_again(begun_pages: Pages) -> None:
    app = hand_over(
        opened(begun_pages, fy="2025", period="H2"), begun_pages.desk.form("jumin", 進捗={("B1",): spoken()})
    )
    healthy(app)
    assert "住民課" in words(app)
    app = press(app, SWITCH)
    healthy(app)
    shown = {name: app.query_params[name] for name in ("fy", "period", "department")}
    assert shown == {"fy": "2026", "period": "H1", "department": "jumin"}
    assert headline(app).startswith("1件・")
    press(tick(app), COMMIT)
    assert begun_pages.house.store.snapshot().report("B1", H1) is not None


def test_nobody_is_led_to_a_form_they_may_not_hand_in(
    begun_pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = begun_pages.desk.form("jumin", 進捗={("B1",): spoken()})
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("サンプル担当", Role.DEPARTMENT, frozenset({"soumu"})))
    app = hand_over(opened(begun_pages), data)
    assert SWITCH not in buttons(app)


def test_another_fault_of_the_file_offers_no_switch(begun_pages: Pages) -> None:
    app = hand_over(opened(begun_pages), begun_pages.desk.plan_book())
    assert SWITCH not in buttons(app)


def test_warnings_alone_offer_the_returned_book_too_and_advice_is_folded(begun_pages: Pages) -> None:
    app = hand_over(opened(begun_pages), begun_pages.desk.form(進捗={("A1",): spoken()}))
    healthy(app)
    assert "返却ブックを保存（指摘をセルに記入）" in buttons(app)
    (advice,) = [found for found in app.expander if found.label.startswith("機械可読性の助言")]
    assert not advice.proto.expanded


def test_a_closed_period_is_changed_with_a_reason_only(reported_pages: Pages) -> None:
    store = reported_pages.house.store
    with store.transaction(actor=OTHER.name, kind="period_close", note="", at=reported_pages.clock()) as tx:
        tx.put("closing", [{"fiscal_year": 2026, "period": "H1", "closed": True, "reason": "サンプル"}], None)
    app = tick(
        hand_over(opened(reported_pages), reported_pages.desk.form(進捗={("A1",): {"課題": "サンプル"}}))
    )
    assert buttons(app)[COMMIT] is False
    (reason,) = [area for area in app.text_area if "締め切った" in area.label]
    app = reason.input("サンプル：数え間違い").run()
    app = press(app, COMMIT)
    healthy(app)
    assert store.snapshot().submissions[-1].reason == "サンプル：数え間違い"


def test_the_plan_workbook_asks_the_same_way_on_its_own_page(begun_pages: Pages) -> None:
    mine = begun_pages.desk.plan_book(個別取組={("A1",): {"個別取組名": "サンプル申請（改）"}})
    other = replace(begun_pages.desk, actor=OTHER)
    other.hand_in(other.plan_book(個別取組={("A1",): {"個別取組名": "サンプル申請（新）"}}), "計画2.xlsx")
    app = hand_over(begun_pages.open("admin"), mine, "計画.xlsx")
    healthy(app)
    assert headline(app) == "別の提出でも変わった値が、あと1か所あります。選んでください"
    (radio,) = radios(app)
    app = press(tick(radio.set_value("このシートの値に").run()), COMMIT)
    healthy(app)
    assert begun_pages.house.store.snapshot().actions_by_code["A1"].name == "サンプル申請（改）"
