"""The panel 機械可読性: every rule, the first cells, all of it escaped, nothing that can be pressed to stop."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.readability import RULES, SOURCE
from miharu_dx.present.views.readability import NOTE

EVIL = "<script>alert(1)</script>"


def shown(text: str = "") -> AppTest:
    """Return the panel of a file with this text beside its table, or of one without a fault."""

    def script(text: str) -> None:
        from miharu_dx.domain.finding import Location
        from miharu_dx.domain.readability import Advice, Judgement
        from miharu_dx.present.views.readability import readability_view
        from miharu_dx.ui import readability_panel

        found = (Advice("L1-04.memo", Location(f"表{text}", 3, 4), text),) if text else ()
        counts = {"L1-04": 20} if text else {}
        judgement = Judgement(found, counts, {"L1-14": "csv_only"})
        readability_panel.panel(readability_view(judgement, "様式.xlsx"))

    return AppTest.from_function(script, args=(text,)).run()


def html_of(page: AppTest) -> str:
    assert not page.exception
    return "".join(part.value for part in page.markdown)


@pytest.mark.parametrize("text", ["", "後で確認"])
def test_every_rule_is_told_with_the_note_and_the_source(text: str) -> None:
    html = html_of(shown(text))
    assert [rule.id for rule in RULES if rule.id not in html] == []
    assert NOTE in html
    assert SOURCE in html


def test_a_rule_with_places_names_the_cell_the_count_and_the_remedy() -> None:
    html = html_of(shown("後で確認"))
    for told in ("後で確認", "D3 ほか19か所", "20", next(rule.fix for rule in RULES if rule.id == "L1-04")):
        assert told in html


def test_what_stands_in_a_file_is_never_markup() -> None:
    html = html_of(shown(EVIL))
    assert EVIL not in html
    assert "&lt;script&gt;" in html


def test_advice_offers_nothing_to_press() -> None:
    page = shown("後で確認")
    assert not page.button
    assert not page.checkbox
