"""会議モード as a page: alone in the window, on its edition whatever the past chosen elsewhere, recording for who may."""

from __future__ import annotations

from datetime import date

import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.services import editions
from miharu_dx.ui import deck_clock, page
from miharu_dx.ui.frame import PAGES
from tests.pages.conftest import Install
from tests.pages.opened import NOW, Pages, buttons, headline, healthy, markup, press, words


@pytest.fixture
def held(install: Install, demo_file: object) -> Pages:
    """Pages over samples whose third meeting has an edition."""
    pages = install(demo_file, kind="demo")  # type: ignore[arg-type]
    editions.create_edition(
        pages.desk.ctx, "推進本部会議", number=3, key=PeriodKey(2026, 0), held_on=date(2026, 11, 24)
    )
    return pages


def decide(pages: Pages) -> object:
    """Return the page at the first matter that is decided on."""
    for screen in range(1, 60):
        app = pages.open("meeting_mode", edition="3", screen=str(screen))
        if "この場の結論" in words(app):
            return app
    raise AssertionError("nothing is asked")


def test_it_stands_in_no_menu_and_alone_in_the_window(held: Pages) -> None:
    (entry,) = [entry for entry in PAGES if entry.hidden]
    assert entry.url_path == "meeting_mode"
    app = held.open("meeting_mode", edition="3")
    healthy(app)
    assert "第3回 推進本部会議" in words(app)
    assert "demo_strip_offer" not in [button.key for button in app.button]
    assert not app.get("popover"), "no control for the point in time"


def test_the_address_names_the_screen_and_one_past_the_end_is_the_last(held: Pages) -> None:
    first = headline(held.open("meeting_mode", edition="3"))
    after = press(held.open("meeting_mode", edition="3"), "→")
    assert after.query_params["screen"] in ("2", ["2"])
    assert headline(after) != headline(held.open("meeting_mode", edition="3", screen="999"))
    assert headline(held.open("meeting_mode", edition="3", screen="x")) == first
    assert "全項目" in words(held.open("meeting_mode", edition="3", screen="999"))
    assert headline(press(press(after, "最後の画面"), "最初の画面")) == first


def test_a_point_in_time_of_the_address_is_not_followed(held: Pages) -> None:
    assert markup(held.open("meeting_mode", edition="3", at="1")) == markup(
        held.open("meeting_mode", edition="3")
    )


def test_an_edition_that_does_not_exist_is_refused_in_words(held: Pages) -> None:
    app = held.open("meeting_mode", edition="8")
    assert "第8回の会議版はありません" in words(app)


def test_an_instruction_is_recorded_and_shown(held: Pages) -> None:
    app = decide(held)
    app.segmented_control[0].set_value("instruct").run()  # type: ignore[attr-defined]
    app.text_input[0].set_value("サンプルを報告する").run()  # type: ignore[attr-defined]
    here = app.query_params["screen"]  # type: ignore[attr-defined]
    press(app, "記録して次へ")  # type: ignore[arg-type]
    (said,) = held.desk.store.snapshot().decisions
    assert (said.kind, said.text, said.meeting, said.due) == (
        "instruct",
        "サンプルを報告する",
        3,
        date(2026, 12, 31),
    )
    assert said.department
    assert said.seconds is not None
    again = held.open("meeting_mode", edition="3", screen=here if isinstance(here, str) else here[0])
    assert "サンプルを報告する" in words(again)
    press(again, "書き直す")
    assert held.desk.store.snapshot().decisions == ()


def test_an_instruction_without_words_is_refused_on_the_wall_and_nothing_is_written(held: Pages) -> None:
    app = decide(held)
    app.segmented_control[0].set_value("instruct").run()  # type: ignore[attr-defined]
    after = press(app, "記録して次へ")  # type: ignore[arg-type]
    assert "指示の内容が書かれていません" in words(after)
    assert held.desk.store.snapshot().decisions == ()


def test_any_other_screen_takes_a_decision_too(held: Pages) -> None:
    app = press(held.open("meeting_mode", edition="3"), "決定を記録")
    app.segmented_control[0].set_value("hold").run()
    app.text_input[0].set_value("次の会議で改めて").run()
    after = press(app, "記録する")
    (said,) = held.desk.store.snapshot().decisions
    assert (said.kind, said.subject, said.text) == ("hold", "", "次の会議で改めて")
    assert "記録する" not in buttons(after)


def test_who_may_not_decide_sees_no_entry(held: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LOCAL_ACTOR", Actor("投影", Role.PROJECTOR))
    assert not {"決定を記録", "記録する"} & set(buttons(held.open("meeting_mode", edition="3")))
    assert not {"記録して次へ", "書き直す"} & set(buttons(decide(held)))  # type: ignore[arg-type]


def test_a_rehearsal_records_nothing_and_says_so(held: Pages) -> None:
    app = held.open("meeting_mode")
    assert "決定を記録" not in buttons(app)
    assert "会議版ではない" in words(app)


def test_the_clock_counts_the_time_of_a_matter_and_stands_still_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(deck_clock.st, "session_state", state)
    at = [NOW.replace(minute=m) for m in (0, 2, 5, 6)]
    assert deck_clock.spent("A", at[0]) == 0
    assert deck_clock.spent("A", at[1]) == 120
    assert deck_clock.spent("B", at[2]) == 0
    assert deck_clock.spent("A", at[3]) == 300
    assert deck_clock.label(305) == "5:05"


def test_the_entry_stays_with_the_screen_it_was_opened_on(held: Pages) -> None:
    app = press(held.open("meeting_mode", edition="3"), "決定を記録")
    assert "記録する" in buttons(app)
    assert "記録する" not in buttons(press(app, "→"))
