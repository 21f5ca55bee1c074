"""④ as HTML: the items at the left, the question and its grounds at the right, above the room for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from miharu_dx.present.views.deck_model import DecideScreen, ItemTab
from miharu_dx.ui.deck_pieces import head, nothing, unbroken
from miharu_dx.ui.marks import mark_svg


def body(screen: DecideScreen) -> str:
    """Return the whole of ④ but for the entry itself, which the page lays over its lower part."""
    size = "mdx-deck-large" if screen.large else "mdx-deck-smaller"
    question = f'<div class="mdx-headline" role="heading" aria-level="1">{unbroken(screen.headline)}</div>'
    if screen.empty:
        return f'<div class="mdx-deck-alone mdx-deck-large">{question}{nothing(screen.empty)}</div>'
    about = f'<div class="mdx-deck-item">{escape(screen.number)}　{escape(screen.about)}</div>'
    full = f'{head("求める内容")}<p class="mdx-deck-full">{escape(screen.full)}</p>' if screen.full else ""
    grounds = (
        f'<div class="mdx-deck-grounds"><div>{head("取り上げる理由")}{_texts(screen.reasons)}</div>'
        f"<div>{head('いまの状況')}{_texts(screen.states)}</div></div>"
    )
    return (
        f'<div class="mdx-deck-split-body"><div class="mdx-deck-tabs">{head(screen.counted)}'
        f"{''.join(_tab(tab) for tab in screen.tabs)}</div>"
        f'<div class="mdx-deck-matter {size}">{about}{question}{full}{grounds}</div></div>'
    )


def _texts(texts: Sequence[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts) or "<p>報告に記載がない</p>"


def _tab(tab: ItemTab) -> str:
    here = " mdx-deck-here" if tab.current else ""
    mark = mark_svg("check", 24) if tab.done else ""
    current = ' aria-current="true"' if tab.current else ""
    return (
        f'<div class="mdx-deck-tab{here}"{current}><div><span>{escape(tab.number)}</span>'
        f"<b>{mark}{escape(tab.state)}</b></div><p>{escape(tab.text)}</p></div>"
    )
