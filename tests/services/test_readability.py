"""機械可読性 of files as they are handed over: forms, exports, bad sheets and files nobody can read."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from miharu_dx.domain.readability import RULES, Verdict
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import forms, listing
from miharu_dx.services.department import department, department_file
from miharu_dx.services.listing import TableFile
from miharu_dx.services.measure import measure, measure_file
from miharu_dx.services.overview import overview, overview_file
from miharu_dx.services.readability import readability
from miharu_dx.services.returned import returned_book
from miharu_dx.services.trend import curve_file, road_file, trend
from tests.services.desk import Desk, spoken


def faults(desk: Desk, name: str, data: bytes) -> dict[str, int]:
    return {line.id: line.count for line in readability(desk.ctx, name, data).better}


def tables(desk: Desk) -> dict[str, TableFile]:
    """Return every table the pages let people take away."""
    ctx, today = desk.ctx, desk.ctx.today()
    key = desk.plan.key(2026, "上期")
    seen = trend(ctx, key, today=today)
    return {
        "全体状況": overview_file(ctx, overview(ctx, key, today=today)),
        "施策": measure_file(ctx, measure(ctx, key, desk.plan.measures[0].code, today=today)),
        "担当課": department_file(ctx, department(ctx, key, "soumu", today=today)),
        "推移": curve_file(ctx, seen),
        "工程表": road_file(ctx, seen),
    }


def test_what_the_house_hands_out_has_no_advice(desk: Desk) -> None:
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress=0), ("A2",): spoken(progress=20)}))
    made = {
        "様式.xlsx": forms.progress_form(desk.ctx, "soumu", 2026, "上期").data,
        "計画.xlsx": forms.plan_form(desk.ctx).data,
        "一覧.xlsx": listing.export(desk.ctx, "xlsx"),
        "一覧.csv": listing.export(desk.ctx, "csv"),
        **{f"{name}.xlsx": listing.written(desk.ctx, table, "xlsx") for name, table in tables(desk).items()},
    }
    assert {name: faults(desk, name, data) for name, data in made.items()} == {name: {} for name in made}


def test_what_a_department_types_is_advised_and_still_accepted(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken(progress="４５％", 基準日="R8.9.30")})
    assert faults(desk, "様式.xlsx", data) == {"L2-01": 1, "L3-05": 1}
    assert desk.check(data).ok


def test_a_returned_workbook_gets_no_advice_for_its_own_marks_and_list(desk: Desk) -> None:
    typed = desk.form(進捗={("A1",): spoken(progress="半分ほど①"), ("A2",): spoken(rating="○")})
    handed_back = returned_book(desk.ctx, desk.check(typed), typed)
    assert faults(desk, "様式.xlsx", typed) == {"L1-08": 1, "L2-01": 1, "L2-04": 1}
    assert faults(desk, handed_back.file_name, handed_back.data) == faults(desk, "様式.xlsx", typed)


def test_a_sheet_of_a_departments_own_is_told_by_rule_and_cell(desk: Desk) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("進捗状況")
    page.merge_range("A1:D1", "DX推進計画の進捗")
    page.write_row("A3", ["担当課", "取組名", "R5", "R6"])
    page.merge_range("A4:A5", "総務課")
    page.write_row("B4", ["①申請", "50％程度", 60])
    page.write_row("B5", ["決裁", 40, 50])
    page.write_formula("D6", "=SUM(D4:D5)", None, 110)
    page.set_row(4, None, None, {"hidden": True})
    page.insert_textbox("F2", "赤は遅れ")
    book.close()
    view = readability(desk.ctx, "進捗.xlsx", target.getvalue())
    found = {line.id for line in view.better}
    assert found >= {"L1-08", "L1-10", "L1-12", "L1-13", "L2-01", "L2-06", "L3-01", "L3-05", "L3-09"}
    merged = next(line for line in view.rules if line.id == "L1-12")
    assert [fault.cells for fault in merged.faults] == ["進捗状況 A1・A4"]


def test_a_csv_file_is_told_too_and_every_rule_has_its_verdict(desk: Desk) -> None:
    view = readability(desk.ctx, "進捗.CSV", "課名,件数\n総務課,1,234\n".encode("cp932"))
    assert [line.id for line in view.rules] == [rule.id for rule in RULES]
    assert {line.id: line.verdict for line in view.rules}["L1-15"] is Verdict.BETTER


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("様式.xlsx", b"%PDF-1.7", "file.pdf"), ("様式.csv", b"\x00\x01", "file.not_workbook")],
)
def test_a_file_that_cannot_be_read_is_refused_as_an_upload_is(
    desk: Desk, name: str, data: bytes, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        readability(desk.ctx, name, data)
    assert refused.value.code == code
