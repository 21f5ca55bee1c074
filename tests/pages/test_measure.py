"""The page 重点施策 as a browser receives it: filters, table, charts, and one action in a window."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.services.measure import measure
from tests.pages.opened import Pages, buttons, headline, healthy, markup, words
from tests.services.desk import spoken

YEAR, PERIOD = "2025", "H2"


def opened(pages: Pages, **more: str) -> AppTest:
    return pages.open("measure", fy=YEAR, period=PERIOD, **more)


def charts(app: AppTest) -> list[dict]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def rows(app: AppTest) -> int:
    return len(re.findall(r'<td class="mdx-col-trail">', markup(app)))


def test_every_measure_shows_what_its_view_says(demo_pages: Pages) -> None:
    ctx = demo_pages.desk.ctx
    key = ctx.plan.key(int(YEAR), PERIOD)
    for one in ctx.plan.measures[:3]:
        app = opened(demo_pages, measure=one.code)
        healthy(app)
        view = measure(ctx, key, one.code, today=ctx.today())
        assert headline(app) == view.headline
        assert rows(app) == len(view.table.rows)
        assert len(charts(app)) == min(3, len(view.indicators.charts))
        assert one.label in words(app)
        assert all(initiative.label in words(app) for initiative in one.initiatives)


def test_the_measure_is_chosen_side_by_side_and_stands_in_the_address(demo_pages: Pages) -> None:
    app = opened(demo_pages)
    codes = [one.code for one in demo_pages.house.plan.measures]
    (chooser,) = [group for group in app.button_group if group.key == "filter_measure"]
    assert [option.content for option in chooser.proto.options] == [
        f":small[MEGO-]{code[-1]}" for code in codes
    ]
    app = chooser.set_value(codes[4]).run()
    assert app.query_params["measure"] == codes[4]
    assert codes[4] in words(app)


def test_a_chart_is_drawn_in_the_houses_ink_and_said_in_words(demo_pages: Pages) -> None:
    app = opened(demo_pages, measure="MEGO-1")
    (first, *_) = charts(app)
    assert [trace["name"] for trace in first["data"]] == ["目標", "実績"]
    assert first["data"][1]["line"]["color"] == "#0017C1"
    assert re.search(r"令和\d年度は[^<]+(届いた|届いていない|収まった|上回っている)", markup(app))


def test_an_action_opens_in_a_window_from_the_address_and_leads_to_its_cells(begun_pages: Pages) -> None:
    desk = begun_pages.desk
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress="４５％"), ("A2",): spoken()}), "様式1.xlsx")
    app = begun_pages.open("measure", measure="MEGO-1", action="A1")
    healthy(app)
    told = words(app)
    assert "サンプル申請の電子化" in told
    assert "４５％" in told
    assert "様式1.xlsx" in told
    assert re.search(r"進捗 [A-Z]+\d+", told)


def test_an_unknown_action_in_a_link_is_said_and_shown_as_text(demo_pages: Pages) -> None:
    app = opened(demo_pages, action="<b>なし")
    healthy(app)
    assert "リンクの個別取組「<b>なし」は登録されていません。" in words(app)
    assert "<b>なし" not in markup(app)


def test_choosing_an_action_puts_it_into_the_address(demo_pages: Pages) -> None:
    app = opened(demo_pages, measure="MEGO-1")
    (picker,) = [box for box in app.selectbox if box.key == "action_pick"]
    assert picker.value is None
    code = next(iter(demo_pages.desk.ctx.snapshot().actions)).code
    app = picker.select(code).run()
    assert app.query_params["action"] == code
    healthy(app)


@pytest.mark.parametrize("state", ["empty_pages", "begun_pages"])
def test_before_anything_is_reported_the_page_says_so(state: str, request: pytest.FixtureRequest) -> None:
    app = request.getfixturevalue(state).open("measure", measure="MEGO-3")
    healthy(app)
    told = words(app)
    assert told.count("個別取組の登録なし") == 3
    assert "この重点施策の個別取組に、指標の登録はない" in told
    assert "変化の記録はまだない" in told
    assert "Excelで保存" in buttons(app)


def test_a_period_that_nobody_reported_is_not_shown_as_zero(begun_pages: Pages) -> None:
    app = begun_pages.open("measure", measure="MEGO-1", fy="2026", period="H1")
    assert headline(app).startswith("令和8年度（2026年度）上期の報告はまだない")
    assert "―（未報告）" in words(app)
    assert "0%" not in re.sub(r"\d0%", "", words(app))
