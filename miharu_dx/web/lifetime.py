"""From the start of the server to its end: the store opens early and closes in order."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.concurrency import run_in_threadpool

from miharu_dx.domain.refusal import Refusal
from miharu_dx.web.garbage import collect_seldom

log = logging.getLogger(__name__)

Lifespan = Callable[[object], AbstractAsyncContextManager[None]]


# The first page is drawn in this time; what nobody waits for yet does not take a core from it.
_SETTLING_SECONDS = 4.0


def lifetime(
    open_early: Callable[[], object], warm: Callable[[], object], close: Callable[[], None]
) -> Lifespan:
    """Return a lifespan that opens beside the starting server, warms up, and closes when it has stopped.

    The server does not wait for ``open_early``: the first page that needs the store waits instead.
    ``warm`` follows when the first page has had its time. A refusal at opening is logged only,
    because whoever opens a page meets it again in words.
    """

    def opening(stopped: threading.Event) -> None:
        try:
            open_early()
        except Refusal as refusal:
            log.warning("%s %s", refusal.message, refusal.next_step)
        if not stopped.wait(_SETTLING_SECONDS):
            warm()
            collect_seldom()

    @asynccontextmanager
    async def span(_app: object) -> AsyncIterator[None]:
        stopped = threading.Event()
        threading.Thread(target=opening, args=(stopped,), name="open-store", daemon=True).start()
        yield
        stopped.set()
        await run_in_threadpool(close)

    return span
