"""What 履歴 and pages of the past say: headings for every stored field, sentences with their figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from miharu_dx.domain.undo import KEYS, FieldKept, FieldUndo, Outcome, RowUndo, Tie, Undo, Why
from miharu_dx.present.views.history_past import past_view
from miharu_dx.present.views.history_undo import receipt_sentence, undo_sentence, undo_view
from miharu_dx.present.views.history_words import LABELS, TABLES, fields_of, which
from miharu_dx.store.tables import TABLES as STORED
from tests.rich import rich_snapshot

SEEN = rich_snapshot(5)
DAY = date(2026, 3, 31)


@pytest.mark.parametrize("table", KEYS)
def test_every_stored_field_has_the_heading_it_is_filled_in_under(table: str) -> None:
    spec = STORED[table]
    assert tuple(field.name for field in spec.keys) == KEYS[table]
    for field in spec.values:
        assert field.name in fields_of(table)
        assert not LABELS[table][field.name].isascii()
    assert not TABLES[table].isascii()


def test_the_past_is_said_with_its_day_its_version_and_how_far_behind_it_is() -> None:
    old = replace(SEEN, version=3, latest_version=10)
    told = past_view(old, DAY)
    assert told.sentence == (
        "令和8年3月31日時点（版3）の状態を表示しています。最新ではありません（この後に7回の確定）。"
    )
    assert told.short == "令和8年3月31日時点"
    assert "最新ではありません" in told.told
    same = past_view(replace(SEEN, version=10, latest_version=10), DAY)
    assert same.sentence.endswith("この後の確定は、まだありません。")


VALUES = {
    "action": SEEN.actions[0].code,
    "fiscal_year": 2025,
    "period": "H1",
    "progress": 10.0,
    "rating": None,
}
AFTER = {**VALUES, "progress": 5.0}


def row(outcome: Outcome, why: Why | None = None, **more: object) -> RowUndo:
    now = None if outcome is Outcome.AGAIN else VALUES
    after = None if outcome is Outcome.GONE else AFTER
    told = RowUndo("report", f"{outcome}{why}", outcome, now, after, why=why)
    return replace(told, **more)


BACK = row(Outcome.BACK, fields=(FieldUndo("progress", 10.0, 5.0),))
PARTLY = replace(BACK, outcome=Outcome.PARTLY, kept=(FieldKept("rating", "語", 7),))
LATER = row(Outcome.KEPT, Why.LATER, kept=(FieldKept("progress", 10.0, 7), FieldKept("rating", "語", 9)))
TIED = row(Outcome.KEPT, Why.TIED, ties=(Tie("report", 2), Tie("schedule", 1)))
ORPHAN = row(Outcome.KEPT, Why.ORPHAN)


@pytest.mark.parametrize(
    ("rows", "taking_back", "sentence"),
    [
        ([BACK] * 12 + [LATER] * 2, True, "12行を前の値に戻し、2行は後から変更されているためそのまま残します。"),
        ([row(Outcome.GONE)], True, "この提出で初めて登録した1行をなくします。"),
        ([PARTLY, BACK], True, "2行を前の値に戻します。戻す行のうち1行は、後から変更された項目だけを残します。"),
        ([TIED, ORPHAN], True, "1行はほかの記録のもとになっているため残し、1行はもとになる行がないため今のままにします。"),
        ([BACK, row(Outcome.AGAIN)], False, "1行をこの提出の値に戻し、1行を再び登録します。"),
        ([row(Outcome.SAME)], True, "変わる値はありません。"),
    ],
)  # fmt: skip
def test_an_undo_is_told_in_one_sentence_with_its_counts(rows, taking_back: bool, sentence: str) -> None:
    assert undo_sentence(Undo(1, taking_back, 9, tuple(rows))) == sentence


def test_the_values_that_move_and_those_that_stay_are_listed() -> None:
    view = undo_view(Undo(1, True, 9, (BACK, row(Outcome.GONE), LATER, TIED, PARTLY)), SEEN)
    name = SEEN.actions[0].name
    assert [(line.subject, line.label, line.old, line.new) for line in view.lines] == [
        (name, "進捗率(%)", "10%", "5%"),
        (name, "すべての項目", "10%", "（なし）"),
        (name, "進捗率(%)", "10%", "5%"),
    ]
    assert view.lines[0].which == "報告（令和7 上期）"
    assert [(line.labels, line.why) for line in view.kept] == [
        ("進捗率(%)", f"版7（{_whose(7)}）で後から変更されたため"),
        ("評価", f"版9（{_whose(9)}）で後から変更されたため"),
        ("すべての項目", "この行をもとにした報告2件・工程1件があるため"),
        ("評価", f"版7（{_whose(7)}）で後から変更されたため"),
    ]


def _whose(version: int) -> str:
    item = next(item for item in SEEN.submissions if item.version == version)
    day = item.at.astimezone().date()
    return f"{SEEN.department_name(item.department)}・{day.month}月{day.day}日({'月火水木金土日'[day.weekday()]})"


def test_what_an_undo_did_is_told_and_a_second_click_too() -> None:
    undo = Undo(1, True, 9, (BACK, LATER))
    assert receipt_sentence(undo, 10, already=False) == "提出を取り消しました。1行が変わり、版10になりました"
    assert "すでに取り消されています。何も変えていません（版10）" in receipt_sentence(undo, 10, already=True)
    back = replace(undo, taking_back=False)
    assert receipt_sentence(back, 11, already=False).startswith("取消をやめて、提出を元に戻しました。1行が")
    assert "すでに有効です" in receipt_sentence(back, 11, already=True)


@pytest.mark.parametrize(
    ("table", "values", "words"),
    [
        ("schedule", {"fiscal_year": 2025}, "工程（2025年度）"),
        ("indicator", {"name": "件数"}, "指標（件数）"),
        ("target", {"indicator": "件数", "fiscal_year": 2025}, "指標の目標値（件数・2025年度）"),
        ("indicator_value", {"indicator": "件数", "fiscal_year": 2025}, "指標の実績値（件数・2025年度）"),
        ("action", {}, "個別取組"),
    ],
)
def test_each_of_a_subjects_rows_has_its_own_name(table: str, values: dict, words: str) -> None:
    assert which(SEEN, table, values) == words
