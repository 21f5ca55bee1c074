"""履歴: every version in a line, every submission in full, and every value back to its file and cell."""

from __future__ import annotations

import hashlib

import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.history import HistoryFilter
from miharu_dx.present.views.history_submission import STANDS
from miharu_dx.services import history
from miharu_dx.services.withdrawal import restore_submission, withdraw_submission
from tests.services.desk import Desk, spoken

KEY = ("A1", 2026, "H1")
WHY = "別の課のファイルだったため"


def handed_in(desk: Desk, name: str, department: str = "soumu", **rows: object) -> int:
    told = {(code,): row for code, row in rows.items()}
    number = desk.hand_in(desk.form(department, 進捗=told), name).submission
    assert number is not None
    return number


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """Return a desk with submissions 2 and 3 of 総務課 and 4 of 住民課; 3 was taken back."""
    handed_in(desk, "一回目.xlsx", A1=spoken(progress="４０％"))
    third = handed_in(desk, "二回目.xlsx", A1=spoken(progress="約半分"), A2=spoken(progress=20))
    handed_in(desk, "住民.xlsx", "jumin", B1=spoken(progress=10))
    withdraw_submission(desk.ctx, third, WHY)
    return desk


def test_every_version_has_its_line_the_newest_first(lived: Desk) -> None:
    view = history.history(lived.ctx)
    assert [(line.version, line.what, line.whose, line.submission, line.state) for line in view.lines] == [
        (6, "提出の取消", "総務課", 3, ""),
        (5, "進捗の提出", "住民課", 4, ""),
        (4, "進捗の提出", "総務課", 3, "取消済"),
        (3, "進捗の提出", "総務課", 2, ""),
        (2, "計画の登録", "事務局", 1, ""),
        (1, "データベースの作成", "", None, ""),
    ]
    assert WHY in view.lines[0].about
    assert view.lines[2].about == "二回目.xlsx"
    assert view.lines[2].counts == "新しい1件・変わった1件・注意1か所"
    assert "取消済みの提出が1件" in view.headline


@pytest.mark.parametrize(
    ("chosen", "versions"),
    [
        (HistoryFilter(group="form"), [5, 4, 3]),
        (HistoryFilter(group="plan"), [2]),
        (HistoryFilter(group="undo"), [6]),
        (HistoryFilter(group="review"), []),
        (HistoryFilter(group="other"), [1]),
        (HistoryFilter(department="soumu"), [6, 4, 3]),
        (HistoryFilter(department="jumin", group="undo"), []),
        (HistoryFilter(period="2026-H1"), [6, 5, 4, 3]),
        (HistoryFilter(period="2025-H2"), []),
    ],
)
def test_the_list_is_filtered_by_kind_department_and_period(lived: Desk, chosen, versions) -> None:
    view = history.history(lived.ctx, chosen)
    assert [line.version for line in view.lines] == versions
    assert ("当てはまる版はありません" in view.headline) == (not versions)


def test_a_submission_tells_what_it_changed_and_what_became_of_it(lived: Desk) -> None:
    told = history.submission(lived.ctx, 3)
    cells = {(cell.subject, cell.label): cell for cell in told.cells}
    changed = cells["サンプル申請の電子化", "進捗率(%)"]
    assert (changed.old, changed.new, changed.typed) == ("40%", "50%", "約半分")
    assert changed.cell.startswith("進捗 L")
    assert changed.how
    assert changed.state == "版6の取消で戻った"
    assert cells["サンプル決裁の電子化", "進捗率(%)"].old == "―"
    assert not told.standing
    assert "取り消されています" in told.headline
    assert [(row.what, row.reason) for row in told.said] == [("取消", WHY)]

    first = history.submission(lived.ctx, 2)
    assert {cell.state for cell in first.cells if cell.label != "進捗率(%)"} == {STANDS}
    (moved,) = [cell for cell in first.cells if cell.label == "進捗率(%)"]
    assert moved.state.startswith("版4（総務課")

    restore_submission(lived.ctx, 3, "正しかったため")
    again = history.submission(lived.ctx, 3)
    assert again.standing
    assert [(row.what, row.reason) for row in again.said] == [
        ("取消", WHY),
        ("取消の取りやめ", "正しかったため"),
    ]


def test_the_file_is_given_out_byte_for_byte_to_whom_it_concerns(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken()})
    number = desk.hand_in(data, "総務課.xlsx").submission
    assert number is not None
    readers = {
        "office": desk.ctx,
        "own": desk.as_department("soumu").ctx,
        "committee": Desk(desk.store, desk.plan, desk.clock, Actor("委員", Role.COMMITTEE)).ctx,
    }
    for ctx in readers.values():
        kept = history.submission_file(ctx, number)
        assert kept.file_name == "総務課.xlsx"
        assert hashlib.sha256(kept.data).digest() == hashlib.sha256(data).digest()
    for ctx in (
        desk.as_department("jumin").ctx,
        Desk(desk.store, desk.plan, desk.clock, Actor("閲覧", Role.VIEWER)).ctx,
    ):
        with pytest.raises(Refusal) as refused:
            history.submission_file(ctx, number)
        assert refused.value.code == "withdraw.file"
        assert history.submission(ctx, number).rows == 1


def progress_trail(desk: Desk) -> list[tuple[str, str, str, bool]]:
    return [
        (line.value, line.typed, line.file_name, line.current)
        for line in history.trail(desk.ctx, "report", KEY)
        if line.label == "進捗率(%)"
    ]


def test_a_value_that_an_undo_brought_back_is_from_the_file_it_first_came_from(lived: Desk) -> None:
    assert progress_trail(lived) == [
        ("40%", "４０％", "一回目.xlsx", True),
        ("50%", "約半分", "二回目.xlsx", False),
        ("40%", "４０％", "一回目.xlsx", False),
    ]
    (line,) = [
        row for row in history.trail(lived.ctx, "report", KEY) if row.label == "進捗率(%)" and row.current
    ]
    assert line.written.startswith("版6")
    assert "取消により" in line.written


def test_a_value_is_not_traced_to_a_submission_that_does_not_count(desk: Desk) -> None:
    handed_in(desk, "一.xlsx", A1=spoken(progress=10))
    second = handed_in(desk, "二.xlsx", A1=spoken(progress=20))
    third = handed_in(desk, "三.xlsx", A1=spoken(progress=10))
    withdraw_submission(desk.ctx, third, WHY)
    withdraw_submission(desk.ctx, second, WHY)
    assert progress_trail(desk)[0] == ("10%", "10", "一.xlsx", True)


def test_a_row_that_was_gone_and_came_again_is_traced_to_what_brought_it(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken(progress=10)})
    first = desk.hand_in(data, "一.xlsx").submission
    assert first is not None
    withdraw_submission(desk.ctx, first, WHY)
    assert progress_trail(desk) == [
        ("（行がなくなった）", "―", "―", True),
        ("10%", "10", "一.xlsx", False),
    ]
    desk.hand_in(data, "二.xlsx")
    assert progress_trail(desk)[0] == ("10%", "10", "二.xlsx", True)


def test_every_value_of_the_plan_is_traced_too(desk: Desk) -> None:
    from datetime import date

    codes = {record.code for record in history.records(desk.ctx, "A1", date(2026, 10, 1))}
    assert {"report-2026-H1", "action", "schedule-2026", "indicator-オンライン申請の数"} <= codes
    assert "report-2026-H2" not in codes
    for record in history.records(desk.ctx, "A1", date(2026, 10, 1)):
        lines = history.trail(desk.ctx, record.table, record.key)
        if record.code == "schedule-2026":
            told = [(line.label, line.value, line.file_name) for line in lines]
            assert told == [
                ("年度末の計画段階", "実施中", "計画.xlsx"),
                ("年度末の計画進捗率(%)", "80%", "計画.xlsx"),
            ]
        if record.code == "action":
            assert {line.label: line.value for line in lines}["担当課"] == "総務課（文書情報グループ）"


def test_answers_to_what_changed_on_both_sides_are_shown(desk: Desk) -> None:
    number = handed_in(desk, "一.xlsx", A1=spoken(progress=10))
    with desk.store.transaction(actor="試験", kind="test", note="", at=desk.clock()) as tx:
        tx.keep_answers(
            number,
            [{"entity": "report", "entity_key": "A1/2026/H1", "field": "progress", "base": None,
              "theirs": 20.0, "mine": 10.0, "chosen": "mine"}],
        )  # fmt: skip
    (answer,) = history.submission(desk.ctx, number).answers
    assert (answer.subject, answer.label) == ("サンプル申請の電子化", "進捗率(%)")
    assert (answer.base, answer.theirs, answer.mine, answer.chosen) == (
        "（空白）",
        "20.0",
        "10.0",
        "様式の値",
    )


def test_a_number_nobody_has_is_refused(desk: Desk) -> None:
    for ask in (history.submission, history.submission_file):
        with pytest.raises(Refusal) as refused:
            ask(desk.ctx, 99)
        assert refused.value.code == "withdraw.unknown"
