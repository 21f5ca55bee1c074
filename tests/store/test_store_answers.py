"""Answers to values both sides changed are kept for ever, and who changed a value since is known by cell."""

from __future__ import annotations

from typing import Any

import pytest

from miharu_dx.store import Store
from tests.store.stores import PERIOD, YEAR, moment, report, submitted, writing

KEY = ("A-01", YEAR, PERIOD)


def answer(**changes: Any) -> dict[str, Any]:
    return {
        "entity": "report", "entity_key": KEY, "field": "progress", "base": None, "theirs": 60.0,
        "mine": 50.0, "chosen": "mine", **changes,
    }  # fmt: skip


def test_an_answer_is_told_with_who_gave_it_when_and_for_which_file(store: Store) -> None:
    with writing(store, 4, actor="税務担当") as transaction:
        number = submitted(transaction, data=b"bytes")
        transaction.keep_answers(
            number, [answer(), answer(field="issue", theirs="a/b", mine="", chosen="theirs")]
        )
    told = store.rows("answers", submission=number)
    assert [(t["field"], t["base"], t["theirs"], t["mine"], t["chosen"]) for t in told] == [
        ("issue", None, "a/b", "", "theirs"), ("progress", None, "60.0", "50.0", "mine"),
    ]  # fmt: skip
    assert {(t["actor"], t["at"], t["file_name"]) for t in told} == {("税務担当", moment(4), "様式.xlsx")}
    assert store.rows("answers", entity="report", entity_key=f"A-01/{YEAR}/{PERIOD}")
    assert not store.rows("answers", entity="report", entity_key=f"A-02/{YEAR}/{PERIOD}")


@pytest.mark.parametrize(
    "wrong",
    [
        {"entity": "report", "field": "progress"},
        {**answer(), "reason": "x"},
        answer(entity="nothing"),
        answer(entity_key=("A-01",)),
    ],
)
def test_an_answer_that_does_not_say_everything_is_a_programming_error(store: Store, wrong: dict) -> None:
    with pytest.raises(ValueError, match=r"answer|key|table|parts"), writing(store, 4) as transaction:
        number = submitted(transaction, data=b"bytes")
        transaction.keep_answers(number, [wrong])
    assert store.rows("answers") == []


def steps(store: Store, since: int) -> list[tuple[Any, ...]]:
    told = store.rows("cell_steps", entity="report", keys=[f"A-01/{YEAR}/{PERIOD}"], since=since)
    return [
        (t["field"], t["from_version"], t["actor"])
        for t in told
        if t["changed"] and t["from_version"] > since
    ]


def test_each_value_knows_who_changed_it_last_and_not_who_wrote_the_row(store: Store) -> None:
    for day, (actor, changes) in enumerate(
        (("甲", {}), ("乙", {"issue": "乙の課題"}), ("丙", {"issue": "乙の課題", "progress": 60.0})), start=1
    ):
        with writing(store, day, actor=actor) as transaction:
            number = submitted(transaction, data=str(day).encode())
            transaction.put("report", [report(**changes)], number)
    assert steps(store, since=2) == [("issue", 3, "乙"), ("progress", 4, "丙")]
    assert steps(store, since=3) == [("progress", 4, "丙")]
    assert steps(store, since=4) == []


def test_a_row_that_is_gone_knows_who_took_it_out(store: Store) -> None:
    with writing(store, 1) as transaction:
        transaction.put("report", [report()], submitted(transaction, data=b"1"))
    with writing(store, 2, actor="丁") as transaction:
        transaction.withdraw("report", [KEY])
    told = store.rows("cell_steps", entity="report", keys=[f"A-01/{YEAR}/{PERIOD}"], since=2)
    assert {(t["gone_version"], t["gone_actor"]) for t in told} == {(3, "丁")}
