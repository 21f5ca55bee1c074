"""How long from the server's start until charts stand in a browser: on a first start, and on a later one.

A fresh copy of what the repository holds is served, without compiled modules and without any store, in
a home folder that never saw Streamlit. The modules of the packages are compiled, as pip leaves them:
one start that is not counted sees to it, whatever this machine's installation looks like. The clock
starts with the server's process and stops when every chart of the first page is drawn; the browser
itself is open already and knows no file of the page. A later start serves the same folder again, with
its store and compiled modules, to a browser that has been there. The memory is that of the server and
its readers, charts drawn.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import psutil

from tests.bench.measure import MEGABYTE, Row
from tests.chromium import open_browser
from tests.serve import ROOT, running_server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

GOAL_MS = 10_000
FIRST_ROUNDS = 2
LATER_ROUNDS = 3
SERVED = ("app.py", "pages", "miharu_dx", "static", "data", ".streamlit")
CHART = ".js-plotly-plot .bars path"


def _copy(folder: Path) -> Path:
    """Return a fresh copy of the product: no compiled module, no store."""
    folder.mkdir()
    for name in SERVED:
        source = ROOT / name
        if source.is_dir():
            left_out = shutil.ignore_patterns("__pycache__", *(["store"] if name == "data" else []))
            shutil.copytree(source, folder / name, ignore=left_out)
        else:
            shutil.copy(source, folder / name)
    return folder


def _start(root: Path, compiled: Path, context: BrowserContext) -> tuple[float, float, float]:
    """Return milliseconds until the server answers and until charts are drawn, and megabytes of memory."""
    page = context.new_page()
    # Empty is the same as not set: modules are compiled once, as on any machine.
    env = {"PYTHONPYCACHEPREFIX": str(compiled), "PYTHONDONTWRITEBYTECODE": ""}
    started = perf_counter()
    with running_server(root / "data" / "store" / "miharu_dx.duckdb", env, root=root) as address:
        answered = (perf_counter() - started) * 1000
        page.goto(address)
        page.wait_for_selector(CHART, state="attached", timeout=90_000)
        drawn = (perf_counter() - started) * 1000
        used = _memory()
    page.close()
    return answered, drawn, used


def _memory() -> float:
    """Return the megabytes of the server this process has started, its readers included."""
    mine = psutil.Process().children(recursive=True)
    servers = [process for process in mine if "streamlit" in " ".join(process.cmdline())]
    family = {child for server in servers for child in (server, *server.children(recursive=True))}
    return sum(process.memory_info().rss for process in family) / MEGABYTE


def rows() -> Iterator[Row]:
    """Yield the times of a first and of a later start."""
    first: list[tuple[float, float, float]] = []
    later: list[tuple[float, float, float]] = []
    with open_browser() as browser, tempfile.TemporaryDirectory(prefix="miharu-dx-bench-") as folder:
        compiled = Path(folder) / "compiled"
        for number in range(1 + FIRST_ROUNDS):
            root = _copy(Path(folder) / f"copy{number}")
            context = browser.new_context()
            times = _start(root, compiled, context)
            if number:
                first.append(times)
            if number == FIRST_ROUNDS:
                later += [_start(root, compiled, context) for _ in range(LATER_ROUNDS)]
            context.close()
    for name, found in (("初めての起動", first), ("二度目からの起動", later)):
        answered, drawn, used = (median(column) for column in zip(*found, strict=True))
        yield Row(f"{name}: サーバーが答えるまで", answered)
        yield Row(f"{name}: 図が出るまで", drawn, goal=f"{GOAL_MS}")
        yield Row(f"{name}: サーバーと読み取り役の記憶量", used, unit="MB")
