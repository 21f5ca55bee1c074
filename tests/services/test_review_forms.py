"""A return reaches the department: in its next 様式, in its 返却ブック, and in what it hands in again."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_ITEMS
from miharu_dx.services import forms, review
from miharu_dx.services.returned import returned_book
from miharu_dx.services.review_settings import choose_route
from tests.services.desk import Desk, spoken

WHY = "割合の数え方が、前期の報告と違います"


@pytest.fixture
def returned(desk: Desk) -> Desk:
    """Yield a desk whose department was sent its submission back."""
    choose_route(desk.ctx, "committee")
    number = desk.hand_in(desk.form(進捗={("A1",): spoken(), ("A2",): spoken()})).submission
    assert number is not None
    member = Desk(desk.store, desk.plan, desk.clock, Actor("委員", Role.COMMITTEE))
    review.send_back(member.ctx, {number: "committee"}, WHY, seen=desk.store.version)
    return desk


def info(data: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(BytesIO(data))[FORM_INFO.name]
    return [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == FORM_ITEMS["returned"]]


def form(desk: Desk, unit: str = "soumu", period: str = "上期") -> bytes:
    return forms.progress_form(desk.ctx, unit, 2026, period).data


def test_the_next_form_tells_what_was_returned_and_why(returned: Desk) -> None:
    data = form(returned)
    ((_, _, told),) = info(data)
    assert WHY in str(told)
    head = openpyxl.load_workbook(BytesIO(data))["進捗"][1]
    comments = [cell.comment.text for cell in head if cell.comment and WHY in cell.comment.text]
    assert len(comments) == 1
    assert comments[0].startswith("◆ 差戻しがあります")


def test_other_departments_and_periods_are_told_nothing(returned: Desk) -> None:
    assert info(form(returned, "jumin")) == []
    assert info(form(returned, period="下期")) == []


def test_the_form_with_the_reason_is_handed_in_like_any_other_and_answers_the_return(returned: Desk) -> None:
    data = returned.form(進捗={("A1",): spoken(progress=55)})
    preview = returned.check(data)
    assert preview.ok
    assert preview.counts.changed == 1
    returned.hand_in(data)
    assert info(form(returned)) == []


def test_a_workbook_with_findings_comes_back_with_the_reason_on_top(returned: Desk) -> None:
    data = returned.form(進捗={("A1",): spoken(progress="半分くらい"), ("A2",): spoken(rating="とても良い")})
    preview = returned.check(data)
    blocks = len(preview.findings)
    assert preview.blocks
    book = openpyxl.load_workbook(BytesIO(returned_book(returned.ctx, preview, data).data))
    sheet = book["修正一覧"]
    head = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, head["要修正・注意"]).value == "■ 差戻し"
    assert WHY in str(sheet.cell(2, head["指摘"]).value)
    assert sheet.max_row == 2 + blocks
    for number, finding in enumerate(sorted(preview.findings, key=lambda f: f.severity.value), start=3):
        assert sheet.cell(number, head["番号"]).value == number - 2
        link = sheet.cell(number, head["セル"]).hyperlink
        assert link is not None
        assert link.location.split("!")[1] == sheet.cell(number, head["セル"]).value, finding.code


def test_a_return_given_after_the_form_was_made_still_stands_in_what_comes_back(desk: Desk) -> None:
    choose_route(desk.ctx, "committee")
    number = desk.hand_in(desk.form(進捗={("A1",): spoken(), ("A2",): spoken()})).submission
    data = desk.form(進捗={("A1",): spoken(progress="半分くらい")})
    assert number is not None
    review.send_back(desk.ctx, {number: "committee"}, WHY, seen=desk.store.version)
    preview = desk.check(data)
    assert WHY in str(info(returned_book(desk.ctx, preview, data).data))
