"""What a store file says of itself, and whether it belongs to the plan at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import uuid4

import duckdb

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.refusal import Refusal
from miharu_dx.store.reading import as_dicts

_LIST_NAMES = {
    "initiative": "取組事項",
    "period": "期",
    "fiscal_year": "年度",
    "stage": "実施段階",
    "rating": "評価",
}


@dataclass(frozen=True)
class Identity:
    """A store's own number, whether it is a demo, and the plan it was made for."""

    store_id: str
    kind: Literal["demo", "real"]
    plan_code: str
    plan_name: str


def new_store_id() -> str:
    """Return a number that no other store has."""
    return uuid4().hex[:16]


def identity_of(cursor: duckdb.DuckDBPyConnection) -> Identity:
    """Return what the one row of a store file says."""
    (row,) = as_dicts(cursor, "identity")
    return Identity(row["store_id"], row["kind"], row["plan_code"], row["plan_name"])


def refuse_other_plan(identity: Identity, plan: Plan) -> None:
    """Refuse a plan the store was not made for."""
    if identity.plan_code != plan.code:
        raise Refusal("store.plan_differs", found=identity.plan_name, expected=plan.name)


def refuse_lost_words(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Refuse a plan that lost words which the history still uses: no view could show them."""
    known = {
        "initiative": {initiative.code for initiative in plan.initiatives},
        "period": {period.code for period in plan.periods},
        "fiscal_year": {str(year) for year in plan.fiscal_years},
        "stage": set(plan.stages_by_name),
        "rating": set(plan.ratings_by_name),
    }
    for row in as_dicts(cursor, "plan_words"):
        if row["word"] not in known[row["list"]]:
            raise Refusal("store.plan_lacks", list=_LIST_NAMES[row["list"]], word=row["word"])
