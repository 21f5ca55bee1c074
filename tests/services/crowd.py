"""Many units with many actions in one store, and everybody's filled forms."""

from __future__ import annotations

from dataclasses import asdict

from miharu_dx.domain.plan import Department
from miharu_dx.domain.records import Action
from tests.services.desk import Desk, spoken


def units(count: int) -> tuple[str, ...]:
    """Return the codes of so many units."""
    return tuple(f"unit{number:02d}" for number in range(count))


def settle(desk: Desk, codes: tuple[str, ...], actions: int) -> None:
    """Put units with so many actions each into the desk's store."""
    first = desk.plan.first_fiscal_year
    initiative = desk.plan.initiatives[0].code
    departments = [Department(code, f"サンプル課{code}", valid_from=first) for code in codes]
    entered = [
        Action(
            f"{code}-{number:03d}", f"サンプル取組{code}の{number}", initiative, code, first_fiscal_year=first
        )
        for code in codes
        for number in range(actions)
    ]
    with desk.store.transaction(actor="サンプル", kind="test", note="", at=desk.clock.now) as tx:
        tx.put("department", [asdict(unit) for unit in departments], None)
        tx.put("action", [asdict(action) for action in entered], None)


def filled_form(desk: Desk, code: str, turn: int = 0) -> bytes:
    """Return a unit's form with every row filled in, other figures for each ``turn``."""
    own = [action.code for action in desk.store.snapshot().actions if action.department == code]
    return desk.form(
        code,
        進捗={
            (action,): spoken(
                progress=(place + turn) % 100,
                課題=f"サンプルの課題{turn}の{place}",
                今後の対応="サンプルの対応",
            )
            for place, action in enumerate(own)
        },
    )
