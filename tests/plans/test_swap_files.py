"""Another town's plan changes every workbook that is handed out and every table that is taken away."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import CODE_TABLE, FORM_INFO, FORM_ITEMS
from miharu_dx.domain.sheetspec_plan import PLAN_ACTIONS, PLAN_SCHEDULE
from miharu_dx.services import forms, listing
from miharu_dx.services.department import department, department_file
from miharu_dx.services.listing import TableFile, listing_file, written
from miharu_dx.services.measure import measure, measure_file
from miharu_dx.services.overview import overview, overview_file
from miharu_dx.services.trend import Unit, curve_file, road_file, trend
from tests.plans.second_town import LIFE, asked, second_plan
from tests.plans.vocabulary import found_in, texts_of
from tests.present.workbook_reading import list_words, opened, records
from tests.services.desk import Desk

pytestmark = pytest.mark.xdist_group("second town")
PLAN = second_plan()
NOW = PeriodKey(2026, 1)
NEXT = PeriodKey(2026, 2)
STAGES = ["構想", "設計", "構築", "運用", "取りやめ"]
LETTERS = ["A", "B", "C", "D", "Z"]


@pytest.fixture
def form(desk: Desk) -> bytes:
    return forms.progress_form(desk.ctx, "citizen", NEXT.fiscal_year, "第3四半期").data


@pytest.fixture
def plan_book(desk: Desk) -> bytes:
    return forms.plan_form(desk.ctx).data


def codes(book: Workbook) -> dict[str, list[tuple[object, object, object]]]:
    """Return code, word and meaning of each list of コード表."""
    found: dict[str, list[tuple[object, object, object]]] = {}
    for row in records(book[CODE_TABLE.name]):
        found.setdefault(str(row["一覧"]), []).append((row["コード"], row["選べる値"], row["意味"]))
    return found


def test_no_workbook_holds_a_word_of_another_towns_plan(form, plan_book, foreign) -> None:
    assert not found_in(texts_of(form), foreign)
    assert not found_in(texts_of(plan_book), foreign)


def test_the_form_offers_the_towns_stages_and_letters(form) -> None:
    book = opened(form)
    sheet = book[PROGRESS.name]
    assert list_words(book, sheet, "実施段階") == STAGES
    assert list_words(book, sheet, "評価") == LETTERS


def test_the_code_table_holds_the_towns_vocabularies_periods_and_years(form, plan_book) -> None:
    for data in (form, plan_book):
        found = codes(opened(data))
        assert [word for _, word, _ in found["実施段階"]] == STAGES
        assert [(code, word) for code, word, _ in found["期"]] == [
            (f"Q{n}", f"第{n}四半期") for n in (1, 2, 3, 4)
        ]
        assert [word for _, word, _ in found["年度"]] == [2025, 2026, 2027]
        assert "団体" not in found, "a town without a code of its own has no row"
    letters = codes(opened(form))["評価"]
    assert [(word, meaning) for _, word, meaning in letters] == [(r.name, r.definition) for r in PLAN.ratings]


def test_the_print_header_and_foot_name_the_towns_unit_quarter_and_plan(form, plan_book) -> None:
    sheet = opened(form)[PROGRESS.name]
    assert "市民課（窓口係）" in sheet.oddHeader.left.text
    assert "令和8年度（2026年度）第3四半期" in sheet.oddHeader.right.text
    assert PLAN.short_title in sheet.oddFooter.left.text + (sheet.oddFooter.center.text or "")
    years = opened(plan_book)[PLAN_ACTIONS.name].oddHeader.right.text
    assert years == f"{fiscal_year_label(2025)}〜{fiscal_year_label(2027)}"


def test_the_form_carries_the_quarter_before_and_its_own_plan_code(form) -> None:
    book = opened(form)
    rows = {row["個別取組コード"]: row for row in records(book[PROGRESS.name])}
    own = [said for said in LIFE if said.department == "citizen"]
    assert sorted(rows) == [said.code for said in own]
    assert {code: row["前期評価"] for code, row in rows.items()} == {
        said.code: said.spoken(1 + 4) for said in own
    }
    told = {row["項目"]: row["値"] for row in records(book[FORM_INFO.name])}
    assert (told[FORM_ITEMS["plan_code"]], told[FORM_ITEMS["period"]]) == (PLAN.code, "Q3")
    years = {row["年度"] for row in records(book[INDICATORS.name])}
    assert years == {2025, 2026}


def test_the_plan_workbook_offers_the_towns_initiatives_units_and_stages(plan_book) -> None:
    book = opened(plan_book)
    actions = book[PLAN_ACTIONS.name]
    assert list_words(book, actions, "取組事項") == [initiative.label for initiative in PLAN.initiatives]
    assert list_words(book, actions, "担当課") == [unit.label for unit in PLAN.departments]
    assert list_words(book, book[PLAN_SCHEDULE.name], "年度末の計画段階") == STAGES
    assert {row["年度"] for row in records(book[PLAN_SCHEDULE.name])} == {2025, 2026, 2027}


def test_the_forms_of_a_quarter_are_named_after_the_towns_units(desk: Desk, foreign) -> None:
    packed = forms.all_forms(desk.ctx, NEXT.fiscal_year, "Q3")
    with ZipFile(BytesIO(packed.data)) as archive:
        names = archive.namelist()
    assert [name.split("_")[1] for name in names] == ["デジタル戦略室", "市民課", "福祉課", "都市整備課"]
    assert all("R08第3四半期" in name for name in [packed.file_name, *names])
    assert not found_in([packed.file_name, *names], foreign)


def tables(desk: Desk) -> dict[str, TableFile]:
    """Return every table that pages let people take away."""
    ctx, today = desk.ctx, desk.ctx.today()
    curves = trend(ctx, NOW, today=today)
    road = trend(ctx, NOW, today=today, measure="重点3", unit=Unit.ACTION.value)
    return {
        "overview": overview_file(ctx, overview(ctx, NOW, today=today, compare=PLAN.before(NOW))),
        "measure": measure_file(ctx, measure(ctx, NOW, "重点1", today=today)),
        "department": department_file(ctx, department(ctx, NOW, "city", today=today)),
        "curves": curve_file(ctx, curves),
        "roads": road_file(ctx, curves),
        "road": road_file(ctx, road),
        "list": listing_file(ctx, listing.listing(ctx, NOW, today=today)),
    }


def test_no_table_taken_away_holds_a_word_of_another_towns_plan(desk: Desk, foreign) -> None:
    for name, table in tables(desk).items():
        assert table.rows, name
        assert not found_in(texts_of(written(desk.ctx, table, "xlsx")), foreign), name
        assert not found_in([written(desk.ctx, table, "csv").decode("utf-8-sig")], foreign), name


def test_tables_are_headed_in_the_towns_words(desk: Desk) -> None:
    heads = {name: [column.label for column in table.columns] for name, table in tables(desk).items()}
    assert heads["overview"][:2] == ["重点プロジェクトコード", "重点プロジェクト"]
    counted = [head for head in heads["overview"] if head.endswith("(件)")]
    assert counted[:5] == ["個別取組(件)", "A(件)", "B(件)", "C(件)", "D(件)"]
    assert any(head == "分母に入れないZ・取りやめ(件)" for head in heads["overview"])
    assert "除いた取りやめ(件)" in heads["curves"]
    assert "期末に運用" in heads["road"]
    assert "重点プロジェクト" in heads["list"]


def test_the_total_row_adds_up_to_the_letters_written(desk: Desk) -> None:
    table = tables(desk)["overview"]
    total = dict(zip((column.label for column in table.columns), table.rows[-1], strict=True))
    assert [total[f"{letter}(件)"] for letter in "ABCD"] == [2, 6, 2, 1]


def test_the_list_is_the_same_in_every_format(desk: Desk) -> None:
    rows = list(csv.DictReader(StringIO(listing.export(desk.ctx, "csv").decode("utf-8-sig"))))
    frame = pd.read_parquet(BytesIO(listing.export(desk.ctx, "parquet")))
    book = opened(listing.export(desk.ctx, "xlsx"))
    shown = [said for said in LIFE if asked(said, 1 + 4)]
    expected = sorted((said.code, said.spoken(5)) for said in shown if said.spoken(5) in "ABCD")
    for found in (rows, frame.to_dict("records"), records(book.worksheets[0])):
        told = [(row["個別取組コード"], row["評価"]) for row in found]
        assert sorted((code, letter) for code, letter in told if letter in set("ABCD")) == expected
        assert len(told) == len(LIFE)
