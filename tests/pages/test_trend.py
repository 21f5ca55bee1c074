"""The page 年度推移 as a browser receives it: figures agree with the view, every choice is in the address."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from miharu_dx.services.context import Context
from miharu_dx.services.listing import written
from miharu_dx.services.trend import TrendView, curve_file, road_file, trend
from tests.pages.opened import OFFICE, Pages, buttons, headline, healthy, words


def context_of(pages: Pages) -> Context:
    return Context(pages.house.store, pages.house.plan, OFFICE, pages.clock)


def view_of(pages: Pages, year: int = 2025, order: int = 1, **more: Any) -> TrendView:
    context = context_of(pages)
    key = next(k for k in context.plan.period_keys if (k.fiscal_year, k.order) == (year, order))
    return trend(context, key, today=context.today(), **more)


def figures(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def alts(app: AppTest) -> list[str]:
    return [chart.proto.alt for chart in app.get("plotly_chart")]


def test_the_page_says_what_the_view_says(demo_pages: Pages) -> None:
    app = demo_pages.open("trend", fy="2025", period="H2")
    healthy(app)
    view = view_of(demo_pages)
    assert headline(app) == view.headline
    assert alts(app) == [view.chart.alt, view.chart.parts_alt, view.road.alt]
    for said in (
        view.chart.title,
        view.chart.caption,
        view.chart.parts_title,
        view.road.note,
        view.dates.source,
    ):
        assert said in words(app)
    total = {row["name"]: row["y"] for row in figures(app)[0]["data"]}
    assert total["実績"] == pytest.approx([point.value for point in view.chart.total.actual])


def test_the_address_chooses_measure_unit_and_reference(demo_pages: Pages) -> None:
    app = demo_pages.open(
        "trend", fy="2025", period="H2", measure="MEGO-1", unit="action", line="off", department="soumu"
    )
    healthy(app)
    view = view_of(demo_pages, measure="MEGO-1", department="soumu", unit="action", reference=False)
    assert headline(app) == view.headline
    assert view.headline.startswith("MEGO-1・総務課：")
    assert alts(app)[-1] == view.road.alt
    assert "等速の目安" not in {row["name"] for row in figures(app)[0]["data"]}


def test_what_means_nothing_in_the_address_is_the_default(demo_pages: Pages) -> None:
    app = demo_pages.open("trend", fy="2025", period="H2", unit="x", line="9")
    healthy(app)
    assert alts(app)[-1] == view_of(demo_pages).road.alt
    assert "等速の目安" in {row["name"] for row in figures(app)[0]["data"]}


def test_a_choice_is_written_into_the_address(demo_pages: Pages) -> None:
    app = demo_pages.open("trend", fy="2025", period="H2")
    app.button_group(key="filter_unit").set_value("action").run()
    healthy(app)
    assert app.query_params["unit"] == "action"
    assert alts(app)[-1] == view_of(demo_pages, unit="action").road.alt


def test_each_chart_has_its_table_one_click_away(demo_pages: Pages) -> None:
    view = view_of(demo_pages)
    app = demo_pages.open("trend", fy="2025", period="H2")
    before = words(app)
    for key, said in (
        ("total", f"{view.chart.total.now.count}件" if view.chart.total.now else ""),
        ("parts", "実績／計画"),
        ("road", "計画の段階"),
    ):
        app.button(key=f"table_{key}").click().run()
        healthy(app)
        assert words(app).count(said) > before.count(said)
    assert "Excelで保存" in buttons(app)


@pytest.mark.parametrize(
    ("state", "said"),
    [("empty_pages", "個別取組の登録はまだない"), ("begun_pages", "進捗率の報告はまだない")],
)
def test_a_store_without_figures_says_so(state: str, said: str, request: pytest.FixtureRequest) -> None:
    app = request.getfixturevalue(state).open("trend")
    healthy(app)
    assert said in headline(app)


def test_three_hundred_actions_are_shown_a_page_of_measures_at_a_time(full_pages: Pages) -> None:
    app = full_pages.open("trend", fy="2025", period="H2", unit="action")
    healthy(app)
    road = view_of(full_pages, unit="action").road
    rows = {code for trace in figures(app)[-1]["data"] for code in trace["customdata"]}
    assert 0 < len(rows) < len(road.rows) == 300
    app = full_pages.open("trend", fy="2025", period="H2", measure="MEGO-5", unit="action")
    shown = {code for trace in figures(app)[-1]["data"] for code in trace["customdata"]}
    assert shown == {row.code for row in view_of(full_pages, measure="MEGO-5", unit="action").road.rows}


def test_the_files_hold_the_figures_of_the_page(demo_pages: Pages) -> None:
    context = context_of(demo_pages)
    view = view_of(demo_pages)
    rows = curve_file(context, view).rows
    now = view.chart.total.now
    assert now is not None
    (row,) = [row for row in rows if row[1] == "全体" and row[4] == "令和7年度末"]
    assert (row[7], row[9]) == (now.gap, now.count)
    assert len(road_file(context, view).rows) == sum(len(r.planned) + len(r.actual) for r in view.road.rows)


def test_the_files_can_be_written_as_workbooks(demo_pages: Pages) -> None:
    context = context_of(demo_pages)
    view = view_of(demo_pages, unit="action")
    for table in (curve_file(context, view), road_file(context, view)):
        book = load_workbook(BytesIO(written(context, table, "xlsx")))
        sheet = book[table.title]
        assert sheet.max_row == len(table.rows) + 1
        assert [cell.value for cell in sheet[1]] == [column.label for column in table.columns]
