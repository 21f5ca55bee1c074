"""提出 as a browser receives it: every state says what to do next, and nothing is stored unseen."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.ui import page, take_away
from tests.pages.opened import Pages, buttons, hand_over, headline, healthy, markup, press, words
from tests.services.desk import spoken

H1 = PeriodKey(2026, 0)
SAVE = "様式を保存（.xlsx）"
COMMIT = "確定する"
BACK = "登録せずに戻る"
SOUMU = {"fy": "2026", "period": "H1", "department": "soumu"}
FAULTY = {("A1",): spoken(rating="遅延", progress="120"), ("A2",): spoken("準備中", "順調", "約半分")}
GOOD = {
    ("A1",): spoken(rating="遅れ", progress="４５％", 課題="サンプル：納期が延びた"),
    ("A2",): spoken("準備中", "順調", 20),
}


def opened(pages: Pages, **address: str) -> AppTest:
    return pages.open("submit", **{**SOUMU, **address})


def tick(app: AppTest, start: str) -> AppTest:
    (box,) = [box for box in app.checkbox if box.label.startswith(start)]
    return box.check().run()


def confirmed(app: AppTest) -> AppTest:
    return press(tick(app, "変わる内容"), COMMIT)


def test_the_first_step_offers_the_form_and_takes_a_workbook(begun_pages: Pages) -> None:
    app = opened(begun_pages)
    healthy(app)
    assert headline(app).endswith("（期限まで19日）")
    assert buttons(app)[SAVE]
    assert COMMIT not in buttons(app)
    assert len(app.file_uploader) == 1
    assert "個別取組 2件 だけ" in words(app)
    assert "まだありません" in words(app)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ({"department": "jumin"}, ("住民課", "令和8年度（2026年度）上期")),
        ({"fy": "2025", "period": "H2"}, ("総務課（文書情報グループ）", "令和7年度（2025年度）下期")),
        ({"fy": "1999", "period": "Z9", "department": "nobody"}, ("総務課（文書情報グループ）", "上期")),
    ],
)
def test_the_address_chooses_the_form_and_a_strange_one_is_no_error(
    begun_pages: Pages, address: dict, shown: tuple
) -> None:
    app = opened(begun_pages, **address)
    healthy(app)
    assert all(part in words(app) for part in shown)
    assert buttons(app)[SAVE]


def test_a_choice_by_hand_goes_into_the_address(begun_pages: Pages) -> None:
    app = opened(begun_pages)
    app = next(box for box in app.selectbox if box.label == "担当課").select("jumin").run()
    assert app.query_params["department"] == "jumin"
    assert "個別取組 1件 だけ" in words(app)


def test_without_actions_nothing_can_be_received_and_the_page_says_why(empty_pages: Pages) -> None:
    app = empty_pages.open("submit")
    healthy(app)
    assert "個別取組が登録されると作れます" in headline(app)
    assert "事務局が「管理」" in words(app)
    assert SAVE not in buttons(app)


def test_a_department_is_offered_its_own_form_and_no_other(
    begun_pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("サンプル担当", Role.DEPARTMENT, frozenset({"jumin"})))
    app = opened(begun_pages)
    healthy(app)
    box = next(box for box in app.selectbox if box.label == "担当課")
    assert box.options == ["住民課"]
    theirs = begun_pages.desk.form(進捗={("A1",): spoken()})
    app = hand_over(app, theirs)
    healthy(app)
    assert "総務課（文書情報グループ）の内容は、その課の担当者と事務局だけが変えられます" in words(app)
    assert COMMIT not in buttons(app)


def test_a_viewer_is_refused_in_words(begun_pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("試験", Role.VIEWER))
    app = opened(begun_pages)
    healthy(app)
    assert "今の役割（閲覧）ではできません" in words(app)
    assert not app.file_uploader


@pytest.mark.parametrize(
    ("name", "data"),
    [("メモ.csv", "番号,名前".encode("euc_jp")), ("図.png", b"\x89PNG\r\n\x1a\n0000"), ("空.xlsx", b""), ("壊れ.xlsx", b"PK\x03\x04" + b"\0" * 60)],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_refused_in_words_and_the_next_one_is_taken(
    begun_pages: Pages, name: str, data: bytes
) -> None:
    app = hand_over(opened(begun_pages), data, name)
    healthy(app)
    assert "mdx-notice-bad" in markup(app)
    assert buttons(app)[SAVE]
    app = hand_over(app, begun_pages.desk.form(進捗=GOOD))
    assert "mdx-notice-bad" not in markup(app)
    assert COMMIT in buttons(app)


def test_faults_are_shown_by_cell_and_nothing_can_be_committed(begun_pages: Pages) -> None:
    before = begun_pages.house.store.version
    app = hand_over(opened(begun_pages), begun_pages.desk.form(進捗=FAULTY))
    healthy(app)
    assert headline(app) == "直すところが2か所あります。直すまで確定できません"
    shown = words(app)
    for part in (
        "ファイルと見出し：問題なし",
        "要修正 2か所",
        "注意 1か所",
        "J2",
        "遅延",
        "L2",
        "120",
        "L3",
        "約半分",
    ):
        assert part in shown
    assert COMMIT not in buttons(app)
    assert buttons(app)["返却ブックを保存（指摘をセルに記入）"]
    assert begun_pages.house.store.version == before
    app = hand_over(app, begun_pages.desk.form(進捗=GOOD))
    assert headline(app).startswith("2件・")


def test_a_form_for_another_department_hides_its_rows_and_says_so(begun_pages: Pages) -> None:
    app = hand_over(
        opened(begun_pages), begun_pages.desk.form("jumin", 進捗={("B1",): spoken(rating="遅延")})
    )
    healthy(app)
    assert "ファイルと見出し：要修正 1か所" in words(app)
    assert "その先の行はまだ確かめていません" in words(app)
    assert "遅延" not in words(app).split("機械可読性")[0]


def test_a_commit_needs_the_check_box_and_leaves_a_receipt(begun_pages: Pages) -> None:
    store = begun_pages.house.store
    before = store.version
    data = begun_pages.desk.form(進捗=GOOD)
    app = hand_over(opened(begun_pages), data, "総務課_上期.xlsx")
    healthy(app)
    assert buttons(app)[COMMIT] is False
    assert "総務課の評価：順調0→1件・遅れ0→1件" in "".join(words(app).split())
    app = tick(app, "変わる内容")
    assert buttons(app)[COMMIT] is True
    assert store.version == before
    app = press(app, COMMIT)
    healthy(app)
    assert store.version == before + 1
    assert store.snapshot().report("A1", H1).progress == 45
    assert headline(app) == f"確定しました。2件を登録し、版{before + 1}になりました"
    assert {"全体状況を見る", "担当課の画面を見る"} <= set(buttons(app))
    assert "総務課_上期.xlsx" in words(app)
    assert "progress_held" not in app.session_state
    assert "progress_judged" not in app.session_state


def test_the_same_file_again_says_so_and_offers_no_commit(begun_pages: Pages) -> None:
    data = begun_pages.desk.form(進捗=GOOD)
    app = confirmed(hand_over(opened(begun_pages), data))
    version = begun_pages.house.store.version
    app = hand_over(app, data)
    healthy(app)
    assert headline(app).endswith(
        f"この端末の利用者が渡した内容と同じなので、何も変わりません（版{version}）"
    )
    assert COMMIT not in buttons(app)
    for contradiction in ("まだ何も登録していません", "記録に残ります", "重なり", "機械可読性", "変わる内容"):
        assert contradiction not in words(app).replace("変わる内容を確かめて確定する", "")
    app = press(app, "戻る")
    healthy(app)
    assert SAVE in buttons(app)


def test_going_back_drops_the_file_and_stores_nothing(begun_pages: Pages) -> None:
    before = begun_pages.house.store.version
    app = press(hand_over(opened(begun_pages), begun_pages.desk.form(進捗=GOOD)), BACK)
    assert (begun_pages.house.store.version, SAVE in buttons(app)) == (before, True)
    assert "progress_held" not in app.session_state


def test_two_people_with_the_same_file_store_it_once(begun_pages: Pages) -> None:
    data = begun_pages.desk.form(進捗=GOOD)
    one, other = (tick(hand_over(opened(begun_pages), data), "変わる内容") for _ in range(2))
    press(one, COMMIT)
    version = begun_pages.house.store.version
    other = press(other, COMMIT)
    assert begun_pages.house.store.version == version
    assert f"何も変わりません（版{version}）" in headline(other)
    assert COMMIT not in buttons(other)


def test_a_file_in_hand_is_seen_by_nobody_else(begun_pages: Pages) -> None:
    mine = hand_over(opened(begun_pages), begun_pages.desk.form(進捗=GOOD), "私の様式.xlsx")
    assert "私の様式.xlsx" in words(mine)
    theirs = opened(begun_pages)
    assert "私の様式.xlsx" not in words(theirs)
    assert SAVE in buttons(theirs)


def test_silent_rows_are_named_and_stay_unreported(begun_pages: Pages) -> None:
    app = hand_over(opened(begun_pages), begun_pages.desk.form(進捗={("A1",): spoken()}))
    assert "未報告のまま 1件" in words(app)
    assert "サンプル決裁の電子化" in words(app)
    confirmed(app)
    assert begun_pages.house.store.snapshot().report("A2", H1) is None


def test_the_tabs_tell_what_changes_and_what_does_not(begun_pages: Pages) -> None:
    begun_pages.desk.hand_in(begun_pages.desk.form(進捗=GOOD))
    later = {
        ("A1",): spoken(rating="やや遅れ", progress=50, 課題="サンプル：納期が延びた"),
        ("A2",): GOOD["A2",],
    }
    app = hand_over(opened(begun_pages), begun_pages.desk.form(進捗=later))
    (tabs,) = [group for group in app.button_group if group.label == "表示する行"]
    assert tabs.options == ["変わる 1件", "変わらない 1件", "すべて 2件"]
    assert "良くなった" in words(app)
    assert "mdx-names" not in markup(app)
    app = tabs.set_value("unchanged").run()
    assert "mdx-diff" not in markup(app)
    assert "サンプル決裁の電子化" in words(app)


def test_the_record_is_shown_a_page_at_a_time(full_pages: Pages) -> None:
    app = full_pages.open("submit")
    total = len([row for row in full_pages.house.store.snapshot().submissions if row.kind == "progress"])
    assert f"1〜10件目／{total}件" in words(app)
    pager = app.pagination(key="progress_record_page")
    app = pager.set_value(2).run()
    assert f"11〜20件目／{total}件" in words(app)


def test_a_refusal_while_a_file_is_made_is_said_once(
    begun_pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: dict[str, object] = {}
    monkeypatch.setattr(
        take_away.st, "download_button", lambda label, data, *args, **named: made.update({label: data})
    )
    app = opened(begun_pages)

    def refuse(*_: object) -> None:
        raise Refusal("demo.only")

    monkeypatch.setattr(take_away.listing, "written", refuse)
    monkeypatch.setattr("miharu_dx.services.forms.progress_form", refuse)
    with pytest.raises(Refusal):
        made[SAVE]()  # type: ignore[operator]
    assert [Refusal("demo.only").message in toast.value for toast in app.run().toast] == [True]
    assert not app.run().toast
