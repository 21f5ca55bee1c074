"""A store with two meetings: one of everyday texts, one of the longest that are plausible."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

from miharu_dx.domain.plan import Department, PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.services import decisions, editions
from tests.pages.opened import NOW, stored
from tests.rich import rich_snapshot
from tests.services.desk import Desk, desk_on

SHORT, LONG = 1, 2
KEY = PeriodKey(2026, 0)
EXCEPTIONS = 12
DEPARTMENTS = 15
RARE = "髙橋﨑𠮷ﾊﾝｶｸ①"

_NAME = f"（サンプル）{RARE}標準準拠システムへの移行に伴う外字の同定及び文字情報基盤との対応付けの整備並びに関係各課との調整に関する取組"
_SAID = "（サンプル）事業者の回答が遅れており、仕様の確定に至っていないため、関係する課と調整している。"
_ASKED = "（サンプル）予算の繰越しと事業期間の延長を認め、代わりの方法について本部の考えを示してほしい。"


def meeting_store(path: Path) -> None:
    """Write a real store: edition 1 is short, edition 2 long, and the first meeting has decided things."""
    seen = rich_snapshot(45, 7)
    stored(path, seen, "real")
    desk = desk_on(path)
    desk.clock.now = NOW
    try:
        editions.create_edition(desk.ctx, "推進本部会議", number=SHORT, key=KEY, held_on=date(2026, 11, 20))
        _decide(desk, seen)
        _lengthen(desk, seen)
        editions.create_edition(
            desk.ctx, "サンプル町デジタル変革推進本部及び推進委員会合同会議", number=LONG, key=KEY, held_on=date(2026, 11, 24)
        )  # fmt: skip
    finally:
        desk.store.close()


def _decide(desk: Desk, seen: Snapshot) -> None:
    units = [unit.code for unit in seen.departments]
    for place, (kind, text) in enumerate(
        [
            ("instruct", "サンプルの時期を報告する"),
            ("instruct", _SAID * 3),
            ("approve", ""),
            ("instruct", _ASKED),
        ]
    ):
        told = decisions.record(
            desk.ctx, meeting=SHORT, subject=seen.actions[place].code, kind=kind, text=text[:200],  # type: ignore[arg-type]
            department=units[place], due=date(2026, 11, 21) if place == 0 else date(2026, 12, 28) if text else None,
        )  # fmt: skip
        if place == 1:
            decisions.answer(desk.ctx, told.number, state="doing", text=_SAID * 3, author="サンプル担当")
        if place == 3:
            decisions.answer(
                desk.ctx,
                told.number,
                state="done",
                text="済んだ",
                done_on=date(2026, 11, 22),
                author="サンプル",
            )


def _lengthen(desk: Desk, seen: Snapshot) -> None:
    """Give every action a name of 120 characters, twelve of them trouble, requests and long texts."""
    bad = next(rating.name for rating in seen.plan.ratings if rating.meaning == "bad")
    more = tuple(
        Department(f"sample{n}", f"こども未来・地域づくり支援課{n}", "（サンプル）総合調整グループ")
        for n in range(DEPARTMENTS - len(seen.departments))
    )
    units = [unit.code for unit in (*seen.departments, *more)]
    actions = [
        replace(action, name=f"{(_NAME * 2)[:117]}{place:03d}", department=units[place % len(units)])
        for place, action in enumerate(seen.actions)
    ]
    period = seen.plan.period_at(KEY).code
    spoken = [
        row
        for row in seen.reports
        if (row.fiscal_year, row.period) == (KEY.fiscal_year, period) and row.rating
    ]
    reports = [
        replace(row, rating=bad, issue=_SAID * 4, next_step=_SAID * 4, request=_ASKED * (1 + place % 5))
        for place, row in enumerate(spoken[:EXCEPTIONS])
    ]
    with desk.store.transaction(actor="試験", kind="submit_plan", note="長い語", at=_at()) as tx:
        tx.put("department", [asdict(unit) for unit in more], None)
        tx.put("action", [asdict(action) for action in actions], None)
        rows = [asdict(row) for row in reports]
        for row in rows:
            row.pop("submission", None)
        tx.put("report", rows, None)


def _at() -> datetime:
    return NOW
