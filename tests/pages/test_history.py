"""履歴: the list, one submission, the trail of a value, and 取消 by hand."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.services.withdrawal import withdraw_submission
from miharu_dx.ui import page
from tests.pages.opened import Pages, buttons, headline, healthy, press, words
from tests.services.desk import spoken

WHY = "別の課のファイルだったため"


@pytest.fixture
def lived_pages(begun_pages: Pages) -> Pages:
    """Pages over submissions 2 and 3 of 総務課; A1 is in both, A2 only in the second."""
    desk = begun_pages.desk
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress=40)}), "一回目.xlsx")
    rows = {("A1",): spoken(progress="６０％"), ("A2",): spoken("準備中", progress=20)}
    desk.hand_in(desk.form(進捗=rows), "二回目.xlsx")
    return begun_pages


def address(app: AppTest, name: str) -> str:
    """Return what stands in the address under a name."""
    found = app.query_params.get(name, "")
    return found if isinstance(found, str) else found[-1]


def choose(app: AppTest, label: str, value: str) -> AppTest:
    (box,) = [box for box in app.selectbox if box.label == label]
    return box.set_value(value).run()


def part(app: AppTest, value: str) -> AppTest:
    (group,) = [group for group in app.segmented_control if group.label == "見る内容"]
    return group.set_value(value).run()


def test_the_list_opens_a_submission_and_leads_back(lived_pages: Pages) -> None:
    app = lived_pages.open("history")
    healthy(app)
    assert "全4版" in headline(app)
    assert "二回目.xlsx" in words(app)
    app = app.button(key="history_open_4").click().run()
    assert address(app, "submission") == "3"
    assert headline(app).startswith("2行・")
    assert headline(app).endswith("すべて今も登録されています")
    assert "「６０％」" in words(app)
    app = press(app, "一覧へ戻る")
    assert "submission" not in app.query_params
    assert "全4版" in headline(app)


def test_filters_stand_in_the_address(lived_pages: Pages) -> None:
    app = choose(lived_pages.open("history"), "種別", "plan")
    assert address(app, "group") == "plan"
    assert "全4版のうち1版" in headline(app)
    app = choose(app, "担当課", "jumin")
    assert "当てはまる版はありません" in headline(app)
    linked = lived_pages.open("history", term="2026-H1")
    assert "全4版のうち2版" in headline(linked)
    assert "全4版。" in headline(lived_pages.open("history", term="1999-H9", group="<b>"))


def test_a_submission_is_taken_back_by_hand_and_comes_again(lived_pages: Pages) -> None:
    app = part(lived_pages.open("history", submission="3"), "undo")
    healthy(app)
    assert "1行を前の値に戻し、この提出で初めて登録した1行をなくします。" in words(app)
    assert not buttons(app)["この提出を取り消す"]
    app = app.text_area[0].set_value(WHY).run()
    assert not buttons(app)["この提出を取り消す"]
    (sure,) = [box for box in app.checkbox if box.label == "変わる内容を確かめました"]
    app = press(sure.check().run(), "この提出を取り消す")
    healthy(app)
    assert "提出を取り消しました。2行が変わり、版5になりました" in words(app)
    assert "取り消されています" in headline(app)
    assert {row.action: row.progress for row in lived_pages.house.store.snapshot().reports} == {"A1": 40}
    app = part(app, "undo")
    assert "1行をこの提出の値に戻し、1行を再び登録します。" in words(app)
    app = app.text_area[0].set_value("正しかったため").run()
    (sure,) = [box for box in app.checkbox if box.label == "変わる内容を確かめました"]
    app = press(sure.check().run(), "取消をやめて元に戻す")
    assert "取消をやめて、提出を元に戻しました" in words(app)
    assert {r.action: r.progress for r in lived_pages.house.store.snapshot().reports} == {"A1": 60, "A2": 20}


def test_what_was_shown_and_is_out_of_date_is_not_done(lived_pages: Pages) -> None:
    app = part(lived_pages.open("history", submission="3"), "undo")
    app = app.text_area[0].set_value(WHY).run()
    (sure,) = [box for box in app.checkbox if box.label == "変わる内容を確かめました"]
    app = sure.check().run()
    desk = lived_pages.desk
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress=80)}), "三回目.xlsx")
    app = press(app, "この提出を取り消す")
    healthy(app)
    assert "内容を確かめた後に、登録が変わりました" in words(app)
    assert not lived_pages.house.store.snapshot().withdrawals
    assert not buttons(app)["この提出を取り消す"]


def test_a_withdrawn_submission_is_marked_in_every_list(lived_pages: Pages) -> None:
    withdraw_submission(lived_pages.desk.ctx, 3, WHY)
    for name in ("history", "submit", "department"):
        address = {} if name == "history" else {"fy": "2026", "period": "H1", "department": "soumu"}
        assert "取消済" in words(lived_pages.open(name, **address)), name


def test_where_a_value_comes_from_is_told_down_to_the_cell(lived_pages: Pages) -> None:
    app = lived_pages.open("history", show="values", action="A1", row="report-2026-H1")
    healthy(app)
    assert "1回書きかえられました" in headline(app)
    text = " ".join(words(app).split())
    assert "進捗率(%) 60%" in text
    assert "６０％" in text
    assert "二回目.xlsx" in text
    app = choose(app, "個別取組", "A2")
    assert address(app, "action") == "A2"
    assert address(app, "row") == ""
    assert "書きかえられていません" in headline(app)
    app = choose(app, "担当課", "jumin")
    assert "action" not in app.query_params
    assert "まだ値がありません" in headline(app)


@pytest.mark.parametrize(
    ("role", "undo", "file"),
    [(Role.VIEWER, False, False), (Role.COMMITTEE, False, True), (Role.DEPARTMENT, True, True)],
)
def test_each_role_sees_the_record_and_does_what_it_may(
    lived_pages: Pages, monkeypatch: pytest.MonkeyPatch, role: Role, undo: bool, file: bool
) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("試験", role, frozenset({"soumu"})))
    healthy(lived_pages.open("history"))
    app = lived_pages.open("history", submission="3")
    healthy(app)
    assert [group.label for group in app.segmented_control if group.label == "見る内容"] == [
        "見る内容"
    ] * undo
    assert ("提出されたファイルを保存" in buttons(app)) == file


def test_in_the_past_nothing_is_taken_back(lived_pages: Pages) -> None:
    app = lived_pages.open("history", submission="2", at="3")
    healthy(app)
    assert not [group for group in app.segmented_control if group.label == "見る内容"]
    assert "二回目.xlsx" not in words(lived_pages.open("history", at="3"))


@pytest.mark.parametrize("number", ["99", "abc", "-1", "１"])
def test_a_number_that_means_nothing_is_no_failure(lived_pages: Pages, number: str) -> None:
    app = lived_pages.open("history", submission=number)
    healthy(app)
    assert ("番号99の提出はありません" in words(app)) == (number == "99")
