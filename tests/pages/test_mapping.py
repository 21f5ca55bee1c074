"""取込の対応付け as a browser receives it: five steps, nothing guessed, and the next time nothing asked."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.services import mapped as mapping
from miharu_dx.services import mapping as service
from miharu_dx.ui import page
from tests.intake.free import layouts
from tests.pages.opened import Pages, buttons, hand_over, headline, healthy, markup, press, words

H1 = PeriodKey(2026, 0)
SOUMU = {"fy": "2026", "period": "H1", "department": "soumu"}
SAVE = "保存して、変わる内容を確かめる"


def opened(pages: Pages) -> AppTest:
    return pages.open("submit", **SOUMU)


def walked(app: AppTest, *steps: str) -> AppTest:
    for step in steps:
        app = press(app, f"次へ：{step}")
        healthy(app)
    return app


def select(app: AppTest, label: str, option: str) -> AppTest:
    (box,) = [box for box in app.selectbox if box.label == label]
    return box.select(option).run()


def named(app: AppTest, label: str) -> list[str]:
    (box,) = [box for box in app.selectbox if box.label == label]
    return list(box.options)


def test_a_foreign_table_is_walked_through_saved_and_committed(begun_pages: Pages) -> None:
    before = begun_pages.house.store.version
    data = layouts.workbook("simple")
    app = hand_over(opened(begun_pages), data, "総務課の進捗.xlsx")
    healthy(app)
    assert headline(app) == "取込の対応付け：報告2件を読めます。決めるところは残っていません"
    shown = words(app)
    for part in (
        "表を選ぶ",
        "進捗状況 A1〜H3",
        "渡された表",
        "読み取った内容",
        "すべてのセルを読みました",
        "40% E2",
    ):
        assert part in " ".join(shown.split()), part
    app = walked(app, "列を対応付ける", "言葉を対応付ける", "行を対応付ける", "確かめる")
    assert begun_pages.house.store.version == before
    app = press(app, SAVE)
    healthy(app)
    assert begun_pages.house.store.version == before + 1
    assert "対応付け「総務課の進捗表」で読みました" in words(app)
    assert "mapping_draft" not in app.session_state
    (sure,) = [box for box in app.checkbox if box.label.startswith("変わる内容")]
    app = press(sure.check().run(), "確定する")
    healthy(app)
    assert begun_pages.house.store.snapshot().report("A2", H1).rating == "やや遅れ"
    # 次に同じ表を渡すと、何も聞かずに変わる内容へ進む。
    again = hand_over(opened(begun_pages), layouts.workbook("simple"), "総務課_10月.xlsx")
    healthy(again)
    assert "取込の対応付け：" not in headline(again)
    assert "対応付け「総務課の進捗表」で読みました" in words(again)


def test_letters_are_answered_by_a_person_and_kept(begun_pages: Pages) -> None:
    app = hand_over(opened(begun_pages), layouts.workbook("letters"), "評価.xlsx")
    app = walked(app, "列を対応付ける", "言葉を対応付ける")
    assert "A＝目標より進んでいる" in words(app), "the sheet's own legend is shown beside the question"
    assert "「言葉を対応付ける」" in words(app)
    assert named(app, "「A」の意味")[0] == "（選んでください）"
    answers = {
        "「A」の意味": "ours:前倒し", "「B」の意味": "ours:順調", "「C」の意味": "ours:遅れ", "「D」の意味": "none",
        "「◎」の意味": "ours:実施中", "「○」の意味": "ours:準備中", "「×」の意味": "ours:未着手",
    }  # fmt: skip
    for label, answer in answers.items():
        app = select(app, label, answer)
        healthy(app)
    assert "「言葉を対応付ける」" not in words(app)
    app = walked(app, "行を対応付ける")
    app = press(app, "答えていない2行を、すべて使わない行にする")
    healthy(app)
    app = walked(app, "確かめる")
    app = press(app, SAVE)
    healthy(app)
    spec = mapping.saved_mappings(begun_pages.house.store.snapshot(), "soumu")[0].spec
    assert spec.tables[0].column("評価").target("rating").words == {
        "A": "前倒し", "B": "順調", "C": "遅れ", "D": "",
    }  # fmt: skip
    assert set(spec.tables[0].rows.values()) == {""}
    report = begun_pages.desk.check(
        layouts.workbook("letters"), "評価.xlsx", kind="progress", department="soumu", key=H1
    )
    assert report.ok


def test_columns_are_chosen_and_what_has_no_column_is_decided(begun_pages: Pages) -> None:
    app = hand_over(opened(begun_pages), layouts.workbook("spread"), "表.xlsx")
    app = walked(app, "列を対応付ける")
    assert "決めていない項目が1あります" in words(app)
    app = select(app, "実施段階", "value:実施中")
    healthy(app)
    assert "すべて決めました" in words(app)
    app = select(app, "今年度 / 評価の列", "aside:集めていない項目")
    healthy(app)
    assert "決めていない項目が1あります" in words(app) and "使わないと決めた列" in words(app)
    app = select(app, "今年度 / 評価の列", "field:rating")
    app = select(app, "累計か単年度か", "単年度")
    healthy(app)
    assert "累計・単年度の種別が違う値" not in words(app), (
        "the desk's plan has only one indicator, of one year"
    )
    app = select(app, "指標の単位にするには", "1000")
    healthy(app)
    app = press(app, "戻る：表を選ぶ")
    healthy(app)
    assert "表を選ぶ" in words(app)


def test_a_heading_is_corrected_and_its_columns_are_asked_anew(begun_pages: Pages) -> None:
    app = hand_over(opened(begun_pages), layouts.workbook("two_lines"), "表.xlsx")
    app = select(app, "見出しの行数", "1")
    healthy(app)
    assert "取組 / 番号" not in words(app) and "担当課・取組・取組・評価" in words(app)
    app = select(app, "見出しの行数", "2")
    healthy(app)
    assert "取組 / 番号" in words(app)


def test_without_a_table_to_read_the_walk_goes_no_further(begun_pages: Pages) -> None:
    app = hand_over(opened(begun_pages), layouts.workbook("simple"), "表.xlsx")
    (box,) = [box for box in app.checkbox if box.label == "この表を読む"]
    app = box.uncheck().run()
    healthy(app)
    assert buttons(app)["次へ：列を対応付ける"] is False
    assert "まだ何も読めていません" in headline(app)


def test_leaving_the_walk_stores_nothing(begun_pages: Pages) -> None:
    before = begun_pages.house.store.version
    app = hand_over(opened(begun_pages), layouts.workbook("simple"), "表.xlsx")
    app = press(app, "登録せずに戻る")
    healthy(app)
    assert begun_pages.house.store.version == before
    assert "mapping_draft" not in app.session_state and "progress_held" not in app.session_state


def test_a_saved_mapping_can_be_changed_from_the_file_it_read(begun_pages: Pages) -> None:
    desk = begun_pages.desk
    data = layouts.workbook("simple")
    found = service.examine(desk.ctx, "表.xlsx", data, "soumu", H1)
    service.save(desk.ctx, "soumu", "春の表", found.spec)
    app = hand_over(opened(begun_pages), data, "表.xlsx")
    assert "対応付け「春の表」で読みました" in words(app)
    app = press(app, "対応付けを直す")
    healthy(app)
    assert headline(app).startswith("取込の対応付け：")
    app = walked(app, "列を対応付ける", "言葉を対応付ける", "行を対応付ける", "確かめる")
    assert "前に保存したこの対応付けを、今の内容に置きかえます" in words(app)


def test_a_csv_file_says_how_it_was_read(begun_pages: Pages) -> None:
    data = "番号,取組,段階,評価,進捗率\r\nA1,サンプル申請の電子化,実施中,順調,40\r\nA2,サンプル決裁の電子化,準備中,順調,20\r\n"
    app = hand_over(opened(begun_pages), data.encode("cp932"), "進捗.csv")
    healthy(app)
    assert "文字コードはShift_JIS（CP932）、区切りはカンマとして読みました" in words(app)


def test_a_form_that_lost_its_own_sheet_may_be_mapped_instead(begun_pages: Pages) -> None:
    rows = [[column.label for column in PROGRESS.columns]]
    rows.append(["A1", "サンプル申請の電子化", *[""] * (len(rows[0]) - 2)])
    data = layouts.written(("進捗", lambda sheet: layouts.put(sheet, rows)))
    app = hand_over(opened(begun_pages), data, "様式.xlsx")
    healthy(app)
    assert "シート「様式情報」がありません" in words(app)
    app = press(app, "取込の対応付けをする")
    healthy(app)
    assert headline(app).startswith("取込の対応付け：")


def test_the_office_sees_saved_mappings_and_takes_them_away(begun_pages: Pages) -> None:
    desk = begun_pages.desk
    found = service.examine(desk.ctx, "表.xlsx", layouts.workbook("simple"), "soumu", H1)
    service.save(desk.ctx, "soumu", "春の<b>表", found.spec)
    app = begun_pages.open("admin")
    healthy(app)
    assert "春の<b>表" in words(app).replace("&lt;", "<").replace("&gt;", ">")
    assert "春の<b>表" not in markup(app), "names are escaped"
    (button,) = [button for button in app.button if button.label == "消す"]
    app = button.click().run()
    healthy(app)
    assert not desk.store.snapshot().mappings
    assert "まだありません。様式でない表を" in words(app)


def test_a_department_maps_its_own_tables_only(begun_pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("サンプル担当", Role.DEPARTMENT, frozenset({"jumin"})))
    app = hand_over(
        begun_pages.open("submit", **{**SOUMU, "department": "jumin"}), layouts.workbook("banners"), "表.xlsx"
    )
    healthy(app)
    assert headline(app) == "取込の対応付け：報告1件を読めます。決めるところは残っていません"
    app = walked(app, "列を対応付ける", "言葉を対応付ける", "行を対応付ける", "確かめる")
    app = press(app, SAVE)
    healthy(app)
    (row,) = begun_pages.house.store.snapshot().mappings
    assert (row.department, row.name) == ("jumin", "住民課の進捗表")


def test_each_of_several_tables_can_be_looked_at(begun_pages: Pages) -> None:
    app = hand_over(opened(begun_pages), layouts.workbook("blocks"), "表.xlsx")
    healthy(app)
    assert named(app, "見る表") == ["1　進捗状況 A2〜F4", "2　進捗状況 A8〜F10"]
    app = select(app, "見る表", "2　進捗状況 A8〜F10")
    healthy(app)
    assert "会議室に画面を置いた。" in words(app)
