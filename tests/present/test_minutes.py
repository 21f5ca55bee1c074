"""議事録: every text stands in the document, whole; what nobody wrote down is asked for."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx

from miharu_dx.domain.records_meeting import Decision, DecisionKind, Meeting
from miharu_dx.present.minutes import minutes_docx
from miharu_dx.present.views.minutes import UNWRITTEN, minutes_view
from tests.present.papers import HARD, MADE_AT, hard_snapshot

MEETING = Meeting(
    3, f"サンプル会議{HARD}", date(2026, 5, 12), "役場 会議室", "13:30", "14:10", "副町長\n各課の長", "意見一\n\n意見二",
    "事務局", MADE_AT,
)  # fmt: skip


def decision(number: int, kind: DecisionKind, subject: str, meeting: int = 3) -> Decision:
    return Decision(
        number, meeting, subject, kind, f"内容{number}{HARD}", "", "soumu" if kind == "instruct" else "",
        date(2026, 9, 30) if kind == "instruct" else None, None, None, "事務局", MADE_AT,
    )  # fmt: skip


def texts_of(data: bytes) -> tuple[list[str], list[list[str]]]:
    document = docx.Document(io.BytesIO(data))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [paragraph.text for paragraph in document.paragraphs], rows


def test_the_minutes_hold_what_was_written_down_and_the_decisions_of_that_meeting_only() -> None:
    seen = hard_snapshot(3)
    code = seen.actions[0].code
    seen = replace(
        seen,
        decisions=(decision(2, "approve", code), decision(1, "instruct", ""), decision(3, "hold", "", 2)),
    )
    view = minutes_view(seen, MEETING, ("議題の一", "議題の二"), "会議版 第3回・版9")
    lines, rows = texts_of(minutes_docx(view, MADE_AT))
    for text in (view.title, "副町長", "意見一", "意見二", "議題の一", "議題の二"):
        assert text in lines
    assert HARD in view.title
    assert any("13:30から14:10まで" in line for line in lines)
    assert [row[:2] for row in rows] == [["番号", "区分"], ["1", "指示"], ["2", "承認"]]
    assert rows[1][3:] == [f"内容1{HARD}", "総務課", "令和8年9月30日"]
    assert rows[2][2] == f"{code} {seen.actions[0].name}"


def test_what_nobody_wrote_down_is_asked_for() -> None:
    bare = replace(MEETING, held_on=None, place="", begins="", ends="", attendees="", remarks="")
    view = minutes_view(hard_snapshot(1), bare, (), "")
    lines, rows = texts_of(minutes_docx(view, MADE_AT))
    assert sum(UNWRITTEN in line for line in lines) == 4
    assert not rows
    assert view.no_decision in lines
