"""What the frame writes: everything escaped, marks with their words, tables with their columns."""

import re
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.config import ROOT
from miharu_dx.domain.plan import MARKS as PLAN_MARKS
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.present.palette import rating_sign
from miharu_dx.present.views.common import TileView
from miharu_dx.ui import marks, theme
from miharu_dx.ui.frame import PAGES
from miharu_dx.ui.pieces import Column, GroupRow, Markup, table_html, tiles_html

EVIL = '<script>alert("x")</script>&'


def _tree(markup: str) -> ElementTree.Element:
    closed = re.sub(r"(<col\b[^>]*)>", r"\1/>", markup)
    return ElementTree.fromstring(f"<div>{closed}</div>")


def test_the_navigation_has_one_first_page_no_address_twice_and_room_in_its_row() -> None:
    assert [entry.title for entry in PAGES if entry.default] == [PAGES[0].title]
    assert len({entry.url_path for entry in PAGES}) == len({entry.path for entry in PAGES}) == len(PAGES)
    flat = [entry for entry in PAGES if not entry.section]
    assert PAGES[: len(flat)] == tuple(flat), "a page of the row behind a menu would stand apart"
    assert len(flat) + len({entry.section for entry in PAGES if entry.section}) <= 9


@pytest.mark.parametrize("mark", [*PLAN_MARKS, marks.UNREPORTED_MARK, "check"])
def test_every_mark_a_plan_may_name_is_drawn(mark: str) -> None:
    drawn = _tree(marks.mark_svg(mark, 18))[0]
    assert (drawn.get("width"), drawn.get("aria-hidden")) == ("18", "true")
    assert len(drawn) >= 1
    assert "{" not in marks.mark_svg(mark, on_fill=True)


def test_a_mark_that_stands_alone_is_said() -> None:
    drawn = _tree(marks.mark_svg("square", label='要修正"'))[0]
    assert (drawn.get("role"), drawn.get("aria-label")) == ("img", '要修正"')


def test_a_sign_is_drawn_in_the_colours_of_its_meaning() -> None:
    plan = load_plan(ROOT / "data" / "plan.toml")
    for rating in plan.ratings:
        sign = rating_sign(rating)
        markup = marks.sign_html(sign)
        assert sign.style.ink in markup
        assert "".join(_tree(markup).itertext()) == rating.name
        assert ("mdx-bad" in markup) == (rating.meaning == "bad")


@pytest.mark.parametrize(
    ("filled", "dark", "stopped", "inked"), [(0, 0, 0, 0), (3, 0, 0, 3), (4, 1, 0, 4), (2, 0, 1, 0)]
)
def test_cells_of_a_stage(filled: int, dark: int, stopped: int, inked: int) -> None:
    drawn = _tree(marks.stage_html("語", filled, dark=bool(dark), stopped=bool(stopped)))
    cells = drawn.findall(".//rect")
    assert len(cells) == 4
    assert sum(cell.get("fill") != "#FFFFFF" for cell in cells) == inked
    assert len(drawn.findall(".//path")) == (4 if stopped else 0)
    assert "".join(drawn.itertext()) == "語"


def test_cells_of_a_table_are_escaped_unless_they_are_markup() -> None:
    table = _tree(
        table_html(
            [Column(EVIL), Column("数", align="right")],
            [[EVIL, Markup("<b>太</b>")], GroupRow(EVIL), ["", "0件"]],
        )
    )
    assert table.findall(".//script") == []
    assert [cell.text for cell in table.iter("td")] == [EVIL, None, EVIL, None, "0件"]
    assert table.find(".//td/b") is not None
    assert [cell.get("class") for cell in table.iter("th")] == [None, "mdx-right"]
    assert [cell.get("colspan") for cell in table.iter("td")] == [None, None, "2", None, None]


def test_a_row_that_does_not_fit_its_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        table_html([Column("一"), Column("二")], [["一つだけ"]])


def test_a_tile_says_label_figure_change_and_base() -> None:
    tile = TileView(EVIL, "5", "件", "↑ 2件増", "評価した52件のうち　前回3件", mark="square", worse=True)
    drawn = _tree(tiles_html([tile]))
    assert "".join(drawn.itertext()) == f"{EVIL}5件↑ 2件増評価した52件のうち　前回3件"
    assert drawn.find(".//span[@class='mdx-change mdx-worse']") is not None


def test_a_title_cannot_leave_its_style_element() -> None:
    written = theme.css_string('</style><b>"\\\n三春')
    assert re.fullmatch(r'"[\w\\ ]*"', written)
    assert "三春" in written


def _script() -> None:
    from miharu_dx.ui import frame

    frame.headline("見出し<b>", "上", aside="<i>横</i>")
    frame.dates_line(
        as_of="令和8年3月31日", updated="4月20日", source="様式", version=128, extra=["四捨五入<"]
    )
    with frame.panel("a", "枠<", "注&"):
        frame.empty("なし<")
        frame.table([frame.Column("列")], [], empty_text="行がない")
        frame.html("<p>\n\n一行\n</p>")
    frame.notice("断り<", "次に&")


def test_pieces_on_a_page_keep_to_one_line_of_html_and_escape() -> None:
    app = AppTest.from_function(_script).run()
    assert not app.exception
    shown = [element.value for element in app.markdown]
    assert all(text.startswith('<div class="mdx">') and "\n" not in text for text in shown)
    assert [
        text
        for text in shown
        if "<b>" in text.replace("<b>基準日", "").replace("<b>更新", "").replace("<b>出典", "")
    ] == []
    words = "".join(shown)
    for said in (
        "見出し&lt;b&gt;",
        "<i>横</i>",
        "版128",
        "四捨五入&lt;",
        "枠&lt;",
        "注&amp;",
        "なし&lt;",
        "行がない",
        "断り&lt;",
        "次に&amp;",
    ):
        assert said in words, said
