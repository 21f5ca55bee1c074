"""Sample workbooks at the counter: when each came, who brought it, and how it is taken in."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import Plan
from miharu_dx.services import upload
from miharu_dx.services.context import Context
from miharu_dx.store import Store

RECEIPTS_FILE = "受付.csv"
SECRETARIAT = Actor("事務局 サンプル担当", Role.SECRETARIAT)
_COLUMNS = ("計画コード", "ファイル名", "受付日時", "担当課コード", "提出者", "締切後の変更の理由")


@dataclass(frozen=True)
class Arrival:
    """A sample workbook with the moment it came (local, without a zone) and who handed it in.

    ``department`` is blank for a plan workbook, ``reason`` where the period was still open.
    """

    plan_code: str
    file_name: str
    received: datetime
    department: str
    sender: str
    reason: str = ""

    @property
    def actor(self) -> Actor:
        """The person at the counter."""
        if not self.department:
            return Actor(self.sender, Role.SECRETARIAT)
        return Actor(self.sender, Role.DEPARTMENT, frozenset({self.department}))


def arrivals_text(arrivals: Sequence[Arrival]) -> str:
    """Return 受付.csv."""
    unfinished = StringIO()
    writer = csv.writer(unfinished, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in arrivals:
        moment = f"{item.received:%Y-%m-%d %H:%M}"
        writer.writerow((item.plan_code, item.file_name, moment, item.department, item.sender, item.reason))
    return unfinished.getvalue()


def read_arrivals(samples_dir: Path, plan: Plan) -> tuple[Arrival, ...]:
    """Return the sample workbooks of a plan in the order they came; none where there are none."""
    path = samples_dir / RECEIPTS_FILE
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [
            Arrival(
                row["計画コード"],
                row["ファイル名"],
                datetime.strptime(row["受付日時"], "%Y-%m-%d %H:%M"),  # noqa: DTZ007 - local wall time
                row["担当課コード"],
                row["提出者"],
                row["締切後の変更の理由"],
            )
            for row in csv.DictReader(file)
        ]
    return tuple(
        sorted((item for item in found if item.plan_code == plan.code), key=lambda item: item.received)
    )


@contextmanager
def demo_store(path: Path, plan: Plan, first: datetime) -> Iterator[Store]:
    """Yield a new demo store of the plan whose identity is always the same."""
    store = Store.create(
        path,
        kind="demo",
        plan=plan,
        store_id=f"demo-{plan.code}",
        at=(first - timedelta(hours=1)).astimezone(),
        actor=SECRETARIAT.name,
    )
    try:
        yield store
    finally:
        store.close()


def take_in(store: Store, plan: Plan, arrival: Arrival, data: bytes) -> None:
    """Check and commit a sample workbook as anybody's, at the moment it came.

    A sample that does not pass is a fault of ours and ends the build.
    """
    moment = arrival.received.astimezone()
    ctx = Context(store, plan, arrival.actor, lambda: moment)
    preview = upload.prepare(ctx, arrival.file_name, data)
    if preview.blocks:
        told = "; ".join(f"{f.location.sheet} {f.location.a1} {f.code}" for f in preview.blocks)
        raise ValueError(f"{arrival.file_name}: {told}")
    upload.commit(ctx, preview, data, reason=arrival.reason)
