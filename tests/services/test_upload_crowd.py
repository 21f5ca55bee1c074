"""Thirty units hand in at once: every form is stored, nobody meets a conflict, nothing stands there twice."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from miharu_dx.domain.preview import Preview, Receipt
from miharu_dx.services import upload
from tests.services.crowd import filled_form, settle, units
from tests.services.desk import Desk

UNITS = units(30)
ACTIONS = 3


@dataclass(frozen=True)
class Sent:
    """What one unit's upload came to."""

    unit: str
    data: bytes
    preview: Preview
    receipt: Receipt


@pytest.fixture
def sent(desk: Desk) -> list[Sent]:
    """Return the uploads of all units, begun at one moment, each in a thread of its own."""
    settle(desk, UNITS, ACTIONS)
    forms = {unit: filled_form(desk, unit) for unit in UNITS}
    together = threading.Barrier(len(UNITS))

    def send(unit: str) -> Sent:
        person = desk.as_department(unit)
        together.wait()
        preview = person.check(forms[unit], f"{unit}.xlsx")
        return Sent(unit, forms[unit], preview, upload.commit(person.ctx, preview, forms[unit]))

    with ThreadPoolExecutor(len(UNITS)) as threads:
        return list(threads.map(send, UNITS))


def stored(desk: Desk) -> tuple[Counter[str], Counter[str]]:
    """Return how many submissions and reports each unit has in the store."""
    seen = desk.store.snapshot()
    submissions = Counter(row.department for row in seen.submissions if row.kind == "progress")
    return submissions, Counter(seen.actions_by_code[row.action].department for row in seen.reports)


def test_everybody_is_committed_and_nobody_meets_a_conflict(desk: Desk, sent: list[Sent]) -> None:
    assert all(one.preview.ok for one in sent)
    assert not any(one.receipt.already for one in sent)
    versions = sorted(one.receipt.version for one in sent)
    assert versions == list(range(versions[0], versions[0] + len(UNITS)))
    assert desk.store.version == versions[-1]
    submissions, reports = stored(desk)
    assert submissions == dict.fromkeys(UNITS, 1)
    assert reports == dict.fromkeys(UNITS, ACTIONS)


def test_answers_that_were_lost_and_asked_for_again_double_nothing(desk: Desk, sent: list[Sent]) -> None:
    before = desk.store.version

    def send_again(one: Sent) -> tuple[bool, bool]:
        person = desk.as_department(one.unit)
        repeated = upload.commit(person.ctx, one.preview, one.data)
        anew = upload.commit(person.ctx, person.check(one.data, f"{one.unit}.xlsx"), one.data)
        return repeated.already, anew.already

    with ThreadPoolExecutor(len(UNITS)) as threads:
        assert list(threads.map(send_again, sent)) == [(True, True)] * len(UNITS)
    assert desk.store.version == before
    assert stored(desk) == (dict.fromkeys(UNITS, 1), dict.fromkeys(UNITS, ACTIONS))


def test_one_form_sent_by_thirty_at_once_is_stored_once(desk: Desk) -> None:
    settle(desk, UNITS[:1], ACTIONS)
    data = filled_form(desk, UNITS[0])
    together = threading.Barrier(len(UNITS))

    def send(_: int) -> Receipt:
        together.wait()
        preview = desk.check(data)
        return upload.commit(desk.ctx, preview, data)

    with ThreadPoolExecutor(len(UNITS)) as threads:
        receipts = list(threads.map(send, range(len(UNITS))))
    assert Counter(receipt.already for receipt in receipts) == {False: 1, True: len(UNITS) - 1}
    assert stored(desk) == ({UNITS[0]: 1}, {UNITS[0]: ACTIONS})
