"""A browser page that is watched: where it asks, what it complains of, what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 60_000  # ミリ秒。混んだ試験機で、初めての表示を待つため
OWN_SCHEMES = ("data", "blob", "about")
# What parts of Streamlit say of themselves where nobody translated them.
ENGLISH = re.compile(
    r"\b(browse files?|upload|drag and drop|limit|per file|download|loading|running|deploy|rerun|settings|"
    r"fullscreen|search|show data|clear|remove|error|warning|exception|traceback|failed|please|previous|next|"
    r"page \d|select|choose|option|options|no results|print|more|less|made with|none|null|nan|undefined|true|false)\b",
    re.IGNORECASE,
)


@dataclass
class Watch:
    """What was seen of a page since it was opened."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])

    def open(self, path: str) -> None:
        """Open a path of the server and wait until its headline stands there."""
        self.page.goto(self.address + path)
        self.settled()

    def settled(self) -> None:
        """Wait until the headline stands and the script has ended."""
        self.page.locator(".mdx-headline").first.wait_for(timeout=PATIENCE)
        self.page.locator(".stApp[data-test-script-state='notRunning']").wait_for(timeout=PATIENCE)

    def strangers(self) -> list[str]:
        """Return every address asked that is not the server's own."""
        own = urlsplit(self.address).netloc
        return [
            url
            for url in self.asked
            if urlsplit(url).scheme not in OWN_SCHEMES and urlsplit(url).netloc != own
        ]

    def english(self) -> list[str]:
        """Return English words a reader sees or a screen reader says; the names of icons are drawn."""
        texts = self.page.evaluate(
            """() => {
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                const said = [];
                while (walker.nextNode()) {
                    const e = walker.currentNode.parentElement;
                    if (e.checkVisibility() && !e.closest('script, style, noscript, [data-testid=stIconMaterial]'))
                        said.push(walker.currentNode.nodeValue);
                }
                for (const e of document.querySelectorAll('[aria-label], [title], [placeholder]'))
                    if (e.checkVisibility())
                        for (const n of ['aria-label', 'title', 'placeholder']) said.push(e.getAttribute(n) || '');
                return said;
            }"""
        )
        return sorted({match[0] for text in texts for match in ENGLISH.finditer(text)})

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window, at its widest part."""
        return self.page.evaluate(
            """() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]
                .map(e => e.scrollWidth - e.clientWidth))"""
        )

    def scrollers(self) -> list[str]:
        """Return parts of the page that scroll within the page."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('.mdx, .mdx *, [class*=st-key-]')]
                .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY)
                    && e.scrollHeight > e.clientHeight + 1)
                .map(e => e.className)"""
        )

    def headline(self) -> str:
        """Return the sentence at the top."""
        return self.page.locator(".mdx-headline").first.inner_text()


@contextmanager
def watched(browser: Browser, address: str, width: int = 1366, height: int = 768) -> Iterator[Watch]:
    """Yield a fresh page of a browser that is watched from its first request."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ja-JP")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch = Watch(page, address)
    page.on("request", lambda request: watch.asked.append(request.url))
    page.on("websocket", lambda socket: watch.asked.append(socket.url))
    page.on("console", lambda said: watch.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: watch.complaints.append(str(error)))
    try:
        yield watch
    finally:
        context.close()
