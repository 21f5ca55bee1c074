"""A deck as a PowerPoint file: one slide a screen, 16:9, the headline on top and the dates at the foot."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pptx
from pptx.slide import Slide

from miharu_dx.present import palette
from miharu_dx.present.slides import screens
from miharu_dx.present.slides.stage import (
    HEADLINE,
    HEIGHT,
    LEAST,
    MARGIN,
    SMALL,
    WIDTH,
    Box,
    Run,
    blank,
    length,
    line,
    write,
)
from miharu_dx.present.views.deck_model import (
    ChangesScreen,
    DecideScreen,
    Deck,
    FollowScreen,
    ListingScreen,
    MeasureScreen,
    Screen,
    WholeScreen,
)


def deck_pptx(deck: Deck, made_at: datetime) -> bytes:
    """Return every screen of the deck as a slide, in its order."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = length(WIDTH), length(HEIGHT)
    facts = presentation.core_properties
    facts.title, facts.author, facts.language = deck.title, "", "ja-JP"
    facts.created = facts.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    for number, screen in enumerate(deck.screens, 1):
        slide = blank(presentation)
        _frame(slide, deck, screen, number)
        _content(slide, screen)
    file = BytesIO()
    presentation.save(file)
    return file.getvalue()


def _frame(slide: Slide, deck: Deck, screen: Screen, number: int) -> None:
    kicker = f"{screen.kicker}{f'（{screen.part}）' if screen.part else ''}"
    write(slide, Box(MARGIN, 30, 860, 36), [Run(kicker, palette.SECOND)], SMALL)
    write(slide, Box(940, 30, WIDTH - MARGIN - 940, 36), [Run(deck.title, palette.SECOND)], SMALL, right=True)
    write(slide, Box(MARGIN, 72, WIDTH - 2 * MARGIN, 130), screen.headline, HEADLINE, bold=True)
    foot = deck.foot
    words = [
        f"基準日 {foot.as_of}",
        f"更新日時 {foot.updated}",
        foot.edition,
        f"出典 {foot.source}",
        foot.remark,
    ]
    told = "　".join(word for word in words if word)
    line(slide, HEIGHT - 74)
    sample = [Run("サンプル　", palette.TEXT, bold=True)] if foot.sample else []
    write(slide, Box(MARGIN, HEIGHT - 64, 1600, 60), [*sample, Run(told, palette.SECOND)], LEAST)
    counter = f"{number} / {len(deck.screens)}"
    write(slide, Box(1700, HEIGHT - 64, WIDTH - MARGIN - 1700, 40), counter, LEAST, right=True)


def _content(slide: Slide, screen: Screen) -> None:
    match screen:
        case ChangesScreen():
            screens.changes(slide, screen)
        case WholeScreen():
            screens.whole(slide, screen)
        case MeasureScreen():
            screens.measure(slide, screen)
        case DecideScreen():
            screens.decide(slide, screen)
        case FollowScreen():
            screens.followup(slide, screen)
        case ListingScreen():
            screens.listing(slide, screen)
        case _:
            raise ValueError(f"no slide for a screen of kind {screen.kind}")
