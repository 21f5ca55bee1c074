"""Several files handed over on 提出: one table, one press for those that pass, the others left to people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.ui import page, submit_many
from tests.pages.opened import XLSX_TYPE, Pages, buttons, hand_over, headline, healthy, markup, press, words
from tests.services.desk import spoken
from tests.services.test_mapping import csv as own_table

SOUMU = {"fy": "2026", "period": "H1", "department": "soumu"}
OTHER = Actor("ほかのサンプル担当", Role.SECRETARIAT)
Files = dict[str, bytes]


def opened(pages: Pages) -> AppTest:
    return pages.open("submit", **SOUMU)


def several(app: AppTest, found: Files, way: str = submit_many.SEVERAL) -> AppTest:
    """Hand several files over and return the page after it."""
    (ways,) = [group for group in app.button_group if submit_many.FOLDER in group.options]
    app = ways.set_value(way).run()
    healthy(app)
    return app.file_uploader[0].set_value([(name, data, XLSX_TYPE) for name, data in found.items()]).run()


def tick(app: AppTest) -> AppTest:
    (box,) = [box for box in app.checkbox if box.label.startswith("ファイルごとの結果")]
    return box.check().run()


def four(pages: Pages) -> Files:
    desk = pages.desk
    return {
        "総務課.xlsx": desk.form(進捗={("A1",): spoken()}),
        "住民課.xlsx": desk.form("jumin", 進捗={("B1",): spoken()}),
        "だめ.xlsx": desk.form(year=2025, period="下期", 進捗={("A1",): spoken(progress="120")}),
        "絵.xlsx": b"\x89PNG\r\n\x1a\n",
    }


def test_each_file_is_judged_for_its_own_department_and_those_that_pass_are_committed_together(
    begun_pages: Pages,
) -> None:
    store = begun_pages.house.store
    before = store.version
    app = several(opened(begun_pages), four(begun_pages))
    healthy(app)
    assert headline(app) == "4件のうち2件を確定できます。ほか2件は、先に直すか選びます"
    told = words(app)
    assert all(
        part in told
        for part in ("総務課 令和8 上期", "住民課 令和8 上期", "総務課 令和7 下期", "受け取れない")
    )
    assert store.version == before
    assert buttons(app)["2件を確定する"] is False
    assert "返却ブック1件をまとめて保存（.zip）" in buttons(app)
    app = press(tick(app), "2件を確定する")
    healthy(app)
    assert store.version == before + 2
    assert headline(app) == "2件を確定しました。2件は、先に直すか選びます"
    assert {report.action for report in store.snapshot().reports} == {"A1", "B1"}
    app = press(app, "一覧を閉じる")
    healthy(app)
    assert "many_files" not in app.session_state


def test_two_files_for_one_department_are_left_to_people_and_can_be_opened_alone(begun_pages: Pages) -> None:
    desk = begun_pages.desk
    found = {
        "前.xlsx": desk.form(進捗={("A1",): spoken(progress=40)}),
        "後.xlsx": desk.form(進捗={("A1",): spoken(progress=60)}),
    }
    app = several(opened(begun_pages), found)
    assert words(app).count("同じ課・期が2つ") >= 2
    assert not [label for label in buttons(app) if label.endswith("件を確定する")]
    (pick,) = [box for box in app.selectbox if box.label.startswith("1つずつ")]
    app = press(pick.set_value("後.xlsx").run(), "このファイルを開く")
    healthy(app)
    assert headline(app).startswith("1件・")
    (box,) = [box for box in app.checkbox if box.label == "変わる内容を確かめました"]
    app = press(box.check().run(), "確定する")
    healthy(app)
    assert "「後.xlsx」" in words(app)
    assert "登録済み（版3）" in words(app)
    assert "選ぶところがある" in words(app)


def test_a_file_that_others_overtook_is_judged_anew_and_says_so(begun_pages: Pages) -> None:
    app = several(
        opened(begun_pages), {"総務課.xlsx": begun_pages.desk.form(進捗={("A1",): spoken(progress=40)})}
    )
    other = replace(begun_pages.desk, actor=OTHER)
    other.hand_in(other.form(進捗={("A1",): spoken(progress=60)}))
    app = app.run()
    healthy(app)
    assert "確かめている間に別の提出で" in words(app)
    assert "選ぶところがある" in words(app)


def test_of_a_folder_only_workbooks_are_read_and_lock_files_are_not(begun_pages: Pages) -> None:
    data = begun_pages.desk.form(進捗={("A1",): spoken()})
    found = {"集/総務課.xlsx": data, "集/~$総務課.xlsx": data, "集/メモ.docx": b"memo"}
    app = several(opened(begun_pages), found, submit_many.FOLDER)
    healthy(app)
    assert headline(app) == "1件のうち1件を確定できます"
    assert "表でないファイル1件（メモ.docx）は読んでいません" in words(app)
    assert "集/総務課.xlsx" in words(app)


def test_far_too_many_files_are_not_read(begun_pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submit_many, "FILES_AT_ONCE", 1)
    app = several(opened(begun_pages), four(begun_pages))
    healthy(app)
    assert "mdx-notice-bad" in markup(app)
    assert "many_files" not in app.session_state


def test_a_department_hands_over_one_file(begun_pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("サンプル担当", Role.DEPARTMENT, frozenset({"soumu"})))
    app = opened(begun_pages)
    assert not [group for group in app.button_group if submit_many.FOLDER in group.options]
    healthy(hand_over(app, begun_pages.desk.form(進捗={("A1",): spoken()})))


def test_leaving_the_list_drops_the_files_and_stores_nothing(begun_pages: Pages) -> None:
    before = begun_pages.house.store.version
    app = press(several(opened(begun_pages), four(begun_pages)), "登録せずに戻る")
    healthy(app)
    assert begun_pages.house.store.version == before
    assert "様式を保存（.xlsx）" in buttons(app)


def test_a_table_nobody_mapped_waits_among_the_files_and_is_told_how_to_read_in_its_own_period(
    begun_pages: Pages,
) -> None:
    found = {
        "集/総務課_R07下期.csv": own_table(),
        "集/総務課.xlsx": begun_pages.desk.form(進捗={("A1",): spoken()}),
    }
    app = several(opened(begun_pages), found, submit_many.FOLDER)
    healthy(app)
    assert "開いて決める" in words(app)
    assert "総務課 令和7 下期" in words(app)
    app = press(app, "このファイルを開く")
    healthy(app)
    assert headline(app).startswith("取込の対応付け")
    assert (app.query_params["fy"], app.query_params["period"]) == ("2025", "H2")
    for step in ("列を対応付ける", "言葉を対応付ける", "行を対応付ける", "確かめる"):
        app = press(app, f"次へ：{step}")
    app = press(press(app, "保存して、変わる内容を確かめる"), "登録せずに戻る")
    healthy(app)
    assert "開いて決める" not in words(app), "the list is judged anew once the table is mapped"
    assert "担当課は、ファイル名「総務課_R07下期.csv」から" in words(app)
