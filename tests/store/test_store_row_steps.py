"""The whole life of the rows a version wrote: every state, what wrote it and what ended it."""

from __future__ import annotations

from miharu_dx.store import Store
from tests.store.stores import action, made, writing


def lives(steps) -> list[tuple[str, int, int | None, str, str, str]]:
    return [(s.key, s.version, s.until, s.kind, s.ended_by, s.values["name"]) for s in steps]


def test_every_state_of_each_row_of_a_version_is_told(tmp_path) -> None:
    with made(tmp_path / "miharu_dx.duckdb") as store:
        with writing(store, kind="first") as tx:
            tx.put("action", [action("A"), action("B")], None)
        with writing(store, kind="second") as tx:
            tx.put("action", [action("A", name="改めた名")], None)
        with writing(store, kind="third") as tx:
            tx.withdraw("action", [("A",)])
            assert [step[:3] for step in lives(tx.row_steps("action", 3))] == [("A", 2, 3), ("A", 3, 4)]
        name = action("A")["name"]
        assert lives(store.row_steps("action", 3)) == [
            ("A", 2, 3, "first", "second", name),
            ("A", 3, 4, "second", "third", "改めた名"),
        ]
        assert [step[0] for step in lives(store.row_steps("action", 2))] == ["A", "A", "B"]
        assert store.row_steps("action", 4) == ()
        assert store.row_steps("report", 3) == ()


def test_a_row_carries_its_key_its_values_and_the_submission_it_is_from(tmp_path) -> None:
    store: Store
    with made(tmp_path / "miharu_dx.duckdb") as store:
        with writing(store) as tx:
            tx.put("action", [action("A")], 7)
        (step,) = store.row_steps("action", 2)
        assert (step.table, step.submission, step.until, step.ended_by) == ("action", 7, None, "")
        assert step.values["code"] == "A"
        assert {"code", "name", "initiative", "department", "first_fiscal_year"} <= set(step.values)
