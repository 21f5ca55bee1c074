"""The row of filters and the address: a link shows the same, a wrong one shows something all the same."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.ui.filter_codes import Codes, Defaults, Filters, Offers, read, without, write
from tests.rich import rich_snapshot

SEEN = rich_snapshot(12)
PLAN = SEEN.plan
NEWEST = PeriodKey(2026, 0)
DEFAULTS = Defaults(NEWEST, "MEGO-1", "soumu")
ALL = Offers(measure="any", department="any", compare=True)
ONE = Offers(measure="one", department="one")


def meant(codes: Codes, offers: Offers = ALL) -> tuple[Filters, int]:
    found, notes = read(codes, SEEN, offers, DEFAULTS)
    return found, len(notes)


@pytest.mark.parametrize(
    ("codes", "offers", "found", "notes"),
    [
        ({}, ALL, Filters(NEWEST, None, None, PeriodKey(2025, 1)), 0),
        ({}, ONE, Filters(NEWEST, "MEGO-1", "soumu"), 0),
        ({"fy": "2024", "period": "H2"}, ONE, Filters(PeriodKey(2024, 1), "MEGO-1", "soumu"), 0),
        ({"measure": "MEGO-3", "department": "jumin"}, ONE, Filters(NEWEST, "MEGO-3", "jumin"), 0),
        ({"measure": "MEGO-3"}, Offers(), Filters(NEWEST), 0),
        ({"compare": "2024-H1"}, ALL, Filters(NEWEST, compare=PeriodKey(2024, 0)), 0),
        ({"fy": "2023", "period": "H1"}, ALL, Filters(PeriodKey(2023, 0)), 0),
        ({"fy": "1999"}, Offers(), Filters(NEWEST), 1),
        ({"fy": "２０２４"}, Offers(), Filters(NEWEST), 1),
        ({"fy": "9" * 5000}, Offers(), Filters(NEWEST), 1),
        ({"period": "Q9"}, Offers(), Filters(NEWEST), 1),
        ({"measure": "NONE"}, Offers(measure="any"), Filters(NEWEST), 1),
        ({"measure": "<b>"}, ONE, Filters(NEWEST, "MEGO-1", "soumu"), 1),
        ({"department": "nobody"}, ALL, Filters(NEWEST, compare=PeriodKey(2025, 1)), 1),
        ({"compare": "2027-H1"}, ALL, Filters(NEWEST, compare=PeriodKey(2025, 1)), 1),
        ({"compare": "2025"}, ALL, Filters(NEWEST, compare=PeriodKey(2025, 1)), 1),
        ({"fy": "x", "period": "x", "measure": "x", "department": "x"}, ONE, Filters(NEWEST, "MEGO-1", "soumu"), 4),
    ],
)  # fmt: skip
def test_what_an_address_means(codes: Codes, offers: Offers, found: Filters, notes: int) -> None:
    assert meant(codes, offers) == (found, notes)


@pytest.mark.parametrize(
    "found",
    [
        Filters(NEWEST, compare=PeriodKey(2025, 1)),
        Filters(PeriodKey(2024, 1), "MEGO-3", "jumin", PeriodKey(2023, 1)),
        Filters(PeriodKey(2023, 0)),
    ],
)
def test_a_written_address_reads_back_the_same(found: Filters) -> None:
    assert meant(write(found, PLAN, ALL)) == (found, 0)


def test_an_address_holds_codes_and_no_labels_in_one_order() -> None:
    codes = write(Filters(PeriodKey(2025, 1), "MEGO-3", "soumu", PeriodKey(2024, 1)), PLAN, ALL)
    assert codes == {
        "measure": "MEGO-3", "fy": "2025", "period": "H2", "department": "soumu", "compare": "2024-H2",
    }  # fmt: skip
    assert list(codes) == ["measure", "fy", "period", "department", "compare"]


def test_what_a_page_does_not_offer_waits_for_the_next_page() -> None:
    codes = {"measure": "MEGO-3", "fy": "2025", "department": "soumu"}
    assert without(codes, Offers(department="none")) == {"measure": "MEGO-3", "department": "soumu"}
    assert without(codes, ALL) == {}


def _page() -> None:
    import streamlit as st

    from miharu_dx.domain.access import Role
    from miharu_dx.ui import filters
    from tests.rich import context_of, rich_snapshot

    told: dict[str, Any] = st.session_state.get("told", {})
    context = context_of(
        rich_snapshot(12),
        role=told.get("role", Role.SECRETARIAT),
        departments=told.get("departments", frozenset()),
        store_id="filters",
    )
    st.session_state["found"] = filters.choose(context, **told.get("offers", {"compare": True}))


def shown(told: dict[str, Any] | None = None, **codes: str) -> AppTest:
    page = AppTest.from_function(_page)
    if told:
        page.session_state["told"] = told
    for name, code in codes.items():
        page.query_params[name] = code
    return page.run(timeout=30)


def address(page: AppTest) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[0] for name, value in page.query_params.items()}


def test_an_untouched_row_shows_the_newest_reports_and_leaves_the_address_bare() -> None:
    page = shown()
    assert not page.exception
    assert page.session_state["found"] == Filters(NEWEST, compare=PeriodKey(2025, 1))
    assert address(page) == {}
    assert [box.label for box in page.selectbox] == ["年度", "担当課", "比べる相手"]


def test_a_link_reproduces_the_view_and_a_rerun_keeps_it() -> None:
    page = shown(fy="2025", period="H2", department="soumu")
    expected = Filters(PeriodKey(2025, 1), None, "soumu", PeriodKey(2025, 0))
    assert page.session_state["found"] == expected
    page.run()
    assert page.session_state["found"] == expected
    assert address(page) == {"fy": "2025", "period": "H2", "department": "soumu"}


def test_picking_writes_the_codes_into_the_address() -> None:
    page = shown()
    page.selectbox(key="filter_fy").set_value("2024").run()
    assert page.session_state["found"].key == PeriodKey(2024, 0)
    assert address(page) == {"fy": "2024", "period": "H1"}
    page.selectbox(key="filter_department").set_value("jumin").run()
    assert address(page) == {"fy": "2024", "period": "H1", "department": "jumin"}
    page.selectbox(key="filter_compare").set_value("2023-H1").run()
    assert page.session_state["found"].compare == PeriodKey(2023, 0)
    page.selectbox(key="filter_department").set_value("").run()
    assert page.session_state["found"].department is None
    assert address(page) == {"fy": "2024", "period": "H1", "compare": "2023-H1"}


def test_the_address_wins_when_it_changes_under_a_page() -> None:
    page = shown(fy="2025", period="H2")
    page.query_params.clear()
    page.query_params["fy"] = "2023"
    page.run()
    assert page.session_state["found"].key == PeriodKey(2023, 0)
    page.query_params.clear()
    page.run()
    assert page.session_state["found"].key == NEWEST
    assert address(page) == {}


def test_a_wrong_address_shows_the_default_with_a_remark_and_no_error() -> None:
    page = shown(fy="1999", department="<script>")
    assert not page.exception
    assert page.session_state["found"] == Filters(NEWEST, compare=PeriodKey(2025, 1))
    remarks = " ".join(block.value for block in page.markdown)
    assert "1999" in remarks
    assert "&lt;script&gt;" in remarks
    assert "<script>" not in remarks


def test_a_department_meets_its_own_work_first_and_it_is_not_carried_on() -> None:
    told = {
        "offers": {"department": "one"}, "role": Role.DEPARTMENT, "departments": frozenset({"jumin"}),
    }  # fmt: skip
    page = shown(told)
    assert page.session_state["found"].department == "jumin"
    page.selectbox(key="filter_fy").set_value("2024").run()
    assert address(page) == {"fy": "2024", "period": "H1", "department": "jumin"}
    assert "department" not in page.session_state["filters_chosen"]


def test_a_measure_waits_while_a_page_does_not_use_it() -> None:
    page = shown(measure="MEGO-3", fy="2025", period="H2")
    assert page.session_state["found"].measure is None
    assert page.session_state["filters_chosen"]["measure"] == "MEGO-3"
    page.session_state["told"] = {"offers": {"measure": "one"}}
    page.run()
    assert page.session_state["found"].measure == "MEGO-3"
