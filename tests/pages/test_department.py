"""The page 担当課 as a browser receives it: what to do, worst first, and how the unit hands in."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.services.department import department
from tests.pages.opened import Pages, buttons, headline, healthy, markup, press, words
from tests.services.desk import spoken

YEAR, PERIOD = "2025", "H2"


def opened(pages: Pages, **more: str) -> AppTest:
    return pages.open("department", fy=YEAR, period=PERIOD, **more)


def rows(app: AppTest) -> int:
    return len(re.findall(r'<td class="mdx-col-trail">', markup(app)))


def test_every_department_shows_what_its_view_says(demo_pages: Pages) -> None:
    ctx = demo_pages.desk.ctx
    key = ctx.plan.key(int(YEAR), PERIOD)
    for unit in ctx.plan.departments[:3]:
        app = opened(demo_pages, department=unit.code)
        healthy(app)
        view = department(ctx, key, unit.code, today=ctx.today())
        assert headline(app) == view.headline
        assert rows(app) == len(view.table.rows)
        assert unit.label in words(app)
        days = re.findall(r'class="mdx-day mdx-day-', markup(app))
        assert len(days) == sum(len(row.cells) for row in view.punctuality.rows)
        assert markup(app).count('<tr class="mdx-own">') == 1


def test_the_way_to_hand_in_keeps_department_and_period(demo_pages: Pages) -> None:
    app = opened(demo_pages, department="jumin")
    assert buttons(app)["提出へ進む"]
    app = press(app, "提出へ進む")
    healthy(app)
    told = {name: app.query_params[name] for name in ("fy", "period", "department")}
    assert told == {"fy": YEAR, "period": PERIOD, "department": "jumin"}


def test_what_was_handed_in_stands_in_the_record_and_in_the_grid(begun_pages: Pages) -> None:
    desk = begun_pages.desk
    desk.hand_in(
        desk.form(進捗={("A1",): spoken(rating="遅れ", 課題="サンプル：人手が足りない"), ("A2",): spoken()}),
        "様式1.xlsx",
    )
    app = begun_pages.open("department", department="soumu", fy="2026", period="H1")
    healthy(app)
    told = words(app)
    assert headline(app) == "「遅れ」が1件"
    assert "様式1.xlsx" in told
    assert "19日前" in told


@pytest.mark.parametrize("state", ["empty_pages", "begun_pages"])
def test_a_department_without_actions_says_so(state: str, request: pytest.FixtureRequest) -> None:
    app = request.getfixturevalue(state).open("department", department="kensetsu")
    healthy(app)
    assert "この年度にこの課の個別取組はない" in words(app)
    assert "この期の提出はまだない" in words(app)
    assert "Excelで保存" in buttons(app)


def test_a_unit_that_has_ended_is_said_and_another_one_shown(demo_pages: Pages) -> None:
    app = opened(demo_pages, department="なくなった課")
    healthy(app)
    assert "リンクの担当課「なくなった課」は" in words(app)
