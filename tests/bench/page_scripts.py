"""How long each page's script runs on the demo store, by itself: no browser, no network, no server start.

The demo store is built once from ``data/samples`` by importing every workbook. Each page is opened by
its address in a new session, in Streamlit's own ScriptRunner with a running script context. The time
is that between the runner's events "script started" and "script stopped": router, guard, filters,
services, view models, figures, and every element as the message a browser would get. What AppTest
does around it (waiting, reading the messages back) is not in it; what a server does after it (writing
the messages to a socket) is not the script's.

Warm: everything kept between sessions is at hand, as for the second person who looks. After a commit:
a real form was handed in just before, so that no page has anything of the new version at hand. An
empty script, measured in between in the same way, is the base of the ratios. The process's memory is
read at the end, with all pages of all those versions kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median
from unittest.mock import patch

import psutil
import streamlit as st
from streamlit.testing.v1 import AppTest

from miharu_dx.config import PLAN_FILE, SAMPLES, Settings
from miharu_dx.services import running
from miharu_dx.services.house import House
from miharu_dx.services.status import latest_reported
from miharu_dx.ui.frame import PAGES
from tests.bench.measure import MEGABYTE, Row
from tests.bench.scripts import Watch, watched
from tests.pages.opened import PATIENCE, Pages
from tests.services.desk import JST, Clock, Desk, spoken

GOAL_MS = 300
WARM_ROUNDS = 7
COLD_ROUNDS = 3
EMPTY = "import streamlit as st\n"


@contextmanager
def demo_pages(folder: Path) -> Iterator[Pages]:
    """Yield the pages over the demo store of the product's samples, built on first need."""
    house = House(Settings(PLAN_FILE, folder / "store" / "miharu_dx.duckdb", SAMPLES))
    seen = house.store.snapshot()
    moment = max(row.at for row in seen.submissions)
    house.clock = Clock(datetime.fromtimestamp(moment.timestamp(), JST))
    st.cache_resource.clear()
    with patch.object(running, "_house", house):
        try:
            yield Pages(house, house.clock)
        finally:
            house.close()
            st.cache_resource.clear()


def commit(desk: Desk, turn: int) -> None:
    """Hand in one filled form, so that the store has a new version."""
    seen = desk.store.snapshot()
    key = latest_reported(seen, desk.ctx.today())
    stages, ratings = seen.plan.stages, seen.plan.ratings
    action = next(
        row
        for row in seen.actions
        if row.runs_in(key.fiscal_year)
        and seen.departments_by_code[row.department].exists_in(key.fiscal_year)
    )
    active = next(stage.name for stage in stages if stage.meaning == "active")
    fine = next(rating.name for rating in ratings if rating.meaning == "ok")
    row = spoken(active, fine, 20 + turn % 60, 今期の実績=f"サンプル：{turn}回目の記入")
    data = desk.form(
        action.department, key.fiscal_year, seen.plan.period_at(key).code, 進捗={(action.code,): row}
    )
    receipt = desk.hand_in(data, "様式（サンプル）.xlsx")
    if receipt.submission is None:
        raise RuntimeError("the form changed nothing, so nothing was measured")


def rows() -> Iterator[Row]:
    """Yield the figures of the pages: warm, after a commit, and the memory of the process."""
    with tempfile.TemporaryDirectory() as folder, demo_pages(Path(folder)) as pages, watched() as watch:
        empty = partial(AppTest.from_string(EMPTY, default_timeout=PATIENCE).run)
        for entry in PAGES:
            pages.open(entry.url_path)
        yield from _warm(pages, watch, empty)
        yield from _after_commit(pages, watch, empty)
        used = psutil.Process().memory_info().rss / MEGABYTE
        yield Row("すべての画面を見た後の記憶量", used, unit="MB")


def _warm(pages: Pages, watch: Watch, empty: partial[AppTest]) -> Iterator[Row]:
    times: dict[str, list[float]] = {"": []}
    for _ in range(WARM_ROUNDS):
        times[""].append(watch.of(empty))
        for entry in PAGES:
            times.setdefault(entry.title, []).append(watch.of(partial(pages.open, entry.url_path)))
    yield from _rows("ふだん", times)


def _after_commit(pages: Pages, watch: Watch, empty: partial[AppTest]) -> Iterator[Row]:
    times: dict[str, list[float]] = {"": []}
    for turn in range(COLD_ROUNDS):
        times[""].append(watch.of(empty))
        for place, entry in enumerate(PAGES):
            commit(pages.desk, turn * len(PAGES) + place)
            times.setdefault(entry.title, []).append(watch.of(partial(pages.open, entry.url_path)))
    yield from _rows("確定の直後", times)


def _rows(when: str, times: dict[str, list[float]]) -> Iterator[Row]:
    base = median(times.pop(""))
    for title, found in times.items():
        yield Row(f"画面「{title}」のスクリプト（{when}）", median(found), base, f"{GOAL_MS}")
