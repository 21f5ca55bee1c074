"""会議モード as one walks it: the edition and the screen in the address, keys, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from miharu_dx.present.views.deck_model import Deck, Screen
from miharu_dx.services.context import Context
from miharu_dx.services.deck import deck
from miharu_dx.ui import address, cache, frame

SCREEN, EDITION = address.SCREEN, address.EDITION
PREPARING = "meeting"
_DIGITS = 4


@dataclass(frozen=True)
class Walk:
    """Where one stands in a deck; ``number`` counts screens from 0."""

    deck: Deck
    number: int

    @property
    def screen(self) -> Screen:
        """The screen that is shown."""
        return self.deck.screens[self.number]

    @property
    def last(self) -> int:
        """The number of the last screen."""
        return len(self.deck.screens) - 1


def begin(context: Context) -> Walk:
    """Return the deck and the screen the address names; a screen past an end is the one at that end."""
    seen = cache.view(context, deck_on, context.today(), _number(EDITION))
    return Walk(seen, min(max((_number(SCREEN) or 1) - 1, 0), len(seen.screens) - 1))


def deck_on(context: Context, _day: date, number: int | None) -> Deck:
    """Return the deck as it is on a day, so that decks of different days are kept apart."""
    return deck(context, number)


def _number(name: str) -> int | None:
    told = st.query_params.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= _DIGITS else None


def go(number: int) -> None:
    """Show a screen (from 0) from the next run on."""
    st.query_params[SCREEN] = str(number + 1)


def keys(walk: Walk) -> None:
    """Place what the keys press: the two arrows stand in the foot, the rest is for keys alone."""
    with st.container(key="deck_keys"):
        st.button("←", key="deck_back", on_click=go, args=(max(walk.number - 1, 0),))
        st.button("→", key="deck_next", on_click=go, args=(min(walk.number + 1, walk.last),))
        st.button("最初の画面", key="deck_first", on_click=go, args=(0,))
        st.button("最後の画面", key="deck_last", on_click=go, args=(walk.last,))
        if st.button("会議モードを終える", key="deck_leave"):
            known = {entry.url_path for entry in frame.PAGES}
            st.switch_page(frame.page_file(PREPARING if PREPARING in known else frame.PAGES[0].url_path))
