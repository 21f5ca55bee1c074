"""一覧 as a browser receives it: every action once, what it adds up to, and the same rows to take away."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.standing import Outside, Tally, standings
from miharu_dx.services import listing
from miharu_dx.services.status import latest_reported
from miharu_dx.ui import page
from tests.pages.opened import OFFICE, Pages, buttons, headline, healthy, markup, words


def rows(app: AppTest) -> list[str]:
    """Return the codes in the first column, in the order shown."""
    return re.findall(r'<tr><td class="mdx-nowrap">([^<]+)</td>', markup(app))


def key_of(pages: Pages) -> PeriodKey:
    return latest_reported(pages.house.store.snapshot(), pages.clock().date())


def test_the_totals_are_those_of_every_other_page(full_pages: Pages) -> None:
    app = full_pages.open("actions")
    healthy(app)
    tally = Tally(standings(full_pages.house.store.snapshot(), key_of(full_pages)))
    shown = " ".join(words(app).split())
    assert f"計 {tally.total}件" in shown
    assert f"評価した{tally.rated}件" in shown
    for name, count in tally.by_rating.items():
        assert re.search(rf"{name} {count}件", shown), name
    assert f"未報告 {tally.by_outside[Outside.UNREPORTED]}件" in shown
    assert f"{tally.total}件の個別取組" in headline(app)


def test_fifty_rows_stand_on_a_page_and_no_row_is_lost(full_pages: Pages) -> None:
    app = full_pages.open("actions")
    total = len(standings(full_pages.house.store.snapshot(), key_of(full_pages)))
    assert f"1〜50件目／{total}件" in words(app)
    seen = rows(app)
    assert len(seen) == 50
    for number in range(2, -(-total // 50) + 1):
        pager = app.pagination(key="listing_page")
        app = pager.set_value(number).run()
        seen += rows(app)
    assert len(seen) == len(set(seen)) == total


def test_the_order_stands_in_the_address(full_pages: Pages) -> None:
    app = full_pages.open("actions", sort="worst")
    ctx = full_pages.house.context(OFFICE)
    view = listing.listing(ctx, key_of(full_pages), today=ctx.today(), order=listing.Order.WORST)
    assert rows(app) == [row.code for row in view.rows[:50]]
    assert view.rows[0].rating is not None
    assert view.rows[0].rating.style.bold
    (ways,) = [group for group in app.button_group if group.label == "並べ方"]
    app = ways.set_value("plan").run()
    assert app.query_params["sort"] == "plan"
    assert rows(app) != [row.code for row in view.rows[:50]]


def test_a_strange_order_in_the_address_is_the_plans_own(full_pages: Pages) -> None:
    assert rows(full_pages.open("actions", sort="<script>")) == rows(full_pages.open("actions"))


def test_filters_narrow_rows_and_totals_alike(full_pages: Pages) -> None:
    seen = full_pages.house.store.snapshot()
    code = full_pages.house.plan.measures[0].code
    app = full_pages.open("actions", measure=code)
    found = standings(seen, key_of(full_pages), measure=code)
    assert sorted(rows(app)) == sorted(item.action.code for item in found[:50])
    assert f"計 {len(found)}件" in " ".join(words(app).split())


def test_no_action_is_a_sentence_and_not_an_empty_table(empty_pages: Pages) -> None:
    app = empty_pages.open("actions")
    healthy(app)
    assert headline(app).startswith("個別取組の登録はまだない")
    assert "ここに出ます" in words(app)
    assert "mdx-dense" not in markup(app)


@pytest.mark.parametrize(("role", "offered"), [(Role.VIEWER, True), (Role.PROJECTOR, False)])
def test_who_may_export_takes_both_files_away(
    demo_pages: Pages, monkeypatch: pytest.MonkeyPatch, role: Role, offered: bool
) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("試験", role))
    app = demo_pages.open("actions")
    healthy(app)
    assert ("Excelで保存" in buttons(app), "CSVで保存" in buttons(app)) == (offered, offered)
