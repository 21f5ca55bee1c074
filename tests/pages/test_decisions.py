"""決定事項 as somebody uses it: found by its address, opened, answered, recorded, put right, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.version_kinds import MEETING
from miharu_dx.services import decisions, decisions_page
from miharu_dx.ui import page
from tests.pages.opened import Pages, buttons, headline, healthy, press, words

HELD = date(2026, 9, 20)
SUMMED = "指示3件のうち1件が対応済。1件が期限を過ぎています"


@pytest.fixture
def decided(begun_pages: Pages) -> Pages:
    """Yield pages over a meeting that decided four things: late, answered, done and approved."""
    desk = begun_pages.desk
    with desk.store.transaction(actor="事務局", kind=MEETING, note="第1回", at=desk.clock()) as tx:
        tx.put("meeting", [{"number": 1, "name": "サンプル会議", "held_on": HELD}], None)
    for kind, text, unit, due in (
        ("instruct", "費用を報告する", "soumu", date(2026, 9, 25)),
        ("instruct", "窓口の案を出す", "jumin", date(2026, 10, 10)),
        ("instruct", "利用を集計する", "soumu", date(2026, 9, 30)),
        ("approve", "試行を続ける", "", None),
    ):
        decisions.record(
            desk.ctx, meeting=1, subject="A1", kind=kind, text=text, department=unit, due=due  # type: ignore[arg-type]
        )  # fmt: skip
    decisions.answer(desk.ctx, 2, state="doing", text="案を作っている", author="住民係")
    decisions.answer(desk.ctx, 3, state="done", text="集計した", done_on=date(2026, 9, 29))
    return begun_pages


def listed(app: AppTest) -> list[str]:
    """Return the keys of the rows shown, in their order."""
    return [str(b.key) for b in app.button if str(b.key).startswith("decision_open_")]


def test_everything_is_listed_with_what_is_late_first(decided: Pages) -> None:
    app = decided.open("decisions")
    healthy(app)
    assert headline(app) == SUMMED
    assert listed(app) == [f"decision_open_{number}" for number in (1, 2, 4, 3)]
    told = words(app)
    for part in (
        "6日超過",
        "あと9日",
        "対応中：案を作っている",
        "対応済（令和8年9月29日）：集計した",
        "住民係",
    ):
        assert part in told
    assert buttons(app)["回答する"]


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ({"show": "overdue"}, [1]),
        ({"show": "soon"}, [2]),
        ({"show": "open"}, [1, 2]),
        ({"show": "done"}, [3]),
        ({"show": "other"}, [4]),
        ({"department": "jumin"}, [2]),
        ({"meeting": "1", "department": "soumu"}, [1, 3]),
        ({"show": "nothing"}, [1, 2, 4, 3]),
    ],
)
def test_a_link_shows_the_same_rows(decided: Pages, address: dict[str, str], rows: list[int]) -> None:
    app = decided.open("decisions", **address)
    healthy(app)
    assert listed(app) == [f"decision_open_{number}" for number in rows]


def test_a_choice_without_rows_says_so(decided: Pages) -> None:
    app = decided.open("decisions", show="other", department="jumin")
    assert "「承認・保留」に当たる決定事項はありません" in words(app)


def test_one_is_opened_with_its_trail_and_answered(decided: Pages) -> None:
    app = decided.open("decisions", decision="1")
    healthy(app)
    assert "指示：費用を報告する" in words(app)
    (text,) = [area for area in app.text_area if area.key == "reply_text_1"]
    text.set_value("費用は180万円")
    app = press(app, "回答を記録する")
    healthy(app)
    found = {row.decision: row for row in decided.house.store.snapshot().replies}[1]
    assert (found.state, found.text) == ("doing", "費用は180万円")
    assert "番号1の指示への回答を記録しました（対応中）" in words(app)


def test_a_contradiction_is_told_in_the_window_and_nothing_is_written(decided: Pages) -> None:
    version = decided.house.store.version
    app = press(decided.open("decisions", decision="1"), "回答を記録する")
    assert "回答が書かれていません" in words(app)
    assert decided.house.store.version == version


def test_what_somebody_else_answered_meanwhile_is_not_overwritten(decided: Pages) -> None:
    app = decided.open("decisions", decision="1")
    decisions.answer(decided.desk.ctx, 1, state="done", text="終えた")
    (text,) = [area for area in app.text_area if area.key == "reply_text_1"]
    text.set_value("まだ")
    app = press(app, "回答を記録する")
    assert "画面を開いた後に変わりました" in words(app)
    assert {row.decision: row.text for row in decided.house.store.snapshot().replies}[1] == "終えた"


def test_a_decision_is_recorded_from_the_page(decided: Pages) -> None:
    app = decided.open("decisions")
    (text,) = [area for area in app.text_area if area.key == "decision_new_text"]
    text.set_value("来年度の予算に入れる")
    (unit,) = [box for box in app.selectbox if box.key == "decision_new_department"]
    unit.set_value("jumin")
    app = press(app, "記録する")
    healthy(app)
    found = max(decided.house.store.snapshot().decisions, key=lambda row: row.number)
    assert (found.number, found.meeting, found.kind, found.text, found.department) == (
        5, 1, "instruct", "来年度の予算に入れる", "jumin",
    )  # fmt: skip
    assert "番号5の指示を記録しました" in words(app)


def test_a_decision_is_put_differently_and_taken_back(decided: Pages) -> None:
    app = decided.open("decisions", decision="4")
    (text,) = [area for area in app.text_area if area.key == "amend_4_text"]
    text.set_value("試行を1年続ける")
    app = press(app, "書き直す")
    assert [row.text for row in decided.house.store.snapshot().decisions if row.number == 4] == [
        "試行を1年続ける"
    ]
    app = decided.open("decisions", decision="4")
    assert "書き直し" in words(app)
    (reason,) = [field for field in app.text_input if field.key == "back_reason_4"]
    reason.set_value("議題を取り違えた")
    app = press(app, "取り消す")
    healthy(app)
    assert 4 not in {row.number for row in decided.house.store.snapshot().decisions}
    told = decisions_page.steps(decided.desk.ctx, 4)
    assert [(step.what, step.told) for step in told][-1] == ("取消", "議題を取り違えた")


def test_one_nobody_knows_is_said(decided: Pages) -> None:
    app = decided.open("decisions", decision="99")
    healthy(app)
    assert "リンクの決定事項「99」はありません" in words(app)


def test_a_viewer_reads_the_trail_and_changes_nothing(
    decided: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("閲覧者", Role.VIEWER))
    app = decided.open("decisions", decision="1")
    healthy(app)
    offered = {button.label for button in app.button}
    assert not offered & {"回答を記録する", "書き直す", "取り消す", "記録する", "回答する"}
    assert "指示：費用を報告する" in words(app)


def test_a_department_answers_its_own_instructions_only(
    decided: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("住民係", Role.DEPARTMENT, frozenset({"jumin"})))
    own = {button.label for button in decided.open("decisions", decision="2").button}
    other = {button.label for button in decided.open("decisions", decision="1").button}
    assert "回答を記録する" in own
    assert not other & {"回答を記録する", "取り消す", "記録する"}


def test_the_past_shows_what_stood_then_and_offers_nothing_to_write(decided: Pages) -> None:
    then = replace(decided.desk.ctx, at=decided.house.store.version - 2)
    assert decisions_page.decisions(then, decisions_page.Wanted(), today=date(2026, 10, 1)).headline == (
        "指示3件のうち0件が対応済。2件が期限を過ぎています"
    )
    app = decided.open("decisions", at=str(then.at), decision="1")
    healthy(app)
    assert "回答を記録する" not in {button.label for button in app.button}


def test_the_department_sees_what_it_was_told_to_do(decided: Pages) -> None:
    told = words(decided.open("department", department="soumu"))
    assert "会議からの指示" in told
    assert "費用を報告する" in told
    assert "利用を集計する" not in told
    assert "会議からの指示" not in words(decided.open("department", department="kikaku"))


def test_the_table_holds_the_rows_of_the_page(decided: Pages) -> None:
    view = decisions_page.decisions(decided.desk.ctx, decisions_page.Wanted(), today=date(2026, 10, 1))
    file = decisions_page.decisions_file(decided.desk.ctx, view)
    assert [row[0] for row in file.rows] == [1, 2, 4, 3]
    first = dict(zip([column.label for column in file.columns], file.rows[1], strict=True))
    assert (first["区分"], first["担当課"], first["期限"], first["状況"], first["回答"]) == (
        "指示", "住民課", date(2026, 10, 10), "未了", "案を作っている",
    )  # fmt: skip
