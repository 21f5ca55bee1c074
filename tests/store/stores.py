"""What the store's tests share: a plan that is nobody's own, rows, and the codes of refusals."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.refusal import Refusal
from miharu_dx.store import Store

ROOT = Path(__file__).resolve().parents[2]
PLAN_FILE = ROOT / "tests" / "plans" / "second_plan.toml"
PLAN: Plan = load_plan(PLAN_FILE)
YEAR = PLAN.first_fiscal_year
PERIOD = PLAN.periods[0].code
STAGE = PLAN.stages[1].name
RATING = PLAN.ratings[0].name
BEGIN = datetime(2025, 4, 1, 0, 0, tzinfo=UTC)


def moment(day: int) -> datetime:
    """Return a moment some days after the store was made."""
    return BEGIN + timedelta(days=day)


def made(path: Path, **changes: Any) -> Store:
    """Return a new real store."""
    return Store.create(path, **{"kind": "real", "plan": PLAN, "at": BEGIN, "actor": "事務局", **changes})


def opened(path: Path, plan: Plan = PLAN) -> Store:
    """Return an existing store."""
    return Store.open(path, plan=plan)


@contextmanager
def writing(store: Store, day: int = 1, **changes: Any) -> Iterator[Any]:
    """Open a transaction whose particulars do not matter."""
    told = {"actor": "担当者", "kind": "submission", "note": "サンプル", "at": moment(day), **changes}
    with store.transaction(**told) as transaction:
        yield transaction


def action(code: str = "A-01", **changes: Any) -> dict[str, Any]:
    """Return an action row."""
    row = {
        "code": code,
        "name": "サンプルの取組",
        "initiative": PLAN.initiatives[0].code,
        "department": PLAN.departments[0].code,
    }
    return {**row, **changes}


def report(code: str = "A-01", **changes: Any) -> dict[str, Any]:
    """Return a report row."""
    row = {
        "action": code,
        "fiscal_year": YEAR,
        "period": PERIOD,
        "declaration": "更新",
        "stage": STAGE,
        "rating": RATING,
        "progress": 40.0,
        "achievement": "サンプルの実績",
        "as_of_date": date(YEAR, 6, 30),
        "author": "サンプル",
    }
    return {**row, **changes}


def submitted(transaction: Any, data: bytes = b"workbook", **changes: Any) -> int:
    """Keep a workbook and record its submission."""
    sha256 = transaction.keep_workbook(data, "様式.xlsx")
    told = {
        "kind": "progress",
        "department": PLAN.departments[0].code,
        "fiscal_year": YEAR,
        "period": PERIOD,
        "file_name": "様式.xlsx",
        "sha256": sha256,
        "content_hash": f"content of {sha256}",
    }
    return transaction.add_submission(**{**told, **changes})


def progress_of(store: Store, version: int | None = None) -> dict[str, float | None]:
    """Return the progress reported of each action."""
    return {row.action: row.progress for row in store.snapshot(version).reports}


@contextmanager
def refused(code: str) -> Iterator[list[Refusal]]:
    """Expect a refusal of a code; it is the one item of the list afterwards."""
    caught: list[Refusal] = []
    with pytest.raises(Refusal) as info:
        yield caught
    assert info.value.code == code, info.value
    caught.append(info.value)


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python that knows the package and this plan; its standard streams are pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
