"""The address: what has no use is said in one quiet line and taken out, never silently kept."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx import ui
from miharu_dx.ui import address
from miharu_dx.ui.frame import PAGES
from tests.pages.opened import Pages, headline, healthy, markup, words

OFFICE_PAGES = [entry.url_path for entry in PAGES]
FILTERED = ("overview", "measure", "department", "trend", "actions")


def quiet(app: AppTest) -> list[str]:
    """Return the quiet lines a page shows."""
    return [element.value for element in app.markdown if "mdx-quiet" in element.value]


@pytest.mark.parametrize("page", OFFICE_PAGES)
def test_a_name_without_use_is_said_once_and_taken_out_on_every_page(page: str, demo_pages: Pages) -> None:
    app = demo_pages.open(page, foo="1")
    healthy(app)
    assert "foo" not in app.query_params
    (line,) = quiet(app)
    assert "アドレスの「foo」は使わない項目のため、外しました。" in line
    assert not quiet(app.run())


@pytest.mark.parametrize("page", FILTERED)
def test_a_year_that_is_not_in_the_plan_is_said_quietly_and_leaves_the_address_bare(
    page: str, demo_pages: Pages
) -> None:
    app = demo_pages.open(page, fy="1999")
    healthy(app)
    (line,) = quiet(app)
    assert "リンクの年度「1999」" in line
    assert dict(app.query_params) == {}
    assert headline(app) == headline(demo_pages.open(page))
    assert "mdx-notice-warn" not in markup(app)


@pytest.mark.parametrize(
    ("page", "given", "said", "left"),
    [
        ("overview", {"fy": "2025", "period": "H9"}, "期「H9」", {"fy": "2025", "period": "H1"}),
        ("overview", {"fy": "2025", "period": "H2", "foo": "1"}, "「foo」", {"fy": "2025", "period": "H2"}),
        ("trend", {"unit": "galaxy"}, "表す単位「galaxy」", {}),
        ("trend", {"line": "maybe"}, "等速の目安「maybe」", {}),
        ("actions", {"sort": "<b>"}, "並べ方「&lt;b&gt;」", {}),
        ("measure", {"action": "nobody"}, "個別取組「nobody」", {}),
        ("submit", {"fy": "1999"}, "年度「1999」", {}),
        ("submit", {"period": "Q7"}, "期「Q7」", {}),
        ("submit", {"department": "nobody"}, "担当課「nobody」", {}),
        ("submit", {"submission": "999"}, "「submission」", {}),
        ("history", {"show": "foo"}, "見るもの「foo」", {}),
        ("history", {"row": "zzz", "term": "1"}, "「row」は使わない項目", {}),
        ("history", {"term": "1"}, "期「1」", {}),
        ("history", {"show": "values", "action": "nobody"}, "個別取組「nobody」", {"show": "values"}),
        ("history", {"show": "values", "group": "x"}, "「group」", {"show": "values"}),
        ("history", {"submission": "zzz"}, "提出の番号「zzz」", {}),
        ("submit", {"fy": "2025", "period": "H2"}, "", {"fy": "2025", "period": "H2"}),
        ("overview", {"fy": "2025", "period": "H2"}, "", {"fy": "2025", "period": "H2"}),
    ],
)
def test_a_value_without_meaning_is_said_and_taken_out(
    page: str, given: dict[str, str], said: str, left: dict[str, str], demo_pages: Pages
) -> None:
    app = demo_pages.open(page, **given)
    healthy(app)
    lines = quiet(app)
    assert said in "".join(lines)
    assert bool(lines) is bool(said)
    kept = {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}
    assert kept == left


def test_many_strange_names_make_one_line_and_a_long_one_is_cut(demo_pages: Pages) -> None:
    app = demo_pages.open("overview", **{"a" * 60: "1", "b": "1", "c": "1", "d": "1", "e": "1"})
    (line,) = quiet(app)
    assert "など5個" in line
    assert "a" * 21 not in line
    assert dict(app.query_params) == {}


def test_every_name_a_module_keeps_in_the_address_is_known() -> None:
    kept = {
        module.ADDRESS
        for found in pkgutil.iter_modules(ui.__path__)
        if found.name != "main"
        for module in [importlib.import_module(f"{ui.__name__}.{found.name}")]
        if hasattr(module, "ADDRESS")
    }
    assert kept <= address.KNOWN
    assert set(address.ADDRESS_KEYS) < address.KNOWN


def test_a_sentence_is_escaped(demo_pages: Pages) -> None:
    app = demo_pages.open("overview", **{"<img>": "1"})
    assert "<img>" not in markup(app)
    assert "「<img>」" in words(app)
