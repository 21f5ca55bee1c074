"""指示への回答 in the 様式: handed out, filled in, checked, merged, returned and taken back like any sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from miharu_dx.domain.merge import all_answered
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records_meeting import Decision, Reply
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.domain.version_kinds import MEETING
from miharu_dx.present.views.submit import diff_view
from miharu_dx.services import decisions, history, review, review_page, upload
from miharu_dx.services.closing import close_period
from miharu_dx.services.returned import returned_book
from miharu_dx.services.review_settings import choose_route
from miharu_dx.services.withdrawal import prepare_withdrawal, restore_submission, withdraw_submission
from tests.services.desk import Desk, spoken

SHEET = INSTRUCTIONS.name
TEXT = "再公告の時期を報告する"
SAID: Mapping[str, object] = {
    "対応状況": "対応中", "回答": "仕様を協議している", "記入者": "サンプル係",
}  # fmt: skip
DONE: Mapping[str, object] = {
    "対応状況": "対応済", "回答": "報告した", "対応した日": date(2026, 9, 25), "記入者": "サンプル係",
}  # fmt: skip


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Yield a desk whose department has one open instruction of one meeting."""
    with desk.store.transaction(actor="事務局", kind=MEETING, note="第1回", at=desk.clock()) as tx:
        tx.put("meeting", [{"number": 1, "name": "サンプル会議", "held_on": date(2026, 5, 22)}], None)
    instruct(desk)
    return desk


def instruct(
    desk: Desk, text: str = TEXT, department: str = "soumu", due: date = date(2026, 9, 30)
) -> Decision:
    return decisions.record(
        desk.ctx, meeting=1, subject="A1", kind="instruct", text=text, department=department, due=due
    )


def codes(preview: Preview, sheet: str = SHEET) -> list[tuple[str, str]]:
    return [(f.location.a1, f.code) for f in preview.findings if f.location.sheet == sheet]


def sheet_of(data: bytes, name: str = SHEET) -> Worksheet:
    return load_workbook(BytesIO(data))[name]


def reply_of(desk: Desk, number: int = 1) -> Reply | None:
    return next((row for row in desk.store.snapshot().replies if row.decision == number), None)


def sheets_of(data: bytes) -> list[str]:
    return load_workbook(BytesIO(data)).sheetnames


def test_an_instruction_is_printed_with_its_words_and_blank_cells(asked: Desk) -> None:
    rows = list(sheet_of(asked.form()).iter_rows(values_only=True))
    assert rows[0] == tuple(column.label for column in INSTRUCTIONS.columns)
    number, meeting, text, subject, due, previous, *inputs = rows[1]
    assert (number, meeting, text) == ("1", "第1回 サンプル会議", TEXT)
    assert subject == "A1 サンプル申請の電子化"
    assert (due.date(), previous, inputs) == (date(2026, 9, 30), None, [None] * 4)  # type: ignore[union-attr]
    assert len(rows) == 2


def test_the_sheet_stands_only_where_the_department_has_something_to_answer(asked: Desk) -> None:
    assert SHEET in sheets_of(asked.form())
    assert SHEET not in sheets_of(asked.form("jumin"))
    decisions.answer(asked.ctx, 1, state="done", text="報告した")
    assert SHEET not in sheets_of(asked.form())


def test_a_form_without_the_sheet_is_accepted_without_a_finding_of_it(desk: Desk) -> None:
    old = desk.form(進捗={("A1",): spoken(), ("A2",): spoken()})
    with desk.store.transaction(actor="事務局", kind=MEETING, note="第1回", at=desk.clock()) as tx:
        tx.put("meeting", [{"number": 1, "name": "サンプル会議"}], None)
    instruct(desk)
    preview = desk.check(old)
    assert preview.ok
    assert codes(preview) == []
    assert not any(f.code.startswith(("instruction.", "header.")) for f in preview.findings)


def test_an_answer_is_stored_with_its_cell_and_stands_in_the_next_form(asked: Desk) -> None:
    data = asked.form(進捗={("A1",): spoken()}, 指示への回答={("1",): SAID})
    preview = asked.check(data)
    assert codes(preview) == []
    receipt = asked.hand_in(data)
    found = reply_of(asked)
    assert found is not None
    assert (found.state, found.text, found.done_on, found.author) == (
        "doing", "仕様を協議している", None, "サンプル係",
    )  # fmt: skip
    cells = asked.store.rows("submission_cells", submission=receipt.submission)
    assert {(c["field"], c["excel_row"]) for c in cells if c["entity"] == "reply"} == {
        ("state", 2), ("text", 2), ("author", 2),
    }  # fmt: skip
    after = next(iter(sheet_of(asked.form()).iter_rows(min_row=2, values_only=True)))
    assert after[5] == "対応中：仕様を協議している［令和8年10月1日］"
    assert after[6:] == (None, None, None, None)


def test_an_answer_alone_is_a_change(asked: Desk) -> None:
    data = asked.form(指示への回答={("1",): DONE})
    view = diff_view(asked.check(data), asked.store.snapshot(), None)
    assert [group.subject for group in view.groups] == [f"指示1 {TEXT}"]
    assert (view.new_count, view.figures_only, view.replies) == (1, 0, 1)
    both = asked.check(asked.form(進捗={("A1",): spoken()}, 指示への回答={("1",): SAID}))
    headline = diff_view(both, asked.store.snapshot(), None).headline
    assert headline.startswith(f"2件（報告1件・{SHEET}1件）・")
    assert {(row.label, row.new) for row in view.rows} == {
        ("対応状況", "対応済"), ("回答", "報告した"), ("対応した日", "令和8年9月25日"), ("記入者", "サンプル係"),
    }  # fmt: skip
    asked.hand_in(data)
    found = reply_of(asked)
    assert found is not None
    assert (found.state, found.done_on) == ("done", date(2026, 9, 25))


def test_an_instruction_left_without_an_answer_is_said_but_does_not_stop(asked: Desk) -> None:
    preview = asked.check(asked.form(進捗={("A1",): spoken(), ("A2",): spoken()}))
    assert codes(preview) == [("G2", "instruction.unanswered")]
    assert preview.ok


def test_one_answered_on_screen_since_the_form_was_made_is_not_asked_for_again(asked: Desk) -> None:
    data = asked.form(進捗={("A1",): spoken(), ("A2",): spoken()})
    decisions.answer(asked.ctx, 1, state="doing", text="協議している")
    assert codes(asked.check(data)) == []
    assert codes(asked.check(asked.form())) == [("G2", "instruction.unanswered")]


FAULTS: Mapping[str, tuple[dict[str, object], list[tuple[str, str]]]] = {
    "words alone": ({"回答": "した", "記入者": "係"}, [("G2", "instruction.state_blank")]),
    "a state alone": ({"対応状況": "対応中", "記入者": "係"}, [("H2", "instruction.text_blank")]),
    "a day that is not done": (
        {**SAID, "対応した日": date(2026, 9, 1)}, [("I2", "instruction.day_not_done")],
    ),
    "a day to come": ({**DONE, "対応した日": date(2026, 10, 2)}, [("I2", "instruction.day_future")]),
    "done without a day": ({**DONE, "対応した日": None}, [("I2", "instruction.day_blank")]),
    "nobody": ({**SAID, "記入者": None}, [("J2", "row.author_blank")]),
    "a word of no list": ({**SAID, "対応状況": "やった"}, [("G2", "cell.not_in_list")]),
    "a day in words": ({**DONE, "対応した日": "令和8年9月25日"}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_an_answer_is_whole_and_does_not_contradict_itself(asked: Desk, case: str) -> None:
    typed, expected = FAULTS[case]
    assert codes(asked.check(asked.form(指示への回答={("1",): typed}))) == expected


def changed(data: bytes, edit: Mapping[str, str | None], sheet: str = SHEET) -> bytes:
    book = load_workbook(BytesIO(data))
    for place, value in edit.items():
        book[sheet][place] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_number_nobody_has_and_another_departments_are_stopped(asked: Desk) -> None:
    instruct(asked, "窓口の案を出す", "jumin")
    data = asked.form(指示への回答={("1",): SAID})
    strange = codes(asked.check(changed(data, {"A2": "9"})))
    assert strange == [("", "instruction.unanswered"), ("A2", "instruction.unknown")]
    other = codes(asked.check(changed(data, {"A2": "2"})))
    assert other == [("", "instruction.unanswered"), ("A2", "instruction.other_department")]


def test_an_answer_without_a_number_is_stopped(asked: Desk) -> None:
    data = asked.form(指示への回答={("1",): SAID})
    assert ("A2", "instruction.number_blank") in codes(asked.check(changed(data, {"A2": None})))


def test_numbers_beside_other_words_are_stopped(asked: Desk) -> None:
    instruct(asked, "窓口の案を出す")
    data = asked.form(指示への回答={("1",): SAID, ("2",): SAID})
    swapped = changed(data, {"A2": "2", "A3": "1"})
    assert codes(asked.check(swapped)) == [
        ("C2", "instruction.mismatch"), ("C3", "instruction.mismatch"),
    ]  # fmt: skip
    twice = changed(data, {"A3": "1"})
    assert ("A3", "instruction.duplicate") in codes(asked.check(twice))


def test_an_instruction_taken_back_meanwhile_is_left_out_and_said(asked: Desk) -> None:
    data = asked.form(進捗={("A1",): spoken()}, 指示への回答={("1",): SAID})
    blank = asked.form(進捗={("A1",): spoken()})
    decisions.take_back(asked.ctx, 1, "取り違え")
    assert codes(asked.check(data)) == [("A2", "instruction.withdrawn")]
    assert codes(asked.check(blank)) == []
    asked.hand_in(data)
    assert asked.store.snapshot().replies == ()


def test_an_instruction_in_other_words_is_said_and_answered_all_the_same(asked: Desk) -> None:
    data = asked.form(指示への回答={("1",): SAID})
    decisions.amend(asked.ctx, 1, kind="instruct", text="費用も報告する", department="soumu")
    assert codes(asked.check(data)) == [("C2", "instruction.amended")]
    asked.hand_in(data)
    assert reply_of(asked) is not None


def test_a_sheet_that_was_handed_out_and_taken_out_is_missed(asked: Desk) -> None:
    book = load_workbook(BytesIO(asked.form(進捗={("A1",): spoken()})))
    del book[SHEET]
    out = BytesIO()
    book.save(out)
    preview = asked.check(out.getvalue())
    assert [f.code for f in preview.blocks] == ["header.sheet_missing"]


def test_an_answer_given_on_both_sides_is_asked_about_as_a_whole(asked: Desk) -> None:
    data = asked.form(指示への回答={("1",): SAID})
    decisions.answer(asked.ctx, 1, state="done", text="報告した", done_on=date(2026, 9, 30), author="別の係")
    preview = asked.check(data)
    (question,) = preview.questions
    assert {cell.field for cell in question.cells} == {"state", "text", "done_on", "author"}
    upload.commit(asked.ctx, preview, data, answers=all_answered(preview.questions, "mine"))
    found = reply_of(asked)
    assert found is not None
    assert (found.state, found.text, found.done_on, found.author) == (
        "doing", "仕様を協議している", None, "サンプル係",
    )  # fmt: skip


def test_what_stands_stays_where_theirs_is_chosen(asked: Desk) -> None:
    data = asked.form(指示への回答={("1",): SAID})
    stored = decisions.answer(asked.ctx, 1, state="done", text="報告した", author="別の係")
    preview = asked.check(data)
    upload.commit(asked.ctx, preview, data, answers=all_answered(preview.questions, "theirs"))
    found = reply_of(asked)
    assert found is not None
    assert (found.state, found.text, found.author) == (stored.state, stored.text, stored.author)


def test_the_same_form_twice_changes_nothing(asked: Desk) -> None:
    data = asked.form(指示への回答={("1",): SAID})
    asked.hand_in(data)
    assert asked.hand_in(data).already


def test_a_form_for_a_later_answer_replaces_the_whole_one_before(asked: Desk) -> None:
    asked.hand_in(asked.form(指示への回答={("1",): SAID}))
    asked.hand_in(asked.form(指示への回答={("1",): DONE}))
    found = reply_of(asked)
    assert found is not None
    assert (found.state, found.done_on) == ("done", date(2026, 9, 25))


def test_the_returned_book_has_the_sheet_with_what_was_typed_and_the_finding(asked: Desk) -> None:
    data = asked.form(進捗={("A1",): spoken()}, 指示への回答={("1",): {"回答": "した", "記入者": "係"}})
    preview = asked.check(data)
    book = returned_book(asked.ctx, preview, data).data
    sheet = sheet_of(book)
    assert [cell.value for cell in sheet[2]][:3] == ["1", "第1回 サンプル会議", TEXT]
    assert (sheet["H2"].value, sheet["J2"].value) == ("した", "係")
    assert sheet["G2"].comment is not None
    again = asked.check(changed(book, {"G2": "対応中"}))
    assert again.ok
    assert [(f.location.sheet, f.code) for f in again.findings if f.location.sheet == SHEET] == []
    assert again.counts.any


def test_taking_a_submission_back_takes_its_answer_back(asked: Desk) -> None:
    first = asked.hand_in(asked.form(指示への回答={("1",): SAID})).submission
    second = asked.hand_in(asked.form(指示への回答={("1",): DONE})).submission
    assert first is not None
    assert second is not None
    assert [row.table for row in prepare_withdrawal(asked.ctx, second).moved] == ["reply"]
    withdraw_submission(asked.ctx, second, "誤り")
    found = reply_of(asked)
    assert found is not None
    assert (found.state, found.text, found.done_on) == ("doing", "仕様を協議している", None)
    withdraw_submission(asked.ctx, first, "誤り")
    assert reply_of(asked) is None
    restore_submission(asked.ctx, first, "正しかった")
    assert reply_of(asked) is not None


def test_history_tells_the_answer_in_words(asked: Desk) -> None:
    number = asked.hand_in(asked.form(指示への回答={("1",): SAID})).submission
    assert number is not None
    detail = history.submission(asked.ctx, number)
    told = {(cell.subject, cell.which, cell.label, cell.new) for cell in detail.cells}
    assert (f"指示1 {TEXT}", "指示への回答", "対応状況", "対応中") in told


def test_an_answer_on_the_form_of_a_closed_period_needs_no_reason(asked: Desk) -> None:
    data = asked.form(指示への回答={("1",): SAID})
    asked.hand_in(asked.form(進捗={("A1",): spoken(), ("A2",): spoken()}))
    close_period(asked.ctx, asked.plan.key(2026, "上期"))
    asked.hand_in(data)
    assert reply_of(asked) is not None


def test_a_submission_of_an_answer_alone_is_shown_and_confirmed(asked: Desk) -> None:
    choose_route(asked.ctx, "committee")
    number = asked.hand_in(asked.form(指示への回答={("1",): SAID})).submission
    assert number is not None
    view = review_page.review(asked.ctx, asked.plan.key(2026, "上期"), today=asked.ctx.today())
    assert [(row.number, row.over) for row in view.rows] == [(number, "")]
    (table,) = review_page.submission(asked.ctx, number).tables
    assert table.title.startswith(SHEET)
    assert ("対応状況", "対応中") in {(row.label, row.new) for group in table.groups for row in group.rows}
    assert review.confirm(asked.ctx, {number: "committee"}, seen=asked.store.version).done == (number,)
    decisions.answer(asked.ctx, 1, state="done", text="終えた")
    assert [
        row.over
        for row in review_page.review(asked.ctx, asked.plan.key(2026, "上期"), today=asked.ctx.today()).rows
    ] != [""]
