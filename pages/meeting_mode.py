"""会議モード: the meeting on the wall, one screen at a time, with the decisions recorded as they are taken."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.ui import deck_form, deck_screens, deck_walk, frame, page

context = page.begin(need=Permission.VIEW)

walk = deck_walk.begin(context)
writing = deck_form.may_write(context, walk)

frame.html(deck_screens.slide(walk.deck, walk.number, writing=writing))
deck_walk.keys(walk)
deck_form.place(context, walk)
