"""Another town's plan changes what opens over a page and what a workbook on its way in is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.services.returned import returned_book
from tests.pages.opened import Pages, hand_over, healthy
from tests.plans.screen import Screen
from tests.plans.second_town import LIFE, asked, second_plan
from tests.plans.vocabulary import EXAMPLE, found_in, texts_of
from tests.services.desk import Rows, spoken

pytestmark = pytest.mark.xdist_group("second town")
PLAN = second_plan()
NOW = {"fy": "2026", "period": "Q2"}
LOOK = "見る"


def without_examples(texts: Iterable[str]) -> list[str]:
    """Return texts without what shows how a date is written, which is no word of any plan."""
    return [EXAMPLE.sub("", text) for text in texts]


def pressed_to_look(pages: Pages, page: str, screen: Screen, **address: str) -> dict[str, list[str]]:
    """Return what each button of a page that only shows more sends when it is pressed, by its label."""
    found: dict[str, list[str]] = {}
    first = pages.open(page, **address)
    for place, label in enumerate(button.label for button in first.button if button.label.endswith(LOOK)):
        app = pages.open(page, **address)
        screen.texts()
        looking = [button for button in app.button if button.label.endswith(LOOK)]
        healthy(looking[place].click().run())
        found[f"{place} {label}"] = screen.texts()
    return found


@pytest.mark.parametrize(
    ("page", "least", "address"),
    [
        ("overview", 0, {"compare": "2025-Q4"}),
        ("trend", 3, {"unit": "action"}),
        ("trend", 3, {"measure": "重点3"}),
        ("department", 1, {"department": "city"}),
        ("measure", 1, {"measure": "重点1"}),
    ],
)
def test_no_window_with_the_whole_of_a_list_holds_a_word_of_another_town(
    page: str, least: int, address: dict[str, str], town: Pages, screen: Screen, foreign: frozenset[str]
) -> None:
    found = pressed_to_look(town, page, screen, **NOW, **address)
    assert len(found) >= least
    for label, told in found.items():
        assert len(told) > 3, label
        assert not found_in(told, foreign), label


@pytest.mark.parametrize("said", [said for said in LIFE if asked(said, 5)], ids=lambda said: said.code)
def test_no_action_in_full_holds_one(
    said: object, town: Pages, screen: Screen, foreign: frozenset[str]
) -> None:
    code, initiative = said.code, said.initiative  # type: ignore[attr-defined]
    app = town.open("measure", **NOW, measure=PLAN.measure_of(initiative).code, action=code)
    healthy(app)
    told = screen.texts()
    assert any(code in text for text in told)
    assert not found_in(told, foreign)
    app.selectbox(key=f"action_period_{code}").select_index(0).run()
    assert not found_in(screen.texts(), foreign)


# どの誤りも、この町の様式に、この町の人が打った値である。
WRONG: Rows = {
    ("S-10",): spoken("構築", "E", "120%", 課題="", 基準日="8.9.1"),
    ("S-11",): spoken("運用", "A", 90, 今期の実績="サンプル：" + "長" * 2100),
    ("S-12",): spoken("", "", "約半分", 今後の対応="=1+1"),
}
DOUBTFUL: Rows = {
    ("S-10",): spoken("構築", "D", "７割", 課題="サンプル：納期が延びた"),
    ("S-11",): spoken("運用", "A", 100, 基準日="令和8年12月"),
}


def _findings(pages: Pages) -> AppTest:
    data = pages.desk.form("digital", 2026, "Q3", 進捗=WRONG)
    return hand_over(pages.open("submit", fy="2026", period="Q3", department="digital"), data)


def _elsewhere(pages: Pages) -> AppTest:
    data = pages.desk.form("digital", 2026, "Q3", 進捗=WRONG)
    return hand_over(pages.open("submit", fy="2026", period="Q3", department="city"), data)


def _differences(pages: Pages) -> AppTest:
    data = pages.desk.form("digital", 2026, "Q3", 進捗=DOUBTFUL)
    return hand_over(pages.open("submit", fy="2026", period="Q3", department="digital"), data)


def _every_row(pages: Pages) -> AppTest:
    app = _differences(pages)
    (tabs,) = [group for group in app.button_group if group.label == "表示する行"]
    return tabs.set_value("all").run()


def _late(pages: Pages) -> AppTest:
    """Return the page for a form that was overtaken by somebody else's."""
    desk = pages.desk
    old = desk.form(
        "digital", 2026, "Q2", 進捗={("S-10",): spoken("構築", "C", 45, 課題="サンプル：待っている")}
    )
    newer = desk.form(
        "digital", 2026, "Q2", 進捗={("S-10",): spoken("構築", "D", 40, 課題="サンプル：止まった")}
    )
    desk.hand_in(newer, "先に出した様式.xlsx")
    return hand_over(pages.open("submit", fy="2026", period="Q2", department="digital"), old)


def _again(pages: Pages) -> AppTest:
    data = pages.desk.form("digital", 2026, "Q3", 進捗=DOUBTFUL)
    pages.desk.hand_in(data)
    return hand_over(pages.open("submit", fy="2026", period="Q3", department="digital"), data)


def _plan_findings(pages: Pages) -> AppTest:
    data = pages.desk.plan_book(
        個別取組={("S-99",): {"個別取組名": "サンプル新しい取組", "取組事項": "ない事項", "開始年度": 2031}}
    )
    return hand_over(pages.open("admin"), data)


def _plan_differences(pages: Pages) -> AppTest:
    unit = PLAN.departments[0].label
    row = {
        "個別取組名": "サンプル新しい取組",
        "取組事項": PLAN.initiatives[0].label,
        "担当課": unit,
        "開始年度": 2026,
    }
    return hand_over(pages.open("admin"), pages.desk.plan_book(個別取組={("S-99",): row}))


STATES: dict[str, Callable[[Pages], AppTest]] = {
    "findings": _findings,
    "findings for another unit": _elsewhere,
    "differences": _differences,
    "every row": _every_row,
    "overtaken": _late,
    "the same again": _again,
    "plan findings": _plan_findings,
    "plan differences": _plan_differences,
}  # fmt: skip


@pytest.mark.parametrize("state", STATES.values(), ids=list(STATES))
def test_no_state_of_a_workbook_on_its_way_in_holds_one(
    state: Callable[[Pages], AppTest], town: Pages, screen: Screen, foreign: frozenset[str]
) -> None:
    healthy(state(town))
    told = screen.texts()
    assert sum(map(len, told)) > 500
    assert not found_in(without_examples(told), foreign)


def test_the_workbook_handed_back_holds_none_in_cells_comments_lists_or_heads(
    town: Pages, foreign: frozenset[str]
) -> None:
    desk = town.desk
    data = desk.form("digital", 2026, "Q3", 進捗=WRONG)
    preview = desk.check(data)
    assert len(preview.findings) >= 5
    back = returned_book(desk.ctx, preview, data)
    told = list(texts_of(back.data))
    assert any("comments" in text for text in told), "the marks are told in comments"
    assert not found_in(without_examples([back.file_name, *told]), foreign)


def test_a_file_that_is_refused_is_refused_in_the_towns_words(
    town: Pages, screen: Screen, foreign: frozenset[str]
) -> None:
    app = hand_over(town.open("submit", **NOW), b"not a workbook", "様式.xlsx")
    healthy(app)
    assert not found_in(screen.texts(), foreign)
