"""A judgement that is remembered: it holds for as long as nothing it rests on changes, and not longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

import pytest

from miharu_dx.domain.preview import Preview
from miharu_dx.services import upload
from miharu_dx.services.judged import judgements
from tests.services.desk import Desk, spoken


def put(table: str, **more: object) -> Callable[[Desk], None]:
    """A commit that changes one row of a table beside all uploads."""

    def change(desk: Desk) -> None:
        seen = desk.store.snapshot()
        first: dict[str, object] = {
            "action": asdict(seen.actions_by_code["A1"]),
            "department": asdict(seen.departments_by_code["soumu"]),
            "setting": {"name": "サンプル", "value": "1"},
            "deadline": {"fiscal_year": 2026, "period": "H1", "due": None},
        }[table]
        with desk.store.transaction(actor="サンプル", kind="test", note="", at=desk.clock.now) as tx:
            tx.put(table, [first | more], None)

    return change


def others(desk: Desk) -> None:
    desk.hand_in(desk.form("jumin", 進捗={("B1",): spoken()}), "住民課.xlsx")


def ours(desk: Desk) -> None:
    desk.hand_in(desk.form(進捗={("A2",): spoken("準備中", "順調", 10)}), "総務課の別の様式.xlsx")


def period_before(desk: Desk) -> None:
    desk.hand_in(desk.form(year=2025, period="下期", 進捗={("A1",): spoken(progress=20)}), "前の期.xlsx")


CHANGES: dict[str, tuple[Callable[[Desk], None], bool]] = {
    "another department's form": (others, True),
    "our own form for another row": (ours, False),
    "our own form of the period before": (period_before, False),
    "the name of an action": (put("action", name="サンプル：改めた名前"), False),
    "an action taken away from us": (put("action", department="jumin"), False),
    "the end of our unit": (put("department", valid_to=2026), False),
    "a setting": (put("setting"), False),
}


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by the version of every judgement that is made anew."""
    judgements.clear()
    versions: list[int] = []
    examine = upload._examine

    def counted(*given) -> Preview:
        versions.append(given[-1].version)
        return examine(*given)

    monkeypatch.setattr(upload, "_examine", counted)
    return versions


@pytest.mark.parametrize(("change", "holds"), CHANGES.values(), ids=CHANGES)
def test_a_judgement_holds_over_what_it_does_not_rest_on_and_equals_a_new_one(
    desk: Desk, examined: list[int], change: Callable[[Desk], None], holds: bool
) -> None:
    data = desk.form(進捗={("A1",): spoken(progress=50)})
    first = desk.check(data)
    assert first.ok
    change(desk)
    before = len(examined)
    again = desk.check(data)
    assert (len(examined) == before) is holds
    assert again.seen_version == desk.store.version > first.seen_version
    judgements.clear()
    assert desk.check(data) == again
    assert desk.check(data) is desk.check(data)


def test_a_form_with_a_fault_is_judged_anew_for_every_version(desk: Desk, examined: list[int]) -> None:
    data = desk.form(進捗={("A1",): spoken(progress="120")})
    assert not desk.check(data).ok
    others(desk)
    before = len(examined)
    desk.check(data)
    assert len(examined) == before + 1


def test_a_plan_workbook_is_judged_anew_for_every_version(desk: Desk, examined: list[int]) -> None:
    data = desk.plan_book(個別取組={("A1",): {"個別取組名": "サンプル：改めた名前"}})
    desk.check(data)
    others(desk)
    before = len(examined)
    assert desk.check(data).seen_version == desk.store.version
    assert len(examined) == before + 1


def test_who_asks_is_asked_for_permission_whatever_is_remembered(desk: Desk, examined: list[int]) -> None:
    data = desk.form(進捗={("A1",): spoken()})
    desk.check(data)
    with pytest.raises(Exception, match=r"^access\."):
        desk.as_department("jumin").check(data)
    assert len(examined) == 1


def test_a_commit_goes_by_the_judgement_of_its_preview(desk: Desk, examined: list[int]) -> None:
    data = desk.form(進捗={("A1",): spoken(progress=50)})
    preview = desk.check(data)
    others(desk)
    before = len(examined)
    receipt = upload.commit(desk.ctx, preview, data)
    assert not receipt.already
    assert len(examined) == before
    assert replace(preview, seen_version=0) != replace(desk.check(data), seen_version=0)
