"""What the 事務局 and the reviewers do in the sample life: the order of 確認, confirm, return, close."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Literal

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Submission
from miharu_dx.domain.review import statuses
from miharu_dx.domain.review_rows import origins, standing_on
from miharu_dx.services import closing, review, review_settings
from miharu_dx.services.context import Context
from miharu_dx.services.review import Steps
from miharu_dx.store import Store

SAYINGS_FILE = "確認.csv"
_COLUMNS = ("計画コード", "日時", "行うこと", "期", "担当課コード", "内容", "だれ")
Act = Literal["順序", "確認", "差戻し", "締切"]
ACTS: tuple[Act, ...] = ("順序", "確認", "差戻し", "締切")
_OFFICE_ACTS = frozenset({"順序", "締切"})


@dataclass(frozen=True)
class Saying:
    """One thing done at a moment (local, without a zone), in one version of the store.

    ``periods`` and ``departments`` narrow the submissions meant, none means all of them. ``text`` is
    the reason, or the code of a route.
    """

    plan_code: str
    moment: datetime
    act: Act
    periods: tuple[str, ...]
    departments: tuple[str, ...]
    text: str
    actor: str

    def keys(self, plan: Plan) -> tuple[PeriodKey, ...]:
        """Return the periods; a text such as 2025H2 is a fiscal year and the code of a period."""
        return tuple(plan.key(int(text[:4]), text[4:]) for text in self.periods)


def act_named(word: str) -> Act:
    """Return what a word of the story means to do; anything else is a fault of ours."""
    for act in ACTS:
        if act == word:
            return act
    raise ValueError(word)


def sayings_text(sayings: Sequence[Saying]) -> str:
    """Return 確認.csv."""
    unfinished = StringIO()
    writer = csv.writer(unfinished, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in sayings:
        moment = f"{item.moment:%Y-%m-%d %H:%M}"
        places = (" ".join(item.periods), " ".join(item.departments))
        writer.writerow((item.plan_code, moment, item.act, *places, item.text, item.actor))
    return unfinished.getvalue()


def read_sayings(samples_dir: Path, plan: Plan) -> tuple[Saying, ...]:
    """Return what is done in the sample life of a plan, in time; nothing where nothing is told."""
    path = samples_dir / SAYINGS_FILE
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [
            Saying(
                row["計画コード"],
                datetime.strptime(row["日時"], "%Y-%m-%d %H:%M"),  # noqa: DTZ007 - local wall time
                act_named(row["行うこと"]),
                tuple(row["期"].split()),
                tuple(row["担当課コード"].split()),
                row["内容"],
                row["だれ"],
            )
            for row in csv.DictReader(file)
        ]
    return tuple(
        sorted((item for item in found if item.plan_code == plan.code), key=lambda item: item.moment)
    )


def perform(store: Store, plan: Plan, saying: Saying, moment: datetime) -> None:
    """Do it as anybody would, at a moment that carries its zone."""
    role = Role.SECRETARIAT if saying.act in _OFFICE_ACTS else Role.COMMITTEE
    ctx = Context(store, plan, Actor(saying.actor, role), lambda: moment)
    if saying.act == "順序":
        review_settings.choose_route(ctx, saying.text)
    elif saying.act == "締切":
        closing.close_periods(ctx, saying.keys(plan), saying.text)
    elif saying.act == "確認":
        review.confirm(ctx, _meant(ctx, saying), seen=store.version)
    else:
        review.send_back(ctx, _meant(ctx, saying), saying.text, seen=store.version)


def _meant(ctx: Context, saying: Saying) -> Steps:
    """Return the submissions that wait for somebody and still hold rows, each with its step."""
    snapshot, keys = ctx.snapshot(), saying.keys(ctx.plan)
    holding = {number for key in keys for number in standing_on(origins(snapshot, key))}
    return {
        number: status.waiting_for
        for number, status in statuses(snapshot).items()
        if number in holding and status.waiting_for is not None and _of(status.submission, saying)
    }


def _of(submission: Submission, saying: Saying) -> bool:
    return not saying.departments or submission.department in saying.departments
