"""会議 on the screen: the order is changed, the edition made in one press, what came after told, two compared."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.services import editions, meetings
from miharu_dx.ui import page
from tests.pages.opened import Pages, buttons, headline, healthy, press, words
from tests.services.desk import spoken

HERE = {"fy": "2026", "period": "H1"}
LATE = {"rating": "遅れ", "課題": "サンプル", "今後の対応": "サンプル"}
NAME = "サンプル会議"


@pytest.fixture
def told(begun_pages: Pages) -> Pages:
    """Pages over three reports, all of them exceptions."""
    desk = begun_pages.desk
    asking = {"本部に求める判断・支援": "予算の組替えを認めてほしい"}
    desk.hand_in(desk.form(進捗={("A1",): spoken(**LATE, **asking), ("A2",): spoken(**LATE)}))
    desk.hand_in(desk.form("jumin", 進捗={("B1",): spoken(**{**LATE, "rating": "やや遅れ"})}))
    return begun_pages


def better(pages: Pages) -> None:
    pages.desk.hand_in(pages.desk.form(進捗={("A2",): spoken(progress=55)}))


def act(app: AppTest, label: str, code: str) -> AppTest:
    """Press a button of one matter on the agenda."""
    return app.button(key=f"agenda_{label}_{code}").click().run()


def places(app: AppTest) -> list[int]:
    text = words(app)
    return [text.rindex(name) for name in ("申請の電子化", "決裁の電子化", "窓口の決済")]


def test_the_agenda_says_why_and_can_be_put_in_another_order(told: Pages) -> None:
    app = told.open("meeting", **HERE)
    healthy(app)
    assert headline(app) == "第1回で話すのは3件。うち判断を求めるもの1件"
    assert "予算の組替えを認めてほしい" in words(app)
    assert places(app) == sorted(places(app))
    assert app.button(key="agenda_上へ_A1").disabled
    app = act(app, "先頭に", "B1")
    assert "先頭に固定" in words(app)
    first = places(app)
    assert first[2] < first[0] < first[1]
    app = act(app, "外す", "A1")
    assert headline(app) == "第1回で話すのは2件"
    assert "今回は話さない" in words(app)
    app = act(act(app, "戻す", "A1"), "固定をやめる", "B1")
    assert places(app) == sorted(places(app))
    app = act(app, "下へ", "A1")
    assert "順番を変えた" in words(app)
    assert places(app)[1] < places(app)[0]


def test_one_press_makes_the_edition_and_a_later_form_is_told_as_a_change_after_it(told: Pages) -> None:
    app = told.open("meeting", **HERE)
    assert "会議版はまだない" in words(app)
    (name,) = [field for field in app.text_input if field.label == "会議の名前"]
    name.set_value(NAME)
    app = press(app, "会議版を作る")
    healthy(app)
    (made,) = editions.editions(told.desk.ctx)
    assert f"第1回 {NAME}の会議版を作りました" in words(app)
    assert made.short_hash in words(app)
    assert "会議後の変更はない" in words(app)
    assert headline(app).startswith("第2回で話すのは")
    better(told)
    app = told.open("meeting", **HERE)
    assert "会議後の変更 " in words(app)
    assert "個別取組で" in words(app)
    assert "会議版が二つになると、ここで比べられる" in words(app)


def test_the_number_and_the_day_are_kept_before_the_edition_is_made(told: Pages) -> None:
    app = told.open("meeting", **HERE)
    app.number_input[0].set_value(7)
    (day,) = [field for field in app.date_input if field.label == "開催日"]
    day.set_value(date(2026, 12, 1))
    app = press(app, "名前と開催日だけ残す")
    healthy(app)
    assert "（令和8年12月1日）として残しました" in words(app)
    (kept,) = meetings.meetings(told.desk.ctx)
    assert (kept.number, kept.held_on) == (7, date(2026, 12, 1))
    assert headline(app).startswith("第7回で")


def test_a_name_that_is_missing_is_said_and_nothing_is_made(told: Pages) -> None:
    app = told.open("meeting", **HERE)
    (name,) = [field for field in app.text_input if field.label == "会議の名前"]
    name.set_value(" ")
    app = press(app, "会議版を作る")
    assert "会議の名前が書かれていません" in words(app)
    assert editions.editions(told.desk.ctx) == ()


def test_two_editions_stand_side_by_side_as_the_address_says(told: Pages) -> None:
    ctx = told.desk.ctx
    editions.create_edition(ctx, NAME)
    better(told)
    editions.create_edition(ctx, NAME)
    better_words = "評価が悪くなったもの0件、良くなったもの1件"
    app = told.open("meeting", **HERE)
    healthy(app)
    assert better_words in words(app)
    app = told.open("meeting", **HERE, edition="1", against="2")
    assert better_words in words(app)
    assert "第1回 サンプル会議の会議版の後に、1件の個別取組で" in words(app)
    app = told.open("meeting", **HERE, edition="9")
    healthy(app)
    assert "リンクの会議版「9」はない" in words(app)


def test_the_record_of_a_meeting_is_written(told: Pages) -> None:
    editions.create_edition(told.desk.ctx, NAME)
    app = press(told.open("meeting", **HERE), "出席者・意見を書く")
    healthy(app)
    (people,) = [area for area in app.text_area if area.label.startswith("出席者")]
    people.set_value("サンプル 太郎\nサンプル 花子")
    (begins,) = [field for field in app.text_input if field.label.startswith("始まり")]
    begins.set_value("昼すぎ")
    app = press(app, "記録を残す")
    assert "時刻「昼すぎ」を読めません" in words(app)
    (begins,) = [field for field in app.text_input if field.label.startswith("始まり")]
    begins.set_value("13:30")
    press(app, "記録を残す")
    kept = meetings.meeting_named(told.desk.ctx, 1)
    assert (kept.begins, kept.attendees) == ("13:30", "サンプル 太郎\nサンプル 花子")


def test_the_newest_edition_is_taken_back_with_a_reason(told: Pages) -> None:
    editions.create_edition(told.desk.ctx, NAME)
    app = press(told.open("meeting", **HERE), "会議版を取り消す")
    assert "会議版を取り消す理由が書かれていません" in words(app)
    app.text_area[0].set_value("提出がまだあった")
    app = press(app, "会議版を取り消す")
    healthy(app)
    assert editions.editions(told.desk.ctx) == ()
    assert "会議版はまだない" in words(app)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DEPARTMENT, Role.COMMITTEE])
def test_who_does_not_prepare_meetings_sees_all_and_changes_nothing(
    told: Pages, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions.create_edition(told.desk.ctx, NAME)
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("誰か", role, frozenset({"soumu"})))
    app = told.open("meeting", **HERE)
    healthy(app)
    assert "サンプル申請の電子化" in words(app)
    told_buttons = {
        "会議版を作る",
        "外す",
        "先頭に",
        "上へ",
        "議題に加える",
        "出席者・意見を書く",
        "会議版を取り消す",
    }
    assert not told_buttons & set(buttons(app))


def test_the_past_shows_the_editions_it_knew_and_offers_nothing_to_change(told: Pages) -> None:
    before = told.house.store.version
    made = editions.create_edition(told.desk.ctx, NAME)
    app = told.open("meeting", **HERE, at=str(before))
    healthy(app)
    assert "会議版はまだない" in words(app)
    assert "会議版を作る" not in buttons(app)
    app = told.open("meeting", **HERE)
    app = press(app, "この時点で見る")
    healthy(app)
    told_past = f"令和8年10月1日・版{made.frozen_version}・内容の印 {made.short_hash}"
    assert f"第1回 {NAME}の会議版（{told_past}）を表示しています" in words(app)
    assert "最新に戻る" in buttons(app)
