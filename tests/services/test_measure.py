"""重点施策 and 担当課 on a real store: what was handed in shows, and every value leads back to its cell."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import listing
from miharu_dx.services.context import Context
from miharu_dx.services.department import department, department_file
from miharu_dx.services.measure import action, measure, measure_file, trail
from tests.services.desk import Desk, spoken

MEASURE_OF_A1 = "MEGO-1"


@pytest.fixture
def reported(desk: Desk) -> Desk:
    """A desk at which A1 was reported once and then corrected."""
    first = desk.form(進捗={("A1",): spoken(progress="４５％"), ("A2",): spoken()})
    desk.hand_in(first, "様式1.xlsx")
    second = desk.form(進捗={("A1",): spoken(rating="遅れ", progress=30, 課題="サンプル：人手が足りない")})
    desk.hand_in(second, "様式2.xlsx")
    return desk


def test_a_correction_is_in_the_history_and_the_figures_are_the_newest(reported: Desk) -> None:
    key = reported.plan.key(2026, "上期")
    view = measure(reported.ctx, key, MEASURE_OF_A1, today=reported.clock().date())
    rows = {row.code: row for row in view.table.rows}
    assert (rows["A1"].sign.word, rows["A1"].actual, rows["A1"].planned) == ("遅れ", 30.0, 40.0)
    (entry,) = view.history.entries
    assert (entry.what, entry.before_text, entry.after_text) == ("評価", "順調", "遅れ")
    assert entry.source.startswith("令和8 上期・総務課の訂正・版")


def test_every_value_leads_back_to_the_cell_and_the_text_as_typed(reported: Desk) -> None:
    key = reported.plan.key(2026, "上期")
    found = {(step.field, step.value): step for step in trail(reported.ctx, key, "A1")}
    now, before = found["progress", "30%"], found["progress", "45%"]
    assert (now.typed, now.file_name, now.current) == ("30", "様式2.xlsx", True)
    assert (before.typed, before.file_name, before.current) == ("４５％", "様式1.xlsx", False)
    sheet, cell = before.cell.split()
    assert sheet == "進捗"
    assert cell[0].isalpha()
    assert action(reported.ctx, key, "A1") is not None
    assert action(reported.ctx, key, "Z9") is None


def test_the_past_is_shown_as_it_stood(reported: Desk) -> None:
    key = reported.plan.key(2026, "上期")
    today = reported.clock().date()
    version = reported.store.version - 1
    view = measure(reported.ctx, key, MEASURE_OF_A1, today=today, version=version)
    row = next(row for row in view.table.rows if row.code == "A1")
    assert (row.sign.word, row.actual, view.history.entries) == ("順調", 45.0, ())
    then = department(reported.ctx, key, "soumu", today=today, version=version)
    assert "「遅れ」はない" in then.headline


def test_the_files_hold_the_rows_of_the_pages(reported: Desk) -> None:
    key = reported.plan.key(2026, "上期")
    today = reported.clock().date()
    of_measure = measure_file(reported.ctx, measure(reported.ctx, key, MEASURE_OF_A1, today=today))
    of_unit = department_file(reported.ctx, department(reported.ctx, key, "soumu", today=today))
    for table, codes in ((of_measure, ["A1", "B1"]), (of_unit, ["A1", "A2"])):
        book = openpyxl.load_workbook(BytesIO(listing.written(reported.ctx, table, "xlsx")))
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        place = heads.index("個別取組コード")
        assert [row[place].value for row in sheet.iter_rows(min_row=2)] == codes
    assert ("担当課", "総務課（文書情報グループ）") in of_unit.notes
    assert dict(of_measure.notes)[reported.plan.measure_term].startswith(MEASURE_OF_A1)


def test_whoever_may_not_export_gets_no_file(reported: Desk) -> None:
    key = reported.plan.key(2026, "上期")
    wall = Context(reported.store, reported.plan, Actor("投影", Role.PROJECTOR), reported.clock)
    view = measure(wall, key, MEASURE_OF_A1, today=reported.clock().date())
    with pytest.raises(Refusal) as refused:
        measure_file(wall, view)
    assert refused.value.code == "access.denied"
