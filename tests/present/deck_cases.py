"""Material for decks from snapshots small enough to follow, and from the longest texts that are plausible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from miharu_dx.domain.agenda import agenda
from miharu_dx.domain.meeting_changes import changes_since
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import AgendaMark, Decision, Edition, Meeting, Reply
from miharu_dx.present.views.deck_material import Material
from tests.rich import rich_snapshot

KEY = PeriodKey(2026, 0)
TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=9)))
LONG_NAME = "（サンプル）" + "外字の同定及び文字情報基盤との対応付けの整備" * 6


def meeting(number: int = 3, held_on: date | None = date(2026, 11, 24)) -> Meeting:
    return Meeting(number, "推進本部会議", held_on, "", "", "", "", "", "事務局", AT)


def decision(
    number: int, *, of: int | None = 2, kind: str = "instruct", due: date | None = None, **more: object
) -> Decision:
    told = {"subject": "", "text": f"決定{number}", "question": "", "department": "soumu", "seconds": None}
    return Decision(
        number=number, meeting=of, kind=kind, due=due, signal_on=None, actor="", at=AT, **{**told, **more}
    )  # type: ignore[arg-type]


def reply(number: int, state: str = "done", text: str = "済んだ", done_on: date | None = None) -> Reply:
    return Reply(number, state, text, done_on, "", "", AT)  # type: ignore[arg-type]


def material(
    seen: Snapshot | None = None,
    *,
    marks: tuple[AgendaMark, ...] = (),
    held: Meeting | None = None,
    meetings: tuple[Meeting, ...] = (),
    decisions: tuple[Decision, ...] = (),
    replies: tuple[Reply, ...] = (),
) -> Material:
    """Return what a deck is made from; with ``held`` it is that meeting's edition, else a rehearsal."""
    now = seen or rich_snapshot(45, 7)
    latest = replace(now, meetings=meetings, decisions=decisions, replies=replies)
    edition = None
    if held is not None:
        edition = Edition(held.number, now.version, KEY.fiscal_year, "H1", None, "0123456789abcdef", "", AT)
    return Material(
        now=now, before=None, latest=latest, key=KEY, today=TODAY, day=TODAY,
        changes=changes_since(now, None, KEY), agenda=agenda(now, None, KEY, marks, TODAY),
        meeting=held, edition=edition,
    )  # fmt: skip


def long_snapshot(count: int = 45) -> Snapshot:
    """Return a snapshot whose actions have names of 120 characters and twelve of which are in trouble and ask."""
    seen = rich_snapshot(count, 7)
    bad = next(rating.name for rating in seen.plan.ratings if rating.meaning == "bad")
    period = seen.plan.period_at(KEY).code
    own = [
        r.action for r in seen.reports if (r.fiscal_year, r.period) == (KEY.fiscal_year, period) and r.rating
    ][:12]
    said = "事業者の回答が遅れており、仕様の確定に至っていない。"
    reports = tuple(
        replace(row, rating=bad, issue=said * 6, next_step=said * 6, request=said * 8)
        if row.action in own and (row.fiscal_year, row.period) == (KEY.fiscal_year, period)
        else row
        for row in seen.reports
    )
    actions = tuple(
        replace(action, name=LONG_NAME[:117] + f"{place:03d}") for place, action in enumerate(seen.actions)
    )
    return replace(seen, actions=actions, reports=reports)
