"""Pages opened without a browser: an installation on a store of its own, and what a page shows."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Literal

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from miharu_dx.config import ROOT, Settings
from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.services.house import House
from miharu_dx.store import Store
from miharu_dx.ui.frame import PAGES
from tests.services.desk import Clock, Desk

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCRIPT = ROOT / "miharu_dx" / "ui" / "main.py"
JST = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=JST)
OFFICE = Actor("事務局 サンプル担当", Role.SECRETARIAT)
PATIENCE = 60  # 秒。混んだ試験機で、初めて読む部品を待つため
_TAG = re.compile(r"<[^>]+>")
_HEADLINE = re.compile(r'<div class="mdx-headline"[^>]*>(.*?)</div>')


@dataclass
class Pages:
    """One installation whose pages are opened; ``clock`` moves only when told to."""

    house: House
    clock: Clock

    @property
    def desk(self) -> Desk:
        """The desk at the same store: forms are downloaded, filled in and handed over there."""
        return Desk(self.house.store, self.house.plan, self.clock)

    def open(self, page: str, **address: str) -> AppTest:
        """Return a page after its first run; ``page`` is its address, ``address`` its parameters."""
        entry = next(entry for entry in PAGES if entry.url_path == page)
        app = AppTest.from_file(str(SCRIPT), default_timeout=PATIENCE)
        for name, value in address.items():
            app.query_params[name] = value
        if not entry.default:
            # The router goes by this hash, as it does for a session that opens the address.
            app._page_hash = calc_hash(page)
        return app.run()


def headline(app: AppTest) -> str:
    """Return the sentence at the top of a page; none is an error."""
    found = _HEADLINE.search(markup(app))
    assert found, "this page has no headline"
    return unescape(_TAG.sub("", found[1]))


def markup(app: AppTest) -> str:
    """Return the HTML that pages wrote, in their order."""
    return "".join(element.value for element in app.markdown)


def words(app: AppTest) -> str:
    """Return the words a reader sees in what pages wrote as HTML, without the tags."""
    return unescape(_TAG.sub(" ", markup(app)))


def buttons(app: AppTest) -> dict[str, bool]:
    """Return the label of each button, downloads included, and whether it can be pressed."""
    return {button.label: not button.disabled for button in (*app.button, *app.download_button)}


def press(app: AppTest, label: str) -> AppTest:
    """Press the one button with a label and return the page after it."""
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


def hand_over(app: AppTest, data: bytes, name: str = "様式.xlsx") -> AppTest:
    """Hand a file over and return the page after it."""
    return app.file_uploader[0].set_value((name, data, XLSX_TYPE)).run()


def healthy(app: AppTest) -> None:
    """Assert that a page neither failed nor showed an incident number."""
    assert not app.exception, app.exception[0].value
    assert "画面を表示できませんでした" not in words(app)


def stored(path: Path, seen: Snapshot, kind: Literal["demo", "real"]) -> None:
    """Write a store file that holds what a snapshot shows; submissions are recorded without bytes."""
    plan = seen.plan
    store = Store.create(
        path, kind=kind, plan=plan, at=datetime(2023, 4, 3, 9, 0, tzinfo=JST), actor=OFFICE.name
    )
    moment = max((row.at for row in seen.submissions), default=NOW)
    rows = {
        "action": seen.actions, "schedule": seen.schedules, "indicator": seen.indicators,
        "target": seen.targets, "report": seen.reports, "indicator_value": seen.values,
    }  # fmt: skip
    with store.transaction(actor=OFFICE.name, kind="submit_plan", note="計画（サンプル）", at=moment) as tx:
        sha256 = tx.keep_workbook(b"sample", "sample.xlsx")
        for row in seen.submissions:
            tx.add_submission(
                kind=row.kind, department=row.department, fiscal_year=row.fiscal_year, period=row.period,
                file_name=row.file_name, sha256=sha256, content_hash=row.sha256, new=row.new,
                changed=row.changed, unchanged=row.unchanged, warnings=row.warnings,
            )  # fmt: skip
        for table, records in rows.items():
            told = [asdict(record) for record in records]
            for record in told:
                record.pop("submission", None)
            tx.put(table, told, None)
    store.close()


def house_on(store_file: Path, clock: Clock) -> House:
    """Return an installation with the plan of the product and its store at a place of its own."""
    return House(Settings(ROOT / "data" / "plan.toml", store_file, ROOT / "data" / "samples"), clock)


def product_plan() -> Plan:
    """Return the plan the product comes with."""
    return load_plan(ROOT / "data" / "plan.toml")
