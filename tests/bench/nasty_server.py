"""A server process that checks whatever is handed over while a page is read: ``python -m tests.bench.nasty_server``.

Takes the path of its store and then, line by line, of each file; answers each with one line of JSON.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from time import perf_counter, process_time

from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import books, readability
from miharu_dx.services.overview import overview
from miharu_dx.services.status import latest_reported
from miharu_dx.web.garbage import collect_seldom
from tests.services.desk import Desk, desk_on

BETWEEN_LOOKS = 0.02


class Looker(threading.Thread):
    """Reads a page's view over and over, and keeps the longest anybody waited for it."""

    def __init__(self, desk: Desk) -> None:
        """Look with the eyes of this desk."""
        super().__init__(daemon=True)
        self.longest = 0.0
        self.looks = 0
        self.over = threading.Event()
        self._desk = desk

    def run(self) -> None:
        """Look until it is over."""
        ctx = self._desk.ctx
        today = ctx.today()
        while not self.over.wait(BETWEEN_LOOKS):
            start = perf_counter()
            seen = ctx.store.snapshot()
            overview(ctx, latest_reported(seen, today), today=today)
            self.longest = max(self.longest, perf_counter() - start)
            self.looks += 1


def outcome(desk: Desk, data: bytes, name: str) -> str:
    """Return how an upload ends: the code of its refusal, of its first finding, or nothing to say."""
    try:
        preview = desk.check(data, name)
        readability.readability(desk.ctx, name, data)
    except Refusal as refusal:
        return refusal.code
    except Exception as error:  # noqa: BLE001 - what must not happen is counted, not hidden
        return f"bug: {error!r}"
    return preview.findings[0].code if preview.findings else "sound"


def main(store: Path) -> None:
    """Answer until the input ends."""
    desk = desk_on(store)
    books.warm()
    collect_seldom()
    looker = Looker(desk)
    looker.start()
    for line in sys.stdin:
        path = Path(json.loads(line))
        start, used = perf_counter(), process_time()
        found = outcome(desk, path.read_bytes(), path.name)
        answer = {
            "found": found,
            "seconds": perf_counter() - start,
            "used": process_time() - used,
            "longest": looker.longest,
        }
        print(json.dumps(answer), flush=True)
    looker.over.set()
    looker.join()
    desk.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
