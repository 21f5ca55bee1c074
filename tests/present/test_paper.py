"""資料1 and 資料2: the figures of the page, real text in embedded fonts, marks on every page."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from miharu_dx.domain.records import Snapshot
from miharu_dx.present.paper import listing_pdf, summary_pdf
from miharu_dx.present.views.listing import listing_view
from miharu_dx.present.views.overview import OverviewView, overview_view
from tests.present.papers import HARD, MADE_AT, STAMP, hard_snapshot, pages_of
from tests.rich import empty_snapshot, rich_snapshot

TODAY = date(2026, 5, 1)


def summary_of(snapshot: Snapshot) -> tuple[OverviewView, bytes]:
    key = snapshot.plan.key(2025, "H2")
    view = overview_view(snapshot, key, today=TODAY, compare=snapshot.plan.before(key))
    return view, summary_pdf(view, STAMP, "進捗の概要", "資料2", MADE_AT)


@pytest.mark.parametrize("actions", [1, 60, 300])
def test_the_summary_is_one_page_with_the_figures_of_the_page(actions: int) -> None:
    view, data = summary_of(hard_snapshot(actions))
    (text,) = pages_of(data)
    assert "".join(view.headline.split()) in text
    for row in view.grid.rows:
        for share in row.shares:
            assert f"{share.share.percent}{share.share.fraction}" in text
    for segment in view.grid.total.segments:
        assert segment.count == 0 or f"{segment.sign.word}{segment.count}" in text


def test_an_empty_store_has_a_summary_too() -> None:
    view, data = summary_of(empty_snapshot())
    (text,) = pages_of(data)
    assert "".join(view.grid.empty_row.split()) in text


def test_every_action_of_the_list_stands_on_the_paper_and_the_marks_on_every_page() -> None:
    snapshot = hard_snapshot()
    key = snapshot.plan.key(2025, "H2")
    view = listing_view(snapshot, key, today=TODAY)
    pages = pages_of(listing_pdf(view, STAMP, "一覧", MADE_AT))
    whole = "".join(pages)
    assert len(pages) > 1
    assert all(row.code in whole for row in view.rows)
    assert whole.count(HARD) == len(view.rows)
    for number, text in enumerate(pages, 1):
        for word in ("個別取組", "進捗率(%)", *STAMP.words().values(), f"{number}/{len(pages)}"):
            assert "".join(word.split()) in text


def test_a_cell_is_never_markup() -> None:
    snapshot = rich_snapshot(3)
    key = snapshot.plan.key(2025, "H2")
    view = listing_view(snapshot, key, today=TODAY)
    nasty = '#panic("x") $x^2$ *太字* `a` @a <b> \\ // /* "'
    row = view.rows[0]
    object.__setattr__(row, "name", nasty)
    whole = "".join(pages_of(listing_pdf(view, STAMP, "一覧", MADE_AT)))
    assert "".join(nasty.split()) in whole


def test_every_font_is_embedded_and_the_same_data_give_the_same_bytes() -> None:
    _, data = summary_of(hard_snapshot())
    _, again = summary_of(hard_snapshot())
    assert data == again
    fonts = {
        font["/BaseFont"].partition("+")[2]: font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in PdfReader(io.BytesIO(data)).pages
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    }
    assert fonts
    for name, described in fonts.items():
        assert name.startswith(("BIZUDPGothic", "NotoSansCJK"))
        assert {"/FontFile2", "/FontFile3"} & set(described.get_object())
