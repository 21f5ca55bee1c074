"""決定事項 as a view: its order, its sentences, its counts, and the trail of one decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Decision, Meeting, Reply
from miharu_dx.present.views.decisions import DecisionsView, Show, Wanted, decisions_view
from miharu_dx.present.views.decisions_trail import trail
from tests.rich import rich_snapshot

TODAY = date(2026, 5, 22)
AT = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
MET = Meeting(5, "推進会議", date(2026, 4, 1), "", "", "", "", "", "事務局", AT)
LONG = "長い指示の文" * 40


def decided(number: int, days: int | None = None, kind: str = "instruct", **more: object) -> Decision:
    due = None if days is None else TODAY + timedelta(days=days)
    values: dict[str, object] = {
        "number": number, "meeting": 5, "subject": "", "kind": kind, "text": f"指示の{number}",
        "question": "", "department": "soumu", "due": due, "seconds": None, "signal_on": None,
        "actor": "事務局", "at": AT, "from_version": number, **more,
    }  # fmt: skip
    return Decision(**values)  # type: ignore[arg-type]


def replied(number: int, state: str = "doing") -> Reply:
    return Reply(number, state, "進めている", None, "係", "係", AT, 9)  # type: ignore[arg-type]


def seen(
    decisions: tuple[Decision, ...] = (), replies: tuple[Reply, ...] = (), wanted: Wanted | None = None
) -> DecisionsView:
    state: Snapshot = replace(rich_snapshot(3, 2), decisions=decisions, replies=replies, meetings=(MET,))
    return decisions_view(state, today=TODAY, fiscal_year=2026, wanted=wanted)


def test_what_is_late_comes_first_then_by_due_date_and_what_is_done_last() -> None:
    rows = (
        decided(1, 30), decided(2, -3), decided(3, kind="hold"), decided(4, -40),
        decided(5, 2), decided(6), decided(7, -1),
    )  # fmt: skip
    view = seen(rows, (replied(7, "done"),))
    assert [row.number for row in view.rows] == [4, 2, 5, 1, 6, 3, 7]
    assert [row.days for row in view.rows] == ["40日超過", "3日超過", "あと2日", "あと30日", "", "", ""]


def test_the_last_day_itself_is_not_late() -> None:
    (row,) = seen((decided(1, 0),)).rows
    assert (row.days, row.soon, row.sign.word if row.sign else "") == ("今日まで", True, "未了")


HEADLINES: dict[str, tuple[tuple[Decision, ...], tuple[Reply, ...], str]] = {
    "nothing": ((), (), "決定事項はまだありません"),
    "no instruction": ((decided(1, kind="approve"),), (), "決定事項1件に、指示はありません"),
    "late": (
        (decided(1, -1), decided(2, 5)), (replied(2, "done"),),
        "指示2件のうち1件が対応済。1件が期限を過ぎています",
    ),
    "open": ((decided(1, 1),), (replied(1),), "指示1件のうち0件が対応済。期限を過ぎたものはありません"),
    "done": ((decided(1, -9),), (replied(1, "done"),), "指示1件がすべて対応済です"),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADLINES)
def test_the_headline_says_the_finding(case: str) -> None:
    decisions, replies, expected = HEADLINES[case]
    assert seen(decisions, replies).headline == expected


def test_the_choices_narrow_counts_and_the_state_narrows_the_list_alone() -> None:
    rows = (decided(1, -1), decided(2, 5, department="jumin"), decided(3, 5, meeting=None))
    view = seen(rows, wanted=Wanted(Show.OVERDUE, department="soumu"))
    assert [row.number for row in view.rows] == [1]
    assert dict(view.totals) == {
        Show.ALL: 2, Show.OVERDUE: 1, Show.SOON: 1, Show.OPEN: 2, Show.DONE: 0, Show.OTHER: 0,
    }  # fmt: skip
    assert view.meetings == (("5", "第5回 推進会議"), ("0", "会議の外"))
    assert [row.number for row in seen(rows, wanted=Wanted(meeting="0")).rows] == [3]


def test_a_decision_without_words_is_told_by_its_question_or_its_action() -> None:
    code = rich_snapshot(3, 2).actions[0].code
    name = rich_snapshot(3, 2).actions[0].name
    asked, bare = seen(
        (
            decided(2, kind="approve", text="", question="続けてよいか", subject=code),
            decided(1, kind="hold", text="", subject=code),
        )
    ).rows
    assert (asked.text, asked.about) == ("続けてよいか", f"{code} {name}")
    assert (bare.text, bare.about) == (name, "")


def test_long_words_stay_whole() -> None:
    (row,) = seen((decided(1, text=LONG),)).rows
    assert row.text == LONG


def test_the_trail_tells_each_step_and_the_end() -> None:
    def step(what: str, version: int, ended: int | None, **more: object) -> dict[str, object]:
        return {
            "what": what, "number": 1, "state": "instruct", "text": "報告する", "department": "",
            "due": None, "done_on": None, "author": "", "version": version, "at": AT, "actor": "事務局",
            "note": "", "file_name": None, "ended": ended, "ended_at": AT if ended else None,
            "ended_by": "事務局" if ended else None, "ended_note": "番号1を取り消す（指示）：取り違え",
        } | more  # fmt: skip

    rows = [
        step("decision", 2, 4),
        step("reply", 3, 5, state="doing", text="協議中", file_name="様式.xlsx"),
        step("decision", 4, 6, text="費用も報告する", due=date(2026, 6, 30)),
        step("reply", 5, 6, state="done", text="報告した", done_on=date(2026, 6, 1)),
    ]
    told = [(one.what, one.told, one.version) for one in trail(rich_snapshot(3, 2), rows)]
    assert told == [
        ("記録", "指示：報告する", 2),
        ("回答", "対応中：協議中　［様式.xlsx］", 3),
        ("書き直し", "指示：費用も報告する　期限 令和8年6月30日", 4),
        ("回答", "対応済（令和8年6月1日）：報告した", 5),
        ("取消", "取り違え", 6),
        ("回答の取消", "", 6),
    ]
