"""確認 on the screen: choose several, confirm, return with a reason, close the period; refusals in words."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.review import State, statuses
from miharu_dx.services import closing, review, upload
from miharu_dx.services.review_settings import choose_route
from miharu_dx.ui import page
from tests.pages.opened import Pages, buttons, hand_over, headline, healthy, press, words
from tests.services.desk import spoken

HERE = {"fy": "2026", "period": "H1"}
WHY = "割合の数え方が前期と違います"


@pytest.fixture
def asked(begun_pages: Pages) -> Pages:
    """Pages over two submissions that wait for the committee."""
    desk = begun_pages.desk
    choose_route(desk.ctx, "committee")
    desk.hand_in(desk.form(進捗={("A1",): spoken(), ("A2",): spoken()}))
    desk.hand_in(desk.form("jumin", 進捗={("B1",): spoken()}))
    return begun_pages


def numbers(pages: Pages) -> list[int]:
    return [row.id for row in pages.house.store.snapshot().submissions if row.kind == "progress"]


def states(pages: Pages) -> list[State]:
    known = statuses(pages.house.store.snapshot())
    return [known[number].state for number in numbers(pages)]


def pick(app: AppTest, number: int) -> AppTest:
    (box,) = [box for box in app.checkbox if f"番号{number}の" in box.label]
    return box.check().run()


def dialog(pages: Pages, number: int) -> AppTest:
    return pages.open("review", **HERE, submission=str(number))


def test_several_submissions_are_chosen_listed_and_confirmed_at_once(asked: Pages) -> None:
    app = asked.open("review", **HERE)
    healthy(app)
    assert "確認を待つ提出が2件" in headline(app)
    assert buttons(app)["選んだ提出を確認済にする"] is False
    app = press(app, "2件すべて選ぶ")
    assert "委員会の確認：総務課・住民課（報告3件）" in words(app)
    app = press(app, "選んだ2件を確認済にする")
    assert states(asked) == [State.CONFIRMED] * 2
    assert "提出2件を確認済にしました" in words(app)
    assert "報告3件がすべて確認済です" in headline(app)


def test_one_submission_is_confirmed_while_the_other_one_waits(asked: Pages) -> None:
    app = pick(asked.open("review", **HERE), numbers(asked)[1])
    press(app, "選んだ1件を確認済にする")
    assert states(asked) == [State.SUBMITTED, State.CONFIRMED]


def test_what_somebody_else_said_meanwhile_is_told_and_nothing_is_changed(asked: Pages) -> None:
    app = press(asked.open("review", **HERE), "2件すべて選ぶ")
    store = asked.house.store
    review.send_back(asked.desk.ctx, {numbers(asked)[0]: "committee"}, WHY, seen=store.version)
    app = press(app, "選んだ2件を確認済にする")
    healthy(app)
    assert "画面を開いた後に「差戻し」になりました" in words(app)
    assert states(asked) == [State.RETURNED, State.SUBMITTED]


def test_a_submission_is_opened_with_what_it_brought_and_returned_with_a_reason(asked: Pages) -> None:
    app = dialog(asked, numbers(asked)[0])
    healthy(app)
    assert "この期の初めての報告" in words(app)
    app = press(app, "委員会から差し戻す")
    assert "差戻しの理由が書かれていません" in words(app)
    assert states(asked)[0] is State.SUBMITTED
    (area,) = [area for area in app.text_area if "差戻しの理由" in area.label]
    area.set_value(WHY)
    app = press(app, "委員会から差し戻す")
    assert states(asked)[0] is State.RETURNED
    assert WHY in words(app)


def test_the_department_is_told_where_it_hands_in_until_it_has(asked: Pages) -> None:
    desk = asked.desk
    review.send_back(desk.ctx, {numbers(asked)[0]: "committee"}, WHY, seen=desk.store.version)
    for name in ("submit", "department"):
        assert WHY in words(asked.open(name, **HERE, department="soumu"))
        assert WHY not in words(asked.open(name, **HERE, department="jumin"))
    app = asked.open("submit", **HERE, department="soumu")
    data = desk.form(進捗={("A1",): spoken(progress=55)})
    assert WHY in words(hand_over(app, data))
    desk.hand_in(data)
    assert WHY not in words(asked.open("submit", **HERE, department="soumu"))


def test_a_link_keeps_state_and_department_and_an_unknown_submission_is_said(asked: Pages) -> None:
    app = asked.open("review", **HERE, show="confirmed", department="soumu")
    healthy(app)
    assert "「確認済」の提出はありません" in words(app)
    app = dialog(asked, 99)
    healthy(app)
    assert "番号99の提出はありません" in words(app)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DEPARTMENT])
def test_who_may_not_confirm_sees_the_list_and_nothing_to_press(
    asked: Pages, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("誰か", role, frozenset({"soumu"})))
    app = asked.open("review", **HERE)
    healthy(app)
    assert not app.checkbox
    told = buttons(app)
    assert not any("確認済にする" in label or "締め切る" in label for label in told)
    app = dialog(asked, numbers(asked)[0])
    assert not any("差し戻す" in label for label in buttons(app))


def test_the_lead_of_a_department_confirms_its_own_submissions_only(
    asked: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_route(asked.desk.ctx, "manager_committee")
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("課長", Role.DEPARTMENT, frozenset({"soumu"})))
    app = asked.open("review", **HERE)
    assert len(app.checkbox) == 1
    press(pick(app, numbers(asked)[0]), "選んだ1件を確認済にする")
    known = statuses(asked.house.store.snapshot())
    assert [known[number].waiting_for for number in numbers(asked)] == ["committee", "manager"]


def test_the_office_closes_a_period_and_opens_it_with_a_reason(asked: Pages) -> None:
    app = asked.open("review", **HERE)
    assert "確認待ちの提出が2件あります" in words(app)
    app = press(app, "令和8年度（2026年度）上期を締め切る")
    healthy(app)
    assert "締切済" in words(app)
    (form,) = [button for button in app.button if button.label == "締切を解く"]
    app = form.click().run()
    assert "締切を解く理由が書かれていません" in words(app)
    app.text_area[0].set_value("誤りが見つかったため")
    app = press(app, "締切を解く")
    assert "締切前" in words(app)


def test_the_order_is_chosen_on_the_page(begun_pages: Pages) -> None:
    app = begun_pages.open("review", **HERE)
    healthy(app)
    (box,) = [box for box in app.selectbox if box.label == "順序"]
    app = press(box.select("manager_committee").run(), "この順序にする")
    assert "課長が先、委員会が後" in words(app)


def test_a_late_change_is_drawn_where_the_period_is_read(asked: Pages) -> None:
    desk = asked.desk
    closing.close_period(desk.ctx, desk.plan.key(2026, "上期"))
    app = asked.open("submit", **HERE, department="soumu")
    app = hand_over(app, desk.form(進捗={("A1",): spoken(progress=55)}))
    healthy(app)
    assert any("理由" in area.label for area in app.text_area)
    data = desk.form(進捗={("A1",): spoken(progress=55)})
    upload.commit(desk.ctx, desk.check(data), data, reason="集計の誤り")
    assert "締切後の変更 1件" in words(asked.open("overview", **HERE))
    assert "締切後の変更" in words(asked.open("actions", **HERE))
    assert "集計の誤り" in words(asked.open("review", **HERE))
