"""Every nasty file through a server process while somebody reads a page: deaths, waits and memory.

The files are made here, so that the server's memory is its own. It is read every few milliseconds,
without its reading processes, which are bounded by themselves; what is printed is the growth from
the first honest upload to the highest point of all that follow.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.bench.measure import MEGABYTE, Row
from tests.intake.nasty_read import HEAVIEST
from tests.intake.nasty_refused import BOMBS, TANGLES
from tests.serve import ROOT
from tests.services.desk import Desk, opened_desk, spoken
from tests.services.nasty_forms import FAULTY, TOO_MANY, Forms
from tests.services.test_upload_nasty import ALREADY, STRANGE

BETWEEN_READINGS = 0.005
GOAL_MS, GOAL_MB = 10_000, 200


class Watcher(threading.Thread):
    """Keeps the highest memory of one process."""

    def __init__(self, pid: int) -> None:
        """Watch the process of this number."""
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self.over = threading.Event()
        self.highest = self.now()

    def now(self) -> float:
        """What the process holds now, in megabytes."""
        return self._process.memory_info().rss / MEGABYTE

    def run(self) -> None:
        """Read until it is over."""
        while not self.over.wait(BETWEEN_READINGS):
            self.highest = max(self.highest, self.now())


def _files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    forms = Forms.of(desk.form(進捗={("A1",): spoken()}), desk.plan_book())
    for name, (data, _) in ALREADY.items():
        yield name, data
    for name, make in HEAVIEST.items():
        yield name, make()
    for name, make in STRANGE.items():
        yield name, make()
    for name, (make, _) in (BOMBS | TANGLES).items():
        yield name, make()
    for name, (fill, _) in (FAULTY | TOO_MANY).items():
        yield name, fill(forms)


def rows() -> Iterator[Row]:
    """Yield what became of the server."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        desk = opened_desk(here / "miharu_dx.duckdb")
        paths: list[Path] = [here / "正しい様式.xlsx"]
        paths[0].write_bytes(desk.form(進捗={("A1",): spoken()}))
        for number, (name, data) in enumerate(_files(desk)):
            paths.append(here / f"{number:03}_{name.replace('/', '・')}.xlsx")
            paths[-1].write_bytes(data)
        desk.store.close()
        yield from _fed(here / "miharu_dx.duckdb", paths)


def _fed(store: Path, paths: list[Path]) -> Iterator[Row]:
    command = [sys.executable, "-m", "tests.bench.nasty_server", str(store)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin is not None
    assert server.stdout is not None
    answers: list[dict[str, float | str]] = []
    watcher: Watcher | None = None
    first = 0.0
    for path in paths:
        server.stdin.write(json.dumps(str(path)) + "\n")
        server.stdin.flush()
        answers.append(json.loads(server.stdout.readline()))
        if watcher is None:
            watcher = Watcher(server.pid)
            first = watcher.highest
            watcher.start()
    assert watcher is not None
    watcher.over.set()
    watcher.join()
    last = watcher.now()
    server.stdin.close()
    ended = server.wait()
    slowest, most = (_highest(paths, answers, what) for what in ("seconds", "used"))
    found = Counter(str(answer["found"]).partition(":")[0] for answer in answers)
    yield Row("渡した悪いファイル", len(paths) - 1, unit="個")
    yield Row("サーバーが落ちた回数", int(ended != 0), goal="0", unit="回")
    yield Row("予期しない例外", found["bug"], goal="0", unit="回")
    yield Row(f"いちばん待たせた（{slowest[0]}）", slowest[1], goal=f"{GOAL_MS}")
    yield Row(f"いちばん演算した（{most[0]}）", most[1])
    yield Row("その間に画面を読む人がいちばん長く待った時間", float(answers[-1]["longest"]) * 1000)
    yield Row(
        "サーバーの記憶量の増え（いちばん高いところ）", watcher.highest - first, goal=f"{GOAL_MB}", unit="MB"
    )
    yield Row("サーバーの記憶量の増え（終わったとき）", last - first, unit="MB")


def _highest(paths: list[Path], answers: list[dict[str, float | str]], what: str) -> tuple[str, float]:
    """Return the file that took most, and its milliseconds."""
    value, path = max((float(answer[what]), path) for path, answer in zip(paths, answers, strict=True))
    return path.stem[4:], value * 1000
