"""管理 as a browser receives it: the samples are left only on purpose, and what remains is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.store import Store
from miharu_dx.ui import page
from miharu_dx.ui.page import DEMO_TEXT, NO_SAMPLES_TEXT
from tests.pages.conftest import Install
from tests.pages.opened import (
    NOW,
    OFFICE,
    Pages,
    buttons,
    hand_over,
    headline,
    healthy,
    press,
    product_plan,
    words,
)
from tests.services.desk import ACTIONS

PLAN_BOOK = "計画ワークブックを保存（.xlsx）"


def begin_button(app: AppTest):
    return app.button(key="start_real_go")


def test_the_demo_offers_to_begin_and_needs_a_word_for_it(demo_pages: Pages) -> None:
    app = demo_pages.open("admin")
    healthy(app)
    assert "本番を始めて" in headline(app)
    assert begin_button(app).disabled
    assert buttons(app)[PLAN_BOOK]


def test_beginning_makes_an_empty_real_store_and_keeps_the_samples_aside(demo_pages: Pages) -> None:
    house = demo_pages.house
    samples = len(house.store.snapshot().actions)
    app = demo_pages.open("admin")
    app = app.checkbox(key="start_real_sure").check().run()
    app = begin_button(app).click().run()
    healthy(app)
    assert (house.store.kind, house.store.snapshot().actions) == ("real", ())
    assert house.settings.store_file.exists()
    assert headline(app) == "準備はまだ一つも済んでいません。まず「担当課を確かめる」です"
    assert "見本データ" not in words(app)
    assert "本番を始める" not in buttons(app)
    house.close()
    kept = Store.open(house.settings.demo_store_file, plan=house.plan)
    assert len(kept.snapshot().actions) == samples
    kept.close()


def test_a_second_one_who_begins_is_told_and_loses_nothing(demo_pages: Pages) -> None:
    one, other = (demo_pages.open("admin").checkbox(key="start_real_sure").check().run() for _ in range(2))
    begin_button(one).click().run()
    identity = demo_pages.house.store.store_id
    other = begin_button(other).click().run()
    healthy(other)
    assert demo_pages.house.store.store_id == identity
    assert "はじめの3つの準備" in words(other)


def test_what_remains_is_named_step_by_step(empty_pages: Pages) -> None:
    app = empty_pages.open("admin")
    healthy(app)
    shown = words(app)
    for unit in empty_pages.house.plan.departments:
        assert unit.confirmed or unit.label in shown
    assert "まだ登録がありません" in shown
    assert "個別取組を登録すると、様式を作れます" in shown
    assert not [label for label in buttons(app) if label.endswith("まとめて保存（.zip）")]


def test_forms_are_offered_all_at_once_and_one_by_one(begun_pages: Pages) -> None:
    app = begun_pages.open("admin")
    healthy(app)
    assert buttons(app)["2課分をまとめて保存（.zip）"]
    assert buttons(app)["この課の様式を保存"]
    assert "個別取組のない取組事項が22件あります" in words(app)
    assert "3件のうち0件" in words(app)


def test_the_plan_workbook_goes_the_same_way_as_any_form(empty_pages: Pages) -> None:
    store = empty_pages.house.store
    wrong = {("A1",): {**ACTIONS["A1",], "取組事項": "ない取組"}}
    app = hand_over(empty_pages.open("admin"), empty_pages.desk.plan_book(個別取組=wrong), "計画.xlsx")
    healthy(app)
    assert headline(app).startswith("直すところが")
    assert "ない取組" in words(app)
    assert "様式を配る" not in words(app)
    app = hand_over(app, empty_pages.desk.plan_book(個別取組=ACTIONS), "計画.xlsx")
    assert headline(app).startswith("3件・")
    assert "個別取組 0 → 3件" in " ".join(words(app).split())
    (sure,) = [box for box in app.checkbox if box.label == "変わる内容を確かめました"]
    app = press(sure.check().run(), "確定する")
    healthy(app)
    assert len(store.snapshot().actions) == 3
    assert "確定しました。3件を登録し、版2になりました" in words(app)
    assert "計画ワークブックを確定" in words(app)


def test_the_store_is_described_without_its_folder(begun_pages: Pages) -> None:
    shown = words(begun_pages.open("admin"))
    assert "本番" in shown
    assert begun_pages.house.store.path.name in shown
    assert str(begun_pages.house.store.path.parent) not in shown
    assert "この端末の利用者" not in shown
    assert "事務局 サンプル担当" in shown


def test_the_record_of_versions_is_shown_twenty_at_a_time(begun_pages: Pages) -> None:
    store = begun_pages.house.store
    for number in range(22):
        with store.transaction(
            actor="試験", kind="submit_plan", note="計画.xlsx", at=begun_pages.clock()
        ) as tx:
            tx.put(
                "schedule", [{"action": "A1", "fiscal_year": 2027, "planned_progress": float(number)}], None
            )
    app = begun_pages.open("admin")
    assert f"1〜20件目／{store.version}件" in words(app)
    pager = app.pagination(key="versions_page")
    app = pager.set_value(2).run()
    assert "データベースを作成" in words(app)


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.VIEWER, Role.COMMITTEE, Role.PROJECTOR])
def test_nobody_but_the_secretariat_enters(
    begun_pages: Pages, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("試験", role, frozenset({"soumu"})))
    app = begun_pages.open("admin")
    healthy(app)
    assert "ではできません" in words(app)
    assert not app.file_uploader
    assert not app.download_button


def test_a_demo_without_samples_says_so_and_does_not_speak_of_sample_figures(
    install: Install, tmp_path: Path
) -> None:
    source = tmp_path / "demo.duckdb"
    Store.create(source, kind="demo", plan=product_plan(), at=NOW, actor=OFFICE.name).close()
    pages = install(source, kind="demo")
    for name in ("overview", "admin"):
        app = pages.open(name)
        healthy(app)
        assert NO_SAMPLES_TEXT in words(app)
        assert DEMO_TEXT not in words(app)
    assert headline(app).startswith("この計画の見本データはありません")
