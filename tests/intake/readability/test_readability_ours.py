"""Our own workbooks beside the rules: forms, the plan workbook, exports and the sample files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from miharu_dx.config import SAMPLES
from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import Judgement
from miharu_dx.domain.sheetspec import PROGRESS, PROGRESS_SHEETS, Entry
from miharu_dx.intake import workbook as reader
from miharu_dx.intake.readability import judge, judge_csv, read_csv
from miharu_dx.present import workbook
from tests.intake.readability.sheets import cited, words
from tests.samples import JST, small_snapshot

MADE_AT = datetime(2023, 10, 2, 9, 5, tzinfo=JST)
SNAPSHOT = small_snapshot()
PLAN = SNAPSHOT.plan
FORM = workbook.form_of(SNAPSHOT, PLAN.departments[1].code, PLAN.period_keys[1], MADE_AT)
OTHER_KIND = {"L1-14": "csv_only", "L1-15": "csv_only"}
TYPED = {
    "L1-06.around", "L1-06.run", "L1-07.several_values", "L1-08.characters", "L2-01.marked",
    "L2-01.number_as_text", "L2-01.words", "L2-02.ditto", "L2-04.not_in_list", "L2-04.variant", "L3-05.era",
}  # fmt: skip


def of_xlsx(data: bytes) -> Judgement:
    return judge(reader.parse(data), words())


@pytest.mark.parametrize(
    "data",
    [workbook.progress_form(FORM), workbook.plan_form(SNAPSHOT, MADE_AT)],
    ids=["progress", "plan"],
)
def test_our_forms_have_no_advice(data: bytes) -> None:
    told = of_xlsx(data)
    assert cited(told) == []
    # What our forms cannot show: they answer in words and numbers without signs, and name no areas.
    assert told.outside == OTHER_KIND | {"L3-02": "no_codes", "L3-03": "no_symbols", "L3-06": "no_areas"}


COLUMNS = [workbook.ExportColumn(column.label, column.kind, column.width) for column in PROGRESS.columns]
ROWS = [[row.action.code, row.action.name, *[None] * (len(COLUMNS) - 2)] for row in FORM.rows]


def test_our_exports_have_no_advice() -> None:
    notes = [("出典", PLAN.source), ("更新日時", MADE_AT), ("空欄の意味", "報告がないもの")]
    data = workbook.table_xlsx("一覧", COLUMNS, ROWS, notes, workbook.surroundings(PLAN), made_at=MADE_AT)
    assert cited(of_xlsx(data)) == []
    csv = read_csv(workbook.table_csv(COLUMNS, ROWS), "一覧")
    assert cited(judge_csv(csv, words())) == []


SAMPLE_BOOKS = sorted(SAMPLES.glob("*.xlsx"))


def test_there_are_samples() -> None:
    assert len(SAMPLE_BOOKS) > 50


def is_input(place: Location) -> bool:
    spec = next((spec for spec in PROGRESS_SHEETS if spec.name == place.sheet), None)
    column = spec.columns[place.excel_column - 1] if spec and place.excel_column else None
    return column is not None and column.entry is Entry.INPUT


@pytest.mark.parametrize("path", SAMPLE_BOOKS, ids=lambda path: path.stem)
def test_samples_have_advice_only_on_what_was_typed(path: Path) -> None:
    told = of_xlsx(path.read_bytes())
    assert {code for _, code in cited(told)} <= TYPED
    assert [advice.location for advice in told.advice if not is_input(advice.location)] == []


def test_the_plain_table_of_samples_has_no_advice() -> None:
    for path in SAMPLES.glob("*.csv"):
        assert cited(judge_csv(read_csv(path.read_bytes(), path.stem), words())) == []
